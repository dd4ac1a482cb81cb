"""Zalora: orders of the Seller Center.

One row per unit (three pieces are three rows) with its own id, price and status, under headers like
those of Lazada's older form and an id of Zalora's own. No personal column was seen; what a file has
beyond these is recorded by name and never read. The file names no country and no currency: the
seller's is taken to be in Malaysian ringgit, where Zalora sells most.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    at_most,
    column,
    not_before,
    unique,
)

ORDERS = Export(
    platform="zalora",
    entity="orders",
    title="Zalora orders",
    unit=("order_id",),
    signature=("zalora_id",),
    currency=Currency(code="MYR"),
    period=Period(column="created_at"),
    timestamp_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"),
    expectations=(
        unique("order_item_id"),
        at_most("paid_price", "unit_price", mostly=0.99),
        not_before("updated_at", "created_at"),
    ),
    columns=(
        column(Kind.ID, "order_item_id", "Order Item Id", required=True, pattern=r"[0-9]{4,}"),
        column(Kind.ID, "zalora_id", "Zalora Id"),
        column(Kind.ID, "sku", "Seller SKU"),
        column(Kind.ID, "zalora_sku", "Zalora SKU"),
        column(Kind.TIMESTAMP, "created_at", "Created at", required=True),
        column(Kind.TIMESTAMP, "updated_at", "Updated at"),
        column(Kind.ID, "order_id", "Order Number", required=True, pattern=r"[0-9]{4,}"),
        column(Kind.MONEY, "paid_price", "Paid Price", required=True, minimum=0),
        column(Kind.MONEY, "unit_price", "Unit Price", required=True, minimum=0),
        column(Kind.MONEY, "tax_amount", "Tax Amount"),
        column(Kind.MONEY, "shipping_fee", "Shipping Fee"),
        column(Kind.MONEY, "wallet_credits", "Wallet Credits"),
        column(Kind.TEXT, "product_name", "Item Name", required=True),
        column(Kind.TEXT, "variation_name", "Variation"),
        column(Kind.TEXT, "shipping_provider", "Shipping Provider"),
        column(Kind.ID, "tracking_code", "Tracking Code"),
        column(Kind.TEXT, "order_status", "Status", required=True),
        column(Kind.TEXT, "reason", "Reason"),
        column(Kind.MONEY, "voucher_discount", "voucher: discount"),
        column(Kind.MONEY, "store_credits", "Store Credits"),
        column(Kind.MONEY, "shipping_voucher", "Shipping Voucher"),
    ),
)

EXPORTS = (ORDERS,)
