"""`talad run`: everything, and a small table of what came of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn

import duckdb
from rich.console import Console
from rich.table import Table

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.ingest import ledger
from orchestration.ingest.ingest import read_refused
from orchestration.run import run
from orchestration.settings import Settings

WARNINGS_SHOWN = 25


def main(settings: Settings, out: Console, err: Console, fail: Callable[[str], NoReturn]) -> None:
    """Run, tell what was left out, and end with the path of the site."""
    files_there(settings, fail)
    started = time.monotonic()
    display = RichDisplay(out)
    progress.show_on(display)
    with display:
        outcome = run(settings)
    warn(settings, err)
    if outcome.failure:
        fail(outcome.failure)
    if outcome.was_up_to_date:
        out.print("Nothing is new: everything is up to date.")
    out.print(table(settings))
    print_figures(settings, {**display.seconds, "all": time.monotonic() - started}, out)
    out.print(f"[bold]{settings.site / 'index.html'}[/]", soft_wrap=True, highlight=False)


def files_there(settings: Settings, fail: Callable[[str], NoReturn]) -> None:
    """Fails where there is no folder of exports."""
    if not settings.exports.is_dir():
        fail(
            f"there is no folder {settings.exports}; put the downloaded files there, "
            "or name another with --exports"
        )


def warn(settings: Settings, err: Console) -> None:
    """A line per file that was left out or does not add up to its own total; those that lose
    nothing, since they hold the same bytes as another, come last."""
    refused = [r for r in read_refused(settings) if r.outcome != "moved"]
    lines = [f"{r.file}: {r.reason}" for r in refused if r.outcome != "copy"]
    for row in ledger.read(settings.ledger):
        for check in ledger.totals_that_differ(row):
            lines.append(
                f"{row.file}: its total of “{check['column']}” is {check['stated']}, "
                f"its rows add up to {check['summed']}; export it again"
            )
        if row.rows_quarantined:
            lines.append(
                f"{row.file}: {row.rows_quarantined} of {row.rows_read} rows are quarantined; "
                "the Data health page says why"
            )
        unknown = json.loads(row.unknown_headers)
        if unknown:
            names = ", ".join(f"“{name}”" for name in unknown[:3])
            more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
            lines.append(f"{row.file}: columns never seen before are left out: {names}{more}")
    lines += [f"{r.file}: {r.reason}" for r in refused if r.outcome == "copy"]
    for line in lines[:WARNINGS_SHOWN]:
        err.print(
            "[yellow]left out[/] ", line, sep="", markup=True, highlight=False, soft_wrap=True
        )
    if len(lines) > WARNINGS_SHOWN:
        err.print(f"… and {len(lines) - WARNINGS_SHOWN} more, on the Data health page")


def table(settings: Settings) -> Table:
    """Files and rows by platform."""
    rows = ledger.read(settings.ledger)
    result = Table(title=None, show_footer=False, header_style="bold")
    for name in ("platform", "files", "read", "landed", "quarantined", "not data"):
        result.add_column(name, justify="left" if name == "platform" else "right")
    for platform in sorted({row.platform for row in rows}):
        own = [row for row in rows if row.platform == platform]
        result.add_row(platform, *_counts(own))
    result.add_section()
    result.add_row("all", *_counts(rows), style="bold")
    return result


def print_figures(settings: Settings, seconds: dict[str, float], out: Console) -> None:
    """Orders, GMV and the seconds of each step, a line each."""
    for label, value in _figures(settings):
        out.print(f"{label:<24} {value:>18}", highlight=False)
    spent = ", ".join(f"{name} {taken:.1f}" for name, taken in seconds.items())
    out.print(f"seconds: {spent}", highlight=False, soft_wrap=True)


def _counts(rows: list[ledger.LedgerRow]) -> list[str]:
    sums = [
        len(rows),
        sum(r.rows_read for r in rows),
        sum(r.rows_landed for r in rows),
        sum(r.rows_quarantined for r in rows),
        sum(r.rows_not_data for r in rows),
    ]
    return [f"{number:,}" for number in sums]


def _figures(settings: Settings) -> list[tuple[str, str]]:
    """Orders and GMV from what is published, per currency: different currencies are never added."""
    totals = settings.publish / "rpt_data_health__totals.parquet"
    with duckdb.connect() as con:
        found = con.execute(
            """select measure, currency, sum(figure)::decimal(28, 2)
            from read_parquet(?) where measure in ('orders counted', 'reported orders', 'GMV',
                'reported revenue')
            group by measure, currency, unit order by unit, measure, currency""",
            [str(totals)],
        ).fetchall()
    return [
        (f"{measure} ({currency})", _number(figure, measure)) for measure, currency, figure in found
    ]


def _number(figure: Decimal, measure: str) -> str:
    return f"{figure:,.0f}" if "orders" in measure else f"{figure:,.2f}"
