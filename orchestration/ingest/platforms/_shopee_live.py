"""Shopee LIVE and Video: sessions, and what all sessions or videos did over a period.

No file names a currency but the oldest list; the language tells it, where one country has it.
Averages and ratios come in many spellings ("27d", "0,8%", "00:00:36") and are never used, so they
are kept as text: none of them may cost its row.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Heading,
    Kind,
    Period,
    Total,
    at_most,
    column,
    unique,
)

_BY_LANGUAGE = {
    "Penjualan(Pesanan Siap Dikirim)": "IDR",
    "ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)": "THB",
}

# Two lists of the same sessions: "Live List", and the older "Daftar Streaming", which knows one
# basis of sales only. There is no id of a session: title and start tell it.
SESSIONS = Export(
    platform="shopee",
    entity="live_sessions",
    title="Shopee LIVE sessions",
    unit=("started_at", "stream_title"),
    currency=Currency(in_header=True, by_header=_BY_LANGUAGE),
    period=Period(column="started_at"),
    timestamp_formats=("%d-%m-%Y %H:%M", "%d-%m-%Y %H:%M:%S"),
    decimal_comma=("Pengunjung", "Penonton"),
    expectations=(
        unique("started_at", "stream_title"),
        at_most("engaged_viewers", "viewers"),
        at_most("confirmed_sales", "placed_sales"),
    ),
    columns=(
        column(Kind.TEXT, "data_period", "Periode Data"),
        column(Kind.PERSON, "account_id", "User Id"),
        column(Kind.INTEGER, "position", "No."),
        # Free text, in which hosts like to be named.
        column(Kind.PERSON, "stream_title", "Informasi Streaming", "Nama Livestream", "ชื่อ Live"),
        column(
            Kind.TIMESTAMP, "started_at", "Waktu Mulai", "Start Time", "เวลาเริ่มต้น", required=True
        ),
        column(Kind.DURATION, "duration", "Durasi:", "ระยะเวลา"),
        column(
            Kind.INTEGER,
            "viewers",
            "Pengunjung",
            "Penonton",
            "ผู้ชมทั้งหมด",
            required=True,
            minimum=0,
        ),
        column(Kind.INTEGER, "engaged_viewers", "Penonton Aktif", "ผู้ชมที่มีส่วนร่วม"),
        column(Kind.INTEGER, "peak_viewers", "Penonton Terbanyak"),
        column(Kind.INTEGER, "comments", "Komentar", "คอมเมนต์ทั้งหมด"),
        column(Kind.INTEGER, "add_to_cart", "Tambah ke Keranjang", "ATC"),
        column(
            Kind.TEXT,
            "watch_time_stated",
            "Rata-rata Durasi Menonton",
            "Rata-rata durasi ditonton",
            "ระยะเวลาดู Live เฉลี่ย",
        ),
        # Placed with cash on delivery, or paid: what Shopee elsewhere calls confirmed.
        column(Kind.INTEGER, "accepted_orders", "Pesanan (COD Dibuat + non-COD Dibayar)"),
        column(Kind.INTEGER, "placed_orders", "Pesanan(Pesanan Dibuat)"),
        column(
            Kind.INTEGER,
            "confirmed_orders",
            "Pesanan(Pesanan Siap Dikirim)",
            "คำสั่งซื้อ(คำสั่งซื้อที่ยืนยันแล้ว)",
        ),
        column(Kind.INTEGER, "placed_units", "Produk Terjual(Pesanan Dibuat)"),
        column(
            Kind.INTEGER,
            "confirmed_units",
            "Produk Terjual(Pesanan Siap Dikirim)",
            "สินค้าที่ขายได้(คำสั่งซื้อที่ยืนยันแล้ว)",
        ),
        column(Kind.MONEY, "placed_sales", "Penjualan(Pesanan Dibuat)"),
        column(
            Kind.MONEY,
            "confirmed_sales",
            "Penjualan(Pesanan Siap Dikirim)",
            "Penjualan (Pesanan Siap Dikirim)({currency})",
            "ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)",
            required=True,
            minimum=0,
        ),
    ),
)

# Above the header stands a row of group names. The account's figures are the row with a period;
# below it come blocks of other columns, one per source of viewers, whose rows have none.
_PERIOD = r"\d{2}-\d{2}-\d{4}( - \d{2}-\d{2}-\d{4})?"
_BLOCKS = (
    Total(blank=("data_period",), sums=()),
    Heading(column="data_period", labels=("Kunjungan - Sumber Penonton",), ends=True),
)
# overview-v2_1m_2026-01-31_….csv: its end; the row itself tells the start.
_NAMED_END = Period(name=r"_1[dwm]_(?P<end>\d{4}-\d{2}-\d{2})", formats=("%Y-%m-%d",))

LIVE_OVERVIEW = Export(
    platform="shopee",
    entity="live_overview",
    title="Shopee LIVE overview",
    unit=("data_period",),
    currency=Currency(by_header=_BY_LANGUAGE),
    period=_NAMED_END,
    decimal_comma=("Periode Data",),
    not_data=_BLOCKS,
    expectations=(
        unique("data_period"),
        at_most("confirmed_sales", "placed_sales"),
        at_most("engaged_viewers", "viewers"),
    ),
    columns=(
        column(
            Kind.TEXT,
            "data_period",
            "Periode Data",
            "ระยะเวลาเก็บข้อมูล",
            required=True,
            pattern=_PERIOD,
        ),
        column(Kind.PERSON, "account_id", "User Id"),
        column(Kind.MONEY, "placed_sales", "Penjualan(Pesanan Dibuat)", "ยอดขาย(คำสั่งซื้อที่เกิดขึ้น)"),
        column(
            Kind.MONEY,
            "confirmed_sales",
            "Penjualan(Pesanan Siap Dikirim)",
            "ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)",
            required=True,
        ),
        column(Kind.MONEY, "placed_new_buyer_sales", "Penjualan dari Pembeli Baru(Pesanan Dibuat)"),
        column(
            Kind.MONEY,
            "confirmed_new_buyer_sales",
            "Penjualan dari Pembeli Baru(Pesanan Siap Dikirim)",
        ),
        column(Kind.MONEY, "placed_old_buyer_sales", "Penjualan dari Pembeli Lama(Pesanan Dibuat)"),
        column(
            Kind.MONEY,
            "confirmed_old_buyer_sales",
            "Penjualan dari Pembeli Lama(Pesanan Siap Dikirim)",
        ),
        column(
            Kind.INTEGER,
            "placed_orders",
            "Pesanan(Pesanan Dibuat)",
            "คำสั่งซื้อ(คำสั่งซื้อที่เกิดขึ้น)",
        ),
        column(
            Kind.INTEGER,
            "confirmed_orders",
            "Pesanan(Pesanan Siap Dikirim)",
            "คำสั่งซื้อ(คำสั่งซื้อที่ยืนยันแล้ว)",
        ),
        column(Kind.INTEGER, "placed_units", "Produk Terjual(Pesanan Dibuat)"),
        column(Kind.INTEGER, "confirmed_units", "Produk Terjual(Pesanan Siap Dikirim)"),
        column(Kind.INTEGER, "placed_buyers", "Pembeli(Pesanan Dibuat)"),
        column(Kind.INTEGER, "confirmed_buyers", "Pembeli(Pesanan Siap Dikirim)"),
        column(
            Kind.INTEGER,
            "lives",
            "Jumlah Livestream",
            "จำนวน Live ทั้งหมด",
            required=True,
            minimum=0,
        ),
        column(Kind.DURATION, "live_time", "ระยะเวลา Live ทั้งหมด"),
        # "78j57m4d": hours, minutes and seconds by their Indonesian initials, of which d is a day
        # elsewhere.
        column(Kind.TEXT, "live_time_indonesian", "Jumlah Durasi Livestream"),
        column(Kind.TEXT, "average_live_time_stated", "Rata-rata durasi Livestream"),
        column(Kind.INTEGER, "viewers", "Penonton", "ผู้ชมทั้งหมด"),
        column(Kind.INTEGER, "engaged_viewers", "Penonton Aktif"),
        column(Kind.INTEGER, "views", "Dilihat"),
        column(Kind.INTEGER, "peak_viewers", "Penonton Tertinggi", "PCU"),
        column(Kind.TEXT, "watch_time_stated", "Rata-rata durasi ditonton"),
        column(Kind.TEXT, "source_view_share_stated", "Rasio Live Ditonton"),
        column(Kind.TEXT, "source_viewer_share_stated", "Rasio Penonton Live"),
        column(Kind.TEXT, "source_engaged_share_stated", "Rasio Penonton Aktif"),
        column(Kind.INTEGER, "source_views", "Live Ditonton"),
        column(Kind.INTEGER, "source_viewers", "Penonton Live"),
        column(Kind.TEXT, "ctr_stated", "Persentase Klik"),
        column(Kind.TEXT, "placed_orders_per_click_stated", "Pesanan per Klik(Pesanan Dibuat)"),
        column(
            Kind.TEXT, "confirmed_orders_per_click_stated", "Pesanan per Klik(Pesanan Siap Dikirim)"
        ),
        column(
            Kind.TEXT,
            "placed_gpm_stated",
            "Penjualan per mil(Pesanan Dibuat)",
            "GPM(คำสั่งซื้อที่เกิดขึ้น)",
        ),
        column(
            Kind.TEXT,
            "confirmed_gpm_stated",
            "Penjualan per mil(Pesanan Siap Dikirim)",
            "GPM(คำสั่งซื้อที่ยืนยันแล้ว)",
        ),
        column(
            Kind.TEXT,
            "placed_sales_per_order_stated",
            "Nilai Penjualan per Pesanan(Pesanan Dibuat)",
        ),
        column(
            Kind.TEXT,
            "confirmed_sales_per_order_stated",
            "Nilai Penjualan per Pesanan(Pesanan Siap Dikirim)",
        ),
        column(Kind.TEXT, "placed_sales_per_buyer_stated", "Penjualan per Pembeli(Pesanan Dibuat)"),
        column(
            Kind.TEXT,
            "confirmed_sales_per_buyer_stated",
            "Penjualan per Pembeli(Pesanan Siap Dikirim)",
        ),
        column(Kind.TEXT, "placed_order_rate_stated", "Persentase Pesanan(Pesanan Dibuat)"),
        column(
            Kind.TEXT, "confirmed_order_rate_stated", "Persentase Pesanan(Pesanan Siap Dikirim)"
        ),
        column(Kind.INTEGER, "funnel_placed_orders", "Pesanan Dibuat"),
        column(Kind.INTEGER, "funnel_confirmed_orders", "Pesanan Terkonfirmasi"),
        column(Kind.INTEGER, "add_to_cart", "Tambah ke Keranjang"),
        column(Kind.INTEGER, "product_impressions", "Jumlah Produk Dilihat"),
        column(Kind.INTEGER, "product_clicks", "Klik Produk"),
        column(Kind.INTEGER, "likes", "Suka"),
        column(Kind.INTEGER, "shares", "Share"),
        column(Kind.INTEGER, "comments", "Komentar"),
        column(Kind.INTEGER, "new_followers", "Pengikut Baru dari Livestream"),
        column(Kind.INTEGER, "shop_vouchers_claimed", "Voucher Toko Diklaim"),
        column(Kind.INTEGER, "live_vouchers_claimed", "Voucher Spesial Live Diklaim"),
        column(Kind.INTEGER, "coins_claimed", "Koin Diklaim"),
    ),
)

# Laid out like the LIVE overview. There is no row of a single video in it.
VIDEO_OVERVIEW = Export(
    platform="shopee",
    entity="video_overview",
    title="Shopee Video overview (Thai)",
    unit=("data_period",),
    signature=("videos_with_products",),
    currency=Currency(code="THB"),
    period=_NAMED_END,
    not_data=_BLOCKS,
    expectations=(
        unique("data_period"),
        at_most("viewers", "views"),
        at_most("videos_with_sales", "videos_with_products"),
        at_most("confirmed_sales", "placed_sales"),
    ),
    columns=(
        column(Kind.TEXT, "data_period", "ระยะเวลาเก็บข้อมูล", required=True, pattern=_PERIOD),
        column(Kind.PERSON, "account_id", "User Id"),
        column(Kind.MONEY, "placed_sales", "ยอดขาย(คำสั่งซื้อที่เกิดขึ้น)"),
        column(Kind.MONEY, "confirmed_sales", "ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)", required=True),
        column(Kind.INTEGER, "placed_orders", "คำสั่งซื้อ(คำสั่งซื้อที่เกิดขึ้น)"),
        column(Kind.INTEGER, "confirmed_orders", "คำสั่งซื้อ(คำสั่งซื้อที่ยืนยันแล้ว)"),
        column(Kind.TEXT, "placed_gpm_stated", "GPM(คำสั่งซื้อที่เกิดขึ้น)"),
        column(Kind.TEXT, "confirmed_gpm_stated", "GPM(คำสั่งซื้อที่ยืนยันแล้ว)"),
        column(Kind.INTEGER, "views", "การเข้าชม", required=True, minimum=0),
        column(Kind.INTEGER, "viewers", "ผู้ชมทั้งหมด"),
        column(Kind.INTEGER, "videos_with_products", "วิดีโอที่มีสินค้า"),
        column(Kind.INTEGER, "videos_with_sales", "วิดีโอที่สร้างรายได้"),
        column(Kind.INTEGER, "likes", "ถูกใจ"),
        column(Kind.INTEGER, "shares", "แชร์ทั้งหมด"),
        column(Kind.INTEGER, "comments", "คอมเมนต์ทั้งหมด"),
        column(Kind.INTEGER, "new_followers", "ผู้ติดตามใหม่"),
    ),
)

EXPORTS = (SESSIONS, LIVE_OVERVIEW, VIDEO_OVERVIEW)
