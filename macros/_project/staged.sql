{# Written by `talad init` from the files in models/staging: not to be edited. #}

{# The staging models of an entity, for a union. #}
{% macro staged(entity) -%}
    {{ return({
        "ad_performance": ["stg_daily_marketing__ad_performance", "stg_meta_ads__ad_performance", "stg_shopee__ad_performance"],
        "reported_sales": ["stg_daily_marketing__reported_sales"],
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
        "live_overview": ["stg_shopee__live_overview"],
        "live_sessions": ["stg_shopee__live_sessions"],
        "platform_sales": ["stg_shopee__platform_sales"],
        "product_performance": ["stg_shopee__product_performance"],
        "product_traffic": ["stg_shopee__product_traffic"],
        "refunds": ["stg_shopee__refunds", "stg_tiktok_shop__refunds"],
        "traffic": ["stg_shopee__traffic"],
        "video_overview": ["stg_shopee__video_overview"],
    }[entity]) }}
{%- endmacro %}

{# (platform, entity, model) of each model that reads raw files. #}
{% macro raw_readers() -%}
    {{ return([
        ("daily_marketing", "ads", "stg_daily_marketing__ad_performance"),
        ("daily_marketing", "business", "stg_daily_marketing__reported_sales"),
        ("meta_ads", "performance", "stg_meta_ads__ad_performance"),
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
        ("shopee", "live_overview", "stg_shopee__live_overview"),
        ("shopee", "live_sessions", "stg_shopee__live_sessions"),
        ("shopee", "orders", "base_shopee__order_lines"),
        ("shopee", "product_overview", "stg_shopee__product_traffic"),
        ("shopee", "product_performance", "base_shopee__product_performance"),
        ("shopee", "sales_overview", "base_shopee__sales_overview"),
        ("shopee", "shop_stats", "base_shopee__shop_stats"),
        ("shopee", "traffic_overview", "stg_shopee__traffic"),
        ("shopee", "video_overview", "stg_shopee__video_overview"),
        ("tiktok_shop", "orders", "base_tiktok_shop__order_lines"),
    ]) }}
{%- endmacro %}
