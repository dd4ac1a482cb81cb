"""Meta Ads Manager (Facebook and Instagram): performance per ad and day, or per ad and range.

The headers are in the language of whoever exports; the Thai and Indonesian ones are as measured on
real exports. The account's currency stands in the header of the amount. A row with no names is the
total. With the Day breakdown a row is a day, whatever range is stated beside it; without it a row
is the whole range from "Reporting starts" to "Reporting ends".
"""

from dataclasses import replace

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    Total,
    at_most,
    column,
    not_before,
)

_NAMES = ("campaign_name", "ad_set_name", "ad_name")
_TOTAL = Total(
    blank=_NAMES,
    column="campaign_name",
    labels=("รวมทั้งหมด",),
    sums=("spend", "impressions", "clicks", "purchases", "purchase_value"),
)
# Clicks of all kinds may exceed impressions on a few rows of tiny audiences.
_CLICKS = (at_most("clicks", "impressions", mostly=0.99), at_most("link_clicks", "clicks"))

_CHOSEN = "Ads Manager (Columns > Customise columns; the day: Breakdown > By time)"

_COLUMNS = (
    column(Kind.TEXT, "campaign_name", "ชื่อแคมเปญ", "Campaign name", "Nama kampanye", required=True),
    column(Kind.ID, "campaign_id", "Campaign ID"),
    column(Kind.TEXT, "ad_set_name", "ชื่อชุดโฆษณา", "Ad set name", "Ad Set Name", "Nama set iklan"),
    column(Kind.TEXT, "ad_name", "ชื่อโฆษณา", "โฆษณา", "Ad name", "Nama iklan"),
    column(Kind.ID, "ad_id", "ID โฆษณา", "Ad ID"),
    column(
        Kind.TEXT,
        "delivery_status",
        "สถานะการแสดงโฆษณา",
        "Delivery status",
        "Ad delivery",
        "Campaign delivery",
        "Ad set delivery",
        "Penayangan set iklan",
        "Penayangan iklan",
        "Penayangan kampanye",
    ),
    column(Kind.TEXT, "delivery_level", "ระดับการแสดงโฆษณา", "Delivery level"),
    column(Kind.TEXT, "placement", "ตำแหน่งโฆษณา", "Placement", "Penempatan"),
    # Neither reach nor frequency may be added up.
    column(Kind.INTEGER, "reach", "การเข้าถึง", "Reach", "Jangkauan"),
    column(Kind.NUMBER, "frequency", "ความถี่", "Frequency", "Frekuensi"),
    column(Kind.INTEGER, "impressions", "อิมเพรสชัน", "Impressions", "Impresi", minimum=0),
    column(Kind.TEXT, "attribution_setting", "Attribution setting", "Pengaturan atribusi"),
    column(
        Kind.TEXT,
        "result_type",
        "ประเภทผลลัพธ์",
        "ตัวระบุผลลัพธ์",
        "Result type",
        "Result indicator",
        "Indikator Hasil",
    ),
    column(Kind.NUMBER, "results", "ผลลัพธ์", "Results", "Hasil"),
    column(
        Kind.NUMBER,
        "cost_per_result_stated",
        "ต้นทุนต่อผลลัพธ์",
        "Cost per results",
        "Cost per result",
        "Biaya per Hasil",
    ),
    column(
        Kind.MONEY,
        "spend",
        "จำนวนเงินที่ใช้จ่ายไป ({currency})",
        "Amount spent ({currency})",
        "Jumlah yang dibelanjakan ({currency})",
        required=True,
        minimum=0,
    ),
    # Those of the website are part of all of them: where a file has both they are not needed.
    column(Kind.INTEGER, "purchases", "การซื้อ", "Purchases", "Website purchases", minimum=0),
    # Blank on messaging campaigns even where there are purchases: unknown, not nothing.
    column(
        Kind.MONEY,
        "purchase_value",
        "ค่าคอนเวอร์ชั่นการซื้อ",
        "Purchases conversion value",
        "Website purchases conversion value",
        minimum=0,
    ),
    column(Kind.INTEGER, "clicks", "จำนวนคลิก (ทั้งหมด)", "Clicks (all)", "Klik (semua)", minimum=0),
    column(Kind.INTEGER, "link_clicks", "การคลิกลิงก์", "Link clicks", "Klik tautan", minimum=0),
    column(
        Kind.MONEY,
        "cpc_stated",
        "CPC (ทั้งหมด) ({currency})",
        "CPC (all)",
        "CPC (all) ({currency})",
        "CPC (semua) ({currency})",
    ),
    column(
        Kind.MONEY,
        "cpc_link_stated",
        "CPC (ต้นทุนต่อการคลิกลิงก์) ({currency})",
        "CPC (cost per link click)",
        "CPC (cost per link click) ({currency})",
        "CPC (biaya per klik tautan)",
        "CPC (biaya per klik tautan) ({currency})",
    ),
    column(Kind.NUMBER, "ctr_stated", "CTR (ทั้งหมด)", "CTR (all)", "CTR (Semua)"),
    column(
        Kind.NUMBER,
        "cpm_stated",
        "CPM (ต้นทุนต่ออิมเพรสชั่น 1,000 ครั้ง)",
        "CPM (ต้นทุนต่ออิมเพรสชั่น 1,000 ครั้ง) ({currency})",
        "CPM (cost per 1,000 impressions)",
        "CPM (cost per 1,000 impressions) ({currency})",
        "CPM (Biaya Per 1.000 Tayangan)",
        "CPM (Biaya Per 1.000 Tayangan) ({currency})",
    ),
    column(Kind.INTEGER, "video_plays", "การเล่นวิดีโอ"),
    column(Kind.INTEGER, "video_plays_50", "การเล่นวิดีโอที่ 50%"),
    column(Kind.INTEGER, "video_plays_75", "การเล่นวิดีโอที่ 75%"),
    column(Kind.INTEGER, "video_plays_95", "การเล่นวิดีโอที่ 95%"),
    column(Kind.INTEGER, "post_engagements", "การมีส่วนร่วมกับโพสต์"),
    column(
        Kind.INTEGER,
        "landing_page_views",
        "การเข้าชมแลนดิ้งเพจ",
        "Landing page views",
        "Tayangan halaman tujuan",
    ),
    column(Kind.DATE, "reporting_starts", "เริ่มการรายงาน", "Reporting starts", "Awal pelaporan"),
    column(Kind.DATE, "reporting_ends", "สิ้นสุดการรายงาน", "Reporting ends", "Akhir pelaporan"),
    column(Kind.TEXT, "ad_starts", "เริ่ม", "Starts"),
    column(Kind.TEXT, "ad_ends", "สิ้นสุด", "Ends", "Berakhir"),
    column(
        Kind.NUMBER,
        "ctr_link_stated",
        "CTR (link click-through rate)",
        "CTR (rasio klik tayang tautan)",
    ),
    # Of people, not of impressions: the two were met in the same month, one or the other.
    column(Kind.NUMBER, "ctr_link_unique_stated", "CTR Unik (rasio klik tayang tautan)"),
    column(Kind.NUMBER, "purchase_roas_stated", "Purchase ROAS (return on ad spend)"),
    column(Kind.INTEGER, "adds_to_cart", "Adds to cart", "การหยิบใส่รถเข็น"),
    column(Kind.INTEGER, "conversations_started", "Messaging conversations started"),
    # Collaborative ads sell a marketplace's catalogue: what was bought of it, "shared items".
    column(Kind.INTEGER, "shared_item_views", "Tampilan konten dengan item bersama"),
    column(
        Kind.INTEGER,
        "shared_item_adds_to_cart",
        "Penambahan ke Keranjang Belanja dengan Item Bersama",
    ),
    column(
        Kind.MONEY,
        "shared_item_adds_to_cart_value",
        "Nilai Konversi Penambahan ke Keranjang Belanja Khusus untuk Item Bersama",
        "Nilai konversi penambahan ke keranjang di aplikasi khusus item bersama",
    ),
    column(Kind.INTEGER, "shared_item_purchases", "Pembelian dengan item bersama", minimum=0),
    column(
        Kind.MONEY,
        "shared_item_purchase_value",
        "Nilai Konversi Pembelian Khusus untuk Item Bersama",
        minimum=0,
    ),
    column(Kind.NUMBER, "shared_item_roas_stated", "ROAS pembelian khusus untuk item bersama"),
)

PERFORMANCE = Export(
    platform="meta_ads",
    entity="performance",
    title="Meta Ads Manager, by day",
    unit=("day", "campaign_name"),
    expectations=_CLICKS,
    currency=Currency(in_header=True),
    period=Period(column="day"),
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    columns_chosen=_CHOSEN,
    not_data=(replace(_TOTAL, blank=(*_NAMES, "day")),),
    columns=(column(Kind.DATE, "day", "วัน", "Day", required=True), *_COLUMNS),
)

# A range of one day is that day. Weekly files hold a row per week, which states its own range, and
# may repeat the whole range in a row without a week.
PERFORMANCE_RANGE = Export(
    platform="meta_ads",
    entity="performance_range",
    title="Meta Ads Manager, a range in a row",
    unit=("reporting_starts", "reporting_ends", "campaign_name"),
    expectations=(*_CLICKS, not_before("reporting_ends", "reporting_starts")),
    currency=Currency(in_header=True),
    period=Period(column="reporting_ends", first_column="reporting_starts"),
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    columns_chosen=_CHOSEN,
    not_data=(_TOTAL, Total(blank=("week",), sums=())),
    columns=(
        column(Kind.TEXT, "week", "Minggu"),
        *(
            replace(c, required=True) if c.name in ("reporting_starts", "reporting_ends") else c
            for c in _COLUMNS
        ),
    ),
)

EXPORTS = (PERFORMANCE, PERFORMANCE_RANGE)
