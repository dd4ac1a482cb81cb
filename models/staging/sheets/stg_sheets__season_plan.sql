with plan as (
    {{ newest_export(
        source("sheets", "season_plan"),
        ["season_id"],
        key=["season_id", "category"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    season_id,
    season_name,
    season_start_date,
    season_end_date,
    category as product_category,
    planned_units as planned_unit_count,
    planned_sales as planned_gmv_amount,
    planned_purchases as planned_purchase_amount,
    planned_markdowns as planned_markdown_amount,
    currency_code as currency,
    _file_sha256,
    _row
from plan
