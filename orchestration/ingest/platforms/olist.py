"""Olist: a Brazilian marketplace's orders (Kaggle, "Brazilian E-Commerce Public Dataset").

The set's ids are pseudonyms already, so they are kept. Zip prefixes are dropped, review texts are
reduced to whether there is one.
"""

from orchestration.ingest.spec import (
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

REAL = Currency(code="BRL")
ID = r"[0-9a-f]{32}"

ORDERS = Export(
    platform="olist",
    entity="orders",
    title="Olist orders",
    shop="olist",
    unit=("order_id",),
    expectations=(
        unique("order_id"),
        not_before("order_approved_at", "order_purchase_timestamp"),
        not_before("order_delivered_customer_date", "order_purchase_timestamp"),
    ),
    period=Period(column="order_purchase_timestamp"),
    columns=(
        column(Kind.ID, "order_id", required=True, pattern=ID),
        column(Kind.ID, "customer_id", required=True, pattern=ID),
        column(Kind.TEXT, "order_status", required=True),
        column(Kind.TIMESTAMP, "order_purchase_timestamp", required=True),
        column(Kind.TIMESTAMP, "order_approved_at"),
        column(Kind.TIMESTAMP, "order_delivered_carrier_date"),
        column(Kind.TIMESTAMP, "order_delivered_customer_date"),
        column(Kind.TIMESTAMP, "order_estimated_delivery_date"),
    ),
)

ORDER_ITEMS = Export(
    platform="olist",
    entity="order_items",
    title="Olist order items",
    shop="olist",
    expectations=(unique("order_id", "order_item_id"),),
    unit=("order_id",),
    currency=REAL,
    period=Period(column="shipping_limit_date"),
    columns=(
        column(Kind.ID, "order_id", required=True, pattern=ID),
        column(Kind.INTEGER, "order_item_id", required=True, minimum=1),
        column(Kind.ID, "product_id", required=True, pattern=ID),
        column(Kind.ID, "seller_id", required=True, pattern=ID),
        column(Kind.TIMESTAMP, "shipping_limit_date"),
        column(Kind.MONEY, "price", required=True, minimum=0),
        column(Kind.MONEY, "freight_value", minimum=0),
    ),
)

ORDER_PAYMENTS = Export(
    platform="olist",
    entity="order_payments",
    title="Olist order payments",
    shop="olist",
    expectations=(unique("order_id", "payment_sequential"),),
    unit=("order_id",),
    currency=REAL,
    columns=(
        column(Kind.ID, "order_id", required=True, pattern=ID),
        column(Kind.INTEGER, "payment_sequential", required=True, minimum=1),
        column(Kind.TEXT, "payment_type", required=True),
        column(Kind.INTEGER, "payment_installments", minimum=0),
        column(Kind.MONEY, "payment_value", required=True, minimum=0),
    ),
)

ORDER_REVIEWS = Export(
    platform="olist",
    entity="order_reviews",
    title="Olist order reviews",
    shop="olist",
    # A review id may stand on several orders of the same buyer.
    unit=("review_id", "order_id"),
    expectations=(unique("review_id", "order_id"), between("review_score", 1, 5)),
    period=Period(column="review_creation_date"),
    columns=(
        column(Kind.ID, "review_id", required=True, pattern=ID),
        column(Kind.ID, "order_id", required=True, pattern=ID),
        column(Kind.INTEGER, "review_score", required=True, minimum=1),
        column(Kind.PRESENCE, "has_title", "review_comment_title"),
        column(Kind.PRESENCE, "has_message", "review_comment_message"),
        # Both timestamps are missing on some reviews of the set as published.
        column(Kind.TIMESTAMP, "review_creation_date"),
        column(Kind.TIMESTAMP, "review_answer_timestamp"),
    ),
)

CUSTOMERS = Export(
    platform="olist",
    entity="customers",
    title="Olist customers",
    shop="olist",
    expectations=(unique("customer_id"),),
    unit=("customer_id",),
    columns=(
        column(Kind.ID, "customer_id", required=True, pattern=ID),
        column(Kind.ID, "customer_unique_id", required=True, pattern=ID),
        *dropped("customer_zip_code_prefix"),
        column(Kind.TEXT, "customer_city"),
        column(Kind.TEXT, "customer_state"),
    ),
)

SELLERS = Export(
    platform="olist",
    entity="sellers",
    title="Olist sellers",
    shop="olist",
    expectations=(unique("seller_id"),),
    unit=("seller_id",),
    columns=(
        column(Kind.ID, "seller_id", required=True, pattern=ID),
        *dropped("seller_zip_code_prefix"),
        column(Kind.TEXT, "seller_city", required=True),
        column(Kind.TEXT, "seller_state"),
    ),
)

PRODUCTS = Export(
    platform="olist",
    entity="products",
    title="Olist products",
    shop="olist",
    expectations=(unique("product_id"), filled("product_category_name", mostly=0.95)),
    unit=("product_id",),
    signature=("product_category_name", "product_weight_g"),
    columns=(
        column(Kind.ID, "product_id", required=True, pattern=ID),
        column(Kind.TEXT, "product_category_name"),
        # The set spells it "lenght".
        column(Kind.INTEGER, "product_name_length", "product_name_lenght"),
        column(Kind.INTEGER, "product_description_length", "product_description_lenght"),
        column(Kind.INTEGER, "product_photos_qty"),
        column(Kind.INTEGER, "product_weight_g"),
        column(Kind.INTEGER, "product_length_cm"),
        column(Kind.INTEGER, "product_height_cm"),
        column(Kind.INTEGER, "product_width_cm"),
    ),
)

PRODUCT_CATEGORIES = Export(
    platform="olist",
    entity="product_categories",
    title="Olist product category translation",
    shop="olist",
    expectations=(unique("product_category_name"),),
    unit=("product_category_name",),
    columns=(
        column(Kind.TEXT, "product_category_name", required=True),
        column(Kind.TEXT, "product_category_name_english", required=True),
    ),
)

EXPORTS = (
    ORDERS,
    ORDER_ITEMS,
    ORDER_PAYMENTS,
    ORDER_REVIEWS,
    CUSTOMERS,
    SELLERS,
    PRODUCTS,
    PRODUCT_CATEGORIES,
)
