"""Dirt of a whole file that is read all the same: other encodings, delimiters, columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from orchestration.simulate.dirt.formats import Source
from orchestration.simulate.dirt.ledger import FileTruth, Findings, Piece
from orchestration.simulate.dirt.rows import Head, Row, is_data, read
from orchestration.simulate.dirt.tables import (
    BOM,
    Line,
    changed,
    lines_of,
    sheet_of,
    spelled,
    write,
    write_text,
)
from orchestration.simulate.draws import Draws
from orchestration.simulate.writers import WorkbookWriter

Texts = Iterator[str]


@dataclass(frozen=True)
class TextDirt:
    """A CSV that was saved in another way."""

    kind: str
    respell: Callable[[Source], Texts]
    encoding: str = "utf-8"


@dataclass(frozen=True)
class ColumnDirt:
    """A table with other columns: what becomes of a header, None where that cannot be done."""

    kind: str
    recast: Callable[[Source, list[str], Draws], "Recast | None"]


@dataclass(frozen=True)
class Recast:
    """The header, and what to do with the cells of each row below."""

    header: list[str]
    cells: Callable[[list[str]], list[str]]
    was: str = ""  # the header that is another now; empty for one that came in addition
    unknown: str = ""  # the header that no format knows


# --- text ----------------------------------------------------------------------------------------


def _without_bom(source: Source) -> Texts:
    return (line.text.removeprefix(BOM) for line in lines_of(source.path))


def _with_tabs(source: Source) -> Texts:
    yield BOM
    for line in lines_of(source.path):
        yield spelled(line.cells, "\t", "\r\n")


def _with_semicolons(source: Source) -> Texts:
    for line in lines_of(source.path):
        yield spelled(line.cells, ";", "\r\n")


TEXTS = (
    TextDirt("UTF-16 with tabs", _with_tabs, "utf-16-le"),
    TextDirt("Thai code page 874", _without_bom, "cp874"),
    TextDirt("no byte order mark", _without_bom),
    TextDirt("semicolons", _with_semicolons),
)


def respell(source: Source, dirt: TextDirt, findings: Findings) -> bool:
    """Save the file in the other way; False where it has signs that cannot be, or is so already."""
    if dirt.encoding == "cp874" and not (_is_encodable(source) and _has_thai_headers(source)):
        return False
    if dirt.kind == "no byte order mark" and not next(lines_of(source.path)).text.startswith(BOM):
        return False
    findings.files[source.name] = count(source)
    write_text(source.path, dirt.respell(source), dirt.encoding)
    findings.pieces.append(Piece(source.name, dirt.kind, "landed"))
    return True


def _is_encodable(source: Source) -> bool:
    try:
        for line in lines_of(source.path):
            line.text.removeprefix(BOM).encode("cp874")
    except UnicodeEncodeError:
        return False
    return True


def _has_thai_headers(source: Source) -> bool:
    """Without them nobody can tell that code page from another."""
    return any("\u0e00" < letter < "\u0e7f" for name in header_of(source) for letter in name)


def header_of(source: Source) -> list[str]:
    return next(row.line.cells for row in read(source) if isinstance(row, Head) and row.is_header)


def count(source: Source) -> FileTruth:
    """What the ledger has to say of a file as it is."""
    truth = FileTruth(source.name)
    for row in read(source):
        if isinstance(row, Row):
            truth.rows_read += 1
            is_row_data = is_data(source, row)
            truth.rows_landed += is_row_data
            truth.rows_not_data += not is_row_data
    return truth


# --- columns -------------------------------------------------------------------------------------

EXTRA_COLUMN = "เช็คแล้วโดย"
_BLANKS = ("{} ", "\u00a0{}", "{}\u200b")


def _extra_column(source: Source, header: list[str], draws: Draws) -> Recast:
    return Recast(
        [*header, EXTRA_COLUMN],
        lambda cells: [*cells, "ok"],
        unknown=EXTRA_COLUMN,
    )


def _renamed(source: Source, header: list[str], draws: Draws) -> Recast | None:
    known = [pair for pair in source.format.optional if pair[0] in header]
    if not known:
        return None
    was, now = known[int(draws.below(f"renamed/{source.name}", np.array([0]), len(known))[0])]
    return Recast(
        [now if name == was else name for name in header],
        lambda cells: cells,
        was=was,
        unknown=now,
    )


def _shuffled(source: Source, header: list[str], draws: Draws) -> Recast:
    """Columns in another order; of headers that stand twice the first stays the first."""
    order = np.argsort(draws.bits(f"shuffle/{source.name}", np.arange(len(header)))).tolist()
    for name in {name for name in header if header.count(name) > 1}:
        slots = [slot for slot, place in enumerate(order) if header[place] == name]
        for slot, place in zip(slots, sorted(order[slot] for slot in slots), strict=True):
            order[slot] = place
    return Recast([header[place] for place in order], lambda cells: [cells[p] for p in order])


def _blanks_in_headers(source: Source, header: list[str], draws: Draws) -> Recast:
    blank = [_BLANKS[place % 3].format(name) for place, name in enumerate(header)]
    return Recast(blank, lambda cells: cells)


COLUMNS = (
    ColumnDirt("extra column", _extra_column),
    ColumnDirt("optional header renamed", _renamed),
    ColumnDirt("columns shuffled", _shuffled),
    ColumnDirt("blanks in headers", _blanks_in_headers),
)


def recast(
    source: Source, dirt: ColumnDirt, draws: Draws, findings: Findings, workbooks: WorkbookWriter
) -> bool:
    """Change the file's columns; False where there is nothing to change so."""
    truth = count(source)
    found = dirt.recast(source, header_of(source), draws)
    if found is None or not truth.rows_landed:
        return False
    truth.unknown_headers += [found.unknown] if found.unknown else []
    findings.files[source.name] = truth
    write(source.path, _recast_lines(source, found), workbooks, sheet_of(source.path))
    findings.pieces.append(
        Piece(
            file=source.name,
            kind=dirt.kind,
            outcome="unknown header" if found.unknown else "landed",
            column=found.was or found.unknown,
            was=found.was,
            now=found.unknown,
        )
    )
    return True


def _recast_lines(source: Source, to: Recast) -> Iterator[Line]:
    for row in read(source):
        if isinstance(row, Row):
            yield changed(row.line, to.cells(row.line.cells))
        elif row.is_header:
            line = changed(row.line, to.header)
            bom = BOM if row.line.text.startswith(BOM) else ""
            yield replace(line, text=bom + line.text)
        else:
            yield row.line
