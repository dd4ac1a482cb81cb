"""Shopee Business Insights: performance of each product and variation over a period.

Headers are Indonesian, English or, in a file of Malaysia, Chinese and English in one row, with
brackets of both widths. A product has a row of its own, in which the variation is "-", and one more
for each of its variations: the rows hold the same sales twice.
"""

from orchestration.ingest.spec import Currency, Export, Kind, Period, at_most, column

# The sheet of all products; of the other sheets (new, uncompetitive …) each has fewer columns.
# English headers are those that files have shown, which are not all.
PRODUCT_PERFORMANCE = Export(
    platform="shopee",
    entity="product_performance",
    title="Shopee product performance",
    signature=("variation_status",),
    currency=Currency(in_header=True),
    period=Period(name=r"(?P<start>\d{8})[-_](?P<end>\d{8})", formats=("%Y%m%d",)),
    decimal_comma=("Kode Produk",),
    expectations=(
        at_most("unique_impressions", "impressions"),
        at_most("unique_clicks", "clicks"),
        at_most("confirmed_buyers", "placed_buyers", mostly=0.95),
    ),
    columns=(
        column(Kind.ID, "product_id", "Kode Produk", "商品编号", "Item ID", required=True),
        column(Kind.TEXT, "product_name", "Produk", "商品", "Product", required=True),
        column(Kind.TEXT, "product_status", "Status Produk Saat Ini", "Current Item Status"),
        column(Kind.ID, "variation_id", "Kode Variasi", "规格编号"),
        column(Kind.TEXT, "variation_name", "Nama Variasi", "规格名称"),
        column(
            Kind.TEXT, "variation_status", "Status Variasi Saat Ini", "Current Variation Status"
        ),
        column(Kind.ID, "sku", "SKU", "规格货号"),
        # The Indonesian header of the variation's SKU is that of its id once more.
        column(Kind.ID, "repeated_code_sku", "Kode Variasi", occurrence=2),
        column(Kind.ID, "parent_sku", "SKU Induk", "全球商品货号", "Parent SKU"),
        column(
            Kind.MONEY,
            "placed_sales",
            "Total Penjualan (Pesanan Dibuat) ({currency})",
            "销售额（已下订单） ({currency})",
        ),
        column(
            Kind.MONEY,
            "confirmed_sales",
            "Penjualan (Pesanan Siap Dikirim) ({currency})",
            "销售额（已确定订单） ({currency})",
            "Sales (Confirmed Order) ({currency})",
        ),
        column(
            Kind.INTEGER,
            "impressions",
            "Jumlah Produk Dilihat",
            "商品展示量",
            "Product Impression",
            minimum=0,
        ),
        column(Kind.INTEGER, "clicks", "Produk Diklik", "商品点击量", "Product Clicks", minimum=0),
        column(Kind.PERCENT, "ctr_stated", "Persentase Klik", "点击率", "CTR"),
        column(
            Kind.PERCENT,
            "placed_order_rate_stated",
            "Tingkat Konversi Pesanan (Pesanan Dibuat)",
            "订单转化率（已下订单）",
        ),
        column(
            Kind.PERCENT,
            "confirmed_order_rate_stated",
            "Tingkat Konversi Pesanan (Pesanan Siap Dikirim)",
            "订单转化率（已确认订单）",
            "Order Conversion Rate (Confirmed Order)",
        ),
        column(Kind.INTEGER, "placed_orders", "Pesanan Dibuat", "已下订单"),
        column(
            Kind.INTEGER,
            "confirmed_orders",
            "Pesanan Siap Dikirim",
            "已确定订单",
            "Confirmed Order",
        ),
        column(
            Kind.INTEGER,
            "placed_units",
            "Produk (Pesanan Dibuat)",
            "件数（已下订单）",
            "Units (Placed Order)",
        ),
        column(
            Kind.INTEGER, "confirmed_units", "Produk (Pesanan Siap Dikirim)", "件数（已确定订单）"
        ),
        column(
            Kind.INTEGER,
            "placed_buyers",
            "Total Pembeli (Pesanan Dibuat)",
            "买家数（已下订单）",
            "Buyers (Placed Order)",
        ),
        column(
            Kind.INTEGER,
            "confirmed_buyers",
            "Total Pembeli (Pesanan Siap Dikirim)",
            "买家数（已确定订单）",
        ),
        column(
            Kind.PERCENT,
            "placed_rate_stated",
            "Tingkat Konversi (Pesanan yang Dibuat)",
            "转化率（已下订单）",
        ),
        column(
            Kind.PERCENT,
            "confirmed_rate_stated",
            "Tingkat Konversi (Pesanan Siap Dikirim)",
            "转化率（已确定订单）",
        ),
        column(
            Kind.MONEY,
            "placed_sales_per_order_stated",
            "Penjualan per Pesanan (Pesanan Dibuat) ({currency})",
            "每笔订单销售额（已下订单） ({currency})",
        ),
        column(
            Kind.MONEY,
            "confirmed_sales_per_order_stated",
            "Penjualan per Pesanan (Pesanan Siap Dikirim) ({currency})",
            "每笔订单销售额（已确定订单） ({currency})",
        ),
        column(Kind.INTEGER, "unique_impressions", "Produk Unik Dilihat", "不重复的商品曝光量"),
        column(Kind.INTEGER, "unique_clicks", "Produk Unik Diklik", "不重复的商品点击量"),
        column(
            Kind.INTEGER,
            "visitors",
            "Pengunjung Produk (Kunjungan)",
            "商品访客数量",
            "Product Visitors (Visit)",
        ),
        column(Kind.INTEGER, "page_views", "Halaman Produk Dilihat", "商品页面访问量"),
        column(
            Kind.INTEGER,
            "bounced_visitors",
            "Pengunjung Melihat Tanpa Membeli",
            "跳出商品页面的访客数",
        ),
        column(
            Kind.PERCENT,
            "bounce_rate_stated",
            "Tingkat Pengunjung Melihat Tanpa Membeli",
            "商品跳出率",
        ),
        column(Kind.INTEGER, "search_clicks", "Klik Pencarian", "搜索点击人数"),
        column(Kind.INTEGER, "likes", "Suka", "赞"),
        column(
            Kind.INTEGER,
            "add_to_cart_visitors",
            "Pengunjung Produk (Menambahkan Produk ke Keranjang)",
            "商品访客数 (加入购物车)",
        ),
        column(
            Kind.INTEGER,
            "add_to_cart_units",
            "Dimasukkan ke Keranjang (Produk)",
            "件数 (加入购物车）",
            "Units (Add to Cart)",
        ),
        column(
            Kind.PERCENT,
            "add_to_cart_rate_stated",
            "Tingkat Konversi Produk Dimasukkan ke Keranjang",
            "转化率 (加入购物车率)",
        ),
        column(
            Kind.PERCENT,
            "placed_repeat_rate_stated",
            "Tingkat Pesanan Berulang (Pesanan Dibuat)",
            "重复下单率（已下订单）",
        ),
        column(
            Kind.PERCENT,
            "confirmed_repeat_rate_stated",
            "% Pembelian Ulang (Pesanan Siap Dikirim)",
            "订单复购率（已确认订单）",
        ),
        column(
            Kind.NUMBER,
            "placed_days_to_repeat_stated",
            "Rata-rata hari Pesanan Berulang (Pesanan Dibuat)",
            "平均重复下单天数（已下订单）",
        ),
        column(
            Kind.NUMBER,
            "confirmed_days_to_repeat_stated",
            "Rata-rata Hari Pembelian Terulang (Pesanan Siap Dikirim)",
            "订单复购的平均天数（已确认订单）",
        ),
    ),
)

EXPORTS = (PRODUCT_PERFORMANCE,)
