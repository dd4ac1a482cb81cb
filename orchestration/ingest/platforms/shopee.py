"""Shopee Seller Centre: orders, returns and Shopee Ads."""

from orchestration.ingest.platforms._shopee_orders import ORDERS
from orchestration.ingest.platforms._shopee_returns import RETURNS
from orchestration.ingest.spec import Currency, Export, Kind, Period, at_most, column

BAHT = Currency(code="THB")

# One row per ad for the whole period of the preamble, not daily. "Shop GMV Max" is a row like the
# others and often the largest. Orders and sales are what Shopee attributes, restated for days.
ADS = Export(
    platform="shopee",
    entity="ads",
    title="Shopee Ads (Thai)",
    currency=BAHT,
    expectations=(at_most("clicks", "impressions"), at_most("direct_orders", "orders")),
    period=Period(
        preamble=r"ระยะเวลา,(?P<start>\d{2}/\d{2}/\d{4}) - (?P<end>\d{2}/\d{2}/\d{4})",
        formats=("%d/%m/%Y",),
    ),
    date_formats=("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"),
    columns=(
        column(Kind.INTEGER, "position", "ลำดับ", required=True),
        column(Kind.TEXT, "ad_name", "ชื่อโฆษณา", required=True),
        column(Kind.TEXT, "ad_status", "สถานะ"),
        column(Kind.TEXT, "ad_type", "ประเภทโฆษณา"),
        column(Kind.ID, "product_id", "รหัสสินค้า"),
        column(Kind.TEXT, "creative", "ปรับแต่ง"),
        column(Kind.TEXT, "bidding", "การตั้งราคาประมูล"),
        column(Kind.TEXT, "placement", "ตำแหน่ง"),
        # "ไม่จำกัด" (no end) is met here, so they are kept as text.
        column(Kind.TEXT, "starts_on", "วันที่เริ่มต้น"),
        column(Kind.TEXT, "ends_on", "วันที่สิ้นสุด"),
        column(Kind.INTEGER, "impressions", "การมองเห็น", required=True, minimum=0),
        column(Kind.INTEGER, "clicks", "จำนวนคลิก", required=True, minimum=0),
        column(Kind.PERCENT, "ctr_stated", "อัตราการคลิก (CTR)"),
        column(Kind.INTEGER, "add_to_cart", "Add to Cart"),
        column(Kind.PERCENT, "add_to_cart_rate_stated", "Add to Cart Rate"),
        column(Kind.INTEGER, "orders", "การสั่งซื้อ"),
        column(Kind.INTEGER, "direct_orders", "การสั่งซื้อโดยตรง"),
        column(Kind.PERCENT, "order_rate_stated", "อัตราการสั่งซื้อ"),
        column(Kind.PERCENT, "direct_order_rate_stated", "อัตราการสั่งซื้อโดยตรง"),
        column(Kind.MONEY, "cost_per_order_stated", "ราคาต่อการสั่งซื้อ"),
        column(Kind.MONEY, "cost_per_direct_order_stated", "ราคาต่อการสั่งซื้อโดยตรง"),
        column(Kind.INTEGER, "items_sold", "สินค้าที่ขายแล้ว"),
        column(Kind.INTEGER, "direct_items_sold", "สินค้าที่ขายแล้วโดยตรง"),
        column(Kind.MONEY, "sales", "ยอดขาย"),
        column(Kind.MONEY, "direct_sales", "ยอดขายโดยตรง"),
        column(Kind.MONEY, "spend", "ค่าโฆษณา", required=True, minimum=0),
        column(Kind.NUMBER, "roas_stated", "ยอดขาย/รายจ่าย (ROAS)", "ยอดขาย/รายจ่าย (ROI)"),
        column(Kind.NUMBER, "direct_roas_stated", "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROAS)"),
        column(Kind.PERCENT, "acos_stated", "ACOS"),
        column(
            Kind.PERCENT,
            "direct_acos_stated",
            "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct ACOS)",
        ),
        column(Kind.INTEGER, "product_impressions", "การมองเห็นสินค้า"),
        column(Kind.INTEGER, "product_clicks", "จำนวนคลิกสินค้า"),
        column(Kind.PERCENT, "product_ctr_stated", "อัตราการคลิกสินค้า (CTR)"),
        column(Kind.MONEY, "voucher_amount", "Voucher Amount"),
        column(Kind.MONEY, "vouchered_sales", "Vouchered Sales"),
    ),
)

EXPORTS = (ORDERS, RETURNS, ADS)
