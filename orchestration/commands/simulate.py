"""`talad simulate`: a shop's export files."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from rich.console import Console

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.ingest.scan import export_files
from orchestration.settings import Settings


def main(
    settings: Settings,
    scale: float,
    seed: int,
    dirt: bool,
    out: Console,
    fail: Callable[[str], NoReturn],
) -> None:
    """Write the files, unless they are there already."""
    from orchestration.simulate import SimulationError, simulate

    if not (settings.exports / "_truth").exists() and any(export_files(settings.exports)):
        fail(
            f"{settings.exports} holds files of your own; simulated ones would be mixed with them. "
            "Name an empty folder with --exports"
        )
    display = RichDisplay(out)
    progress.show_on(display)
    try:
        with display, progress.step("simulate") as step:
            result = simulate(
                settings.exports,
                scale=scale,
                seed=seed,
                dirt=dirt,
                progress=step.update,
                workbook_password=settings.workbook_password,
            )
    except SimulationError as error:
        fail(str(error))
    said = "are there already" if result.skipped else "written"
    out.print(
        f"Simulated exports {said}: {result.orders:,} orders in {settings.exports}", highlight=False
    )
    if dirt:
        out.print("What was made dirty, and what has to become of it: _truth/dirt.csv")
