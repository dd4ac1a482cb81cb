"""What can be searched on a site: pages, their headings and texts, metrics and entities.

`{"pages": [{"file", "title", "items": [...]}], "entities": [[file, title, key, kind], ...]}`, where
a title is [English] or [English, Thai] and an item [kind, English] or [kind, English, Thai].
"""

from __future__ import annotations

from typing import Any

from reports.render.entities import Entity
from reports.render.page import Page
from reports.render.words import plain


def page_entry(page: Page, file: str, metrics: list[dict[str, Any]]) -> dict[str, Any]:
    """A page with all that is found in it."""
    found = [_item(page, "text", page.description)] if page.description else []
    found += [
        [text.kind, *_both(plain(text.english), text.thai and plain(text.thai))]
        for text in page.texts
    ]
    for use in page.uses:
        title = use.tag.attributes.get("title")
        if title:
            found.append(_item(page, "heading", title))
    found += [_item(page, "metric", metric["label"]) for metric in metrics]
    unique = {(kind, english): [kind, english, *thai] for kind, english, *thai in found}
    return {"file": file, "title": _item(page, "", page.title)[1:], "items": list(unique.values())}


def entity_entries(page: Page, entities: list[Entity]) -> list[list[Any]]:
    """The entities of a page, each with its key, by which it is known elsewhere."""
    kind = _item(page, "", page.title)[1:]
    return [
        [
            f"{entity.slug}.html",
            entity.title,
            "" if entity.key == entity.title else entity.key,
            kind,
        ]
        for entity in entities
    ]


def _item(page: Page, kind: str, english: str) -> list[str]:
    return [kind, *_both(english, page.words.of(page.name, english))]


def _both(english: str, thai: str | None) -> list[str]:
    return [english] if thai is None or thai == english else [english, thai]
