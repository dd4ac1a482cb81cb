"""Draws a run's steps as progress bars; where there is no terminal, as a line each."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from orchestration.progress import Step

WORDS = {
    "start": "starting",
    "simulate": "simulating a shop",
    "ingest": "ingesting",
    "warehouse": "building the warehouse",
    "ml": "predicting",
    "predicted warehouse": "adding the predictions",
    "publish": "publishing",
    "site": "rendering the pages",
}


class RichDisplay:
    """A bar per step."""

    def __init__(self, console: Console) -> None:
        self.seconds: dict[str, float] = {}
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description:<24}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[what]}"),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> RichDisplay:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def start(self, name: str) -> Step:
        task = self._progress.add_task(WORDS.get(name, name), total=None, what="")
        progress = self._progress

        class Bar:
            def update(self, done: int, total: int, what: str) -> None:
                progress.update(task, completed=done, total=total, what=what[:60])

        self._task = task
        return Bar()

    def finish(self, name: str, seconds: float) -> None:
        self.seconds[name] = seconds
        task = self._progress.tasks[self._progress.task_ids.index(self._task)]
        total = task.total or 1
        self._progress.update(self._task, completed=total, total=total, what="")
        if not self._console.is_terminal:
            self._console.print(f"{WORDS.get(name, name):<24} {seconds:6.1f} s")

    def say(self, message: str) -> None:
        self._console.print(message, highlight=False)
