"""A page with every table, map and rare chart over small tables, some with names that mean harm."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reports.render.site import render_site

FIRST, LAST = date(2025, 3, 10), date(2026, 6, 30)

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "Quotes \" ' ` & </td></table>",
    "เซรั่มหน้าใส 🧴✨ 30 มล.",
    "مرحبا بالعالم — نص من اليمين",
    '=HYPERLINK("http://x","y")',
    "many letters " + "x" * 5000,
    "\u202edecalper",
)
PRODUCTS = (*HOSTILE, *(f"Product {at}" for at in range(1, 25)))
CATEGORIES = ("Serum", "Sunscreen", "Cleanser", None)
CHANNELS = ("Shopee", "TikTok Shop", "Lazada", "LINE")
PROVINCES = {
    "th": ("Bangkok", "Chon Buri", "Chiang Mai", "Songkhla", "Phuket", "Atlantis", None),
    "br": ("São Paulo", "Rio de Janeiro", "Bahia", "Amazonas"),
}
WORLDS = {"th": "th|THB", "br": "br|BRL"}

MONEY, COUNT = pa.decimal128(18, 2), pa.int64()

METRICS: list[dict[str, Any]] = [
    {
        "name": name,
        "label": label,
        "description": f"What {label} means.",
        "format": format_,
        "better": "up",
        "formula": formula,
        "measures": measures,
        "defined_in": "models/metrics/gallery.yml",
    }
    for name, label, format_, formula, measures in [
        ("gmv", "GMV", "money", {"sum": "gmv"}, ["gmv"]),
        ("orders", "Orders", "count", {"sum": "orders"}, ["orders"]),
        ("visits", "Visits", "count", {"sum": "visits"}, ["visits"]),
        (
            "aov",
            "Average order value",
            "money",
            {"op": "/", "args": [{"sum": "gmv"}, {"sum": "orders"}]},
            ["gmv", "orders"],
        ),
    ]
]

PAGE = """---
title: Gallery
slug: gallery
period: 30D
---

# Gallery

<WorldSelector/>

<PeriodSelector/>

<FilterBar/>

```sql worlds
select * from rpt_gallery__worlds
```

```sql times
select * from rpt_gallery__times
```

```sql places
select * from rpt_gallery__places
```

```sql products
select * from rpt_gallery__products
```

```sql items
select * from rpt_gallery__items
```

```sql many lazy
select * from rpt_gallery__many
```

```sql cohorts
select * from rpt_gallery__cohorts
```

```sql stages
select * from rpt_gallery__stages order by place
```

```sql flows
select * from rpt_gallery__flows
```

```sql payouts
select * from rpt_gallery__payouts
```

```sql none
select * from rpt_gallery__none
```

<Changes metric=gmv by="channel_name,category,product_name" volume=orders title="What changed"/>

<Changes metric=aov by="channel_name" title="A ratio has no parts"/>

<Tabs>
<Tab label="By hour">

<Heatmap metric=orders x=hour y=weekday title="When people buy"/>

</Tab>
<Tab label="By product">

<Heatmap metric=gmv x=channel_name y=category title="What sells where"/>

</Tab>
</Tabs>

<Heatmap data={times} x=weekday y=channel_name value=orders title="Weekdays of a query"/>

<CalendarHeatmap metric=gmv title="Every day"/>

<AreaMap metric=gmv by=province title="Where the buyers are"/>

<FunnelChart metrics="visits,orders" title="From visit to order"/>

<FunnelChart data={stages} nameCol=stage valueCol=leads_count title="Leads by stage"/>

<CohortTable data={cohorts} cohort=cohort_month age=months_later value=active_count
of=customers_count ageTitle="Months after the first order" title="Who comes back"/>

<DataTable by=product_name metrics="gmv,orders,aov" rows=8 totalRow title="Products">
<Column id=gmv contentType=delta/>
<Column id=orders contentType=bar/>
<Column id=aov contentType=colorscale/>
</DataTable>

<DataTable data={items} columns="product_name,stock_count" link=product_name title="Links"/>

<DataTable by=product_name metrics="orders" data={items} link=product_name title="Linked lines"/>

<DataTable data={items} rowFilter=product_name sort="price_amount desc" totalRow title="Items">
<Column id=product_name title="Product"/>
<Column id=category/>
<Column id=price_amount contentType=bar/>
<Column id=stock_count contentType=colorscale/>
<Column id=growth_pct contentType=delta/>
<Column id=last_sold_date/>
<Column id=is_active/>
</DataTable>

<DataTable data={many} rows=50 title="Many rows"/>

<DataTable data={payouts} totalRow title="Two currencies"/>

<DataTable data={none} title="No rows" empty="There are no such files."/>

<SankeyDiagram data={flows} sourceCol=from_name targetCol=to_name valueCol=amount title="Flows"/>

<Treemap metric=gmv by="category,product_name" title="Shares"/>

<NetworkGraph data={flows} sourceCol=from_name targetCol=to_name valueCol=amount title="Pairs"/>

<Alert status=warning>

Some of it is not known.

</Alert>
"""


PLAIN = """---
title: Plain
slug: plain
---

# Plain

```sql worlds
select * from rpt_gallery__worlds
```

<LastRefreshed/>
"""


ENTITY = """---
title: Item
entities: {query: items, key: product_name, title: product_name, limit: 200}
---

# <Entity column=product_name/>

```sql worlds
select * from rpt_gallery__worlds
```

```sql items
select * from rpt_gallery__items
```

<LastRefreshed/>
"""


def build(folder: Path) -> tuple[Path, Path, Path]:
    """Write the tables and the page below a folder, and render: publish, page and site."""
    publish, pages, site = folder / "publish", folder / "pages", folder / "site"
    publish.mkdir(parents=True)
    pages.mkdir()
    page = pages / "gallery.md"
    page.write_text(PAGE, encoding="utf-8")
    (pages / "items").mkdir()
    (pages / "items" / "[product_name].md").write_text(ENTITY, encoding="utf-8")
    (pages / "plain.md").write_text(PLAIN, encoding="utf-8")
    (publish / "metrics.json").write_text(json.dumps(METRICS))
    for name, table in tables().items():
        pq.write_table(table, publish / f"rpt_gallery__{name}.parquet")
    render_site(publish, site, pages=pages)
    return publish, page, site


def tables() -> dict[str, pa.Table]:
    orders = _orders(Random("gallery"))
    return {
        "worlds": _table(
            {"world_id": pa.string(), "shop_name": pa.string(), "currency": pa.string()}
            | {name: pa.date32() for name in ("first_date", "last_date", "last_order_date")},
            [
                (WORLDS[shop], f"Shop {shop}", WORLDS[shop][-3:], FIRST, LAST, LAST)
                for shop in ("br", "th")
            ],
        ),
        "times": _cube(orders, "channel_name", "weekday", "hour"),
        "places": _cube(orders, "channel_name", "province"),
        "products": _cube(orders, "channel_name", "category", "product_name"),
        "items": _items(),
        "many": _many(5000),
        "cohorts": _cohorts(),
        "stages": _table(
            {"place": COUNT, "world_id": pa.string(), "stage": pa.string(), "leads_count": COUNT},
            [
                (at, WORLDS["th"], stage, leads)
                for at, (stage, leads) in enumerate(
                    [("Lead", 4000), ("Contacted", 2600), ("Offer", 480), ("Won", 310)]
                )
            ],
        ),
        "flows": _table(
            {
                "world_id": pa.string(),
                "from_name": pa.string(),
                "to_name": pa.string(),
                "amount": MONEY,
            },
            [
                (WORLDS["th"], start, end, Decimal(amount))
                for start, end, amount in [
                    ("Shopee", "Serum", "900.25"),
                    ("Shopee", "Sunscreen", "400"),
                    ("TikTok Shop", "Serum", "700"),
                    ("Serum", HOSTILE[0], "1200"),
                    ("Serum", HOSTILE[4], "300"),
                    ("Sunscreen", HOSTILE[6], "350"),
                    (HOSTILE[0], "Shopee", "20"),  # leads back
                ]
            ],
        ),
        "payouts": _table(
            {
                "world_id": pa.string(),
                "channel_name": pa.string(),
                "currency": pa.string(),
                "paid_amount": MONEY,
            },
            [
                (WORLDS["th"], "Shopee", "THB", Decimal("1234.50")),
                (WORLDS["th"], "TikTok Shop", "USD", Decimal("-7.25")),
            ],
        ),
        "none": _table({"world_id": pa.string(), "file_name": pa.string()}, []),
    }


def _table(schema: dict[str, pa.DataType], rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(c, t) for c, t in zip(columns, schema.values(), strict=True)]
    return pa.table(arrays, names=list(schema))


def _orders(chance: Random) -> list[dict[str, Any]]:
    """Orders with all that is told of them; the cubes are sums over these, and so agree."""
    orders = []
    day = FIRST
    while day <= LAST:
        for shop, share in (("th", 6), ("br", 2)):
            for _ in range(chance.randint(0, share)):
                hour = min(23, max(0, round(chance.gauss(18, 4))))
                product = chance.choices(PRODUCTS, [1 / (at + 1) for at in range(len(PRODUCTS))])[0]
                orders.append(
                    {
                        "world_id": WORLDS[shop],
                        "activity_date": day,
                        "channel_name": chance.choices(CHANNELS, [6, 3, 2, 1])[0],
                        "weekday": str(day.isoweekday()),
                        "hour": f"{hour:02}",
                        "province": chance.choice(PROVINCES[shop]),
                        "category": CATEGORIES[PRODUCTS.index(product) % len(CATEGORIES)],
                        "product_name": product,
                        "gmv": Decimal(chance.randint(9_900, 250_000)) / 100,
                        "orders": 1,
                        "visits": chance.randint(5, 60),
                    }
                )
        day += timedelta(1)
    return orders


def _cube(orders: list[dict[str, Any]], *dimensions: str) -> pa.Table:
    keys = ("world_id", "activity_date", *dimensions)
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [Decimal(0), 0, 0])
    for order in orders:
        for at, measure in enumerate(("gmv", "orders", "visits")):
            sums[tuple(order[key] for key in keys)][at] += order[measure]
    schema = {key: pa.date32() if key == "activity_date" else pa.string() for key in keys}
    measures = {"gmv": MONEY, "orders": COUNT, "visits": COUNT}
    return _table(schema | measures, [(*key, *values) for key, values in sums.items()])


def _items() -> pa.Table:
    chance = Random("items")
    schema = {
        "world_id": pa.string(),
        "product_name": pa.string(),
        "category": pa.string(),
        "price_amount": MONEY,
        "stock_count": COUNT,
        "growth_pct": pa.decimal128(9, 4),
        "last_sold_date": pa.date32(),
        "is_active": pa.bool_(),
    }
    rows = []
    for at, product in enumerate(PRODUCTS):
        rows.append(
            (
                WORLDS["th"],
                product,
                CATEGORIES[at % len(CATEGORIES)],
                Decimal(chance.randint(5_000, 99_000)) / 100,
                None if at == 3 else chance.randint(0, 900),
                Decimal(chance.randint(-5000, 9000)) / 10_000,
                None if at == 4 else LAST - timedelta(chance.randint(0, 90)),
                [True, False, None][at % 3],
            )
        )
    return _table(schema, rows)


def _many(count: int) -> pa.Table:
    chance = Random("many")
    schema = {"world_id": pa.string(), "sku": pa.string(), "note": pa.string(), "gmv_amount": MONEY}
    rows = [
        (
            WORLDS["th"],
            f"SKU-{at:05}",
            f"note {chance.random()}",
            Decimal(chance.randint(0, 10**7)) / 100,
        )
        for at in range(count)
    ]
    return _table(schema, rows)


def _cohorts() -> pa.Table:
    chance = Random("cohorts")
    schema = {
        "world_id": pa.string(),
        "channel_name": pa.string(),
        "cohort_month": pa.date32(),
        "months_later": COUNT,
        "active_count": COUNT,
        "customers_count": COUNT,
    }
    rows: list[tuple[Any, ...]] = []
    months = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(6, 18)]
    for channel in CHANNELS[:2]:
        for at, month in enumerate(months):
            size = chance.randint(80, 400)
            for later in range(len(months) - at):
                active = (
                    size
                    if later == 0
                    else round(size * 0.35 * 0.85**later * chance.uniform(0.7, 1.2))
                )
                rows.append((WORLDS["th"], channel, month, later, active, size))
    return _table(schema, rows)
