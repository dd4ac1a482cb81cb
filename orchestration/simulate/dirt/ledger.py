"""The truth of the dirt: every piece, and what the ledger has to say of each file."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, field, fields

from orchestration.simulate.truth import Truth


@dataclass(frozen=True)
class Piece:
    """One piece of dirt. `outcome` is what ingest has to do with it:

    quarantined: its row does not land, and the reason names file, line and column;
    landed: read anyway, with the value that was there; of a repeated row, a second time;
    no data, no row: a blank row counts as no data, an empty line is no row at all;
    superseded: the whole file lands, and a newer one has all of it as well;
    copy, refused: the file does not land; ignored: it is not even told of;
    unknown header: recorded by name, and what stands below it is not read;
    flagged: a stated total that is not what the rows add up to.
    """

    file: str
    kind: str
    outcome: str
    row: int | str = ""  # line of a CSV, row of a workbook
    column: str = ""
    was: str = ""
    now: str = ""
    unit: str = ""  # what of: an order, a campaign's day
    day: str = ""
    # The newer file that has the row as well, so that the warehouse shows what is true. Of a row
    # that is quarantined and has none the warehouse knows nothing.
    repaired_by: str = ""


@dataclass
class FileTruth:
    """What the ledger has to say of a file that dirt has touched."""

    file: str
    outcome: str = "landed"
    rows_read: int = 0
    rows_landed: int = 0
    rows_quarantined: int = 0
    rows_not_data: int = 0
    unknown_headers: list[str] = field(default_factory=list)


@dataclass
class Findings:
    """All that was planted, in the order of planting."""

    pieces: list[Piece] = field(default_factory=list)
    files: dict[str, FileTruth] = field(default_factory=dict)

    def tell(self, truth: Truth) -> None:
        truth.plant("dirt.csv", [f.name for f in fields(Piece)], map(astuple, self.pieces))
        truth.plant("dirt_files.csv", [f.name for f in fields(FileTruth)], self._file_rows())

    def _file_rows(self) -> Iterator[tuple[object, ...]]:
        for name in sorted(self.files):
            *cells, unknown = astuple(self.files[name])
            yield *cells, "|".join(unknown)
