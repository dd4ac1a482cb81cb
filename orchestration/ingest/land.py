"""Lands one file: recognised, typed, split into rows that land and rows that do not, and committed.

The order of writing makes a killed run harmless: quarantine, then rows, then the ledger's row. What
has no row in the ledger is read again, and gives the same bytes under the same name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.files import replace_if_changed, replacing
from orchestration.ingest import forget, ledger, readers
from orchestration.ingest.cells import literal, quoted, told_rows_sql, typed_rows_sql
from orchestration.ingest.habits import as_written
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.privacy import HashKey
from orchestration.ingest.readers import one_row
from orchestration.ingest.registry import Formats, Match, NoMatch, formats
from orchestration.ingest.spec import PROVENANCE, Export, Kind, Total

QUARANTINE_SCHEMA = {
    "platform": "VARCHAR",
    "entity": "VARCHAR",
    "_file": "VARCHAR",
    "_file_sha256": "VARCHAR",
    "_row": "BIGINT",
    "column_name": "VARCHAR",
    "reason": "VARCHAR",
    "value": "VARCHAR",
    "original": "VARCHAR",
}

# As which DuckDB writes a column of an SQL type.
_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "DECIMAL(18, 4)": pa.decimal128(18, 4),
    "DECIMAL(18, 6)": pa.decimal128(18, 6),
}


@dataclass(frozen=True)
class Places:
    """The folders that landing writes to, and what is the same for every file of a run."""

    raw: Path
    quarantine: Path
    ledger: Path
    key: HashKey
    ingested_at: datetime
    formats: Formats = field(default_factory=formats)
    password: str = ""  # of locked workbooks
    forgotten: Path | None = None  # digests of people who must not come back

    def rows_of(self, export: Export) -> Path:
        return self.raw / export.platform / export.entity

    def quarantined_of(self, export: Export) -> Path:
        return self.quarantine / export.platform / export.entity


class UnknownFile(Exception):
    """A table that no known export looks like; the message is one line."""


def land(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, scanned: readers.Scan, places: Places
) -> LedgerRow:
    """Land the file at `path`, known as `name` below the exports folder.

    `con` is one of readers.connect; it may land one file after another, but not two at once.
    Raises UnknownFile or readers.UnreadableFile with one line; then nothing was written. Anything
    else that it raises is about writing.
    """
    try:
        match, above = _read(con, path, scanned, places)
        if not readers.is_unchanged(path, scanned):
            raise readers.UnreadableFile("the file is being written; it is left for the next run")
    except (UnknownFile, readers.UnreadableFile):
        raise
    except OSError as error:
        raise readers.UnreadableFile(f"cannot be read ({error.strerror or error})") from error
    except Exception as error:
        # One file never stops the others. What the error says might quote a cell.
        raise readers.UnreadableFile(
            f"cannot be read ({type(error).__name__}); download it again or leave it out"
        ) from error
    return _commit(con, match, above, name, scanned, places)


def _read(
    con: duckdb.DuckDBPyConnection, path: Path, scanned: readers.Scan, places: Places
) -> tuple[Match, str]:
    """Make the table `typed` of the file's rows; returns what it is, and the text above."""
    with readers.open_tables(path, scanned, con, places.password) as tables:
        table, match = _recognised(tables, path.name, places.formats)
        con.execute("set variable hash_inner = ?::blob", [places.key.inner])
        con.execute("set variable hash_outer = ?::blob", [places.key.outer])
        table.load(con, match.header_row, len(match.headers))
        if isinstance(table, readers.Csv) and "\n" in table.blanks:
            match = replace(match, delimiter=table.delimiter)
        match = as_written(con, match, table.blanks)
        con.execute(f"create or replace temp table typed as {typed_rows_sql(match)}")
        if one_row(con, "select count(*) from typed where _is_bad and _not_data is null") != (0,):
            con.execute(f"create or replace temp table told as {told_rows_sql(match)}")
        if places.forgotten:
            people = forget.read(places.forgotten, match.export.platform)
            forget.suppress(con, match.export, places.key, people)
        if one_row(con, "select count(*) from cells where _width is null") == (0,):
            # No row is as wide as the header: it may have run into the row below, which is no name.
            match = replace(match, unknown=())
        above = table.preview()[: max(match.header_row - 1, 0)]
        unread = []
        for other in tables:
            if other is table:
                continue
            if _fits(other.name, match.export.period.sheets):
                above += other.preview()
            else:
                unread.append(other.name)
        match = replace(match, unread_sheets=tuple(unread))
        return match, "\n".join(",".join(cell or "" for cell in cells) for cells in above)


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(re.fullmatch(pattern, name, re.IGNORECASE) for pattern in patterns)


def _recognised(
    tables: list[readers.Table], file_name: str, known: Formats
) -> tuple[readers.Table, Match]:
    best: tuple[readers.Table, Match] | None = None
    nearest = NoMatch(None, 0, 0, (), ())
    for table in tables:
        result = known.recognise(table.preview(), table.name)
        if isinstance(result, NoMatch):
            nearest = max(nearest, result, key=lambda r: r.found)
        elif best is None or result.found > best[1].found:
            best = table, result
    if best is None:
        best = _headerless(tables, file_name, known)
    if best is None:
        raise UnknownFile(_on_another_sheet(tables, known) or _explain(nearest))
    table, match = best
    if isinstance(table, readers.Json):
        match = replace(match, header_row=0)  # its names are no row
    if isinstance(table, readers.Csv) and table.encoding == "cp874":
        thai = re.compile("[\u0e00-\u0e7f]")
        if not any(thai.search(match.header_of(column)) for column in match.positions):
            raise readers.UnreadableFile("the text is not UTF-8; save it as CSV UTF-8")
    return table, match


def _headerless(
    tables: list[readers.Table], file_name: str, known: Formats
) -> tuple[readers.Table, Match] | None:
    """A text file that is known by its name, if its first lines look like it."""
    export = known.headerless(file_name)
    if export is None or export.headerless is None or not isinstance(tables[0], readers.Csv):
        return None
    table = readers.Lines(tables[0], export.headerless.line)
    if not table.preview():
        return None
    positions = {c.name: table.headers.index(c.name) for c in export.kept}
    return table, Match(export, 0, positions, table.headers, (), None, len(positions))


def _on_another_sheet(tables: list[readers.Table], known: Formats) -> str | None:
    """One line on a table that would be known if its sheet had another name."""
    for table in tables:
        match = known.recognise(table.preview())
        if table.name and isinstance(match, Match):
            names = ", ".join(f"“{name}”" for name in match.export.sheets)
            return (
                f"its sheet “{table.name}” has the columns of {match.export.title}, which are only "
                f"read from a sheet named {names}; download the whole workbook or rename the sheet"
            )
    return None


def _explain(nearest: NoMatch) -> str:
    """One line on an unknown table: the nearest format and the headers that differ."""
    if nearest.export is None or nearest.found < max(2, len(nearest.missing)):
        return "no known export has these columns; it is left where it is"
    differ = "; ".join(
        f"“{header}” is missing" + (f" (the file has “{near}”)" if near else "")
        for header, near in map(nearest.nearest_to, nearest.missing[:3])
    )
    more = len(nearest.missing) - 3
    chosen = nearest.export.columns_chosen
    return (
        f"nearest known export: {nearest.export.title}, but in line {nearest.header_row} {differ}"
        + (f" and {more} more" if more > 0 else "")
        + (f"; add it in {chosen} and export again" if chosen else "; export it again")
        + ", rename the headers back, or leave it out if it is another report"
    )


def _commit(
    con: duckdb.DuckDBPyConnection,
    match: Match,
    above: str,
    name: str,
    scanned: readers.Scan,
    places: Places,
) -> LedgerRow:
    export = match.export
    start, end = _period(con, match, above, Path(name).name)
    read, landed, quarantined, not_data = one_row(
        con,
        """select count(*),
            count(*) filter (where _not_data is null and not _is_bad),
            count(*) filter (where _not_data is null and _is_bad),
            count(*) filter (where _not_data is not null) from typed""",
    )
    row = LedgerRow(
        file=name,
        file_sha256=scanned.sha256,
        file_bytes=scanned.size,
        file_modified_at=scanned.modified_at,
        platform=export.platform,
        entity=export.entity,
        shop_id=_shop(export, name),
        period_start=start,
        period_end=end,
        header_row=match.header_row,
        rows_read=read,
        rows_landed=landed,
        rows_quarantined=quarantined,
        rows_not_data=not_data,
        unknown_headers=json.dumps(match.unknown, ensure_ascii=False),
        unread_sheets=json.dumps(match.unread_sheets, ensure_ascii=False),
        total_checks=json.dumps(_total_checks(con, match), ensure_ascii=False),
        hash_key=places.key.fingerprint,
        spec=places.formats.fingerprint(export.platform, export.entity),
    )
    if quarantined:
        _write_quarantine(con, row, places.quarantined_of(export))
    _write_rows(con, match, row, places)
    _remove_older(row, export, places)
    ledger.write(places.ledger, row)
    return row


def _remove_older(row: LedgerRow, export: Export, places: Places) -> None:
    """Of a file that was read before, by another spec: what this reading has not written over."""
    member = f"{row.file_sha256}.parquet"
    if not (places.ledger / member).exists():
        return
    written = {places.rows_of(export) / member}
    if row.rows_quarantined:
        written.add(places.quarantined_of(export) / member)
    for folder in (places.raw, places.quarantine):
        for older in set(folder.glob(f"*/*/{member}")) - written:
            older.unlink()


def _write_rows(
    con: duckdb.DuckDBPyConnection, match: Match, row: LedgerRow, places: Places
) -> None:
    present = con.table("typed").columns
    columns = [
        quoted(name) if name in present else f"null::{kind} as {quoted(name)}"  # the file lacks it
        for name, kind in match.export.schema.items()
        if name not in PROVENANCE
    ]
    rows = "from typed where _not_data is null and not _is_bad"
    if row.rows_landed < row.rows_read or not _in_order(con):
        # Also where rows are left out: else the number of threads decides where row groups end.
        # Sorted before the columns come in that are the same on every row: half the work.
        rows = f"from ({rows} order by _row)"
    told = _tell(
        con,
        _file=row.file,
        _file_sha256=row.file_sha256,
        _file_modified_at=row.file_modified_at,
        _period_start=row.period_start,
        _period_end=row.period_end,
        _ingested_at=places.ingested_at,
        shop_id=row.shop_id,
    )
    first = ", ".join(f"{told.get(name, name)} as {name}" for name in PROVENANCE)
    with replacing(places.rows_of(match.export) / f"{row.file_sha256}.parquet") as temporary:
        _copy(con, f"(select {first}, {', '.join(columns)} {rows})", temporary)


def _tell(con: duckdb.DuckDBPyConnection, **values: object) -> dict[str, str]:
    """SQL for values that are the same on every row, by their name, which is one of PROVENANCE.

    Through a variable, since DuckDB takes that for constants and writes them in half the time.
    """
    fields = ", ".join(f"{name}: ?::{PROVENANCE[name]}" for name in values)
    con.execute(f"set variable provenance = {{{fields}}}", list(values.values()))
    return {name: f"getvariable('provenance').{name}" for name in values}


def _in_order(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the rows of `typed` lie as in the file, as they mostly do: sorting them is slow."""
    (disorders,) = one_row(
        con,
        """select count(*) filter (where _row < before)
        from (select _row, lag(_row) over () as before from typed)""",
    )
    return disorders == 0


def _write_quarantine(con: duckdb.DuckDBPyConnection, row: LedgerRow, folder: Path) -> None:
    told = _tell(con, _file=row.file, _file_sha256=row.file_sha256)
    con.execute(
        f"""create or replace temp table quarantined as select
            {literal(row.platform)} as platform, {literal(row.entity)} as entity,
            {told["_file"]} as _file, {told["_file_sha256"]} as _file_sha256, _row,
            problem.column as column_name, problem.reason as reason,
            problem.value as value, _original as original
        from (select *, unnest(_problems) as problem from told
            where _row in (select _row from typed where _not_data is null))
        order by _row"""
    )
    with replacing(folder / f"{row.file_sha256}.parquet") as temporary:
        _copy(con, "quarantined", temporary)


def _copy(con: duckdb.DuckDBPyConnection, source: str, target: Path) -> None:
    """Write a table, or a query in brackets, as Parquet."""
    # The lowest level takes a quarter off the time of writing for a few percent of the size; a wide
    # row group of the usual length is held in some hundred MB.
    form = "format parquet, compression zstd, compression_level 1, row_group_size 30720"
    # Several threads would hold row groups back until it is their turn: gigabytes, for no time.
    (threads,) = one_row(con, "select current_setting('threads')")
    con.execute("set threads = 1")
    con.execute(f"copy {source} to {literal(str(target))} ({form})")
    con.execute(f"set threads = {threads}")


def write_empties(places: Places, exports: Iterable[Export]) -> None:
    """The typed, empty member of every entity and of the quarantine.

    With it every model builds before any file has come. It is written anew when the spec changes.
    """
    members = {places.rows_of(export): export.schema for export in exports}
    members[places.quarantine / "none" / "none"] = QUARANTINE_SCHEMA
    for folder, schema in members.items():
        replace_if_changed(folder / "empty.parquet", _empty(tuple(schema.items())))


@cache
def _empty(schema: tuple[tuple[str, str], ...]) -> bytes:
    """A Parquet file of no rows with these columns and SQL types."""
    fields = [(name, _ARROW_TYPES[kind]) for name, kind in schema]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.schema(fields).empty_table(), sink)
    return bytes(sink.getvalue())


# --- what the file says of itself ----------------------------------------------------------------


def _shop(export: Export, name: str) -> str:
    """The shop a file belongs to: the spec's own, else a folder named `shop=<name>` on its path."""
    return export.shop or shop_of_folder(name)


def shop_of_folder(name: str) -> str:
    """The shop that the folders of a path tell."""
    for part in reversed(Path(name).parts[:-1]):
        if part.startswith("shop=") and len(part) > len("shop="):
            return part.removeprefix("shop=")
    return "main"


def _period(
    con: duckdb.DuckDBPyConnection, match: Match, above: str, file_name: str
) -> tuple[datetime | None, datetime | None]:
    rule = match.export.period
    for pattern, text in ((rule.name, file_name), (rule.preamble, above)):
        found = re.search(pattern, text) if pattern else None
        if found:
            said = found.groupdict()
            start = _moment(said.get("start"), rule.formats, end_of_day=False)
            end = _moment(said["end"], rule.formats, end_of_day=True)
            if end:
                return start or _observed(con, match)[0], end
    return _observed(con, match)


def _moment(text: str | None, formats: tuple[str, ...], *, end_of_day: bool) -> datetime | None:
    for form in formats if text else ():
        try:
            moment = datetime.strptime(text or "", form)
        except ValueError:
            continue
        whole_day = "%H" not in form
        return moment + timedelta(days=1, seconds=-1) if whole_day and end_of_day else moment
    return None


def _observed(
    con: duckdb.DuckDBPyConnection, match: Match
) -> tuple[datetime | None, datetime | None]:
    """The smallest and largest value of the period's columns, for files that do not say it.

    Of rows that land: a refused one may be refused for its year, and would win every overlap.
    """
    name, first = match.export.period.column, match.export.period.first_column
    if not name or name not in match.positions:
        return None, None
    first = first if first in match.positions else name
    row = con.execute(
        f"""select min({quoted(first)}), max({quoted(name)}) from typed
        where _not_data is null and not _is_bad"""
    ).fetchone()
    start, end = row if row else (None, None)
    if match.export.column(name).kind is Kind.DATE and start and end:
        return datetime.combine(start, time()), datetime.combine(end, time(23, 59, 59))
    return start, end


def _total_checks(con: duckdb.DuckDBPyConnection, match: Match) -> list[dict[str, str]]:
    """Each stated total beside the sum of the data: all rows that are no total, landed or not."""
    checks = []
    for rule in match.export.not_data:
        for name in rule.sums if isinstance(rule, Total) else ():
            if name not in match.positions:
                continue
            stated_sql = f"max({quoted(name)}) filter (where _not_data = 'total')"
            if isinstance(rule, Total) and rule.checked and rule.column in match.positions:
                labels = ", ".join(literal(label) for label in rule.checked)
                stated_sql = (
                    f"sum({quoted(name)}) filter (where _not_data = 'total' "
                    f"and {quoted(rule.column)} in ({labels}))"
                )
            stated, summed = con.execute(
                f"""select {stated_sql},
                    coalesce(sum({quoted(name)}) filter (where _not_data is null), 0) from typed"""
            ).fetchone() or (None, None)
            if stated is not None:
                checks.append(
                    {
                        "column": match.header_of(name),
                        "stated": f"{stated:f}" if hasattr(stated, "as_tuple") else str(stated),
                        "summed": f"{summed:f}" if hasattr(summed, "as_tuple") else str(summed),
                    }
                )
    return checks
