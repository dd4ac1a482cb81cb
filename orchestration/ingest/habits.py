"""How one file writes its cells: its decimal commas, its days, and what is so plain in it that the
plainest SQL reads it.

Exports differ by country, by layout and by whoever saved them again, so it is the file's own cells
that decide. Each question is one query over all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

import duckdb

from orchestration.ingest.cells import BLANKS, IS_TEXT, OTHER_NUMBERS, RUINED, has_comma, literal
from orchestration.ingest.currencies import WITHOUT_DECIMALS, of_sign
from orchestration.ingest.readers import one_row
from orchestration.ingest.registry import Match
from orchestration.ingest.spec import Column, Kind

# Letters and signs that stand alone, and Thai marks, which do unless two follow each other: a text
# of these is in Unicode's normal form C, as its quick check has it (UAX #15).
_ALONE = (
    r"\x{0}-\x{2ff}\x{e01}-\x{e37}\x{e3f}-\x{e47}\x{e4c}-\x{e5b}\x{1e00}-\x{1eff}"
    r"\x{2010}-\x{2027}\x{2030}-\x{205e}\x{20a0}-\x{20bf}\x{2500}-\x{27bf}\x{4e00}-\x{9fff}"
    r"\x{1f300}-\x{1faff}"
)
_THAI_MARK = r"\x{e38}-\x{e3a}\x{e48}-\x{e4b}"
_MARKED = f"[{_THAI_MARK}][{_THAI_MARK}]|[^{_ALONE}{_THAI_MARK}]"


def as_written(con: duckdb.DuckDBPyConnection, match: Match, blanks: str) -> Match:
    """What the cells of this one file tell: how it writes numbers and days, and if it has gaps."""
    export = match.export
    if export.currency and export.currency.by_sign and not match.currency:
        match = replace(match, currency=_sign_of_all(con, match))
    if not isinstance(export.decimal_comma, bool):
        match = _with_conventions(con, match)
    present = [c for c in export.kept if c.name in match.positions]
    sound = list(compress(present, one_row(con, _sound_sql(match, present, blanks))))
    tidy = {c.name for c in sound}
    plain = {c.name for c in sound if _can_be_plain(match, c)}
    others = [c for c in present if c.name not in tidy]
    if others:
        looks = one_row(con, _plain_sql(match, others, blanks))
        names = [c.name for c in others]
        tidy.update(compress(names, looks))
        plain.update(compress(names, looks[len(names) :]))
    match = replace(match, tidy=frozenset(tidy), plain=frozenset(plain))
    moments = {kind: match.formats_of(kind) for kind in (Kind.DATE, Kind.TIMESTAMP)}
    match = replace(
        match,
        fills_down=bool(export.fill_down) and one_row(con, _gaps_sql(match)) == (True,),
        date_formats=_best_first(con, match, Kind.DATE),
        timestamp_formats=_best_first(con, match, Kind.TIMESTAMP),
    )
    # Where another format reads more of the file, that one has to read these columns as well.
    doubtful = {
        c.name
        for c in present
        for kind, known in moments.items()
        if c.kind is kind and match.formats_of(kind)[0] != known[0]
    }
    return replace(match, plain=match.plain - doubtful)


def _sign_of_all(con: duckdb.DuckDBPyConnection, match: Match) -> str | None:
    """The currency whose sign stands beside the amounts, if that is one.

    A column that has signs must have them throughout: a single one may be of another country.
    """
    codes: set[str | None] = set()
    for cell in _cells_of(match, (Kind.MONEY,)):
        bare = f"regexp_replace(trim({cell}), '[-+0-9.,\\s]+', '', 'g')"  # the "S$" of "S$ -30.00"
        signs = {
            sign
            for (sign,) in con.execute(
                f"select distinct {bare} from cells where regexp_matches({cell}, '[0-9]')"
            ).fetchall()
        }
        if signs - {""}:
            codes.update(map(of_sign, signs))
    return codes.pop() if len(codes) == 1 else None


def _with_conventions(con: duckdb.DuckDBPyConnection, match: Match) -> Match:
    """Whether it has decimal commas, as its cells show, else its language: match.decimal_comma."""
    looks = one_row(con, _conventions_sql(match))
    points, commas, by_point, by_comma = looks[:4]
    points_there, commas_there = looks[4:6]
    by_numbers = bool(commas_there) if points_there != commas_there else None
    if points != commas:
        by_amounts: bool | None = bool(commas)
    elif not points and by_point != by_comma and _has_no_decimals(con, match):
        by_amounts = bool(by_point)  # three figures after the sign are thousands
    else:
        by_amounts = by_numbers

    def first(*votes: bool | None) -> bool:
        return next((vote for vote in votes if vote is not None), match.decimal_comma)

    return replace(
        match, decimal_comma=first(by_amounts), comma_in_numbers=first(by_numbers, by_amounts)
    )


def _has_no_decimals(con: duckdb.DuckDBPyConnection, match: Match) -> bool:
    """Whether the file's currency is known and one whose amounts are whole."""
    codes = {code for (code,) in con.execute(_currencies_sql(match)).fetchall()}
    return bool(codes) and codes <= WITHOUT_DECIMALS


def _best_first(con: duckdb.DuckDBPyConnection, match: Match, kind: Kind) -> tuple[str, ...]:
    """The formats of days, or of moments, those that read more of this file's cells first.

    03/04 reads either way: where a format writes the month first, the whole file decides.
    """
    formats = match.formats_of(kind)
    months_first = [f for f in formats if "%d" in f and f.find("%m") < f.find("%d")]
    if not any(not f.startswith("%Y") for f in months_first):
        return formats
    of_kind = {c.name for c in match.export.kept if c.kind is kind and c.name in match.positions}
    if of_kind <= match.plain:
        return formats  # the first reads them all: no other can read more
    if one_row(con, _unread_sql(match, kind, formats[0])) == (False,):
        return formats
    # Most formats fit no cell at all, and a format that fails is the slowest to ask.
    fits = one_row(con, _shapes_sql(match, kind, formats))
    possible = [f for f, fit in zip(formats, fits, strict=True) if fit]
    if not possible:
        return formats
    counts = dict(zip(possible, one_row(con, _moments_sql(match, kind, possible)), strict=True))
    if match.export.shown_day_order:
        formats = tuple(f for f in formats if counts.get(f, 0) > counts.get(_swapped(f), -1))
    return tuple(sorted(formats, key=lambda f: -counts.get(f, 0)))


def _swapped(form: str) -> str:
    """The format with day and month in each other's place."""
    return form.translate(str.maketrans("dm", "md"))


# Shapes that only one of the two conventions has: 1.234 or 1,234 alone could be either.
_ONLY_POINT = r"^[+-]?[0-9]+(,[0-9]{3})*\.[0-9]{1,2}$|^[+-]?[0-9]{1,3}(,[0-9]{3}){2,}$"
_ONLY_COMMA = r"^[+-]?[0-9]+(\.[0-9]{3})*,[0-9]{1,2}$|^[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}$"
_THOUSANDS_BY_POINT = r"^[+-]?[0-9]{1,3}(\.[0-9]{3})+$"
_THOUSANDS_BY_COMMA = r"^[+-]?[0-9]{1,3}(,[0-9]{3})+$"
_AROUND = r"^[^0-9+,.-]+|[^0-9]+$"  # a currency's sign, a percent sign


def _cells_of(match: Match, kinds: Sequence[Kind]) -> list[str]:
    return [
        f"c{match.positions[c.name]}"
        for c in match.export.kept
        if c.kind in kinds and c.name in match.positions
    ]


def _conventions_sql(match: Match) -> str:
    """A query over `cells`: is an amount plainly written with a point, is one with a comma, and is
    there a 1.234 or a 1,234; then the same of OTHER_NUMBERS."""
    amounts, others = _cells_of(match, (Kind.MONEY,)), _cells_of(match, OTHER_NUMBERS)
    is_amount = ["true" for _ in amounts] + ["false" for _ in others]
    # The same amounts come again and again: a look at each is enough.
    cells = (
        f"select distinct unnest([{', '.join(amounts + others)}]::varchar[]) as cell, "
        f"unnest([{', '.join(is_amount)}]::boolean[]) as is_amount from cells"
    )
    bare = f"regexp_replace(trim(cell), {literal(_AROUND)}, '', 'g')"
    shapes = (_ONLY_POINT, _ONLY_COMMA, _THOUSANDS_BY_POINT, _THOUSANDS_BY_COMMA)
    found = (
        f"coalesce(bool_or(regexp_matches(bare, {literal(shape)})) filter (where {which}), false)"
        for which in ("is_amount", "not is_amount")
        for shape in shapes
    )
    return f"select {', '.join(found)} from (select {bare} as bare, is_amount from ({cells}))"


def _currencies_sql(match: Match) -> str:
    """A query over `cells`: the currencies of the rows, as far as a column tells them."""
    rule = match.export.currency
    if rule is None or match.currency or rule.column not in match.positions:
        known = match.currency or (rule.code if rule else None)
        return f"select {literal(known)}" if known else "select null"
    text = f"trim(c{match.positions[rule.column]})"
    cases = " ".join(f"when {literal(v)} then {literal(c)}" for v, c in rule.codes.items())
    code = f"case {text} {cases} end" if cases else f"upper({text})"
    return f"select distinct {code} as code from cells where code is not null"


def _unread_sql(match: Match, kind: Kind, form: str) -> str:
    """A query over `cells`: whether a format fails to read any cell of a kind with a figure in it.

    A format reads past outer blanks. Words, as a row of descriptions has, are read by none.
    """
    unread = (
        f"bool_or(case when try_strptime({cell}, {literal(form)}) is null "
        f"then regexp_matches({cell}, '[0-9]') end)"
        for cell in _cells_of(match, (kind,))
    )
    return f"select coalesce({' or '.join(unread) or 'false'}, false) from cells"


def _shapes_sql(match: Match, kind: Kind, formats: Sequence[str]) -> str:
    """A query over `cells`: for each format, whether it could read any cell of a kind.

    With a 1 for every figure a cell keeps its shape and is a day that every calendar has, so that
    what cannot read this cannot read the cell.
    """
    shape = "translate(trim({cell}), '023456789', '111111111')"
    each = (
        f"select {shape.replace('{cell}', cell)} as cell from cells"
        for cell in _cells_of(match, (kind,))
    )
    shapes = " union ".join(each) or "select null::varchar as cell where false"
    fits = (
        f"coalesce(bool_or(try_strptime(cell, {literal(form)}) is not null), false)"
        for form in formats
    )
    return f"select {', '.join(fits)} from ({shapes})"


def _moments_sql(match: Match, kind: Kind, formats: Sequence[str]) -> str:
    """A query over `cells`: how many cells of a kind each format can read."""
    cells = _cells_of(match, (kind,))
    counts = (
        " + ".join(f"count(try_strptime(trim({cell}), {literal(form)}))" for cell in cells) or "0"
        for form in formats
    )
    return f"select {', '.join(counts)} from cells"


def _sound_sql(match: Match, columns: Sequence[Column], blanks: str) -> str:
    """A query over `cells`: for each column if it is tidy, and plain where its kind can be.

    In a tidy one no cell begins or ends with one of the `blanks`. In a plain one the plainest
    reading of its kind reads every cell, unless it is missing, and reads it right.

    A look at all cells costs far less than expressions that are ready for anything: DuckDB sets up
    each of them for each column, which for a small file takes longer than to read it, and then asks
    each cell all their questions.
    """
    looks = (f"not coalesce(bool_or({_is_unsound(match, c, blanks)}), false)" for c in columns)
    return f"select {', '.join(looks)} from cells"


def _plain_sql(match: Match, columns: Sequence[Column], blanks: str) -> str:
    """A query over `cells`: for each column if it is tidy, and then for each if it is plain."""
    looks = [_has_edge(match, column, blanks) for column in columns]
    looks += [_is_not_plain(match, column) or "true" for column in columns]
    answers = (f"not coalesce(bool_or({look}), false)" for look in looks)
    return f"select {', '.join(answers)} from cells"


def _has_edge(match: Match, column: Column, blanks: str) -> str:
    cell = f"c{match.positions[column.name]}"
    if len(blanks) > 3:  # then one expression is the cheaper
        edge = f"[{blanks}]"
        return f"regexp_matches({cell}, {literal(f'^{edge}|{edge}$')})"
    edges = (
        f"starts_with({cell}, {literal(blank)}) or ends_with({cell}, {literal(blank)})"
        for blank in blanks
    )
    return " or ".join(edges) or "false"


# TikTok's ids end with a tab, and amounts may have blanks around them: no reason against plain.
_EDGE = f"[{BLANKS}]*"


def _is_not_plain(match: Match, column: Column, edge: str = _EDGE) -> str | None:
    """Whether a cell needs more than the plainest reading; None where its kind has none so plain.

    Numbers are of no more figures than their type surely holds.
    """
    cell = f"c{match.positions[column.name]}"
    match column.kind:
        case Kind.ID:
            ruined = RUINED.strip("^$")
            return f"regexp_matches({cell}, {literal(f'^{edge}({IS_TEXT}|{ruined}{edge}$)')})"
        case Kind.TEXT:
            return f"strlen({cell}) <> length({cell}) and regexp_matches({cell}, '{_MARKED}')"
        case Kind.INTEGER:
            digits = "[0-9]{1,18}"
        case Kind.MONEY | Kind.NUMBER if has_comma(match, column.kind):
            digits = "-?[0-9]{1,11}"
        case Kind.MONEY | Kind.NUMBER:
            digits = r"-?[0-9]{1,11}(\.[0-9]+)?"
        case Kind.DATE | Kind.TIMESTAMP:
            form = literal(match.formats_of(column.kind)[0])
            signs = ", ".join(literal(sign) for sign in ("", *match.export.missing))
            return f"try_strptime({cell}, {form}) is null and {cell} not in ({signs})"
        case _:
            return None
    missing = "|".join(re.escape(sign) for sign in ("", *match.export.missing))
    return f"not regexp_full_match({cell}, {literal(f'{edge}({digits}|{missing}){edge}')})"


def _can_be_plain(match: Match, column: Column) -> bool:
    """Whether the column's kind has a plainest reading."""
    return _is_not_plain(match, column) is not None


def _is_unsound(match: Match, column: Column, blanks: str) -> str:
    """Whether a cell is not tidy or not plain, in one look where one is enough."""
    edge = _has_edge(match, column, blanks)
    look = _is_not_plain(match, column, edge="")
    if look is None:
        return edge
    is_number = column.kind in (Kind.INTEGER, Kind.MONEY, Kind.NUMBER)
    return look if is_number else f"{look} or {edge}"  # a number's look sees blanks, too


def _gaps_sql(match: Match) -> str:
    """A query over `cells`: whether a cell of the columns that are filled down is empty."""
    cells = [f"c{match.positions[n]}" for n in match.export.fill_down if n in match.positions]
    empty = " or ".join(f"nullif(trim({cell}), '') is null" for cell in cells) or "false"
    return f"select coalesce(bool_or({empty}), false) from cells"
