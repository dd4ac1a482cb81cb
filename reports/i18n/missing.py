"""Which English texts of our own pages, metrics and client have no Thai yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from reports.render.components import COMPONENTS, items
from reports.render.page import Page
from reports.render.site import HERE, PAGES, THAI, read_pages
from reports.render.words import COMMON, Words, is_prose, load, normal

PROJECT = Path(__file__).resolve().parents[2]
METRICS = PROJECT / "models" / "metrics"
DOCS = PROJECT / "models" / "_docs"
CLIENT = PROJECT / "reports" / "client" / "src"

_DOC = re.compile(r"\{% docs (\w+) %\}(.*?)\{% enddocs %\}", re.DOTALL)
_DOC_USED = re.compile(r"\{\{ doc\('(\w+)'\) \}\}")
# What the client and the layout say: t("…") and say("…").
_SAID = re.compile(r'\b(?:t|say)\(\s*"((?:[^"\\]|\\.)*)"')

Sections = dict[str, dict[str, str]]


def missing(pages: Path = PAGES, thai: Path = THAI) -> Sections:
    """By section (`pages/<page>` for a page's own): the English texts without Thai, in order."""
    words = load(thai)
    found: Sections = {}
    for section, english in _texts(pages, thai):
        page = section.removeprefix("pages/")
        if is_prose(english) and words.of(page, english) is None:
            found.setdefault(section, {})[normal(english)] = ""
    return found


def unused(pages: Path = PAGES, thai: Path = THAI) -> Sections:
    """By section: the translations that no page and no metric asks for. The client's own are not
    told, since it may make a text of parts."""
    words = load(thai)
    asked: dict[str, set[str]] = {}
    for section, english in _texts(pages, thai):
        asked.setdefault(section, set()).add(normal(english))
    own: Words = words
    sections = {f"pages/{name}": texts for name, texts in own.pages.items()}
    sections["metrics"] = own.common.get("metrics", {})
    left = {
        name: {english: text for english, text in texts.items() if english not in asked.get(name, ())}
        for name, texts in sections.items()
    }
    return {name: texts for name, texts in left.items() if texts}


def as_yaml(found: Sections) -> str:
    """Stubs to be filled in and moved to th.yml."""
    if not found:
        return ""
    said: dict[str, object] = {name: found[name] for name in COMMON if name in found}
    own = {
        name.removeprefix("pages/"): texts
        for name, texts in found.items()
        if name.startswith("pages/")
    }
    if own:
        said["pages"] = own
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10**6)


def _texts(pages: Path, thai: Path) -> Iterator[tuple[str, str]]:
    for path in (HERE / "layout.html", *sorted(CLIENT.rglob("*.ts"))):
        for said in _SAID.findall(path.read_text(encoding="utf-8")):
            yield "ui", said.replace('\\"', '"')
    for english in metric_texts():
        yield "metrics", english
    for page in read_pages(pages, thai):
        for english in page_texts(page):
            yield f"pages/{page.name}", english


def metric_texts() -> Iterator[str]:
    """The labels and descriptions of models/metrics, as dbt tells them."""
    docs = {
        name: text
        for path in sorted(DOCS.glob("*.md"))
        for name, text in _DOC.findall(path.read_text(encoding="utf-8"))
    }
    for path in sorted(METRICS.glob("*.yml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        for metric in said.get("metrics", []):
            yield metric["label"]
            yield normal(_DOC_USED.sub(lambda found: docs[found[1]], metric["description"]))


def page_texts(page: Page) -> Iterator[str]:
    """All that a page says in words."""
    yield page.title
    yield page.description
    for text in page.texts:
        yield text.english
    for use in page.uses:
        for name, value in use.tag.attributes.items():
            kind = COMPONENTS[use.tag.name].attributes[name]
            if kind in ("text", "texts"):
                yield from items(value) if kind == "texts" else [value]
