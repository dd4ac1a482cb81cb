"""The seller's own sheets: one documented template each, in English headers, ISO dates."""

from orchestration.ingest.spec import Currency, Export, Kind, Period, at_most, column, unique

PRODUCT_MASTER = Export(
    platform="sheets",
    entity="product_master",
    title="product master (the seller's own sheet)",
    expectations=(unique("sku", "valid_from"), at_most("unit_cost", "list_price", mostly=0.95)),
    unit=("sku", "valid_from"),
    currency=Currency(column="currency_code"),
    period=Period(column="valid_from"),
    columns=(
        column(Kind.ID, "sku", required=True),
        column(Kind.TEXT, "product_name"),
        column(Kind.TEXT, "category"),
        # Blank where the seller does not know it: the margin is then unknown, not 100%.
        column(Kind.MONEY, "unit_cost", minimum=0),
        column(Kind.MONEY, "list_price", minimum=0),
        column(Kind.TEXT, "currency_code", "currency", required=True, pattern=r"[A-Z]{3}"),
        column(Kind.DATE, "valid_from", required=True),
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
        column(Kind.DATE, "date", required=True),
        column(Kind.TEXT, "from_currency", required=True, pattern=r"[A-Z]{3}"),
        column(Kind.TEXT, "to_currency", required=True, pattern=r"[A-Z]{3}"),
        column(Kind.NUMBER, "rate", required=True, minimum=0),
    ),
)

EXPORTS = (PRODUCT_MASTER, EXCHANGE_RATES)
