"""TikTok Ads Manager: performance by day, at the level of campaign, ad group or ad.

English headers; the account's currency stands in a column; the last row is a total. Without the By
Day breakdown a row is a whole range, so a file without that column is not this export. Counts of
very few people are masked "<5", which is unknown, not 0. Numbers have a decimal point in every
language.
"""

from orchestration.ingest.platforms._tiktok_gmv_max import GMV_MAX_CREATIVES, GMV_MAX_DAYS
from orchestration.ingest.spec import Currency, Export, Kind, Period, Total, at_most, column

PERFORMANCE = Export(
    platform="tiktok_ads",
    entity="performance",
    title="TikTok Ads Manager, by day",
    unit=("day", "campaign_name"),
    currency=Currency(column="currency_code"),
    period=Period(column="day"),
    missing=("-", "--", "N/A", "<5"),
    # "Total of 12 results" stands in the first column, mostly of names, with "-" in the others.
    not_data=(
        Total(
            blank=("campaign_name", "ad_group_name", "ad_name", "day"),
            column="campaign_name",
            labels=("Total of",),
            sums=("spend", "net_spend", "impressions", "clicks", "destination_clicks"),
        ),
        Total(column="ad_group_name", labels=("Total of",), sums=()),
        Total(column="ad_name", labels=("Total of",), sums=()),
        Total(column="day", labels=("Total of",), sums=()),
    ),
    expectations=(
        at_most("net_spend", "spend"),
        at_most("destination_clicks", "clicks"),
        at_most("clicks", "impressions", mostly=0.99),
    ),
    columns=(
        column(Kind.TEXT, "campaign_name", "Campaign name", required=True),
        column(Kind.TEXT, "ad_group_name", "Ad group name"),
        column(Kind.TEXT, "ad_name", "Ad name"),
        column(Kind.DATE, "day", "By Day", required=True),
        column(Kind.TEXT, "currency_code", "Currency", required=True),
        # The bracket that closes is a full-width one in the real file.
        column(Kind.TEXT, "website_url", "Website URL (Ad level）"),
        column(Kind.MONEY, "spend", "Cost", "Spend", required=True, minimum=0),
        # Without what TikTok's own credits and coupons paid for.
        column(Kind.MONEY, "net_spend", "Net Cost", minimum=0),
        column(Kind.INTEGER, "impressions", "Impressions", minimum=0),
        column(Kind.INTEGER, "clicks", "Clicks (all)", minimum=0),
        column(Kind.INTEGER, "destination_clicks", "Clicks (destination)", minimum=0),
        # Neither reach nor frequency may be added up.
        column(Kind.INTEGER, "reach", "Reach", minimum=0),
        column(Kind.NUMBER, "frequency", "Frequency"),
        # Of whatever the campaign is optimised for: no orders.
        column(Kind.INTEGER, "conversions", "Conversions", minimum=0),
        column(Kind.INTEGER, "results", "Results", minimum=0),
        column(Kind.INTEGER, "checkouts", "Checkouts initiated (Shop)", minimum=0),
        column(Kind.INTEGER, "add_to_carts", "Adds to cart (Shop)", minimum=0),
        column(Kind.INTEGER, "video_views", "Video views", minimum=0),
        column(Kind.INTEGER, "video_views_2s", "2-second video views", minimum=0),
        column(Kind.INTEGER, "video_views_6s", "6-second video views", minimum=0),
        column(Kind.INTEGER, "video_views_25", "Video views at 25%", minimum=0),
        column(Kind.INTEGER, "video_views_50", "Video views at 50%", minimum=0),
        column(Kind.INTEGER, "video_views_75", "Video views at 75%", minimum=0),
        column(Kind.INTEGER, "video_views_100", "Video views at 100%", minimum=0),
        column(Kind.INTEGER, "paid_likes", "Paid likes", minimum=0),
        column(Kind.INTEGER, "paid_comments", "Paid comments", minimum=0),
        column(Kind.INTEGER, "paid_shares", "Paid shares", minimum=0),
        column(Kind.INTEGER, "paid_follows", "Paid follows", minimum=0),
        # Never used, so as written: "1.21%" or 1.21.
        column(Kind.TEXT, "cpc_stated", "CPC (destination)"),
        column(Kind.TEXT, "cpm_stated", "CPM"),
        column(Kind.TEXT, "ctr_stated", "CTR (destination)"),
        column(Kind.TEXT, "cvr_stated", "CVR"),
        column(Kind.TEXT, "cost_per_reach_stated", "Cost per 1,000 people reached"),
        column(Kind.TEXT, "cost_per_conversion_stated", "Cost per conversion"),
        column(Kind.TEXT, "cost_per_result_stated", "Cost per result"),
        column(Kind.TEXT, "full_view_rate_stated", "100% video view rate"),
        column(Kind.TEXT, "play_time_stated", "Average play time per video view"),
        column(Kind.TEXT, "user_play_time_stated", "Average play time per user"),
    ),
)

EXPORTS = (PERFORMANCE, GMV_MAX_DAYS, GMV_MAX_CREATIVES)
