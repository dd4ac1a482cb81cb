"""One run at a time per data folder: raw has one writer, and so has the warehouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from orchestration.settings import Settings


class AnotherRun(Exception):
    """Another run holds the data folder; the message is one line."""


@contextmanager
def run_lock(
    settings: Settings, waiting: Callable[[str], None] = lambda message: None
) -> Iterator[None]:
    """Hold the data folder; wait for another run to end, for as long as TALAD_LOCK_WAIT says.

    The system lets go of the lock when its process dies, however it dies. A process that holds it
    may take it again: `talad run` holds it around Dagster's job, which takes it by itself as well.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lock, thread_local=False, is_singleton=True)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting(f"another run is working in {settings.data}; waiting for it to end")
            lock.acquire(timeout=settings.lock_wait_seconds)
    except Timeout:
        raise AnotherRun(
            f"another run is still working in {settings.data}; try again when it has ended"
        ) from None
    try:
        yield
    finally:
        lock.release()
