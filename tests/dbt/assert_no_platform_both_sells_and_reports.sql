-- Sales added up from orders and sales that a business reports are never of the same platform and
-- shop: the same sale would be counted twice.
select
    platform,
    shop_id
from {{ ref("fct_sales_daily") }}
group by platform, shop_id
having count(distinct is_reported) > 1
