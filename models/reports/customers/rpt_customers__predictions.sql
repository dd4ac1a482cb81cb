-- What customers are expected to buy and to be worth, dated to the day of the prediction.
with customers as (
    select * from {{ ref("fct_customer_months") }}
)

select
    predicted.world_id,
    customers.channel_name,
    customers.rfm_segment,
    customers.customer_status,
    customers.month_end_date as activity_date,
    count(*) as predicted_customer_count,
    -- Floating point adds up to other last digits in another order; decimals do not.
    {{ shown("sum(cast(predicted.alive_probability as decimal(18, 9)))") }} as expected_alive_total,
    {{ shown("sum(cast(predicted.expected_order_count as decimal(18, 9)))") }}
        as expected_order_total,
    {{ money("sum(predicted.predicted_value_amount)") }} as predicted_value_amount
from {{ ref("fct_customer_value") }} as predicted
inner join customers
    on
        predicted.world_id = customers.world_id
        and predicted.customer_key = customers.customer_key
where customers.is_latest
group by
    predicted.world_id,
    customers.channel_name,
    customers.rfm_segment,
    customers.customer_status,
    customers.month_end_date
