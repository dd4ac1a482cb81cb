with people as (
    select * from {{ ref("dim_people") }}
)

select
    people.world_id,
    people.known_date as activity_date,
    people.age_group,
    people.income_band,
    people.education,
    people.household,
    spend.spend_category,
    {{ money("sum(spend.spend_amount)") }} as category_spend_amount
from {{ ref("fct_people_spend") }} as spend
inner join people
    on spend.person_key = people.person_key
group by
    people.world_id,
    people.known_date,
    people.age_group,
    people.income_band,
    people.education,
    people.household,
    spend.spend_category
