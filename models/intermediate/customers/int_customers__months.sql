{%- set scopes = [
    ("", ["world_id", "month_start_date"]),
    ("channel_", ["world_id", "channel_name", "month_start_date"]),
] -%}
{%- set scores = [
    ("recency", "last_order_date"), ("frequency", "order_count"), ("monetary", "net_revenue_amount")
] -%}
{%- set active_months = var("churned_after_months") -%}
{%- set churned_months = var("long_gone_after_months") -%}
{%- set active_from = dbt.dateadd("month", -active_months, "until_then.as_of_date") -%}
{%- set churned_from = dbt.dateadd("month", -churned_months, "until_then.as_of_date") -%}
-- Each customer as of each month's end, from the month of the first counted order on: what was
-- bought until then, how that scores among all customers, and whether they are still there. The
-- last month ends on the shop's last day.
with orders as (
    select *
    from {{ ref("int_orders__in_worlds") }}
    where is_counted and customer_key is not null
),

last_days as (
    select
        world_id,
        max(order_date) as last_date
    from {{ ref("int_orders__in_worlds") }}
    group by world_id
),

customer_months as (
    select
        world_id,
        customer_key,
        cast({{ dbt.date_trunc("month", "order_date") }} as date) as month_start_date,
        max(order_date) as month_last_order_date,
        count(*) as month_order_count,
        sum(gmv_amount) as month_gmv_amount,
        sum(net_revenue_amount) as month_net_revenue_amount,
        sum(covered_net_revenue_amount) as month_covered_net_revenue_amount,
        sum(contribution_before_marketing_amount) as month_contribution_amount
    from orders
    group by world_id, customer_key, {{ dbt.date_trunc("month", "order_date") }}
),

customers as (
    select
        world_id,
        customer_key,
        platform,
        shop_id,
        currency,
        channel_name,
        min(order_date) as first_order_date
    from orders
    group by world_id, customer_key, platform, shop_id, currency, channel_name
),

months as (
    select distinct cast({{ dbt.date_trunc("month", "date_day") }} as date) as month_start_date
    from {{ ref("int_dates__spine") }}
),

-- Months without orders are rows as well.
spine as (
    select
        customers.*,
        months.month_start_date,
        last_days.last_date,
        least(
            cast({{ dbt.last_day("months.month_start_date", "month") }} as date),
            last_days.last_date
        ) as as_of_date
    from customers
    inner join last_days
        on customers.world_id = last_days.world_id
    inner join months
        on
            cast({{ dbt.date_trunc("month", "customers.first_order_date") }} as date)
            <= months.month_start_date
            and last_days.last_date >= months.month_start_date
),

until_then as (
    select
        spine.world_id,
        spine.customer_key,
        spine.platform,
        spine.shop_id,
        spine.currency,
        spine.channel_name,
        spine.first_order_date,
        spine.month_start_date,
        spine.as_of_date,
        spine.as_of_date = spine.last_date as is_latest,
        coalesce(customer_months.month_order_count, 0) as month_order_count,
        coalesce(customer_months.month_gmv_amount, 0) as month_gmv_amount,
        coalesce(customer_months.month_net_revenue_amount, 0) as month_net_revenue_amount,
        coalesce(customer_months.month_covered_net_revenue_amount, 0)
            as month_covered_net_revenue_amount,
        coalesce(customer_months.month_contribution_amount, 0) as month_contribution_amount,
        max(customer_months.month_last_order_date) over (
            partition by spine.world_id, spine.customer_key order by spine.month_start_date
            rows between unbounded preceding and current row
        ) as last_order_date,
        sum(coalesce(customer_months.month_order_count, 0)) over (
            partition by spine.world_id, spine.customer_key order by spine.month_start_date
            rows between unbounded preceding and current row
        ) as order_count,
        sum(coalesce(customer_months.month_gmv_amount, 0)) over (
            partition by spine.world_id, spine.customer_key order by spine.month_start_date
            rows between unbounded preceding and current row
        ) as gmv_amount,
        sum(coalesce(customer_months.month_net_revenue_amount, 0)) over (
            partition by spine.world_id, spine.customer_key order by spine.month_start_date
            rows between unbounded preceding and current row
        ) as net_revenue_amount
    from spine
    left join customer_months
        on
            spine.world_id = customer_months.world_id
            and spine.customer_key = customer_months.customer_key
            and spine.month_start_date = customer_months.month_start_date
),

-- A score is the fifth that a customer's rank falls into, counting who is behind. Equal values have
-- equal scores, on every engine: were ties broken by key, a shop in which nearly all buy once would
-- call a fifth of its one-time buyers its most frequent ones. Values are ranked and not customers:
-- of those there are a hundred times as many.
{% for scope, group in scopes %}
    {% for score, column in scores %}
        {{ scope }}{{ score }}_values as (
            select
                {{ group | join(", ") }},
                {{ column }},
                coalesce(sum(customer_count) over (
                    partition by {{ group | join(", ") }}
                    order by {{ column }} asc
                    rows between unbounded preceding and 1 preceding
                ), 0) as behind_count,
                sum(customer_count) over (partition by {{ group | join(", ") }}) as all_count
            from (
                select
                    {{ group | join(", ") }},
                    {{ column }},
                    count(*) as customer_count
                from until_then
                group by {{ group | join(", ") }}, {{ column }}
            ) as counted
        ),

    {% endfor %}
{% endfor %}
scored as (
    select
        until_then.*,
        {% for scope, group in scopes %}
            {% for score, column in scores %}
                1 + cast({{ whole_parts(
                    "5 * " ~ scope ~ score ~ ".behind_count", scope ~ score ~ ".all_count"
                ) }} as integer) as {{ scope }}{{ score }}_score,
            {% endfor %}
        {% endfor %}
        case
            when until_then.last_order_date > {{ active_from }} then 'Active'
            when until_then.last_order_date > {{ churned_from }} then 'Churned'
            else 'Long gone'
        end as customer_status
    from until_then
    {% for scope, group in scopes %}
        {% for score, column in scores %}
            inner join {{ scope }}{{ score }}_values as {{ scope }}{{ score }}
                on
                    until_then.{{ column }} = {{ scope }}{{ score }}.{{ column }}
                    {% for key in group %}
                        and until_then.{{ key }} = {{ scope }}{{ score }}.{{ key }}
                    {% endfor %}
        {% endfor %}
    {% endfor %}
),

segmented as (
    select
        scored.*,
        overall.rfm_segment,
        within_channel.rfm_segment as channel_rfm_segment
    from scored
    inner join {{ ref("int_rfm__scores") }} as overall
        on
            scored.recency_score = overall.recency_score
            and scored.frequency_score = overall.frequency_score
            and scored.monetary_score = overall.monetary_score
    inner join {{ ref("int_rfm__scores") }} as within_channel
        on
            scored.channel_recency_score = within_channel.recency_score
            and scored.channel_frequency_score = within_channel.frequency_score
            and scored.channel_monetary_score = within_channel.monetary_score
)

select
    world_id,
    customer_key,
    platform,
    shop_id,
    currency,
    channel_name,
    first_order_date,
    month_start_date,
    as_of_date,
    is_latest,
    last_order_date,
    {{ dbt.datediff("last_order_date", "as_of_date", "day") }} as recency_days,
    cast(order_count as bigint) as order_count,
    {{ money("gmv_amount") }} as gmv_amount,
    {{ money("net_revenue_amount") }} as net_revenue_amount,
    cast(month_order_count as bigint) as month_order_count,
    {{ money("month_gmv_amount") }} as month_gmv_amount,
    {{ money("month_net_revenue_amount") }} as month_net_revenue_amount,
    {{ money("month_covered_net_revenue_amount") }} as month_covered_net_revenue_amount,
    {{ money("month_contribution_amount") }} as month_contribution_amount,
    recency_score,
    frequency_score,
    monetary_score,
    rfm_segment,
    channel_recency_score,
    channel_frequency_score,
    channel_monetary_score,
    channel_rfm_segment,
    customer_status,
    lag(customer_status) over (
        partition by world_id, customer_key order by month_start_date
    ) as previous_status,
    lag(rfm_segment) over (
        partition by world_id, customer_key order by month_start_date
    ) as previous_rfm_segment
from segmented
