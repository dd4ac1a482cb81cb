with responses as (
    {{ newest_export(
        source("sheets", "campaign_responses"),
        ["campaign_id", "platform", "customer_id"],
        key=["campaign_id", "platform", "customer_id"]
    ) }}
)

select
    platform,
    shop_id,
    campaign_id,
    customer_id as platform_customer_id,
    contacted_date,
    coalesce(is_control, false) as is_control,
    lower(response) as response,
    response_date,
    order_id,
    _file_sha256,
    _row
from responses
-- A name masked whole is nobody's.
where customer_id is not null
