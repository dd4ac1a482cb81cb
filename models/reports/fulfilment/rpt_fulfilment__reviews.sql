select
    orders.world_id,
    orders.channel_name,
    cast(reviews.review_score as {{ dbt.type_string() }}) as review_score,
    case
        when fulfilment.lead_hour_count is null then '6. Not delivered'
        when fulfilment.lead_hour_count < 24 * 5 then '1. Under 5 days'
        when fulfilment.lead_hour_count < 24 * 10 then '2. 5 to 9 days'
        when fulfilment.lead_hour_count < 24 * 15 then '3. 10 to 14 days'
        when fulfilment.lead_hour_count < 24 * 25 then '4. 15 to 24 days'
        else '5. 25 days or more'
    end as lead_time,
    case
        when fulfilment.is_late then 'Late'
        when fulfilment.promised_stage is not null then 'In time'
        else 'Not known'
    end as promise,
    -- A review whose day the files do not tell is under the day of its order.
    coalesce(reviews.review_date, orders.order_date) as activity_date,
    cast(sum(reviews.review_score) as bigint) as review_score_total,
    count(*) as review_count
from {{ ref("fct_reviews") }} as reviews
inner join {{ ref("fct_order_traits") }} as orders
    on reviews.order_key = orders.order_key
left join {{ ref("fct_order_fulfilment") }} as fulfilment
    on reviews.order_key = fulfilment.order_key
group by 1, 2, 3, 4, 5, 6
