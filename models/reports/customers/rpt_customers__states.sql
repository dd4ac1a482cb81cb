-- Customers as of each month's end, and what has become of them since the month before.
with months as (
    select
        *,
        customer_status = 'Active' as is_active,
        coalesce(previous_status = 'Active', false) as was_active,
        -- So long after the first order of all nobody can have been away long enough to have left.
        cast(
            {{ dbt.dateadd(
                "month", var("churned_after_months"), "min(first_order_date) over (partition by world_id)"
            ) }} as date
        ) <= month_end_date as can_be_gone
    from {{ ref("fct_customer_months") }}
)

select
    world_id,
    channel_name,
    rfm_segment,
    customer_status,
    month_end_date as activity_date,
    count(*) as known_customer_count,
    {% for name, condition in [
        ("active_customer_count", "is_active"),
        ("churned_customer_count", "customer_status = 'Churned'"),
        ("long_gone_customer_count", "customer_status = 'Long gone'"),
        ("repeat_customer_count", "order_count > 1"),
        ("active_before_count", "was_active"),
        ("at_risk_count", "was_active and can_be_gone"),
        ("left_customer_count", "was_active and not is_active"),
        ("reactivated_customer_count", "previous_status <> 'Active' and is_active"),
        ("joined_customer_count", "previous_status is null"),
        ("active_month_count", "is_active"),
    ] %}
        cast(sum(case when {{ condition }} then 1 else 0 end) as bigint) as {{ name }},
    {% endfor %}
    cast(sum(month_order_count) as bigint) as month_order_count,
    {{ money("sum(month_gmv_amount)") }} as month_gmv_amount,
    cast(sum(order_count) as bigint) as lifetime_order_count,
    {{ money("sum(net_revenue_amount)") }} as lifetime_net_revenue_amount,
    cast(sum(recency_score) as bigint) as recency_score_total,
    cast(sum(frequency_score) as bigint) as frequency_score_total,
    cast(sum(monetary_score) as bigint) as monetary_score_total
from months
group by world_id, channel_name, rfm_segment, customer_status, month_end_date
