"""Where what does not fit in memory goes while files are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

from filelock import FileLock

_PREFIX = "talad-spill-"


@contextmanager
def spill_folder() -> Iterator[Path]:
    """A folder of the system's temporary one, which only its owner may open; gone at the end.

    What killed runs have left goes too: a run holds the lock beside its folder while it lives.
    """
    root = Path(gettempdir())
    for lock in root.glob(f"{_PREFIX}*.lock"):
        with suppress(OSError), FileLock(lock, timeout=0):  # held, or somebody else's
            _remove(lock.with_suffix(""))
            lock.unlink(missing_ok=True)
    folder = root / f"{_PREFIX}{uuid4().hex}"
    lock = folder.with_suffix(".lock")
    try:
        with FileLock(lock):
            folder.mkdir(mode=0o700)
            try:
                yield folder
            finally:
                _remove(folder)
    finally:
        lock.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
