"""Finds the export files below a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from orchestration.ingest.readers import TABLE_SUFFIXES


def in_order(path: PurePath) -> tuple[str, int, str]:
    """Files by folder and name; a browser's copy, " (1)", after its original."""
    return path.parent.as_posix(), len(path.name), path.name


def export_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, in order.

    Left out: hidden files, an editor's lock files, and folders that begin with an underscore, which
    hold what is not an export (`_maps`, `_truth`).
    """
    for path in sorted(folder.rglob("*"), key=in_order):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "_")) for part in parts) or path.name.startswith("~$")
        if not hidden and path.is_file():
            yield path


def is_table_name(path: Path) -> bool:
    """Whether a file's name says that it may hold a table."""
    return path.suffix.lower() in TABLE_SUFFIXES
