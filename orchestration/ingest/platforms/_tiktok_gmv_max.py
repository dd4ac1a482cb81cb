"""TikTok GMV Max: spend per day, and what each creative did within a window.

The two tell of the same money and are never added. Their revenue is that of every order of the
products while the campaign runs, organic ones too: claimed, and no part of what the shop sold.
Today's figures are restated tomorrow. Numbers have a decimal point in every language.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    Total,
    at_most,
    column,
    dropped,
    unique,
)

# "Campaign overview data 20260815 - 20260822.xlsx". The last row is the total of all days and has
# no day: left in, everything counts twice. Beside the columns of the current shop an account with
# several shops has those of all of them; they have other headers and are not read.
GMV_MAX_DAYS = Export(
    platform="tiktok_ads",
    entity="gmv_max_days",
    title="TikTok GMV Max, by day",
    unit=("day",),
    currency=Currency(column="currency_code"),
    period=Period(column="day"),
    not_data=(Total(blank=("day",), sums=("spend", "orders", "revenue")),),
    expectations=(unique("day"),),
    columns=(
        column(Kind.DATE, "day", "ตามวัน", required=True),
        column(Kind.MONEY, "spend", "ต้นทุน", required=True, minimum=0),
        column(Kind.INTEGER, "orders", "คำสั่งซื้อ SKU (ร้านค้าปัจจุบัน)", required=True, minimum=0),
        column(Kind.MONEY, "revenue", "รายได้ขั้นต้น (ร้านค้าปัจจุบัน)", required=True, minimum=0),
        column(Kind.MONEY, "cost_per_order_stated", "ค่าใช้จ่ายต่อคำสั่งซื้อ (ร้านค้าปัจจุบัน)"),
        column(Kind.TEXT, "roi_stated", "ROI (ร้านค้าปัจจุบัน)"),
        column(Kind.TEXT, "currency_code", "สกุลเงิน", required=True),
    ),
)

# "creative data for product campaigns 2026-07-01 ~ 2026-07-31.xlsx", with the hours behind the days
# in some. Of the Thai file only some headers are known, none of them an id.
GMV_MAX_CREATIVES = Export(
    platform="tiktok_ads",
    entity="gmv_max_creatives",
    title="TikTok GMV Max, by creative",
    unit=(
        "_period_start",
        "_period_end",
        "campaign_id",
        "product_id",
        "creative_type",
        "video_id",
        "creator_id",
    ),
    currency=Currency(column="currency_code"),
    period=Period(
        name=r"(?P<start>\d{4}-\d\d-\d\d)(?: \d+)?[ +]*[~_-][ +]*(?P<end>\d{4}-\d\d-\d\d)",
        formats=("%Y-%m-%d",),
    ),
    expectations=(at_most("clicks", "impressions", mostly=0.99),),
    columns=(
        column(Kind.TEXT, "campaign_name", "Nama kampanye", "Campaign name"),
        column(Kind.ID, "campaign_id", "ID Campaign", "Campaign ID", pattern=r"[0-9]{10,}"),
        column(Kind.ID, "product_id", "ID produk", "Product ID", pattern=r"[0-9]{10,}"),
        column(
            Kind.TEXT,
            "creative_type",
            "ประเภทชิ้นงานโฆษณา",
            "Jenis materi iklan",
            "Creative type",
            required=True,
        ),
        column(Kind.ID, "video_id", "ID video", "Video ID"),
        column(Kind.PERSON, "creator_id", "Akun TikTok", "TikTok account"),
        column(Kind.TEXT, "posted_stated", "Waktu posting", "Time posted"),
        column(Kind.TEXT, "status", "Status"),
        column(Kind.TEXT, "substatus", "Status sekunder penjelajahan"),
        column(Kind.TEXT, "authorization_type", "Jenis otorisasi", "Authorization type"),
        column(Kind.MONEY, "spend", "ต้นทุน", "Biaya", "Cost", required=True, minimum=0),
        column(Kind.INTEGER, "orders", "คำสั่งซื้อ SKU", "Pesanan SKU", "SKU orders", minimum=0),
        column(
            Kind.MONEY,
            "revenue",
            "รายได้ขั้นต้น",
            "Pendapatan kotor",
            "Gross revenue",
            required=True,
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "impressions",
            "ยอดการแสดงผลโฆษณาสินค้า",
            "Impresi iklan produk",
            "Product ad impressions",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "clicks",
            "ยอดการคลิกโฆษณาสินค้า",
            "Jumlah klik iklan produk",
            "Product ad clicks",
            minimum=0,
        ),
        # Never used, so as written.
        column(Kind.TEXT, "cost_per_order_stated", "Biaya per pesanan", "Cost per order"),
        column(Kind.TEXT, "roi_stated", "ROI"),
        column(Kind.TEXT, "ctr_stated", "Tingkat klik iklan produk", "Product ad click rate"),
        column(Kind.TEXT, "cvr_stated", "Rasio konversi iklan", "Ad conversion rate"),
        column(Kind.TEXT, "currency_code", "สกุลเงิน", "Mata uang", "Currency", required=True),
        *dropped(
            # A video's title may name anybody.
            "Judul video",
            "Video title",
            "Rasio tayang video iklan 2 detik",
            "2-second ad video view rate",
            "Rasio tayang video iklan 6 detik",
            "6-second ad video view rate",
            "Rasio tayang video iklan 25%",
            "25% ad video view rate",
            "Rasio tayang video iklan 50%",
            "50% ad video view rate",
            "Rasio tayang video iklan 75%",
            "75% ad video view rate",
            "Rasio tayang video iklan 100%",
            "100% ad video view rate",
        ),
    ),
)
