"""Text cells to typed rows, in SQL.

Every cell is read with a cast that fails softly, so that a bad cell quarantines its row and not its
file. The SQL is made from the spec alone: names come from the spec, never from the file, and what
the file itself says (its name, its period) is bound as a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.ingest.currencies import SIGNS
from orchestration.ingest.privacy import hash_sql
from orchestration.ingest.registry import Match
from orchestration.ingest.spec import Column, Currency, Description, Export, Heading, Kind, Total

IS_TEXT = "'"  # Excel's mark for it
RUINED = r"^[+-]?[0-9]([.,][0-9]+)?[eE]\+?[0-9]+$"
_POINT = r"^[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$|^[+-]?\.[0-9]+$"
_COMMA = r"^[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?$|^[+-]?,[0-9]+$"
_SMALL = r"^[+-]?[0-9](\.[0-9]+)?[eE]-[0-9]+$"  # how a workbook stores 0.00001
_FRACTION = r"-?(0(\.[0-9]+)?|\.[0-9]+|1(\.0+)?)"
_SERIAL = r"^[0-9]{5}(\.[0-9]+)?$"  # a date cell of a workbook: days since 1899-12-30
# What DuckDB's cast reads beyond this ("infinity", an offset that it then drops) is no shop time.
_ISO = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?"
BLANKS = " \t\r\n\u00a0\u200b\ufeff"  # what counts for nothing around a cell


def literal(text: str) -> str:
    """A string of the spec, or a path, as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A column name of the spec as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _trimmed(cell: str) -> str:
    """The cell without outer blanks; a look is cheaper than a trim, and few cells need one."""
    edge = r"[\s\x{a0}\x{200b}\x{feff}]"
    return (
        f"case when regexp_matches({cell}, '^{edge}|{edge}$') "
        f"then trim({cell}, {literal(BLANKS)}) else {cell} end"
    )


def _text(export: Export, cell: str) -> str:
    """A trimmed cell, null where it is empty or one of the signs for missing."""
    signs = ", ".join(literal(sign) for sign in ("", *export.missing))
    return f"case when {cell} not in ({signs}) then {cell} end"


def _used(match: Match) -> set[int]:
    """The places of the cells that rows are made of; all others only tell blank rows."""
    export = match.export
    names = {*(c.name for c in export.kept), *export.unit, *export.fill_down}
    return {place for name, place in match.positions.items() if name in names}


def _is_blank(match: Match) -> str:
    """Whether no cell of a row has anything in it; most rows have something in the first."""
    first = min(_used(match))
    row = ", ".join(f"c{place}" for place in range(len(match.headers)))
    return (
        f"case when coalesce(c{first}, '') <> '' then false "
        f"else trim(concat({row}), {literal(BLANKS)}) = '' end"
    )


def _filled_down(match: Match, column: Column, text: str) -> str:
    """The cell, or what the first row of its unit has where a format fills that row only."""
    export = match.export
    if not match.fills_down or column.name not in export.fill_down:
        return text
    unit = ", ".join(_text(export, f"c{match.positions[name]}") for name in export.unit)
    return f"coalesce({text}, first_value({text}) over (partition by {unit} order by _row))"


def _keyed(match: Match) -> str:
    """The rows, each with the key of its unit where a format fills that on the first row only.

    A row without any cell stays blank.
    """
    export = match.export
    keys = [match.positions[name] for name in export.unit if name in export.fill_down]
    if not match.fills_down or not keys:
        return "select * from trimmed"
    used = _used(match)
    others = [
        f"nullif({f'c{i}' if i in used else _trimmed(f'c{i}')}, '')"
        for i in range(len(match.headers))
        if i not in keys
    ]
    # A key that is gone while the rest of its order is there is damage, and no gap: neither its row
    # nor the gaps below are the order's above.
    rest = [
        _text(export, f"c{match.positions[name]}")
        for name in export.fill_down
        if name in match.positions and name not in export.unit
    ]
    is_gap = f"coalesce({', '.join(rest)}) is null" if rest else "true"
    filled = []
    for place in keys:
        text = _text(export, f"c{place}")
        first = f"case when {is_gap} then {text} else coalesce({text}, '') end"
        above = f"nullif(last_value({first} ignore nulls) over (order by _row), '')"
        filled.append(
            f"case when coalesce({', '.join(others)}) is null then c{place} "
            f"else coalesce({text}, {above}) end as c{place}"
        )
    return f"select * replace ({', '.join(filled)}) from trimmed"


def _sign(match: Match) -> str:
    """A pattern for the signs of the currencies that a file may hold."""
    rule = match.export.currency
    if rule is None:
        codes: set[str] = set()
    elif match.currency:
        codes = {match.currency}
    elif rule.column in match.positions:
        codes = set(rule.codes.values()) or set(SIGNS)
    else:
        codes = {rule.code or ""}
    known = {sign for code in codes for sign in (*SIGNS.get(code, ()), code) if sign}
    signs = [re.escape(sign) for sign in sorted(known, key=lambda sign: (-len(sign), sign))]
    return rf"^(-?)\s*(?:{'|'.join(signs)})\s*|\s*(?:{'|'.join(signs)})$"


# Amounts of a currency without decimals have points for thousands beside weights such as 0.5.
OTHER_NUMBERS = (Kind.NUMBER, Kind.PERCENT)


def has_comma(match: Match, kind: Kind) -> bool:
    """Whether the file writes numbers of this kind with a decimal comma."""
    return match.comma_in_numbers if kind in OTHER_NUMBERS else match.decimal_comma


def _number_text(match: Match, text: str, column: Column) -> str:
    """A number as plain digits with a decimal point, null where it is not one."""
    if column.name in match.plain:
        return text
    bare = f"regexp_replace({text}, {literal(_sign(match))}, '\\1')"
    if has_comma(match, column.kind):
        plain = f"replace(replace({bare}, '.', ''), ',', '.')"
        simple, shape = "-?[0-9]+", _COMMA
    else:
        plain = f"replace({bare}, ',', '')"
        # "62." has lost its decimals, which a whole number has not.
        simple = "-?[0-9.]+" if column.kind is Kind.INTEGER else r"-?[0-9]*\.?[0-9]+"
        shape = _POINT
    # Most cells are plain digits: only the others go through the dearer expressions.
    return (
        f"case when regexp_full_match({text}, {literal(simple)}) then {text} "
        f"when regexp_matches({bare}, {literal(shape)}) then {plain} "
        f"when regexp_matches({text}, {literal(_SMALL)}) then {text} end"
    )


def _when(text: str, formats: tuple[str, ...]) -> str:
    known = ", ".join(literal(form) for form in formats)
    serial = (
        "timestamp '1899-12-30' + to_microseconds("
        f"cast(round(cast({text} as double) * 86400) * 1000000 as bigint))"
    )
    iso = (
        f"case when regexp_full_match({text}, {literal(_ISO)}) "
        f"then try_cast({text} as timestamp) end, "
        if formats[0].startswith("%Y-%m-%d")
        else ""
    )
    # The format that most cells have is asked first, and the others of the rest alone.
    return (
        f"coalesce(try_strptime({text}, {literal(formats[0])}), {iso}"
        f"try_strptime({text}, [{known}]), "
        f"case when regexp_matches({text}, {literal(_SERIAL)}) then {serial} end)"
    )


def _value(found: Match, column: Column, text: str) -> str:
    """The typed value of a cell's text; null where the text is not one."""
    match column.kind:
        case Kind.ID:
            if column.name in found.plain:
                return text
            plain = f"ltrim({text}, {literal(IS_TEXT)})"
            return f"case when not regexp_matches({plain}, {literal(RUINED)}) then {plain} end"
        case Kind.TEXT:
            # The same word may be written with its marks apart: Vietnamese statuses are.
            return text if column.name in found.plain else f"nfc_normalize({text})"
        case Kind.INTEGER:
            if column.name in found.plain:
                return f"try_cast({text} as bigint)"
            # "3.0" is a number cell of a workbook; a cast alone would round 2.5 to 3.
            number = _number_text(found, text, column)
            whole = f"regexp_extract({number}, '^([+-]?[0-9]+)(\\.0*)?$', 1)"
            return (
                f"case when regexp_full_match({text}, '[0-9]+') "
                f"then try_cast({text} as bigint) "
                f"else try_cast({whole} as bigint) end"
            )
        case Kind.MONEY:
            return f"try_cast({_number_text(found, text, column)} as decimal(18, 4))"
        case Kind.NUMBER:
            return f"try_cast({_number_text(found, text, column)} as decimal(18, 6))"
        case Kind.PERCENT:
            bare = f"trim(regexp_extract({text}, '^([^%]*)%$', 1))"
            number = f"try_cast({_number_text(found, bare, column)} as decimal(18, 8))"
            # A percent cell of a workbook holds the fraction; "4.3" without its sign is either.
            return (
                f"case when regexp_full_match({text}, {literal(_FRACTION)}) "
                f"then try_cast({text} as decimal(18, 6)) "
                f"else try_cast({number} / 100 as decimal(18, 6)) end"
            )
        case Kind.DATE | Kind.TIMESTAMP:
            formats = found.formats_of(column.kind)
            if column.name in found.plain:
                moment = f"try_strptime({text}, {literal(formats[0])})"
            else:
                moment = _when(text, formats)
            return f"cast({moment} as {column.kind})"
        case Kind.DURATION:
            return _duration(text)
        case Kind.FLAG:
            yes, no = "('y', 'yes', 'true', '1')", "('n', 'no', 'false', '0')"
            return (
                f"case when lower({text}) in {yes} then true "
                f"when lower({text}) in {no} then false end"
            )
        case Kind.PERSON:
            # A masked name ("p****y") is nobody's: hashed, all who share it would be one person.
            masked = f"ltrim({text}, '*') = '' or contains({text}, '**')"
            return f"case when not ({masked}) then {hash_sql(text)} end"
        case Kind.PRESENCE:
            return f"{text} is not null"
        case Kind.DROPPED:
            raise AssertionError("a dropped column has no value")


# The units that durations are written with, from days to seconds.
_DURATION_UNITS = {
    r"(?:d|days?|วัน)": 86400,
    r"(?:h|hrs?|hours?|ชั่วโมง|ชม\.?|jam)": 3600,
    r"(?:m|mins?|minutes?|นาที|menit)": 60,
    r"(?:s|secs?|seconds?|วินาที|detik)": 1,
}
_WORDED = "^" + "".join(rf"(?:(\d+)\s*{unit}\s*)?" for unit in _DURATION_UNITS) + "$"
_CLOCK = r"^(\d+):(\d{2}):(\d{2})$"


def _duration(text: str) -> str:
    """Seconds of "7h 12min" or "4ชั่วโมง9นาที28วินาที" or "00:01:30"; null for anything else."""

    def seconds(pattern: str, units: Sequence[int]) -> str:
        return " + ".join(
            f"coalesce(try_cast(regexp_extract({text}, {literal(pattern)}, {place}) as bigint), 0)"
            f" * {unit}"
            for place, unit in enumerate(units, start=1)
        )

    return (
        f"case when regexp_matches({text}, {literal(_CLOCK)}) "
        f"then {seconds(_CLOCK, (3600, 60, 1))} "
        f"when {text} <> '' and regexp_matches({text}, {literal(_WORDED)}) "
        f"then {seconds(_WORDED, tuple(_DURATION_UNITS.values()))} end"
    )


_EXPECTED = {
    Kind.ID: "an id with all its digits (open the original, not a re-saved file)",
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.MONEY: "an amount",
    Kind.PERCENT: "a percentage",
    Kind.DATE: "a date",
    Kind.TIMESTAMP: "a date and time",
    Kind.DURATION: "a duration",
    Kind.FLAG: "yes or no",
}


@dataclass(frozen=True)
class _Problem:
    """What makes a cell bad, in SQL, and what is then told of it."""

    condition: str
    column: str  # an SQL literal, like `reason`: the header that the file uses
    reason: str
    value: str = "null::varchar"

    @property
    def told(self) -> str:
        return (
            f"case when {self.condition} then {{'column': {self.column}, "
            f"'reason': {self.reason}, 'value': {self.value}}} end"
        )


_NOT_CLOSED = "has a quotation mark that is not closed"


def _wrong_width(match: Match) -> _Problem:
    cells = f"'has ' || _width || ' cells where the header has {len(match.headers)}'"
    reason = f"case _width when 0 then {literal(_NOT_CLOSED)} else {cells} end"
    return _Problem("_width is not null", "''", reason)


def _problems(match: Match, column: Column) -> list[_Problem]:
    """What can be wrong with a cell of this column."""
    header = literal(match.header_of(column.name))
    text, value = quoted(f"t_{column.name}"), quoted(column.name)

    shown = "'(personal)'" if column.is_personal else f"left({text}, 200)"

    def problem(condition: str, reason: str, value: str = shown) -> _Problem:
        return _Problem(condition, header, literal(reason), value)

    found = []
    if column.required:
        found.append(
            problem(f"{text} is null", "is empty, but every row needs it", "null::varchar")
        )
    if column.kind in _EXPECTED and column.name not in match.plain:
        reason = f"is not {_EXPECTED[column.kind]}"
        if match.export.shown_day_order and column.kind in (Kind.DATE, Kind.TIMESTAMP):
            reason += ", or its day could be its month: write 2026-12-31"
        found.append(problem(f"{text} is not null and {value} is null", reason))
    if column.pattern:
        condition = (
            f"{value} is not null and not regexp_full_match({value}, {literal(column.pattern)})"
        )
        found.append(problem(condition, _not_of_the_pattern(column, column.pattern)))
    if match.delimiter and column.kind in (Kind.ID, Kind.TEXT):
        delimiters = f"length({text}) - length(replace({text}, {literal(match.delimiter)}, ''))"
        condition = f"contains({text}, '\n') and {delimiters} >= {len(match.headers) - 1}"
        found.append(problem(condition, f"{_NOT_CLOSED}: it holds the rows below"))
    if column.minimum is not None:
        found.append(problem(f"{value} < {column.minimum}", f"is below {column.minimum}"))
    if column.kind in (Kind.DATE, Kind.TIMESTAMP):
        # A year of 2569 is a Buddhist year that a spreadsheet has left in; "69" reads as 1969 and
        # "68" as 2068.
        found.append(
            problem(
                f"year({value}) not between 1990 and 2059",
                "has a year outside 1990-2059 (Buddhist years must be saved as Western ones)",
            )
        )
    return found


def _not_of_the_pattern(column: Column, pattern: str) -> str:
    """What a cell lacks that does not fit its column's pattern, in words."""
    if listed := re.fullmatch(r"(?:\(\?i\))?\(([^()\\]+)\)", pattern):
        return f"is none of {listed.group(1).replace('|', ', ')}"
    example = f", such as {column.example[0]}" if column.example else ""
    return f"is not of the form that this column has{example}"


def _is_description(rule: Description, match: Match) -> str:
    """The first row, with words where data has numbers and times.

    That its key is no key would not do: so is the first order's, when a spreadsheet has ruined it.
    """
    worded = [
        c.name
        for c in match.export.kept
        if c.kind in _EXPECTED and c.kind is not Kind.ID and c.name in match.positions
    ]
    values = ", ".join(f"{quoted(name)}::varchar" for name in worded)
    is_first = "_row = (select min(_row) from cells)"
    if pattern := match.export.column(rule.column).pattern:
        text = quoted(f"t_{rule.column}")
        is_told = f"not coalesce(regexp_full_match({text}, {literal(pattern)}), false)"
    else:
        is_told = f"coalesce({', '.join(quoted(f't_{name}') for name in worded)}) is not null"
    return f"{is_first} and {is_told} and coalesce({values}) is null"


def _is_heading(rule: Heading, match: Match) -> str:
    """A row that begins a table once more; where that one is of another kind, all below it too."""
    if rule.column not in match.positions:
        return "false"
    text = quoted(f"t_{rule.column}")
    heads = f"coalesce({_begins(text, rule.labels)}, false)"
    if not rule.ends:
        return heads
    return f"_row >= (select min(_row) from texts where {heads})"


def _begins(text: str, labels: Sequence[str]) -> str:
    return " or ".join(f"starts_with({text}, {literal(label)})" for label in labels)


def _is_total(rule: Total, match: Match) -> str:
    present = [name for name in rule.blank if name in match.positions]
    conditions = []
    if present:
        blank = [f"{quoted(f't_{name}')} is null" for name in present]
        if rule.labels:
            # A row that was cut short lacks those cells, too. (Where a total has no name they are
            # also of narrower tables that stand in the same file.)
            blank.append(f"coalesce(_width > {len(match.headers)}, true)")
        conditions.append(" and ".join(blank))
    if rule.column and rule.column in match.positions:
        text = quoted(f"t_{rule.column}")
        if rule.labels:
            conditions.append(f"coalesce({_begins(text, rule.labels)}, false)")
        if rule.pattern:
            fits = f"regexp_full_match({text}, {literal(rule.pattern)})"
            conditions.append(f"coalesce({fits}, false)")
    return " or ".join(f"({condition})" for condition in conditions) or "false"


def typed_rows_sql(match: Match) -> str:
    """A query over `cells` that gives every row with its values, what it is and if it is bad.

    Columns: `_row`, `currency` where the export has money, each kept column of the spec that the
    file has, `_not_data` (description, total, blank or null) and `_is_bad`.
    """
    currency = "currency, " if match.export.currency else ""
    kept = ", ".join(quoted(c.name) for c in _present(match))
    return f"{_judged(match)}\nselect _row, {currency}{kept}, _not_data, _is_bad from judged"


def told_rows_sql(match: Match) -> str:
    """A query over `cells` that tells of every bad row what is wrong with it.

    Columns: `_row`, `_problems` (a list of structs) and `_original` (the row's text as JSON,
    without personal columns). Apart from the values since it is long, and few files have a bad row.
    A lost delimiter or quotation mark puts cells under the headers of others: the text of such a
    row is not told where the file has people, or columns that are not known.
    """
    present = _present(match)
    public = [c for c in present if not c.is_personal]
    texts = {c.name: quoted(f"t_{c.name}") for c in present}
    is_told = "true"
    if len({match.positions[c.name] for c in public}) < len(match.headers):
        is_told = "_width is null"
        if match.delimiter:
            # A mark that is not closed takes in all up to the next one, and the row may still be
            # as wide as the header.
            delimiter = literal(match.delimiter)
            is_told += "".join(
                f" and not coalesce(contains({t}, '\n') and contains({t}, {delimiter}), false)"
                for t in texts.values()
            )
    told = ", ".join(p.told for p in _all_problems(match))
    told = f"list_filter([{told}], lambda told: told is not null)"
    told = f"case when _width is null then {told} else [{_wrong_width(match).told}] end"
    if is_told != "true":
        told = (
            f"list_transform({told}, lambda told: {{'column': told.column, 'reason': told.reason, "
            f"'value': case when {is_told} then told.value end}})"
        )
    original = ", ".join(f"{literal(match.header_of(c.name))}, {texts[c.name]}" for c in public)
    original = f"case when {is_told} then json_object({original}) end"
    return (
        f"{_judged(match)}\nselect _row, {told} as _problems, "
        f"cast({original} as varchar) as _original from judged where _is_bad"
    )


def _present(match: Match) -> list[Column]:
    return [c for c in match.export.kept if c.name in match.positions]


def _all_problems(match: Match) -> list[_Problem]:
    found = [p for c in _present(match) for p in _problems(match, c)]
    if match.export.currency:
        _, problem = _currency(match.export.currency, match)
        found += [problem] if problem else []
    return found


def _judged(match: Match) -> str:
    """The rows with the texts and values of their cells, what they are and if they are bad."""
    export = match.export
    present = _present(match)
    used = _used(match)
    edged = used - {match.positions[name] for name in match.tidy}
    trimmed = [
        f"{_trimmed(f'c{i}')} as c{i}" if i in edged else f"c{i}" for i in range(len(match.headers))
    ]
    texts = [
        f"{_filled_down(match, c, _text(export, f'c{match.positions[c.name]}'))} "
        f"as {quoted(f't_{c.name}')}"
        for c in present
    ]
    values = [f"{_value(match, c, quoted(f't_{c.name}'))} as {quoted(c.name)}" for c in present]
    code = ""
    if export.currency:
        sql, _ = _currency(export.currency, match)
        code = f", {sql} as currency"
    # Of a row with a broken quotation mark most is not known: it is never taken for no data.
    kinds = ["when _width = 0 then null", "when is_blank then 'blank'"]
    for rule in export.not_data:
        if isinstance(rule, Description):
            kinds.append(f"when {_is_description(rule, match)} then 'description'")
        elif isinstance(rule, Heading):
            kinds.append(f"when {_is_heading(rule, match)} then 'heading'")
        else:
            kinds.append(f"when {_is_total(rule, match)} then 'total'")
    bad = " or ".join(f"({p.condition})" for p in [*_all_problems(match), _wrong_width(match)])
    lines = [
        "with trimmed as (",
        f"    select _row, _width, {', '.join(trimmed)} from cells",
        "),",
        "keyed as (",
        f"    {_keyed(match)}",
        "),",
        "texts as (",
        f"    select _row, _width, {_is_blank(match)} as is_blank, {', '.join(texts)} from keyed",
        "),",
        "valued as (",
        f"    select *, {', '.join(values)}{code} from texts",
        "),",
        "judged as (",
        f"    select *, case {' '.join(kinds)} end as _not_data,",
        f"        coalesce({bad}, false) as _is_bad",
        "    from valued",
        ")",
    ]
    return "\n".join(lines)


def _currency(rule: Currency, match: Match) -> tuple[str, _Problem | None]:
    """SQL for the row's currency, and the problem of a row that has none."""
    if match.currency:  # a header tells it
        return literal(match.currency), None
    reason = literal("tells no currency that is known for this format")
    if rule.column not in match.positions:
        if rule.code:
            return literal(rule.code), None
        return "cast(null as varchar)", _Problem("currency is null", "''", reason)
    header = literal(match.header_of(rule.column))
    text = quoted(f"t_{rule.column}")
    cases = " ".join(f"when {literal(v)} then {literal(c)}" for v, c in rule.codes.items())
    code = f"case {text} {cases} end" if cases else f"upper({text})"
    if rule.code:
        code = f"case when {text} is null then {literal(rule.code)} else {code} end"
    condition = "currency is null"
    if match.export.column(rule.column).required:  # that it is empty is told anyway
        condition += f" and {text} is not null"
    return code, _Problem(condition, header, reason, f"left({text}, 200)")
