"""`talad site`: the pages alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from rich.console import Console

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import Settings
from reports.render.site import PageError, render_site


def main(settings: Settings, out: Console, fail: Callable[[str], NoReturn]) -> None:
    """Render from what is published."""
    if recorded_inputs(settings.publish) is None:
        fail(f"nothing is published in {settings.publish}; run `talad run` first")
    display = RichDisplay(out)
    progress.show_on(display)
    try:
        with display, progress.step("site") as step:
            render_site(settings.publish, settings.site, step.update)
    except PageError as error:
        fail(str(error))
    out.print(f"[bold]{settings.site / 'index.html'}[/]", soft_wrap=True, highlight=False)
