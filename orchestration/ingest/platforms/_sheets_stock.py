"""Sheets on stock: what was counted, what moved, what is on order and what came back."""

from orchestration.ingest.platforms._sheets_columns import (
    CURRENCY,
    currency,
    order_id,
    platform,
    sku,
    words,
)
from orchestration.ingest.spec import (
    Column,
    Export,
    Kind,
    Period,
    at_most,
    column,
    not_before,
    unique,
)


def _location(*example: str) -> Column:
    return column(
        Kind.TEXT,
        "location",
        note="Warehouse or shop, spelled alike in every sheet. Blank: main",
        example=example,
    )


# A count of an article replaces the whole earlier one of its day and place, lots included.
STOCK_COUNTS = Export(
    platform="sheets",
    entity="stock_counts",
    title="stock counts (the seller's own sheet)",
    expectations=(
        unique("count_date", "sku", "location", "lot_id"),
        at_most("quantity_reserved", "quantity_on_hand", mostly=0.95),
    ),
    unit=("count_date", "sku", "location"),
    period=Period(column="count_date"),
    columns=(
        column(
            Kind.DATE,
            "count_date",
            required=True,
            note="Day at whose end the pieces were there",
            example=("2026-06-30", "2026-06-30", "2026-06-30"),
        ),
        sku("SRM-VITC-30", "SRM-VITC-30", "SUN-DAY-50"),
        _location("main", "main", "main"),
        column(
            Kind.ID,
            "lot_id",
            note="Lot or batch; several lots of an article are several rows",
            example=("L2603", "L2605", ""),
        ),
        column(
            Kind.DATE,
            "expiry_date",
            note="Last day on which the lot may be sold",
            example=("2028-03-31", "2028-05-31", ""),
        ),
        column(
            Kind.INTEGER,
            "quantity_on_hand",
            required=True,
            minimum=0,
            note="Pieces on the shelf that can be sold, reserved ones too. 0 where there are none",
            example=("120", "300", "0"),
        ),
        column(
            Kind.INTEGER,
            "quantity_reserved",
            minimum=0,
            note="Pieces among them that are promised to orders",
            example=("14", "0", "0"),
        ),
        column(
            Kind.INTEGER,
            "quantity_unsellable",
            minimum=0,
            note="Damaged or expired pieces beside them",
            example=("3", "0", "12"),
        ),
    ),
)

# Two lines of a day may be alike and both true, so nothing tells rows apart: a day comes whole
# from one file.
STOCK_MOVEMENTS = Export(
    platform="sheets",
    entity="stock_movements",
    title="stock movements (the seller's own sheet)",
    unit=("movement_date", "location"),
    period=Period(column="movement_date"),
    columns=(
        column(
            Kind.DATE,
            "movement_date",
            required=True,
            note="Day of the movement. Give a day whole: of two files the later one's rows count",
            example=("2026-06-03", "2026-06-03", "2026-06-04"),
        ),
        sku("SRM-VITC-30", "SUN-DAY-50", "SUN-DAY-50"),
        _location("main", "main", "main"),
        words(
            "movement_type",
            "receipt",
            "sale",
            "return",
            "transfer",
            "adjustment",
            "damage",
            "expiry",
            "sample",
            required=True,
            note="Why the pieces moved",
            example=("receipt", "sale", "damage"),
        ),
        column(
            Kind.INTEGER,
            "quantity_change",
            required=True,
            note="Pieces: positive when they come in, negative when they go out",
            example=("300", "-42", "-2"),
        ),
        column(
            Kind.ID,
            "reference_id",
            note="Number of the purchase order, order, return or transfer behind it",
            example=("PO-2026-014", "", ""),
        ),
    ),
)

PURCHASE_ORDERS = Export(
    platform="sheets",
    entity="purchase_orders",
    title="purchase orders (the seller's own sheet)",
    expectations=(
        unique("purchase_order_id", "sku"),
        not_before("expected_date", "ordered_date"),
        not_before("received_date", "ordered_date"),
        at_most("received_quantity", "ordered_quantity", mostly=0.95),
    ),
    unit=("purchase_order_id",),
    currency=CURRENCY,
    period=Period(column="ordered_date"),
    columns=(
        column(
            Kind.ID,
            "purchase_order_id",
            required=True,
            note="Your own number of the order at the supplier; a row per article on it",
            example=("PO-2026-014", "PO-2026-014", "PO-2026-015"),
        ),
        column(
            Kind.TEXT,
            "supplier",
            note="Who delivers: a company's name",
            example=("Siam Lab Co., Ltd.", "Siam Lab Co., Ltd.", "Rayong Pack Co., Ltd."),
        ),
        sku("SRM-VITC-30", "SUN-DAY-50", "SUN-DAY-50"),
        column(
            Kind.DATE,
            "ordered_date",
            required=True,
            note="Day on which you ordered",
            example=("2026-05-12", "2026-05-12", "2026-06-10"),
        ),
        column(
            Kind.DATE,
            "expected_date",
            note="Day on which the pieces should be in stock",
            example=("2026-06-02", "2026-06-02", "2026-07-10"),
        ),
        column(
            Kind.DATE,
            "received_date",
            note="Day on which they were in stock. Blank: still open",
            example=("2026-06-03", "2026-06-05", ""),
        ),
        column(
            Kind.INTEGER,
            "ordered_quantity",
            required=True,
            minimum=0,
            note="Pieces ordered",
            example=("300", "500", "400"),
        ),
        column(
            Kind.INTEGER,
            "received_quantity",
            minimum=0,
            note="Pieces received so far",
            example=("300", "480", ""),
        ),
        column(
            Kind.MONEY,
            "unit_cost",
            minimum=0,
            note="Purchase price of one piece on this order",
            example=("134.00", "119.00", "119.00"),
        ),
        currency("THB", "THB", "THB"),
        words(
            "status",
            "ordered",
            "shipped",
            "partly_received",
            "received",
            "cancelled",
            note="Where the order stands",
            example=("received", "partly_received", "ordered"),
        ),
    ),
)

RETURNS_PROCESSING = Export(
    platform="sheets",
    entity="returns_processing",
    title="returns processing (the seller's own sheet)",
    expectations=(
        unique("platform", "return_id", "sku"),
        not_before("processed_date", "return_received_date"),
        at_most("restocked_quantity", "returned_quantity"),
    ),
    unit=("platform", "return_id"),
    currency=CURRENCY,
    period=Period(column="return_received_date"),
    columns=(
        column(
            Kind.ID,
            "return_id",
            required=True,
            note="The platform's or your own number of the return; a row per article in it",
            example=("R-2606-01", "R-2606-02"),
        ),
        platform("shopee", "tiktok_shop"),
        order_id("260601GQR5R54C", "577123456789012340", required=True),
        sku("SRM-VITC-30", "SUN-DAY-50"),
        column(
            Kind.DATE,
            "return_received_date",
            required=True,
            note="Day on which the parcel was back with you",
            example=("2026-06-08", "2026-06-09"),
        ),
        column(
            Kind.DATE,
            "processed_date",
            note="Day on which it was decided what to do with it. Blank: not yet",
            example=("2026-06-09", "2026-06-11"),
        ),
        column(
            Kind.INTEGER,
            "returned_quantity",
            required=True,
            minimum=0,
            note="Pieces that came back",
            example=("1", "2"),
        ),
        column(
            Kind.INTEGER,
            "restocked_quantity",
            minimum=0,
            note="Pieces of them that can be sold again",
            example=("1", "0"),
        ),
        words(
            "item_condition",
            "new",
            "opened",
            "damaged",
            "wrong_item",
            "missing",
            note="How the pieces came back",
            example=("new", "damaged"),
        ),
        words(
            "disposition",
            "restock",
            "discard",
            "repair",
            "supplier",
            "buyer",
            note="Where they go: to stock, the bin, repair, back to the supplier or the buyer",
            example=("restock", "discard"),
        ),
        column(
            Kind.TEXT,
            "return_reason",
            note="Why, in a few words of your own that you always spell alike",
            example=("changed mind", "broken in transit"),
        ),
        column(
            Kind.MONEY,
            "return_shipping_cost",
            minimum=0,
            note="What you paid to get the parcel back",
            example=("38.00", "38.00"),
        ),
        column(
            Kind.MONEY,
            "handling_cost",
            minimum=0,
            note="What checking and repacking cost you",
            example=("15.00", "15.00"),
        ),
        currency("THB", "THB"),
    ),
)
