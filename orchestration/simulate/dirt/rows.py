"""Dirt in single cells and rows of a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from orchestration.simulate.dirt.cells import CellDirt, RowDirt, spoiled
from orchestration.simulate.dirt.formats import Format, Source
from orchestration.simulate.dirt.ledger import FileTruth, Findings, Piece
from orchestration.simulate.dirt.tables import Line, changed, lines_of, sheet_of, write
from orchestration.simulate.draws import Draws
from orchestration.simulate.writers import WorkbookWriter

# Of pieces that a newer file can repair or not, how many are placed where it does.
_REPAIRED_SHARE = 0.6


@dataclass(frozen=True)
class Row:
    """A row below the header."""

    line: Line
    number: int  # the line or row of the file that it begins on
    header: list[str]

    @cached_property
    def named(self) -> dict[str, str]:
        """The cells by header; of headers that stand twice the first."""
        return dict(zip(reversed(self.header), reversed(self.line.cells), strict=True))

    def unit(self, known: Format) -> str:
        cells = (self.named.get(header, "") for header in known.unit)
        return " / ".join(cell.strip() for cell in cells if cell)


@dataclass(frozen=True)
class Head:
    """A row down to the header, which is the last of them."""

    line: Line
    number: int
    is_header: bool


def read(source: Source) -> Iterator[Head | Row]:
    """All rows of a file with their place in it; empty lines are of the head."""
    number = 1
    header: list[str] = []
    for line in lines_of(source.path):
        if not header or not line.cells:
            is_header = not header and any(key in line.cells for key in source.format.key)
            if is_header:
                header = line.cells
            yield Head(line, number, is_header)
        else:
            yield Row(line, number, header)
        number += line.height


def is_data(source: Source, row: Row) -> bool:
    return not row.line.is_blank and source.format.is_data(row.named)


@dataclass
class _Places:
    """How many rows may be made dirty: those that a newer file has as well, and the others."""

    newer: int = 0
    alone: int = 0


def _standing(source: Source, row: Row) -> str:
    """`newer`, `alone`, or nothing for a row that an older file has, too: if this file loses it,
    the older one speaks for it again."""
    if source.format.day is None:
        return "alone"
    day = source.format.day.of(row.named)
    if source.since and day <= source.since:
        return ""
    return "newer" if source.newer_since and day >= source.newer_since else "alone"


@dataclass
class _Task:
    """A kind of dirt and the first row that may get it, counted among rows of one standing."""

    dirt: CellDirt | RowDirt
    number: int
    standing: str
    first: int


def spoil_rows(
    source: Source,
    dirts: Sequence[CellDirt | RowDirt],
    draws: Draws,
    findings: Findings,
    workbooks: WorkbookWriter,
) -> None:
    """Plant the dirt in the file, at most one piece in a row, each where it first can be."""
    places = _Places()
    for row in read(source):
        if isinstance(row, Row) and is_data(source, row):
            standing = _standing(source, row)
            places.newer += standing == "newer"
            places.alone += standing == "alone"
    tasks = list(_tasks(source, dirts, draws, places))
    spoiling = _Spoiling(source, tasks, draws, findings, FileTruth(source.name))
    write(source.path, spoiling.lines(), workbooks, sheet_of(source.path))
    findings.files[source.name] = spoiling.truth


def _tasks(
    source: Source, dirts: Sequence[CellDirt | RowDirt], draws: Draws, places: _Places
) -> Iterator[_Task]:
    for number, dirt in enumerate(dirts):
        of = np.array([number])
        repaired = bool(draws.happens(f"repaired/{source.name}", of, _REPAIRED_SHARE)[0])
        if (isinstance(dirt, RowDirt) and dirt.only_where_newer) or not places.alone:
            repaired = True
        standing = "newer" if repaired and places.newer else "alone"
        if isinstance(dirt, RowDirt) and dirt.only_where_newer and not places.newer:
            continue
        count = places.newer if standing == "newer" else places.alone
        if count:
            first = int(draws.below(f"row/{source.name}", of, count)[0])
            yield _Task(dirt, number, standing, first)


@dataclass
class _Spoiling:
    """One pass over a file."""

    source: Source
    tasks: list[_Task]
    draws: Draws
    findings: Findings
    truth: FileTruth
    shift: int = 0  # by how many lines rows stand lower than before
    passed: dict[str, int] = field(default_factory=lambda: {"newer": 0, "alone": 0, "": 0})

    def lines(self) -> Iterator[Line]:
        for row in read(self.source):
            if isinstance(row, Head):
                yield row.line
                continue
            self.truth.rows_read += 1
            if not is_data(self.source, row):
                self.truth.rows_not_data += 1
                yield row.line
                continue
            yield from self._data(row)

    def _data(self, row: Row) -> Iterator[Line]:
        standing = _standing(self.source, row)
        self.truth.rows_landed += 1
        for task in self.tasks:
            if task.standing == standing and task.first <= self.passed[standing]:
                lines = self._spoil(row, task)
                if lines:
                    self.tasks.remove(task)
                    yield from lines
                    self.shift += sum(line.height for line in lines) - row.line.height
                    break
        else:
            yield row.line
        self.passed[standing] += 1

    def _spoil(self, row: Row, task: _Task) -> list[Line]:
        """The row with the dirt; nothing where no cell of it can have that."""
        if isinstance(task.dirt, RowDirt):
            return self._spoil_row(row, task.dirt)
        known = [
            name
            for holds in task.dirt.holds
            for name in getattr(self.source.format, holds)
            if name in row.named
        ]
        if not known:
            return []
        tag = f"column/{self.source.name}"
        start = int(self.draws.below(tag, np.array([task.number]), len(known))[0])
        for name in known[start:] + known[:start]:
            found = spoiled(task.dirt, row.named[name])
            if found is not None:
                cells = list(row.line.cells)
                cells[row.header.index(name)] = found
                self._tell(task.dirt, row, 0, name, row.named[name], found)
                self._count(task.dirt.outcome)
                return [changed(row.line, cells)]
        return []

    def _spoil_row(self, row: Row, dirt: RowDirt) -> list[Line]:
        lines = [
            row.line if cells == row.line.cells else changed(row.line, cells)
            for cells in dirt.spoil(row.line.cells)
        ]
        below = sum(line.height for line in lines[: dirt.changed])
        self._tell(dirt, row, below)
        self._count(dirt.outcome, added=len(lines) - 1)
        return lines

    def _tell(
        self,
        dirt: CellDirt | RowDirt,
        row: Row,
        below: int,
        column: str = "",
        was: str = "",
        now: str = "",
    ) -> None:
        known, standing = self.source.format, _standing(self.source, row)
        self.findings.pieces.append(
            Piece(
                file=self.source.name,
                kind=dirt.kind,
                outcome=dirt.outcome,
                row=row.number + self.shift + below,
                column=column,
                was=was.strip("\t"),
                now=now.strip("\t"),
                unit=row.unit(known),
                day=known.day.of(row.named).isoformat() if known.day else "",
                repaired_by=self.source.newer if standing == "newer" else "",
            )
        )

    def _count(self, outcome: str, added: int = 0) -> None:
        truth = self.truth
        if outcome == "quarantined":
            truth.rows_landed -= 1
            truth.rows_quarantined += 1
        elif outcome == "no data":
            truth.rows_read += added
            truth.rows_not_data += added
        elif outcome == "landed":
            truth.rows_read += added
            truth.rows_landed += added
