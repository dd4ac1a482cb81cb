"""Meta Ads Manager (Facebook and Instagram): performance per ad and day.

The headers are in the language of whoever exports; the Thai ones are as measured on real exports.
The account's currency stands in the header of the amount. A row with no names is the total. Without
the Day breakdown a row is a whole range, so a file without a day column is not this export.
"""

from orchestration.ingest.spec import Currency, Export, Kind, Period, Total, at_most, column

PERFORMANCE = Export(
    platform="meta_ads",
    entity="performance",
    title="Meta Ads Manager, by day",
    unit=("day", "campaign_name", "ad_set_name", "ad_name"),
    # Clicks of all kinds may exceed impressions on a few rows of tiny audiences.
    expectations=(at_most("clicks", "impressions", mostly=0.99), at_most("link_clicks", "clicks")),
    currency=Currency(in_header=True),
    period=Period(column="day"),
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    not_data=(
        Total(
            blank=("campaign_name", "ad_set_name", "ad_name", "day"),
            column="campaign_name",
            labels=("รวมทั้งหมด",),
            sums=("spend", "impressions", "clicks", "purchases", "purchase_value"),
        ),
    ),
    columns=(
        column(Kind.TEXT, "campaign_name", "ชื่อแคมเปญ", "Campaign name", required=True),
        column(Kind.TEXT, "ad_set_name", "ชื่อชุดโฆษณา", "Ad set name"),
        column(Kind.TEXT, "ad_name", "ชื่อโฆษณา", "โฆษณา", "Ad name"),
        column(Kind.ID, "ad_id", "ID โฆษณา", "Ad ID"),
        column(Kind.DATE, "day", "วัน", "Day", required=True),
        column(Kind.TEXT, "delivery_status", "สถานะการแสดงโฆษณา", "Delivery status", "Ad delivery"),
        column(Kind.TEXT, "delivery_level", "ระดับการแสดงโฆษณา", "Delivery level"),
        column(Kind.TEXT, "placement", "ตำแหน่งโฆษณา"),
        # Neither reach nor frequency may be added up.
        column(Kind.INTEGER, "reach", "การเข้าถึง", "Reach"),
        column(Kind.NUMBER, "frequency", "ความถี่", "Frequency"),
        column(Kind.INTEGER, "impressions", "อิมเพรสชัน", "Impressions", required=False, minimum=0),
        column(Kind.TEXT, "attribution_setting", "Attribution setting"),
        column(
            Kind.TEXT, "result_type", "ประเภทผลลัพธ์", "ตัวระบุผลลัพธ์", "Result type", "Result indicator"
        ),
        column(Kind.NUMBER, "results", "ผลลัพธ์", "Results"),
        column(Kind.NUMBER, "cost_per_result_stated", "ต้นทุนต่อผลลัพธ์", "Cost per results"),
        column(
            Kind.MONEY,
            "spend",
            "จำนวนเงินที่ใช้จ่ายไป ({currency})",
            "Amount spent ({currency})",
            required=True,
            minimum=0,
        ),
        column(Kind.INTEGER, "purchases", "การซื้อ", "Purchases", minimum=0),
        # Blank on messaging campaigns even where there are purchases: unknown, not nothing.
        column(
            Kind.MONEY,
            "purchase_value",
            "ค่าคอนเวอร์ชั่นการซื้อ",
            "Purchases conversion value",
            minimum=0,
        ),
        column(Kind.INTEGER, "clicks", "จำนวนคลิก (ทั้งหมด)", "Clicks (all)", minimum=0),
        column(Kind.INTEGER, "link_clicks", "การคลิกลิงก์", "Link clicks", minimum=0),
        column(Kind.MONEY, "cpc_stated", "CPC (ทั้งหมด) ({currency})", "CPC (all)"),
        column(
            Kind.MONEY,
            "cpc_link_stated",
            "CPC (ต้นทุนต่อการคลิกลิงก์) ({currency})",
            "CPC (cost per link click)",
        ),
        column(Kind.NUMBER, "ctr_stated", "CTR (ทั้งหมด)", "CTR (all)"),
        column(
            Kind.NUMBER,
            "cpm_stated",
            "CPM (ต้นทุนต่ออิมเพรสชั่น 1,000 ครั้ง)",
            "CPM (cost per 1,000 impressions)",
        ),
        column(Kind.INTEGER, "video_plays", "การเล่นวิดีโอ"),
        column(Kind.INTEGER, "video_plays_50", "การเล่นวิดีโอที่ 50%"),
        column(Kind.INTEGER, "video_plays_75", "การเล่นวิดีโอที่ 75%"),
        column(Kind.INTEGER, "video_plays_95", "การเล่นวิดีโอที่ 95%"),
        column(Kind.INTEGER, "post_engagements", "การมีส่วนร่วมกับโพสต์"),
        column(Kind.INTEGER, "landing_page_views", "การเข้าชมแลนดิ้งเพจ", "Landing page views"),
        column(Kind.DATE, "reporting_starts", "เริ่มการรายงาน", "Reporting starts"),
        column(Kind.DATE, "reporting_ends", "สิ้นสุดการรายงาน", "Reporting ends"),
        column(Kind.TEXT, "ad_starts", "เริ่ม", "Starts"),
        column(Kind.TEXT, "ad_ends", "สิ้นสุด", "Ends"),
    ),
)

EXPORTS = (PERFORMANCE,)
