"""A total that is not what the rows above add up to."""

from collections.abc import Iterator

from orchestration.simulate.dirt.formats import Source
from orchestration.simulate.dirt.ledger import Findings, Piece
from orchestration.simulate.dirt.reshaped import count
from orchestration.simulate.dirt.rows import Head, is_data, read
from orchestration.simulate.dirt.tables import Line, changed, sheet_of, write
from orchestration.simulate.writers import WorkbookWriter


def misstate(source: Source, findings: Findings, workbooks: WorkbookWriter) -> None:
    """Put a 9 before the total, as if a row had been left out below it."""
    column = source.format.total
    findings.files[source.name] = count(source)

    def lines() -> Iterator[Line]:
        for row in read(source):
            if isinstance(row, Head) or row.line.is_blank or is_data(source, row):
                yield row.line
                continue
            cells = list(row.line.cells)
            place = row.header.index(column)
            was, cells[place] = cells[place], f"9{cells[place]}"
            findings.pieces.append(
                Piece(
                    source.name,
                    "total that does not add up",
                    "flagged",
                    row=row.number,
                    column=column,
                    was=was,
                    now=cells[place],
                )
            )
            yield changed(row.line, cells)

    write(source.path, lines(), workbooks, sheet_of(source.path))
