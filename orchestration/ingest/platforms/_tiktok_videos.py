"""TikTok Shop video analytics: the seller's list, and the list of the affiliate centre.

Both tell what videos did within a window that the seller picked, not within the video's life: a
video keeps selling for months, and two windows that overlap may never be added. The lists count
differently and hold partly the same videos, so neither is added to the other.
"""

from orchestration.ingest.spec import (
    Currency,
    Description,
    Export,
    Kind,
    Period,
    at_most,
    between,
    column,
    dropped,
    unique,
)

VIDEOS = Export(
    platform="tiktok_shop",
    entity="videos",
    title="TikTok Shop video analytics",
    unit=("_period_start", "_period_end", "video_id"),
    currency=Currency(in_header=True),
    # "[Date Range]: 2026-01-01 ~ 2026-01-31", the label in any language.
    period=Period(
        preamble=r"(?P<start>\d{4}-\d{2}-\d{2}) ?~ ?(?P<end>\d{4}-\d{2}-\d{2})",
        formats=("%Y-%m-%d",),
    ),
    date_formats=("%Y/%m/%d", "%Y-%m-%d", "%Y/%m/%d %H:%M", "%Y/%m/%d/ %H:%M"),
    decimal_comma=("ID Kreator",),
    expectations=(
        unique("video_id"),
        at_most("direct_gmv", "attributed_gmv"),
        between("attributed_gmv - direct_gmv - indirect_gmv", -1, 1),
    ),
    columns=(
        column(
            Kind.PERSON, "creator_id", "ชื่อครีเอเตอร์", "Nama Kreator", "Creator name", required=True
        ),
        column(Kind.PERSON, "creator_account_id", "ครีเอเตอร์ ID", "ID Kreator", "Creator ID"),
        column(
            Kind.ID,
            "video_id",
            "วิดีโอ ID",
            "ID Video",
            "Video ID",
            required=True,
            pattern=r"[0-9]{10,}",
        ),
        column(Kind.DATE, "posted_date", "เวลา", "Waktu", "Time"),
        column(Kind.TEXT, "products", "สินค้า", "Produk", "Products"),
        column(Kind.INTEGER, "views", "VV", required=True, minimum=0),
        column(Kind.INTEGER, "likes", "การกดถูกใจ", "Likes", minimum=0),
        column(Kind.INTEGER, "comments", "ความคิดเห็น", "Komentar", "Comments", minimum=0),
        column(Kind.INTEGER, "shares", "การแชร์", "Dibagikan", "Shares", minimum=0),
        column(Kind.INTEGER, "new_followers", "ผู้ติดตามใหม่", "Pengikut baru", "New followers"),
        column(
            Kind.INTEGER,
            "live_clicks",
            "การคลิก V-to-L",
            "Klik Video ke LIVE",
            "V-to-L clicks",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "product_impressions",
            "การแสดงผลสินค้า",
            "Produk Dilihat",
            "Product Impressions",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "product_clicks",
            "การคลิกผลิตภัณฑ์",
            "Klik Produk",
            "Product Clicks",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "buyers",
            "ลูกค้าที่ไม่ซ้ำกัน",
            "Pembeli unik",
            "Unique customers",
            "Customers",
            "Buyers",
            minimum=0,
        ),
        column(Kind.INTEGER, "attributed_orders", "Pesanan SKU teratribusi", minimum=0),
        column(
            Kind.INTEGER, "direct_orders", "คำสั่งซื้อ", "Pesanan SKU dari video", "Orders", minimum=0
        ),
        column(Kind.INTEGER, "indirect_orders", "Pesanan SKU tidak langsung dari video", minimum=0),
        column(
            Kind.INTEGER,
            "attributed_units",
            "Produk yang terjual melalui video",
            "Video-attributed items sold",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "direct_units",
            "รายการในวิดีโอที่ขายได้",
            "Produk yang terjual dari video",
            "Video items sold",
            "Unit Sales",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "indirect_units",
            "Produk yang terjual dari video secara tidak langsung",
            minimum=0,
        ),
        column(
            Kind.MONEY,
            "attributed_gmv",
            "GMV ที่มาจากวิดีโอขายสินค้า ({currency})",
            "GMV dari video ({currency})",
            "Shoppable video attributed GMV ({currency})",
            "Video-attributed GMV ({currency})",
            required=True,
        ),
        column(
            Kind.MONEY,
            "direct_gmv",
            "มูลค่าสินค้ารวม (วิดีโอ) ({currency})",
            "GMV video ({currency})",
            "Gross merchandise value (Video) ({currency})",
            "Video Revenue ({currency})",
            "Video GMV ({currency})",
        ),
        column(Kind.MONEY, "indirect_gmv", "GMV tidak langsung dari video ({currency})"),
        # Never used, so as written.
        column(Kind.TEXT, "gpm_stated", "GPM ({currency})"),
        column(Kind.TEXT, "ctr_stated", "อัตราการคลิกผ่าน (วิดีโอ)", "Rasio klik tayang (Video)", "CTR"),
        column(Kind.TEXT, "live_rate_stated", "อัตรา V-to-L", "Rasio Video ke LIVE", "V-to-L rate"),
        column(
            Kind.TEXT,
            "finish_rate_stated",
            "อัตราการดูวิดีโอจนจบ",
            "Persentase Video yang Ditonton Hingga Selesai",
            "Video Finish Rate",
        ),
        column(
            Kind.TEXT,
            "ctor_stated",
            "อัตราการคลิกเพื่อสั่งซื้อ (วิดีโอ)",
            "CTOR (pesanan SKU)",
            "CTOR (SKU order)",
            "CTOR",
        ),
        # A caption may name anybody.
        *dropped("ข้อมูลวิดีโอ", "Informasi Video", "Video Info", "การวินิจฉัย", "Diagnosis"),
    ),
)

AFFILIATE_VIDEOS = Export(
    platform="tiktok_shop",
    entity="affiliate_videos",
    title="TikTok Shop affiliate videos",
    unit=("_period_start", "_period_end", "video_key"),
    # Amounts are written ฿1,234. English lists are of any country, and have their sign, too.
    currency=Currency(by_sign=True, code="THB"),
    # "Transaction_Analysis_Video_List_20260901-20260930.xlsx"; "Video_List…" says no window.
    period=Period(name=r"(?P<start>\d{8})-(?P<end>\d{8})", formats=("%Y%m%d",)),
    date_formats=("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y"),
    signature=("video_gmv",),
    not_data=(Description(column="video_key"),),
    expectations=(unique("video_key"),),
    columns=(
        # The link is all that tells a video, and holds the creator's handle.
        column(Kind.PERSON, "video_key", "ลิงก์วิดีโอ", "Video link", required=True),
        column(Kind.PERSON, "creator_id", "ชื่อผู้ใช้ของครีเอเตอร์", "Creator name", required=True),
        column(Kind.DATE, "posted_date", "วันที่โพสต์วิดีโอ", "Post date"),
        column(Kind.MONEY, "gmv", "GMV"),
        column(
            Kind.MONEY,
            "video_gmv",
            "GMV จากวิดีโอขายสินค้าของแอฟฟิลิเอต",
            "Creator video-attributed GMV",
            "Affiliate video-attributed GMV",
        ),
        column(
            Kind.INTEGER,
            "units",
            "จำนวนที่ขายได้จากแอฟฟิลิเอต",
            "Video-attributed items sold",
            minimum=0,
        ),
        column(Kind.INTEGER, "orders", "คำสั่งซื้อแอฟฟิลิเอต", "Video-attributed orders", minimum=0),
        column(Kind.INTEGER, "impressions", "ยอดการแสดงผลวิดีโอขายสินค้า", minimum=0),
        column(Kind.INTEGER, "comments", "ความคิดเห็นในวิดีโอขายสินค้า", "Comments", minimum=0),
        column(Kind.INTEGER, "likes", "การกดถูกใจในวิดีโอขายสินค้า", "Likes", minimum=0),
        column(
            Kind.INTEGER, "refunded_units", "จำนวนสินค้าแอฟฟิลิเอตที่คืนเงิน", "Items refunded", minimum=0
        ),
        column(Kind.MONEY, "refunded_gmv", "GMV ของการคืนเงินจากแอฟฟิลิเอต", "Refunds"),
        column(Kind.MONEY, "estimated_commission", "ค่าคอมมิชชั่นโดยประมาณ", "Est. commission"),
        column(Kind.MONEY, "estimated_flat_fee", "ค่าธรรมเนียมคงที่โดยประมาณ", "Est. flat fee"),
        # Never used, so as written.
        column(Kind.TEXT, "aov_stated", "มูลค่าคำสั่งซื้อเฉลี่ยจากวิดีโอขายสินค้า", "AOV"),
        column(Kind.TEXT, "ctr_stated", "CTR จากแอฟฟิลิเอต", "CTR"),
        column(Kind.TEXT, "gpm_stated", "GPM จากวิดีโอขายสินค้า", "Video GPM"),
        # Of English lists alone. Views are no impressions.
        column(Kind.ID, "video_id", "Video ID"),
        column(Kind.ID, "product_id", "Product ID"),
        column(Kind.INTEGER, "views", "Video views", minimum=0),
        column(Kind.INTEGER, "shares", "Shares", minimum=0),
        column(Kind.INTEGER, "product_impressions", "Video product impressions", minimum=0),
        column(Kind.INTEGER, "product_clicks", "Video product clicks", minimum=0),
        column(Kind.TEXT, "customer_gmv_stated", "Avg. GMV per customer"),
        column(Kind.TEXT, "finish_rate_stated", "Completion rate"),
        column(Kind.TEXT, "engagement_stated", "Engagement"),
        *dropped("ชื่อวิดีโอ", "Video title"),
    ),
)
