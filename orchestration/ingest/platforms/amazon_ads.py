"""Amazon Ads console reports: search terms, targets or advertised products, per day or per range.

Each of these reports tells of the whole spend of its campaigns, split another way, and none has a
total. Several headers end with a blank. Sponsored Products count sales within 7 days of a click,
Sponsored Brands and Display within 14: the window is told by the header alone. Bulk files, whose
rows repeat each other by kind of entity, name no currency and so are not this export.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    at_most,
    column,
    not_before,
)

_COLUMNS = (
    column(Kind.TEXT, "portfolio_name", "Portfolio name"),
    column(Kind.TEXT, "currency_code", "Currency", required=True),
    column(Kind.TEXT, "campaign_name", "Campaign Name", required=True),
    column(Kind.TEXT, "ad_group_name", "Ad Group Name"),
    column(Kind.TEXT, "retailer", "Retailer"),
    column(Kind.TEXT, "country", "Country"),
    column(Kind.TEXT, "targeting", "Targeting"),
    column(Kind.TEXT, "match_type", "Match Type"),
    column(Kind.TEXT, "search_term", "Customer Search Term"),
    column(Kind.ID, "sku", "Advertised SKU"),
    column(Kind.ID, "asin", "Advertised ASIN"),
    column(Kind.INTEGER, "impressions", "Impressions", minimum=0),
    column(Kind.INTEGER, "clicks", "Clicks", minimum=0),
    column(Kind.MONEY, "spend", "Spend", required=True, minimum=0),
    column(Kind.MONEY, "sales", "7 Day Total Sales", "14 Day Total Sales"),
    column(Kind.INTEGER, "orders", "7 Day Total Orders (#)", "14 Day Total Orders (#)"),
    column(Kind.INTEGER, "units", "7 Day Total Units (#)", "14 Day Total Units (#)"),
    column(Kind.INTEGER, "own_units", "7 Day Advertised SKU Units (#)"),
    column(Kind.INTEGER, "other_units", "7 Day Other SKU Units (#)"),
    column(Kind.MONEY, "own_sales", "7 Day Advertised SKU Sales"),
    column(Kind.MONEY, "other_sales", "7 Day Other SKU Sales"),
    column(Kind.MONEY, "cpc_stated", "Cost Per Click (CPC)"),
    # A workbook holds a share as a fraction and a CSV as a percentage. None of them is used.
    column(Kind.TEXT, "ctr_stated", "Click-Thru Rate (CTR)"),
    column(
        Kind.TEXT,
        "acos_stated",
        "Total Advertising Cost of Sales (ACOS)",
        "Total Advertising Cost of Sales (ACoS)",
    ),
    column(
        Kind.TEXT,
        "roas_stated",
        "Total Return on Advertising Spend (ROAS)",
        "Total Return on Advertising Spend (RoAS)",
    ),
    column(Kind.TEXT, "conversion_rate_stated", "7 Day Conversion Rate"),
    column(Kind.TEXT, "top_of_search_share_stated", "Top-of-search Impression Share"),
)

_SUMS = (at_most("clicks", "impressions", mostly=0.99), at_most("own_sales", "sales"))
_DATES = ("%b %d, %Y", "%Y-%m-%d")

PERFORMANCE = Export(
    platform="amazon_ads",
    entity="performance",
    title="Amazon Ads report, by day",
    unit=("date", "campaign_name"),
    signature=("impressions", "clicks"),
    currency=Currency(column="currency_code"),
    expectations=_SUMS,
    period=Period(column="date"),
    date_formats=_DATES,
    columns=(column(Kind.DATE, "date", "Date", required=True), *_COLUMNS),
)

PERFORMANCE_RANGE = Export(
    platform="amazon_ads",
    entity="performance_range",
    title="Amazon Ads report, a range in a row",
    unit=("start_date", "end_date", "campaign_name"),
    signature=("impressions", "clicks"),
    currency=Currency(column="currency_code"),
    expectations=(*_SUMS, not_before("end_date", "start_date")),
    period=Period(column="end_date", first_column="start_date"),
    date_formats=_DATES,
    columns=(
        column(Kind.DATE, "start_date", "Start Date", required=True),
        column(Kind.DATE, "end_date", "End Date", required=True),
        *_COLUMNS,
    ),
)

EXPORTS = (PERFORMANCE, PERFORMANCE_RANGE)
