-- The seller's rates with the days they hold: each from its day until the next one of its pair.
with rates as (
    select * from {{ ref("stg_sheets__exchange_rates") }}
)

select
    shop_id,
    from_currency,
    to_currency,
    exchange_rate,
    rate_date as applies_from_date,
    coalesce(
        lead(rate_date) over (partition by shop_id, from_currency, to_currency order by rate_date),
        {{ after_calendar() }}
    ) as applies_before_date
from rates
