"""The suites at the door: a wrong file fails its own expectation, and no other file does."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of

from orchestration.ingest import checks, registry
from orchestration.ingest.checks import CheckResult
from orchestration.ingest.ingest import Ingested

Rows = list[list[str]]


def fixture(name: str) -> Rows:
    return rows_of(FIXTURES / name)


def column(rows: Rows, header: str) -> int:
    return rows[0].index(header)


def many(rows: Rows, key: str, count: int) -> Rows:
    """The first row, over and over, each with a key of its own."""
    place = column(rows, key)
    first = rows[1]
    return [
        rows[0],
        *(
            [*first[:place], f"{first[place][:-3]}{n:03}", *first[place + 1 :]]
            for n in range(count)
        ),
    ]


def changed(rows: Rows, row: int, **cells: str) -> Rows:
    names = {
        "quantity": "จำนวน",
        "price": "ราคาขาย",
        "paid": "เวลาการชำระสินค้า",
        "buyer": "ชื่อผู้ใช้ (ผู้ซื้อ)",
    }
    found = [list(r) for r in rows]
    for name, text in cells.items():
        found[row][column(rows, names.get(name, name))] = text
    return found


ORDERS = many(fixture("shopee/orders.csv"), "หมายเลขคำสั่งซื้อ", 40)
ITEMS = fixture("olist/order_items.csv")
META = fixture("meta_ads/performance.csv")
SUBTOTAL = "line_subtotal - deal_price * quantity from -0.01 to 0.01"


def subtotals_of_the_other_kind(rows: Rows, count: int) -> Rows:
    """The subtotal is the unit price, on lines of several pieces."""
    for row in range(1, count + 1):
        rows = changed(rows, row, **{"ราคาขายสุทธิ": rows[row][column(rows, "ราคาขาย")]})
    return rows


# What is planted in which file, and what it fails.
PLANTED: dict[str, tuple[Rows, set[str]]] = {
    "good orders": (ORDERS, set()),
    "subtotals that are unit prices": (subtotals_of_the_other_kind(ORDERS, 10), {SUBTOTAL}),
    "a few odd subtotals": (subtotals_of_the_other_kind(ORDERS, 2), set()),  # 5% may be
    "paid before it was ordered": (
        changed(ORDERS, 7, paid="2026-04-01 09:11"),
        {"paid_at not before order_created_at"},
    ),
    "more returned than bought": (
        changed(ORDERS, 7, **{"จำนวนที่ส่งคืน": "3"}),
        {"returned_quantity at most quantity"},
    ),
    "buyers without a name": (
        [
            changed(ORDERS, 1, buyer="")[n] if n == 1 else r
            for n, r in enumerate(changed(ORDERS, 2, buyer=""))
        ],
        {"buyer_id filled"},
    ),
    "good items": (ITEMS, set()),
    "an item twice": ([*ITEMS, ITEMS[1]], {"order_id, order_item_id unique in a file"}),
    "good ads": (META, set()),
    "more clicks than impressions": (
        changed(META, 1, **{"จำนวนคลิก (ทั้งหมด)": "99999"}),
        {"clicks at most impressions"},
    ),
    "more link clicks than clicks": (
        changed(META, 2, **{"การคลิกลิงก์": "202"}),
        {"link_clicks at most clicks"},
    ),
    "headers alone": (ITEMS[:1], set()),
    "all missing that may be": (
        changed(changed(META[:2], 1, **{"จำนวนคลิก (ทั้งหมด)": ""}), 1, **{"อิมเพรสชัน": "-"}),
        set(),
    ),
}


def failures(done: Ingested, results: tuple[CheckResult, ...] | None = None) -> dict[str, set[str]]:
    """The expectations that each file failed, by the file's name."""
    names = {row.file_sha256: row.file for row in (*done.new, *done.known)}
    found: dict[str, set[str]] = {name: set() for name in names.values()}
    for result in done.checks if results is None else results:
        if not result.is_success:
            found[names[result.file_sha256]].add(result.expectation)
    return found


def plain(results: tuple[CheckResult, ...]) -> list[tuple[Any, ...]]:
    return sorted(tuple(vars(r).values()) for r in results)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shop, Ingested]:
    shop = Shop(tmp_path_factory.mktemp("checked"))
    for name, (rows, _) in PLANTED.items():
        shop.put(f"{name}.csv", csv_text(rows))
    return shop, shop.ingest(with_suites=True)


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_fails_its_expectation_and_no_other(
    checked: tuple[Shop, Ingested], name: str
) -> None:
    _, done = checked
    assert done.refused == ()
    assert {row.rows_quarantined for row in done.new} == {0}
    assert failures(done)[f"{name}.csv"] == PLANTED[name][1]
    (row,) = [r for r in done.new if r.file == f"{name}.csv"]
    export = next(
        e for e in registry.exports() if (e.platform, e.entity) == (row.platform, row.entity)
    )
    own = [r for r in done.checks if r.file_sha256 == row.file_sha256]
    assert [r.expectation for r in own] == [e.sentence for e in export.expectations]
    assert {r.checked_row_count for r in own} == {row.rows_landed}


def test_how_many_rows_break_it_is_told(checked: tuple[Shop, Ingested]) -> None:
    _, done = checked
    names = {row.file_sha256: row.file.removesuffix(".csv") for row in done.new}
    counts = {(names[r.file_sha256], r.expectation): r.unexpected_row_count for r in done.checks}
    assert counts["subtotals that are unit prices", SUBTOTAL] == 10
    assert counts["a few odd subtotals", SUBTOTAL] == 2
    assert counts["an item twice", "order_id, order_item_id unique in a file"] == 2
    assert counts["good orders", SUBTOTAL] == 0


def test_what_is_written_is_what_is_told(checked: tuple[Shop, Ingested]) -> None:
    shop, done = checked
    written = [
        CheckResult(**row)
        for path in shop.settings.checks.glob("*.parquet")
        for row in pq.read_table(path).to_pylist()
    ]
    assert plain(tuple(written)) == plain(done.checks)
    assert {p.stem for p in shop.settings.checks.glob("*.parquet")} == {
        "empty",
        *(row.file_sha256 for row in done.new),
    }


def test_the_next_run_checks_nothing_again(checked: tuple[Shop, Ingested]) -> None:
    shop, _ = checked
    assert shop.ingest(with_suites=True).checks == ()


def test_one_by_one_is_as_all_at_once(checked: tuple[Shop, Ingested], tmp_path: Path) -> None:
    shop, done = checked
    rows = [r for r in done.new if r.entity in ("order_items", "performance")]
    single = [result for row in rows for result in checks.check(shop.settings, [row])]
    together = [r for r in done.checks if r.entity in ("order_items", "performance")]
    assert plain(tuple(single)) == plain(tuple(together))


def test_small_batches_are_as_a_large_one(
    checked: tuple[Shop, Ingested], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, done = checked
    rows = [r for r in done.new if (r.platform, r.entity) == ("shopee", "orders")]
    monkeypatch.setattr(checks, "ROWS_AT_ONCE", 100)  # two files and a half
    assert 1 < len(list(checks._batches(rows))) < len(rows)
    assert plain(tuple(checks.check(shop.settings, rows))) == plain(
        tuple(r for r in done.checks if (r.platform, r.entity) == ("shopee", "orders"))
    )


def test_an_entity_that_is_no_longer_known_is_not_looked_at_again(
    checked: tuple[Shop, Ingested], tmp_path: Path
) -> None:
    from dataclasses import replace

    shop = Shop(tmp_path)
    gone = replace(checked[1].new[0], platform="gone", file_sha256="0" * 64)
    assert checks.check(shop.settings, [gone]) == []
    assert checks.unchecked(shop.settings, [gone]) == []
