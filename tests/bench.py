"""Speeds and memory: `make bench`.

Every line stands beside a baseline that is measured in the same run, since machines differ and are
shared: what DuckDB alone needs to turn a file of the same kind into typed Parquet. Nothing here
fails; a test that measures time would fail on a slow day.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from orchestration import settings
from orchestration.ingest.ingest import ingest
from orchestration.ingest.readers import excel_extension
from orchestration.settings import PROJECT
from tests.bench_baskets import baskets
from tests.bench_line import Measured
from tests.bench_pages import pages, rendering

TALAD = Path(sys.executable).with_name("talad")
REAL_DATA = PROJECT.parent / "shared" / "data"
ROWS = 1_000_000  # so many that what a run costs at the least does not decide
BOOK_ROWS = 30_000
CORES = os.cpu_count() or 1


def _tree_megabytes(root: int) -> float:
    """Resident memory of a process and all below it, now (Linux)."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    tree, grown = {root}, True
    while grown:
        below = {pid for pid, parent in parents.items() if parent in tree} - tree
        grown = bool(below)
        tree |= below
    pages = 0
    for pid in tree:
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(*command: str | Path, key_file: Path) -> Measured:
    """A command's wall time and the highest memory of its process tree."""
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TALAD_KEY_FILE": str(key_file)},
    )
    highest = 0.0

    def watch() -> None:
        nonlocal highest
        while process.poll() is None:
            highest = max(highest, _tree_megabytes(process.pid))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    watcher.join()
    if process.returncode:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return Measured(" ".join(map(str, command)), time.monotonic() - started, highest)


@dataclass(frozen=True)
class Spent:
    """What work took: by the clock, and of all cores together."""

    seconds: float
    cpu: float


def spent(work: Callable[[], object]) -> Spent:
    """What one run takes."""
    wall, cpu = time.monotonic(), time.process_time()
    work()
    return Spent(time.monotonic() - wall, time.process_time() - cpu)


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[Spent, Spent]:
    """The best of three runs of each, taken in turn: a machine's other load then meets both."""
    ours()  # imports are not what is measured
    taken = [(spent(ours), spent(theirs)) for _ in range(3)]
    best = [
        Spent(min(s.seconds for s in side), min(s.cpu for s in side))
        for side in zip(*taken, strict=True)
    ]
    return best[0], best[1]


def write_csv(path: Path) -> None:
    """Orders as TikTok Shop writes them, in the columns that every layout has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(
            f"""copy (select
                (577000000000000000 + range)::varchar as "Order ID", 'เสร็จสมบูรณ์' as "Order Status",
                (1729 + range % 50)::varchar as "SKU ID", 'SKU-' || range % 50 as "Seller SKU",
                'เซรั่ม ' || range % 50 as "Product Name", 1 + range % 3 as "Quantity",
                199.00 as "SKU Subtotal Before Discount", 20.00 as "SKU Seller Discount",
                0.00 as "SKU Platform Discount", 179.00 as "SKU Subtotal After Discount",
                199.00 as "Order Amount",
                strftime(timestamp '2026-01-01' + to_minutes(range % 400000),
                    '%d/%m/%Y %H:%M:%S') as "Created Time",
                strftime(timestamp '2026-01-01' + to_minutes(range % 400000),
                    '%d/%m/%Y %H:%M:%S') as "Paid Time",
                'buyer' || range % 90000 as "Buyer Username", 'Thailand' as "Country",
                'กรุงเทพมหานคร' as "Province", 'COD' as "Payment Method"
            from range({ROWS})) to '{path}' (header)"""
        )


def ingesting(exports: Path, root: Path) -> Callable[[], object]:
    """An ingest of a folder, from nothing."""
    data = root / "ingested"
    now = settings.load(
        {
            "TALAD_EXPORTS": str(exports),
            "TALAD_DATA": str(data),
            "TALAD_KEY_FILE": str(root / "key"),
        }
    )

    def work() -> None:
        shutil.rmtree(data, ignore_errors=True)
        ingest(now)

    return work


def peak_of(exports: Path, root: Path) -> float:
    """The highest memory of a process that ingests a folder, in megabytes."""
    code = "from orchestration import settings; from orchestration.ingest.ingest import ingest; "
    code += "ingest(settings.load())"
    shutil.rmtree(root / "ingested", ignore_errors=True)
    os.environ.update(TALAD_EXPORTS=str(exports), TALAD_DATA=str(root / "ingested"))
    try:
        return run(sys.executable, "-c", code, key_file=root / "key").megabytes or 0
    finally:
        del os.environ["TALAD_EXPORTS"], os.environ["TALAD_DATA"]


def csv_ingest(what: str, exports: Path, root: Path) -> list[Measured]:
    """The ingest of a folder of CSVs beside what DuckDB alone needs, on all cores."""
    files = sorted(exports.glob("*.csv"))

    def duckdb_alone() -> None:
        with duckdb.connect(config={"threads": CORES}) as con:
            for file in files:
                con.execute(
                    f"copy (select * from read_csv('{file}')) to '{root}/alone.parquet' "
                    "(format parquet, compression zstd)"
                )

    ours, alone = in_turn(ingesting(exports, root), duckdb_alone)
    return [
        Measured(f"baseline: DuckDB alone, {what} to typed Parquet", alone.seconds),
        Measured(
            "ingest of the same, with hashing, quarantine, checks and ledger",
            ours.seconds,
            peak_of(exports, root),
            f"{ours.seconds / alone.seconds:.1f} x DuckDB alone by the clock, "
            f"{ours.cpu / alone.cpu:.1f} x in CPU time (target: 3)",
        ),
    ]


def write_workbook(book: Path, target: Path) -> int:
    """A workbook of the orders of another, over and over under new ids; returns its rows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.load_extension(str(excel_extension()))
        con.execute(
            "create table lines as select * from read_xlsx(?, all_varchar = true)", [str(book)]
        )
        order_id = con.table("lines").columns[0]
        copy = "lpad(upper(to_base(copy, 36)), 2, '0')"
        con.execute(
            f"""copy (
                select lines.* replace (left("{order_id}", 12) || {copy} as "{order_id}")
                from range(1296) as copies(copy), lines order by copy limit {BOOK_ROWS}
            ) to '{target}' (format xlsx, header true)"""
        )
    return BOOK_ROWS


def count_rows(books: list[Path]) -> int:
    with duckdb.connect() as con:
        con.load_extension(str(excel_extension()))
        query = "select count(*) from read_xlsx(?, all_varchar = true)"
        return sum((con.execute(query, [str(b)]).fetchone() or (0,))[0] for b in books)


def workbook_ingest(root: Path) -> list[Measured]:
    """Thai order workbooks: rows of 74 columns a second and core; one large, and many small."""
    small = root / "books"
    small.mkdir()
    # A browser's second copy is passed by.
    for book in sorted(root.glob("simulated/shopee/Order.*[0-9].xlsx")):
        shutil.copy2(book, small)
    books = sorted(small.iterdir())
    large = root / "book"
    rows = {large: write_workbook(books[-1], large / "large.xlsx"), small: count_rows(books)}
    found = []
    for exports, count in rows.items():
        work = ingesting(exports, root)
        work()
        took = min((spent(work) for _ in range(3)), key=lambda s: s.cpu)
        files = len(list(exports.iterdir()))
        found.append(
            Measured(
                f"ingest of {files} workbook(s), {count:,} rows of 74 columns",
                took.seconds,
                peak_of(exports, root),
                f"{count / took.cpu:,.0f} rows a second and core (target: 10,000); one process, "
                f"{min(CORES, files)} worker(s)",
            )
        )
    return found


def main() -> None:
    out = Console(width=140)
    root = Path(tempfile.mkdtemp(prefix="talad-bench-"))
    key = root / "key"
    lines: list[Measured] = []
    try:
        simulated = root / "simulated"
        command = [TALAD, "simulate", "--exports", simulated, "--scale", "0.2"]
        lines.append(run(*command, key_file=key))
        first = run(TALAD, "run", "--exports", simulated, "--data", root / "data", key_file=key)
        again = run(TALAD, "run", "--exports", simulated, "--data", root / "data", key_file=key)
        demo = lines[0].seconds + first.seconds
        lines = [
            Measured("simulate, scale 0.2", lines[0].seconds, lines[0].megabytes),
            Measured("run over it, from nothing", first.seconds, first.megabytes),
            Measured(
                "run over it again",
                again.seconds,
                again.megabytes,
                f"{again.seconds / first.seconds:.2f} of the first",
            ),
            Measured("make demo, after installation: both", demo, first.megabytes),
        ]
        if REAL_DATA.is_dir():
            olist = root / "olist"
            for name in ("olist", "olist_marketing_funnel"):
                shutil.copytree(REAL_DATA / name, olist / name)
            taken = run(TALAD, "run", "--exports", olist, "--data", root / "o", key_file=key)
            lines.append(Measured("run over Olist, from nothing", taken.seconds, taken.megabytes))
            lines += csv_ingest("the CSVs of Olist", olist / "olist", root)
        large = root / "csv"
        write_csv(large / "orders.csv")
        megabytes = (large / "orders.csv").stat().st_size / 1e6
        lines += csv_ingest(f"a CSV of {ROWS:,} rows, {megabytes:,.0f} MB", large, root)
        lines += workbook_ingest(root)
        lines += baskets(settings.load({"TALAD_DATA": str(root / "data")}).dbt_target)
        lines.append(rendering(root / "data" / "publish", root))
        lines += pages(root / "data" / "site", root / "data" / "publish")
    finally:
        shutil.rmtree(root, ignore_errors=True)
    table = Table()
    for column in ("what", "seconds", "MB at most", "beside"):
        table.add_column(column, justify="left" if column in ("what", "beside") else "right")
    for line in lines:
        memory = "" if line.megabytes is None else f"{line.megabytes:,.0f}"
        table.add_row(line.what, f"{line.seconds:.2f}", memory, line.ratio)
    out.print(table)


if __name__ == "__main__":
    main()
