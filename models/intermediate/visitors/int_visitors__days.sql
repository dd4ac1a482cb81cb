-- The days on which people visited the seller's own web shop. Who ever ordered in a visit is that
-- customer on all of their days.
with sessions as (
    {% for model in staged("web_sessions") %}
        select
            platform,
            shop_id,
            visitor_id,
            session_date,
            order_id
        from {{ ref(model) }}
        where visitor_id is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

buyers as (
    select
        sessions.platform,
        sessions.shop_id,
        sessions.visitor_id,
        max(orders.customer_key) as customer_key
    from sessions
    inner join {{ ref("int_orders__in_worlds") }} as orders
        on
            sessions.platform = orders.platform
            and sessions.shop_id = orders.shop_id
            and sessions.order_id = orders.order_id
    where orders.is_counted
    group by sessions.platform, sessions.shop_id, sessions.visitor_id
),

-- A customer of two currencies has a segment in each: one of them stands for the visitor.
segments as (
    select
        customer_key,
        min(rfm_segment) as rfm_segment
    from {{ ref("int_customers__current") }}
    group by customer_key
),

days as (
    select
        platform,
        shop_id,
        visitor_id,
        session_date,
        count(*) as session_count
    from sessions
    group by platform, shop_id, visitor_id, session_date
)

select
    days.platform,
    days.shop_id,
    days.visitor_id,
    days.session_date,
    days.session_count,
    lead(days.session_date) over (
        partition by days.platform, days.shop_id, days.visitor_id order by days.session_date
    ) as next_session_date,
    coalesce(segments.rfm_segment, 'No order yet') as rfm_segment
from days
left join buyers
    on
        days.platform = buyers.platform
        and days.shop_id = buyers.shop_id
        and days.visitor_id = buyers.visitor_id
left join segments
    on buyers.customer_key = segments.customer_key
