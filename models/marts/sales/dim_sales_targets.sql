{% for model in staged("targets") %}
    select
        {{ surrogate_key([
            "shop_id", "metric_name", "target_start_date", "target_end_date", "channel_id"
        ]) }} as sales_target_key,
        shop_id,
        metric_name,
        target_start_date,
        target_end_date,
        channel_id,
        currency,
        {{ money("target_value") }} as target_amount
    from {{ ref(model) }}
    where currency is not null
    {% if not loop.last %}union all{% endif %}
{% endfor %}
