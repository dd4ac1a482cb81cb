"""Finds the platform modules and tells which export a table is, by its headers."""

from __future__ import annotations

import difflib
import hashlib
import importlib
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from orchestration.ingest import platforms
from orchestration.ingest.currencies import BY_SIGN
from orchestration.ingest.spec import Column, Export, Kind


@cache
def exports() -> tuple[Export, ...]:
    """Every known export, by platform and entity; a module `_<name>.py` is part of another."""
    modules = (
        importlib.import_module(f"{platforms.__name__}.{info.name}")
        for info in pkgutil.iter_modules(platforms.__path__)
        if not info.name.startswith("_")
    )
    found = [export for module in modules for export in module.EXPORTS]
    return tuple(sorted(found, key=lambda e: (e.platform, e.entity)))


def normalise(header: str) -> str:
    """A header without what exports scatter in it: BOM, zero-width and doubled spaces, leading `*`.

    NFC only: NFKC would split the Thai SARA AM in two.
    """
    text = unicodedata.normalize("NFC", header).replace("\ufeff", "").replace("\u200b", "")
    return " ".join(text.strip().lstrip("*").split())


@dataclass(frozen=True)
class Match:
    """A header row that was recognised: where each column stands, and what else was there."""

    export: Export
    header_row: int  # counted from 1
    positions: dict[str, int]  # column name -> cell, counted from 0
    headers: tuple[str, ...]  # as normalised
    unknown: tuple[str, ...]
    currency: str | None
    found: int  # how many columns of the export, dropped ones too
    decimal_comma: bool = False  # how this file writes amounts and whole numbers …
    comma_in_numbers: bool = False  # … and how it writes other numbers and percentages
    fills_down: bool = False  # whether it leaves cells of `Export.fill_down` empty
    date_formats: tuple[str, ...] = ()  # the spec's, in the order in which they fit this file
    timestamp_formats: tuple[str, ...] = ()
    tidy: frozenset[str] = frozenset()  # columns without a blank around any cell
    delimiter: str = ""  # of text in which cells may hold line breaks
    unread_sheets: tuple[str, ...] = ()  # the workbook's other sheets
    plain: frozenset[str] = frozenset()  # columns that the plainest reading of their kind fits

    def header_of(self, name: str) -> str:
        """The header that the file itself uses for a column, numbered where it stands again."""
        place = self.positions[name]
        header = self.headers[place]
        before = self.headers[:place].count(header)
        return f"{header} ({before + 1})" if before else header

    def formats_of(self, kind: Kind) -> tuple[str, ...]:
        """How this file may write days, or moments: the likeliest first."""
        if kind is Kind.DATE:
            return self.date_formats or self.export.date_formats
        return self.timestamp_formats or self.export.timestamp_formats


@dataclass(frozen=True)
class NoMatch:
    """The nearest known export of an unknown table, for the message."""

    export: Export | None
    header_row: int
    found: int
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]
    headers: tuple[str, ...] = ()  # as normalised

    def nearest_to(self, column: Column) -> tuple[str, str | None]:
        """A missing header, and the unknown one of the file that is most like it or has it within.

        Of the header's spellings the one that is meant: a Thai file lacks a Thai header, and one
        without any Thai lacks one in another language.
        """
        spellings = [header.replace(" ({currency})", "") for header in column.headers]
        for header in spellings:
            close = difflib.get_close_matches(header, self.unknown, 1)
            within = [name for name in self.unknown if header in name]
            if close or within:
                return header, (close or within)[0]
        is_thai = any(map(_THAI.search, self.headers))
        return next((s for s in spellings if bool(_THAI.search(s)) == is_thai), spellings[0]), None


_THAI = re.compile("[\u0e00-\u0e7f]")


@cache
def _aliases(column: Column) -> tuple[str, ...]:
    return tuple(normalise(header) for header in column.headers)


_CURRENCY = re.compile(rf"\(([A-Z]{{3}}|{'|'.join(map(re.escape, BY_SIGN))})\)")


def _places(headers: Sequence[str]) -> tuple[dict[str, list[int]], dict[str, str]]:
    """Where each header stands, also under its spelling with `{currency}` for a code or sign."""
    places: dict[str, list[int]] = {}
    currencies: dict[str, str] = {}
    for place, header in enumerate(headers):
        places.setdefault(header, []).append(place)
        code = _CURRENCY.search(header)
        if code:
            template = _CURRENCY.sub("({currency})", header)
            places.setdefault(template, []).append(place)
            currencies[template] = BY_SIGN.get(code.group(1), code.group(1))
    return places, currencies


def _match_row(
    export: Export,
    row: int,
    headers: tuple[str, ...],
    where: dict[str, list[int]],
    currencies: dict[str, str],
    above: str,
) -> Match | NoMatch:
    if any(normalise(header) in where for header in export.absent):
        return NoMatch(export, row, 0, (), ())
    places: dict[Column, int] = {}
    currency: str | None = None
    known: set[str] = set()
    for column in export.columns:
        known.update(_aliases(column))
        alias = next(
            (a for a in _aliases(column) if len(where.get(a, ())) >= column.occurrence), None
        )
        if alias is not None:
            places[column] = where[alias][column.occurrence - 1]
            currency = currency or currencies.get(alias)
    missing = [
        c for c in export.columns if c not in places and (c.required or c.name in export.signature)
    ]
    taken = set(places.values())
    strange = (h for i, h in enumerate(headers) if h and i not in taken and h not in known)
    unknown = tuple(dict.fromkeys(strange))  # once, however often the file has it
    if missing:
        return NoMatch(export, row, len(places), tuple(missing), unknown, headers)
    positions = {c.name: i for c, i in places.items() if c.kind is not Kind.DROPPED}
    if export.currency and not (export.currency.in_header and currency):
        by_header = (c for h, c in export.currency.by_header.items() if normalise(h) in where)
        by_title = (c for words, c in export.currency.by_title.items() if words in above)
        currency = next(by_header, None) or next(by_title, None)
    comma = export.decimal_comma
    if not isinstance(comma, bool):
        comma = any(normalise(header) in where for header in comma)
    return Match(export, row, positions, headers, unknown, currency, len(places), comma, comma)


@dataclass(frozen=True)
class Formats:
    """The exports that a run knows: those of the platform modules, with what maps have taught."""

    exports: tuple[Export, ...]

    @cached_property
    def owners(self) -> dict[str, Counter[int]]:
        """Every header with the exports that have it, by place, and in how many of their columns.

        A row without two of these headers is no header.
        """
        owners: dict[str, Counter[int]] = {}
        for place, export in enumerate(self.exports):
            for alias in (a for column in export.columns for a in _aliases(column)):
                owners.setdefault(alias, Counter())[place] += 1
        return owners

    def fingerprint(self, platform: str, entity: str) -> str:
        """Changes with what is known of an entity's files: they are then read anew."""
        return self._fingerprints.get((platform, entity), "")

    @cached_property
    def _fingerprints(self) -> dict[tuple[str, str], str]:
        said: dict[tuple[str, str], str] = {}
        for export in self.exports:
            entity = export.platform, export.entity
            said[entity] = said.get(entity, "") + repr(export)
        return {e: hashlib.sha256(text.encode()).hexdigest()[:16] for e, text in said.items()}

    @cached_property
    def all_fingerprints(self) -> str:
        """Changes with any of them: what was refused may then be known."""
        return hashlib.sha256(repr(self.exports).encode()).hexdigest()[:16]

    def recognise(self, rows: Sequence[Sequence[str | None]], sheet: str = "") -> Match | NoMatch:
        """Find the header among the first rows of a table, and the export that it belongs to.

        The export with the most of its columns present wins; a row matches only when every required
        header of the export is in it. An export that has more of the row's headers and lacks a
        required one is what the row was meant to be, so then nothing matches. `sheet` is the name
        of a workbook's sheet: an export that names its sheets is looked for in those alone.
        """
        known = [i for i, e in enumerate(self.exports) if not e.headerless and _is_on(e, sheet)]
        best: Match | None = None
        nearest = NoMatch(None, 0, 0, (), ())
        for number, cells in enumerate(rows, start=1):
            headers = tuple(normalise(cell or "") for cell in cells)
            where, currencies = _places(headers)
            if not known or len(self.owners.keys() & where.keys()) < 2:
                continue
            above = "\n".join(cell or "" for row in rows[: number - 1] for cell in row)
            at_most = self._at_most(where)
            results: dict[int, Match | NoMatch] = {}
            most = 0
            # Those that share most headers first: of the others none can be closer.
            for i in sorted(known, key=lambda i: -at_most[i]):
                if at_most[i] < most:
                    break
                result = _match_row(self.exports[i], number, headers, where, currencies, above)
                results[i], most = result, max(most, result.found)
            closest = max((results[i] for i in known if i in results), key=_closeness)
            if isinstance(closest, NoMatch):
                nearest = max(nearest, closest, key=_closeness)
            elif best is None or closest.found > best.found:
                best = closest
        if best is None and not any(
            len(cells) == len(nearest.headers) for cells in rows[nearest.header_row :]
        ):
            # It may have run into the row below, which is no name: nothing of it is told.
            nearest = replace(nearest, unknown=())
        return best or nearest

    def _at_most(self, headers: Iterable[str]) -> Counter[int]:
        """How many columns of each export, by place, a row of these headers can have."""
        found: Counter[int] = Counter()
        for header in headers:
            found.update(self.owners.get(header, ()))
        return found

    def headerless(self, file_name: str) -> Export | None:
        """The export without a header that a file of this name is."""
        for export in self.exports:
            if export.headerless and re.fullmatch(export.headerless.name, file_name, re.IGNORECASE):
                return export
        return None


def _closeness(result: Match | NoMatch) -> tuple[int, bool, int]:
    """Most columns found; then one that matches; then the fewest that are missing."""
    if isinstance(result, Match):
        return result.found, True, 0
    return result.found, False, -len(result.missing)


def _is_on(export: Export, sheet: str) -> bool:
    return (
        not sheet
        or not export.sheets
        or any(re.fullmatch(pattern, sheet, re.IGNORECASE) for pattern in export.sheets)
    )


@cache
def formats() -> Formats:
    """What Talad itself knows."""
    return Formats(exports())


def recognise(rows: Sequence[Sequence[str | None]], sheet: str = "") -> Match | NoMatch:
    """As `Formats.recognise`, without maps."""
    return formats().recognise(rows, sheet)
