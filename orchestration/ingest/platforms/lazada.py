"""Lazada: orders of the Seller Center, and key metrics of the Business Advisor.

Orders: English headers in every country, one row per unit (three pieces are three rows) with its
own id, price and status. The older form spells its headers in words. Dates are "01 Sep 2026 14:05",
discounts are negative.

Key metrics: the header stands below five rows of title, then the whole period, a blank row and the
days.
"""

from orchestration.ingest.spec import (
    Currency,
    Export,
    Kind,
    Period,
    Total,
    at_most,
    column,
    dropped,
    not_before,
    unique,
)

ORDERS = Export(
    platform="lazada",
    entity="orders",
    title="Lazada orders",
    unit=("order_id",),
    # Zalora's export looks like Lazada's older one.
    absent=("Zalora Id",),
    # The older form names no country.
    currency=Currency(
        column="country",
        code="THB",
        codes={
            "Thailand": "THB",
            "Indonesia": "IDR",
            "Vietnam": "VND",
            "Malaysia": "MYR",
            "Philippines": "PHP",
            "Singapore": "SGD",
        },
    ),
    period=Period(column="created_at"),
    timestamp_formats=(
        "%d %b %Y %H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        # As a spreadsheet saves it, of whichever country.
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %H:%M",
    ),
    shown_day_order=True,
    expectations=(
        unique("order_item_id"),
        # Discounts only ever lower a price.
        at_most("paid_price", "unit_price", mostly=0.99),
        not_before("updated_at", "created_at"),
        not_before("delivered_at", "created_at"),
    ),
    columns=(
        column(
            Kind.ID,
            "order_item_id",
            "orderItemId",
            "Order Item Id",
            required=True,
            pattern=r"[0-9]{5,}",
        ),
        column(Kind.TEXT, "order_type", "orderType"),
        column(Kind.TEXT, "guarantee", "Guarantee"),
        column(Kind.TEXT, "delivery_type", "deliveryType"),
        column(Kind.ID, "lazada_id", "lazadaId"),
        column(Kind.ID, "sku", "sellerSku"),
        column(Kind.ID, "lazada_sku", "lazadaSku"),
        column(Kind.TEXT, "warehouse", "wareHouse"),
        column(Kind.TIMESTAMP, "created_at", "createTime", "Created at", required=True),
        column(Kind.TIMESTAMP, "updated_at", "updateTime"),
        column(Kind.TIMESTAMP, "ready_to_ship_due_at", "rtsSla", "rtaSla"),
        column(Kind.TIMESTAMP, "ship_due_at", "ttsSla"),
        column(
            Kind.ID, "order_id", "orderNumber", "Order Number", required=True, pattern=r"[0-9]{5,}"
        ),
        column(Kind.TEXT, "invoice_required", "invoiceRequired"),
        column(Kind.TIMESTAMP, "delivered_at", "deliveredDate"),
        column(Kind.PERSON, "buyer_name", "customerName"),
        column(Kind.PERSON, "buyer_email", "customerEmail"),
        column(Kind.TEXT, "country", "shippingCountry"),
        column(Kind.TEXT, "province", "shippingRegion"),
        column(Kind.TEXT, "tax_invoice_requested", "taxInvoiceRequested"),
        column(Kind.TEXT, "payment_method", "payMethod"),
        # What the buyer pays for the unit, without shipping.
        column(Kind.MONEY, "paid_price", "paidPrice", "Paid Price", required=True, minimum=0),
        column(Kind.MONEY, "unit_price", "unitPrice", minimum=0),
        column(Kind.MONEY, "seller_discount", "sellerDiscountTotal"),
        column(Kind.MONEY, "platform_discount", "platformDiscountTotal"),
        column(Kind.MONEY, "shipping_fee", "shippingFee"),
        column(Kind.MONEY, "wallet_credit", "walletCredit"),
        column(Kind.TEXT, "product_name", "itemName", "Item Name", required=True),
        column(Kind.TEXT, "variation_name", "variation"),
        column(Kind.TEXT, "cross_border_provider", "cdShippingProvider"),
        column(Kind.TEXT, "shipping_provider", "shippingProvider"),
        column(Kind.TEXT, "shipment_type", "shipmentTypeName"),
        column(Kind.TEXT, "shipping_provider_type", "shippingProviderType"),
        column(Kind.ID, "cross_border_tracking_code", "cdTrackingCode"),
        column(Kind.ID, "tracking_code", "trackingCode"),
        column(Kind.TEXT, "first_mile_provider", "shippingProviderFM"),
        column(Kind.ID, "first_mile_tracking_code", "trackingCodeFM"),
        column(Kind.TIMESTAMP, "promised_at", "promisedShippingTime"),
        column(Kind.TEXT, "premium"),
        column(Kind.TEXT, "order_status", "status", "Status", required=True),
        column(Kind.TEXT, "failed_delivery_initiator", "buyerFailedDeliveryReturnInitiator"),
        column(Kind.TEXT, "failed_delivery_reason", "buyerFailedDeliveryReason"),
        column(Kind.ID, "bundle_id", "bundleId"),
        column(Kind.TEXT, "semi_managed", "semiManaged"),
        column(Kind.TEXT, "flexible_delivery_time", "flexibleDeliveryTime"),
        column(Kind.MONEY, "bundle_discount", "bundleDiscount"),
        column(Kind.MONEY, "refund_amount", "refundAmount"),
        *dropped(
            "invoiceNumber",
            "nationalRegistrationNumber",
            "shippingName",
            "shippingAddress",
            "shippingAddress2",
            "shippingAddress3",
            "shippingAddress4",
            "shippingAddress5",
            "shippingPhone",
            "shippingPhone2",
            "shippingCity",
            "shippingPostCode",
            "billingName",
            "billingAddr",
            "billingAddr2",
            "billingAddr3",
            "billingAddr4",
            "billingAddr5",
            "billingPhone",
            "billingPhone2",
            "billingCity",
            "billingPostCode",
            "billingCountry",
            "taxCode",
            "branchNumber",
            "trackingUrl",
            "trackingUrlFM",
            "buyerFailedDeliveryDetail",
            "buyerFailedDeliveryUserName",
            "sellerNote",
        ),
    ),
)

KEY_METRICS = Export(
    platform="lazada",
    entity="key_metrics",
    title="Lazada Business Advisor, key metrics by day",
    unit=("sales_date",),
    # Neither the headers nor the title name a currency.
    currency=Currency(code="THB"),
    period=Period(column="sales_date"),
    sheets=("Key Metrics",),
    signature=("pageviews", "units_sold", "cancelled_amount", "returned_amount"),
    expectations=(
        unique("sales_date"),
        at_most("buyers", "visitors"),
        at_most("buyers", "orders"),
        at_most("orders", "units_sold"),
    ),
    not_data=(
        # The whole period, with its two days or nothing in place of the day. Visitors and buyers of
        # several days are fewer than those of each day together, so they are no checksum.
        Total(
            blank=("sales_date",),
            column="sales_date",
            pattern=r".*\d{4}.+\d{4}.*",
            sums=(
                "revenue",
                "orders",
                "pageviews",
                "units_sold",
                "cancelled_amount",
                "returned_amount",
            ),
        ),
    ),
    columns=(
        column(Kind.DATE, "sales_date", "Date", required=True),
        column(Kind.MONEY, "revenue", "Revenue", required=True, minimum=0),
        column(Kind.INTEGER, "visitors", "Visitors", minimum=0),
        column(Kind.INTEGER, "buyers", "Buyers", minimum=0),
        column(Kind.INTEGER, "orders", "Orders", required=True, minimum=0),
        column(Kind.INTEGER, "pageviews", "Pageviews", minimum=0),
        column(Kind.INTEGER, "units_sold", "Units Sold", minimum=0),
        # Text: files have it with the percent sign and without.
        column(Kind.TEXT, "conversion_rate_stated", "Conversion Rate"),
        column(Kind.MONEY, "average_order_value_stated", "Average Order Value"),
        column(Kind.MONEY, "cancelled_amount", "Cancelled Amount"),
        column(Kind.MONEY, "returned_amount", "Return/Refund Amount"),
    ),
)

EXPORTS = (ORDERS, KEY_METRICS)
