-- The smallest parts of all baskets that pairs are counted in: what a page shows (a channel, a
-- segment, a quarter) is put together from them. Numbers stand beside the names: they are joined
-- and grouped faster.
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
    dense_rank() over (order by channel_name) as channel_number,
    dense_rank() over (order by rfm_segment) as segment_number,
    dense_rank() over (order by order_quarter) as quarter_number,
    *
from cells
