-- What each customer did whom a campaign wrote to, or left out to compare with. The exercise on
-- customer personalities tells who accepted an offer, and not when it was made.
with contacts as (
    {% for model in staged("campaign_responses") %}
        select
            platform,
            shop_id,
            campaign_id,
            contacted_date,
            is_control,
            coalesce(response, 'none') as response
        from {{ ref(model) }}
        union all
    {% endfor %}
    {% for model in staged("respondents") %}
        {% for campaign, column in [
            ("campaign_1", "has_accepted_campaign_1"),
            ("campaign_2", "has_accepted_campaign_2"),
            ("campaign_3", "has_accepted_campaign_3"),
            ("campaign_4", "has_accepted_campaign_4"),
            ("campaign_5", "has_accepted_campaign_5"),
            ("last_campaign", "has_accepted_last_campaign"),
        ] %}
            select
                platform,
                shop_id,
                '{{ campaign }}' as campaign_id,
                cast(null as date) as contacted_date,
                false as is_control,
                case when {{ column }} then 'ordered' else 'none' end as response
            from {{ ref(model) }}
            where {{ column }} is not null
            {% if not loop.last %}union all{% endif %}
        {% endfor %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    platform,
    shop_id,
    campaign_id,
    contacted_date,
    is_control,
    response,
    count(*) as customer_count
from contacts
group by platform, shop_id, campaign_id, contacted_date, is_control, response
