"""How a cell breaks, and how a row does. What breaks a cell gives None where it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["quarantined", "landed", "no data", "no row"]
Holds = Literal["ids", "counts", "money", "moments"]

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BUDDHIST_ERA = 543


@dataclass(frozen=True)
class CellDirt:
    """What somebody, or a spreadsheet, has done to a cell."""

    kind: str
    holds: tuple[Holds, ...]  # columns that it happens to
    outcome: Outcome
    spoil: Callable[[str], str | None]


@dataclass(frozen=True)
class RowDirt:
    """What has become of a row: the rows that stand in its place, as cells."""

    kind: str
    outcome: Outcome
    spoil: Callable[[list[str]], list[list[str]]]
    changed: int = 0  # which of those rows is the dirt
    only_text: bool = False
    only_where_newer: bool = False  # what it does to sums is undone by a newer file alone


def _instead(text: str) -> Callable[[str], str | None]:
    return lambda cell: text


def _impossible(cell: str) -> str | None:
    """The 30th of February, in whichever order the day is written."""
    day = cell[:10]
    if day[2:3] == "/":
        return f"30/02{cell[5:]}"
    return f"{cell[:4]}{cell[4]}02{cell[4]}30{cell[10:]}" if len(day) == 10 else None


def _buddhist(cell: str) -> str | None:
    year = cell[6:10] if cell[2:3] == "/" else cell[:4]
    return cell.replace(year, str(int(year) + _BUDDHIST_ERA), 1) if year.isdigit() else None


def _scientific(cell: str) -> str | None:
    """As a spreadsheet shows a number that is too long for it."""
    if not cell.isdigit() or len(cell) < 12:
        return None
    return f"{cell[0]}.{cell[1:6]}E+{len(cell) - 1}"


def _cut_moment(cell: str) -> str | None:
    """Cut behind a sign: of the day where there is no time."""
    sign = next((sign for sign in ":-/" if sign in cell), None)
    return cell[: cell.rindex(sign) + 1] if sign else None


def _cut_amount(cell: str) -> str | None:
    return cell[: cell.index(".") + 1] if "." in cell else None


_NUMBERS: tuple[Holds, ...] = ("counts", "money")

CELLS = (
    CellDirt("words in a number", _NUMBERS, "quarantined", _instead("รอเช็คยอด")),
    CellDirt("#REF!", _NUMBERS, "quarantined", _instead("#REF!")),
    CellDirt("#VALUE!", _NUMBERS, "quarantined", _instead("#VALUE!")),
    CellDirt("impossible date", ("moments",), "quarantined", _impossible),
    CellDirt("Buddhist year", ("moments",), "quarantined", _buddhist),
    CellDirt("id in scientific notation", ("ids",), "quarantined", _scientific),
    CellDirt("text behind an amount", ("money",), "quarantined", lambda cell: f"{cell} รวมส่ง"),
    CellDirt("date cut off", ("moments",), "quarantined", _cut_moment),
    CellDirt("amount cut off", ("money",), "quarantined", _cut_amount),
    CellDirt(
        "full-width digits", _NUMBERS, "quarantined", lambda cell: cell.translate(_FULL_WIDTH)
    ),
    CellDirt("trailing spaces", ("ids", *_NUMBERS, "moments"), "landed", lambda cell: f"{cell}  "),
    CellDirt("no-break space", (*_NUMBERS, "moments"), "landed", lambda cell: f"\u00a0{cell}"),
    CellDirt("zero-width space", ("ids", *_NUMBERS), "landed", lambda cell: f"{cell}\u200b"),
    CellDirt("currency sign", ("money",), "landed", lambda cell: f"฿{cell}"),
    CellDirt("apostrophe before an id", ("ids",), "landed", lambda cell: f"'{cell}"),
)

ROWS = (
    RowDirt(
        "row cut short", "quarantined", lambda cells: [cells[: len(cells) // 2]], only_text=True
    ),
    RowDirt("extra comma", "quarantined", lambda cells: [[*cells, ""]], only_text=True),
    RowDirt("repeated row", "landed", lambda cells: [cells, cells], 1, only_where_newer=True),
    RowDirt("blank row", "no data", lambda cells: [[""] * len(cells), cells]),
    RowDirt("empty line", "no row", lambda cells: [cells, []], 1, only_text=True),
)


def spoiled(dirt: CellDirt, cell: str) -> str | None:
    """The cell with the dirt, None where it cannot have it.

    A tab that ends the cell stays there.
    """
    text = cell.rstrip("\t")
    if not any(letter.isdigit() for letter in text):
        return None
    found = dirt.spoil(text)
    return None if found is None or found == text else found + cell[len(text) :]
