"""Which English texts of our own pages, metrics and client have no Thai yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from reports.render.components import COMPONENTS, items
from reports.render.page import Page
from reports.render.site import HERE, PAGES, THAI, read_pages
from reports.render.words import COMMON, is_prose, load, normal

PROJECT = Path(__file__).resolve().parents[2]
METRICS = PROJECT / "models" / "metrics"
DOCS = PROJECT / "models" / "_docs"
CLIENT = PROJECT / "reports" / "client" / "src"

_DOC = re.compile(r"\{% docs (\w+) %\}(.*?)\{% enddocs %\}", re.DOTALL)
_DOC_USED = re.compile(r"\{\{ doc\('(\w+)'\) \}\}")
# What the client and the layout say: t("…"), t(one ? "…" : "…"), say("…"), and lists of labels.
_TEXT = r'"((?:[^"\\]|\\.)*)"'
_SAID = re.compile(rf"\b(?:t|say)\(\s*{_TEXT}")
_CHOSEN = re.compile(rf'\bt\([^"()]*\?\s*{_TEXT}\s*:\s*{_TEXT}')
_LABELLED = re.compile(rf"\blabel: {_TEXT}")

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
    sections = {f"pages/{name}": texts for name, texts in words.pages.items()}
    left: Sections = {}
    for name, texts in {**sections, "metrics": words.common.get("metrics", {})}.items():
        for english, text in texts.items():
            if english not in asked.get(name, ()):
                left.setdefault(name, {})[english] = text
    return left


def as_yaml(found: Sections) -> str:
    """Stubs to be filled in and moved to th.yml; what JSON quotes is quoted for YAML too."""
    lines: list[str] = []
    for name in (name for name in COMMON if name in found):
        lines += [f"{name}:", *_stubs(found[name], "  ")]
    own = [name for name in found if name.startswith("pages/")]
    if own:
        lines.append("pages:")
    for name in own:
        page = json.dumps(name.removeprefix("pages/"))
        lines += [f"  {page}:", *_stubs(found[name], "    ")]
    return "".join(f"{line}\n" for line in lines)


def _stubs(texts: dict[str, str], indent: str) -> list[str]:
    return [f'{indent}{json.dumps(english, ensure_ascii=False)}: ""' for english in texts]


def _texts(pages: Path, thai: Path) -> Iterator[tuple[str, str]]:
    for path in (HERE / "layout.html", *sorted(CLIENT.rglob("*.ts"))):
        code = path.read_text(encoding="utf-8")
        chosen = [text for pair in _CHOSEN.findall(code) for text in pair]
        section = "dimensions" if path.name == "dimensions.ts" else "ui"
        for text in (*_SAID.findall(code), *chosen, *_LABELLED.findall(code)):
            yield section, text.replace('\\"', '"')
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
