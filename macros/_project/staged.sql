{# Written by `talad init` from the files in models/staging: not to be edited. #}

{# The staging models of an entity, for a union. #}
{% macro staged(entity) -%}
    {{ return({
        "paths": ["stg_attribution_paths__paths"],
        "purchases": ["stg_cdnow__purchases"],
        "sample_purchases": ["stg_cdnow__sample_purchases"],
        "respondents": ["stg_customer_marketing__respondents"],
        "respondents_cut": ["stg_customer_marketing__respondents_cut"],
        "ad_performance": ["stg_daily_marketing__ad_performance", "stg_meta_ads__ad_performance", "stg_shopee__ad_performance"],
        "reported_sales": ["stg_daily_marketing__reported_sales"],
        "baskets": ["stg_dunnhumby__baskets"],
        "order_items": ["stg_dunnhumby__order_items", "stg_olist__order_items", "stg_shopee__order_items", "stg_tiktok_shop__order_items"],
        "orders": ["stg_dunnhumby__orders", "stg_olist__orders", "stg_shopee__orders", "stg_tiktok_shop__orders"],
        "weeks": ["stg_dunnhumby__weeks"],
        "basket_items": ["stg_groceries__basket_items"],
        "users": ["stg_landing_page_ab_test__users"],
        "visits": ["stg_landing_page_ab_test__visits"],
        "customers": ["stg_olist__customers"],
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
        "returns": ["stg_shopee__returns"],
    }[entity]) }}
{%- endmacro %}

{# (platform, entity, model) of each model that reads raw files. #}
{% macro raw_readers() -%}
    {{ return([
        ("attribution_paths", "paths", "stg_attribution_paths__paths"),
        ("cdnow", "purchases", "stg_cdnow__purchases"),
        ("cdnow", "sample_purchases", "stg_cdnow__sample_purchases"),
        ("customer_marketing", "customers", "stg_customer_marketing__respondents"),
        ("customer_marketing", "customers_cut", "stg_customer_marketing__respondents_cut"),
        ("daily_marketing", "ads", "stg_daily_marketing__ad_performance"),
        ("daily_marketing", "business", "stg_daily_marketing__reported_sales"),
        ("dunnhumby", "transactions", "base_dunnhumby__lines"),
        ("dunnhumby", "weeks", "stg_dunnhumby__weeks"),
        ("groceries", "baskets", "stg_groceries__basket_items"),
        ("landing_page_ab_test", "users", "stg_landing_page_ab_test__users"),
        ("landing_page_ab_test", "visits", "stg_landing_page_ab_test__visits"),
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
        ("shopee", "returns", "stg_shopee__returns"),
        ("tiktok_shop", "orders", "base_tiktok_shop__order_lines"),
    ]) }}
{%- endmacro %}
