"""`talad digest`: a page as one file to send, and as a PDF where a browser is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from orchestration.files import replace_if_changed, replacing
from orchestration.settings import Settings
from reports.render.digest import DigestError, digest
from reports.render.errors import PageError, nearest
from reports.render.figures import figures
from reports.render.page import Page
from reports.render.queries import Published, QueryError
from reports.render.site import read_pages
from reports.render.words import WordsError

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
PRINT_SECONDS = 120


def main(
    settings: Settings,
    name: str,
    pdf: bool | None,
    out: Console,
    fail: Callable[[str], NoReturn],
) -> None:
    """Write the file and tell where it is. `pdf` is None where nobody said: then if it can be."""
    if not (settings.site / "index.html").exists():
        fail(f"there is no site in {settings.site}; run `talad run` first")
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if pdf and browser is None:
        fail("a PDF needs a browser: install Chromium, Chrome or Edge, or leave out --pdf")
    try:
        page = _page(name)
        metrics = {
            m["name"]: m for m in json.loads((settings.publish / "metrics.json").read_text())
        }
        published = Published(settings.publish)
        said = figures(page, published, metrics)
        day = _as_of(published)
        published.close()
        content = digest(settings.site, page.slug, settings.publish, said)
    except (DigestError, PageError, QueryError, WordsError) as error:
        fail(str(error))
    which = "" if page.slug == "index" else f"-{page.slug.replace('/', '-')}"
    target = settings.digest / f"digest{which}-{day}.html"
    replace_if_changed(target, content)
    out.print(f"[bold]{target}[/] ({len(content):,} bytes)", soft_wrap=True, highlight=False)
    if pdf is False:
        return
    if browser is None:
        out.print("No PDF: no browser (Chromium, Chrome or Edge) is installed.", highlight=False)
        return
    try:
        printed = _print(browser, target)
    except (OSError, subprocess.SubprocessError) as error:
        fail(f"{browser} could not print {target.name}: {str(error).splitlines()[0]}")
    out.print(f"[bold]{printed}[/]", soft_wrap=True, highlight=False)


def _as_of(published: Published) -> str:
    """The last day of the data; nothing has one where no shop has a row."""
    days = published.fetch("select * from rpt_executive__worlds").column("last_date").to_pylist()
    return max(days).isoformat() if days else "empty"


def _page(name: str) -> Page:
    """The page of a name: its file without .md, or its slug."""
    pages = [page for page in read_pages() if not page.entities]
    known = {name: page for page in pages for name in (page.slug, page.name)}
    if name not in known:
        raise DigestError(f"there is no page {name}{nearest(name, known)}")
    return known[name]


def _print(browser: str, page: Path) -> Path:
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile, replacing(target) as temporary:
        # A profile of its own: one that is open elsewhere would be asked to print, and forget it.
        command = [browser, "--headless", "--disable-gpu", f"--user-data-dir={profile}"]
        command += ["--no-first-run", "--disable-background-networking", "--disable-sync"]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            command.append("--no-sandbox")  # Chromium refuses to run as root with it
        command += ["--no-pdf-header-footer", "--virtual-time-budget=15000"]
        command += [f"--print-to-pdf={temporary}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=PRINT_SECONDS)
        if not temporary.exists():
            raise OSError("it wrote nothing")
    return target
