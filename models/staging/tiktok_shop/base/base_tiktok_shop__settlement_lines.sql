with named as (
    select
        *,
        -- The same row in an export of another language is the same row.
        case
            when transaction_type in ('Order', 'คำสั่งซื้อ') then 'Order'
            else transaction_type
        end as entry_type,
        -- Exports by SKU name the statement's day alone, which is the day of the settlement.
        coalesce(settled_date, statement_date) as entry_date
    from {{ source("tiktok_shop", "settlements") }}
)

-- A weekly export may hold the whole block of the week before, and a file the same block twice. A
-- reversal of the same day is no repetition: its amount differs.
{{ newest_export(
    "named",
    ["settlement_id", "entry_type", "entry_date"],
    key=["settlement_id", "statement_id", "entry_type", "entry_date", "sku_id", "net_amount"]
) }}
