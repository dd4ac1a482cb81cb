"""Chooses what gets dirty, and how."""

from collections import Counter
from pathlib import Path

import numpy as np

from orchestration.simulate import writers
from orchestration.simulate.dirt.cells import CELLS, ROWS, CellDirt, RowDirt
from orchestration.simulate.dirt.extras import EXTRAS, Desk, put_others
from orchestration.simulate.dirt.formats import Format, Source, sources
from orchestration.simulate.dirt.ledger import Findings
from orchestration.simulate.dirt.reshaped import (
    COLUMNS,
    TEXTS,
    ColumnDirt,
    TextDirt,
    recast,
    respell,
)
from orchestration.simulate.dirt.rows import spoil_rows
from orchestration.simulate.dirt.totals import misstate
from orchestration.simulate.draws import Draws
from orchestration.simulate.truth import Truth
from orchestration.simulate.world.shop import Shop

_SPOILT_SHARE = 0.3  # of the files whose rows may be made dirty
_FILES_PER_PIECE = 6  # how many of those files there are for a piece of each kind
_FILES_PER_EXTRA = 24
_FILES_PER_RESHAPED = 20


def plant(shop: Shop, exports: Path, truth: Truth, workbooks: writers.WorkbookWriter) -> list[Path]:
    """Make the written downloads dirty; returns the files that were added."""
    draws = Draws(shop.parameters.seed, "dirt")
    desk = Desk(shop, exports, draws, Findings(), workbooks)
    found = sources(shop, exports)
    spoilt = _spoilt(draws, found)
    _spoil(desk, spoilt)
    clean = [source for source in found if source not in spoilt]
    clean = _misstate(desk, clean)
    added, used = _add(desk, clean)
    _reshape(desk, [source for source in clean if source not in used])
    for source in found:
        _copy_again(source)
    added += put_others(desk, found)
    desk.findings.tell(truth)
    return added


def _in_turn(draws: Draws, tag: str, files: list[Source]) -> list[Source]:
    """The files in an order of their own, the formats by turns: of some there are many files."""
    luck = draws.bits(tag, np.arange(len(files))).tolist()
    of_format: Counter[Format] = Counter()
    turns = []
    for number in sorted(range(len(files)), key=luck.__getitem__):
        turns.append((of_format[files[number].format], luck[number], files[number]))
        of_format[files[number].format] += 1
    return [file for _, _, file in sorted(turns, key=lambda turn: turn[:2])]


def _spoilt(draws: Draws, found: list[Source]) -> list[Source]:
    """The files in which cells and rows break: of each export one at least, with a newer one."""
    chosen = []
    for known in dict.fromkeys(source.format for source in found if source.format.has_broken_rows):
        files = [source for source in found if source.format is known]
        tag = f"spoilt/{known.folder}/{known.key[0]}"
        happens = draws.happens(tag, np.arange(len(files)), _SPOILT_SHARE)
        first = int(draws.below(f"first {tag}", np.array([0]), max(1, len(files) - 1))[0])
        chosen += [file for n, file in enumerate(files) if happens[n] or n == first]
    return chosen


def _spoil(desk: Desk, spoilt: list[Source]) -> None:
    of_file: dict[str, list[CellDirt | RowDirt]] = {source.name: [] for source in spoilt}
    for dirt in (*CELLS, *ROWS):
        able = [source for source in spoilt if _can_have(source, dirt)]
        chosen = _in_turn(desk.draws, f"files/{dirt.kind}", able)
        for source in chosen[: 1 + len(able) // _FILES_PER_PIECE]:
            of_file[source.name].append(dirt)
    for source in spoilt:
        if of_file[source.name]:
            dirts = of_file[source.name]
            spoil_rows(source, dirts, desk.draws, desk.findings, desk.workbooks)


def _can_have(source: Source, dirt: CellDirt | RowDirt) -> bool:
    if isinstance(dirt, CellDirt):
        return any(getattr(source.format, holds) for holds in dirt.holds)
    return (source.is_text or not dirt.only_text) and bool(
        source.newer or not dirt.only_where_newer
    )


def _misstate(desk: Desk, clean: list[Source]) -> list[Source]:
    """Make the total of one file a wrong one; returns the others."""
    with_total = [source for source in clean if source.format.total]
    for wrong in _in_turn(desk.draws, "total", with_total)[:1]:
        misstate(wrong, desk.findings, desk.workbooks)
        return [source for source in clean if source is not wrong]
    return clean


def _add(desk: Desk, clean: list[Source]) -> tuple[list[Path], list[Source]]:
    """Put files beside the downloads; returns them and the downloads that they were made of."""
    paths: list[Path] = []
    used: list[Source] = []
    for extra in EXTRAS:
        made = 0
        for source in _in_turn(desk.draws, f"extra/{extra.kind}", clean):
            if made > len(clean) // _FILES_PER_EXTRA:
                break
            added = extra.make(desk, source, extra.kind)
            if added:
                made += 1
                paths += added
                used.append(source)
    return paths, used


def _reshape(desk: Desk, clean: list[Source]) -> None:
    """Save some files in another way, each in one way only."""
    left = list(clean)
    for dirt in (*TEXTS, *COLUMNS):
        made = 0
        for source in _in_turn(desk.draws, f"reshaped/{dirt.kind}", left):
            if made > len(clean) // _FILES_PER_RESHAPED:
                break
            if _reshaped(desk, source, dirt):
                made += 1
                left.remove(source)


def _reshaped(desk: Desk, source: Source, dirt: TextDirt | ColumnDirt) -> bool:
    if isinstance(dirt, TextDirt):
        return source.is_text and respell(source, dirt, desk.findings)
    return recast(source, dirt, desk.draws, desk.findings, desk.workbooks)


def _copy_again(source: Source) -> None:
    """What the browser saved a second time is as dirty as the first."""
    copy = source.path.with_name(f"{source.path.stem} (1){source.path.suffix}")
    if copy.exists():
        writers.copy_file(source.path, copy)
