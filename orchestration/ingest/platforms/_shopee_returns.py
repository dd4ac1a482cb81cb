"""Shopee return requests (Order.return_refund.…xls), Thai and Vietnamese.

One row per returned line; the refund is the whole request's, repeated on each of its rows. The
file is a workbook of the newer kind whatever its name says. The period of its name is that of the
orders, so a request appears in every later export of its order's days.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    column,
    dropped,
    filled,
    not_before,
)

RETURNS = Export(
    platform="shopee",
    entity="returns",
    title="Shopee returns (Thai, Vietnamese)",
    unit=("order_id", "return_id"),
    signature=("returned_quantity", "refund_amount", "return_status"),
    currency=Currency(by_header={"เวลายื่นคำขอคืนเงิน/คืนสินค้า": "THB", "Thời gian khiếu nại": "VND"}),
    decimal_comma=("Thời gian khiếu nại",),
    expectations=(
        not_before("requested_at", "order_created_at"),
        not_before("refunded_at", "requested_at"),
        filled("refund_amount", mostly=0.95),
    ),
    period=Period(
        name=r"(?P<start>\d{8})_(?P<end>\d{8})", formats=("%Y%m%d",), column="requested_at"
    ),
    timestamp_formats=("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    columns=(
        # No id of the request is known of Vietnamese files.
        column(Kind.ID, "return_id", "หมายเลขคำขอคืนเงิน/คืนสินค้า", pattern=r"[0-9A-Z]{8,40}"),
        column(
            Kind.ID,
            "order_id",
            "หมายเลขคำสั่งซื้อ",
            "Mã đơn hàng",
            required=True,
            pattern=r"[0-9A-Z]{10,20}",
        ),
        column(Kind.TIMESTAMP, "order_created_at", "วันที่สร้างคำสั่งซื้อ", "Ngày đặt hàng"),
        column(Kind.PERSON, "buyer_id", "ชื่อผู้ใช้ (ผู้ซื้อ)", "Người Mua"),
        column(Kind.TEXT, "product_name", "ชื่อสินค้า", "Tên sản phẩm"),
        column(Kind.ID, "parent_sku", "Parent SKU", "SKU sản phẩm"),
        column(Kind.TEXT, "variation_name", "ชื่อตัวเลือกสินค้า", "Tên phân loại hàng"),
        column(Kind.ID, "sku", "เลข SKU", "SKU phân loại"),
        column(Kind.MONEY, "unit_price", "ราคาต่อชิ้น"),
        column(
            Kind.TIMESTAMP,
            "requested_at",
            "เวลายื่นคำขอคืนเงิน/คืนสินค้า",
            "Thời gian khiếu nại",
            required=True,
        ),
        column(
            Kind.TEXT,
            "return_status",
            "สถานะการคืนเงินหรือคืนสินค้า",
            "Trạng thái Trả hàng/Hoàn tiền",
        ),
        column(Kind.TEXT, "return_kind", "ประเภทการคืนสินค้า"),
        column(Kind.INTEGER, "returned_quantity", "จำนวนสินค้าคืน", "Số lượng Hoàn", minimum=0),
        # Money alone or goods too.
        column(Kind.TEXT, "return_type", "ข้อเสนอการคืนเงิน/คืนสินค้า", "Phương án"),
        column(Kind.TEXT, "return_reason", "เหตุผลในการขอคืนสินค้า", "Lí do Trả hàng/Hoàn tiền"),
        # Of the whole request.
        column(
            Kind.MONEY,
            "refund_amount",
            "จำนวนเงินคืนทั้งหมด",
            "Tổng số tiền Hoàn trả",
            minimum=0,
        ),
        column(Kind.TIMESTAMP, "refunded_at", "เวลาที่คืนเงิน"),
        column(Kind.TEXT, "goes_to_warehouse", "ส่งสินค้าคืนไปยังคลังสินค้าของ Shopee"),
        column(Kind.TEXT, "return_shipping_option", "ช่องทางการส่งสินค้าคืน"),
        column(Kind.ID, "return_tracking_number", "หมายเลขติดตามพัสดุสำหรับส่งคืน"),
        column(Kind.TEXT, "return_shipping_status", "สถานะการส่งสินค้าคืน"),
        # Vietnamese files have two columns of this name; the parcel's way back is in the second.
        column(Kind.TEXT, "return_progress", "Trạng thái trả hàng"),
        column(Kind.TEXT, "return_parcel_status", "Trạng thái trả hàng", occurrence=2),
        column(Kind.TIMESTAMP, "return_delivered_at", "เวลาที่จัดส่งสินค้าคืนสำเร็จ"),
        # Deadlines and claims are told in words or as a date: kept as written.
        column(Kind.TEXT, "dispute_until", "ผู้ขายสามารถยื่นข้อพิพาทได้ภายใน"),
        column(Kind.TEXT, "shipping_claim_status", "สถานะการเคลมค่าจัดส่ง"),
        column(
            Kind.MONEY,
            "seller_compensation",
            "เงินชดเชยให้ผู้ขาย (จากการชนะข้อพิพาท/ปรับค่า Seller Balance)",
        ),
        column(Kind.TEXT, "shipping_option", "ช่องทางการจัดส่งจากผู้ขาย"),
        column(Kind.ID, "tracking_number", "หมายเลขติดตามพัสดุจากผู้ขาย"),
        # Of the order, repeated on each row.
        column(Kind.MONEY, "grand_total", "จำนวนเงินทั้งหมด", "Tổng số tiền người mua thanh toán"),
        column(Kind.TEXT, "payment_method", "ช่องทางการชำระเงิน", "Phương thức thanh toán"),
        column(Kind.FLAG, "is_hot_listing", "Hot Listing"),
        column(Kind.MONEY, "order_income", "รายรับจากคำสั่งซื้อ"),
        column(Kind.MONEY, "actual_shipping", "ค่าจัดส่งตามจริง คิดโดยผู้ให้บริการขนส่ง"),
        column(Kind.MONEY, "return_shipping", "ค่าจัดส่งสินค้าคืน", "Phí trả hàng"),
        column(Kind.TEXT, "reviewed_return_reason", "เหตุผลในการคืนสินค้าที่ได้รับการประเมินใหม่"),
        # Addresses stand twice: where the parcel went and where it is picked up. Notes are free
        # text of the buyer's and the seller's.
        *dropped(
            "ที่อยู่ในการจัดส่ง",
            "จังหวัด",
            "เขต/อำเภอ",
            "อำเภอ/เขต",
            "รหัสไปรษณีย์",
            "หมายเลขโทรศัพท์",
            "ที่อยู่ในการเข้ารับสินค้า",
            "Buyer contact number",
            "หมายเหตุในการคืนสินค้า",
            "เหตุุผลในการยื่นข้อพิพาท",
            "หมายเหตุจากผู้ขาย",
            "หมายเหตุจากผู้ซื้อ",
            "Tên Người nhận",
            "Số điện thoại",
            "Địa chỉ nhận hàng",
            "Tỉnh/Thành phố",
            "TP / Quận / Huyện",
            "Quận",
            "Nhận xét từ Người mua",
            "Ghi chú",
        ),
    ),
)
