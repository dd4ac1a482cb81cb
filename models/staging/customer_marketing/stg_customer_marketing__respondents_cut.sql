with customers as (
    {{ newest_export(
        source("customer_marketing", "customers_cut"), ["customer_id"], key=["customer_id"]
    ) }}
)

select
    'customer_marketing' as platform,
    shop_id,
    customer_id,
    birth_year,
    education,
    marital_status,
    income as income_amount,
    enrolled_on as enrolled_date,
    days_since_purchase as days_since_purchase_count,
    spend_wine as wine_amount,
    spend_fruit as fruit_amount,
    spend_meat as meat_amount,
    spend_fish as fish_amount,
    web_purchases as web_purchase_count,
    web_visits_month as web_visit_count,
    accepted_campaign_1 as has_accepted_campaign_1,
    accepted_campaign_2 as has_accepted_campaign_2,
    accepted_campaign_3 as has_accepted_campaign_3,
    accepted_campaign_4 as has_accepted_campaign_4,
    accepted_campaign_5 as has_accepted_campaign_5,
    currency,
    _file_sha256,
    _row
from customers
