with rates as (
    {{ newest_export(
        source("sheets", "exchange_rates"),
        ["date", "from_currency", "to_currency"],
        key=["date", "from_currency", "to_currency"]
    ) }}
)

select
    shop_id,
    date as rate_date,
    from_currency,
    to_currency,
    rate as exchange_rate,
    _file_sha256,
    _row
from rates
