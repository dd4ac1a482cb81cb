"""What must become of a dirty folder: `_truth/dirt.csv` against what ingest made of it."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from ingest_helpers import Row
from python_calamine import load_workbook

from orchestration.ingest.ingest import Ingested
from orchestration.ingest.ledger import LedgerRow

Piece = dict[str, str]

# What a reason has to say; the rest of it is the file, the line and the column beside it.
REASONS = {
    "words in a number": "is not a",
    "#REF!": "is not a",
    "#VALUE!": "is not a",
    "impossible date": "is not a date",
    "Buddhist year": "Buddhist years must be saved as Western ones",
    "id in scientific notation": "is not an id with all its digits",
    "text behind an amount": "is not a",
    "date cut off": "is not a date",
    "amount cut off": "is not an amount",
    "full-width digits": "is not a",
    "row cut short": "cells where the header has",
    "extra comma": "cells where the header has",
    "text cut short": "",
    # Of whole files.
    "workbook cut short": "cut short or damaged",
    "cut within a letter": "ends within a character",
    "required header renamed": "nearest known export",
    "photo": "not a CSV or a workbook",
    "notes": "no known export has these columns",
    "empty file": "is empty (0 bytes)",
    "unfinished download": "not a CSV or a workbook",
}


def read(path: Path) -> list[Piece]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_below(path: Path, header_row: int) -> set[int]:
    """How many rows stand below the header, on each sheet, by readers that are not Talad's."""
    content = path.read_bytes()
    if path.suffix == ".json":
        said = json.loads(content)
        return {len(said) if isinstance(said, list) else 1}
    if path.suffix != ".csv":
        book = load_workbook(BytesIO(content))  # by content: Shopee calls an .xlsx .xls
        sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
        return {len(sheet.to_python(skip_empty_area=False)) - header_row for sheet in sheets}
    for encoding in ("utf-16", "utf-8-sig", "cp874"):
        if encoding == "utf-16" and not content.startswith(b"\xff\xfe"):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    lines = text.split("\n")
    delimiter = max(",;\t", key=lines[header_row - 1].count)
    reader = csv.reader((f"{line}\n" for line in lines[header_row:]), delimiter=delimiter)
    return {sum(1 for cells in reader if cells)}


class Dirt:
    """The truth of a dirty shop, which lies in a folder below the exports or is all of them."""

    def __init__(self, exports: Path, folder: str = "") -> None:
        self.exports, self.folder = exports, exports / folder
        self.pieces = [self._below(p) for p in read(self.folder / "_truth" / "dirt.csv")]
        told = [self._below(row) for row in read(self.folder / "_truth" / "dirt_files.csv")]
        self.files = {row["file"]: row for row in told}
        self.of_file: dict[str, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            self.of_file[piece["file"]].append(piece)

    def _below(self, row: Piece) -> Piece:
        return row | {"file": (self.folder / row["file"]).relative_to(self.exports).as_posix()}

    def check(self, done: Ingested, quarantined: Sequence[Row]) -> None:
        """Every file and every row is where the truth says, and told as it has to be."""
        bad: dict[str, list[Row]] = defaultdict(list)
        for told in quarantined:
            bad[told["_file"]].append(told)
        ledger = {row.file: row for row in (*done.new, *done.known)}
        refused = {file.file: file for file in done.refused}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.exports).as_posix()
            if not path.is_file() or path.parent.name.startswith("_"):
                continue
            outcome = self.files[name]["outcome"] if name in self.files else "clean"
            if name in refused and refused[name].outcome == "copy":
                # Planted, the browser's, or two reports of no order at all: the same bytes.
                assert name not in ledger, name
                same = refused[name].reason.removeprefix("holds the same bytes as ")
                same, *_ = same.split(", so it counts for the shop ")
                assert (self.exports / same).read_bytes() == path.read_bytes(), refused[name]
            elif outcome == "refused":
                (piece,) = self.of_file[name]
                assert (refused[name].outcome, name in ledger) == (outcome, False), name
                assert REASONS[piece["kind"]] in refused[name].reason, refused[name]
                if piece["kind"] == "required header renamed":
                    told = f"“{piece['was'].removesuffix(' (THB)')}” is missing"
                    line = re.search(r"in line (\d+)", refused[name].reason)
                    if line and min(rows_below(path, int(line[1]))) > 0:
                        # Above no row at all nothing proves a header to be one: it is not quoted.
                        told += f" (the file has “{piece['now']}”)"
                    assert told in refused[name].reason, refused[name]
            elif name in refused and path.name.startswith(("deliveries_", "followers_")):
                # Days without a broadcast, or not counted yet, tell too little to be known by.
                text = path.read_text(encoding="utf-8")
                assert '"broadcast"' not in text and '"followers"' not in text, refused[name]
            elif outcome == "ignored":
                assert name not in ledger and name not in refused, name
            else:
                self._check_ledger(ledger[name])
                self._check_quarantine(name, bad[name])

    def _check_ledger(self, row: LedgerRow) -> None:
        found = (row.rows_read, row.rows_landed, row.rows_quarantined, row.rows_not_data)
        assert row.rows_read == sum(found[1:]), row
        assert row.rows_read in rows_below(self.exports / row.file, row.header_row), row
        unknown = json.loads(row.unknown_headers)
        if row.file not in self.files:
            assert (row.rows_quarantined, unknown) == (0, []), row
            return
        told = self.files[row.file]
        names = ("rows_read", "rows_landed", "rows_quarantined", "rows_not_data")
        assert found == tuple(int(told[name]) for name in names), (row, told)
        assert unknown == [h for h in told["unknown_headers"].split("|") if h], row

    def _check_quarantine(self, name: str, bad: Sequence[Row]) -> None:
        pieces = [p for p in self.of_file[name] if p["outcome"] == "quarantined"]
        expected = {int(piece["row"]): piece for piece in pieces}
        assert {told["_row"] for told in bad} == set(expected), name
        for told in bad:
            piece = expected[told["_row"]]
            assert REASONS[piece["kind"]] in told["reason"], (told, piece)
            assert told["column_name"] == piece["column"].lstrip("*"), (told, piece)
            if piece["column"]:
                assert told["value"] == piece["now"].strip(), (told, piece)

    def clean_place(self, piece: Piece) -> tuple[str, int]:
        """Where a piece's row stands in the file without dirt: added rows move those below."""
        added = ("repeated row", "blank row", "empty line")
        above = sum(
            p["kind"] in added and int(p["row"]) < int(piece["row"])
            for p in self.of_file[piece["file"]]
        )
        return piece["file"], int(piece["row"]) - above

    def lost(self) -> set[tuple[str, int]]:
        """File and row, in the clean shop, of the rows that did not land."""
        rows = [p for p in self.pieces if p["outcome"] == "quarantined" and p["unit"]]
        return {self.clean_place(piece) for piece in rows}

    def unrepaired(self) -> set[tuple[str, int]]:
        """Those of them that no newer file has."""
        rows = [p for p in self.pieces if p["outcome"] == "quarantined" and p["unit"]]
        return {self.clean_place(piece) for piece in rows if not piece["repaired_by"]}

    def repeated(self) -> Counter[tuple[str, int]]:
        """File and row of what stands there twice."""
        rows = [p for p in self.pieces if p["kind"] == "repeated row"]
        places = [self.clean_place(piece) for piece in rows]
        return Counter((file, row - 1) for file, row in places)


PROVENANCE = ("_file", "_file_sha256", "_file_modified_at", "_row", "_ingested_at")
PERIOD = ("_period_start", "_period_end")


def values(row: Row, leave_out: Iterable[str] = ()) -> tuple[tuple[str, Any], ...]:
    """A landed row without what tells where it is from."""
    without = {*PROVENANCE, *PERIOD, *leave_out}
    return tuple((name, value) for name, value in row.items() if name not in without)
