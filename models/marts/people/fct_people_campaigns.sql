select
    {{ surrogate_key(["platform", "shop_id", "customer_id"]) }} as person_key,
    platform,
    shop_id,
    campaign_name,
    coalesce(has_accepted, false) as has_accepted
from {{ ref("int_people__campaigns") }}
