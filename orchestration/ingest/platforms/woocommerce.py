"""WooCommerce: orders.

Shops export them with whatever plugin they have, so no header could be confirmed: the columns have
names of our own, and a column map says which header is which.
"""

from orchestration.ingest.platforms import _plain_orders as plain
from orchestration.ingest.spec import Export, Period

ORDERS = Export(
    platform="woocommerce",
    entity="orders",
    title="WooCommerce orders (by a column map)",
    unit=("order_id",),
    fill_down=plain.FILL_DOWN,
    currency=plain.CURRENCY,
    period=Period(column="created_at"),
    timestamp_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"),
    expectations=plain.EXPECTATIONS,
    columns=plain.columns("woocommerce_order_id"),
)

EXPORTS = (ORDERS,)
