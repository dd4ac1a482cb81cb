"""Shopee Seller Centre, Thailand: orders and Shopee Ads.

Order files: one row per item line, order-level money repeated on every row; text cells, local shop
time. The order of the columns is not stable and three names of the tax block repeat those of the
delivery address.
"""

from orchestration.ingest.platforms import _shopee_live, _shopee_products, _shopee_stats
from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    at_most,
    between,
    column,
    dropped,
    filled,
    not_before,
)

BAHT = Currency(code="THB")

ORDERS = Export(
    platform="shopee",
    entity="orders",
    title="Shopee orders (Thai)",
    unit=("order_id",),
    currency=BAHT,
    expectations=(
        # A file of the kind whose subtotal is the unit price would fail here on every line of more
        # than one piece.
        between("line_subtotal - deal_price * quantity", -0.01, 0.01, mostly=0.95),
        at_most("returned_quantity", "quantity"),
        not_before("paid_at", "order_created_at"),
        not_before("completed_at", "order_created_at"),
        filled("buyer_id", mostly=0.99),
    ),
    # Order.all.20260401_20260430.xlsx; newer files: Order.all.order_creation_date.20260901_…
    period=Period(
        name=r"(?P<start>\d{8})_(?P<end>\d{8})", formats=("%Y%m%d",), column="order_created_at"
    ),
    # Without seconds; a re-saved file had seconds or DD/MM/YY.
    timestamp_formats=("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%y %H:%M"),
    columns=(
        column(Kind.ID, "order_id", "หมายเลขคำสั่งซื้อ", required=True, pattern=r"[0-9A-Z]{10,20}"),
        column(Kind.TEXT, "order_status", "สถานะการสั่งซื้อ", required=True),
        column(Kind.FLAG, "is_hot_listing", "Hot Listing"),
        column(Kind.TEXT, "cancel_reason", "เหตุผลในการยกเลิกคำสั่งซื้อ"),
        column(Kind.TEXT, "return_status", "สถานะการคืนเงินหรือคืนสินค้า"),
        column(Kind.PERSON, "buyer_id", "ชื่อผู้ใช้ (ผู้ซื้อ)"),
        column(Kind.TIMESTAMP, "order_created_at", "วันที่ทำการสั่งซื้อ", required=True),
        column(Kind.TIMESTAMP, "paid_at", "เวลาการชำระสินค้า"),
        column(Kind.TEXT, "payment_method", "ช่องทางการชำระเงิน"),
        column(Kind.TEXT, "payment_method_detail", "ช่องทางการชำระเงิน (รายละเอียด)"),
        column(Kind.TEXT, "instalment_plan", "แผนการผ่อนชำระ"),
        column(Kind.PERCENT, "fee_rate", "ค่าธรรมเนียม (%)"),
        column(Kind.TEXT, "shipping_option", "ตัวเลือกการจัดส่ง"),
        column(Kind.TEXT, "shipment_method", "วิธีการจัดส่ง"),
        column(Kind.ID, "tracking_number", "*หมายเลขติดตามพัสดุ"),
        column(Kind.TIMESTAMP, "promised_ship_at", "วันที่คาดว่าจะทำการจัดส่งสินค้า"),
        column(Kind.TIMESTAMP, "shipped_at", "เวลาส่งสินค้า"),
        column(Kind.ID, "parent_sku", "เลขอ้างอิง Parent SKU"),
        column(Kind.TEXT, "product_name", "ชื่อสินค้า", required=True),
        column(Kind.ID, "sku", "เลขอ้างอิง SKU (SKU Reference No.)"),
        column(Kind.TEXT, "variation_name", "ชื่อตัวเลือก"),
        column(Kind.MONEY, "original_price", "ราคาตั้งต้น"),
        column(Kind.MONEY, "deal_price", "ราคาขาย", minimum=0),
        column(Kind.INTEGER, "quantity", "จำนวน", required=True, minimum=0),
        column(Kind.INTEGER, "returned_quantity", "จำนวนที่ส่งคืน", minimum=0),
        # The line's subtotal: already price times quantity.
        column(Kind.MONEY, "line_subtotal", "ราคาขายสุทธิ", required=True, minimum=0),
        column(Kind.MONEY, "shopee_rebate", "ส่วนลดจาก Shopee"),
        # From here to the grand total: once per order, repeated on each of its lines.
        column(Kind.MONEY, "seller_voucher", "โค้ดส่วนลดชำระโดยผู้ขาย"),
        column(Kind.MONEY, "seller_coin_cashback", "โค้ด Coins Cashback ชำระโดยผู้ขาย"),
        column(
            Kind.MONEY,
            "shopee_voucher",
            "โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, "
            "โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)",
        ),
        column(Kind.TEXT, "voucher_code", "โค้ดส่วนลด"),
        column(Kind.FLAG, "is_bundle_deal", "เข้าร่วมแคมเปญ bundle deal หรือไม่"),
        column(Kind.MONEY, "seller_bundle_discount", "ส่วนลด bundle deal ชำระโดยผู้ขาย"),
        column(Kind.MONEY, "shopee_bundle_discount", "ส่วนลด bundle deal ชำระโดย Shopee"),
        column(Kind.MONEY, "coins_discount", "ส่วนลดจากการใช้เหรียญ"),
        column(
            Kind.MONEY,
            "payment_promotion",
            "โปรโมชั่นช่องทางชำระเงินทั้งหมด",
            "ส่วนลดทั้งหมดจากบัตรเครดิต",
        ),
        column(Kind.MONEY, "trade_in_discount", "ส่วนลดเครื่องเก่าแลกใหม่"),
        column(Kind.MONEY, "trade_in_bonus", "โบนัสส่วนลดเครื่องเก่าแลกใหม่"),
        column(Kind.MONEY, "commission_fee", "ค่าคอมมิชชั่น"),
        column(Kind.MONEY, "transaction_fee", "Transaction Fee"),
        column(Kind.MONEY, "products_paid_by_buyer", "ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB)"),
        column(Kind.MONEY, "buyer_paid_shipping", "ค่าจัดส่งที่ชำระโดยผู้ซื้อ"),
        column(Kind.MONEY, "shopee_paid_shipping", "ค่าจัดส่งที่ Shopee ออกให้โดยประมาณ"),
        column(Kind.MONEY, "return_shipping", "ค่าจัดส่งสินค้าคืน"),
        column(Kind.MONEY, "service_fee", "ค่าบริการ"),
        column(Kind.MONEY, "grand_total", "จำนวนเงินทั้งหมด"),
        column(Kind.MONEY, "estimated_shipping", "ค่าจัดส่งโดยประมาณ"),
        column(Kind.MONEY, "seller_trade_in_bonus", "โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย"),
        column(Kind.TEXT, "country", "ประเทศ"),
        column(Kind.TEXT, "province", "จังหวัด"),
        column(Kind.TEXT, "order_type", "ประเภทคำสั่งซื้อ"),
        column(Kind.TIMESTAMP, "completed_at", "เวลาที่ทำการสั่งซื้อสำเร็จ"),
        column(Kind.TIMESTAMP, "cancelled_at", "วันที่คำสั่งซื้อถูกยกเลิก"),
        column(Kind.FLAG, "wants_tax_invoice", "ผู้ซื้อร้องขอใบกำกับภาษี"),
        *dropped(
            "ชื่อผู้รับ",
            "หมายเลขโทรศัพท์",
            "หมายเหตุจากผู้ซื้อ",
            "ที่อยู่ในการจัดส่ง",
            "เขต/อำเภอ",
            "รหัสไปรษณีย์",
            "บันทึก",
            "ประเภทใบกำกับภาษี",
            "ชื่อ",
            "ประเภทสาขา",
            "ชื่อสาขา",
            "รหัสประจำสาขา",
            "ที่อยู่สำหรับออกใบกำกับภาษีแบบเต็มรูป",
            "รายละเอียดที่อยู่",
            "แขวง/ตำบล",
            "หมายเลขประจำตัวผู้เสียภาษี",
            "หมายเลขโทรศัพท์สำหรับออกใบกำกับภาษี",
            "อีเมลสำหรับรับใบกำกับภาษี",
        ),
    ),
)

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

EXPORTS = (
    ORDERS,
    ADS,
    *_shopee_stats.EXPORTS,
    *_shopee_products.EXPORTS,
    *_shopee_live.EXPORTS,
)
