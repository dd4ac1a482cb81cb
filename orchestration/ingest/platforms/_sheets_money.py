"""Sheets on money: expenses, transfers that buyers made, and exchange rates."""

from orchestration.ingest.platforms._sheets_columns import (
    CURRENCY,
    channel,
    currency,
    customer_id,
    order_id,
    platform,
    season_id,
)
from orchestration.ingest.spec import Export, Kind, Period, column, dropped, unique

EXPENSES = Export(
    platform="sheets",
    entity="expenses",
    title="expenses (the seller's own sheet)",
    expectations=(unique("expense_id"),),
    unit=("expense_id",),
    currency=CURRENCY,
    period=Period(column="expense_date"),
    columns=(
        column(
            Kind.ID,
            "expense_id",
            required=True,
            note="Number of the receipt, or a running number of your own",
            example=("E-2606-001", "E-2606-002"),
        ),
        column(
            Kind.DATE,
            "expense_date",
            required=True,
            note="Day that the cost belongs to",
            example=("2026-06-05", "2026-06-20"),
        ),
        column(
            Kind.TEXT,
            "expense_category",
            required=True,
            note="What it was for. content, agency, affiliate and broadcast count as marketing; "
            "leave out media, which the ad platforms' exports hold",
            example=("content", "packaging"),
        ),
        channel("tiktok_shop", ""),
        season_id("2026-summer", ""),
        column(
            Kind.MONEY,
            "expense_amount",
            required=True,
            note="What it cost, without VAT you get back; negative for money that came back",
            example=("12000.00", "3450.00"),
        ),
        currency("THB", "THB"),
        *dropped("paid_to", "note"),
    ),
)

BANK_TRANSFERS = Export(
    platform="sheets",
    entity="bank_transfers",
    title="bank transfer slips (the seller's own sheet)",
    expectations=(unique("slip_id"),),
    unit=("slip_id",),
    currency=CURRENCY,
    period=Period(column="transferred_at"),
    columns=(
        column(
            Kind.ID,
            "slip_id",
            required=True,
            note="Reference number on the slip: a slip sent twice is one transfer",
            example=("016153104500AOR01234", "016153111230BTF05678"),
        ),
        column(
            Kind.TIMESTAMP,
            "transferred_at",
            required=True,
            note="Time on the slip, your local time",
            example=("2026-06-02 10:45:00", "2026-06-02 11:12:30"),
        ),
        column(
            Kind.MONEY,
            "transfer_amount",
            required=True,
            minimum=0,
            note="Amount on the slip",
            example=("1210.00", "590.00"),
        ),
        currency("THB", "THB"),
        platform("line", "line"),
        order_id("LN-2606-0007", ""),
        customer_id("ploy.tt", "nid_skin.99"),
        column(
            Kind.TEXT,
            "bank",
            note="Bank that the money came from",
            example=("KBANK", "SCB"),
        ),
        column(
            Kind.FLAG,
            "is_verified",
            note="Whether you saw the money on your account",
            example=("yes", "no"),
        ),
        *dropped("sender_name", "sender_account", "receiver_name", "receiver_account", "note"),
    ),
)

# One unit of `from_currency` is `rate` units of `to_currency`, from `date` until the next line.
EXCHANGE_RATES = Export(
    platform="sheets",
    entity="exchange_rates",
    title="exchange rates (the seller's own sheet)",
    expectations=(unique("date", "from_currency", "to_currency"),),
    unit=("date", "from_currency", "to_currency"),
    period=Period(column="date"),
    columns=(
        column(
            Kind.DATE,
            "date",
            required=True,
            note="Day from which the rate holds, until the next row of its two currencies",
            example=("2026-01-01", "2026-02-01"),
        ),
        column(
            Kind.TEXT,
            "from_currency",
            required=True,
            pattern=r"[A-Z]{3}",
            note="ISO code of the currency that is converted",
            example=("USD", "USD"),
        ),
        column(
            Kind.TEXT,
            "to_currency",
            required=True,
            pattern=r"[A-Z]{3}",
            note="ISO code of your reporting currency, the same on every row",
            example=("THB", "THB"),
        ),
        column(
            Kind.NUMBER,
            "rate",
            required=True,
            minimum=0,
            note="Units of to_currency for one unit of from_currency",
            example=("35.20", "35.55"),
        ),
    ),
)
