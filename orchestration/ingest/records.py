"""The records of a delimited text, each with the lines that it stands on."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 1_000  # lines; a quotation mark that is still open after so many was never meant to open

csv.field_size_limit(1 << 27)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its first and last line, counted from 1, and its cells.

    In a broken one a quotation mark ends nowhere. It is one line long, and only its cells before
    that mark are told: what follows cannot be told apart.
    """

    first: int
    last: int
    cells: list[str]
    is_broken: bool = False


class _Lines:
    """An iterator over lines that can be given some of them back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.taken.append(line)
        if len(self.taken) > LONGEST:
            raise csv.Error("a quotation mark is not closed")
        return line

    def give_back_all_but_first(self) -> None:
        self._waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def records(lines: Iterable[str], delimiter: str, first: int = 1) -> Iterator[Record]:
    """The records of `lines`, the first of which is line `first`.

    A broken quotation mark costs its own line only: read on to the next mark, however far, it would
    swallow rows, and put one column's text into another's.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            source.give_back_all_but_first()
            sound = source.taken[0].split('"', 1)[0].split(delimiter)[:-1]
            yield Record(first, first, sound, is_broken=True)
            first += 1
        else:
            last = first + len(source.taken) - 1
            yield Record(first, last, cells)
            first = last + 1
