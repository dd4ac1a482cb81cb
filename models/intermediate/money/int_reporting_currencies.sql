-- The currency that each shop reports in: the one its rate sheet converts to, if it has one.
select
    shop_id,
    max(to_currency) as reporting_currency
from {{ ref("int_exchange_rates__daily") }}
group by shop_id
