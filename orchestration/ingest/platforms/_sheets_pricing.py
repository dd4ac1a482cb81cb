"""Sheets on prices: the seller's own over time, competitors', and promotions."""

from orchestration.ingest.platforms._sheets_columns import CURRENCY, channel, currency, sku, words
from orchestration.ingest.spec import (
    Export,
    Kind,
    Period,
    at_most,
    between,
    column,
    not_before,
    unique,
)

PRICE_HISTORY = Export(
    platform="sheets",
    entity="price_history",
    title="price history (the seller's own sheet)",
    expectations=(
        unique("sku", "channel", "price_valid_from"),
        at_most("selling_price", "list_price", mostly=0.95),
    ),
    unit=("sku", "channel", "price_valid_from"),
    currency=CURRENCY,
    period=Period(column="price_valid_from"),
    columns=(
        sku("SRM-VITC-30", "SRM-VITC-30", "SRM-VITC-30"),
        channel("", "", "tiktok_shop"),
        column(
            Kind.DATE,
            "price_valid_from",
            required=True,
            note="Day from which the price holds, until the next row of the SKU and channel",
            example=("2026-01-01", "2026-05-01", "2026-05-01"),
        ),
        column(
            Kind.MONEY,
            "selling_price",
            required=True,
            minimum=0,
            note="Price of one piece that a buyer sees, before vouchers",
            example=("590.00", "620.00", "599.00"),
        ),
        column(
            Kind.MONEY,
            "list_price",
            minimum=0,
            note="Struck-through price beside it. Blank: none",
            example=("690.00", "690.00", "690.00"),
        ),
        currency("THB", "THB", "THB"),
    ),
)

COMPETITOR_PRICES = Export(
    platform="sheets",
    entity="competitor_prices",
    title="competitor prices (the seller's own sheet)",
    expectations=(
        unique("observed_date", "sku", "channel", "competitor", "competitor_product"),
        at_most("competitor_price", "competitor_list_price", mostly=0.95),
    ),
    unit=("observed_date", "sku", "channel", "competitor", "competitor_product"),
    currency=CURRENCY,
    period=Period(column="observed_date"),
    columns=(
        column(
            Kind.DATE,
            "observed_date",
            required=True,
            note="Day on which you looked",
            example=("2026-06-01", "2026-06-01"),
        ),
        sku("SRM-VITC-30", "SUN-DAY-50", note="Your own article that it competes with"),
        channel("shopee", "tiktok_shop"),
        column(
            Kind.TEXT,
            "competitor",
            required=True,
            note="Name of the competing shop or brand",
            example=("Glow Lab", "Sunny Skin"),
        ),
        column(
            Kind.TEXT,
            "competitor_product",
            note="Their product, where they have several that compete with one of yours",
            example=("Vit C Serum 30 ml", "UV Water Gel 50 ml"),
        ),
        column(
            Kind.MONEY,
            "competitor_price",
            required=True,
            minimum=0,
            note="Their price of one piece of your size, as a buyer sees it",
            example=("549.00", "480.00"),
        ),
        column(
            Kind.MONEY,
            "competitor_list_price",
            minimum=0,
            note="Their struck-through price. Blank: none",
            example=("699.00", ""),
        ),
        column(
            Kind.MONEY,
            "shipping_fee",
            minimum=0,
            note="What a buyer pays them for shipping. Blank: not known; 0: free",
            example=("0", ""),
        ),
        currency("THB", "THB"),
        column(
            Kind.FLAG,
            "is_in_stock",
            note="Whether they could deliver it",
            example=("yes", "no"),
        ),
    ),
)

# A plan as well as a record: its last day lies ahead, so of two files the one changed last counts.
PROMOTIONS = Export(
    platform="sheets",
    entity="promotions",
    title="promotions (the seller's own sheet)",
    expectations=(
        unique("promotion_id", "channel", "sku"),
        not_before("promotion_end_date", "promotion_start_date"),
        # 0.2 is a cell that a spreadsheet shows as 20%.
        between("discount_percent", 1, 100),
    ),
    unit=("promotion_id",),
    currency=CURRENCY,
    columns=(
        column(
            Kind.ID,
            "promotion_id",
            required=True,
            note="Your own short name of the promotion; several SKUs or channels are several rows",
            example=("2026-0606", "2026-0606", "NEW-50"),
        ),
        column(
            Kind.TEXT,
            "promotion_name",
            note="What people call it",
            example=("6.6 Mid-Year", "6.6 Mid-Year", "New customer voucher"),
        ),
        words(
            "promotion_type",
            "discount",
            "flash_sale",
            "voucher",
            "bundle",
            "gift",
            "free_shipping",
            "other",
            required=True,
            note="Kind of promotion",
            example=("discount", "discount", "voucher"),
        ),
        column(
            Kind.DATE,
            "promotion_start_date",
            required=True,
            note="First day",
            example=("2026-06-05", "2026-06-05", "2026-01-01"),
        ),
        column(
            Kind.DATE,
            "promotion_end_date",
            required=True,
            note="Last day, which belongs to it",
            example=("2026-06-07", "2026-06-07", "2026-12-31"),
        ),
        channel("shopee", "shopee", ""),
        sku(
            "SRM-VITC-30",
            "SUN-DAY-50",
            "",
            required=False,
            note="Your own article number. Blank: everything you sell",
        ),
        column(
            Kind.NUMBER,
            "discount_percent",
            minimum=0,
            note="Discount in percent of the selling price: 20 is 20% (no percent sign)",
            example=("20", "15", ""),
        ),
        column(
            Kind.MONEY,
            "discount_amount",
            minimum=0,
            note="Discount as an amount, per piece, or per order for a voucher",
            example=("", "", "50.00"),
        ),
        column(
            Kind.MONEY,
            "minimum_spend",
            minimum=0,
            note="Least order value that it needs. Blank: none",
            example=("", "", "500.00"),
        ),
        currency("THB", "THB", "THB"),
    ),
)
