with customer_days as (
    select distinct
        world_id,
        channel_name,
        rfm_segment,
        customer_status,
        customer_key,
        order_date as activity_date
    from {{ ref("fct_customer_orders") }}
    where customer_key is not null
)

{{ entity_days(
    "customer_days",
    "customer_key",
    "customer_count",
    sets=[["channel_name"], ["rfm_segment"], ["customer_status"], []]
) }}
