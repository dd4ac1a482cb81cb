"""A real browser, from file://, with the network cut."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

# The same engine without the window's parts opens a page in two thirds of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("no browser: install Chromium (`apt-get install chromium`); .ci/run does")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield started
        started.close()


@dataclass
class Opened:
    """A page in the browser, with all that went wrong and all that was asked for."""

    page: Page
    wrong: list[str]
    requests: list[str]


def open_page(browser: Browser, file: Path, width: int, fragment: str = "") -> Opened:
    """Open a file of a site, and wait until all of its rows have come and been drawn."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    opened = Opened(page, [], [])

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            opened.wrong.append(message.text)

    def asked(request: Request) -> None:
        opened.requests.append(request.url)

    page.on("console", heard)
    page.on("pageerror", lambda error: opened.wrong.append(str(error)))
    page.on("request", asked)
    page.goto(f"file://{file}{fragment}")
    page.wait_for_selector("html[data-complete]")
    drawn(page)
    return opened


def drawn(page: Page) -> None:
    """Wait until the page shows what was asked for last: what is not in sight is drawn later."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    page.wait_for_selector("html:not([data-drawing])", state="attached")


def unfold(page: Page) -> None:
    """Open all that is folded: nothing is drawn in it before."""
    page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true })")
    drawn(page)


def everything_told(page: Page) -> list[dict[str, Any]]:
    """What the page says of each number that it shows. As one text: Playwright takes seconds for
    ten thousand objects."""
    parts: list[dict[str, Any]] = json.loads(page.evaluate("JSON.stringify(talad.told())"))
    return parts
