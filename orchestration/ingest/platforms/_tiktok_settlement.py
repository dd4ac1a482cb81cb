"""TikTok Shop Seller Center: settlements, the sheet of order details of `income_….xlsx`.

One row per settled order or adjustment, in some exports one per SKU. Fees are negative. The columns
come and go and are renamed several times a year, some by case or one tone mark alone, so everything
goes by name. An order may settle twice: paid, and days later reversed under the same id and type.
"""

from collections.abc import Mapping

from orchestration.ingest.spec import (
    Column,
    Currency,
    Export,
    Kind,
    Period,
    between,
    column,
    dropped,
    filled,
    not_before,
    unique,
)


def _money(headers: Mapping[str, tuple[str, ...]]) -> tuple[Column, ...]:
    return tuple(column(Kind.MONEY, name, *spellings) for name, spellings in headers.items())


# What adds up to the revenue, to the fees and, with the adjustment, to what is paid out.
REVENUE: Mapping[str, tuple[str, ...]] = {
    "subtotal_before_discounts": ("Subtotal before discounts", "ยอดรวมค่าสินค้าก่อนหักส่วนลด"),
    "seller_discounts": ("Seller discounts", "ส่วนลดจากร้านค้า"),
    "refund_before_discounts": (
        "Refund subtotal before seller discounts",
        "ยอดรวมเงินคืนก่อนหักส่วนลดจากร้านค้า",
    ),
    "refund_of_seller_discounts": ("Refund of seller discounts", "เงินคืนจากส่วนลดร้านค้า"),
}
FEES: Mapping[str, tuple[str, ...]] = {
    "transaction_fee": ("Transaction fee", "ค่าธรรมเนียมคำสั่งซื้อ"),
    "commission_fee": (
        "TikTok Shop commission fee",
        "ค่าคอมมิชชั่น TikTok Shop",
        "ค่าคอมมิชชัน TikTok Shop",
    ),
    "instalment_fee": (
        "Credit card installment - Interest rate cost",
        "การผ่อนชำระด้วยบัตรเครดิต - มีอัตราดอกเบี้ย",
    ),
    "actual_shipping_fee": ("Actual shipping fee", "ค่าธรรมเนียมการจัดส่งจริง"),
    "platform_shipping_discount": (
        "Platform shipping fee discount",
        "ส่วนลดค่าธรรมเนียมการจัดส่งจากแพลตฟอร์ม",
    ),
    "customer_shipping_fee": ("Customer shipping fee", "ค่าธรรมเนียมการจัดส่งของลูกค้า"),
    "refunded_customer_shipping_fee": (
        "Refund customer shipping fee",
        "Refunded customer shipping fee",
        "เงินคืนสำหรับค่าจัดส่ง",
    ),
    "return_shipping_fee": ("Actual return shipping fee", "ค่าธรรมเนียมการจัดส่งสินค้าคืนตามจริง"),
    "shipping_subsidy": ("Shipping fee subsidy", "Shipping subsidy", "เงินสนับสนุนการจัดส่ง"),
    "exchange_shipping_fee": ("ค่าจัดส่งสินค้าที่แลกเปลี่ยน (ลูกค้าเป็นผู้จ่าย)",),
    "replacement_shipping_fee": ("ค่าจัดส่งสินค้าทดแทน (ลูกค้าเป็นผู้จ่าย)",),
    "guarantee_reimbursement": ("Guarantee program reimbursement",),
    "affiliate_commission": (
        "Affiliate commission",
        "Affiliate Commission",
        "ค่าคอมมิชชั่นแอฟฟิลิเอต",
    ),
    "affiliate_partner_commission": (
        "Affiliate partner commission",
        "ค่าคอมมิชชั่นของพาร์ทเนอร์แอฟฟิลิเอต",
    ),
    "affiliate_ads_commission": (
        "Affiliate Shop Ads commission",
        "ค่าคอมมิชชั่นโฆษณาร้านค้าแอฟฟิลิเอต",
        "ค่าคอมมิชชั่นแอฟฟิลิเอตสำหรับโฆษณาร้านค้า",
    ),
    "affiliate_partner_ads_commission": (
        "Affiliate Partner shop ads commission",
        "ค่าคอมมิชชั่นโฆษณาร้านค้าพาร์ทเนอร์แอฟฟิลิเอต",
    ),
    "affiliate_commission_deposit": (
        "Affiliate commission deposit",
        "เงินมัดจำค่าคอมมิชชั่นของแอฟฟิลิเอต",
    ),
    "affiliate_commission_refund": (
        "Affiliate commission refund",
        "การคืนเงินค่าคอมมิชชั่นแอฟฟิลิเอต",
    ),
    "sfp_service_fee": ("SFP service fee", "ค่าธรรมเนียมการบริการ SFP"),
    "bonus_cashback_fee": ("Bonus cashback service fee", "ค่าธรรมเนียมบริการคืนเงินโบนัส"),
    "live_specials_fee": ("LIVE Specials service fee", "ค่าบริการของคูปองไลฟ์คุ้ม"),
    "voucher_xtra_fee": (
        "Voucher Xtra service fee",
        "Voucher Xtra Service Fee",
        "ค่าบริการคูปอง Xtra",
    ),
    "eams_fee": ("EAMS Program service fee", "ค่าบริการโปรแกรม EAMS"),
    "flash_sale_fee": (
        "Brands Crazy Deals/Flash Sale service fee",
        "Flash Sale service fee",
        "ค่าบริการแบรนด์ดัง ลดแรง/แฟลชเซล",
    ),
    "pay_later_fee": ("TikTok PayLater program fee", "ค่าธรรมเนียมโปรแกรม TikTok PayLater"),
    "campaign_resource_fee": ("Campaign resource fee", "ค่าทรัพยากรแคมเปญ"),
    "pre_order_fee": ("Pre-order service fee", "ค่าธรรมเนียมพรีออเดอร์"),
    "growth_fee": ("Commerce growth fee", "ค่าธรรมเนียมสนับสนุนการเติบโตของร้านค้า"),
    "infrastructure_fee": ("Infrastructure fee", "ค่าธรรมเนียมโครงสร้างพื้นฐาน"),
    "order_processing_fee": ("Order processing fee",),
    "shipping_service_fee": ("Shipping service fee", "Shipping Service Fee"),
    "guarantee_fee": ("Guarantee program fee",),
    "gmv_max_coupon": ("GMV Max Coupon", "GMV Max coupon", "คูปอง GMV Max"),
    "gmv_max_ad_fee": ("GMV Max ad fee", "ค่าโฆษณา GMV Max"),
    "gmv_max_coupon_tax": ("GMV Max coupon sales tax", "ภาษีการขายสำหรับคูปอง GMV Max"),
    "goods_and_services_tax": ("GST",),
}
# Sums of columns above, and parts of one: added to the others they would count twice.
ROLL_UPS: Mapping[str, tuple[str, ...]] = {
    "total_revenue": ("Total revenue", "Total Revenue", "รายได้รวม", "รายได้ทั้งหมด"),
    "subtotal_after_discounts": (
        "Subtotal after seller discounts",
        "ยอดรวมค่าสินค้าหลังหักส่วนลดจากผู้ขาย",
    ),
    "refund_after_discounts": (
        "Refund subtotal after seller discounts",
        "ยอดรวมเงินคืนหลังหักส่วนลดจากร้านค้า",
        "ยอดรวมเงินคืนหลังหักส่วนลดจากผู้ขาย",
    ),
    "total_fees": ("Total fees", "Total Fees", "ค่าธรรมเนียมทั้งหมด"),
    "seller_shipping_fee": ("Seller shipping fee", "ยอดรวมค่าจัดส่งที่ร้านค้าจ่ายจริง"),
    "affiliate_commission_before_tax": (
        "Affiliate commission before PIT (personal income tax)",
        "ค่าคอมมิชชั่นไม่ใช่แอฟฟิลิเอตก่อนหักภาษีเงินได้บุคคลธรรมดา",
    ),
    "affiliate_commission_tax": (
        "Personal income tax withheld from affiliate commission",
        "ภาษีเงินได้บุคคลธรรมดาที่หักไว้จากคอมมิชชั่นของแอฟฟิลิเอต",
    ),
    "affiliate_ads_commission_before_tax": (
        "Affiliate Shop Ads commission before PIT",
        "ค่าคอมมิชชั่นโฆษณาร้านค้าแอฟฟิลิเอตก่อน PIT",
    ),
    "affiliate_ads_commission_tax": (
        "Personal income tax withheld from affiliate Shop Ads commission",
        "ภาษีเงินได้บุคคลธรรมดาหัก ณ ที่จ่ายจากค่าคอมมิชชั่นโฆษณาร้านค้าแอฟฟิลิเอต",
    ),
}
# What the buyer paid and who bore the discounts: already in the subtotal, or never the seller's.
BUYER_SIDE: Mapping[str, tuple[str, ...]] = {
    "customer_payment": ("Customer payment", "การชำระเงินของลูกค้า"),
    "customer_refund": ("Customer refund", "การคืนเงินจากลูกค้า"),
    "seller_voucher": ("Seller co-funded voucher discount", "คูปองส่วนลดร่วมของผู้ขาย"),
    "seller_voucher_refund": (
        "Refund of seller co-funded voucher discount",
        "การคืนเงินคูปองส่วนลดร่วมของผู้ขาย",
    ),
    "platform_discount": ("Platform discounts", "ส่วนลดจากแพลตฟอร์ม"),
    "platform_discount_refund": ("Refund of platform discounts", "การคืนเงินส่วนลดจากแพลตฟอร์ม"),
    "platform_voucher": ("Platform co-funded voucher discounts", "คูปองส่วนลดร่วมของแพลตฟอร์ม"),
    "platform_voucher_refund": (
        "Refund of platform co-funded voucher discounts",
        "การคืนเงินคูปองส่วนลดร่วมของแพลตฟอร์ม",
    ),
    "shipping_seller_discount": ("Seller shipping fee discount", "ส่วนลดค่าจัดส่งจากร้านค้า"),
}


def _sum(names: Mapping[str, tuple[str, ...]]) -> str:
    return " + ".join(f"coalesce({name}, 0)" for name in names)


SETTLEMENTS = Export(
    platform="tiktok_shop",
    entity="settlements",
    title="TikTok Shop settlements",
    unit=("settlement_id", "transaction_type", "settled_date"),
    currency=Currency(column="currency_code"),
    # The details say nothing of the period; the sheet beside them does ("2026/04/01-2026/06/05").
    period=Period(
        preamble=r"(?P<start>\d{4}/\d{2}/\d{2})\s*-\s*(?P<end>\d{4}/\d{2}/\d{2})",
        formats=("%Y/%m/%d",),
        sheets=("รายงาน", "Reports"),
        column="settled_date",
    ),
    date_formats=("%Y/%m/%d", "%Y-%m-%d"),
    decimal_comma=(),
    missing=("-", "--", "N/A", "/"),
    expectations=(
        between(f"net_amount - ({_sum({**REVENUE, **FEES, 'adjustment': ()})})", -0.01, 0.01, 0.99),
        between("total_revenue + total_fees + coalesce(adjustment, 0) - net_amount", -0.01, 0.01),
        # A block of rows that stands in the file once more.
        unique(
            "settlement_id",
            "statement_id",
            "transaction_type",
            "settled_date",
            "sku_id",
            "net_amount",
        ),
        filled("year(coalesce(settled_date, statement_date))", mostly=1.0),
        not_before("settled_date", "created_date", mostly=0.99),
    ),
    columns=(
        column(
            Kind.ID,
            "settlement_id",
            "Order/adjustment ID",
            "Order/Adjustment ID",
            "หมายเลขคำสั่งซื้อ/การปรับ",
            required=True,
            pattern=r"[0-9]{10,}",
        ),
        column(
            Kind.TEXT, "transaction_type", "Type", "Transaction type", "ประเภทธุรกรรม", required=True
        ),
        # Days of UTC where the header says so: a day without its hour cannot be moved.
        column(
            Kind.DATE,
            "created_date",
            "Order created time",
            "Order created time(UTC)",
            "เวลาที่สร้างคำสั่งซื้อ",
        ),
        column(
            Kind.DATE,
            "settled_date",
            "Order settled time",
            "Order settled time(UTC)",
            "เวลาที่ชำระคำสั่งซื้อ",
        ),
        column(Kind.DATE, "statement_date", "Statement Date"),
        column(Kind.ID, "statement_id", "Statement ID"),
        column(
            Kind.TEXT,
            "currency_code",
            "Currency",
            "สกุลเงิน",
            required=True,
            pattern=r"[A-Z]{3}",
        ),
        column(Kind.ID, "sku_id", "SKU ID"),
        column(Kind.INTEGER, "quantity", "Quantity"),
        column(Kind.TEXT, "product_name", "Product name"),
        column(Kind.TEXT, "variation_name", "SKU name"),
        column(
            Kind.MONEY,
            "net_amount",
            "Total settlement amount",
            "จำนวนเงินที่ชำระทั้งหมด",
            "ยอดการชำระเงินทั้งหมด",
            required=True,
        ),
        *_money(REVENUE),
        *_money(FEES),
        column(Kind.MONEY, "adjustment", "Ajustment amount", "Adjustment amount", "จำนวนการปรับยอด"),
        *_money(ROLL_UPS),
        *_money(BUYER_SIDE),
        column(Kind.ID, "related_order_id", "Related order ID", "หมายเลขคำสั่งซื้อที่เกี่ยวข้อง"),
        column(Kind.TEXT, "order_source", "Order Source", "Order source"),
        *dropped("ธนาคารของลูกค้าสำหรับการชำระเงิน"),
    ),
)
