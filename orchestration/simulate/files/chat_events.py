"""Chat events: the sheet in which the chat team writes down the steps of each LINE chat, by year.

A chat stands in the sheet of the year in which it began, with all its later steps. Which order it
led to the team does not write down.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.truth import Row, Truth
from orchestration.simulate.windows import Window, windows_of_months
from orchestration.simulate.world.chats import SPEEDS, Chats, chats_by_day
from orchestration.simulate.world.shop import Shop, epoch
from orchestration.simulate.writers import write_csv

COLUMNS = (
    "platform",
    "conversation_id",
    "customer_id",
    "event_at",
    "event_type",
    "actor",
    "sku",
    "order_id",
    "message",
)
TRUTH_COLUMNS = ("date", "first_reply", "started", "quoted", "ordered", "paid")

# Event, where its moment stands, who does it, whether it is about a product, what is typed.
_EVENTS = (
    ("started", "started", "customer", False, "สวัสดีค่ะ สอบถามหน่อยค่ะ"),
    ("product_asked", "asked", "customer", True, "ตัวนี้มีของไหมคะ"),
    ("replied", "replied", "staff", False, "สวัสดีค่ะ ยินดีให้คำปรึกษาค่ะ"),
    ("quoted", "quoted", "staff", True, "ส่งราคาให้แล้วนะคะ"),
    ("ordered", "ordered", "customer", True, "รับ 1 ชิ้นค่ะ"),
    ("paid", "paid", "customer", True, "โอนแล้วค่ะ"),
    ("closed", "closed", "staff", False, ""),
)


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A sheet per year."""
    truth.plant("chats_daily.csv", TRUTH_COLUMNS, _truth(shop))
    for window in windows_of_months(shop.parameters, 12):
        write = partial(_write_file, shop, window)
        yield TextFile(f"sheets/chat_events_{window.first.year}.csv", write)


def _as_of(shop: Shop) -> int:
    """The sheets are kept up to date, and all are downloaded in the end."""
    return epoch(windows_of_months(shop.parameters, 12)[-1].exported_at)


def _write_file(shop: Shop, window: Window, path: Path) -> None:
    write_csv(path, COLUMNS, _rows(shop, window))


def _rows(shop: Shop, window: Window) -> Iterator[list[str]]:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    as_of = _as_of(shop)
    skus = [product.sku for product in shop.catalogue.products]
    for _, chats in chats_by_day(shop, first, last):
        names = _names(shop, chats)
        steps = [getattr(chats, moment).tolist() for _, moment, _, _, _ in _EVENTS]
        products = chats.product.tolist()
        for chat, name in enumerate(names):
            for (event, _, actor, has_product, message), moments in zip(
                _EVENTS, steps, strict=True
            ):
                if moments[chat] <= as_of:
                    at = str(np.datetime64(moments[chat], "s")).replace("T", " ")
                    sku = skus[products[chat]] if has_product else ""
                    yield ["line", name, "", at, event, actor, sku, "", message]


def _names(shop: Shop, chats: Chats) -> list[str]:
    bits = Draws(shop.parameters.seed, "chats").bits("name", chats.number)
    return [f"U{of >> 20:011x}" for of in bits.tolist()]


def _truth(shop: Shop) -> Iterator[Row]:
    as_of = _as_of(shop)
    for day, chats in chats_by_day(shop, 0, shop.parameters.day_count - 1):
        for number, speed in enumerate(SPEEDS):
            of = chats.speed == number
            steps = (chats.started, chats.quoted, chats.ordered, chats.paid)
            counts = [int((of & (moments <= as_of)).sum()) for moments in steps]
            yield shop.parameters.day(day).isoformat(), speed, *counts
