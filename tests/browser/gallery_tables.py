"""Small published tables by hand, of which every sum can be checked: two shops, five platforms."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

FIRST = date(2025, 1, 1)
LAST = date(2026, 3, 17)
MONEY = pa.decimal128(18, 4)
CHANNELS = ("Shopee", "TikTok Shop", "Lazada", "LINE", "Facebook")
CATEGORIES = ("Skincare", "Make-up", "Sets")
PRODUCTS = (
    "Vitamin C Brightening Serum with Niacinamide and Hyaluronic Acid, 30 ml, twin pack",
    "ครีมกันแดดสูตรน้ำ เอสพีเอฟ 50+ พีเอ++++ สำหรับผิวแพ้ง่าย ขนาด 50 มล.",
    "<b>Bold</b> & 'quoted' \"mask\"",
    *(f"Lip tint no. {number}" for number in range(1, 13)),
)
WORLDS = (("main · THB", "My shop", "THB", 1), ("other · USD", "Other shop", "USD", 30))
BUYERS = 40


def _amount(value: float) -> Decimal:
    return Decimal(round(value * 100)) / 100


def _metric(name: str, label: str, unit: str, formula: Any, better: str = "up") -> dict[str, Any]:
    def measures(part: Any) -> list[str]:
        if not isinstance(part, dict):
            return []
        if "op" in part:
            return [found for each in part["args"] for found in measures(each)]
        return list(part.values())

    return {
        "name": name,
        "label": label,
        "description": f"{label}, by hand.",
        "format": unit,
        "better": better,
        "formula": formula,
        "measures": sorted(set(measures(formula))),
        "defined_in": "models/metrics/gallery.yml",
    }


def _over(top: str, bottom: str) -> dict[str, Any]:
    return {"op": "/", "args": [{"sum": top}, {"sum": bottom}]}


METRICS = [
    _metric("gmv", "GMV", "money", {"sum": "gmv_amount"}),
    _metric("orders", "Orders", "count", {"sum": "order_count"}),
    _metric("product_gmv", "GMV", "money", {"sum": "item_amount"}),
    _metric("product_orders", "Orders", "count", {"sum": "item_count"}),
    _metric("product_price", "Price", "money", _over("item_amount", "item_count")),
    _metric("deliveries", "Deliveries", "count", {"sum": "delivered_count"}),
    _metric("aov", "AOV", "money", _over("gmv_amount", "order_count")),
    _metric("ad_spend", "Ad spend", "money", {"sum": "spend_amount"}, "down"),
    _metric("roas", "Blended ROAS", "ratio", _over("gmv_amount", "spend_amount")),
    _metric("target_gmv", "Target of GMV", "money", {"sum": "target_amount"}),
    _metric("seller_vouchers", "Seller vouchers", "money", {"sum": "voucher_amount"}, "down"),
    _metric("refunds", "Refunds", "money", {"sum": "refund_amount"}, "down"),
    _metric("customers", "Customers", "count", {"distinct": "customer_count"}),
    _metric("returns_rate", "Return rate", "percent", _over("return_count", "order_count"), "down"),
    _metric(
        "net_revenue",
        "Net revenue",
        "money",
        {
            "op": "-",
            "args": [
                {"op": "-", "args": [{"sum": "gmv_amount"}, {"sum": "voucher_amount"}]},
                {"sum": "refund_amount"},
            ],
        },
    ),
]


def days() -> list[date]:
    return [FIRST + timedelta(at) for at in range((LAST - FIRST).days + 1)]


def write_gallery(publish: Path) -> None:
    """Write rpt_gallery__*.parquet and metrics.json."""
    publish.mkdir(parents=True, exist_ok=True)
    (publish / "metrics.json").write_text(json.dumps(METRICS))
    cube: list[dict[str, Any]] = []
    products: list[dict[str, Any]] = []
    delivery: list[dict[str, Any]] = []
    customers: list[dict[str, Any]] = []
    for world, _, _, divisor in WORLDS:
        chance = Random(world)
        seen: dict[tuple[str, int], date] = {}
        for at, day in enumerate(days()):
            wave = 1 + 0.4 * (at % 7 >= 5) + 1.5 * (day.day == day.month) + at / 700
            _cube_day(cube, world, day, wave / divisor, chance)
            _product_day(products, world, day, wave / divisor, chance)
            _delivery_day(delivery, world, day, chance)
            _customer_day(customers, world, day, chance, seen)
    _write(publish, "worlds", _worlds())
    _write(publish, "cube", cube)
    _write(publish, "products", products)
    _write(publish, "delivery", delivery)
    _write(publish, "customer_days", customers)
    _write(publish, "events", _events())
    _write(publish, "forecast", _forecast())
    _write(publish, "steps", _steps())
    _write(publish, "campaigns", _campaigns())
    _write(publish, "percentiles", _percentiles())


def _cube_day(
    rows: list[dict[str, Any]], world: str, day: date, wave: float, chance: Random
) -> None:
    for c, channel in enumerate(CHANNELS):
        # One platform begins later, one has no sale on Mondays, one reports its returns.
        if channel == "TikTok Shop" and day < date(2025, 4, 1):
            continue
        for k, category in enumerate(CATEGORIES):
            orders = int(chance.random() * 12 * wave / (c + 1) / (k + 1) + 0.5)
            if channel == "LINE" and day.weekday() == 0:
                orders = 0
            gmv = _amount(orders * (180 + 90 * k + 20 * chance.random()))
            rows.append(
                {
                    "world_id": world,
                    "activity_date": day,
                    "channel_name": channel,
                    "category": category,
                    "weekday": str(day.isoweekday()),
                    "order_count": orders,
                    "return_count": orders // 7 if channel in ("Shopee", "Lazada") else None,
                    "gmv_amount": gmv,
                    "voucher_amount": _amount(float(gmv) * 0.06),
                    "refund_amount": _amount(float(gmv) * 0.09 * chance.random()),
                    "spend_amount": _amount(wave * (60 - 9 * c)) if k == 0 else Decimal(0),
                    "target_amount": _amount(wave * 900 / (c + 1) / (k + 1)),
                }
            )


def _product_day(
    rows: list[dict[str, Any]], world: str, day: date, wave: float, chance: Random
) -> None:
    """The products' sales: not those of the cube, since no page adds them up."""
    for p, product in enumerate(PRODUCTS):
        orders = int(chance.random() * 6 * wave / (1 + p / 3))
        if orders:
            rows.append(
                {
                    "world_id": world,
                    "activity_date": day,
                    "product_name": product,
                    "item_count": orders,
                    "item_amount": _amount(orders * (150 + 31 * p)),
                }
            )


def _delivery_day(rows: list[dict[str, Any]], world: str, day: date, chance: Random) -> None:
    for c, channel in enumerate(CHANNELS[:4]):
        counts: dict[int, int] = {}
        for _ in range(4):
            waited = min(60, int(chance.lognormvariate(0.9 + c / 6, 0.7)))
            counts[waited] = counts.get(waited, 0) + 1
        rows.extend(
            {
                "world_id": world,
                "activity_date": day,
                "channel_name": channel,
                "delivery_days": waited,
                "delivered_count": count,
            }
            for waited, count in sorted(counts.items())
        )


def _customer_day(
    rows: list[dict[str, Any]],
    world: str,
    day: date,
    chance: Random,
    seen: dict[tuple[str, int], date],
) -> None:
    """Who bought today, with the same buyer's day before: on each platform, and (null) on any."""
    bought = {(CHANNELS[buyer % 5], buyer) for buyer in range(BUYERS) if chance.random() < 0.05}
    for channel in (None, *CHANNELS):
        counts: dict[date | None, int] = {}
        for own, buyer in sorted(bought):
            if channel in (None, own):
                before = seen.get((channel or "", buyer))
                counts[before] = counts.get(before, 0) + 1
                seen[channel or "", buyer] = day
        rows.extend(
            {
                "world_id": world,
                "activity_date": day,
                "previous_date": before,
                "channel_name": channel,
                "customer_count": count,
            }
            for before, count in counts.items()
        )


def _worlds() -> list[dict[str, Any]]:
    return [
        {
            "world_id": world,
            "shop_name": name,
            "currency": currency,
            "first_date": FIRST,
            "last_date": LAST,
            "last_order_date": LAST,
        }
        for world, name, currency, _ in WORLDS
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "world_id": world,
            "event_date": day,
            "event_kind": "double_day" if day.day == day.month else "payday",
            "event_name": f"{day.day}.{day.month}" if day.day == day.month else "Payday",
        }
        for world, *_ in WORLDS
        for day in days()
        if day.day == day.month or day.day in (25, 26)
    ]


def _forecast() -> list[dict[str, Any]]:
    start = date(2026, 1, 1)
    return [
        {
            "world_id": world,
            "forecast_date": start + timedelta(at),
            "expected_amount": _amount((2000 + 12 * at + 300 * (at % 7 == 5)) / divisor),
            "low_amount": _amount((1700 + 8 * at) / divisor),
            "high_amount": _amount((2500 + 16 * at) / divisor),
            "stockout_pct": Decimal(at % 9) / 100,
        }
        for world, *_, divisor in WORLDS
        for at in range(80)
    ]


def _steps() -> list[dict[str, Any]]:
    steps = (
        ("Sales", 1000, True),
        ("Cost of goods", -700, False),
        ("Marketplace fees and payment costs", -450, False),
        ("After fees", -150, True),
        ("Subsidies", 400, False),
        ("Shipping", -50, False),
        ("Contribution", 200, True),
    )
    return [
        {
            "world_id": world,
            "step_number": at,
            "step_name": name,
            "step_amount": Decimal(amount),
            "is_total": is_total,
        }
        for world, *_ in WORLDS
        for at, (name, amount, is_total) in enumerate(steps)
    ]


def _campaigns() -> list[dict[str, Any]]:
    chance = Random(5)
    rows = []
    for world, *_, divisor in WORLDS:
        for at in range(14):
            spend = _amount((100 + 1500 * chance.random()) / divisor)
            claimed = _amount(float(spend) * 4 * chance.random())
            rows.append(
                {
                    "world_id": world,
                    "campaign_name": f"Campaign {at + 1} · {CHANNELS[at % 3]} · new customers",
                    "channel_name": CHANNELS[at % 3],
                    "spend_amount": spend,
                    "claimed_amount": claimed,
                    "return_ratio": _amount(float(claimed / spend)),
                }
            )
    return rows


def _percentiles() -> list[dict[str, Any]]:
    return [
        {
            "world_id": world,
            "channel_name": channel,
            **{f"p{part}_days": Decimal(part * (c + 2)) / 40 for part in (5, 25, 50, 75, 95)},
        }
        for world, *_ in WORLDS
        for c, channel in enumerate(CHANNELS)
    ]


def _type(name: str, value: Any) -> pa.DataType:
    if name.endswith("_date"):
        return pa.date32()
    if isinstance(value, Decimal):
        return MONEY
    if isinstance(value, bool):
        return pa.bool_()
    return pa.int64() if isinstance(value, int) or name.endswith("_count") else pa.string()


def _write(publish: Path, name: str, rows: list[dict[str, Any]]) -> None:
    schema = pa.schema([(column, _type(column, value)) for column, value in rows[0].items()])
    pq.write_table(
        pa.Table.from_pylist(rows, schema=schema), publish / f"rpt_gallery__{name}.parquet"
    )
