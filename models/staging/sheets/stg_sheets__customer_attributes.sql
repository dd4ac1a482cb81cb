with attributes as (
    {{ newest_export(
        source("sheets", "customer_attributes"),
        ["platform", "customer_id", "attributes_date"],
        key=["platform", "customer_id", "attributes_date"]
    ) }}
)

select
    platform,
    shop_id,
    customer_id as platform_customer_id,
    attributes_date,
    lower(gender) as gender,
    lower(age_group) as age_group,
    province,
    segment as customer_segment,
    acquisition_source,
    member_since as member_since_date,
    has_marketing_consent,
    _file_sha256,
    _row
from attributes
-- A name masked whole is nobody's.
where customer_id is not null
