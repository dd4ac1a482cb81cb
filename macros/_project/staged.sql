{# Written by `talad init` from the files in models/staging: not to be edited. #}

{# The staging models of an entity, for a union. #}
{% macro staged(entity) -%}
    {{ return({
        "ad_performance": ["stg_daily_marketing__ad_performance", "stg_meta_ads__ad_performance", "stg_shopee__ad_performance"],
        "reported_sales": ["stg_daily_marketing__reported_sales"],
        "order_items": ["stg_lazada__order_items", "stg_line_oa__order_items", "stg_olist__order_items", "stg_shopee__order_items", "stg_shopify__order_items", "stg_tiktok_shop__order_items", "stg_woocommerce__order_items"],
        "orders": ["stg_lazada__orders", "stg_line_oa__orders", "stg_olist__orders", "stg_shopee__orders", "stg_shopify__orders", "stg_tiktok_shop__orders", "stg_woocommerce__orders"],
        "payments": ["stg_lazada__payments", "stg_line_oa__payments", "stg_olist__payments", "stg_shopee__payments", "stg_shopify__payments", "stg_tiktok_shop__payments", "stg_woocommerce__payments"],
        "platform_sales": ["stg_lazada__platform_sales"],
        "refunds": ["stg_lazada__refunds", "stg_line_oa__refunds", "stg_shopee__refunds", "stg_shopify__refunds", "stg_tiktok_shop__refunds", "stg_woocommerce__refunds"],
        "broadcasts": ["stg_line_oa__broadcasts"],
        "chat_messages": ["stg_line_oa__chat_messages"],
        "followers": ["stg_line_oa__followers"],
        "message_deliveries": ["stg_line_oa__message_deliveries"],
        "customers": ["stg_olist__customers"],
        "product_categories": ["stg_olist__product_categories"],
        "products": ["stg_olist__products"],
        "reviews": ["stg_olist__reviews"],
        "sellers": ["stg_olist__sellers"],
        "deals": ["stg_olist_marketing_funnel__deals"],
        "leads": ["stg_olist_marketing_funnel__leads"],
        "exchange_rates": ["stg_sheets__exchange_rates"],
        "product_master": ["stg_sheets__product_master"],
    }[entity]) }}
{%- endmacro %}

{# (platform, entity, model) of each model that reads raw files. #}
{% macro raw_readers() -%}
    {{ return([
        ("daily_marketing", "ads", "stg_daily_marketing__ad_performance"),
        ("daily_marketing", "business", "stg_daily_marketing__reported_sales"),
        ("lazada", "key_metrics", "stg_lazada__platform_sales"),
        ("lazada", "orders", "base_lazada__order_units"),
        ("line_oa", "broadcasts", "base_line_oa__broadcasts"),
        ("line_oa", "chats", "stg_line_oa__chat_messages"),
        ("line_oa", "deliveries", "base_line_oa__deliveries"),
        ("line_oa", "followers", "base_line_oa__followers"),
        ("line_oa", "friends", "base_line_oa__friends"),
        ("line_oa", "message_events", "base_line_oa__message_events"),
        ("line_oa", "myshop_orders", "base_line_oa__order_lines"),
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
        ("shopee", "orders", "base_shopee__order_lines"),
        ("shopify", "orders", "base_shopify__order_rows"),
        ("tiktok_shop", "orders", "base_tiktok_shop__order_lines"),
        ("woocommerce", "orders", "base_woocommerce__order_lines"),
    ]) }}
{%- endmacro %}
