-- Two target currencies would count each amount twice; a shop reports in one.
select
    shop_id,
    min(to_currency) as one_currency,
    max(to_currency) as another_currency
from {{ ref("int_exchange_rates__daily") }}
group by shop_id
having count(distinct to_currency) > 1
