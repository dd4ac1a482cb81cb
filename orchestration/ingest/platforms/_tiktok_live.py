"""TikTok Shop LIVE analytics: one row per live session, of the shop's own and of creators.

The period stands in the first row, the header in the third. There is no id of the session: an
account and its minute of beginning tell it, and the duration where a broken-off session was begun
anew within that minute. What a session is credited with is direct plus indirect: of the three
columns only the first may be used as a sum. The older Thai and English files have no indirect one.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    at_most,
    between,
    column,
    dropped,
    unique,
)

LIVE_SESSIONS = Export(
    platform="tiktok_shop",
    entity="live_sessions",
    title="TikTok Shop LIVE analytics",
    unit=("creator_account_id", "started_at"),
    currency=Currency(in_header=True),
    # "ช่วงวันที่: 2026-02-01 ~ 2026-02-28", "Date Range: 2026-07-01 ~ 2026-07-31" in any language.
    period=Period(
        preamble=r"(?P<start>\d{4}-\d{2}-\d{2}) ?~ ?(?P<end>\d{4}-\d{2}-\d{2})",
        formats=("%Y-%m-%d",),
        column="started_at",
    ),
    timestamp_formats=(
        "%Y/%m/%d/ %H:%M",
        "%Y/%m/%d %H:%M",
        "%Y-%m-%d %H:%M",
        "%Y/%m/%d %H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
    ),
    decimal_comma=("ID Kreator",),
    expectations=(
        unique("creator_account_id", "started_at", "duration_seconds"),
        at_most("direct_gmv", "attributed_gmv"),
        between("attributed_gmv - direct_gmv - indirect_gmv", -1, 1),
        at_most("paid_orders", "created_orders"),
        at_most("viewers", "views", mostly=0.99),
    ),
    columns=(
        # A number, which stays when the handle changes. Either would name a person.
        column(
            Kind.PERSON,
            "creator_account_id",
            "ครีเอเตอร์ ID",
            "ID Kreator",
            "Creator ID",
            required=True,
        ),
        column(Kind.PERSON, "creator_id", "ครีเอเตอร์", "Kreator", "Creator", required=True),
        column(Kind.TIMESTAMP, "started_at", "เริ่ม", "Waktu Live", "Launched Time", required=True),
        column(Kind.DURATION, "duration_seconds", "ระยะเวลา", "Durasi", "Duration", required=True),
        # The Thai file calls the direct amount "of LIVE" and the credited one "that comes from".
        column(
            Kind.MONEY,
            "attributed_gmv",
            "GMV ที่มาจากไลฟ์ ({currency})",
            "GMV dari LIVE ({currency})",
            "LIVE-attributed GMV ({currency})",
            "LIVE attributed GMV ({currency})",
            required=True,
        ),
        column(
            Kind.MONEY,
            "direct_gmv",
            "มูลค่าสินค้ารวมจาก LIVE ({currency})",
            "GMV LIVE ({currency})",
        ),
        column(Kind.MONEY, "indirect_gmv", "GMV tidak langsung dari LIVE ({currency})"),
        column(Kind.INTEGER, "products_added", "สินค้าที่เพิ่ม", "Produk yang ditambahkan", minimum=0),
        column(Kind.INTEGER, "products_sold", "ผลิตภัณฑ์ต่าง ๆ ที่ขาย", "Produk Terjual", minimum=0),
        column(Kind.INTEGER, "created_orders", "คำสั่งซื้อ SKU ที่สร้างขึ้น", "Pemesanan", minimum=0),
        column(Kind.INTEGER, "paid_orders", "Pesanan Dibayar", "Orders Paid", minimum=0),
        column(Kind.INTEGER, "direct_orders", "คำสั่งซื้อ SKU จาก LIVE", minimum=0),
        column(
            Kind.INTEGER,
            "attributed_units",
            "Produk yang terjual melalui LIVE",
            "LIVE-attributed items sold",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "direct_units",
            "รายการจาก LIVE ที่ขายได้",
            "Produk yang terjual dari LIVE",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "indirect_units",
            "Produk yang terjual dari LIVE secara tidak langsung",
            minimum=0,
        ),
        column(
            Kind.INTEGER,
            "buyers",
            "ลูกค้าที่ไม่ซ้ำกัน",
            "Pembeli unik",
            "Unique customers",
            minimum=0,
        ),
        column(
            Kind.MONEY,
            "average_price_stated",
            "ราคาเฉลี่ย ({currency})",
            "Harga Rata-Rata ({currency})",
        ),
        column(Kind.INTEGER, "viewers", "ผู้ชม", "Penonton", "Viewers", minimum=0),
        column(Kind.INTEGER, "views", "ยอดการดู", "Live Stream Dilihat", "Views", minimum=0),
        # Never used, so as written: "1min 3s" and "27", "3.2%" and "3,2%".
        column(
            Kind.TEXT,
            "average_watch_stated",
            "ระยะเวลาการดูโดยเฉลี่ย (ไลฟ์สตรีม)",
            "Durasi menonton rata-rata (Siaran LIVE)",
            "Average viewing duration (LIVE streams)",
        ),
        column(Kind.TEXT, "ctor_stated", "อัตราการคลิกเพื่อสั่งซื้อ (LIVE)", "CTOR"),
        column(Kind.TEXT, "ctr_stated", "อัตราการคลิกผ่าน (CTR)", "CTR"),
        column(Kind.INTEGER, "comments", "ความคิดเห็น", "Komentar", "Comments", minimum=0),
        column(Kind.INTEGER, "shares", "การแชร์", "Live Dibagikan", "Shares", minimum=0),
        column(
            Kind.INTEGER, "likes", "ยอดการถูกใจของ LIVE", "Suka pada LIVE", "LIVE likes", minimum=0
        ),
        column(
            Kind.INTEGER,
            "new_followers",
            "ผู้ติดตามใหม่ (วิดีโอครีเอเตอร์)",
            "Pengikut baru (Video kreator)",
            "New followers (Creator video)",
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
        *dropped("ชื่อเล่น", "Nama panggilan", "Nickname"),
    ),
)
