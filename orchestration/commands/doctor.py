"""`talad doctor`: what is installed, what is missing, what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import stat
import sys
from collections.abc import Iterator

import duckdb
from rich.console import Console

from orchestration.ingest.readers import excel_extension
from orchestration.ingest.scan import export_files
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import PROJECT, Settings

Finding = tuple[bool, bool, str, str]  # fine, needed, what, what to do

PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb", "dagster", "great-expectations", "pandas")


def main(settings: Settings, out: Console) -> int:
    """Print the findings; 0 when nothing that is needed is missing."""
    missing = 0
    for fine, needed, what, remedy in findings(settings):
        mark = (
            "[green]ok[/]     " if fine else "[red]missing[/]" if needed else "[yellow]not yet[/]"
        )
        out.print(
            f"{mark}  {what}" + ("" if fine else f": {remedy}"), highlight=False, soft_wrap=True
        )
        missing += not fine and needed
    return int(missing > 0)


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything worth looking at, in the order in which it is needed."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= (3, 11), True, f"Python {version}", "3.11 or newer is needed"
    for package in PACKAGES:
        try:
            yield True, True, f"{package} {importlib.metadata.version(package)}", ""
        except importlib.metadata.PackageNotFoundError:
            yield False, True, package, "run `make setup`"
    extension = excel_extension()
    yield (
        extension.exists(),
        True,
        f"DuckDB's excel extension for {duckdb.__version__}",
        "run `make setup`; its wheel must have DuckDB's own version",
    )
    bundle = PROJECT / "reports" / "client" / "dist" / "talad.js"
    yield bundle.exists(), True, "the pages' client", "run `make setup`"
    node = shutil.which("node") or shutil.which("node", path=str(PROJECT / ".venv" / "bin"))
    yield (
        node is not None or bundle.exists(),
        True,
        f"Node.js ({node or 'not needed: the client is built'})",
        "run `make setup`, which takes it from the PyPI wheel",
    )
    yield (
        (PROJECT / "target" / "dagster" / "manifest.json").exists(),
        True,
        "dbt's manifest",
        "run `talad init`",
    )
    yield from _folders(settings)


def _folders(settings: Settings) -> Iterator[Finding]:
    count = sum(1 for _ in export_files(settings.exports)) if settings.exports.is_dir() else 0
    yield count > 0, False, f"{count} files in {settings.exports}", "put the downloaded files there"
    there = next(folder for folder in (settings.data, *settings.data.parents) if folder.exists())
    writable = os.access(there, os.W_OK)
    yield writable, True, f"{settings.data} can be written", "choose another folder with --data"
    key = settings.key_file
    safe = key.exists() and not stat.S_IMODE(key.stat().st_mode) & 0o077
    yield (
        safe or not key.exists(),
        True,
        f"the hash key {key}" + ("" if key.exists() else " (made by the first run)"),
        "others can read it; run `chmod 600` on it",
    )
    published = recorded_inputs(settings.publish) is not None
    yield published, False, f"published tables in {settings.publish}", "run `talad run`"
