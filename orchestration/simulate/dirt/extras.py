"""Files that lie beside the downloads: copies, cut ones, older ones, and what is no export."""

import filecmp
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from orchestration.simulate import writers
from orchestration.simulate.dirt.formats import Source
from orchestration.simulate.dirt.ledger import FileTruth, Findings, Piece
from orchestration.simulate.dirt.reshaped import count, header_of
from orchestration.simulate.dirt.rows import Head, Row, is_data, read
from orchestration.simulate.dirt.tables import (
    BOM,
    Line,
    changed,
    lines_of,
    sheet_of,
    spelled,
    write,
    write_text,
)
from orchestration.simulate.downloads import Workbook
from orchestration.simulate.draws import Draws
from orchestration.simulate.files import shopee_orders, tiktok_orders
from orchestration.simulate.windows import Window
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.shop import Shop

_HOUR = 3_600_000_000_000  # in nanoseconds


@dataclass(frozen=True)
class Desk:
    """The folder that somebody works on, and what is needed to do so."""

    shop: Shop
    exports: Path
    draws: Draws
    findings: Findings
    workbooks: writers.WorkbookWriter

    def name(self, path: Path) -> str:
        return path.relative_to(self.exports).as_posix()

    def tell(self, path: Path, kind: str, truth: FileTruth, *pieces: Piece) -> None:
        """Note a file that was added, and what of it is dirt: all of it if nothing else is said."""
        name = self.name(path)
        whole = Piece(name, kind, truth.outcome)
        self.findings.files[name] = replace(truth, file=name)
        self.findings.pieces += pieces or (whole,)


@dataclass(frozen=True)
class Extra:
    """A file that is made from a download and put beside it; `make` says whether it could be."""

    kind: str
    make: Callable[[Desk, Source, str], list[Path]]


def _beside(source: Source, mark: str) -> Path:
    return source.path.with_name(f"{source.path.stem}{mark}{source.path.suffix}")


def _change_time(path: Path, than: Path, by: int) -> None:
    """Of files that tell the same days the one changed last counts, so that time is no accident."""
    moment = than.stat().st_mtime_ns + by
    os.utime(path, ns=(moment, moment))


def _exact_copy(desk: Desk, source: Source, kind: str) -> list[Path]:
    path = _beside(source, " - สำเนา")
    writers.copy_file(source.path, path)
    desk.tell(path, kind, FileTruth(source.name, "copy"))
    return [path]


def _saved_again(desk: Desk, source: Source, kind: str) -> list[Path]:
    """The same cells in other bytes, as a spreadsheet leaves a file that was only looked at."""
    path = _beside(source, " (2)")
    if source.is_text:
        write_text(path, _as_a_spreadsheet_spells(source))
    else:
        _store(source.path, path)
    if filecmp.cmp(path, source.path, shallow=False):
        path.unlink()
        return []
    _change_time(path, source.path, -_HOUR)
    truth = replace(count(source), outcome="superseded")
    desk.tell(
        path, kind, truth, Piece(desk.name(path), kind, "superseded", repaired_by=source.name)
    )
    return [path]


def _as_a_spreadsheet_spells(source: Source) -> Iterator[str]:
    yield BOM
    for line in lines_of(source.path):
        yield spelled(line.cells, ",", "\r\n")


def _store(source: Path, target: Path) -> None:
    """The members of a workbook once more, without compression: it differs between machines."""
    with (
        zipfile.ZipFile(source) as old,
        writers.replacing(target) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            with old.open(name) as member, new.open(zipfile.ZipInfo(name), "w") as copy:
                shutil.copyfileobj(member, copy)


def _workbook_cut_short(desk: Desk, source: Source, kind: str) -> list[Path]:
    if source.is_text:
        return []
    path = _beside(source, " (3)")
    content = source.path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    desk.tell(path, kind, FileTruth(source.name, "refused"))
    return [path]


def _text_cut_short(desk: Desk, source: Source, kind: str) -> list[Path]:
    """Up to the middle of a row; what is above it can be read, and the whole file has it, too."""
    whole = count(source)
    if not source.is_text or source.format.day is None or whole.rows_landed < 2:
        return []
    path = _beside(source, " (3)")
    truth = FileTruth(source.name, "superseded")
    last_data = -(-whole.rows_landed * 3 // 5)
    cut_at = 0

    def cut() -> Iterator[str]:
        nonlocal cut_at
        for row in read(source):
            if isinstance(row, Row):
                truth.rows_read += 1
                if not is_data(source, row):
                    truth.rows_not_data += 1
                elif truth.rows_landed == last_data:
                    truth.rows_quarantined += 1
                    text = row.line.text.rstrip("\r\n")
                    cut_at = row.number
                    yield text[: len(text) // 2]
                    return
                else:
                    truth.rows_landed += 1
            yield row.line.text

    write_text(path, cut())
    _change_time(path, source.path, -_HOUR)
    name = desk.name(path)
    desk.tell(
        path,
        kind,
        truth,
        Piece(name, kind, "superseded", repaired_by=source.name),
        Piece(name, kind, "quarantined", row=cut_at, repaired_by=source.name),
    )
    return [path]


def _cut_within_a_letter(desk: Desk, source: Source, kind: str) -> list[Path]:
    if not source.is_text:
        return []
    path = _beside(source, " (4)")
    with source.path.open("rb") as file:
        head = file.read(4_000)
    # Thai letters take three bytes: the file ends behind the first of them.
    start = max(
        head.rfind(b"\xe0\xb8", 0, len(head) - 2), head.rfind(b"\xe0\xb9", 0, len(head) - 2)
    )
    if start < 0:
        return []
    path.write_bytes(head[: start + 1])
    desk.tell(path, kind, FileTruth(source.name, "refused"))
    return [path]


def _required_renamed(desk: Desk, source: Source, kind: str) -> list[Path]:
    header = header_of(source)
    known = [pair for pair in source.format.required if pair[0] in header]
    if not known:
        return []
    of = np.array([0])
    was, now = known[int(desk.draws.below(f"required/{source.name}", of, len(known))[0])]
    path = _beside(source, " (5)")

    def lines() -> Iterator[Line]:
        for row in read(source):
            if isinstance(row, Head) and row.is_header:
                yield changed(row.line, [now if name == was else name for name in row.line.cells])
            else:
                yield row.line

    write(path, lines(), desk.workbooks, sheet_of(source.path))
    name = desk.name(path)
    piece = Piece(name, kind, "refused", column=was, was=was, now=now)
    desk.tell(path, kind, FileTruth(name, "refused"), piece)
    return [path]


def _older_export(desk: Desk, source: Source, kind: str) -> list[Path]:
    """The first half of a report's days, exported right after them: orders were younger then. It
    comes into the folder after the whole report."""
    window = source.window
    if window is None or source.format.folder not in ("shopee", "tiktok"):
        return []
    last = window.first + (window.last - window.first) // 2
    older = Window(window.first, last, datetime.combine(last + timedelta(days=1), time(9, 7)))
    names = {shopee_orders.file_name(older), tiktok_orders.file_name(older)}
    if last == window.last or names & {name for name, _ in source.format.downloads(desk.shop)}:
        return []
    write_older = _older_shopee if source.format.folder == "shopee" else _older_tiktok
    paths = write_older(desk, older)
    for path in paths:
        _change_time(path, source.path, _HOUR)
        name = desk.name(path)
        truth = replace(count(replace(source, path=path, name=name)), outcome="superseded")
        piece = Piece(name, kind, "superseded", repaired_by=source.name)
        desk.tell(path, kind, truth, piece)
    return paths


def _blocks(desk: Desk, platform: str, window: Window) -> Iterator[Orders]:
    index = desk.shop.parameters.index
    return orders_between(desk.shop, platform, index(window.first), index(window.last))


def _older_shopee(desk: Desk, window: Window) -> list[Path]:
    def tables() -> Iterator[pa.Table]:
        for block in _blocks(desk, "shopee", window):
            yield shopee_orders.rows(desk.shop, block, window)

    download = Workbook(
        folder="shopee",
        name=partial(shopee_orders.file_name, window),
        sheet=shopee_orders.SHEET,
        header=shopee_orders.COLUMNS,
        tables=tables,
    )
    return list(download.save(desk.exports, desk.workbooks))


def _older_tiktok(desk: Desk, window: Window) -> list[Path]:
    path = desk.exports / "tiktok" / tiktok_orders.file_name(window)
    with writers.text_file(path, bom=True) as file:
        tiktok_orders.write_header(file, window)
        for block in _blocks(desk, "tiktok_shop", window):
            tiktok_orders.write_rows(file, desk.shop, block, window)
    return [path]


EXTRAS = (
    Extra("older export", _older_export),
    Extra("text cut short", _text_cut_short),
    Extra("workbook cut short", _workbook_cut_short),
    Extra("cut within a letter", _cut_within_a_letter),
    Extra("required header renamed", _required_renamed),
    Extra("saved again by a spreadsheet", _saved_again),
    Extra("exact copy", _exact_copy),
)

_NOTES = "ไฟล์เดือนนี้โหลดครบแล้ว ยกเว้น Lazada เดี๋ยวตามให้ค่ะ\n"


def put_others(desk: Desk, sources: list[Source]) -> list[Path]:
    """What lies in a download folder and is no export."""
    download = next((source for source in sources if not source.is_text), sources[0])
    content = download.path.read_bytes()
    noise = desk.draws.bits("photo", np.arange(120)).astype("<u8").tobytes()
    owner = b"\x06Ploy S".ljust(165, b" ")
    contents = {
        "photo": ("IMG_4821.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + noise + b"\xff\xd9"),
        "lock file": (f"{Path(download.name).parent}/~${Path(download.name).name}", owner),
        "Finder's file": (".DS_Store", b"\x00\x00\x00\x01Bud1" + noise[:200]),
        "notes": ("README.txt", _NOTES.encode()),
        "empty file": (f"{Path(download.name).parent}/ดาวน์โหลด.csv", b""),
        "unfinished download": ("Unconfirmed 482913.crdownload", content[: len(content) // 3]),
    }
    paths = []
    for kind, (name, bytes_of_it) in contents.items():
        path = desk.exports / name
        path.write_bytes(bytes_of_it)
        ignored = path.name.startswith((".", "~$"))
        desk.tell(path, kind, FileTruth(name, "ignored" if ignored else "refused"))
        paths.append(path)
    return paths
