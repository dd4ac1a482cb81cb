select
    'line_oa' as platform,
    shop_id,
    broadcast_id,
    told_by,
    campaign_id,
    audience,
    sent_at,
    sent_date,
    delivered_count,
    opened_count,
    clicked_count,
    -- A rate's two sides must be of the same broadcasts: LINE tells no count below 20.
    case when opened_count is not null then delivered_count end as delivered_with_opens_count,
    case when clicked_count is not null then delivered_count end as delivered_with_clicks_count,
    currency,
    {{ money("broadcast_cost_amount") }} as broadcast_cost_amount
from {{ ref("int_broadcasts__merged") }}
