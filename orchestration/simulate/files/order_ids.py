"""What a marketplace's own order report calls an order and its buyer, for files that refer to
them."""

from collections.abc import Callable

from orchestration.simulate.files import lazada_orders, line_orders, shopee_orders, tiktok_orders
from orchestration.simulate.world.customers import People
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

OF_PLATFORM: dict[str, Callable[[Shop, Orders], list[str]]] = {
    "shopee": shopee_orders.order_ids,
    "tiktok_shop": tiktok_orders.order_ids,
    "lazada": lazada_orders.order_ids,
    "line_oa": line_orders.order_ids,
}


def order_ids(shop: Shop, orders: Orders) -> list[str]:
    return OF_PLATFORM[orders.platform](shop, orders)


def customer_ids(platform: str, who: People) -> list[str]:
    """Lazada's report knows buyers by their e-mail, all others by a name they chose."""
    if platform == "lazada":
        return [f"{username}@example.com" for username in who.usernames]
    return who.usernames
