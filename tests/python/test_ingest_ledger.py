"""Law 2: every row read has landed, is in quarantine with its reason, or is no data."""

import csv
import io
import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from dirt_checks import Dirt
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from ingest_helpers import FIXTURES, Shop, copy_tree, csv_text, deep, workbook
from ingest_rows import Line, clean_line, header_of, headers, lines, told_headers
from python_calamine import CalamineWorkbook

from orchestration.ingest import registry
from orchestration.ingest.ledger import LedgerRow, totals_that_differ
from orchestration.ingest.spec import Export
from orchestration.simulate import simulate

PER_EXPORT = hypothesis_settings(
    max_examples=deep(2, 100),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WITH_HEADER = [e for e in registry.exports() if not e.headerless]
EVERY_EXPORT = pytest.mark.parametrize("export", WITH_HEADER, ids=lambda e: e.label)
SEEDS = st.integers(0, 2**32)


def check_every_line(shop: Shop, row: LedgerRow, export: Export, by_place: dict[int, Line]) -> None:
    """Each line, by its place in the file, is where it belongs, and the sums are right."""
    landed = {r["_row"]: r for r in shop.landed(row)}
    refused: dict[int, list[dict[str, object]]] = {}
    for bad in shop.quarantined(row):
        refused.setdefault(bad["_row"], []).append(bad)

    expected = {"clean": set(), "dirty": set(), "ragged": set(), "no data": set()}
    for place, line in by_place.items():
        kind = line.kind if line.kind in expected else "no data"
        expected[kind].add(place)
    assert set(landed) == expected["clean"]
    assert set(refused) == expected["dirty"] | expected["ragged"]
    assert row.rows_landed == len(landed)
    assert row.rows_quarantined == len(refused)
    assert row.rows_not_data == len(expected["no data"])
    assert row.rows_read == len(by_place)

    for place in expected["clean"]:
        values = by_place[place].values or {}
        assert {name: landed[place][name] for name in values} == values
    for place in expected["dirty"]:
        line = by_place[place]
        (told,) = [b for b in refused[place] if b["column_name"] == line.dirty_header]
        assert told["reason"]
        assert told["value"] == (line.dirty_text or None)
        assert told["_file_sha256"] == row.file_sha256
        original = json.loads(str(told["original"]))
        # Of a personal cell it is told that it is empty, where it is needed, and nothing more.
        assert original.get(line.dirty_header) == (line.dirty_text or None)
        cells = {h: c.strip() for h, c in zip(told_headers(export), line.cells, strict=True)}
        for header, text in original.items():
            assert text == (None if cells[header] in ("", "-", "--", "N/A") else cells[header])
    for place in expected["ragged"]:
        (told,) = refused[place]
        wide = f"has {len(by_place[place].cells)} cells where the header has {len(export.columns)}"
        assert told["reason"] == wide


def test_a_header_that_stands_twice_is_told_with_its_number(tmp_path: Path) -> None:
    """Else one cell would hide the other in what is told of a refused row."""
    export = next(e for e in WITH_HEADER if e.label == "shopee product_performance")
    names = [c.name for c in export.columns]
    place = names.index("repeated_code_sku")
    first = headers(export).index(headers(export)[place])
    line = clean_line(export, random.Random(1))
    line.cells[first], line.cells[place] = "K1", "5.85E+17"
    shop = Shop(tmp_path)
    row = shop.ingest_one("a.csv", csv_text([headers(export), line.cells]))
    (told,) = shop.quarantined(row)
    assert told["column_name"] == f"{headers(export)[first]} (2)"
    original = json.loads(told["original"])
    assert original[headers(export)[first]] == "K1"
    assert original[told["column_name"]] == "5.85E+17"


@EVERY_EXPORT
@PER_EXPORT
@given(seed=SEEDS)
def test_every_line_of_a_csv_is_accounted_for(export: Export, seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    shop = Shop(tmp_path / str(seed))
    delimiter, newline = rng.choice(",;\t"), rng.choice(("\n", "\r\n"))
    encoding = rng.choice(("utf-8", "utf-8-sig", "utf-16"))
    text = csv_text([headers(export)], delimiter=delimiter, newline=newline)
    by_place: dict[int, Line] = {}
    for line in lines(export, rng, rng.randint(0, 25)):
        if rng.random() < 0.1:
            text += newline  # a blank line is no record
        by_place[text.count("\n") + 1] = line
        text += csv_text([line.cells], delimiter=delimiter, newline=newline)
    if rng.random() < 0.3:
        text = text.removesuffix(newline)
    row = shop.ingest_one("any name.csv", text.encode(encoding))
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert row.rows_read == sum(1 for cells in records[1:] if cells)
    check_every_line(shop, row, export, by_place)


@EVERY_EXPORT
@PER_EXPORT
@given(seed=SEEDS)
def test_every_row_of_a_workbook_is_accounted_for(
    export: Export, seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    shop = Shop(tmp_path / str(seed))
    above = [["a report"], [], ["made", "today"]][: rng.randint(0, 3)]
    found = lines(export, rng, rng.randint(1, 15), ragged=False)
    path = workbook(
        shop.exports / "any name.xlsx",
        {
            (*export.sheets, "any sheet")[0]: [
                *above,
                headers(export),
                *(line.cells for line in found),
            ]
        },
    )
    row = shop.land(path)
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    while found and not any(c.strip() for c in found[-1].cells) and "" in found[-1].cells:
        found.pop()  # blank rows at the end are not written
    assert row.rows_read == len(cells) - len(above) - 1
    check_every_line(shop, row, export, {len(above) + 2 + i: line for i, line in enumerate(found)})


SHOPS_AT_ONCE = deep(5, 25)


@pytest.mark.parametrize("first", range(0, deep(5, 1_000), SHOPS_AT_ONCE))
def test_every_row_of_a_dirty_shop_is_accounted_for(first: int, tmp_path: Path) -> None:
    """Tiny shops of a few days. Most of the time goes into opening files, so many are taken at
    once: each has a folder of its own.
    """
    shop = Shop(tmp_path)
    seeds = range(first, first + SHOPS_AT_ONCE)
    for seed in seeds:
        rng = random.Random(seed)
        day = date(2024, 11, 1) + timedelta(days=rng.randrange(700))
        simulate(
            shop.exports / f"shop={seed}",
            scale=rng.choice((0.005, 0.01, 0.02)),
            seed=seed,
            start=day,
            end=day + timedelta(days=rng.randrange(4)),
            dirt=True,
        )
    copy_tree(shop.exports / f"shop={first}" / "_maps", shop.exports / "_maps")
    done = shop.ingest()
    quarantined = shop.quarantined()
    for seed in seeds:
        Dirt(shop.exports, f"shop={seed}").check(done, quarantined)


# --- a single bad cell, and each thing that is told of it --------------------------------------


def test_one_bad_cell_quarantines_its_row_and_not_its_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("olist/order_items.csv", "items.csv")
    path = shop.exports / "items.csv"
    path.write_text(path.read_text().replace("1199.00", "11.99.00"))
    row = shop.land(path)
    assert (row.rows_read, row.rows_landed, row.rows_quarantined, row.rows_not_data) == (3, 2, 1, 0)
    (bad,) = shop.quarantined()
    assert (bad["platform"], bad["entity"], bad["_file"]) == ("olist", "order_items", "items.csv")
    assert (bad["_row"], bad["column_name"]) == (4, "price")
    assert (bad["reason"], bad["value"]) == ("is not an amount", "11.99.00")
    assert json.loads(bad["original"])["order_id"] == "c3" * 16
    assert [r["_row"] for r in shop.landed()] == [2, 3]


def test_each_bad_cell_of_a_row_is_told(tmp_path: Path) -> None:
    rows = [
        ["date", "from_currency", "to_currency", "rate"],
        ["31/12/26", "THB", "dollars", ""],
        ["2026-01-01", "PHP", "THB", "-0.5"],
    ]
    shop = Shop(tmp_path)
    row = shop.ingest_one("rates.csv", csv_text(rows))
    assert row.rows_quarantined == 2
    assert [(b["_row"], b["column_name"]) for b in shop.quarantined()] == [
        (2, "date"),
        (2, "rate"),
        (2, "to_currency"),
        (3, "rate"),
    ]


def test_rows_with_too_few_or_too_many_cells(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    text = (
        "date,from_currency,to_currency,rate\n2026-01-01,PHP\n2026-01-01,PHP,THB,0.6,\n"
        "2026-01-01,PHP,THB,0.6,x\n2026-01-02,PHP,THB,0.6\n"
    )
    row = shop.ingest_one("rates.csv", text)
    assert (row.rows_read, row.rows_landed, row.rows_quarantined) == (4, 1, 3)
    assert [(b["_row"], b["reason"]) for b in shop.quarantined()] == [
        (2, "has 2 cells where the header has 4"),
        (3, "has 5 cells where the header has 4"),
        (4, "has 5 cells where the header has 4"),
    ]
    # Nothing here is personal, so that the whole row can be told.
    assert json.loads(shop.quarantined()[2]["original"])["rate"] == "0.6"


@pytest.mark.parametrize("last", ["2026-01-05,PHP,THB,5\n", '2026-01-05,"PHP",THB,5\n'])
def test_a_quotation_mark_that_is_not_closed_costs_its_own_line(tmp_path: Path, last: str) -> None:
    shop = Shop(tmp_path)
    text = (
        "date,from_currency,to_currency,rate\n"
        '2026-01-01,"PHP",THB,1\n'
        '2026-01-02,"PHP,THB,2\n'
        "2026-01-03,PHP,THB,3\n"
        "2026-01-04,PHP,THB,4\n"
    )
    row = shop.ingest_one("rates.csv", text + last)
    assert (row.rows_read, row.rows_landed, row.rows_quarantined) == (5, 4, 1)
    assert [r["_row"] for r in shop.landed()] == [2, 4, 5, 6]
    (bad,) = shop.quarantined()
    assert (bad["_row"], bad["reason"]) == (3, "has a quotation mark that is not closed")
    assert json.loads(bad["original"])["date"] == "2026-01-02"


# --- totals as checksums -------------------------------------------------------------------------


def meta(
    *rows: tuple[str, str, str], total: tuple[str, str] | None = None, first: bool = False
) -> str:
    table = [[name, day, spend, "10"] for name, day, spend in rows]
    if total:
        table.insert(0 if first else len(table), [total[0], "", total[1], "20"])
    return csv_text([["Campaign name", "Day", "Amount spent (THB)", "Impressions"], *table])


ROWS = (("a", "2026-04-01", "1,000.10"), ("b", "2026-04-01", "0.25"))


@pytest.mark.parametrize("label", ["", "รวมทั้งหมด", "รวมทั้งหมด 2 แคมเปญ"])
@pytest.mark.parametrize("first", [True, False])
def test_a_total_that_is_right(tmp_path: Path, label: str, first: bool) -> None:
    shop = Shop(tmp_path)
    row = shop.ingest_one("ads.csv", meta(*ROWS, total=(label, "1000.35"), first=first))
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == (3, 2, 1)
    spend, impressions = json.loads(row.total_checks)
    assert spend == {"column": "Amount spent (THB)", "stated": "1000.3500", "summed": "1000.3500"}
    assert impressions == {"column": "Impressions", "stated": "20", "summed": "20"}
    assert totals_that_differ(row) == []


def test_a_total_that_is_wrong_is_told_with_both_numbers(tmp_path: Path) -> None:
    row = Shop(tmp_path).ingest_one("ads.csv", meta(*ROWS, total=("", "1000.36")))
    (spend,) = totals_that_differ(row)
    assert (spend["stated"], spend["summed"]) == ("1000.3600", "1000.3500")


def test_a_row_that_did_not_land_still_counts_for_the_total(tmp_path: Path) -> None:
    rows = (*ROWS, ("c", "not a day", "5"))
    row = Shop(tmp_path).ingest_one("ads.csv", meta(*rows, total=("", "1005.35")))
    assert row.rows_quarantined == 1
    assert [c["column"] for c in totals_that_differ(row)] == ["Impressions"]


def test_no_total_no_checksum(tmp_path: Path) -> None:
    row = Shop(tmp_path).ingest_one("ads.csv", meta(*ROWS))
    assert (row.rows_not_data, row.total_checks) == (0, "[]")


def test_a_data_row_that_has_lost_its_names_cannot_pass_for_the_total_unseen(
    tmp_path: Path,
) -> None:
    rows = (*ROWS, ("", "", "7"))
    row = Shop(tmp_path).ingest_one("ads.csv", meta(*rows, total=("", "1007.35")))
    assert row.rows_not_data == 2
    assert ("1007.3500", "1000.3500") in {
        (c["stated"], c["summed"]) for c in totals_that_differ(row)
    }


def test_a_row_cut_short_before_its_names_is_no_total(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    text = (
        "Amount spent (THB),Impressions,Day,Campaign name\n"
        "1.00,10,2026-04-01,a\n2.00,10\n3.00,20,,\n"
    )
    row = shop.ingest_one("ads.csv", text)
    assert (row.rows_landed, row.rows_quarantined, row.rows_not_data) == (1, 1, 1)
    (bad,) = shop.quarantined()
    assert (bad["_row"], bad["reason"]) == (3, "has 2 cells where the header has 4")


# --- the row that describes the columns ----------------------------------------------------------

TIKTOK = [
    "Order ID",
    "Order Status",
    "SKU ID",
    "Quantity",
    "SKU Subtotal Before Discount",
    "Created Time",
    "Country",
]
TIKTOK_ORDER = [
    "577123456789012345\t",
    "ส่งสำเร็จ",
    "1729\t",
    "1",
    "62.54",
    "19/02/2026 09:10:25\t",
    "Thailand",
]


def tiktok(*rows: list[str]) -> str:
    return csv_text([TIKTOK, *rows])


def test_a_description_row_is_no_data(tmp_path: Path) -> None:
    words = ["Platform unique order ID.", "", "", "Sold quantity, in pieces.", "", "Time.", ""]
    row = Shop(tmp_path).ingest_one("orders.csv", tiktok(words, TIKTOK_ORDER))
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == (2, 1, 1)


def test_a_description_row_may_span_lines_and_follow_a_blank_one(tmp_path: Path) -> None:
    words = ["Platform unique\norder ID.", "", "", "", "", "", ""]
    header, *rest = tiktok(words, TIKTOK_ORDER).splitlines(keepends=True)
    row = Shop(tmp_path).ingest_one("orders.csv", header + "\n" + "".join(rest))
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == (2, 1, 1)


def test_without_a_description_row_the_first_order_is_data(tmp_path: Path) -> None:
    row = Shop(tmp_path).ingest_one("orders.csv", tiktok(TIKTOK_ORDER))
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == (1, 1, 0)


@pytest.mark.parametrize("ruined", ["5.77123E+17", "5.77123E+17\t", " '5.77E17", "", "order 577"])
def test_a_first_order_with_a_ruined_id_is_no_description(tmp_path: Path, ruined: str) -> None:
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders.csv", tiktok([ruined, *TIKTOK_ORDER[1:]], TIKTOK_ORDER))
    assert (row.rows_landed, row.rows_quarantined, row.rows_not_data) == (1, 1, 0)
    assert shop.quarantined()[0]["column_name"] == "Order ID"


@pytest.mark.parametrize("ruined", ["1.72940E+18", "1.72940E+18\t", " '1.7294E18 "])
def test_a_ruined_id_is_refused_with_or_without_its_tab(tmp_path: Path, ruined: str) -> None:
    shop = Shop(tmp_path)
    order = [*TIKTOK_ORDER]
    order[2] = ruined
    row = shop.ingest_one("orders.csv", tiktok(TIKTOK_ORDER, order))
    assert (row.rows_landed, row.rows_quarantined) == (1, 1)
    assert shop.quarantined()[0]["column_name"] == "SKU ID"


def test_words_further_down_are_no_description(tmp_path: Path) -> None:
    words = ["Platform unique order ID.", "", "", "", "", "", ""]
    row = Shop(tmp_path).ingest_one("orders.csv", tiktok(TIKTOK_ORDER, words))
    assert (row.rows_landed, row.rows_quarantined, row.rows_not_data) == (1, 1, 0)


# --- blank parts ---------------------------------------------------------------------------------


def test_blank_lines_are_no_rows_and_blank_records_no_data(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    text = (
        "date,from_currency,to_currency,rate\n\n2026-01-01,PHP,THB,1\n,,,\n\n \t, ,,\n"
        "2026-01-02,PHP,THB,1\n\n\n"
    )
    row = shop.ingest_one("rates.csv", text)
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == (4, 2, 2)
    assert [r["_row"] for r in shop.landed()] == [3, 7]


def test_a_file_with_a_header_and_no_rows(tmp_path: Path) -> None:
    for name, text in {
        "a.csv": "date,from_currency,to_currency,rate\n",
        "b.csv": "date,from_currency,to_currency,rate",
    }.items():
        row = Shop(tmp_path).ingest_one(name, text)
        assert (row.rows_read, row.rows_landed, row.rows_quarantined, row.rows_not_data) == (0,) * 4
    path = workbook(
        Shop(tmp_path).exports / "c.xlsx", {"s": [["date", "from_currency", "to_currency", "rate"]]}
    )
    assert Shop(tmp_path).land(path).rows_read == 0


def test_header_of_the_helper_is_the_specs_first() -> None:
    for export in registry.exports():
        assert [header_of(c) for c in export.columns] == headers(export)


@pytest.mark.parametrize("number", [1, 5, 6, 8, 9])
@pytest.mark.parametrize("end", [b"\r", b"\n"])
def test_a_line_of_another_end_costs_no_row_and_no_character(
    tmp_path: Path, number: int, end: bytes
) -> None:
    """Above the header, at its end, or among the rows."""
    lines = (FIXTURES / "shopee/ads_keywords_id.csv").read_bytes().splitlines()
    ends = [end if place == number else b"\r\n" for place in range(1, len(lines) + 1)]
    content = b"".join(line + end for line, end in zip(lines, ends, strict=True))
    shop = Shop(tmp_path)
    whole = shop.ingest_one("a.csv", b"\r\n".join(lines))
    mixed = shop.ingest_one("b.csv", content)
    assert mixed.rows_landed > 0
    assert values(shop, mixed) == values(shop, whole)


def values(shop: Shop, row: LedgerRow) -> list[tuple[object, ...]]:
    """What landed of a file, and its rows' lines."""
    return [
        tuple(value for name, value in landed.items() if name == "_row" or name[0] != "_")
        for landed in shop.landed(row)
    ]
