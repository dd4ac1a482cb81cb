select
    {{ surrogate_key(["platform", "shop_id", "campaign_id", "contacted_date", "is_control"]) }}
        as campaign_response_key,
    platform,
    shop_id,
    campaign_id,
    contacted_date,
    is_control,
    cast(sum(customer_count) as bigint) as customer_count,
    cast(
        sum(case when response in ('clicked', 'replied', 'ordered') then customer_count else 0 end)
        as bigint
    ) as response_count,
    cast(sum(case when response = 'ordered' then customer_count else 0 end) as bigint)
        as order_response_count,
    cast(sum(case when response = 'opted_out' then customer_count else 0 end) as bigint)
        as opt_out_count
from {{ ref("int_campaigns__answered") }}
group by platform, shop_id, campaign_id, contacted_date, is_control
