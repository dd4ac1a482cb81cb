with customer_days as (
    select distinct
        world_id,
        channel_name,
        province,
        customer_key,
        order_date as activity_date
    from {{ ref("fct_order_traits") }}
    where is_counted and customer_key is not null
)

{{ entity_days(
    "customer_days", "customer_key", "customer_count", [["channel_name"], ["province"], []]
) }}
