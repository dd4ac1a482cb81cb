-- How long each stage of a counted order took, in whole hours that were completed. A stage whose
-- two moments the files do not tell is null: never 0.
with orders as (
    select
        orders.*,
        promises.promised_stage,
        -- Cash on delivery is paid after the parcel has left: no stage of waiting for money.
        case
            when orders.paid_at <= coalesce(orders.shipped_at, orders.paid_at) then orders.paid_at
        end as paid_in_advance_at,
        case promises.promised_stage
            when 'handover' then orders.shipped_at
            when 'delivery' then orders.delivered_at
        end as kept_at,
        -- Midnight by the shop's clock is a day, not a moment: it is kept until the day is over.
        case
            when
                extract(hour from {{ shop_time("orders.promised_at", "orders.platform") }}) = 0
                and extract(minute from {{ shop_time("orders.promised_at", "orders.platform") }})
                = 0
                then {{ dbt.dateadd("day", 1, "orders.promised_at") }}
            else orders.promised_at
        end as due_at
    from {{ ref("int_orders__counted") }} as orders
    left join {{ ref("delivery_promises") }} as promises
        on orders.platform = promises.platform
    where orders.is_counted
),

stages as (
    select
        order_key,
        platform,
        shop_id,
        order_id,
        order_date,
        ordered_at,
        paid_in_advance_at,
        shipped_at,
        delivered_at,
        completed_at,
        case when kept_at is not null and due_at is not null then promised_stage end
            as promised_stage,
        due_at,
        kept_at,
        {{ dbt.datediff("ordered_at", "paid_in_advance_at", "second") }} as payment_seconds,
        {{ dbt.datediff("coalesce(paid_in_advance_at, ordered_at)", "shipped_at", "second") }}
            as handover_seconds,
        {{ dbt.datediff("shipped_at", "delivered_at", "second") }} as delivery_seconds,
        {{ dbt.datediff("ordered_at", "delivered_at", "second") }} as lead_seconds,
        {{ dbt.datediff("ordered_at", "completed_at", "second") }} as completion_seconds
    from orders
)

select
    order_key,
    platform,
    shop_id,
    order_id,
    order_date,
    ordered_at,
    paid_in_advance_at,
    shipped_at,
    delivered_at,
    completed_at,
    promised_stage,
    due_at,
    kept_at > due_at as is_late,
    {% for stage in ["payment", "handover", "delivery", "lead", "completion"] %}
        -- A file whose moments run backwards tells no duration.
        cast(
            case when {{ stage }}_seconds >= 0 then {{ whole_parts(stage ~ "_seconds", 3600) }} end
            as bigint
        ) as {{ stage }}_hour_count{% if not loop.last %},{% endif %}
    {% endfor %}
from stages
