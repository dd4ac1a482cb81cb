select
    items.order_item_key,
    items.order_key,
    items.platform,
    items.shop_id,
    items.world_id,
    channels.channel_id,
    channels.channel_name,
    items.stock_item_key,
    items.seller_key,
    items.order_date,
    cast(items.quantity as bigint) as unit_count,
    cast(items.quantity - items.kept_quantity as bigint) as returned_unit_count,
    items.currency,
    items.gmv_amount,
    {{ money("case when items.cost_amount is not null then items.kept_amount else 0 end") }}
        as costed_kept_amount,
    {{ money(
        "case when items.cost_amount is not null then items.kept_amount - items.cost_amount else 0 end"
    ) }} as item_profit_amount
from {{ ref("int_order_items__in_worlds") }} as items
left join {{ ref("channel_map") }} as channels
    on items.platform = channels.platform and channels.platform_channel = 'orders'
where items.is_counted
