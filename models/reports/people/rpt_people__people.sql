select
    world_id,
    known_date as activity_date,
    age_group,
    income_band,
    education,
    household,
    gender,
    acquisition_source,
    count(*) as person_count,
    {{ money("sum(spend_amount)") }} as person_spend_amount,
    cast(sum(order_count) as bigint) as person_order_count
from {{ ref("dim_people") }}
group by
    world_id,
    known_date,
    age_group,
    income_band,
    education,
    household,
    gender,
    acquisition_source
