-- LINE tells who read a broadcast, the seller's sheet what it cost. The same broadcast stands in
-- both, sent at the same minute: LINE's counts, the sheet's cost.
with told_by_line as (
    {% for model in staged("broadcasts") %}
        select
            shop_id,
            broadcast_id,
            sent_by,
            sent_at,
            sent_date,
            message_title,
            delivered_count,
            opened_count,
            clicked_count,
            {{ dbt.date_trunc("minute", "sent_at") }} as sent_minute_at,
            row_number() over (
                partition by shop_id, {{ dbt.date_trunc("minute", "sent_at") }}
                order by delivered_count desc, broadcast_id asc
            ) as minute_rank
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

told_by_sheet as (
    {% for model in staged("line_broadcasts") %}
        select
            shop_id,
            broadcast_id,
            campaign_id,
            sent_at,
            sent_date,
            audience,
            recipient_count,
            opened_count,
            clicked_count,
            broadcast_cost_amount,
            currency,
            {{ dbt.date_trunc("minute", "sent_at") }} as sent_minute_at,
            row_number() over (
                partition by shop_id, {{ dbt.date_trunc("minute", "sent_at") }}
                order by recipient_count desc, broadcast_id asc
            ) as minute_rank
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    coalesce(told_by_sheet.shop_id, told_by_line.shop_id) as shop_id,
    coalesce(told_by_sheet.broadcast_id, told_by_line.broadcast_id) as broadcast_id,
    case when told_by_line.broadcast_id is null then 'sheet' else told_by_line.sent_by end
        as told_by,
    told_by_sheet.campaign_id,
    told_by_sheet.audience,
    coalesce(told_by_line.sent_at, told_by_sheet.sent_at) as sent_at,
    coalesce(told_by_line.sent_date, told_by_sheet.sent_date) as sent_date,
    coalesce(told_by_line.delivered_count, told_by_sheet.recipient_count) as delivered_count,
    coalesce(told_by_line.opened_count, told_by_sheet.opened_count) as opened_count,
    coalesce(told_by_line.clicked_count, told_by_sheet.clicked_count) as clicked_count,
    told_by_sheet.broadcast_cost_amount,
    told_by_sheet.currency
from told_by_line
full outer join told_by_sheet
    on
        told_by_line.shop_id = told_by_sheet.shop_id
        and told_by_line.sent_minute_at = told_by_sheet.sent_minute_at
        and told_by_line.minute_rank = told_by_sheet.minute_rank
