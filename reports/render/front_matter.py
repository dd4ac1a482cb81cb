"""What a page says of itself, between its two lines of ---."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reports.render.errors import PageError, nearest

KEYS = {"title", "description", "slug", "order", "audience", "period", "entities"}
ENTITY_KEYS = {"query", "key", "title", "limit"}
PERIODS = ("today", "7D", "30D", "MTD", "QTD", "YTD", "all")
MOST_ENTITIES = 200


@dataclass(frozen=True)
class EntityList:
    """Of a page with one file per entity: the query that lists them, and the columns that say
    which each is and how it is called."""

    query: str
    key: str
    title: str
    limit: int


@dataclass(frozen=True)
class FrontMatter:
    """The front matter, the text after it and the line on which that begins."""

    said: dict[str, Any]
    entities: EntityList | None
    body: str
    first_line: int


def read_front_matter(path: Path, file: str) -> FrontMatter:
    """Read and check it. Raises PageError."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise PageError(file, 1, "a page begins with front matter between two lines of ---")
    head, body = text[4:].split("\n---\n", 1)
    try:
        said = yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PageError(
            file, mark.line + 2 if mark else 1, "the front matter is not YAML"
        ) from None
    if not isinstance(said, dict) or "title" not in said:
        raise PageError(file, 1, "the front matter needs a title")
    for name in said:
        if name not in KEYS:
            raise PageError(
                file,
                _line(head, name),
                f"the front matter has no {name}{nearest(str(name), KEYS)}",
            )
    period = str(said.get("period", "30D"))
    if period not in PERIODS:
        raise PageError(
            file, _line(head, "period"), f"there is no period {period}{nearest(period, PERIODS)}"
        )
    return FrontMatter(said, _entities(said, head, file), body, head.count("\n") + 4)


def _entities(said: dict[str, Any], head: str, file: str) -> EntityList | None:
    if "entities" not in said:
        return None
    line, listed = _line(head, "entities"), said["entities"]
    if not isinstance(listed, dict) or not {"query", "key"} <= set(listed):
        raise PageError(file, line, "entities need a query and the key column of it")
    for name in listed:
        if name not in ENTITY_KEYS:
            raise PageError(file, line, f"entities have no {name}{nearest(str(name), ENTITY_KEYS)}")
    limit = listed.get("limit", MOST_ENTITIES)
    if not isinstance(limit, int) or limit < 1:
        raise PageError(file, line, f"the limit of entities is a number, not {limit}")
    key = str(listed["key"])
    return EntityList(str(listed["query"]), key, str(listed.get("title", key)), limit)


def _line(head: str, key: object) -> int:
    """The line of the file that a key stands on."""
    lines = head.splitlines()
    return next((at for at, text in enumerate(lines, 2) if text.startswith(f"{key}:")), 1)
