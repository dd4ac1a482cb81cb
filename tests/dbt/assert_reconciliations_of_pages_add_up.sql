-- Ours, the items and the rest are theirs, in the currency of the world. Converted amounts are
-- rounded once each.
{% set bridges = [
    ("sales", "rpt_data_health__reconciliation_sales",
     ["ours", "voucher", "cancelled", "unknown", "unpaid", "other_day", "unexplained"]),
    ("payout", "rpt_data_health__reconciliation_payouts",
     ["ours", "not_in_orders", "voucher", "shipping", "fee", "affiliate", "ad", "tax", "other",
      "unexplained"]),
] %}

{% for name, table, items in bridges %}
    select
        '{{ name }}' as bridge,
        world_id,
        channel_name,
        activity_date,
        {{ name }}_theirs_amount as theirs_amount
    from {{ ref(table) }}
    where
        abs(
            {{ name }}_theirs_amount
            {% for item in items %}
                - {{ name }}_{{ item }}_amount
            {% endfor %}
        ) > 0.00005 * {{ items | length + 1 }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
