"""Sheets on what is sold: the product master and the costs of a piece over time."""

from orchestration.ingest.platforms._sheets_columns import CURRENCY, currency, sku, words
from orchestration.ingest.spec import Export, Kind, Period, at_most, column, unique

PRODUCT_MASTER = Export(
    platform="sheets",
    entity="product_master",
    title="product master (the seller's own sheet)",
    expectations=(
        unique("sku", "valid_from"),
        at_most("unit_cost", "list_price", mostly=0.95),
    ),
    unit=("sku", "valid_from"),
    currency=CURRENCY,
    period=Period(column="valid_from"),
    columns=(
        sku("SRM-VITC-30", "SRM-VITC-30", "SUN-DAY-50"),
        column(
            Kind.TEXT,
            "product_name",
            note="Your own name of the product",
            example=("เซรั่มวิตามินซี 30 มล.", "เซรั่มวิตามินซี 30 มล.", "กันแดด SPF50+ 50 มล."),
        ),
        column(
            Kind.TEXT,
            "brand",
            note="Brand on the product",
            example=("Baan Phew", "Baan Phew", "Baan Phew"),
        ),
        column(
            Kind.TEXT,
            "category",
            note="Your own category, spelled alike in every sheet",
            example=("เซรั่ม", "เซรั่ม", "กันแดด"),
        ),
        column(
            Kind.TEXT,
            "subcategory",
            note="A finer category within the category",
            example=("วิตามินซี", "วิตามินซี", "เนื้อน้ำ"),
        ),
        column(
            Kind.TEXT,
            "supplier",
            note="Who makes or delivers it: a company's name",
            example=("Siam Lab Co., Ltd.", "Siam Lab Co., Ltd.", "Siam Lab Co., Ltd."),
        ),
        # Blank where the seller does not know it: the margin is then unknown, not 100%.
        column(
            Kind.MONEY,
            "unit_cost",
            minimum=0,
            note="What one piece costs you, without VAT you get back. Blank: not known",
            example=("142.50", "149.90", "127.00"),
        ),
        column(
            Kind.MONEY,
            "list_price",
            minimum=0,
            note="Full price of one piece before any discount",
            example=("690.00", "690.00", "520.00"),
        ),
        currency("THB", "THB", "THB"),
        column(
            Kind.NUMBER,
            "weight_grams",
            minimum=0,
            note="Weight of one packed piece, in grams",
            example=("85", "85", "110"),
        ),
        column(
            Kind.INTEGER,
            "lead_time_days",
            minimum=0,
            note="Days from an order at the supplier until the pieces are in stock",
            example=("21", "21", "30"),
        ),
        column(
            Kind.DATE,
            "launch_date",
            note="First day on sale",
            example=("2025-09-01", "2025-09-01", "2026-02-14"),
        ),
        words(
            "status",
            "active",
            "paused",
            "discontinued",
            note="Whether it is on sale. Blank: active",
            example=("active", "active", "active"),
        ),
        column(
            Kind.DATE,
            "valid_from",
            required=True,
            note="Day from which the row holds. A new cost or price is a new row with its own day",
            example=("2026-01-01", "2026-04-01", "2026-02-14"),
        ),
    ),
)

COST_HISTORY = Export(
    platform="sheets",
    entity="cost_history",
    title="cost history (the seller's own sheet)",
    expectations=(unique("sku", "cost_valid_from"),),
    unit=("sku", "cost_valid_from"),
    currency=CURRENCY,
    period=Period(column="cost_valid_from"),
    columns=(
        sku("SRM-VITC-30", "SRM-VITC-30"),
        column(
            Kind.DATE,
            "cost_valid_from",
            required=True,
            note="Day from which a piece costs this, until the next row of the SKU",
            example=("2026-01-01", "2026-04-01"),
        ),
        column(
            Kind.MONEY,
            "unit_cost",
            required=True,
            minimum=0,
            note="Purchase price of one piece alone",
            example=("128.00", "134.00"),
        ),
        column(
            Kind.MONEY,
            "freight_cost",
            minimum=0,
            note="Freight to your warehouse per piece. Blank: in unit_cost, or none",
            example=("6.50", "6.90"),
        ),
        column(
            Kind.MONEY,
            "duty_cost",
            minimum=0,
            note="Duty and import tax that you do not get back, per piece. Blank: none",
            example=("", ""),
        ),
        column(
            Kind.MONEY,
            "packing_cost",
            minimum=0,
            note="Box, label and filling per piece. Blank: none, or under expenses",
            example=("8.00", "9.00"),
        ),
        currency("THB", "THB"),
        column(
            Kind.TEXT,
            "supplier",
            note="Who delivers at this cost: a company's name",
            example=("Siam Lab Co., Ltd.", "Siam Lab Co., Ltd."),
        ),
    ),
)
