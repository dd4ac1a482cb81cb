"""Pieces that were sold, left and came back, per day and product, summed up over all orders."""

from dataclasses import dataclass, field

import numpy as np

from orchestration.simulate.draws import Flags, Ints
from orchestration.simulate.world import returns
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

MEASURES = (
    "placed",  # by the day of the order, whatever became of it
    "counted",  # by the day of the order, of counted orders as daily.csv has them
    "gmv",  # of the same, in satang
    "released",  # cancelled before they left, so promised to nobody any more
    "shipped",  # left the shop
    "shelved",  # came back and are on the shelf again
    "spoiled",  # came back and cannot be sold again
)


@dataclass
class Units:
    """Shape (days, products), by the day on which it happened."""

    shop: Shop
    sums: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (self.shop.parameters.day_count, len(self.shop.catalogue.products))
        self.sums = {name: np.zeros(shape, dtype=np.int64) for name in MEASURES}

    def add(self, orders: Orders, which: Flags, as_of: int) -> None:
        """Count those orders of the block; each must be counted once. `as_of` is when the newest
        file that holds them was made."""
        shop, life, lines = self.shop, orders.lifecycle, orders.lines
        chosen = which[lines.order]
        counted = chosen & life.is_counted(as_of)[lines.order]
        placed_on = orders.day[lines.order]
        leaves = shop.day_of(life.shipped)[lines.order]
        is_released = (life.cancelled < life.shipped)[lines.order]
        cancelled_on = shop.day_of(life.cancelled)[lines.order]
        released_on = returns.on_the_shelf(shop, cancelled_on, lines.product)

        self._sum("placed", placed_on, lines.product, lines.quantity, chosen)
        self._sum("counted", placed_on, lines.product, lines.quantity, counted)
        self._sum("gmv", placed_on, lines.product, lines.subtotal, counted)
        self._sum("released", released_on, lines.product, lines.quantity, chosen & is_released)
        self._sum("shipped", leaves, lines.product, lines.quantity, chosen)
        for back in (returns.returned(shop, orders), returns.undelivered(shop, orders)):
            mine = which[back.order]
            lost = back.quantity - back.restocked
            self._sum("shelved", back.processed, back.product, back.restocked, mine)
            self._sum("spoiled", back.processed, back.product, lost, mine)

    def _sum(self, name: str, days: Ints, products: Ints, values: Ints, which: Flags) -> None:
        which = which & (days < self.shop.parameters.day_count)
        np.add.at(self.sums[name], (days[which], products[which]), values[which])
