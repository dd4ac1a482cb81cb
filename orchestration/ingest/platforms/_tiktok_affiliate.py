"""TikTok Shop Seller Center: affiliate orders, one row per order, SKU, creator and content.

Thai files mix Thai and English headers. Estimated and actual commission stand side by side; the
actual one is filled days later, so the newest export wins.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    at_most,
    column,
    filled,
    not_before,
    unique,
)

AFFILIATE_ORDERS = Export(
    platform="tiktok_shop",
    entity="affiliate_orders",
    title="TikTok Shop affiliate orders",
    unit=("order_id",),
    currency=Currency(column="currency_code"),
    period=Period(column="created_at"),
    timestamp_formats=("%d/%m/%Y %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S"),
    decimal_comma=(),
    expectations=(
        unique("order_id", "sku_id", "creator_id", "content_id"),
        at_most("actual_commission", "actual_commission_base"),
        not_before("commission_paid_at", "created_at"),
        filled("creator_id", mostly=0.99),
    ),
    columns=(
        column(
            Kind.ID, "order_id", "Order ID", "หมายเลขคำสั่งซื้อ", required=True, pattern=r"[0-9]{10,}"
        ),
        column(Kind.ID, "product_id", "Product ID", "รหัสสินค้า"),
        column(Kind.TEXT, "product_name", "Product Name", "ชื่อสินค้า"),
        column(Kind.ID, "sku_id", "SKU ID", "ID ของ SKU", required=True),
        column(Kind.MONEY, "price", "Price", "ราคา"),
        column(Kind.MONEY, "payment_amount", "Payment Amount", required=True),
        column(
            Kind.TEXT,
            "currency_code",
            "Currency",
            "สกุลเงิน",
            required=True,
            pattern=r"[A-Z]{3}",
        ),
        column(Kind.INTEGER, "quantity", "Quantity", "ปริมาณ", required=True, minimum=0),
        column(
            Kind.TEXT,
            "fully_refunded",
            "Fully returned or refunded",
            "คืนสินค้าหรือคืนเงินทั้งหมดแล้ว",
        ),
        column(Kind.TEXT, "payment_method", "Payment method", "วิธีการชำระเงิน"),
        column(Kind.TEXT, "order_status", "Order Status", "สถานะคำสั่งซื้อ"),
        # A creator's public handle is still a person's name.
        column(Kind.PERSON, "creator_id", "Creator Username", "ชื่อผู้ใช้ของครีเอเตอร์"),
        column(Kind.TEXT, "content_type", "Content Type", "ประเภทเนื้อหา"),
        column(Kind.TEXT, "carousel", "รูปภาพแบบเลื่อน"),
        column(Kind.ID, "content_id", "Content ID", "รหัสเนื้อหา"),
        column(Kind.TEXT, "commission_model", "commission model"),
        # Rates are text: "10%" in the download, 0.1 or 10 once it was saved again, and never used.
        column(Kind.TEXT, "tax_rate_stated", "อัตราการหัก ณ ที่จ่ายสำหรับ PIT"),
        column(Kind.MONEY, "estimated_tax", "PIT โดยประมาณ"),
        column(Kind.MONEY, "actual_tax", "PIT จริง"),
        column(
            Kind.TEXT,
            "commission_rate_stated",
            "Standard commission rate",
            "อัตราค่าคอมมิชชั่นมาตรฐาน",
        ),
        column(
            Kind.MONEY,
            "estimated_commission_base",
            "Est. Commission Base",
            "ฐานค่าคอมมิชชั่นโดยประมาณ",
        ),
        column(
            Kind.MONEY,
            "estimated_commission",
            "Est. standard commission payment",
            "การจ่ายค่าคอมมิชชั่นมาตรฐานโดยประมาณ",
        ),
        column(Kind.MONEY, "actual_commission_base", "Actual Commission Base", "ฐานค่าคอมมิชชั่นจริง"),
        column(
            Kind.MONEY,
            "actual_commission",
            "Actual Commission Payment",
            "ค่าคอมมิชชั่นที่ต้องชำระจริง",
        ),
        column(
            Kind.TEXT,
            "ads_commission_rate_stated",
            "Shop Ads commission rate",
            "อัตราค่าคอมมิชชั่นโฆษณาร้านค้า",
        ),
        column(
            Kind.MONEY,
            "estimated_ads_commission",
            "Est. Shop Ads commission payment",
            "การจ่ายค่าคอมมิชชั่นโฆษณาร้านค้าโดยประมาณ",
        ),
        column(
            Kind.MONEY,
            "actual_ads_commission",
            "Actual Shop Ads commission payment",
            "การจ่ายค่าคอมมิชชั่นโฆษณาร้านค้าที่ต้องชำระจริง",
        ),
        column(
            Kind.MONEY,
            "estimated_bonus",
            "Est. co-funded creator bonus",
            "โบนัสครีเอเตอร์แบบร่วมทุนโดยประมาณ",
        ),
        column(
            Kind.MONEY,
            "actual_bonus",
            "Actual co-funded creator bonus",
            "โบนัสครีเอเตอร์แบบร่วมทุนตามจริง",
        ),
        column(Kind.TIMESTAMP, "created_at", "Time Created", "เวลาที่สร้าง", required=True),
        column(Kind.TIMESTAMP, "paid_at", "Payment time", "เวลาชำระเงิน"),
        column(Kind.TIMESTAMP, "delivered_at", "Order Delivery Time"),
        column(
            Kind.TIMESTAMP,
            "commission_paid_at",
            "Time Commission Paid",
            "เวลาที่ชำระค่าคอมมิชชั่น",
        ),
        column(Kind.TEXT, "sales_platform", "Platform"),
    ),
)
