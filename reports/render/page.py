"""One page: its front matter, its queries and its body with components."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from reports.render.components import COMPONENTS
from reports.render.errors import PageError, nearest
from reports.render.tags import Tag, check_tag, component_plugin, render_tag

FRONT_MATTER = {"title", "description", "slug", "order", "audience", "period"}
PERIODS = ("today", "7D", "30D", "MTD", "QTD", "YTD", "all")


@dataclass(frozen=True)
class Query:
    """A named SQL fence."""

    name: str
    sql: str
    line: int


@dataclass(frozen=True)
class Use:
    """A component in the body, with the line that it stands on."""

    tag: Tag
    line: int


@dataclass
class Page:
    """A page as written."""

    file: str
    front: dict[str, Any]
    queries: dict[str, Query] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    body: str = ""

    @property
    def slug(self) -> str:
        return str(self.front.get("slug") or Path(self.file).stem)

    @property
    def title(self) -> str:
        return str(self.front["title"])

    def error(self, line: int, message: str) -> PageError:
        return PageError(self.file, line, message)


def read_page(path: Path) -> Page:
    """Parse a page. Raises PageError with page and line."""
    front, body, first_line = _front_matter(path)
    page = Page(path.name, front)
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(
        ["table", "strikethrough"]
    )
    component_plugin(parser, first_line, page.error)
    tokens = parser.parse(body)
    page.body = _render(page, parser, tokens, first_line)
    return page


def _front_matter(path: Path) -> tuple[dict[str, Any], str, int]:
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise PageError(path.name, 1, "a page begins with front matter between two lines of ---")
    head, body = text[4:].split("\n---\n", 1)
    try:
        front = yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise PageError(path.name, line, "the front matter is not YAML") from None
    if not isinstance(front, dict) or "title" not in front:
        raise PageError(path.name, 1, "the front matter needs a title")
    for name in front:
        if name not in FRONT_MATTER:
            raise PageError(
                path.name, 1, f"the front matter has no {name}{nearest(str(name), FRONT_MATTER)}"
            )
    period = front.get("period", "30D")
    if period not in PERIODS:
        raise PageError(path.name, 1, f"there is no period {period}{nearest(str(period), PERIODS)}")
    return front, body, head.count("\n") + 4


def _render(page: Page, parser: MarkdownIt, tokens: list[Token], first_line: int) -> str:
    """The body as HTML; queries and components are collected on the way."""
    parts: list[str] = []
    open_tags: list[Use] = []
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "fence":
            _add_query(page, token, line)
        elif token.type == "component":
            parts.append(_component(page, token, token.meta["line"], open_tags))
        elif token.type == "inline":
            parts.append(_inline(page, parser, token, line))
        else:
            parts.append(parser.renderer.render([token], parser.options, {}))
    if open_tags:
        raise page.error(open_tags[-1].line, f"<{open_tags[-1].tag.name}> is not closed")
    return "".join(parts)


def _inline(page: Page, parser: MarkdownIt, token: Token, line: int) -> str:
    parts: list[str] = []
    open_tags: list[Use] = []
    renderer = cast(RendererHTML, parser.renderer)
    for child in token.children or []:
        if child.type == "component":
            check_tag(child.meta["tag"], line, page.error)
            parts.append(_component(page, child, line, open_tags))
        else:
            if child.type == "softbreak":
                line += 1
            parts.append(renderer.renderInline([child], parser.options, {}))
    if open_tags:
        raise page.error(open_tags[-1].line, f"<{open_tags[-1].tag.name}> is not closed")
    return "".join(parts)


def _component(page: Page, token: Token, line: int, open_tags: list[Use]) -> str:
    tag: Tag = token.meta["tag"]
    component = COMPONENTS[tag.name]
    if tag.is_close:
        if not open_tags or open_tags[-1].tag.name != tag.name:
            raise page.error(line, f"</{tag.name}> closes nothing")
        open_tags.pop()
    else:
        use = Use(tag, line)
        page.uses.append(use)
        around = open_tags[-1].tag.name if open_tags else ""
        if component.inside and around != component.inside:
            raise page.error(line, f"<{tag.name}> stands in <{component.inside}>, and nowhere else")
        held = COMPONENTS[around].holds if around else ""
        if held and tag.name != held:
            raise page.error(line, f"<{around}> encloses <{held}> tags, and no <{tag.name}>")
        if component.kind == "container" or (component.holds and not tag.is_void):
            if tag.is_void:
                raise page.error(
                    line, f"<{tag.name}> encloses something: write </{tag.name}> after it"
                )
            open_tags.append(use)
        elif not tag.is_void:
            raise page.error(line, f"<{tag.name}> encloses nothing: write <{tag.name} …/>")
    return render_tag(tag, token.block)


def _add_query(page: Page, token: Token, line: int) -> None:
    words = token.info.split()
    if words[:1] != ["sql"]:
        raise page.error(line, "a page shows no code; a query is a fence with ```sql and a name")
    if len(words) != 2 or not words[1].isidentifier():
        raise page.error(line, "a query needs a name: ```sql daily")
    if words[1] in page.queries:
        raise page.error(line, f"there are two queries {words[1]}")
    page.queries[words[1]] = Query(words[1], token.content, line)
