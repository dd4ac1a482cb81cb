"""Law 1: raw is append-only and its own manifest; every row says where in which file it stood."""

import codecs
import hashlib
import os
import random
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of, tiktok_workbook, workbook
from python_calamine import CalamineWorkbook

from orchestration.ingest import registry
from orchestration.ingest.ingest import has_news
from orchestration.ingest.ledger import LEDGER_SCHEMA
from orchestration.ingest.spec import PROVENANCE

HEADER = ["mql_id", "first_contact_date", "landing_page_id", "origin"]


def lead(number: int, origin: str = "social") -> list[str]:
    return [f"{number:032x}", "2018-02-01", "88" * 16, origin]


# --- named by content -----------------------------------------------------------------------------


def test_a_file_becomes_one_parquet_file_named_by_its_content(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = shop.put("a/leads.csv", csv_text([HEADER, lead(1), lead(2), ["no id", "", "", ""]]))
    shop.ingest()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    folders = (
        "raw/olist_marketing_funnel/leads",
        "quarantine/olist_marketing_funnel/leads",
        "raw/_ledger",
    )
    for folder in folders:
        assert {p.name for p in (shop.data / folder).iterdir()} - {"empty.parquet"} == {
            f"{digest}.parquet"
        }
    (entry,) = shop.ledger().values()
    assert (entry.file, entry.file_sha256, entry.file_bytes) == (
        "a/leads.csv",
        digest,
        path.stat().st_size,
    )


def test_the_same_bytes_are_in_once_whatever_their_names_and_times(tmp_path: Path) -> None:
    """A copy is told; a file that was moved or touched is not, since nothing is to be done."""
    shop = Shop(tmp_path)
    text = csv_text([HEADER, lead(1)])
    path = shop.put("leads.csv", text)
    copy = shop.put("leads (1).csv", text)
    (told,) = shop.ingest().refused
    assert (told.file, told.outcome) == ("leads (1).csv", "copy")
    assert told.reason == "holds the same bytes as leads.csv"
    copy.unlink()
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (told,) = shop.ingest().refused
    assert (told.file, told.outcome) == ("leads.csv", "moved")
    assert not has_news(shop.settings)
    path.rename(shop.exports / "renamed.csv")
    (told,) = shop.ingest().refused
    assert (told.file, told.outcome) == ("renamed.csv", "moved")
    assert len(shop.landed()) == 1


def test_the_same_bytes_in_two_shops_count_for_one_and_both_are_named(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    sheet = (FIXTURES / "sheets/cost_history.csv").read_text()
    shop.put("shop=a/costs.csv", sheet)
    shop.put("shop=b/costs.csv", sheet)
    (told,) = shop.ingest().refused
    assert (told.file, told.outcome) == ("shop=b/costs.csv", "copy")
    assert told.reason == (
        "holds the same bytes as shop=a/costs.csv, so it counts for the shop a alone; "
        "if b has the same numbers, save it there with an empty line more"
    )
    shop.put("shop=b/costs.csv", sheet + "\n")
    assert shop.ingest().refused == ()
    rows = shop.landed()
    assert {row["shop_id"] for row in rows} == {"a", "b"}
    assert len(rows) == 2 * len(shop.landed("shop=a/costs.csv"))


def test_every_row_carries_every_provenance_column(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    fixtures = [path for path in sorted(FIXTURES.glob("*/*")) if path.name != "_counts.yml"]
    for fixture in fixtures:
        shop.put(fixture.relative_to(FIXTURES).as_posix(), fixture.read_bytes())
    done = shop.ingest()
    by_name = {row.file: row for row in done.new}
    assert len(by_name) == len(fixtures)
    seen = set()
    for row in shop.landed():
        assert set(PROVENANCE) <= set(row)
        file = by_name[row["_file"]]
        export = next(
            e for e in registry.exports() if (e.platform, e.entity) == (file.platform, file.entity)
        )
        assert list(row) == list(export.schema)
        assert (
            row["_file_sha256"]
            == hashlib.sha256((shop.exports / file.file).read_bytes()).hexdigest()
        )
        modified = datetime.fromtimestamp((shop.exports / file.file).stat().st_mtime, UTC)
        assert row["_file_modified_at"] == modified.replace(tzinfo=None) == file.file_modified_at
        assert (row["_period_start"], row["_period_end"]) == (file.period_start, file.period_end)
        assert row["_ingested_at"] and row["shop_id"]
        assert row["_row"] > file.header_row
        seen.add((file.platform, file.entity))
    assert seen == {(e.platform, e.entity) for e in registry.exports()}  # each has a fixture


def test_the_same_file_again_is_a_no_op(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = shop.put_fixture("tiktok_shop/orders.csv", "orders.csv")
    first = shop.ingest()
    before = shop.content()
    inodes = {p: p.stat().st_ino for p in shop.data.rglob("*.parquet")}
    second = shop.ingest()
    assert (len(first.new), len(second.new), len(second.known)) == (1, 0, 1)
    assert shop.content() == before
    assert {p: p.stat().st_ino for p in shop.data.rglob("*.parquet")} == inodes  # not written anew

    # Another time of change, as a copy has it, makes no other file.
    os.utime(path, (1_700_000_000, 1_700_000_000))
    third = shop.ingest()
    assert (third.new, len(third.known)) == ((), 1)
    kept = {name: c for name, c in shop.content().items() if not name.startswith("refused")}
    assert kept == {name: c for name, c in before.items() if not name.startswith("refused")}


def test_a_copy_under_another_name_is_a_no_op(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    original = shop.put_fixture("tiktok_shop/orders.csv", "orders.csv")
    shutil.copy(original, shop.exports / "orders (1).csv")
    shutil.copy(original, shop.put("elsewhere/renamed.tsv", b"").with_name("renamed.txt"))
    done = shop.ingest()
    assert [row.file for row in done.new] == ["orders.csv"]
    assert len(shop.landed()) == done.new[0].rows_landed == 3
    assert not has_news(shop.settings)
    before = shop.content()
    shutil.copy(original, shop.exports / "orders (2).csv")
    assert shop.ingest().new == ()
    kept = {name: c for name, c in shop.content().items() if not name.startswith("refused")}
    assert kept == {name: c for name, c in before.items() if not name.startswith("refused")}


def test_a_file_that_has_changed_is_another_file_and_the_old_one_stays(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("leads.csv", csv_text([HEADER, lead(1)]))
    shop.ingest()
    before = set(shop.data.rglob("*.parquet"))
    shop.put("leads.csv", csv_text([HEADER, lead(1, "email"), lead(2)]))
    assert has_news(shop.settings)
    assert len(shop.ingest().new) == 1
    assert before < set(shop.data.rglob("*.parquet"))
    assert sorted(r["origin"] for r in shop.landed()) == ["email", "social", "social"]
    (shop.exports / "leads.csv").unlink()
    shop.ingest()
    assert len(shop.landed()) == 3  # append-only


def test_a_file_that_is_being_written_is_left_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the bytes of one moment would lie under the name of another's."""
    from orchestration.ingest import land

    shop = Shop(tmp_path)
    path = shop.put("leads.csv", csv_text([HEADER, lead(1)]))
    recognise: Callable[..., object] = land._recognised

    def grow_meanwhile(*arguments: object) -> object:
        found = recognise(*arguments)
        with path.open("a") as file:
            file.write(csv_text([lead(2)]))
        return found

    monkeypatch.setattr(land, "_recognised", grow_meanwhile)
    (refused,) = shop.ingest().refused
    assert refused.reason == "the file is being written; it is left for the next run"
    assert shop.landed() == []
    monkeypatch.undo()
    assert shop.ingest().new[0].rows_landed == 2


@pytest.mark.parametrize("moment", [0, 1_700_000_000.123456, 4e9, 1e12])
def test_any_time_of_change_is_taken(tmp_path: Path, moment: float) -> None:
    shop = Shop(tmp_path)
    path = shop.put("leads.csv", csv_text([HEADER, lead(1)]))
    os.utime(path, (moment, moment))
    assert len(shop.ingest().new) == 1
    assert len(shop.ingest().known) == 1
    assert not has_news(shop.settings)


def test_the_typed_empty_members_are_there_before_any_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.ingest()
    for export in registry.exports():
        empty = pq.read_table(shop.settings.raw / export.platform / export.entity / "empty.parquet")
        assert (empty.num_rows, empty.column_names) == (0, list(export.schema))
    assert pq.read_schema(shop.settings.ledger / "empty.parquet").equals(LEDGER_SCHEMA)
    before = {p: p.stat().st_ino for p in shop.data.rglob("*.parquet")}
    shop.ingest()
    assert {p: p.stat().st_ino for p in shop.data.rglob("*.parquet")} == before


def test_an_empty_member_that_is_old_or_damaged_is_written_anew(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.ingest()
    old, damaged = (
        shop.settings.raw / "shopee" / n / "empty.parquet" for n in ("orders", "income")
    )
    whole = old.read_bytes(), damaged.read_bytes()
    pq.write_table(pa.table({"column_of_yesterday": pa.array([], pa.string())}), old)
    damaged.write_bytes(b"PAR1")
    shop.ingest()
    assert (old.read_bytes(), damaged.read_bytes()) == whole


def test_names_that_would_be_patterns(tmp_path: Path) -> None:
    """DuckDB takes `Order [1].csv` for `Order 1.csv`, and a folder `a=b` for a column."""
    shop = Shop(tmp_path / "data [x]" / "mql_id=7")
    names = [
        "Order [1].csv",
        "Order 1.csv",
        "Order *.csv",
        "Or?er 2.csv",
        "sub=1/{a,b}.csv",
        "it's.csv",
        "a\\b.csv",
        "ใบสั่ง ๑.csv",
    ]
    for number, name in enumerate(names):
        shop.put(name, csv_text([HEADER, lead(number)]))
    assert shop.ingest().refused == ()
    assert {r["_file"]: r["mql_id"] for r in shop.landed()} == {
        name: lead(number)[0] for number, name in enumerate(names)
    }
    assert len(shop.ingest().known) == len(names)


def test_workbook_names_that_would_be_patterns(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for number, name in enumerate(("Order [1].xlsx", "Order 1.xlsx")):
        workbook(shop.exports / name, {"s": [HEADER, lead(number)]})
    shop.ingest()
    assert [r["mql_id"] for r in shop.landed()] == [lead(1)[0], lead(0)[0]]


# --- `_row` is the line of the original -----------------------------------------------------------


def table(count: int = 12) -> list[list[str]]:
    return [HEADER, *(lead(number) for number in range(1, count + 1))]


def with_breaks(newline: str) -> str:
    rows = [
        HEADER,
        lead(1),
        lead(2, f"two{newline}lines"),
        lead(3),
        lead(4, f"{newline * 3}"),
        lead(5),
    ]
    return csv_text(rows, newline=newline)


def blank_lines() -> str:
    first, *rest = csv_text(table()).splitlines(keepends=True)
    return first + "\n" + "\n\n".join("".join(rest[i : i + 3]) for i in range(0, 12, 3)) + "\n\n"


PREAMBLE = 'Report,"of leads"\nUser Name,someone\n\n"a note\nof two lines",x\n\n'
BROKEN = f'"{",".join(lead(9))}\n'
# What the file is, its bytes, and which leads must land.
TEXTS = {
    "plain": (csv_text(table()).encode(), range(1, 13)),
    "no break at the end": (csv_text(table()).strip().encode(), range(1, 13)),
    "carriage returns": (csv_text(table(), newline="\r\n").encode(), range(1, 13)),
    "old Mac": (csv_text(table(), newline="\r").encode(), range(1, 13)),
    "line breaks in cells": (with_breaks("\n").encode(), range(1, 6)),
    "the same, carriage returns": (with_breaks("\r\n").encode(), range(1, 6)),
    "blank lines": (blank_lines().encode(), range(1, 13)),
    "the same, carriage returns too": (blank_lines().replace("\n", "\r\n").encode(), range(1, 13)),
    "preamble": ((PREAMBLE + csv_text(table())).encode(), range(1, 13)),
    "preamble, line breaks": ((PREAMBLE + with_breaks("\n")).encode(), range(1, 6)),
    "line breaks in the header": (
        csv_text([[*HEADER, "a\nb"], *([*lead(n), "x"] for n in range(1, 9))]).encode(),
        range(1, 9),
    ),
    "BOM": (csv_text(table()).encode("utf-8-sig"), range(1, 13)),
    "BOM, preamble, carriage returns": (
        (PREAMBLE + csv_text(table())).replace("\n", "\r\n").encode("utf-8-sig"),
        range(1, 13),
    ),
    "UTF-16": (with_breaks("\r\n").encode("utf-16"), range(1, 6)),
    "UTF-16, the other order": (
        codecs.BOM_UTF16_BE + (PREAMBLE + with_breaks("\n")).encode("utf-16-be"),
        range(1, 6),
    ),
    # Letters one of whose bytes is that of a line break.
    "UTF-16, Thai": (
        csv_text([HEADER, *(lead(n, "\u0e0a\u0a0a") for n in range(1, 9))]).encode("utf-16"),
        range(1, 9),
    ),
    "tabs": (csv_text(table(), delimiter="\t").encode(), range(1, 13)),
    "semicolons, line breaks": (
        csv_text([HEADER, *(lead(n, "a;b\nc") for n in range(1, 9))], delimiter=";").encode(),
        range(1, 9),
    ),
    "a row too short": (
        csv_text([HEADER, lead(1), lead(2)[:2], lead(3, "x\ny"), lead(4)]).encode(),
        (1, 3, 4),
    ),
    "a broken quotation mark": (
        (csv_text(table(3)) + BROKEN + csv_text([lead(4), lead(5, "x\ny"), lead(6)])).encode(),
        range(1, 7),
    ),
}


@pytest.mark.parametrize(("content", "numbers"), TEXTS.values(), ids=TEXTS.keys())
def test_row_is_the_line_of_the_original(
    tmp_path: Path, content: bytes, numbers: Sequence[int]
) -> None:
    shop = Shop(tmp_path)
    row = shop.ingest_one("leads.csv", content)
    is_utf16 = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    original = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    landed = shop.landed(row)
    assert [r["mql_id"] for r in landed] == [lead(number)[0] for number in numbers]
    for found in landed:
        assert original[found["_row"] - 1].startswith(found["mql_id"])


def test_row_is_the_row_of_the_workbook(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = [
        ["a report"],
        [],
        ["by", "someone"],
        [],
        HEADER,
        lead(1),
        [],
        lead(2),
        ["", "", "", ""],
        [],
        lead(3),
    ]
    path = workbook(shop.exports / "leads.xlsx", {"s": rows})
    entry = shop.land(path)
    assert entry.header_row == 5
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    landed = shop.landed(entry)
    assert [r["_row"] for r in landed] == [6, 8, 11]
    for found in landed:
        assert cells[found["_row"] - 1][0] == found["mql_id"]
    assert (entry.rows_read, entry.rows_not_data) == (6, 3)


def test_row_is_the_row_of_a_tiktok_workbook(tmp_path: Path) -> None:
    header, words, *orders = rows_of(FIXTURES / "tiktok_shop/orders.csv")
    shop = Shop(tmp_path)
    path = tiktok_workbook(
        shop.exports / "orders.xlsx", header, {2: words, 3: orders[0], 5: orders[1], 9: orders[2]}
    )
    entry = shop.land(path)
    assert [r["_row"] for r in shop.landed(entry)] == [3, 5, 9]
    assert (entry.rows_read, entry.rows_landed, entry.rows_not_data) == (8, 3, 5)


def test_row_survives_a_large_file(tmp_path: Path) -> None:
    """Larger than the blocks in which readers take a file, with line breaks in the middle."""
    rng = random.Random(11)
    rows = [
        lead(n, "x" * rng.randrange(200) + ("\n" if n == 40_000 else "")) for n in range(80_000)
    ]
    shop = Shop(tmp_path)
    shop.ingest_one("leads.csv", csv_text([HEADER, *rows]))
    for found in shop.landed():
        number = int(found["mql_id"], 16)
        assert found["_row"] == number + 2 + (number > 40_000)
