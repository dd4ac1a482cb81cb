"""Shopee's wallet report, Thailand: every movement of the seller's balance.

Header in row 18, below the balance's own summary. Withdrawals, top-ups of the ads balance and
adjustments without an order stand here alone.
"""

from orchestration.ingest.spec import Currency, Export, Kind, Period, between, column

WALLET = Export(
    platform="shopee",
    entity="wallet",
    title="Shopee wallet report (Thai)",
    unit=("transacted_at",),
    currency=Currency(code="THB"),
    sheets=("Transaction Report",),
    # my_balance_transaction_report.shopee.20260101_20260616.xlsx
    period=Period(
        name=r"(?P<start>\d{8})_(?P<end>\d{8})", formats=("%Y%m%d",), column="transacted_at"
    ),
    expectations=(
        # The amount is signed as the flow says: money in, money out.
        between("case direction when 'เงินเข้า' then amount when 'เงินออก' then -amount end", 0, 1e12),
    ),
    columns=(
        column(Kind.TIMESTAMP, "transacted_at", "วันที่", required=True),
        column(Kind.TEXT, "transaction_type", "ประเภทการทำธุรกรรม", required=True),
        # In Shopee's words ("การถอนเงินอัตโนมัติ"), not in a person's.
        column(Kind.TEXT, "description", "คำอธิบาย"),
        column(Kind.ID, "order_id", "รหัสคำสั่งซื้อ"),
        column(Kind.TEXT, "direction", "รูปแบบธุรกรรม"),
        column(Kind.MONEY, "amount", "จำนวนเงิน", required=True),
        column(Kind.TEXT, "transaction_status", "สถานะ"),
        column(Kind.MONEY, "balance", "ยอดเงินหลังทำธุรกรรมเสร็จสิ้น"),
    ),
)
