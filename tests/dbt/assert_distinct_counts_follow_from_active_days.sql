-- What a page counts from the days of customers, products and sellers is count(distinct …) over the
-- facts: for the whole life of a world, its last 30 days and each calendar month, per channel and
-- over all channels.
{% set entities = [
    ("fct_orders", "customer_key", "rpt_executive__customer_days", "customer_count"),
    ("fct_order_items", "stock_item_key", "rpt_executive__product_days", "product_count"),
    ("fct_order_items", "seller_key", "rpt_executive__seller_days", "seller_count"),
] %}

with windows as (
    select
        world_id,
        first_date,
        last_date
    from {{ ref("rpt_executive__worlds") }}
    union
    select
        world_id,
        cast({{ dbt.dateadd("day", -29, "last_date") }} as date) as first_date,
        last_date
    from {{ ref("rpt_executive__worlds") }}
    union
    select
        worlds.world_id,
        dates.month_start_date as first_date,
        max(dates.date_day) as last_date
    from {{ ref("rpt_executive__worlds") }} as worlds
    inner join {{ ref("dim_dates") }} as dates
        on dates.date_day between worlds.first_date and worlds.last_date
    group by worlds.world_id, dates.month_start_date
),

{% for fact, entity, days, measure in entities %}
    facts_{{ loop.index }} as (
        select distinct
            {{ world_id("facts") }} as world_id,
            channels.channel_name,
            facts.{{ entity }} as entity,
            facts.order_date
        from {{ ref(fact) }} as facts
        inner join {{ ref("dim_shops") }} as shops
            on facts.shop_id = shops.shop_id
        inner join {{ ref("dim_channels") }} as channels
            on facts.channel_id = channels.channel_id
        where facts.is_counted and facts.{{ entity }} is not null
    ),

    counted_from_facts_{{ loop.index }} as (
        select
            windows.world_id,
            windows.first_date,
            windows.last_date,
            facts.channel_name,
            count(distinct facts.entity) as entity_count
        from windows
        inner join facts_{{ loop.index }} as facts
            on
                windows.world_id = facts.world_id
                and facts.order_date between windows.first_date and windows.last_date
        group by
            windows.world_id,
            windows.first_date,
            windows.last_date,
            facts.channel_name
        union all
        select
            windows.world_id,
            windows.first_date,
            windows.last_date,
            'all channels' as channel_name,
            count(distinct facts.entity) as entity_count
        from windows
        inner join facts_{{ loop.index }} as facts
            on
                windows.world_id = facts.world_id
                and facts.order_date between windows.first_date and windows.last_date
        group by
            windows.world_id,
            windows.first_date,
            windows.last_date
    ),

    counted_from_days_{{ loop.index }} as (
        select
            windows.world_id,
            windows.first_date,
            windows.last_date,
            coalesce(active.channel_name, 'all channels') as channel_name,
            sum(active.{{ measure }}) as entity_count
        from windows
        inner join {{ ref(days) }} as active
            on
                windows.world_id = active.world_id
                and active.activity_date between windows.first_date and windows.last_date
                and (active.previous_date is null or windows.first_date > active.previous_date)
        group by
            windows.world_id,
            windows.first_date,
            windows.last_date,
            coalesce(active.channel_name, 'all channels')
    ),

    differing_{{ loop.index }} as (
        select
            '{{ entity }}' as entity,
            coalesce(by_facts.world_id, by_days.world_id) as world_id,
            coalesce(by_facts.first_date, by_days.first_date) as first_date,
            coalesce(by_facts.last_date, by_days.last_date) as last_date,
            coalesce(by_facts.channel_name, by_days.channel_name) as channel_name,
            by_facts.entity_count as count_of_facts,
            by_days.entity_count as count_of_days
        from counted_from_facts_{{ loop.index }} as by_facts
        full outer join counted_from_days_{{ loop.index }} as by_days
            on
                by_facts.world_id = by_days.world_id
                and by_facts.first_date = by_days.first_date
                and by_facts.last_date = by_days.last_date
                and by_facts.channel_name = by_days.channel_name
        where by_facts.entity_count is distinct from by_days.entity_count
    ){% if not loop.last %},{% endif %}
{% endfor %}

{% for fact, entity, days, measure in entities %}
    select * from differing_{{ loop.index }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
