"""Orders in plain names of our own, for shops whose real headers nobody could confirm.

A user's column map says which header of the file is which of these columns. One row per line; the
cells of the order may stand on each of its rows or on the first alone. The key's header names the
platform, so that no other file looks like one of these by chance.
"""

from orchestration.ingest.spec import (
    Column,
    Currency,
    Expectation,
    Kind,
    at_most,
    column,
    filled,
    not_before,
)

# Where neither the file nor the map names one.
CURRENCY = Currency(column="currency_code", code="THB")

FILL_DOWN = ("order_status", "created_at", "currency_code")

EXPECTATIONS: tuple[Expectation, ...] = (
    at_most("returned_quantity", "quantity"),
    not_before("paid_at", "created_at"),
    not_before("completed_at", "created_at"),
    filled("coalesce(line_amount, unit_price)", mostly=1.0),
)


def columns(order_id_header: str) -> tuple[Column, ...]:
    return (
        column(Kind.ID, "order_id", order_id_header, required=True),
        column(Kind.TEXT, "order_status", required=True),
        column(Kind.TIMESTAMP, "created_at", required=True),
        column(Kind.TIMESTAMP, "paid_at"),
        column(Kind.TIMESTAMP, "shipped_at"),
        column(Kind.TIMESTAMP, "completed_at"),
        column(Kind.TIMESTAMP, "cancelled_at"),
        column(Kind.PERSON, "buyer_id"),
        column(Kind.TEXT, "country"),
        column(Kind.TEXT, "province"),
        column(Kind.TEXT, "payment_method"),
        column(Kind.TEXT, "currency_code"),
        column(Kind.ID, "sku"),
        column(Kind.TEXT, "product_name", required=True),
        column(Kind.TEXT, "variation_name"),
        column(Kind.INTEGER, "quantity", required=True, minimum=0),
        column(Kind.INTEGER, "returned_quantity", minimum=0),
        # The price of one piece, or the amount of the line before vouchers: one of the two.
        column(Kind.MONEY, "unit_price", minimum=0),
        column(Kind.MONEY, "line_amount", minimum=0),
        # Of the order.
        column(Kind.MONEY, "discount_amount"),
        column(Kind.MONEY, "shipping_amount"),
        column(Kind.MONEY, "order_amount"),
        column(Kind.MONEY, "refund_amount"),
    )
