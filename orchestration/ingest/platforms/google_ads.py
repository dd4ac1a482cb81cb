"""Google Ads: campaign reports, with the Day segment or without it.

The report's title and its days stand above the header; the Thai ones name no year, so the days of a
report by day are taken from its rows. Totals of the account, of its campaigns and of each kind of
campaign follow the data, in a report by day once per day as well: what a file's rows add up to is
several times what was spent. The label of a total stands in the first column: the status of a
campaign, of an ad group or of a keyword, or what else the report begins with. The campaign's cell
of a total is empty. Missing is ` --`.
"""

from orchestration.ingest.spec import (
    Currency,
    Expectation,
    Export,
    Kind,
    Period,
    Total,
    at_most,
    column,
)

_LABELS = ("Total:", "ทั้งหมด:")
# Of all totals that of the account over the whole period is the largest: the one that is checked.
_TOTALS = (
    Total(
        column="campaign_status",
        labels=_LABELS,
        sums=("cost", "conversion_value", "impressions", "clicks"),
    ),
    Total(blank=("campaign_name",), column="campaign_name", labels=_LABELS, sums=()),
)

_COLUMNS = (
    column(Kind.TEXT, "campaign_status", "Campaign status", "สถานะของแคมเปญ"),
    column(Kind.TEXT, "campaign_name", "Campaign", "แคมเปญ", required=True),
    column(Kind.ID, "campaign_id", "Campaign ID"),
    column(Kind.TEXT, "ad_group_name", "Ad group"),
    column(Kind.TEXT, "currency_code", "Currency code", "รหัสสกุลเงิน", required=True),
    # In units of the account's currency, not in millionths as the API has them.
    column(Kind.MONEY, "cost", "Cost", "ค่าใช้จ่าย", required=True, minimum=0),
    column(Kind.MONEY, "budget", "Budget"),
    column(Kind.TEXT, "budget_name", "Budget name"),
    column(Kind.TEXT, "budget_type", "Budget type"),
    column(Kind.TEXT, "status", "Status"),
    column(Kind.TEXT, "status_reasons", "Status reasons"),
    column(Kind.TEXT, "campaign_type", "Campaign type"),
    column(Kind.TEXT, "bid_strategy_type", "Bid strategy type"),
    column(Kind.TEXT, "goals", "Goals"),
    column(Kind.INTEGER, "impressions", "Impr.", "การแสดงผล", minimum=0),
    column(Kind.INTEGER, "clicks", "Clicks", minimum=0),
    column(Kind.INTEGER, "interactions", "Interactions", "การโต้ตอบ", minimum=0),
    # Fractions: one sale may be shared out over several clicks.
    column(Kind.NUMBER, "conversions", "Conversions", minimum=0),
    column(Kind.MONEY, "conversion_value", "Conv. value"),
    column(Kind.NUMBER, "comparable_conversions", "Conv. (Platform Comparable)"),
    column(Kind.INTEGER, "trueview_views", "TrueView views"),
    column(Kind.INTEGER, "unique_users", "Unique users"),
    column(Kind.INTEGER, "likes", "Likes"),
    column(Kind.INTEGER, "comments", "Comments"),
    column(Kind.INTEGER, "shares", "Shares"),
    # As they are written: "78.46", "198.75%", "< 10%". None of them is used.
    column(Kind.TEXT, "optimization_score_stated", "Optimization score"),
    column(Kind.TEXT, "return_stated", "Conv. value / cost"),
    column(Kind.TEXT, "comparable_return_stated", "Conv. value / Cost (Platform Comparable)"),
    column(Kind.TEXT, "target_return_stated", "Avg. target ROAS"),
    column(Kind.TEXT, "view_cost_stated", "TrueView avg. CPV"),
    column(Kind.TEXT, "conversion_rate_stated", "Conv. rate"),
    column(Kind.TEXT, "conversion_cost_stated", "Cost / conv."),
    column(Kind.TEXT, "click_rate_stated", "CTR"),
    column(Kind.TEXT, "click_cost_stated", "Avg. CPC"),
    column(Kind.TEXT, "thousand_cost_stated", "Avg. CPM"),
    column(Kind.TEXT, "interaction_cost_stated", "Avg. cost"),
    column(Kind.TEXT, "interaction_rate_stated", "Interaction rate"),
    column(Kind.TEXT, "impression_share_stated", "Search impr. share"),
)

# "September 1, 2026 - September 30, 2026". "All time" and the Thai days tell no year.
_DAYS = Period(
    preamble=r"(?P<start>[A-Z][a-z]+ \d{1,2}, \d{4}) - (?P<end>[A-Z][a-z]+ \d{1,2}, \d{4})",
    formats=("%B %d, %Y", "%b %d, %Y"),
)
_CLICKS = at_most("clicks", "impressions", mostly=0.99)

CAMPAIGNS_DAILY = Export(
    platform="google_ads",
    entity="campaigns_daily",
    title="Google Ads campaign report, by day",
    unit=("day", "campaign_name"),
    currency=Currency(column="currency_code"),
    expectations=(_CLICKS,),
    period=Period(preamble=_DAYS.preamble, formats=_DAYS.formats, column="day"),
    not_data=(*_TOTALS, Total(column="day", labels=_LABELS, sums=())),
    date_formats=("%Y-%m-%d", "%b %d, %Y", "%d %b %Y"),
    columns=(column(Kind.DATE, "day", "Day", "วัน", required=True), *_COLUMNS),
)

# A row is a campaign over the whole period of the report. Where the report does not say it whole,
# staging has no days to give the row to and leaves it out.
CAMPAIGNS = Export(
    platform="google_ads",
    entity="campaigns",
    title="Google Ads campaign report, over a period",
    currency=Currency(column="currency_code"),
    expectations=(
        _CLICKS,
        Expectation(
            "the days of the report are stated whole",
            "expect_column_values_to_not_be_null",
            ("epoch(_period_end)",),
        ),
    ),
    period=_DAYS,
    not_data=_TOTALS,
    columns=_COLUMNS,
)

EXPORTS = (CAMPAIGNS, CAMPAIGNS_DAILY)
