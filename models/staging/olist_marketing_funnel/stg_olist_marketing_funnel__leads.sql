with leads as (
    {{ newest_export(source("olist_marketing_funnel", "leads"), ["mql_id"], key=["mql_id"]) }}
)

select
    'olist_marketing_funnel' as platform,
    shop_id,
    mql_id as lead_id,
    first_contact_date as contact_date,
    landing_page_id,
    coalesce(origin, 'unknown') as lead_origin,
    _file_sha256,
    _row
from leads
