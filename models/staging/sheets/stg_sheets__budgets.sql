with budgets as (
    {{ newest_export(
        source("sheets", "budgets"),
        ["budget_start_date", "budget_end_date", "expense_category", "channel", "season_id"],
        key=["budget_start_date", "budget_end_date", "expense_category", "channel", "season_id"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    budget_start_date,
    budget_end_date,
    expense_category,
    channel as channel_id,
    season_id,
    budget_amount,
    currency_code as currency,
    _file_sha256,
    _row
from budgets
