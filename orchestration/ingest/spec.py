"""What an export spec says.

A platform module declares one `Export` per file format: the columns with the headers they have in
each language, their kinds, which of them are personal, where the period and the currency are found
and which rows are no data. Readers, typing, privacy and landing follow from it.

Headers are only ever added from a real export; none is made by translating.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds, and so how its text is read."""

    ID = "id"  # text; refused when a spreadsheet has ruined it (5.85E+17)
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"  # DECIMAL(18, 6)
    MONEY = "money"  # DECIMAL(18, 4), with the file's currency in `currency`
    PERCENT = "percent"  # "4.30%" is 0.043, and so is a cell 0.043; "4.3" is refused
    DATE = "date"
    TIMESTAMP = "timestamp"  # local time of the shop, no zone
    DURATION = "duration"  # "7h 12min", "4ชั่วโมง9นาที28วินาที", "00:01:30": whole seconds
    FLAG = "flag"  # Y/N, yes/no, true/false, 1/0
    PERSON = "person"  # keyed hash
    PRESENCE = "presence"  # only whether something was written: free text may name a person
    DROPPED = "dropped"  # known and left at the door


SQL_TYPES: Mapping[Kind, str] = {
    Kind.ID: "VARCHAR",
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DECIMAL(18, 6)",
    Kind.MONEY: "DECIMAL(18, 4)",
    Kind.PERCENT: "DECIMAL(18, 6)",
    Kind.DATE: "DATE",
    Kind.TIMESTAMP: "TIMESTAMP",
    Kind.DURATION: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.PERSON: "VARCHAR",
    Kind.PRESENCE: "BOOLEAN",
}

# On every row of raw. `_row` is the line (CSV) or row (workbook) of the original, counted from 1.
PROVENANCE: Mapping[str, str] = {
    "_file": "VARCHAR",
    "_file_sha256": "VARCHAR",
    "_file_modified_at": "TIMESTAMP",
    "_row": "BIGINT",
    "_period_start": "TIMESTAMP",
    "_period_end": "TIMESTAMP",
    "_ingested_at": "TIMESTAMP",
    "shop_id": "VARCHAR",
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of an export.

    `headers` are its spellings, one per language or age of the format. `{currency}` in a header
    stands for an ISO code or a currency's sign there ("Amount spent ({currency})", whether the file
    says THB or ฿). `required` means that the header
    must be there for the file to be recognised and the cell filled for the row to land.
    `occurrence` picks one of several equal headers, counted from 1.
    `note` says what to write in it and in which unit, and `example` fills the first rows, where
    the seller is given a template of the file.
    """

    name: str
    kind: Kind
    headers: tuple[str, ...]
    required: bool = False
    pattern: str | None = None
    minimum: int | None = None
    occurrence: int = 1
    # Not in repr, which tells whether files have to be read anew.
    note: str = field(default="", repr=False)
    example: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_personal(self) -> bool:
        """Whether its text must never be written anywhere."""
        return self.kind in (Kind.PERSON, Kind.PRESENCE, Kind.DROPPED)


def column(
    kind: Kind,
    name: str,
    *headers: str,
    required: bool = False,
    pattern: str | None = None,
    minimum: int | None = None,
    occurrence: int = 1,
    note: str = "",
    example: tuple[str, ...] = (),
) -> Column:
    """A column; its header is its own name where no other is given."""
    return Column(
        name=name,
        kind=kind,
        headers=headers or (name,),
        required=required,
        pattern=pattern,
        minimum=minimum,
        occurrence=occurrence,
        note=note,
        example=example,
    )


def dropped(*headers: str) -> tuple[Column, ...]:
    """Columns that are known and never read: people's names, phones, addresses, free notes."""
    return tuple(
        Column(name=f"dropped_{number}", kind=Kind.DROPPED, headers=(header,))
        for number, header in enumerate(headers)
    )


@dataclass(frozen=True)
class Currency:
    """Where a file says its currency; the first that answers wins.

    In a header ("Amount spent (THB)"), by a header that only one country's files have, by words
    above the header ("Shopee Thailand"), by a column's value (`codes` translates it where it is no
    ISO code), with `by_sign` by the one sign that its amounts carry ("S$30.00"), or always the
    same.
    """

    code: str | None = None
    in_header: bool = False
    by_header: Mapping[str, str] = field(default_factory=dict)
    by_title: Mapping[str, str] = field(default_factory=dict)
    column: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    by_sign: bool = False


@dataclass(frozen=True)
class Description:
    """The row below the header describes the columns: its `column` does not match its pattern.

    Where that has none, there are words in columns of numbers and times.
    """

    column: str


@dataclass(frozen=True)
class Total:
    """A total row: all of `blank` are empty, or `column` begins with one of `labels`.

    `pattern` is a regular expression that the whole cell of `column` may fit instead of a label.
    `sums` name the columns whose data must add up to it: the total is used as a checksum. Of
    several totals the largest is taken, unless `checked` names the labels of those that have to be
    added up ("Total: Account" stands once per day; the totals of each campaign type beside it).
    """

    sums: tuple[str, ...]
    blank: tuple[str, ...] = ()
    column: str | None = None
    labels: tuple[str, ...] = ()
    pattern: str | None = None
    checked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A row that heads others: the header once more, or the comment of a further section.

    Its `column` begins with one of `labels`. With `ends` nothing below it is data either: a section
    of another kind begins there.
    """

    column: str
    labels: tuple[str, ...]
    ends: bool = False


@dataclass(frozen=True)
class Headerless:
    """A text file without a header: known by its `name`, a regular expression for the whole of it.

    `line` is a regular expression that each line fits, with a named group per column.
    """

    name: str
    line: str


@dataclass(frozen=True)
class Period:
    """How the time that a file covers is read; the first that answers wins, `column` last.

    `name` is a regular expression over the file's name and `preamble` one over the lines above the
    header, with the groups `start` and `end` (or `end` alone); `formats` are strptime formats.
    `sheets` (regular expressions for whole names) are other sheets of the workbook whose first rows
    are read as if they stood above the header. `column` takes the smallest and largest value of a
    column; where rows are ranges it holds their last day, and `first_column` their first.
    """

    name: str | None = None
    preamble: str | None = None
    formats: tuple[str, ...] = ()
    column: str | None = None
    first_column: str | None = None
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """What a suite expects of the rows of a file, beyond what a single cell can be refused for.

    `kind` is the type of a Great Expectations expectation, `columns` what it looks at and
    `arguments` the rest. A column may be an SQL expression over the row, so that two columns can be
    compared. `mostly` is the share of a file's rows that must meet it.
    """

    sentence: str
    kind: str
    columns: tuple[str, ...]
    arguments: Mapping[str, object] = field(default_factory=dict)
    mostly: float = 1.0


def unique(*columns: str) -> Expectation:
    """Within one file; overlapping files hold the same rows on purpose."""
    kind = "expect_compound_columns_to_be_unique"
    return Expectation(f"{', '.join(columns)} unique in a file", kind, columns)


def not_before(later: str, earlier: str, mostly: float = 1.0) -> Expectation:
    """A moment that follows another; rows that lack one of the two are passed."""
    return _at_least(f"{later} not before {earlier}", later, earlier, mostly)


def at_most(smaller: str, larger: str, mostly: float = 1.0) -> Expectation:
    """A number that another bounds; rows that lack one of the two are passed."""
    return _at_least(f"{smaller} at most {larger}", larger, smaller, mostly)


def _at_least(sentence: str, larger: str, smaller: str, mostly: float) -> Expectation:
    kind = "expect_column_pair_values_a_to_be_greater_than_b"
    arguments = {"or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return Expectation(sentence, kind, (larger, smaller), arguments, mostly)


def between(expression: str, low: float, high: float, mostly: float = 1.0) -> Expectation:
    """An expression over the row within bounds; rows where it is null are passed."""
    arguments = {"min_value": low, "max_value": high}
    kind = "expect_column_values_to_be_between"
    return Expectation(
        f"{expression} from {low:g} to {high:g}", kind, (expression,), arguments, mostly
    )


def filled(column: str, mostly: float) -> Expectation:
    """A column that may be empty here and there."""
    kind = "expect_column_values_to_not_be_null"
    return Expectation(f"{column} filled", kind, (column,), {}, mostly)


@dataclass(frozen=True, kw_only=True)
class Export:
    """One file format of one platform.

    `unit` names the columns whose rows belong together when exports overlap: of an order in two
    files, all lines of the winning file are kept. Empty: rows of every file are kept.
    `signature` names columns without which a file is not this export, though their cells may be
    empty; required columns are part of it anyway. A file with one of the `absent` headers is
    another format that has all of these columns too.
    `expectations` are checked on the rows that have landed, per file.
    `shop` is set for data that is a shop of its own; otherwise the folder says it (`shop=<name>`).
    With `shown_day_order` a format that could be another's, day or month first, is used only where
    a cell shows which of the two the file has: a 13th.
    `sheets` are regular expressions: of a workbook only a sheet whose whole name fits one is this
    export. `decimal_comma` is true, or names headers of languages that write 1.234,56; a file whose
    own cells show the other convention is read by that. `fill_down` names columns that are filled
    on the first row of a unit only; the rows below get its value. `columns_chosen` says where the
    seller chooses the columns of a report, for the message on a file that lacks one.
    """

    platform: str
    entity: str
    title: str
    columns: tuple[Column, ...]
    unit: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    currency: Currency | None = None
    period: Period = Period()
    not_data: tuple[Description | Total | Heading, ...] = ()
    date_formats: tuple[str, ...] = ("%Y-%m-%d",)
    timestamp_formats: tuple[str, ...] = ("%Y-%m-%d %H:%M:%S",)
    shown_day_order: bool = False
    decimal_comma: bool | tuple[str, ...] = False
    sheets: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    columns_chosen: str = field(default="", repr=False)  # changes nothing that is read
    headerless: Headerless | None = None
    missing: tuple[str, ...] = ("-", "--", "N/A")
    shop: str | None = None

    def __post_init__(self) -> None:
        names = [c.name for c in self.columns if c.kind is not Kind.DROPPED]
        if len(names) != len(set(names)):
            raise ValueError(f"{self.label}: a column name is used twice")
        if any(c.kind is Kind.MONEY for c in self.columns) and self.currency is None:
            raise ValueError(f"{self.label}: money without a currency")
        rule = self.currency
        if (
            rule
            and rule.column
            and not (rule.code or rule.by_header or self.column(rule.column).required)
        ):
            raise ValueError(f"{self.label}: the column that tells the currency must be required")

    @property
    def label(self) -> str:
        return f"{self.platform} {self.entity}"

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns that are written to raw."""
        return tuple(c for c in self.columns if c.kind is not Kind.DROPPED)

    @property
    def schema(self) -> dict[str, str]:
        """Column names and SQL types of this export in raw, provenance first."""
        money = {"currency": "VARCHAR"} if self.currency else {}
        return {**PROVENANCE, **money, **{c.name: SQL_TYPES[c.kind] for c in self.kept}}

    def column(self, name: str) -> Column:
        return next(c for c in self.kept if c.name == name)
