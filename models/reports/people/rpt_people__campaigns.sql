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
    campaigns.campaign_name,
    count(*) as asked_person_count,
    cast(sum(case when campaigns.has_accepted then 1 else 0 end) as bigint) as accepted_person_count
from {{ ref("fct_people_campaigns") }} as campaigns
inner join people
    on campaigns.person_key = people.person_key
group by
    people.world_id,
    people.known_date,
    people.age_group,
    people.income_band,
    people.education,
    people.household,
    campaigns.campaign_name
