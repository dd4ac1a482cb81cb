with deals as (
    {{ newest_export(source("olist_marketing_funnel", "deals"), ["mql_id"], key=["mql_id"]) }}
),

renamed as (
    select
        'olist_marketing_funnel' as platform,
        shop_id,
        mql_id as lead_id,
        seller_id,
        {{ utc_from_local("won_date", "olist_marketing_funnel") }} as won_at,
        business_segment,
        lead_type,
        business_type,
        declared_monthly_revenue as declared_monthly_revenue_amount,
        currency,
        _file_sha256,
        _row
    from deals
)

select
    platform,
    shop_id,
    lead_id,
    seller_id,
    won_at,
    {{ business_date("won_at", "olist_marketing_funnel") }} as won_date,
    business_segment,
    lead_type,
    business_type,
    declared_monthly_revenue_amount,
    currency,
    _file_sha256,
    _row
from renamed
