-- The smallest parts of all baskets that pairs are counted in, each with a number: every part that
-- a page shows (a channel, a segment, a quarter) is put together from them.
with cells as (
    select
        world_id,
        channel_name,
        rfm_segment,
        order_quarter,
        max(order_date) as last_order_date,
        count(*) as basket_count
    from {{ ref("int_baskets__classed") }}
    group by world_id, channel_name, rfm_segment, order_quarter
)

select
    row_number() over (
        order by world_id, channel_name, rfm_segment, order_quarter
    ) as cell_number,
    *
from cells
