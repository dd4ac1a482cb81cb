"""Olist's seller acquisition (Kaggle, "Marketing Funnel by Olist"): leads and closed deals."""

from orchestration.ingest.spec import Currency, Export, Kind, Period, column, unique

ID = r"[0-9a-f]{32}"

LEADS = Export(
    platform="olist_marketing_funnel",
    entity="leads",
    title="Olist marketing qualified leads",
    shop="olist",
    expectations=(unique("mql_id"),),
    unit=("mql_id",),
    period=Period(column="first_contact_date"),
    columns=(
        column(Kind.ID, "mql_id", required=True, pattern=ID),
        column(Kind.DATE, "first_contact_date", required=True),
        column(Kind.ID, "landing_page_id", required=True),
        column(Kind.TEXT, "origin"),
    ),
)

DEALS = Export(
    platform="olist_marketing_funnel",
    entity="deals",
    title="Olist closed deals",
    shop="olist",
    expectations=(unique("mql_id"),),
    unit=("mql_id",),
    currency=Currency(code="BRL"),
    period=Period(column="won_date"),
    columns=(
        column(Kind.ID, "mql_id", required=True, pattern=ID),
        column(Kind.ID, "seller_id", required=True, pattern=ID),
        # Sales development and sales representatives: the set's pseudonyms of Olist's own staff.
        column(Kind.ID, "sdr_id"),
        column(Kind.ID, "sr_id"),
        column(Kind.TIMESTAMP, "won_date", required=True),
        column(Kind.TEXT, "business_segment"),
        column(Kind.TEXT, "lead_type"),
        column(Kind.TEXT, "lead_behaviour_profile"),
        column(Kind.FLAG, "has_company"),
        column(Kind.FLAG, "has_gtin"),
        column(Kind.TEXT, "average_stock"),
        column(Kind.TEXT, "business_type"),
        column(Kind.NUMBER, "declared_product_catalog_size"),
        column(Kind.MONEY, "declared_monthly_revenue"),
    ),
)

EXPORTS = (LEADS, DEALS)
