"""How a file writes its cells: the plain reading gives what the full one gives, only sooner."""

import random
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import duckdb
from ingest_helpers import deep

from orchestration.ingest import readers
from orchestration.ingest.cells import BLANKS, typed_rows_sql
from orchestration.ingest.habits import as_written
from orchestration.ingest.registry import Match
from orchestration.ingest.spec import Column, Currency, Export, Kind, column

# For each kind what a plain file has in a column, and what may stand there besides.
CELLS: dict[Kind, tuple[list[str | None], list[str]]] = {
    Kind.ID: (
        ["577123456789012345", "A-1", "-", None],
        ["'00042", "5.85E+17", "5,85E+17 ", "577\t", "\u00a0x", "'"],
    ),
    Kind.TEXT: (
        ["สำเร็จแล้ว", "เสร็จสมบูรณ์", "Đã giao", "✨ 100 %", "", "กรุงเทพฯ", "ที่ 1", "–", None],
        [
            unicodedata.normalize("NFD", "Đã hủy"),
            "ก\u0e49\u0e39",  # the tone mark before the vowel sign
            "e\u0301",
            "\u212b",  # the sign of Ångström, which is the letter
            "한글 ",
            unicodedata.normalize("NFD", "한글"),
            "\u200bz",
            "a\n",
        ],
    ),
    Kind.INTEGER: (
        ["0", "12", "007", "--", "", None],
        ["1,234", "3.0", " 5", "2.5", "-3", "x", "9" * 19, "1.234", "1e5"],
    ),
    Kind.MONEY: (
        ["0", "12.5", "-3.25", "N/A", "", None],
        ["฿12", "1,234.50", "1.234,5", "12 ", "62.", "1e5", "9" * 15, "4.00004", ".5", "x"],
    ),
    Kind.NUMBER: (
        ["0", "12.5", "-3.25", "-", None],
        ["1,234.5", "1.234,5", "\t12", "62.", "1E-05", "x"],
    ),
    Kind.PERCENT: (["4.3%", "0.043", "", None], ["4,3%", "4.3", " 5 %", "x", "100%"]),
    Kind.DATE: (
        ["03/04/2026", "12/12/2025", "-", "", None],
        ["13/02/2026", "02/13/2026", "2026-04-01", "46113", " 01/02/2026", "x", "01/02/2569"],
    ),
    Kind.TIMESTAMP: (
        ["03/04/2026 10:00:00", "12/12/2025 23:59:59", "", None],
        [
            "02/13/2026 10:00:00",
            "13/02/2026 10:00:00\t",
            "2026-04-01 10:00:00",
            "46113.5",
            "x",
            "2026-04-01T10:00:00Z",
        ],
    ),
    Kind.DURATION: (["7h 12min", "00:01:30", None], ["4ชั่วโมง9นาที", "x", " 5s"]),
    Kind.FLAG: (["Y", "no", "", None], ["true ", "x"]),
    Kind.PERSON: (["somchai", "p****y", "", None], [" somchai", "SOMCHAI", "***"]),
}
CAN_BE_PLAIN = {
    Kind.ID,
    Kind.TEXT,
    Kind.INTEGER,
    Kind.MONEY,
    Kind.NUMBER,
    Kind.DATE,
    Kind.TIMESTAMP,
}


@cache
def connection() -> duckdb.DuckDBPyConnection:
    con = readers.connect(1)
    con.execute("set variable hash_inner = 'i'::blob; set variable hash_outer = 'o'::blob")
    return con


def match_of(kinds: list[Kind], comma: tuple[str, ...] = ("never",)) -> Match:
    """A match of columns of these kinds, in an export whose files decide how they write."""
    columns: list[Column] = [column(kind, f"cell_{i}") for i, kind in enumerate(kinds)]
    export = Export(
        platform="test",
        entity="cells",
        title="cells",
        columns=tuple(columns),
        currency=Currency(code="THB"),
        decimal_comma=comma,
        date_formats=("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d"),
        timestamp_formats=("%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"),
    )
    places = {c.name: i for i, c in enumerate(columns)}
    return Match(export, 1, places, tuple(c.headers[0] for c in columns), (), None, len(columns))


def put(rows: list[tuple[str | None, ...]]) -> None:
    con, width = connection(), len(rows[0])
    cells = ", ".join(f"c{i} varchar" for i in range(width))
    con.execute(f"create or replace temp table cells (_row bigint, _width int, {cells})")
    con.executemany(
        f"insert into cells values (?, null, {', '.join('?' * width)})",
        [(number, *row) for number, row in enumerate(rows, start=2)],
    )


def typed(match: Match) -> list[tuple[Any, ...]]:
    return connection().execute(f"from ({typed_rows_sql(match)}) order by _row").fetchall()


def test_the_plain_reading_gives_what_the_full_one_gives() -> None:
    plain: Counter[Kind] = Counter()
    for seed in range(deep(80, 1_500)):
        rng = random.Random(seed)
        kinds = [rng.choice(list(CELLS)) for _ in range(12)]
        match = match_of(kinds)
        columns = []
        for kind in kinds:
            usual, others = CELLS[kind]
            pool = [*usual, *rng.choices(others, k=rng.choice((0, 1, 1, 2)))]
            columns.append([rng.choice(pool) for _ in range(12)])
        put(list(zip(*columns, strict=True)))
        told = as_written(connection(), match, BLANKS)
        plain.update(kind for i, kind in enumerate(kinds) if f"cell_{i}" in told.plain)
        full = replace(told, tidy=frozenset(), plain=frozenset())
        assert typed(told) == typed(full), (seed, kinds, columns)
    assert set(plain) == CAN_BE_PLAIN


def test_a_text_that_counts_as_plain_is_in_normal_form() -> None:
    rng = random.Random(1)
    ranges = [(0x20, 0x250), (0x300, 0x345), (0xE01, 0xE5C), (0x1E00, 0x1F00), (0x1100, 0x1200)]
    ranges += [(0x2000, 0x2800), (0x4E00, 0x4E20), (0xAC00, 0xAC20), (0x1F300, 0x1F320)]
    texts = [
        "".join(chr(rng.randrange(*rng.choice(ranges))) for _ in range(rng.randint(1, 3)))
        for _ in range(deep(2_000, 50_000))
    ]
    # And every letter with every mark that Unicode joins it with.
    pairs = (unicodedata.decomposition(chr(i)).split() for i in range(0x30000))
    texts += [
        chr(int(pair[0], 16)) + chr(int(pair[1], 16))
        for pair in pairs
        if len(pair) == 2 and not pair[0].startswith("<")
    ]
    plain = []
    for batch in (texts[i : i + 200] for i in range(0, len(texts), 200)):
        match = match_of([Kind.TEXT] * len(batch))
        put([tuple(batch)])
        told = as_written(connection(), match, BLANKS)
        plain += [text for i, text in enumerate(batch) if f"cell_{i}" in told.plain]
    assert len(plain) > 100
    assert [text for text in plain if not unicodedata.is_normalized("NFC", text)] == []


def test_one_column_tells_how_another_is_read() -> None:
    """The 13th of one column shows months first, so that 02/03 of the other is in February too.

    The 25/03 there, that only the usual format reads, is still read.
    """
    match = match_of([Kind.DATE, Kind.DATE])
    put([("02/03/2026", "02/13/2026"), ("25/03/2026", "02/14/2026"), ("-", "02/15/2026")])
    told = as_written(connection(), match, BLANKS)
    assert [row[2] for row in typed(told)] == [date(2026, 2, 3), date(2026, 3, 25), None]
