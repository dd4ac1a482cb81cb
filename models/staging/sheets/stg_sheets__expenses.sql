with expenses as (
    {{ newest_export(source("sheets", "expenses"), ["expense_id"], key=["expense_id"]) }}
)

select
    'sheets' as platform,
    shop_id,
    expense_id,
    expense_date,
    expense_category,
    channel as channel_id,
    season_id,
    expense_amount,
    currency_code as currency,
    _file_sha256,
    _row
from expenses
