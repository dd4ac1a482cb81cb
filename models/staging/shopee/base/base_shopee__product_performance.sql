-- A file covers the period of its name; the same period exported again replaces the older.
{{ newest_export(
    source("shopee", "product_performance"),
    ["_period_start", "_period_end"],
    key=[
        "product_id",
        "coalesce(variation_id, '')",
        "coalesce(variation_name, '')",
        "coalesce(sku, repeated_code_sku, '')"
    ]
) }}
