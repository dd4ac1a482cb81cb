"""Files broken at random: no crash or hang, nothing half-written, lost or personal.

TALAD_TEST_DEEP=1 takes ten thousand of them. A failure names its seed; `mutant(seed)` makes the
file again.
"""

import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, deep, rows_of, tiktok_workbook, workbook

from orchestration.ingest.registry import NoMatch, formats, normalise

BATCH = 50
SECONDS_PER_FILE = 2


@cache
def sources() -> dict[str, bytes]:
    """Every fixture; orders also as workbooks."""
    found = {
        path.relative_to(FIXTURES).as_posix(): path.read_bytes()
        for path in sorted(FIXTURES.glob("*/*"))
        if path.suffix != ".yml"
    }
    header, words, *orders = rows_of(FIXTURES / "tiktok_shop/orders.csv")
    found["shopee.xlsx"] = as_bytes(workbook, {"orders": rows_of(FIXTURES / "shopee/orders.csv")})
    found["tiktok.xlsx"] = as_bytes(
        tiktok_workbook, header, {2: words, **dict(enumerate(orders, 3))}
    )
    return found


@cache
def people() -> dict[str, frozenset[str]]:
    """Of each fixture with personal columns, what stands in them and in no other."""
    personal: dict[str, set[str]] = {}
    other: set[str] = set()
    for name in sources():
        if not name.endswith(".csv"):
            continue
        rows = rows_of(FIXTURES / name)
        match = formats().recognise(rows, "")
        if isinstance(match, NoMatch):
            other.update(cell.strip() for row in rows for cell in row)
            continue
        columns = {
            place: column.is_personal
            for place, header in enumerate(match.headers)
            for column in match.export.columns
            if header in map(normalise, column.headers)
        }
        other.update(cell.strip() for row in rows[: match.header_row] for cell in row)
        for row in rows[match.header_row :]:
            for place, cell in enumerate(row):
                kept = not columns.get(place, False)
                (other if kept else personal.setdefault(name, set())).add(cell.strip())
    known = " ".join(other)
    return {
        name: frozenset(
            cell
            for cell in cells
            if cell not in known and (len(cell) > 4 and not re.fullmatch(r"['\d.,%-]{1,8}", cell))
        )
        for name, cells in personal.items()
    }


def as_bytes(write: Callable[..., Path], *arguments: object) -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return write(Path(folder) / "x.xlsx", *arguments).read_bytes()


def mutant(seed: int) -> tuple[str, bytes]:
    """A broken file and its name."""
    rng = random.Random(seed)
    name = rng.choice(sorted(sources()))
    content = sources()[name]
    suffix = Path(name).suffix
    change = rng.choice(CHANGES if suffix == ".csv" else BINARY)
    if rng.random() < 0.1:
        suffix = rng.choice((".csv", ".txt", ".xlsx", ".xls", ".tsv"))
    return f"{seed}{suffix}", change(content, rng)


def flipped(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 30))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def hole(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.randrange(1, 400) :]


def doubled(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return content[: start + rng.randrange(400)] + content[start:]


def inserted(content: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(content))
    new = rng.choice(
        (
            b",",
            b'"',
            b"\n",
            b"\r\n",
            b"\t",
            b";",
            b'""',
            b",,",
            b"\x00",
            b"\xe0\xb8\x81",
            b"\xff",
            b" ",
        )
    )
    return content[:place] + new + content[place:]


def removed(content: bytes, rng: random.Random) -> bytes:
    wanted = rng.choice((b",", b'"', b"\n", b"0"))
    places = [i for i in range(len(content)) if content[i : i + 1] == wanted]
    if not places:
        return content[:-1]
    place = rng.choice(places)
    return content[:place] + content[place + 1 :]


def rows_cut(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if rng.random() < 0.7)


def rows_shuffled(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def encoded(content: bytes, rng: random.Random) -> bytes:
    encoding = rng.choice(
        ("utf-16", "utf-16-le", "cp874", "latin-1", "utf-32", "utf-7", "utf-8-sig")
    )
    return content.decode("utf-8", "replace").encode(encoding, "replace")


def columns_shuffled(content: bytes, rng: random.Random) -> bytes:
    """Headers and cells together, as an export of another day might have them."""
    text = content.decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    width = max(len(row) for row in rows)
    order = rng.sample(range(width), width)
    if any(len(row) != width or '"' in "".join(row) for row in rows):
        return flipped(content, rng)  # not a plain table
    return csv_text([[row[i] for i in order] for row in rows]).encode()


CHANGES = (
    flipped,
    flipped,
    cut,
    hole,
    doubled,
    inserted,
    inserted,
    inserted,
    removed,
    removed,
    rows_cut,
    rows_shuffled,
    encoded,
    columns_shuffled,
)
BINARY = (flipped, flipped, cut, hole, doubled, inserted)
# One stray or lost character, or any loss of rows, must never bring out what is personal. A hole
# or a doubling can put a cell in another's place in a row of the right width: nothing can tell.
HARMLESS_TO_PEOPLE = (cut, inserted, removed, rows_cut, rows_shuffled, encoded, columns_shuffled)


@contextmanager
def time_limit(seconds: int, what: str) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"hangs: {what}")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def check(shop: Shop, seeds: range) -> None:
    with time_limit(BATCH * SECONDS_PER_FILE, f"{seeds}"):
        done = shop.ingest()
    assert len(done.new) + len(done.refused) == len({*shop.exports.iterdir()})
    for refused in done.refused:
        assert refused.reason and "\n" not in refused.reason and len(refused.reason) < 500, refused
        assert "; download it again or leave it out" not in refused.reason, (
            refused
        )  # nobody thought of it
    assert not [p for p in shop.data.rglob("*") if p.name.endswith(".tmp")]
    for row in done.new:
        assert row.rows_read == row.rows_landed + row.rows_quarantined + row.rows_not_data, row
        raw = shop.settings.raw / row.platform / row.entity / f"{row.file_sha256}.parquet"
        assert pq.read_metadata(raw).num_rows == row.rows_landed, row
        refused_rows = {b["_row"] for b in shop.quarantined(row)} if row.rows_quarantined else set()
        assert len(refused_rows) == row.rows_quarantined, row
        content = (shop.exports / row.file).read_bytes()
        if (
            row.file.endswith(".csv")
            and b'"' not in content
            and content[:2] not in (b"\xff\xfe", b"PK")
        ):
            # Counted by hand: every line below the header that is not blank.
            lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
            assert row.rows_read == sum(1 for line in lines[row.header_row :] if line), row


@pytest.mark.parametrize("start", range(0, deep(300, 10_000), BATCH))
def test_broken_files(tmp_path: Path, start: int) -> None:
    shop = Shop(tmp_path)
    seeds = range(start, start + BATCH)
    for seed in seeds:
        shop.put(*mutant(seed))
    check(shop, seeds)


@pytest.mark.parametrize("start", range(0, deep(200, 5_000), BATCH))
def test_broken_files_bring_out_no_one(tmp_path: Path, start: int) -> None:
    shop = Shop(tmp_path)
    names = sorted(name for name, cells in people().items() if cells)
    assert len(names) > 10
    told: set[str] = set()
    for seed in range(start, start + BATCH):
        rng = random.Random(seed)
        name = rng.choice(names)
        told |= people()[name]
        shop.put(f"{seed}.csv", rng.choice(HARMLESS_TO_PEOPLE)(sources()[name], rng))
    check(shop, range(start, start + BATCH))
    for path in shop.data.rglob("*.parquet"):
        for cells in pq.ParquetFile(path).read().to_pylist():
            text = str(list(cells.values()))
            assert not [person for person in told if person in text], (cells.get("_file"), text)
