"""A small folder of published tables and the pages over it, for the tests of the renderer."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

METRICS = [
    {
        "name": "gmv",
        "label": "GMV",
        "description": "Goods <sold>.",
        "format": "money",
        "better": "up",
        "formula": {"sum": "gmv_amount"},
        "measures": ["gmv_amount"],
        "defined_in": "models/metrics/sales.yml",
    },
    {
        "name": "orders",
        "label": "Orders",
        "description": "Counted orders.",
        "format": "count",
        "better": "up",
        "formula": {"sum": "order_count"},
        "measures": ["order_count"],
        "defined_in": "models/metrics/sales.yml",
    },
]


def publish_into(folder: Path) -> Path:
    """Two tables of two days each, and the metrics."""
    folder.mkdir()
    table = pa.table(
        {
            "world_id": ["main · THB", "main · THB"],
            "channel_name": ["Shopee", "Lazada"],
            "activity_date": [dt.date(2026, 1, 1), dt.date(2026, 1, 2)],
            "gmv_amount": pa.array([Decimal("1.1000"), None], pa.decimal128(18, 4)),
        }
    )
    pq.write_table(table, folder / "rpt_pulse__daily.parquet")
    pq.write_table(table, folder / "rpt_pulse__other.parquet")
    (folder / "metrics.json").write_text(json.dumps(METRICS))
    return folder


def page(tmp_path: Path, body: str, front: str = "title: Test", file: str = "test.md") -> Path:
    path = tmp_path / "pages" / file
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(f"---\n{front}\n---\n{body}")
    return path


def query(sql: str, name: str = " daily") -> str:
    return f"```sql{name}\n{sql}\n```\n"


DAILY = query("select * from rpt_pulse__daily")
MORE = query("select * from rpt_pulse__daily", " more")


def data_of(file: Path) -> dict[str, Any]:
    """The JSON in a rendered page."""
    text = file.read_text().split('id="page-data">')[1].split("</script>")[0]
    data: dict[str, Any] = json.loads(text)
    return data


def script_of(file: Path) -> tuple[str, Any]:
    """What a data script puts into the client's registry: under which key, and what."""
    start, content = file.read_text().removesuffix(";\n").split("]=", 1)
    return json.loads(start.removeprefix("(window.taladData??={})[")), json.loads(content)
