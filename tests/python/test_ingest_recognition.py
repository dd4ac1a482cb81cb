"""A file is known by its columns, whatever its name, their order and what else is in it."""

import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, deep, rows_of, workbook
from ingest_rows import clean_line, header_of, headers

from orchestration.ingest import registry
from orchestration.ingest.land import UnknownFile
from orchestration.ingest.registry import Match, NoMatch, normalise, recognise
from orchestration.ingest.spec import Column, Export

WITH_HEADER = [e for e in registry.exports() if not e.headerless]
EVERY_EXPORT = pytest.mark.parametrize("export", WITH_HEADER, ids=lambda e: e.label)


def table(export: Export, rng: random.Random, count: int = 3) -> list[list[str]]:
    return [headers(export), *(clean_line(export, rng).cells for _ in range(count))]


def needed(export: Export) -> list[Column]:
    return [c for c in export.columns if c.required or c.name in export.signature]


def shuffled(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    # Of equal headers the first stays the first.
    places = {h: iter(sorted(i for i in order if rows[0][i] == h)) for h in rows[0]}
    order = [next(places[rows[0][i]]) for i in order]
    return [[row[i] for i in order] for row in rows]


@EVERY_EXPORT
@pytest.mark.parametrize("seed", range(deep(1, 20)))
def test_known_whatever_the_name_the_order_and_the_other_columns(
    tmp_path: Path, export: Export, seed: int
) -> None:
    rng, shop = random.Random(seed), Shop(tmp_path)
    rows = table(export, rng)
    straight = shop.ingest_one("a.csv", csv_text(rows))
    wider = [[*row, extra] for row, extra in zip(rows, ["New metric", "1", "2", "3"], strict=True)]
    wider = [["", *row] if i else ["Another", *row] for i, row in enumerate(wider)]
    other = shop.ingest_one(
        "ข้อมูล (1).txt", csv_text(shuffled(wider, rng), delimiter=rng.choice(",;\t"))
    )
    for row in (straight, other):
        assert (row.platform, row.entity) == (export.platform, export.entity)
        assert row.rows_landed == 3
    assert straight.unknown_headers == "[]"
    assert sorted(json.loads(other.unknown_headers)) == ["Another", "New metric"]
    names = [column.name for column in export.kept]
    first, second = ([[r[n] for n in names] for r in shop.landed(row)] for row in (straight, other))
    assert first == second


SPELLINGS: dict[str, Callable[[str], str]] = {
    "another Unicode form": lambda h: unicodedata.normalize("NFD", h),
    "blanks around": lambda h: f"  {h} ",
    "a tab at the end": lambda h: f"{h}\t",
    "doubled blanks": lambda h: h.replace(" ", "  "),
    "a star": lambda h: f"*{h.lstrip('*')}",
    "no star": lambda h: h.lstrip("*"),
    "a hard blank": lambda h: f"{h}\u00a0",
    "a zero-width blank": lambda h: f"{h}\u200b",
    "BOM": lambda h: f"\ufeff{h}",
    "a line break": lambda h: h.replace(" ", "\n", 1) if " " in h else h,
}


@EVERY_EXPORT
def test_known_whatever_is_scattered_in_the_headers(export: Export) -> None:
    """Each header in another spelling; over all exports each spelling meets many headers."""
    spellings = random.Random(export.label).choices(tuple(SPELLINGS.values()), k=400)
    found = recognise([[spell(h) for spell, h in zip(spellings, headers(export), strict=False)]])
    assert isinstance(found, Match)
    assert found.export is export
    assert set(found.positions) == {c.name for c in export.kept}
    assert found.unknown == ()


def test_the_thai_sara_am_survives_normalising() -> None:
    """NFKC would split it, and the header of the amount spent would never be found."""
    header = "จำนวนเงินที่ใช้จ่ายไป (THB)"
    assert normalise(unicodedata.normalize("NFD", header)) == header


@EVERY_EXPORT
def test_every_alias_is_known(export: Export) -> None:
    for column in export.columns:
        for alias in column.headers:
            cells = [
                (alias if other is column else other.headers[0]).replace("{currency}", "PHP")
                for other in export.columns
            ]
            found = recognise([cells])
            assert isinstance(found, Match) and found.export is export, alias
            assert found.unknown == ()


def test_no_export_hides_another() -> None:
    """A file of the one must not be taken for the other because it has all that the other needs."""
    for export in WITH_HEADER:
        for cells in ([header_of(column) for column in needed(export)], headers(export)):
            found = recognise([cells])
            assert isinstance(found, Match)
            assert found.export is export


def test_names_and_labels_are_unique() -> None:
    labels = [export.label for export in registry.exports()]
    assert len(labels) == len(set(labels))
    for export in registry.exports():
        assert any(c.required for c in export.columns)
        aliases = [(normalise(h), c.occurrence) for c in export.columns for h in c.headers]
        assert len(aliases) == len(set(aliases)), export.label


# --- a header twice ------------------------------------------------------------------------------


def test_the_first_province_of_shopee_is_the_deliverys(tmp_path: Path) -> None:
    header, *_ = rows_of(FIXTURES / "shopee/orders.csv")
    assert header.count("จังหวัด") == 2
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture("shopee/orders.csv", "orders.xlsx"))
    assert [r["province"] for r in shop.landed(row)] == ["เชียงใหม่", "เชียงใหม่", "ขอนแก่น", "เชียงใหม่"]
    assert row.unknown_headers == "[]"  # the second ones are no news


def test_shopee_orders_without_the_tax_block(tmp_path: Path) -> None:
    rows = [row[:59] for row in rows_of(FIXTURES / "shopee/orders.csv")]
    assert rows[0].count("จังหวัด") == 1
    shop = Shop(tmp_path)
    row = shop.land(workbook(shop.exports / "orders.xlsx", {"s": rows}))
    assert (row.platform, row.entity, row.rows_landed) == ("shopee", "orders", 4)
    assert shop.landed()[2]["province"] == "ขอนแก่น"


# --- where the header stands ---------------------------------------------------------------------


@pytest.mark.parametrize("above", [0, 1, 5, 17, 38])
def test_the_header_is_found_and_not_assumed(tmp_path: Path, above: int) -> None:
    shop = Shop(tmp_path)
    text = "".join(f"line {n}\n" if n % 3 else "\n" for n in range(above))
    row = shop.ingest_one(
        "r.csv", text + "date,from_currency,to_currency,rate\n2026-01-01,PHP,THB,1\n"
    )
    assert row.header_row == above + 1
    assert shop.landed()[0]["_row"] == above + 2


def test_a_header_that_comes_again_is_a_row_that_does_not_land(tmp_path: Path) -> None:
    """Files put one below the other by hand."""
    shop = Shop(tmp_path)
    half = "date,from_currency,to_currency,rate\n2026-01-01,PHP,THB,1\n"
    row = shop.ingest_one("r.csv", half + half)
    assert (row.header_row, row.rows_landed, row.rows_quarantined) == (1, 2, 1)


# --- what is unknown -----------------------------------------------------------------------------


def refusal(shop: Shop, rows: list[list[str]]) -> str:
    path = shop.put("unknown.csv", csv_text(rows))
    with pytest.raises(UnknownFile) as raised:
        shop.land(path)
    text = str(raised.value)
    assert "\n" not in text
    assert not shop.data.exists()  # nothing was written
    return text


@pytest.mark.parametrize(
    "export", [e for e in WITH_HEADER if len(e.columns) > 2], ids=lambda e: e.label
)
def test_a_renamed_required_header_is_told_with_the_nearest(tmp_path: Path, export: Export) -> None:
    column = needed(export)[-1]
    old = header_of(column)
    rows = table(export, random.Random(1))
    rows[0][rows[0].index(old)] = f"{old} x"
    text = refusal(Shop(tmp_path), rows)
    assert f"nearest known export: {export.title}" in text
    missing = column.headers[0].replace(" ({currency})", "")
    assert f"“{missing}” is missing (the file has “{old} x”)" in text
    assert "in line 1" in text


def test_a_header_that_has_run_into_the_row_below_is_not_told(tmp_path: Path) -> None:
    """It holds cells of that row, and these may be a person's."""
    text = (FIXTURES / "shopee/live_sessions_streaming.csv").read_text(encoding="utf-8-sig")
    person = "Flash Sale 7.7 bersama Rina"
    path = Shop(tmp_path).put("live.csv", text.replace(f"\n{person}", person))
    with pytest.raises(UnknownFile, match="nearest known export") as raised:
        Shop(tmp_path).land(path)
    assert person not in str(raised.value)


def test_a_short_header_with_more_behind_it_is_the_nearest(tmp_path: Path) -> None:
    export = next(e for e in registry.exports() if e.label == "olist order_items")
    rows = table(export, random.Random(1))
    rows[0][rows[0].index("price")] = "price (THB, without tax)"
    assert "(the file has “price (THB, without tax)”)" in refusal(Shop(tmp_path), rows)


def test_many_missing_headers_are_counted(tmp_path: Path) -> None:
    rows = table(
        next(e for e in registry.exports() if e.label == "olist order_items"), random.Random(1)
    )
    rows[0][:2] = ["Order", "Item"]
    text = refusal(Shop(tmp_path), [r[:5] for r in rows])
    assert "nearest known export: Olist order items" in text
    assert "“order_id” is missing (the file has “Order”)" in text
    assert "“price” is missing" in text


def test_an_export_with_fewer_needs_does_not_take_anothers_file(tmp_path: Path) -> None:
    """Order items whose price was renamed hold a product id, and are no list of products."""
    header = [
        "order_id",
        "order_item_id",
        "product_id",
        "seller_id",
        "shipping_limit_date",
        "Price",
    ]
    text = refusal(Shop(tmp_path), [header, ["a1" * 16, "1", "d1" * 16, "e1" * 16, "", "5"]])
    assert "Olist order items" in text and "“price” is missing (the file has “Price”)" in text


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b"], ["1", "2"]],
        [["one column"], ["1"]],
        [["group", "colour", "taste"], ["fruit", "red", "sweet"]],
        [["date", "something"], ["2026-01-01", "1"]],
    ],
)
def test_a_table_that_is_like_nothing_is_left(tmp_path: Path, rows: list[list[str]]) -> None:
    assert (
        refusal(Shop(tmp_path), rows) == "no known export has these columns; it is left where it is"
    )


def test_words_in_two_rows_make_no_header() -> None:
    assert isinstance(recognise([["date", "x"], ["from_currency", "to_currency"]]), NoMatch)


def test_meta_without_days_is_another_export(tmp_path: Path) -> None:
    """Each of its rows is a whole range: among daily ones it would count twice."""
    rows = [[*row[:4], *row[5:]] for row in rows_of(FIXTURES / "meta_ads/performance.csv")]
    row = Shop(tmp_path).ingest_one("x.csv", csv_text(rows))
    assert (row.entity, row.rows_landed, row.rows_not_data) == ("performance_range", 3, 1)


# --- delimiters ----------------------------------------------------------------------------------


@EVERY_EXPORT
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter(tmp_path: Path, export: Export, delimiter: str) -> None:
    rows = table(export, random.Random(2), count=5)
    row = Shop(tmp_path).ingest_one("x.csv", csv_text(rows, delimiter=delimiter))
    assert (row.platform, row.entity, row.rows_landed) == (export.platform, export.entity, 5)
