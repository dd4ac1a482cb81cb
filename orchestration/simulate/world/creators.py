"""Creators who sell for the shop on TikTok Shop, and which orders are theirs."""

from orchestration.simulate.draws import Draws, Flags, Ints, half_up
from orchestration.simulate.world.shop import Shop

AFFILIATE_SHARE, AFFILIATE_PCT = 0.20, 8

# Public handles of nobody; the first sell most.
HANDLES = (
    "malee.skindiary", "glow.with.tarn", "sunscreen.nerd.th", "kruneepha.beauty", "ohm.reviews",
    "pupae.morning", "dry.skin.club", "nampueng.tries", "acne.and.me", "budget.bath.bkk",
    "soft.focus.sai", "office.glow", "jeab.unboxes", "isan.skincare", "nightowl.serum",
    "mama.kidsun", "two.step.routine", "daily.dew.th",
)  # fmt: skip
_WEIGHTS = tuple(1 / (rank + 2) for rank in range(len(HANDLES)))


def sold_by_creators(shop: Shop, orders: Ints) -> Flags:
    """Which of these orders of TikTok Shop came through a creator's content."""
    draws = Draws(shop.parameters.seed, "settlements/tiktok_shop")
    return draws.happens("affiliate", orders, AFFILIATE_SHARE)


def creators_of(shop: Shop, orders: Ints) -> Ints:
    """The creator of each order that has one, as an index into HANDLES."""
    return Draws(shop.parameters.seed, "creators").pick("creator", orders, _WEIGHTS)


def commission(goods: Ints) -> Ints:
    return half_up(goods * AFFILIATE_PCT, 100)
