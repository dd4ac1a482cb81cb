"""Visits to the brand's own site, by where they come from and where they land.

The site sells nothing: it leads to the marketplaces. Paid visits follow what is spent (so they stop
in a week off), LINE's the taps in a broadcast, all others the demand there is without marketing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.world.shop import Shop

_NOISE_SIGMA = 0.13


@dataclass(frozen=True)
class Source:
    """Where visits come from."""

    source: str
    medium: str
    new_visitor_share: float
    seconds: int  # a visit lasts
    lands_on: Mapping[str, float]  # in proportion
    channel: str = ""  # whose spend pays for the visits; none: they come by themselves
    visit_satang: int = 0  # of the spend, per visit
    per_order: float = 0.0  # visits per order that is expected without marketing


_HOME, _SHOP, _SUN, _VITC, _PROMO = "/", "/shop", "/sunscreen", "/serum-vitamin-c", "/promotion"
_REVIEWS, _SKIN_TEST, _LINE, _UNKNOWN = "/reviews", "/skin-test", "/line-friends", "(not set)"

SOURCES = (
    Source("facebook", "cpc", 0.81, 34, {_SUN: 4, _VITC: 4, _PROMO: 2, _SKIN_TEST: 3},
           channel="facebook", visit_satang=2_600),
    Source("google", "cpc", 0.70, 71, {_VITC: 4, _SHOP: 3, _SUN: 2, _HOME: 2},
           channel="google", visit_satang=1_450),
    Source("tiktok", "cpc", 0.88, 19, {_REVIEWS: 6, _SUN: 2, _PROMO: 1},
           channel="tiktok_ads", visit_satang=4_800),
    Source("line", "broadcast", 0.12, 58, {_LINE: 9, _PROMO: 2}),
    Source("google", "organic", 0.62, 88, {_HOME: 3, _VITC: 3, _SUN: 3, _REVIEWS: 1},
           per_order=0.80),
    Source("(direct)", "(none)", 0.41, 66, {_HOME: 8, _SHOP: 3, _LINE: 1, _UNKNOWN: 0.4},
           per_order=0.55),
    Source("instagram", "social", 0.74, 41, {_HOME: 5, _REVIEWS: 4, _SKIN_TEST: 2},
           per_order=0.30),
)  # fmt: skip
LANDING_PAGES = (
    _HOME, _SHOP, _SUN, _VITC, _PROMO, _REVIEWS, _SKIN_TEST, _LINE, _UNKNOWN,
)  # fmt: skip
# Of the people who tap a link in a broadcast, as many come here, on the same and the next day.
_LINE_VISITS = ((0, 0.46), (1, 0.14))


@dataclass(frozen=True)
class Sessions:
    """Shape (sources, landing pages, days)."""

    sessions: Ints
    visitors: Ints
    new_visitors: Ints
    seconds: Ints  # all visits together


def sessions(shop: Shop) -> Sessions:
    """Every visit of the period, as counts."""
    days = shop.parameters.day_count
    organic = np.sum([plan.organic for plan in shop.plans.values()], axis=0)
    parts: dict[str, list[Ints]] = {"sessions": [], "visitors": [], "new": [], "seconds": []}
    for number, source in enumerate(SOURCES):
        draws = Draws(shop.parameters.seed, f"sessions/{number}")
        rate = organic * source.per_order
        if source.channel:
            rate = shop.media[source.channel].spend / source.visit_satang
        elif source.source == "line":
            for broadcast in shop.broadcasts:
                for later, share in _LINE_VISITS:
                    if broadcast.day + later < days:
                        rate[broadcast.day + later] += share * broadcast.clicked
        rate = np.round(rate * draws.noise("noise", days, _NOISE_SIGMA), 9)
        total = sum(source.lands_on.values())
        shares = [source.lands_on.get(page, 0.0) / total for page in LANDING_PAGES]
        come = np.stack(
            [draws.generator("come", i).poisson(rate * share) for i, share in enumerate(shares)]
        ).astype(np.int64)
        again = draws.generator("again").binomial(come, 0.09)  # the same person the same day
        visitors = np.where(come > 0, np.maximum(come - again, 1), 0)
        each = np.floor(source.seconds * draws.noise("seconds", days, 0.10)).astype(np.int64)
        parts["sessions"].append(come)
        parts["visitors"].append(visitors)
        parts["new"].append(draws.generator("new").binomial(visitors, source.new_visitor_share))
        parts["seconds"].append(come * each)
    stacked = {name: np.stack(of).astype(np.int64) for name, of in parts.items()}
    return Sessions(
        sessions=stacked["sessions"],
        visitors=stacked["visitors"],
        new_visitors=stacked["new"],
        seconds=stacked["seconds"],
    )
