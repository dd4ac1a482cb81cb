"""One page: its front matter, its queries and its body with components, in both languages."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from reports.render.components import COMPONENTS
from reports.render.errors import PageError
from reports.render.front_matter import EntityList, read_front_matter
from reports.render.parameters import ParameterError, bind
from reports.render.tags import Tag, check_tag, component_plugin, render_tag
from reports.render.words import PLACEHOLDER, Words, both, is_prose, normal

PAGE_LINK = "page:"  # what the site puts a file's name in place of


@dataclass(frozen=True)
class Query:
    """A named SQL fence."""

    name: str
    sql: str
    line: int
    is_lazy: bool = False
    parameters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Use:
    """A component in the body, with the line that it stands on and the one that encloses it."""

    tag: Tag
    line: int
    around: Tag | None = None


@dataclass(frozen=True)
class Text:
    """A piece of prose as it is looked up and searched."""

    kind: Literal["heading", "text"]
    english: str
    thai: str | None
    line: int


@dataclass(frozen=True)
class Link:
    """A link to another page."""

    target: str
    line: int


@dataclass
class Page:
    """A page as written."""

    file: str  # below reports/pages
    front: dict[str, Any]
    words: Words = field(default_factory=Words)
    entities: EntityList | None = None
    queries: dict[str, Query] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    body: str = ""

    @property
    def name(self) -> str:
        """What translations and links call the page: its file without `.md`."""
        return self.file.removesuffix(".md")

    @property
    def slug(self) -> str:
        return str(self.front.get("slug") or self.name)

    @property
    def title(self) -> str:
        return str(self.front["title"])

    @property
    def description(self) -> str:
        return str(self.front.get("description") or "")

    @property
    def parameter(self) -> str | None:
        """`sku` of `[sku].md`: the page stands for one file per entity."""
        found = re.fullmatch(r"\[(\w+)\]", Path(self.file).stem)
        return found[1] if found else None

    @property
    def audience(self) -> tuple[str, ...]:
        said = self.front.get("audience") or []
        return tuple(map(str, said if isinstance(said, list) else [said]))

    def error(self, line: int, message: str) -> PageError:
        return PageError(self.file, line, message)

    def say(self, english: str) -> str:
        return self.words.say(self.name, english)


def read_page(path: Path, root: Path | None = None, words: Words | None = None) -> Page:
    """Parse a page of the folder `root`. Raises PageError with page and line."""
    file = path.relative_to(root or path.parent).as_posix()
    front = read_front_matter(path, file)
    page = Page(file, front.said, words or Words(), front.entities)
    if (page.parameter is None) != (page.entities is None):
        raise page.error(
            1, "a page of many entities is named [key].md and lists them in its front matter"
        )
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(
        ["table", "strikethrough"]
    )
    component_plugin(parser, front.first_line, page.error)
    tokens = parser.parse(front.body)
    page.body = _render(page, parser, tokens, front.first_line)
    if page.entities and page.entities.query not in page.queries:
        raise page.error(1, f"the entities' query {page.entities.query} is not on the page")
    return page


def _render(page: Page, parser: MarkdownIt, tokens: list[Token], first_line: int) -> str:
    """The body as HTML; queries, components and texts are collected on the way."""
    parts: list[str] = []
    open_tags: list[Use] = []
    kind: Literal["heading", "text"] = "text"
    line = first_line
    for token in tokens:
        # Cells of a table have no lines of their own: their row has.
        line = first_line + token.map[0] if token.map else line
        if token.type == "fence":
            _add_query(page, token, line)
        elif token.type == "component":
            parts.append(_component(page, token, token.meta["line"], open_tags))
        elif token.type == "inline":
            parts.append(_leaf(page, parser, token, line, kind))
        else:
            kind = "heading" if token.type == "heading_open" else "text"
            _aligned(token)
            parts.append(parser.renderer.render([token], parser.options, {}))
    if open_tags:
        raise page.error(open_tags[-1].line, f"<{open_tags[-1].tag.name}> is not closed")
    return "".join(parts)


def _aligned(token: Token) -> None:
    """Cells are aligned by a class: the site's policy allows no style in the markup."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("class", style.replace("text-align:", "align-"))


def _leaf(
    page: Page, parser: MarkdownIt, token: Token, line: int, kind: Literal["heading", "text"]
) -> str:
    """The text of a heading, paragraph, list item or cell, in both languages."""
    children = token.children or []
    english = _inline(page, parser, children, line)
    key, sources = _key(token)
    if not is_prose(key):
        return english
    thai = page.words.of(page.name, key)
    page.texts.append(Text(kind, key, thai, line))
    if thai is None:
        return english
    text = PLACEHOLDER.sub(lambda mark: sources[mark[0]], thai)
    translated = parser.parseInline(text)[0].children or []
    return both(english, _inline(page, parser, translated, line, is_translation=True))


def _key(token: Token) -> tuple[str, dict[str, str]]:
    """A text with its components numbered, and what each number stands for."""
    text, at = "", 0
    sources: dict[str, str] = {}
    opened: list[int] = []
    count = 0
    for child in token.children or []:
        if child.type != "component":
            continue
        tag: Tag = child.meta["tag"]
        if tag.is_close:
            mark = f"{{/{opened.pop()}}}"
        else:
            count += 1
            mark = f"{{{count}}}"
            if not tag.is_void:
                opened.append(count)
        start = token.content.index(tag.source, at)
        text += token.content[at:start] + mark
        at = start + len(tag.source)
        sources[mark] = tag.source
    return normal(text + token.content[at:]), sources


def _inline(
    page: Page,
    parser: MarkdownIt,
    children: list[Token],
    line: int,
    *,
    is_translation: bool = False,
) -> str:
    parts: list[str] = []
    open_tags: list[Use] = []
    renderer = cast(RendererHTML, parser.renderer)
    for child in children:
        if child.type == "component":
            check_tag(child.meta["tag"], line, page.error)
            parts.append(_component(page, child, line, open_tags, is_translation=is_translation))
        else:
            if child.type == "softbreak":
                line += 1
            if child.type == "link_open":
                _link(page, child, line)
            parts.append(renderer.renderInline([child], parser.options, {}))
    if open_tags:
        raise page.error(open_tags[-1].line, f"<{open_tags[-1].tag.name}> is not closed")
    return "".join(parts)


def _link(page: Page, token: Token, line: int) -> None:
    """Links to other pages are told apart: the client gives them what is being looked at."""
    href = str(token.attrs.get("href", ""))
    if re.match(r"[a-z]+:", href):
        token.attrSet("rel", "noopener noreferrer")
    elif not href.startswith("#"):
        target = re.sub(r"\.(html|md)$", "", href.strip("/"))
        page.links.append(Link(target, line))
        token.attrSet("href", PAGE_LINK + target)
        token.attrSet("data-page-link", "")


def fill_page_links(body: str, hrefs: dict[str, str]) -> str:
    """A body with the files of the pages that it links to; without one the text is no link."""

    def href(found: re.Match[str]) -> str:
        file = hrefs.get(html.unescape(found[1]))
        return f' href="{html.escape(file)}"' if file else ""

    return re.sub(rf' href="{PAGE_LINK}([^"]*)"', href, body)


def _component(
    page: Page,
    token: Token,
    line: int,
    open_tags: list[Use],
    *,
    is_translation: bool = False,
) -> str:
    tag: Tag = token.meta["tag"]
    component = COMPONENTS[tag.name]
    if tag.is_close:
        if not open_tags or open_tags[-1].tag.name != tag.name:
            raise page.error(line, f"</{tag.name}> closes nothing")
        open_tags.pop()
    else:
        use = Use(tag, line, open_tags[-1].tag if open_tags else None)
        if not is_translation:
            page.uses.append(use)
        around = open_tags[-1].tag.name if open_tags else ""
        if component.inside and around != component.inside:
            raise page.error(line, f"<{tag.name}> stands in <{component.inside}>, and nowhere else")
        held = COMPONENTS[around].holds if around else ()
        if held and tag.name not in held:
            known = " and ".join(f"<{name}>" for name in held)
            raise page.error(line, f"<{around}> encloses {known} tags, and no <{tag.name}>")
        if component.kind == "container" or (component.holds and not tag.is_void):
            if tag.is_void:
                raise page.error(
                    line, f"<{tag.name}> encloses something: write </{tag.name}> after it"
                )
            open_tags.append(use)
        elif not tag.is_void:
            raise page.error(line, f"<{tag.name}> encloses nothing: write <{tag.name} …/>")
    return render_tag(tag, token.block, page.say)


def _add_query(page: Page, token: Token, line: int) -> None:
    words = token.info.split()
    if words[:1] != ["sql"]:
        raise page.error(line, "a page shows no code; a query is a fence with ```sql and a name")
    is_lazy = words[2:] == ["lazy"]
    if len(words) not in (2, 3) or not words[1].isidentifier() or (words[2:] and not is_lazy):
        raise page.error(line, "a query needs a name: ```sql daily, or ```sql daily lazy")
    if words[1] in page.queries:
        raise page.error(line, f"there are two queries {words[1]}")
    try:
        sql, needed = bind(token.content, [page.parameter] if page.parameter else [])
    except ParameterError as error:
        raise page.error(line, f"query {words[1]}: {error}") from None
    page.queries[words[1]] = Query(words[1], sql, line, is_lazy, needed)
