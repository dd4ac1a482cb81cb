"""An open page is loaded again when its text changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from orchestration.commands.dev import Version, follow, server
from reports.render.live import Live
from reports.render.site import PAGES
from tests.conftest import Shop, settings_of


@pytest.fixture
def served(simulated_shop: Shop, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of the pages, and the folder that they are written in."""
    pages = tmp_path / "pages"
    pages.mkdir()
    text = (
        (PAGES / "data-health.md")
        .read_text()
        .replace("title: Data health", "title: A\nslug: index")
    )
    (pages / "a.md").write_text(text)
    settings = settings_of(tmp_path, tmp_path, tmp_path / "key")
    version, stop = Version(), threading.Event()
    live = Live(simulated_shop.settings.publish, settings.site, pages)
    live.render_all()
    http = server(settings, 0, version)
    threads = [
        threading.Thread(target=http.serve_forever),
        threading.Thread(target=follow, args=(live, version, lambda line: None, stop)),
    ]
    for thread in threads:
        thread.start()
    yield f"http://127.0.0.1:{http.server_port}/", pages
    stop.set()
    http.shutdown()
    http.server_close()
    for thread in threads:
        thread.join()
    live.close()


def test_an_open_page_follows_its_text(browser: Browser, served: tuple[str, Path]) -> None:
    address, pages = served
    page = browser.new_context().new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.goto(f"{address}#kept=1")
    page.wait_for_selector("html[data-ready]")
    path = pages / "a.md"
    path.write_text(path.read_text() + "\nWritten a moment ago.\n")
    page.get_by_text("Written a moment ago.").wait_for(timeout=15_000)
    assert page.url.startswith(f"{address}#kept=1")
    assert wrong == []
    page.context.close()
    # The script is the server's: what lies in the folder, and is sent, has none of it.
    assert "_talad" not in (pages.parent / "site" / "index.html").read_text()
