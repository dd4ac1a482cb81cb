"""A marketing exercise: three ad channels per campaign and day, and the business per day.

The three channel files have the same columns; which channel a row is stands in its campaign's name
("Facebook - ASC - C01"). The amounts carry no currency; the states are American, so dollars.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    at_most,
    between,
    column,
    unique,
)

DOLLAR = Currency(code="USD")

ADS = Export(
    platform="daily_marketing",
    entity="ads",
    title="daily marketing, ad channel",
    shop="daily_marketing",
    expectations=(unique("date", "tactic", "state", "campaign"), at_most("clicks", "impressions")),
    unit=("date", "tactic", "state", "campaign"),
    currency=DOLLAR,
    period=Period(column="date"),
    columns=(
        column(Kind.DATE, "date", required=True),
        column(Kind.TEXT, "tactic", required=True),
        column(Kind.TEXT, "state", required=True),
        column(Kind.TEXT, "campaign", required=True),
        column(Kind.INTEGER, "impressions", "impression", required=True, minimum=0),
        column(Kind.INTEGER, "clicks", required=True, minimum=0),
        column(Kind.MONEY, "spend", required=True, minimum=0),
        column(Kind.MONEY, "attributed_revenue", "attributed revenue", required=True, minimum=0),
    ),
)

BUSINESS = Export(
    platform="daily_marketing",
    entity="business",
    title="daily marketing, business per day",
    shop="daily_marketing",
    expectations=(
        unique("date"),
        at_most("new_customers", "orders"),
        between("total_revenue - gross_profit - cost_of_goods", -0.01, 0.01),
    ),
    unit=("date",),
    currency=DOLLAR,
    period=Period(column="date"),
    columns=(
        column(Kind.DATE, "date", required=True),
        column(Kind.INTEGER, "orders", "# of orders", required=True, minimum=0),
        column(Kind.INTEGER, "new_orders", "# of new orders", minimum=0),
        column(Kind.INTEGER, "new_customers", "new customers", minimum=0),
        column(Kind.MONEY, "total_revenue", "total revenue", required=True),
        column(Kind.MONEY, "gross_profit", "gross profit"),
        column(Kind.MONEY, "cost_of_goods", "COGS"),
    ),
)

EXPORTS = (ADS, BUSINESS)
