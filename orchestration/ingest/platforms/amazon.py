"""Amazon: the "All orders" report of Seller Central, a text file with tabs.

One row per line of an order, with the line's own prices; moments in UTC, whatever the marketplace.
A pending or cancelled line may have neither price nor currency. It names no buyer: of the address
it has the city and the post code, which are left at the door, the state and the country.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    column,
    dropped,
    not_before,
)

ORDERS = Export(
    platform="amazon",
    entity="orders",
    title="Amazon orders",
    unit=("order_id",),
    signature=("asin", "purchased_at", "currency_code", "item_price"),
    # XXX is ISO's code for no currency: a line without a price has none.
    currency=Currency(column="currency_code", code="XXX"),
    period=Period(column="purchased_at"),
    timestamp_formats=("%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%SZ"),
    expectations=(not_before("updated_at", "purchased_at"),),
    columns=(
        column(Kind.ID, "order_id", "amazon-order-id", required=True, pattern=r"[0-9A-Z-]{19}"),
        column(Kind.ID, "merchant_order_id", "merchant-order-id"),
        column(Kind.TIMESTAMP, "purchased_at", "purchase-date", required=True),
        column(Kind.TIMESTAMP, "updated_at", "last-updated-date"),
        column(Kind.TEXT, "order_status", "order-status", required=True),
        column(Kind.TEXT, "fulfilment_channel", "fulfillment-channel"),
        column(Kind.TEXT, "sales_channel", "sales-channel"),
        column(Kind.TEXT, "order_channel", "order-channel"),
        column(Kind.TEXT, "ship_service_level", "ship-service-level"),
        column(Kind.TEXT, "product_name", "product-name"),
        column(Kind.ID, "sku", "sku", required=True),
        column(Kind.ID, "asin", "asin"),
        column(Kind.TEXT, "item_status", "item-status"),
        column(Kind.INTEGER, "quantity", "quantity", required=True, minimum=0),
        column(Kind.TEXT, "currency_code", "currency", pattern=r"[A-Z]{3}"),
        # Of all pieces of the line, before promotions.
        column(Kind.MONEY, "item_price", "item-price", minimum=0),
        column(Kind.MONEY, "item_tax", "item-tax"),
        column(Kind.MONEY, "shipping_price", "shipping-price"),
        column(Kind.MONEY, "shipping_tax", "shipping-tax"),
        column(Kind.MONEY, "gift_wrap_price", "gift-wrap-price"),
        column(Kind.MONEY, "gift_wrap_tax", "gift-wrap-tax"),
        column(Kind.MONEY, "item_promotion_discount", "item-promotion-discount"),
        column(Kind.MONEY, "ship_promotion_discount", "ship-promotion-discount"),
        column(Kind.TEXT, "province", "ship-state"),
        column(Kind.TEXT, "country", "ship-country"),
        column(Kind.TEXT, "promotion_ids", "promotion-ids"),
        column(Kind.FLAG, "is_business_order", "is-business-order"),
        column(Kind.TEXT, "price_designation", "price-designation"),
        *dropped("url", "ship-city", "ship-postal-code", "purchase-order-number"),
    ),
)

EXPORTS = (ORDERS,)
