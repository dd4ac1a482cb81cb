-- Requests to send goods back. The seller's own sheet speaks for the platforms that export none, so
-- that no parcel is counted twice.
with of_platforms as (
    {% for model in staged("returns") %}
        select
            platform,
            shop_id,
            return_id,
            order_id,
            sku,
            return_reason,
            returned_quantity,
            refund_date as settled_date
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

of_sheets as (
    {% for model in staged("returns_processing") %}
        select
            platform,
            shop_id,
            return_id,
            order_id,
            sku,
            return_reason,
            returned_quantity,
            processed_date as settled_date
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

told_by_platforms as (
    select distinct
        platform,
        shop_id
    from of_platforms
),

all_returns as (
    select * from of_platforms
    union all
    select of_sheets.*
    from of_sheets
    left join told_by_platforms
        on
            of_sheets.platform = told_by_platforms.platform
            and of_sheets.shop_id = told_by_platforms.shop_id
    where told_by_platforms.platform is null
)

select
    platform,
    shop_id,
    return_id,
    order_id,
    sku,
    return_reason,
    returned_quantity,
    settled_date,
    row_number() over (
        partition by platform, shop_id, return_id, order_id, sku, return_reason
        order by settled_date asc, returned_quantity asc
    ) as line_number
from all_returns
