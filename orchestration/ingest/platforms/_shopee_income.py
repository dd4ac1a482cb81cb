"""Shopee income: what was paid out for each order, and what was taken off before.

Thailand: header in row 6 below a banner. Malaysia 2025-26, and other countries in English: a header
of three rows, and each order once as an `Order` row and again as `Sku` rows with the same amounts.
An order may have several rows, refunds have one of their own; rows are dated by the payout, not by
the order. Fees and discounts are negative. Money that belongs to no order stands on the sheet
`Adjustment`, whose layout is not known: the wallet report has it.
"""

from orchestration.ingest.spec import (
    Column,
    Currency,
    Expectation,
    Export,
    Kind,
    Period,
    column,
    filled,
)

# What stands left of the total and adds up to it.
PARTS: tuple[Column, ...] = (
    column(Kind.MONEY, "product_price", "สินค้าราคาปกติ", "Product Price"),
    column(Kind.MONEY, "seller_product_discount", "ส่วนลดสินค้าจากผู้ขาย"),
    column(Kind.MONEY, "refund", "จำนวนเงินที่ทำการคืนให้ผู้ซื้อ", "Refund Amount"),
    column(Kind.MONEY, "shopee_rebate", "ส่วนลดสินค้าที่ออกโดย Shopee", "Rebate Provided by Shopee"),
    column(Kind.MONEY, "seller_voucher", "โค้ดส่วนลดที่ออกโดยผู้ขาย", "Voucher Sponsored by Seller"),
    column(
        Kind.MONEY,
        "cofunded_voucher",
        "โค้ดส่วนลดร่วมที่ออกโดยผู้ขาย",
        "Cofund Voucher Sponsored by Seller",
    ),
    column(
        Kind.MONEY,
        "seller_coin_cashback",
        "Coins Cashback ที่สนับสนุนโดยผู้ขาย",
        "Coin Cashback Sponsored by Seller",
    ),
    column(
        Kind.MONEY,
        "cofunded_coin_cashback",
        "Coins Cashback ร่วมที่สนับสนุนโดยผู้ขาย",
        "Cofund Coin Cashback Sponsored by Seller",
    ),
    column(
        Kind.MONEY,
        "buyer_paid_shipping",
        "ค่าจัดส่งที่ชำระโดยผู้ซื้อ",
        "Shipping Fee Paid by Buyer (excl. SST)",
    ),
    column(
        Kind.MONEY,
        "shopee_shipping_rebate",
        "ค่าจัดส่งสินค้าที่ออกโดย Shopee",
        "Shipping Rebate From Shopee",
    ),
    column(
        Kind.MONEY,
        "carrier_shipping",
        "ค่าจัดส่งที่ Shopee ชำระโดยชื่อของคุณ",
        "Shipping Fee Charged by Logistic Provider",
    ),
    column(Kind.MONEY, "shipping_sst", "Seller Paid Shipping Fee SST"),
    column(Kind.MONEY, "return_shipping", "ค่าจัดส่งสินค้าคืน", "Reverse Shipping Fee"),
    column(Kind.MONEY, "return_shipping_sst", "Reverse Shipping Fee SST"),
    column(Kind.MONEY, "return_to_seller", "ค่าจัดส่งสินค้าคืนผู้ขาย", "Return to Seller Fee"),
    column(
        Kind.MONEY,
        "saver_shipping_savings",
        "โปรแกรมประหยัดค่าจัดส่งคืนสินค้า",
        "Saver Programme Shipping Fee Savings",
    ),
    column(Kind.MONEY, "ams_commission", "ค่าคอมมิชชั่น AMS", "AMS Commission Fee"),
    column(
        Kind.MONEY,
        "commission",
        "ค่าคอมมิชชั่น",
        "Commission Fee (incl. SST)",
        "Commission fee",  # Indonesia
    ),
    column(Kind.MONEY, "service_fee", "ค่าบริการ", "Service Fee (Incl. SST)", "Service Fee"),
    column(Kind.MONEY, "infrastructure_fee", "ค่าธรรมเนียมโครงสร้างพื้นฐานแพลตฟอร์ม"),
    column(
        Kind.MONEY,
        "saver_fee",
        "ค่าธรรมเนียม ของโปรแกรมประหยัดค่าจัดส่ง",
        "Saver Programme Fee (Incl. SST)",
    ),
    column(Kind.MONEY, "transaction_fee", "ค่าธุรกรรมการชำระเงิน", "Transaction Fee (Incl. SST)"),
    column(Kind.MONEY, "tax", "ภาษี"),
    column(
        Kind.MONEY,
        "ads_top_up",
        "ค่าธรรมเนียมเติมเงินโฆษณาจากเงิน Escrow",
        "Ads Escrow Top Up Fee",
    ),
    column(Kind.MONEY, "buyer_paid_installation", "ค่าบริการติดตั้งที่ชำระโดยผู้ซื้อ"),
    column(Kind.MONEY, "installation_fee", "ค่าบริการติดตั้งจริงจากผู้ให้บริการ"),
    column(Kind.MONEY, "seller_trade_in_bonus", "โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย"),
)

_SUM = " + ".join(f"coalesce({part.name}, 0)" for part in PARTS)

INCOME = Export(
    platform="shopee",
    entity="income",
    title="Shopee income",
    unit=("order_id", "payout_date"),
    signature=("net_amount",),  # a Sku row may have none
    currency=Currency(in_header=True),
    sheets=("Income",),
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    # Rupiah are written 1.234.567 where a cell holds text; most hold numbers.
    decimal_comma=("Total Released Amount (Rp)",),
    # Income.released.my.20260401_20260408.xlsx. Without dates in the name: "From" and "to" in the
    # banner above the header, or on the sheet Summary.
    period=Period(
        name=r"(?P<start>\d{8})_(?P<end>\d{8})",
        preamble=r"(?P<start>\d{4}-\d{2}-\d{2})\D+(?P<end>\d{4}-\d{2}-\d{2})",
        formats=("%Y%m%d", "%Y-%m-%d"),
        column="payout_date",
        sheets=("Summary",),
    ),
    expectations=(
        # A part that the file has under a header not known here would be missing.
        Expectation(
            "the parts add up to net_amount",
            "expect_column_values_to_be_between",
            (f"case when view_by = 'Sku' then null else net_amount - ({_SUM}) end",),
            {"min_value": -0.01, "max_value": 0.01},
            mostly=0.95,
        ),
        Expectation(
            "net_amount filled, but on Sku rows",
            "expect_column_values_to_not_be_null",
            ("case when view_by = 'Sku' then 0 else net_amount end",),
        ),
        filled("payout_date", mostly=1.0),
        # Fees are negative; with a refund they are paid back.
        Expectation(
            "commission at most 0 without a refund",
            "expect_column_values_to_be_between",
            ("case when refund_id is null and coalesce(refund, 0) = 0 then commission end",),
            {"min_value": -1e12, "max_value": 0},
            mostly=0.95,
        ),
    ),
    columns=(
        column(Kind.INTEGER, "position", "ลำดับที่", "Sequence No."),
        column(Kind.TEXT, "view_by", "View By"),
        column(
            Kind.ID,
            "order_id",
            "หมายเลขคำสั่งซื้อ",
            "Order ID",
            required=True,
            pattern=r"[0-9A-Z]{10,20}",
        ),
        column(Kind.ID, "refund_id", "รหัสคืนสินค้า", "refund id"),
        column(Kind.ID, "product_id", "Product ID"),
        column(Kind.TEXT, "product_name", "Product Name"),
        column(Kind.PERSON, "buyer_id", "ชื่อผู้ใช้ (ผู้ซื้อ)", "Username (Buyer)"),
        column(Kind.DATE, "order_date", "วันที่ทำการสั่งซื้อ", "Order Creation Date"),
        column(Kind.DATE, "payout_date", "วันที่โอนชำระเงินสำเร็จ", "Payout Completed Date"),
        column(Kind.TEXT, "release_channel", "Release Channel"),
        column(Kind.TEXT, "order_type", "Order Type"),
        column(Kind.FLAG, "is_hot_listing", "Hot Listing"),
        column(Kind.TEXT, "payment_method", "ช่องทางการชำระเงินของผู้ซื้อ", "Buyer Payment Method"),
        column(
            Kind.TEXT,
            "payment_method_detail",
            "ช่องทางการชำระเงิน (รายละเอียด)",
            "Buyer Payment Method Details_1(if applicable)",
        ),
        column(Kind.TEXT, "instalment_plan", "แผนการผ่อนชำระ", "Payment Details / Installment Plan"),
        # "3.21%" in Thailand and 3.78 in Malaysia: a rate that nothing is counted from.
        column(Kind.TEXT, "fee_rate_stated", "ค่าธรรมเนียม (%)", "Transaction Fee Rate (%)"),
        *PARTS,
        column(
            Kind.MONEY,
            "net_amount",
            "จำนวนเงินทั้งหมดที่โอนแล้ว ({currency})",
            "Total Released Amount ({currency})",
        ),
        # From here on for reference: in no total.
        column(Kind.MONEY, "paid_by_buyer", "Amount Paid By Buyer"),
        column(Kind.TEXT, "voucher_code", "โค้ดส่วนลด", "Voucher Code From Seller"),
        column(Kind.MONEY, "lost_compensation", "ค่าชดเชยที่หายไป", "Lost Compensation"),
        column(
            Kind.MONEY,
            "seller_shipping_promotion",
            "โปรโมชั่นค่าจัดส่งจากผู้ขาย",
            "Shipping Fee Promotion by Seller",
        ),
        column(Kind.TEXT, "shipping_provider", "Shipping provider"),
        column(Kind.TEXT, "carrier", "ชื่อผู้ให้บริการขนส่ง", "Courier Name"),
        column(Kind.MONEY, "cash_refund", "เงินที่คืนไปยังผู้ซื้อ", "Cash refund to buyer amount"),
        column(
            Kind.MONEY,
            "refunded_coins",
            "Shopee Coins ที่ใช้กับสินค้าที่ขอคืน",
            "Pro-rated coin offset for return refund Items",
        ),
        column(
            Kind.MONEY,
            "refunded_shopee_voucher",
            "โค้ดส่วนลด Shopee ที่ใช้กับสินค้าที่ขอคืน",
            "Pro-rated Shopee voucher offset for returned items",
        ),
        column(
            Kind.MONEY,
            "refunded_bank_promotion",
            "โปรโมชั่นบัตรเครดิตที่ใช้กับสินค้าที่ขอคืน 1",
            "Pro-rated Bank Payment Channel Promotion for return refund Items",
        ),
        column(
            Kind.MONEY,
            "refunded_shopee_promotion",
            "โปรโมชั่นบัตรเครดิตที่ใช้กับสินค้าที่ขอคืน 2",
            "Pro-rated Shopee Payment Channel Promotion for return refund Items",
        ),
    ),
)
