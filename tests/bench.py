"""Speeds and memory: `make bench`.

Every line stands beside a baseline that is measured in the same run, since machines differ and are
shared: what DuckDB alone needs to turn a file of the same kind into typed Parquet. Nothing here
fails; a test that measures time would fail on a slow day.
"""

from __future__ import annotations

import os
import shutil
import statistics
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

TALAD = Path(sys.executable).with_name("talad")
REAL_DATA = PROJECT.parent / "shared" / "data"
ROWS = 300_000


@dataclass(frozen=True)
class Measured:
    what: str
    seconds: float
    megabytes: float | None = None
    ratio: str = ""


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


def timed(work: Callable[[], object], times: int = 3) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(times):
        started = time.monotonic()
        work()
        taken.append(time.monotonic() - started)
    return statistics.median(taken)


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


def csv_ingest(root: Path) -> list[Measured]:
    source = root / "csv" / "exports" / "orders.csv"
    write_csv(source)

    def duckdb_alone() -> None:
        with duckdb.connect() as con:
            con.execute(
                f"copy (select * from read_csv('{source}')) to '{root}/alone.parquet' "
                "(format parquet, compression zstd)"
            )

    def talad() -> None:
        data = root / "csv" / "data"
        shutil.rmtree(data, ignore_errors=True)
        now = settings.load(
            {
                "TALAD_EXPORTS": str(source.parent),
                "TALAD_DATA": str(data),
                "TALAD_KEY_FILE": str(root / "key"),
            }
        )
        ingest(now)

    talad()  # imports are not what is measured
    baseline, ours = timed(duckdb_alone), timed(talad)
    return [
        Measured(f"baseline: DuckDB alone, a CSV of {ROWS:,} rows to typed Parquet", baseline),
        Measured(
            "ingest of the same CSV, with hashing, quarantine, checks and ledger",
            ours,
            ratio=f"{ours / baseline:.1f} x DuckDB alone",
        ),
    ]


def workbook_ingest(root: Path) -> Measured:
    """Thai order workbooks: rows of 74 columns a second."""
    exports = root / "simulated"
    books = sorted(exports.glob("shopee/*.xlsx"))
    with duckdb.connect() as con:
        con.load_extension(str(excel_extension()))
        rows = 0
        for book in books:
            (found,) = con.execute(
                "select count(*) from read_xlsx(?, all_varchar=true)", [str(book)]
            ).fetchone() or (0,)
            rows += found
    only = root / "books"
    for book in books:
        (only / "exports").mkdir(parents=True, exist_ok=True)
        shutil.copy2(book, only / "exports")

    def talad() -> None:
        shutil.rmtree(only / "data", ignore_errors=True)
        ingest(
            settings.load(
                {
                    "TALAD_EXPORTS": str(only / "exports"),
                    "TALAD_DATA": str(only / "data"),
                    "TALAD_KEY_FILE": str(root / "key"),
                }
            )
        )

    seconds = timed(talad, 1)
    return Measured(
        f"ingest of {len(books)} workbooks, {rows:,} rows of 74 columns",
        seconds,
        ratio=f"{rows / seconds:,.0f} rows a second",
    )


def page_opening(site: Path) -> list[Measured]:
    """From the click to the last chart, in the browser; the median of five."""
    from playwright.sync_api import sync_playwright

    path = next((p for n in ("chromium", "google-chrome") if (p := shutil.which(n))), None)
    if path is None:
        return []
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width in (390, 1280):
            ready = []
            for _ in range(5):
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.goto(f"file://{site}/index.html")
                page.wait_for_selector("html[data-ready]")
                ready.append(page.evaluate("Number(document.documentElement.dataset.ready)"))
                page.close()
            found.append(
                Measured(
                    f"Pulse at {width} pixels: opened and all charts drawn",
                    statistics.median(ready) / 1000,
                )
            )
        browser.close()
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
        lines += csv_ingest(root)
        lines.append(workbook_ingest(root))
        lines += page_opening(root / "data" / "site")
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
