"""`talad export`: the pages' tables as a workbook and as CSV files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.files import replacing
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import Settings
from reports.render.errors import PageError
from reports.render.export import Sheet, csv_bytes, sheets, write_workbook
from reports.render.queries import Published
from reports.render.site import read_pages
from reports.render.words import WordsError

WORKBOOK = "talad.xlsx"


def main(
    settings: Settings, folder: Path | None, out: Console, fail: Callable[[str], NoReturn]
) -> None:
    """Write the files and tell where they are."""
    if recorded_inputs(settings.publish) is None:
        fail(f"nothing is published in {settings.publish}; run `talad run` first")
    target = folder.expanduser().resolve() if folder else settings.export
    target.mkdir(parents=True, exist_ok=True)
    display = RichDisplay(out)
    progress.show_on(display)
    published = Published(settings.publish)
    try:
        with display, progress.step("export") as step:
            listed = _sheets(settings, published)
            for sheet in listed:
                _write_csv(target / sheet.file, sheet, published)
            with replacing(target / WORKBOOK, unless_same=True) as temporary:
                write_workbook(
                    temporary, listed, lambda sheet: published.fetch(sheet.sql), step.update
                )
    except (PageError, WordsError) as error:
        fail(str(error))
    finally:
        published.close()
    if folder is None:
        for stale in set(target.glob("*.csv")) - {target / sheet.file for sheet in listed}:
            stale.unlink()
    out.print(
        f"[bold]{target / WORKBOOK}[/] and {len(listed)} CSV files beside it",
        soft_wrap=True,
        highlight=False,
    )


def _sheets(settings: Settings, published: Published) -> list[Sheet]:
    lineage = json.loads((settings.publish / "lineage.json").read_text(encoding="utf-8"))
    described = {
        name: f"{table['description']} {table['grain']}".strip()
        for name, table in lineage["tables"].items()
    }
    return sheets(read_pages(), published, described)


def _write_csv(target: Path, sheet: Sheet, published: Published) -> None:
    with replacing(target, unless_same=True) as temporary, temporary.open("wb") as file:
        file.writelines(csv_bytes(published.fetch(sheet.sql)))
