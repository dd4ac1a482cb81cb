"""What happens to an order, and when: paid, shipped, delivered, or something less happy."""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Floats, Ints

NEVER = 2**62  # seconds; later than any export

# What becomes of an order in the end.
COMPLETED, UNPAID, CANCELLED_EARLY, FAILED_DELIVERY, RETURNED = range(5)
OUTCOMES_PREPAID = (0.898, 0.035, 0.033, 0.004, 0.030)
OUTCOMES_COD = (0.862, 0.000, 0.060, 0.058, 0.020)

# How an order stands at one moment.
UNPAID_YET, TO_SHIP, READY_TO_SHIP, SHIPPING, DELIVERED, CLOSED, CANCELLED = range(7)

# Delays in hours as (share, hours).
_TO_PAY = ((0.0, 0.01), (0.55, 0.05), (0.85, 0.6), (0.97, 6.0), (1.0, 23.0))
_UNPAID_TIMES_OUT = ((0.0, 24.0), (1.0, 48.0))
_CHANGE_OF_MIND = ((0.0, 0.1), (0.5, 2.0), (0.9, 18.0), (1.0, 40.0))
_TO_PACK = ((0.0, 2.0), (0.5, 18.0), (0.9, 40.0), (1.0, 70.0))
_TO_PICK_UP = ((0.0, 0.5), (0.5, 4.0), (1.0, 14.0))
_TO_DELIVER = ((0.0, 18.0), (0.5, 50.0), (0.9, 100.0), (1.0, 190.0))
_TO_CONFIRM = ((0.0, 1.0), (0.4, 40.0), (0.7, 168.0), (1.0, 168.0))
_TO_COME_BACK = ((0.0, 90.0), (0.5, 170.0), (0.9, 270.0), (1.0, 380.0))
_TO_ACCEPT_RETURN = ((0.0, 20.0), (0.5, 90.0), (0.9, 200.0), (1.0, 320.0))


@dataclass(frozen=True)
class Lifecycle:
    """Moments in seconds since 1970, shop time, NEVER for what does not happen. Shape (orders,)."""

    created: Ints
    is_cod: Flags
    paid: Ints
    ready: Ints  # packed, label printed
    shipped: Ints  # handed to the carrier
    delivered: Ints
    completed: Ints
    cancelled: Ints
    return_accepted: Ints

    def has_left(self, as_of: int) -> Flags:
        """It was handed over, whatever happened later."""
        return self.shipped <= as_of

    def is_cancelled(self, as_of: int) -> Flags:
        return self.cancelled <= as_of

    def is_counted(self, as_of: int) -> Flags:
        """Paid, or cash on delivery accepted, and not cancelled before it left."""
        accepted = self.is_cod | (self.paid <= as_of)
        return accepted & ~(self.is_cancelled(as_of) & ~self.has_left(as_of))

    def stage(self, as_of: int) -> Ints:
        """How each order stands at a moment, as one of the stages above."""
        stages: Ints = np.select(
            [
                self.cancelled <= as_of,
                ~self.is_cod & (self.paid > as_of),
                self.ready > as_of,
                self.shipped > as_of,
                self.delivered > as_of,
                self.completed > as_of,
            ],
            [CANCELLED, UNPAID_YET, TO_SHIP, READY_TO_SHIP, SHIPPING, DELIVERED],
            default=CLOSED,
        ).astype(np.int64)
        return stages


def _seconds(hours: Floats) -> Ints:
    return np.floor(hours * 3600).astype(np.int64)


def live(draws: Draws, orders: Ints, created: Ints, is_cod: Flags) -> Lifecycle:
    """Draw the lifecycle of each order number. Moments that precede one another stay in order."""
    outcome = np.where(
        is_cod,
        draws.pick("outcome", orders, OUTCOMES_COD),
        draws.pick("outcome", orders, OUTCOMES_PREPAID),
    )

    def after(moment: Ints, tag: str, delays: tuple[tuple[float, float], ...]) -> Ints:
        # Sums with NEVER stay far beyond any export and far below the end of int64.
        return moment + _seconds(draws.spread(tag, orders, delays))

    def only(moment: Ints, *outcomes: int) -> Ints:
        return np.where(np.isin(outcome, outcomes), moment, NEVER)

    goes_out = (COMPLETED, FAILED_DELIVERY, RETURNED)
    arrives = (COMPLETED, RETURNED)

    prepaid = only(after(created, "pay", _TO_PAY), CANCELLED_EARLY, *goes_out)
    accepted = np.where(is_cod, created, prepaid)
    ready = only(after(accepted, "pack", _TO_PACK), *goes_out)
    shipped = only(after(ready, "pick up", _TO_PICK_UP), *goes_out)
    delivered = only(after(shipped, "deliver", _TO_DELIVER), *arrives)
    return_accepted = only(after(delivered, "return", _TO_ACCEPT_RETURN), RETURNED)
    # An accepted return closes the order; otherwise the buyer confirms, or the week runs out.
    completed = np.minimum(
        only(after(delivered, "confirm", _TO_CONFIRM), *arrives), return_accepted
    )
    cancelled = np.minimum.reduce(
        [
            only(after(created, "time out", _UNPAID_TIMES_OUT), UNPAID),
            only(after(accepted, "change of mind", _CHANGE_OF_MIND), CANCELLED_EARLY),
            only(after(shipped, "come back", _TO_COME_BACK), FAILED_DELIVERY),
        ]
    )
    return Lifecycle(
        created=created,
        is_cod=is_cod,
        paid=np.where(is_cod, delivered, prepaid),
        ready=ready,
        shipped=shipped,
        delivered=delivered,
        completed=completed,
        cancelled=cancelled,
        return_accepted=return_accepted,
    )
