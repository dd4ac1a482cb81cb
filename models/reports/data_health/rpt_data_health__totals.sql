-- What the files hold, before any rule of counting: figures to lay beside the platform's own
-- screens. One list of (relation, has a currency, measure, unit, expression): a figure is one line.
{% set figures = [
    ("fct_orders", true, "orders placed", "count", "count(*)"),
    ("fct_orders", true, "orders counted", "count", "sum(case when is_counted then 1 else 0 end)"),
    ("fct_orders", true, "GMV", "money", "sum(gmv_amount)"),
    ("fct_orders", true, "seller vouchers", "money", "sum(seller_voucher_amount)"),
    ("fct_orders", true, "refunds", "money", "sum(refund_amount)"),
    ("fct_orders", true, "net revenue", "money", "sum(net_revenue_amount)"),
    ("fct_order_items", true, "order lines", "count", "count(*)"),
    ("fct_order_items", true, "item amount placed", "money", "sum(placed_amount)"),
    ("fct_order_items", true, "freight on lines", "money", "sum(shipping_amount)"),
    ("fct_payments", true, "payments", "count", "count(*)"),
    ("fct_payments", true, "orders with payments", "count", "count(distinct order_key)"),
    ("fct_payments", true, "payment amount", "money", "sum(payment_amount)"),
    (
        "fct_unmatched_orders", true, "order lines without their order", "count",
        "sum(case when entity = 'order_items' then row_count end)",
    ),
    (
        "fct_unmatched_orders", true, "item amount without its order", "money",
        "sum(case when entity = 'order_items' then unmatched_amount end)",
    ),
    (
        "fct_unmatched_orders", true, "payments without their order", "count",
        "sum(case when entity = 'payments' then row_count end)",
    ),
    (
        "fct_unmatched_orders", true, "payment amount without its order", "money",
        "sum(case when entity = 'payments' then unmatched_amount end)",
    ),
    ("dim_customers", false, "buyers", "count", "count(*)"),
    (
        "dim_customers", false, "buyers with more than one order", "count",
        "sum(case when placed_order_count > 1 then 1 else 0 end)",
    ),
    ("dim_sellers", false, "sellers", "count", "count(*)"),
    ("dim_products", false, "products", "count", "count(*)"),
    ("fct_reviews", false, "reviews", "count", metric("reviews", of_facts=true)),
    ("fct_reviews", false, "mean review score", "score", metric("average_review_score", of_facts=true)),
    ("fct_leads", false, "leads", "count", "count(*)"),
    ("fct_deals", false, "deals", "count", "count(*)"),
    (
        "fct_sales_daily", true, "reported orders", "count",
        "sum(case when is_reported then order_count end)",
    ),
    (
        "fct_sales_daily", true, "reported new customers", "count",
        "sum(case when is_reported then new_customer_count end)",
    ),
    (
        "fct_sales_daily", true, "reported revenue", "money",
        "sum(case when is_reported then net_revenue_amount end)",
    ),
    (
        "fct_sales_daily", true, "reported gross profit", "money",
        "sum(case when is_reported then gross_profit_amount end)",
    ),
    ("fct_ad_performance_daily", true, "ad rows", "count", "count(*)"),
    ("fct_ad_performance_daily", true, "ad spend", "money", "sum(spend_amount)"),
    ("fct_ad_performance_daily", true, "claimed revenue", "money", "sum(claimed_revenue_amount)"),
] %}
{% set no_currency = "cast(null as " ~ dbt.type_string() ~ ")" %}

with figures as (
    {% for relation, has_currency, measure, unit, expression in figures %}
        select
            {{ loop.index }} as figure_number,
            platform,
            shop_id,
            {{ "currency" if has_currency else no_currency }} as currency,
            '{{ measure }}' as measure,
            '{{ unit }}' as unit,
            cast({{ expression }} as decimal(28, 4)) as figure
        from {{ ref(relation) }}
        group by platform, shop_id{{ ", currency" if has_currency }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    figure_number,
    platform,
    shop_id,
    currency,
    measure,
    unit,
    figure
from figures
where figure is not null
