"""What the pages' numbers have to be, by SQL over the published tables.

Pages say of each number what it is (`talad.told()`): a metric over days and rows, or a cell of a
query's row. The same is worked out here from metrics.json and the tables alone, in every one of the
page's tables that can tell it: they have to agree with each other as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from reports.render.page import Page
from reports.render.queries import Published

Where = Mapping[str, Sequence[str]]
DATE, PREVIOUS = "activity_date", "previous_date"


@dataclass(frozen=True)
class _Rows:
    """The rows of a measure that a filter lets through; None where no row says anything."""

    days: np.ndarray[Any, Any]
    previous: np.ndarray[Any, Any] | None
    values: list[int]  # in units of 10^-scale
    scale: int


class Oracle:
    """The numbers of one page over one publish folder."""

    def __init__(self, publish: Path, page: Page, parameters: Mapping[str, str] | None = None):
        catalogue = json.loads((publish / "metrics.json").read_text())
        self.metrics = {metric["name"]: metric for metric in catalogue}
        self.tables: dict[str, pa.Table] = {}
        self._con = duckdb.connect(config={"threads": 1})
        self._rows: dict[str, _Rows | None] = {}
        self._cells: dict[str, float | None] = {}
        published = Published(publish)
        for query in page.queries.values():
            if page.entities and query.name == page.entities.query:
                continue  # the list of all is no part of each one's page
            bound = {name: (parameters or {}).get(name, "") for name in query.parameters}
            table = published.fetch(query.sql, bound)
            self.tables[query.name] = table
            self._con.register(f"q_{query.name}", table)
        published.close()

    def dimensions(self) -> dict[str, list[str]]:
        """The dimensions of the page's cubes and what values each has."""
        found: dict[str, set[str]] = {}
        for name, table in self.tables.items():
            for field in table.schema:
                if pa.types.is_string(field.type) and DATE in table.column_names:
                    words = self._con.execute(
                        f'select distinct "{field.name}" from q_{name} '
                        f'where "{field.name}" is not null'
                    ).fetchall()
                    found.setdefault(field.name, set()).update(word for (word,) in words)
        found.pop("world_id", None)
        return {name: sorted(words) for name, words in found.items() if words}

    def check(self, told: Mapping[str, Any], where: str) -> None:
        """Raises AssertionError where a number on the page is not what SQL gives."""
        seen = told["value"]
        for wanted in self.wanted(told):
            if wanted is None:
                assert seen is None, f"{where}: the page shows {seen}, SQL gives nothing: {told}"
            else:
                assert seen is not None, f"{where}: the page shows nothing, SQL {wanted}: {told}"
                assert seen == pytest.approx(wanted, rel=1e-9, abs=1e-9), f"{where}: {told}"

    def wanted(self, told: Mapping[str, Any]) -> list[float | None]:
        """What a number has to be, once for each way to work it out."""
        match told["kind"]:
            case "cell":
                return [self._known_cell(told)]
            case "share":
                return self._shares(told)
            case "percentile":
                return self._percentiles(told)
        start, stop = date.fromisoformat(told["from"]), date.fromisoformat(told["to"])
        metric = self.metrics[told["metric"]]
        homes = {name: self._homes(name, told["where"]) for name in metric["measures"]}
        ways = max((len(found) for found in homes.values()), default=0)
        if any(not found for found in homes.values()):
            return [None]  # no table of the page can be filtered like that
        results = []
        for way in range(ways):

            def measured(name: str, kind: str, way: int = way) -> float | None:
                home = homes[name][min(way, len(homes[name]) - 1)]
                return self._measure(home, name, kind, told["where"], start, stop)

            results.append(evaluate(metric["formula"], measured))
        return results

    def _shares(self, told: Mapping[str, Any]) -> list[float | None]:
        parts = self.wanted({**told, "kind": "metric"})
        wholes = self.wanted({**told, "kind": "metric", "where": told["of"]})
        return [
            None if part is None or not whole else part / whole
            for part, whole in zip(parts, wholes, strict=False)
        ]

    def _percentiles(self, told: Mapping[str, Any]) -> list[float | None]:
        (measure,) = self.metrics[told["metric"]]["measures"]
        column, results = told["column"], []
        for home in self._homes(measure, {**told["where"], column: ()}):
            conditions, values = self._conditions(home, measure, told["where"])
            row = self._con.execute(
                f"""with counts as (
                    select "{column}" as value, sum("{measure}") as amount from q_{home}
                    where {" and ".join(conditions)} and "{DATE}" between ? and ? group by 1
                ), counted as (
                    select value, sum(amount) over (order by value) as so_far,
                        sum(amount) over () as total
                    from counts
                )
                select min(value) from counted where so_far >= ? * total - 1e-9""",
                [*values, told["from"], told["to"], told["part"]],
            ).fetchone()
            results.append(None if row is None or row[0] is None else float(row[0]))
        return results

    def _homes(self, measure: str, where: Where) -> list[str]:
        homes = []
        for name, table in self.tables.items():
            columns = table.column_names
            if measure not in columns or DATE not in columns or not set(where) <= set(columns):
                continue
            if PREVIOUS in columns and any(len(values) > 1 for values in where.values()):
                continue  # counts of entities do not add up over values
            homes.append(name)
        return homes

    def _measure(
        self, home: str, name: str, kind: str, where: Where, start: date, stop: date
    ) -> float | None:
        rows = self._filtered(home, name, where)
        if rows is None:
            return None
        if kind == "last":
            start = stop = self._newest(home, where, stop)
        inside = (rows.days >= np.datetime64(start)) & (rows.days <= np.datetime64(stop))
        if kind == "distinct" and rows.previous is not None:
            inside &= ~(rows.previous >= np.datetime64(start))  # NaT is never after anything
        kept = [value for value, inside_ in zip(rows.values, inside, strict=True) if inside_]
        return float(sum(kept) / 10**rows.scale)

    def _newest(self, home: str, where: Where, stop: date) -> date:
        """The newest day up to one on which the world's states are told."""
        worlds = {name: words for name, words in where.items() if name == "world_id"}
        conditions, values = self._conditions(home, DATE, worlds)
        found = self._con.execute(
            f'select max("{DATE}") from q_{home} '
            f'where {" and ".join(conditions)} and "{DATE}" <= ?',
            [*values, stop],
        ).fetchone()
        return (found and found[0]) or date.min

    def _filtered(self, home: str, name: str, where: Where) -> _Rows | None:
        key = json.dumps([home, name, {k: list(v) for k, v in where.items()}], sort_keys=True)
        if key not in self._rows:
            self._rows[key] = self._read(home, name, where)
        return self._rows[key]

    def _read(self, home: str, name: str, where: Where) -> _Rows | None:
        conditions, values = self._conditions(home, name, where)
        is_rollup = PREVIOUS in self.tables[home].column_names
        previous = f', "{PREVIOUS}"' if is_rollup else ""
        found = self._con.execute(
            f'select "{DATE}", "{name}"{previous} from q_{home} where {" and ".join(conditions)}',
            values,
        ).to_arrow_table()
        if found.num_rows == 0:
            return None
        kind = found.schema.field(name).type
        scale = kind.scale if pa.types.is_decimal(kind) else 0
        return _Rows(
            found.column(DATE).to_numpy().astype("datetime64[D]"),
            found.column(PREVIOUS).to_numpy().astype("datetime64[D]") if is_rollup else None,
            [int(value * 10**scale) for value in found.column(name).to_pylist()],
            scale,
        )

    def _conditions(self, home: str, name: str, where: Where) -> tuple[list[str], list[Any]]:
        """The rows that tell a measure and that a filter lets through."""
        table = self.tables[home]
        is_rollup = PREVIOUS in table.column_names
        conditions, values = [f'"{name}" is not null'], []
        for dimension, words in where.items():
            unknown = "null" if is_rollup else "''"
            conditions.append(f'list_contains(?, coalesce("{dimension}"::varchar, {unknown}))')
            values.append(list(words))
        if is_rollup:
            texts = [f.name for f in table.schema if pa.types.is_string(f.type)]
            conditions += [f'"{other}" is null' for other in texts if other not in where]
        return conditions, values

    def _known_cell(self, told: Mapping[str, Any]) -> float | None:
        """Most cells are those of the state before."""
        asked = {name: of for name, of in told.items() if name != "value"}
        key = json.dumps(asked, sort_keys=True, default=str)
        if key not in self._cells:
            self._cells[key] = self._cell(told)
        return self._cells[key]

    def _cell(self, told: Mapping[str, Any]) -> float | None:
        conditions, values = ["true"], []
        for part in (told["where"], told["row"]):
            for column, words in part.items():
                conditions.append(f"list_contains(?, coalesce(\"{column}\"::varchar, ''))")
                values.append([str(word) for word in words])
        if told.get("from"):
            conditions.append(f'"{told.get("date") or DATE}" between ? and ?')
            values += [told["from"], told["to"]]
        found = self._con.execute(
            f'select sum("{told["column"]}") from q_{told["query"]} '
            f"where {' and '.join(conditions)}",
            values,
        ).fetchone()
        return None if found is None or found[0] is None else float(found[0])


def evaluate(formula: Any, measured: Any) -> float | None:
    """A metric's formula as metrics.json has it (orchestration/publish/metrics.py)."""
    if not isinstance(formula, dict):
        return float(formula)
    if "op" not in formula:
        ((kind, name),) = formula.items()
        result: float | None = measured(name, kind)
        return result
    left, right = (evaluate(part, measured) for part in formula["args"])
    if left is None or right is None or (formula["op"] == "/" and right == 0):
        return None
    match formula["op"]:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right
