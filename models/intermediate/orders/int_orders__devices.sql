-- The device of an order, where a session of the seller's web shop led to it: the newest such one.
with sessions as (
    {% for model in staged("web_sessions") %}
        select
            platform,
            shop_id,
            order_id,
            session_id,
            session_started_at,
            device
        from {{ ref(model) }}
        where order_id is not null and device is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

ranked as (
    select
        *,
        row_number() over (
            partition by platform, shop_id, order_id
            order by session_started_at desc, session_id desc
        ) as session_rank
    from sessions
)

select
    orders.order_key,
    ranked.device
from ranked
inner join {{ ref("int_orders__counted") }} as orders
    on
        ranked.platform = orders.platform
        and ranked.shop_id = orders.shop_id
        and ranked.order_id = orders.order_id
where ranked.session_rank = 1
