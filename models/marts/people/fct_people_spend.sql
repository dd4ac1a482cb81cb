select
    {{ surrogate_key(["platform", "shop_id", "customer_id"]) }} as person_key,
    platform,
    shop_id,
    spend_category,
    currency,
    {{ money("coalesce(spend_amount, 0)") }} as spend_amount
from {{ ref("int_people__spend") }}
