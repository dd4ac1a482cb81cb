"""Requests for a return: when they are made, which are refused, and why."""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.world.lifecycle import NEVER
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

# Of delivered orders without a return: the buyer asks, and withdraws the request again.
WITHDRAWN_SHARE = 0.006
_REASONS = (0.34, 0.24, 0.16, 0.14, 0.12)  # the marketplaces' files name them


@dataclass(frozen=True)
class Requests:
    """Per order, NEVER where there is none. Moments in seconds since 1970, shop time."""

    requested: Ints
    refunded: Ints  # when the return was accepted
    withdrawn: Ints
    reason: Ints

    def are_made(self, since: int, until: int) -> Flags:
        return (self.requested >= since) & (self.requested < until)


def returned_pieces(orders: Orders, requests: Requests) -> Ints:
    """Pieces per line that a request is about: all of them where it was withdrawn."""
    withdrawn = (requests.withdrawn < NEVER)[orders.lines.order]
    return np.where(withdrawn, orders.lines.quantity, orders.lines.returned_quantity)


def requests_of(shop: Shop, orders: Orders) -> Requests:
    draws = Draws(shop.parameters.seed, f"returns/{orders.platform}")
    life, number = orders.lifecycle, orders.number
    is_returned = life.return_accepted < NEVER
    # Within the first three quarters of the way from the delivery to the acceptance.
    way = np.where(is_returned, life.return_accepted - life.delivered, 0)
    asked = life.delivered + way * (5 + draws.below("asked", number, 70)) // 100
    withdraws = (
        (life.delivered < NEVER)
        & ~is_returned
        & draws.happens("withdrawn", number, WITHDRAWN_SHARE)
    )
    asked_in_vain = life.delivered + 3_600 * (1 + draws.below("asked", number, 60))
    return Requests(
        requested=np.where(is_returned, asked, np.where(withdraws, asked_in_vain, NEVER)),
        refunded=np.where(is_returned, life.return_accepted, NEVER),
        withdrawn=np.where(withdraws, asked_in_vain + 86_400, NEVER),
        reason=draws.pick("reason", number, _REASONS),
    )
