-- A day outside dim_dates would be missing from every trend. Widen calendar_start and calendar_end
-- in dbt_project.yml, or look at the row: a year like 2569 is a Buddhist one.
{% set dated = [
    ("fct_orders", "order_date"),
    ("fct_order_items", "order_date"),
    ("fct_payments", "order_date"),
    ("fct_refunds", "order_date"),
    ("fct_refunds", "refund_date"),
    ("fct_reviews", "review_date"),
    ("fct_sales_daily", "sale_date"),
    ("fct_ad_performance_daily", "ad_date"),
    ("fct_marketing_spend_daily", "spend_date"),
    ("fct_broadcasts", "sent_date"),
    ("fct_campaign_responses", "contacted_date"),
    ("fct_contribution_daily", "contribution_date"),
    ("fct_reconciliation_daily", "reconciled_date"),
    ("fct_customer_first_years_daily", "year_end_date"),
    ("fct_leads", "contact_date"),
    ("fct_deals", "won_date"),
] %}

with dates_of_facts as (
    {% for fact, date_column in dated %}
        select
            '{{ fact }}' as fact,
            '{{ date_column }}' as date_column,
            platform,
            shop_id,
            {{ date_column }} as fact_date,
            count(*) as row_count
        from {{ ref(fact) }}
        where {{ date_column }} is not null
        group by platform, shop_id, {{ date_column }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    dates_of_facts.fact,
    dates_of_facts.date_column,
    dates_of_facts.platform,
    dates_of_facts.shop_id,
    dates_of_facts.fact_date,
    dates_of_facts.row_count
from dates_of_facts
left join {{ ref("dim_dates") }} as dates
    on dates_of_facts.fact_date = dates.date_day
where dates.date_day is null
