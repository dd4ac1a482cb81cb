with stats_days as (
    select
        shop_id,
        cast(interval_start as date) as sales_date,
        currency,
        _file_sha256,
        min(_row) as _row,
        {{ money("sum(sales)") }} as sales_amount,
        cast(sum(orders) as bigint) as order_count,
        cast(sum(page_views) as bigint) as page_view_count,
        cast(sum(cancelled_orders) as bigint) as cancelled_order_count,
        {{ money("sum(cancelled_sales)") }} as cancelled_amount,
        cast(sum(returned_orders) as bigint) as returned_order_count,
        {{ money("sum(returned_sales)") }} as returned_amount,
        -- A file of a single day has its hours. One who came in two of them is one visitor of the
        -- day, so people are known for whole days only.
        case when count(*) = 1 then max(visitors) end as visitor_count,
        case when count(*) = 1 then max(buyers) end as buyer_count,
        case when count(*) = 1 then max(new_buyers) end as new_buyer_count
    from {{ ref("base_shopee__shop_stats") }}
    group by shop_id, cast(interval_start as date), currency, _file_sha256
),

overview_days as (
    select
        shop_id,
        cast(interval_start as date) as sales_date,
        currency,
        _file_sha256,
        min(_row) as _row,
        {{ money("sum(placed_sales)") }} as placed_amount,
        cast(sum(placed_orders) as bigint) as placed_order_count,
        cast(sum(placed_units) as bigint) as placed_unit_count,
        {{ money("sum(confirmed_sales)") }} as confirmed_amount,
        cast(sum(confirmed_orders) as bigint) as confirmed_order_count,
        cast(sum(confirmed_units) as bigint) as confirmed_unit_count,
        case when count(*) = 1 then max(visitors) end as visitor_count,
        case when count(*) = 1 then max(placed_buyers) end as placed_buyer_count,
        case when count(*) = 1 then max(confirmed_buyers) end as confirmed_buyer_count
    from {{ ref("base_shopee__sales_overview") }}
    group by shop_id, cast(interval_start as date), currency, _file_sha256
),

by_basis as (
    select
        shop_id,
        'confirmed' as basis,
        1 as source_rank,
        sales_date,
        currency,
        sales_amount,
        order_count,
        cast(null as bigint) as unit_count,
        visitor_count,
        page_view_count,
        buyer_count,
        new_buyer_count,
        cancelled_order_count,
        cancelled_amount,
        returned_order_count,
        returned_amount,
        _file_sha256,
        _row
    from stats_days
    union all
    select
        shop_id,
        'confirmed' as basis,
        2 as source_rank,
        sales_date,
        currency,
        confirmed_amount as sales_amount,
        confirmed_order_count as order_count,
        confirmed_unit_count as unit_count,
        visitor_count,
        cast(null as bigint) as page_view_count,
        confirmed_buyer_count as buyer_count,
        cast(null as bigint) as new_buyer_count,
        cast(null as bigint) as cancelled_order_count,
        cast(null as {{ money_type() }}) as cancelled_amount,
        cast(null as bigint) as returned_order_count,
        cast(null as {{ money_type() }}) as returned_amount,
        _file_sha256,
        _row
    from overview_days
    union all
    select
        shop_id,
        'placed' as basis,
        2 as source_rank,
        sales_date,
        currency,
        placed_amount as sales_amount,
        placed_order_count as order_count,
        placed_unit_count as unit_count,
        visitor_count,
        cast(null as bigint) as page_view_count,
        placed_buyer_count as buyer_count,
        cast(null as bigint) as new_buyer_count,
        cast(null as bigint) as cancelled_order_count,
        cast(null as {{ money_type() }}) as cancelled_amount,
        cast(null as bigint) as returned_order_count,
        cast(null as {{ money_type() }}) as returned_amount,
        _file_sha256,
        _row
    from overview_days
    where placed_amount is not null
),

ranked as (
    -- Both reports may hold a day's confirmed sales. The statistics also know what was cancelled
    -- and came back, and a row is never put together from two files.
    select
        *,
        row_number() over (
            partition by shop_id, basis, sales_date order by source_rank
        ) as report_rank
    from by_basis
)

select
    'shopee' as platform,
    shop_id,
    basis,
    sales_date,
    currency,
    sales_amount,
    order_count,
    unit_count,
    visitor_count,
    page_view_count,
    buyer_count,
    new_buyer_count,
    cancelled_order_count,
    cancelled_amount,
    returned_order_count,
    returned_amount,
    _file_sha256,
    _row
from ranked
where report_rank = 1
