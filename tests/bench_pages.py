"""How fast the report pages are, beside a Streamlit page of the same query and chart."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from orchestration.settings import PROJECT
from reports.render.site import render_site
from tests.bench_line import Measured
from tests.browser.test_weight import LIMIT, weight

STREAMLIT = PROJECT / ".venv" / "bench" / "bin" / "streamlit"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIMES = 5
WIDTHS = (390, 1280)
# From a click until what the reader sees has changed (test_drawing.py holds the page to it), and
# until the page has been drawn to its end.
CLICK = """async button => {
    const start = performance.now();
    button.click();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const seen = performance.now() - start;
    while ('drawing' in document.documentElement.dataset) {
        await new Promise(done => setTimeout(done));
    }
    return [seen, performance.now() - start];
}"""


def rendering(publish: Path, root: Path) -> Measured:
    """All pages of the site into an empty folder, those of products and campaigns too."""
    started = time.monotonic()
    files = render_site(publish, root / "rendered")
    seconds = time.monotonic() - started
    written = [file for file in files if file.suffix == ".html"]
    return Measured(
        f"render {len(written)} pages",
        seconds,
        None,
        f"{30 * seconds / len(written):.2f} s for thirty of them (target: 10 s)",
    )


def pages(site: Path, publish: Path) -> list[Measured]:
    """What each page weighs, opening Pulse, changing its period; and Streamlit beside it."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        return []
    lines = [
        Measured(
            f"{page.stem}: {weight(page) / 1000:,.0f} KB until its first view",
            0,
            None,
            f"{weight(page) / LIMIT:.2f} of the limit",
        )
        for page in sorted(site.glob("*.html"))
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width in WIDTHS:
            opened, complete, changed, whole = of_talad(browser, site, width)
            beside = of_streamlit(browser, publish, width)
            lines += [
                Measured(
                    f"Pulse at {width} pixels: opened, what is in sight drawn (target: 1.0 s)",
                    opened,
                    None,
                    ratio(opened, beside and beside[0]),
                ),
                Measured(
                    f"Pulse at {width} pixels: opened, every row there and drawn",
                    complete,
                    None,
                    ratio(complete, beside and beside[0]),
                ),
                Measured(
                    f"Pulse at {width} pixels: another period, seen (target: 0.1 s)",
                    changed,
                    None,
                    ratio(changed, beside and beside[1]),
                ),
                Measured(
                    f"Pulse at {width} pixels: another period, drawn to the page's end",
                    whole,
                    None,
                    ratio(whole, beside and beside[1]),
                ),
            ]
        browser.close()
    return lines


def ratio(seconds: float, beside: float | None) -> str:
    if beside is None:
        return "Streamlit is not installed (make bench does it)"
    return f"{seconds / beside:.2f} of Streamlit's {beside:.2f} s"


def of_talad(browser: Browser, site: Path, width: int) -> tuple[float, float, float, float]:
    """Seconds to open Pulse, as far as is seen and to its end, and so to change its period."""
    opened, complete, changed, whole = [], [], [], []
    for _ in range(TIMES):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"file://{site}/index.html")
        page.wait_for_selector("html[data-complete]")
        complete.append(page.evaluate("Number(document.documentElement.dataset.complete)") / 1000)
        opened.append(page.evaluate("Number(document.documentElement.dataset.ready)") / 1000)
        for preset in ("7D", "YTD", "all", "30D"):
            seen, end = page.locator(f"[data-period='{preset}']").evaluate(CLICK)
            changed.append(seen / 1000)
            whole.append(end / 1000)
        page.close()
    opening = statistics.median(opened), statistics.median(complete)
    return *opening, statistics.median(changed), statistics.median(whole)


def of_streamlit(browser: Browser, publish: Path, width: int) -> tuple[float, float] | None:
    """The same of Streamlit's page; None where it is not installed."""
    if not STREAMLIT.exists():
        return None
    with served(publish) as address:
        opened, changed = [], []
        for _ in range(TIMES):
            started = time.perf_counter()
            page = open_streamlit(browser, address, width)
            opened.append(time.perf_counter() - started)
            for name in ("YTD", "All", "30D"):
                started = time.perf_counter()
                another_period(page, name)
                changed.append(time.perf_counter() - started)
            page.close()
    return statistics.median(opened), statistics.median(changed)


def open_streamlit(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.wait_for_selector(
        "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
    )
    return page


def another_period(page: Page, name: str) -> None:
    before = page.locator("[data-testid=stMetricValue]").inner_text()
    page.locator("[data-testid=stRadio] label", has_text=name).last.click()
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stMetricValue]')?.innerText !== before",
        arg=before,
    )


@contextmanager
def served(publish: Path) -> Iterator[str]:
    """Streamlit's page on a free port of this machine, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [STREAMLIT, "run", "--server.headless=true", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    server = subprocess.Popen(
        [*command, PROJECT / "tests" / "bench_streamlit.py", "--", publish],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()
