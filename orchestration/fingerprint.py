"""Tells by content whether something has to be made again: no clock, no state to corrupt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from orchestration.settings import PROJECT, Settings

DBT_FOLDERS = ("macros", "models", "profiles", "seeds", "snapshots", "tests/dbt")


def of_files(paths: Iterable[Path], root: Path = PROJECT) -> str:
    """One hash of the files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folders: Iterable[str], suffixes: set[str]) -> list[Path]:
    return [
        path
        for folder in folders
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in suffixes and path.is_file()
    ]


def of_dbt_project() -> str:
    """What dbt reads to parse and to build."""
    paths = _files(DBT_FOLDERS, {".sql", ".yml", ".csv", ".md"})
    return of_files([PROJECT / "dbt_project.yml", *paths])


def of_report_pages() -> str:
    """What the site is rendered from, besides the published tables."""
    paths = _files(
        (
            *("reports/pages", "reports/i18n", "reports/render"),
            *("reports/theme", "reports/client/dist"),
        ),
        {".md", ".yml", ".py", ".html", ".js", ".css"},
    )
    return of_files(paths)


def of_run(settings: Settings) -> str:
    """Everything that the published tables follow from: what has been ingested, and the code.

    What has been ingested is told by the names of the content-named files alone.
    """
    digest = hashlib.sha256()
    for folder in (settings.ledger, settings.checks):
        for path in sorted(folder.glob("*.parquet")):
            digest.update(path.name.encode())
    for path in (settings.refused, settings.forgotten):
        if path.exists():
            digest.update(path.read_bytes())
    digest.update(of_dbt_project().encode())
    digest.update(
        of_files(_files(("ml", "orchestration/ingest", "orchestration/publish"), {".py"})).encode()
    )
    return digest.hexdigest()
