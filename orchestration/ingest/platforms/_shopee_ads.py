"""Shopee Ads, in Thai and in Indonesian: the report of all ads, and the report of their keywords.

A row is an ad, or a keyword of an ad, for the whole period of the preamble, not for a day. "Shop
GMV Max" is a row like the others and often the largest. Orders and sales are what Shopee
attributes, restated for days.
"""

from orchestration.ingest.spec import Column, Currency, Export, Kind, Period, at_most, column

# Numbers are written 1,234.56 in Thai and 1234.56 in Indonesian reports; a file whose own cells
# have a decimal comma is read by that.
_BY_THE_CELLS = ()
_CURRENCY = Currency(by_header={"ชื่อโฆษณา": "THB", "Nama Iklan": "IDR"})
_PERIOD = Period(
    preamble=r"(?:ระยะเวลา|Periode),"
    r"(?P<start>\d{2}/\d{2}/\d{4}) - (?P<end>\d{2}/\d{2}/\d{4})",
    formats=("%d/%m/%Y",),
)
_EXPECTATIONS = (at_most("clicks", "impressions"), at_most("direct_orders", "orders"))

# Older reports by keyword have every column of the report of all ads. They are known in both, so
# that the keyword alone tells which of the two a file is.
_COLUMNS: tuple[Column, ...] = (
    column(Kind.INTEGER, "position", "ลำดับ", "Urutan", required=True),
    column(Kind.TEXT, "ad_name", "ชื่อโฆษณา", "Nama Iklan", required=True),
    column(Kind.TEXT, "ad_status", "สถานะ", "Status"),
    column(Kind.TEXT, "ad_type", "ประเภทโฆษณา", "Jenis Iklan"),
    column(Kind.ID, "product_id", "รหัสสินค้า", "Kode Produk"),
    column(Kind.TEXT, "creative", "ปรับแต่ง", "Tampilan Iklan"),
    column(Kind.TEXT, "bidding", "การตั้งราคาประมูล", "Mode Bidding"),
    column(Kind.TEXT, "placement", "ตำแหน่ง", "Penempatan Iklan"),
    column(Kind.TEXT, "match_type", "Match Type", "Tipe Pencocokan"),
    # "ไม่จำกัด" and "Tidak Terbatas" (no end) are met here, so they are kept as text.
    column(Kind.TEXT, "starts_on", "วันที่เริ่มต้น", "Tanggal Mulai"),
    column(Kind.TEXT, "ends_on", "วันที่สิ้นสุด", "Tanggal Selesai"),
    column(Kind.INTEGER, "impressions", "การมองเห็น", "Dilihat", required=True, minimum=0),
    column(Kind.INTEGER, "clicks", "จำนวนคลิก", "Jumlah Klik", required=True, minimum=0),
    column(Kind.PERCENT, "ctr_stated", "อัตราการคลิก (CTR)", "Persentase Klik"),
    column(Kind.INTEGER, "add_to_cart", "Add to Cart", "Tambah ke Keranjang"),
    column(
        Kind.PERCENT,
        "add_to_cart_rate_stated",
        "Add to Cart Rate",
        "Persentase Tambah ke Keranjang",
    ),
    column(Kind.INTEGER, "orders", "การสั่งซื้อ", "Konversi"),
    column(Kind.INTEGER, "direct_orders", "การสั่งซื้อโดยตรง", "Konversi Langsung"),
    column(Kind.PERCENT, "order_rate_stated", "อัตราการสั่งซื้อ", "Tingkat konversi"),
    column(
        Kind.PERCENT,
        "direct_order_rate_stated",
        "อัตราการสั่งซื้อโดยตรง",
        "Tingkat Konversi Langsung",
    ),
    column(Kind.MONEY, "cost_per_order_stated", "ราคาต่อการสั่งซื้อ", "Biaya per Konversi"),
    column(
        Kind.MONEY,
        "cost_per_direct_order_stated",
        "ราคาต่อการสั่งซื้อโดยตรง",
        "Biaya per Konversi Langsung",
    ),
    column(Kind.INTEGER, "items_sold", "สินค้าที่ขายแล้ว", "Produk Terjual"),
    column(Kind.INTEGER, "direct_items_sold", "สินค้าที่ขายแล้วโดยตรง", "Terjual Langsung"),
    column(Kind.MONEY, "sales", "ยอดขาย", "Omzet Penjualan"),
    column(Kind.MONEY, "direct_sales", "ยอดขายโดยตรง", "Penjualan Langsung (GMV Langsung)"),
    column(Kind.MONEY, "spend", "ค่าโฆษณา", "Biaya", required=True, minimum=0),
    column(
        Kind.NUMBER,
        "roas_stated",
        "ยอดขาย/รายจ่าย (ROAS)",
        "ยอดขาย/รายจ่าย (ROI)",  # until 2022
        "Efektifitas Iklan",
    ),
    column(
        Kind.NUMBER,
        "direct_roas_stated",
        "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROAS)",
        "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROI)",  # until 2022
        "Efektivitas Langsung",
    ),
    column(
        Kind.PERCENT,
        "acos_stated",
        "ACOS",
        "CIR",  # until 2022
        "Persentase Biaya Iklan terhadap Penjualan dari Iklan (ACOS)",
    ),
    column(
        Kind.PERCENT,
        "direct_acos_stated",
        "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct ACOS)",
        "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct CIR)",  # until 2022
        "Persentase Biaya Iklan terhadap Penjualan dari Iklan Langsung (ACOS Langsung)",
    ),
    column(Kind.INTEGER, "product_impressions", "การมองเห็นสินค้า", "Jumlah Produk Dilihat"),
    column(Kind.INTEGER, "product_clicks", "จำนวนคลิกสินค้า", "Jumlah Klik Produk"),
    column(Kind.PERCENT, "product_ctr_stated", "อัตราการคลิกสินค้า (CTR)", "Persentase Klik Produk"),
    column(Kind.MONEY, "voucher_amount", "Voucher Amount"),
    column(Kind.MONEY, "vouchered_sales", "Vouchered Sales"),
    # Until 2022.
    column(Kind.INTEGER, "broadcast_visits", "จำนวนการเข้าชมที่สร้างขึ้นจากการบรอดแคสต์"),
    column(Kind.MONEY, "broadcast_sales", "ยอดขายที่สร้างขึ้นจากการบรอดแคสต์"),
)

ADS = Export(
    platform="shopee",
    entity="ads",
    title="Shopee Ads (Thai, Indonesian)",
    currency=_CURRENCY,
    decimal_comma=_BY_THE_CELLS,
    expectations=_EXPECTATIONS,
    period=_PERIOD,
    columns=_COLUMNS,
)

# By search term, in older reports by search term or place ("Keywords/ตำแหน่ง"). The other report
# calls itself that of all CPC ads, so these amounts are never added to it.
ADS_KEYWORDS = Export(
    platform="shopee",
    entity="ads_keywords",
    title="Shopee Ads by keyword (Thai, Indonesian)",
    currency=_CURRENCY,
    decimal_comma=_BY_THE_CELLS,
    signature=("keyword",),
    expectations=_EXPECTATIONS,
    period=_PERIOD,
    columns=(
        *_COLUMNS,
        column(
            Kind.TEXT,
            "keyword",
            "Keywords",
            "Keywords/ตำแหน่ง",
            "ตำแหน่งที่แสดง/Keyword",
            "Kata Pencarian",
            "Kata Pencarian/Penempatan",
        ),
        column(Kind.PERCENT, "share_of_voice_stated", "ส่วนแบ่งการมองเห็น (SOV)", "SOV"),
    ),
)
