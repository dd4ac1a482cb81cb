"""TikTok Shop Seller Center: orders; the other exports are in `_tiktok_….py` beside.

English headers in every country, localised values; a row of column descriptions below the header
(not in every file); ids and times end with a tab. One row per order and SKU, order-level money
repeated on each. New columns are put in the middle, so everything goes by name.
"""

from orchestration.ingest.platforms._tiktok_affiliate import AFFILIATE_CREATORS, AFFILIATE_ORDERS
from orchestration.ingest.platforms._tiktok_live import LIVE_SESSIONS
from orchestration.ingest.platforms._tiktok_products import PRODUCT_PERFORMANCE
from orchestration.ingest.platforms._tiktok_returns import RETURNS
from orchestration.ingest.platforms._tiktok_settlement import SETTLEMENTS
from orchestration.ingest.platforms._tiktok_videos import AFFILIATE_VIDEOS, VIDEOS
from orchestration.ingest.spec import (
    Currency,
    Description,
    Export,
    Kind,
    Period,
    at_most,
    between,
    column,
    dropped,
    filled,
    not_before,
)

ORDERS = Export(
    platform="tiktok_shop",
    entity="orders",
    title="TikTok Shop orders",
    unit=("order_id",),
    currency=Currency(
        column="country",
        codes={
            "Thailand": "THB",
            "ประเทศไทย": "THB",
            "Indonesia": "IDR",
            "Vietnam": "VND",
            "Việt Nam": "VND",
            "Malaysia": "MYR",
            "Philippines": "PHP",
            "Singapore": "SGD",
            "United States": "USD",
            "United Kingdom": "GBP",
        },
    ),
    # "ทั้งหมด คำสั่งซื้อ-2026-07-16-18_18.xlsx": the moment of the export; its start is in the data.
    period=Period(
        name=r"(?P<end>\d{4}-\d{2}-\d{2}-\d{2}_\d{2})",
        formats=("%Y-%m-%d-%H_%M",),
        column="created_at",
    ),
    timestamp_formats=(
        "%d/%m/%Y %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%m/%d/%Y %I:%M:%S %p",
        "%m/%d/%Y %H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        # As a spreadsheet saves it, of whichever country.
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %H:%M",
    ),
    # English headers tell no language, so the cells decide.
    decimal_comma=(),
    not_data=(Description(column="order_id"),),
    expectations=(
        between(
            "subtotal_before_discount - platform_discount - seller_discount"
            " - subtotal_after_discount",
            -0.01,
            0.01,
            mostly=0.95,
        ),
        at_most("returned_quantity", "quantity"),
        not_before("paid_at", "created_at"),
        filled("buyer_id", mostly=0.99),
    ),
    columns=(
        column(Kind.ID, "order_id", "Order ID", required=True, pattern=r"[0-9]{10,}"),
        column(Kind.TEXT, "order_status", "Order Status", required=True),
        column(Kind.TEXT, "order_substatus", "Order Substatus"),
        column(Kind.TEXT, "cancel_return_type", "Cancelation/Return Type"),
        column(Kind.TEXT, "order_type", "Normal or Pre-order"),
        column(Kind.ID, "sku_id", "SKU ID", required=True),
        column(Kind.ID, "seller_sku", "Seller SKU"),
        column(Kind.ID, "bundle_seller_sku", "Virtual Bundle Seller SKU"),
        column(Kind.ID, "product_id", "Product ID"),
        column(Kind.TEXT, "product_name", "Product Name"),
        column(Kind.TEXT, "variation_name", "Variation"),
        column(Kind.INTEGER, "quantity", "Quantity", required=True, minimum=0),
        column(Kind.INTEGER, "returned_quantity", "Sku Quantity of return", minimum=0),
        column(Kind.MONEY, "unit_original_price", "SKU Unit Original Price"),
        column(
            Kind.MONEY,
            "subtotal_before_discount",
            "SKU Subtotal Before Discount",
            required=True,
            minimum=0,
        ),
        column(Kind.MONEY, "platform_discount", "SKU Platform Discount"),
        column(Kind.MONEY, "seller_discount", "SKU Seller Discount"),
        column(Kind.MONEY, "subtotal_after_discount", "SKU Subtotal After Discount"),
        # Once per order, repeated on each line, down to the order amount.
        column(Kind.MONEY, "shipping_after_discount", "Shipping Fee After Discount"),
        column(Kind.MONEY, "shipping_original", "Original Shipping Fee"),
        column(Kind.MONEY, "shipping_seller_discount", "Shipping Fee Seller Discount"),
        column(Kind.MONEY, "shipping_platform_discount", "Shipping Fee Platform Discount"),
        column(Kind.MONEY, "shipping_cofunded_discount", "Co-Funded Shipping Fee Discount"),
        column(Kind.MONEY, "distance_shipping_fee", "Distance Shipping Fee"),
        column(Kind.MONEY, "distance_fee", "Distance Fee"),
        column(Kind.MONEY, "order_refund_amount", "Order Refund Amount"),
        column(Kind.MONEY, "payment_platform_discount", "Payment platform discount"),
        column(Kind.MONEY, "taxes", "Taxes"),
        column(Kind.MONEY, "small_order_fee", "Small Order Fee"),
        column(Kind.MONEY, "retail_delivery_fee", "Retail Delivery Fee"),
        column(Kind.MONEY, "buyer_service_fee", "Buyer Service Fee"),
        column(Kind.MONEY, "handling_fee", "Handling Fee"),
        column(Kind.MONEY, "shipping_insurance", "Shipping Insurance"),
        column(Kind.MONEY, "item_insurance", "Item Insurance"),
        column(Kind.MONEY, "order_amount", "Order Amount"),
        column(Kind.TIMESTAMP, "created_at", "Created Time", required=True),
        column(Kind.TIMESTAMP, "paid_at", "Paid Time"),
        column(Kind.TIMESTAMP, "ready_to_ship_at", "RTS Time"),
        column(Kind.TIMESTAMP, "shipped_at", "Shipped Time"),
        column(Kind.TIMESTAMP, "delivered_at", "Delivered Time"),
        column(Kind.TIMESTAMP, "cancelled_at", "Cancelled Time"),
        column(Kind.TEXT, "cancelled_by", "Cancel By"),
        column(Kind.TEXT, "cancel_reason", "Cancel Reason"),
        column(Kind.TEXT, "fulfilment_type", "Fulfillment Type"),
        column(Kind.TEXT, "warehouse_name", "Warehouse Name"),
        column(Kind.ID, "tracking_id", "Tracking ID"),
        column(Kind.TEXT, "delivery_option_type", "Delivery Option Type"),
        column(Kind.TEXT, "delivery_option", "Delivery Option"),
        column(Kind.TEXT, "shipping_provider", "Shipping Provider Name"),
        column(Kind.PERSON, "buyer_id", "Buyer Username"),
        column(Kind.TEXT, "country", "Country", required=True),
        column(Kind.TEXT, "province", "Province", "State"),
        column(Kind.TEXT, "payment_method", "Payment Method"),
        column(Kind.NUMBER, "weight_kg", "Weight(kg)"),
        column(Kind.TEXT, "product_category", "Product Category"),
        column(Kind.ID, "package_id", "Package ID"),
        column(Kind.TEXT, "purchase_channel", "Purchase Channel"),
        column(Kind.TEXT, "order_channel", "Order Channel"),
        # A creator's public handle is still a person's name.
        column(Kind.PERSON, "creator_id", "Creator Handle"),
        *dropped(
            "Buyer Message",
            "Buyer Nickname",
            "Recipient",
            "Phone #",
            "Zipcode",
            "District",
            "Commune",
            "City",
            "Post Town",
            "Regency and City",
            "Districts",
            "Villages",
            "Detail Address",
            "Address Line 1",
            "Address Line 2",
            "Delivery Instruction",
            "Shipping Information",
            "Additional address information",
            "Seller Note",
            "Checked Status",
            "Checked Marked by",
            "Tokopedia Invoice Number",
        ),
    ),
)

EXPORTS = (
    ORDERS,
    SETTLEMENTS,
    RETURNS,
    AFFILIATE_ORDERS,
    AFFILIATE_CREATORS,
    AFFILIATE_VIDEOS,
    LIVE_SESSIONS,
    VIDEOS,
    PRODUCT_PERFORMANCE,
)
