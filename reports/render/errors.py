"""What can be wrong with a page, or with all of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SiteError(Exception):
    """The pages cannot be rendered; the message is one line."""


class PageError(SiteError):
    """A page cannot be rendered; the message is one line: page, line, what is wrong."""

    def __init__(self, page: str, line: int, message: str) -> None:
        super().__init__(f"reports/pages/{page}, line {line}: {message}")


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint on the known name that is most like an unknown one."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, 1)
    if close:
        return f"; the nearest is {close[0]}"
    return f"; known are {', '.join(names)}" if names else ""
