"""`talad site`: the pages alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from rich.console import Console

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import Settings
from reports.render.site import SiteError, render_site


def main(
    settings: Settings, audience: str | None, out: Console, fail: Callable[[str], NoReturn]
) -> None:
    """Render from what is published; for an audience its own pages, into a folder of its own."""
    if recorded_inputs(settings.publish) is None:
        fail(f"nothing is published in {settings.publish}; run `talad run` first")
    folder = settings.site if audience is None else settings.sites / audience
    display = RichDisplay(out)
    progress.show_on(display)
    try:
        with display, progress.step("site") as step:
            render_site(settings.publish, folder, step.update, audience=audience)
    except SiteError as error:
        fail(str(error))
    out.print(f"[bold]{folder / 'index.html'}[/]", soft_wrap=True, highlight=False)
