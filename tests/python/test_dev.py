"""`talad dev`: what has changed is rendered, quickly, and a fault leaves what was there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.commands.dev import Version, follow
from reports.render.live import Live

PAGE = """---
title: {title}
order: {order}
---
# {title}

```sql rows
select * from rpt_a
```

{text}

<DataTable data={{rows}}/>
"""


class Site:
    """Two pages in a folder, and the site that follows them."""

    def __init__(self, root: Path) -> None:
        self.pages, publish = root / "pages", root / "publish"
        self.pages.mkdir()
        publish.mkdir()
        for table in ("rpt_a", "rpt_b"):
            pq.write_table(pa.table({"name": ["x"]}), publish / f"{table}.parquet")
        (publish / "metrics.json").write_text("[]")
        (publish / "build.json").write_text('{"inputs": "1"}')
        (publish / "lineage.json").write_text(json.dumps(LINEAGE))
        self.write("one", "One", 1)
        self.write("two", "Two", 2)
        self.live = Live(publish, root / "site", self.pages, root / "th.yml")
        self.folder = root / "site"

    def write(self, name: str, title: str, order: int, text: str = "First.") -> Path:
        path = self.pages / f"{name}.md"
        path.write_text(PAGE.format(title=title, order=order, text=text))
        return path

    def read(self, name: str) -> str:
        return (self.folder / f"{name}.html").read_text()


LINEAGE = {
    "tables": {name: {"tests": [], "sources": []} for name in ("rpt_a", "rpt_b")},
    "tests": {},
    "sources": {},
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.live.close()


def test_a_changed_text_renders_its_page_alone_in_less_than_a_second(site: Site) -> None:
    assert site.live.render_all() == "2 pages"
    (site.folder / "two.html").write_text("left alone")
    path = site.write("one", "One", 1, "Second.")
    started = time.monotonic()
    assert site.live.update([path]) == "one.md"
    assert time.monotonic() - started < 1
    assert "Second." in site.read("one")
    assert site.read("two") == "left alone"


def test_what_other_pages_show_renders_them_all(site: Site) -> None:
    site.live.render_all()
    assert site.live.update([site.write("one", "Uno", 1)]) == "2 pages"
    assert "Uno" in site.read("two")  # in its menu
    gone = site.pages / "two.md"
    gone.unlink()
    assert site.live.update([gone]) == "1 pages"
    assert not (site.folder / "two.html").exists()


def test_a_table_more_is_told_of_in_the_site(site: Site) -> None:
    site.live.render_all()
    trust = site.folder / "assets" / "trust.js"
    assert "rpt_b" not in trust.read_text()
    path = site.write("one", "One", 1)
    path.write_text(path.read_text().replace("from rpt_a", "from rpt_b"))
    site.live.update([path])
    assert "rpt_b" in trust.read_text()


def test_a_fault_is_one_line_and_the_last_good_page_stays(site: Site) -> None:
    said: list[str] = []
    version, stop = Version(), threading.Event()
    thread = threading.Thread(target=follow, args=(site.live, version, said.append, stop))

    def heard(lines: int) -> str:
        ends = time.monotonic() + 20
        while len(said) < lines and time.monotonic() < ends:
            time.sleep(0.05)
        assert len(said) == lines, said
        return said[-1]

    thread.start()
    try:
        assert heard(1).startswith("2 pages: ")
        before = version.now
        site.write("one", "One", 1, "<Broken/>")
        line = heard(2)
        assert "reports/pages/one.md, line 11: there is no component <Broken>" in line
        assert "\n" not in line
        assert "First." in site.read("one")
        assert not version.wait_beyond(before, 0)
        site.write("one", "One", 1, "Second.")
        assert heard(3).startswith("one.md: ")
        assert version.wait_beyond(before, 0)
        assert "Second." in site.read("one")
    finally:
        stop.set()
        thread.join()
