"""Customer personality analysis: attributes, spend by category and answers to six campaigns.

The workbook is a cut of the same kind with fewer columns. The amounts name no currency; the
workbook writes dollars.
"""

from orchestration.ingest.spec import Currency, Export, Kind, column, unique

DOLLAR = Currency(code="USD")

_BOTH = (
    column(Kind.ID, "customer_id", "ID", required=True),
    column(Kind.INTEGER, "birth_year", "Year_Birth", required=True),
    column(Kind.TEXT, "education", "Education", required=True),
    column(Kind.TEXT, "marital_status", "Marital_Status", required=True),
    column(Kind.MONEY, "income", "Income", minimum=0),
    column(Kind.DATE, "enrolled_on", "Dt_Customer", required=True),
    column(Kind.INTEGER, "days_since_purchase", "Recency", minimum=0),
    column(Kind.MONEY, "spend_wine", "MntWines", minimum=0),
    column(Kind.MONEY, "spend_fruit", "MntFruits", minimum=0),
    column(Kind.MONEY, "spend_meat", "MntMeatProducts", minimum=0),
    column(Kind.MONEY, "spend_fish", "MntFishProducts", minimum=0),
    column(Kind.INTEGER, "web_purchases", "NumWebPurchases", minimum=0),
    column(Kind.INTEGER, "web_visits_month", "NumWebVisitsMonth", minimum=0),
    column(Kind.FLAG, "accepted_campaign_1", "AcceptedCmp1"),
    column(Kind.FLAG, "accepted_campaign_2", "AcceptedCmp2"),
    column(Kind.FLAG, "accepted_campaign_3", "AcceptedCmp3"),
    column(Kind.FLAG, "accepted_campaign_4", "AcceptedCmp4"),
    column(Kind.FLAG, "accepted_campaign_5", "AcceptedCmp5"),
)

CUSTOMERS = Export(
    platform="customer_marketing",
    entity="customers",
    title="customer marketing",
    shop="customer_marketing",
    unit=("customer_id",),
    signature=("accepted_last_campaign", "children"),
    expectations=(unique("customer_id"),),
    currency=DOLLAR,
    date_formats=("%d-%m-%Y",),
    columns=(
        *_BOTH,
        column(Kind.INTEGER, "children", "Kidhome", minimum=0),
        column(Kind.INTEGER, "teenagers", "Teenhome", minimum=0),
        column(Kind.MONEY, "spend_sweets", "MntSweetProducts", minimum=0),
        column(Kind.MONEY, "spend_gold", "MntGoldProds", minimum=0),
        column(Kind.INTEGER, "discount_purchases", "NumDealsPurchases", minimum=0),
        column(Kind.INTEGER, "catalogue_purchases", "NumCatalogPurchases", minimum=0),
        column(Kind.INTEGER, "store_purchases", "NumStorePurchases", minimum=0),
        column(Kind.FLAG, "accepted_last_campaign", "Response"),
        column(Kind.FLAG, "has_complained", "Complain"),
        # The same number on every row.
        column(Kind.NUMBER, "contact_cost_constant", "Z_CostContact"),
        column(Kind.NUMBER, "revenue_constant", "Z_Revenue"),
    ),
)

# An entity of its own: it would else stand for the same people with less said of them.
CUSTOMERS_CUT = Export(
    platform="customer_marketing",
    entity="customers_cut",
    title="customer marketing, the cut with fewer columns",
    shop="customer_marketing",
    unit=("customer_id",),
    expectations=(unique("customer_id"),),
    currency=DOLLAR,
    date_formats=("%m/%d/%y",),
    columns=_BOTH,
)

EXPORTS = (CUSTOMERS, CUSTOMERS_CUT)
