"""TikTok Shop Seller Center: returns, one row per return and SKU, in English headers everywhere."""

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

RETURNS = Export(
    platform="tiktok_shop",
    entity="returns",
    title="TikTok Shop returns",
    unit=("return_id",),
    # Nothing in the file names a currency but the signs of some amounts. Thai shops are read; an
    # amount with another sign is refused rather than taken for baht.
    currency=Currency(by_sign=True, code="THB"),
    period=Period(column="requested_at"),
    timestamp_formats=("%d/%m/%Y %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S"),
    decimal_comma=(),
    expectations=(
        unique("return_id", "sku_id"),
        at_most("refund_amount", "order_amount"),
        not_before("refunded_at", "requested_at"),
        filled("return_status", mostly=0.99),
    ),
    columns=(
        column(Kind.ID, "return_id", "Return Order ID", required=True, pattern=r"[0-9]{10,}"),
        column(Kind.ID, "order_id", "Order ID", required=True, pattern=r"[0-9]{10,}"),
        column(Kind.MONEY, "order_amount", "Order Amount", minimum=0),
        column(Kind.TEXT, "order_status", "Order Status"),
        column(Kind.TEXT, "order_substatus", "Order Substatus"),
        column(Kind.TEXT, "payment_method", "Payment Method"),
        column(Kind.ID, "sku_id", "SKU ID"),
        column(Kind.ID, "seller_sku", "Seller SKU"),
        column(Kind.TEXT, "product_name", "Product Name"),
        column(Kind.TEXT, "variation_name", "SKU Name"),
        column(Kind.PERSON, "buyer_id", "Buyer Username"),
        column(Kind.TEXT, "return_type", "Return Type"),
        column(Kind.TIMESTAMP, "requested_at", "Time Requested", required=True),
        column(Kind.TEXT, "return_reason", "Return Reason"),
        # In spite of its name what is paid back for all the pieces: it stays within the order's
        # amount also where two came back.
        column(Kind.MONEY, "refund_amount", "Return unit price", minimum=0),
        # Not in every layout, like the time of the refund.
        column(Kind.INTEGER, "returned_quantity", "Return Quantity", minimum=0),
        column(Kind.ID, "return_tracking_id", "Return Logistics Tracking ID"),
        column(Kind.TEXT, "return_status", "Return Status"),
        column(Kind.TEXT, "return_substatus", "Return Sub Status"),
        column(Kind.TIMESTAMP, "refunded_at", "Refund Time"),
        column(Kind.TEXT, "dispute_status", "Dispute Status"),
        column(Kind.TEXT, "appeal_status", "Appeal Status"),
        column(Kind.TEXT, "compensation_status", "Compensation Status"),
        column(Kind.MONEY, "compensation_amount", "Compensation Amount"),
        column(Kind.PRESENCE, "has_buyer_note", "Buyer Note"),
    ),
)
