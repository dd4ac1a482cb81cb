{# Written by `talad init` from the files in models/staging: not to be edited. #}

{# The staging models of an entity, for a union. #}
{% macro staged(entity) -%}
    {{ return({
        "ad_performance": ["stg_amazon_ads__ad_performance", "stg_daily_marketing__ad_performance", "stg_google_ads__ad_performance", "stg_meta_ads__ad_performance", "stg_shopee__ad_performance"],
        "reported_sales": ["stg_daily_marketing__reported_sales"],
        "landing_pages": ["stg_ga4__landing_pages"],
        "pages": ["stg_ga4__pages"],
        "customers": ["stg_olist__customers"],
        "order_items": ["stg_olist__order_items", "stg_shopee__order_items", "stg_tiktok_shop__order_items"],
        "orders": ["stg_olist__orders", "stg_shopee__orders", "stg_tiktok_shop__orders"],
        "payments": ["stg_olist__payments", "stg_shopee__payments", "stg_tiktok_shop__payments"],
        "product_categories": ["stg_olist__product_categories"],
        "products": ["stg_olist__products"],
        "reviews": ["stg_olist__reviews"],
        "sellers": ["stg_olist__sellers"],
        "deals": ["stg_olist_marketing_funnel__deals"],
        "leads": ["stg_olist_marketing_funnel__leads"],
        "exchange_rates": ["stg_sheets__exchange_rates"],
        "product_master": ["stg_sheets__product_master"],
        "refunds": ["stg_shopee__refunds", "stg_tiktok_shop__refunds"],
    }[entity]) }}
{%- endmacro %}

{# (platform, entity, model) of each model that reads raw files. #}
{% macro raw_readers() -%}
    {{ return([
        ("amazon_ads", "performance", "stg_amazon_ads__ad_performance"),
        ("amazon_ads", "performance_range", "stg_amazon_ads__ad_performance"),
        ("daily_marketing", "ads", "stg_daily_marketing__ad_performance"),
        ("daily_marketing", "business", "stg_daily_marketing__reported_sales"),
        ("ga4", "landing_pages", "stg_ga4__landing_pages"),
        ("ga4", "pages", "stg_ga4__pages"),
        ("ga4", "pages_daily", "stg_ga4__pages"),
        ("google_ads", "campaigns", "stg_google_ads__ad_performance"),
        ("google_ads", "campaigns_daily", "stg_google_ads__ad_performance"),
        ("meta_ads", "performance", "stg_meta_ads__ad_performance"),
        ("meta_ads", "performance_range", "stg_meta_ads__ad_performance"),
        ("olist", "customers", "stg_olist__customers"),
        ("olist", "order_items", "stg_olist__order_items"),
        ("olist", "order_payments", "stg_olist__payments"),
        ("olist", "order_reviews", "stg_olist__reviews"),
        ("olist", "orders", "stg_olist__orders"),
        ("olist", "product_categories", "stg_olist__product_categories"),
        ("olist", "products", "stg_olist__products"),
        ("olist", "sellers", "stg_olist__sellers"),
        ("olist_marketing_funnel", "deals", "stg_olist_marketing_funnel__deals"),
        ("olist_marketing_funnel", "leads", "stg_olist_marketing_funnel__leads"),
        ("sheets", "exchange_rates", "stg_sheets__exchange_rates"),
        ("sheets", "product_master", "stg_sheets__product_master"),
        ("shopee", "ads", "stg_shopee__ad_performance"),
        ("shopee", "orders", "base_shopee__order_lines"),
        ("tiktok_shop", "orders", "base_tiktok_shop__order_lines"),
    ]) }}
{%- endmacro %}
