"""Shopee Business Insights: sales, traffic and products of the whole shop, by day.

Shopee tells the same sales three times: of placed, of confirmed and of paid orders. They are
different figures, and none may be added to or compared with another.

A table holds a summary of the period, a blank line, the header once more and a row per day
("01-08-2026"). Where the period is a single day the lower rows are its hours ("01-08-2026 13:00").
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

_IN_HEADER = Currency(in_header=True)
_DAYS = ("%d-%m-%Y", "%d/%m/%Y")
_HOURS = ("%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M", *_DAYS)
_RANGE = r"\d{2}[-/]\d{2}[-/]\d{4} ?- ?\d{2}[-/]\d{2}[-/]\d{4}"
_IN_NAME = r"(?P<start>\d{8})[-_](?P<end>\d{8})"

# The workbook has twelve sheets: each basis, and for each where the sales and the visits came from.
# A file lands once, so one basis had to be chosen: confirmed is what sellers report, leaves out
# orders that were never paid or accepted, and is the basis of Shopee's other reports too. Placed
# sales come with the sales overview; paid ones are left.
SHOP_STATS = Export(
    platform="shopee",
    entity="shop_stats",
    title="Shopee shop statistics (confirmed orders)",
    sheets=("ยืนยันแล้ว", "Confirmed Order", "Pesanan Siap Dikirim"),
    unit=("interval_start",),
    currency=_IN_HEADER,
    period=Period(name=_IN_NAME, formats=("%Y%m%d",), column="interval_start"),
    timestamp_formats=_HOURS,
    decimal_comma=("Tanggal",),
    not_data=(
        # Visitors and buyers are people: one that came on two days is one in the summary.
        Total(
            column="interval_start",
            pattern=_RANGE,
            sums=(
                "sales",
                "orders",
                "cancelled_orders",
                "cancelled_sales",
                "returned_orders",
                "returned_sales",
            ),
        ),
        Heading(column="interval_start", labels=("วันที่", "เวลา", "Tanggal", "Date", "Time")),
    ),
    expectations=(
        unique("interval_start"),
        at_most("cancelled_orders", "orders"),
        at_most("cancelled_sales", "sales"),
        at_most("new_buyers", "buyers"),
    ),
    columns=(
        column(Kind.TIMESTAMP, "interval_start", "วันที่", "Tanggal", "Date", required=True),
        column(
            Kind.MONEY,
            "sales",
            "ยอดขายทั้งหมด ({currency})",
            "Total Penjualan ({currency})",
            "Sales ({currency})",
            required=True,
            minimum=0,
        ),
        column(
            Kind.MONEY,
            "sales_without_rebate",
            "ยอดขายที่ไม่รวมส่วนลดจาก Shopee",
            "Sales (Shopee Rebate applied)",
        ),
        column(
            Kind.INTEGER,
            "orders",
            "คำสั่งซื้อทั้งหมด",
            "Total Pesanan",
            "Orders",
            required=True,
            minimum=0,
        ),
        column(
            Kind.MONEY,
            "sales_per_order_stated",
            "ยอดขายเฉลี่ยต่อคำสั่งซื้อ",
            "Penjualan per Pesanan",
            "Sales per Order",
        ),
        column(Kind.INTEGER, "product_clicks", "จำนวนคลิก", "Produk Diklik", "Product Clicks"),
        # Older files have page views where newer ones have clicks.
        column(Kind.INTEGER, "page_views", "ยอดเข้าชม", "Page Views"),
        column(Kind.INTEGER, "visitors", "จำนวนผู้เยี่ยมชม", "Total Pengunjung", "Visitors"),
        column(
            Kind.PERCENT,
            "order_rate_stated",
            "อัตราการซื้อสินค้า",
            "Tingkat Konversi Pesanan",
            "Order Conversion Rate",
        ),
        column(
            Kind.INTEGER,
            "cancelled_orders",
            "คำสั่งซื้อที่ยกเลิก",
            "Pesanan Dibatalkan",
            "Cancelled Orders",
        ),
        column(
            Kind.MONEY, "cancelled_sales", "ยอดขายที่ยกเลิก", "Penjualan Dibatalkan", "Cancelled Sales"
        ),
        column(
            Kind.INTEGER,
            "returned_orders",
            "คำสั่งซื้อที่คืนเงิน/คืนสินค้า",
            "Pesanan Dikembalikan",
            "Returned/Refunded Orders",
        ),
        column(
            Kind.MONEY,
            "returned_sales",
            "ยอดขายที่คืนเงิน/คืนสินค้า",
            "Penjualan Dikembalikan",
            "Returned/Refunded Sales",
        ),
        column(Kind.INTEGER, "buyers", "# ของผู้ซื้อ", "Pembeli", "# of buyers"),
        column(Kind.INTEGER, "new_buyers", "# ของผู้ซื้อใหม่", "Total Pembeli Baru", "# of new buyers"),
        column(
            Kind.INTEGER,
            "existing_buyers",
            "# ของผู้ซื้อเดิม",
            "Total Pembeli Saat Ini",
            "# of existing buyers",
        ),
        column(
            Kind.INTEGER,
            "potential_buyers",
            "# ผู้ที่อาจจะซื้อ",
            "Total Potensi Pembeli",
            "# of potential buyers",
        ),
        column(
            Kind.PERCENT,
            "repeat_rate_stated",
            "อัตราการกลับมาซื้อซ้ำ",
            "Tingkat Pembelian Berulang",
            "Repeat Purchase Rate",
        ),
    ),
)

# The newer report: placed and confirmed side by side. The summary above has other columns than the
# days below it, and none of the orders: its header is never taken for theirs. Shopee writes some of
# the headers without a space before the bracket.
SALES_OVERVIEW = Export(
    platform="shopee",
    entity="sales_overview",
    title="Shopee sales overview",
    sheets=("Sales Overview", "ภาพรวมยอดขาย"),
    unit=("interval_start",),
    currency=_IN_HEADER,
    period=Period(name=_IN_NAME, formats=("%Y%m%d",), column="interval_start"),
    timestamp_formats=_HOURS,
    expectations=(
        unique("interval_start"),
        # An order of one day may be confirmed on the next, so this holds for most days only.
        at_most("confirmed_sales", "placed_sales", mostly=0.5),
        at_most("confirmed_buyers", "confirmed_orders"),
    ),
    columns=(
        column(Kind.TIMESTAMP, "interval_start", "Date", "วันที่", required=True),
        column(Kind.INTEGER, "visitors", "Visitors (Visit)", "จำนวนผู้เยี่ยมชม(การเข้าชม)"),
        column(Kind.INTEGER, "placed_buyers", "Buyers (Placed Orders)", "จำนวนผู้ซื้อ (คำสั่งซื้อทั้งหมด)"),
        column(Kind.INTEGER, "placed_units", "Units (Placed Orders)"),
        column(Kind.INTEGER, "placed_orders", "Orders (Placed Orders)"),
        column(
            Kind.MONEY,
            "placed_sales",
            "Sales (Placed Orders) ({currency})",
            "ยอดขาย (ที่มีการสั่งซื้อทั้งหมด) ({currency})",
            minimum=0,
        ),
        column(Kind.PERCENT, "placed_rate_stated", "Conversion Rate (Visit to Placed)"),
        column(
            Kind.INTEGER,
            "confirmed_buyers",
            "Buyers (Confirmed Orders)",
            "จำนวนผู้ซื้อ (คำสั่งซื้อที่ได้รับการยืนยัน)",
        ),
        column(Kind.INTEGER, "confirmed_units", "Units(Confirmed Orders)"),
        column(
            Kind.INTEGER,
            "confirmed_orders",
            "Orders (Confirmed Orders)",
            "คำสั่งซื้อ(ได้รับการยืนยัน)",
            required=True,
            minimum=0,
        ),
        column(
            Kind.MONEY,
            "confirmed_sales",
            "Sales(Confirmed Orders) ({currency})",
            "ยอดขาย (คำสั่งซื้อที่ได้รับการยืนยัน) ({currency})",
            required=True,
            minimum=0,
        ),
        column(
            Kind.MONEY, "sales_per_buyer_stated", "Sales per Buyer (Confirmed Orders) ({currency})"
        ),
        column(Kind.PERCENT, "confirmed_rate_stated", "Conversion Rate (Placed to Confirmed)"),
        column(Kind.PERCENT, "order_rate_stated", "Conversion Rate"),
    ),
)

# The sheets PC and APP hold parts of All, and a visitor on both is one in All.
TRAFFIC_OVERVIEW = Export(
    platform="shopee",
    entity="traffic_overview",
    title="Shopee traffic overview",
    sheets=("All",),
    unit=("day",),
    signature=("new_visitors", "existing_visitors"),
    period=Period(name=_IN_NAME, formats=("%Y%m%d",), column="day"),
    date_formats=_DAYS,
    not_data=(
        Total(column="day", pattern=_RANGE, sums=("page_views",)),
        Heading(column="day", labels=("Date",)),
    ),
    expectations=(unique("day"), at_most("visitors", "page_views")),
    columns=(
        column(Kind.DATE, "day", "Date", required=True),
        column(Kind.INTEGER, "page_views", "Page Views", required=True, minimum=0),
        column(Kind.NUMBER, "page_views_per_visitor_stated", "Avg. Page Views"),
        column(Kind.DURATION, "time_spent_stated", "Avg. Time Spent"),
        column(Kind.PERCENT, "bounce_rate_stated", "Bounce Rate"),
        column(Kind.INTEGER, "visitors", "Visitors", required=True, minimum=0),
        column(Kind.INTEGER, "new_visitors", "New Visitors"),
        column(Kind.INTEGER, "existing_visitors", "Existing Visitors"),
        column(Kind.INTEGER, "new_followers", "New Followers"),
    ),
)

PRODUCT_OVERVIEW = Export(
    platform="shopee",
    entity="product_overview",
    title="Shopee product overview",
    sheets=("overview",),
    unit=("day",),
    signature=("visited_products",),
    currency=_IN_HEADER,
    period=Period(name=_IN_NAME, formats=("%Y%m%d",), column="day"),
    date_formats=_DAYS,
    not_data=(
        Total(
            column="day",
            pattern=_RANGE,
            sums=("placed_units", "placed_sales", "confirmed_units", "confirmed_sales"),
        ),
        Heading(column="day", labels=("Date",)),
    ),
    expectations=(unique("day"), at_most("add_to_cart_visitors", "visitors")),
    columns=(
        column(Kind.DATE, "day", "Date", required=True),
        column(Kind.INTEGER, "visitors", "Product Visitors (Visit)", required=True, minimum=0),
        column(Kind.INTEGER, "page_views", "Product Page Views", minimum=0),
        column(Kind.INTEGER, "visited_products", "Items Visited"),
        column(Kind.INTEGER, "bounced_visitors", "Product Bounce Visitors"),
        column(Kind.PERCENT, "bounce_rate_stated", "Product Bounce Rate"),
        column(Kind.INTEGER, "search_clicks", "Search Clicks"),
        column(Kind.INTEGER, "likes", "Likes"),
        column(Kind.INTEGER, "add_to_cart_visitors", "Product Visitors (Add to Cart)"),
        column(Kind.INTEGER, "add_to_cart_units", "Units (Add to Cart)"),
        column(Kind.PERCENT, "add_to_cart_rate_stated", "Conversion Rate (Add to Cart)"),
        column(Kind.INTEGER, "placed_buyers", "Buyers (Placed Order)"),
        column(Kind.INTEGER, "placed_units", "Units (Placed Order)"),
        column(Kind.MONEY, "placed_sales", "Sales (Placed Order) ({currency})"),
        column(Kind.INTEGER, "confirmed_buyers", "Buyers (Confirmed Order)"),
        column(Kind.INTEGER, "confirmed_units", "Units (Confirmed Order)"),
        column(
            Kind.MONEY, "confirmed_sales", "Sales (Confirmed Order) ({currency})", required=True
        ),
    ),
)

EXPORTS = (SHOP_STATS, SALES_OVERVIEW, TRAFFIC_OVERVIEW, PRODUCT_OVERVIEW)
