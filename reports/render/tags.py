"""Component tags in markdown: `<BigValue metric=gmv/>`, `<Grid cols=4>` … `</Grid>`.

A plugin for markdown-it: a tag alone on its line is a block, one within a line is inline. Raw HTML
is switched off, so what is no component is text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reports.render.components import COMPONENTS
from reports.render.errors import nearest

_TAG = re.compile(
    r"""<(?P<close>/)?(?P<name>[A-Z]\w*)(?P<attributes>(?:\s+\w+(?:=(?:"[^"]*"|\{[^}]*\}|[^\s"{}/>]+))?)*)\s*(?P<self>/)?>"""
)
_ATTRIBUTE = re.compile(r'(\w+)(?:=(?:"([^"]*)"|\{([^}]*)\}|([^\s"{}/>]+)))?')

Complain = Callable[[int, str], Exception]


@dataclass(frozen=True)
class Tag:
    """One tag as written."""

    name: str
    attributes: dict[str, str]
    is_close: bool
    is_void: bool  # <Name/>
    source: str = ""


def parse_tag(text: str, start: int = 0) -> tuple[Tag, int] | None:
    """The tag at `start`, and where it ends."""
    found = _TAG.match(text, start)
    if not found:
        return None
    attributes = {
        name: next((v for v in values if v), "")
        for name, *values in _ATTRIBUTE.findall(found["attributes"])
    }
    tag = Tag(found["name"], attributes, bool(found["close"]), bool(found["self"]), found[0])
    return tag, found.end()


def check_tag(tag: Tag, line: int, complain: Complain) -> None:
    """Refuse a component or an attribute that does not exist, with the nearest that does."""
    component = COMPONENTS.get(tag.name)
    if component is None:
        raise complain(line, f"there is no component <{tag.name}>{nearest(tag.name, COMPONENTS)}")
    if tag.is_close:
        return
    for name, value in tag.attributes.items():
        if name not in component.attributes:
            hint = nearest(name, component.attributes)
            raise complain(line, f"<{tag.name}> has no attribute {name}{hint}")
        kind = component.attributes[name]
        if isinstance(kind, tuple) and value not in kind:
            raise complain(line, f"<{tag.name}> has no {name} {value}{nearest(value, kind)}")
        if kind == "number" and not value.isdecimal():
            raise complain(line, f"<{tag.name}> needs a whole number as its {name}, not {value}")
    for name in component.required:
        if name not in tag.attributes:
            raise complain(line, f"<{tag.name}> needs the attribute {name}")
    if component.one_of and not any(tag.attributes.keys() >= set(s) for s in component.one_of):
        wanted = ", or ".join(" and ".join(names) for names in component.one_of)
        raise complain(line, f"<{tag.name}> needs {wanted}")


def component_plugin(md: MarkdownIt, first_line: int, complain: Complain) -> None:
    """Teach a parser the tags. `first_line` is the line of the page that its text begins on."""

    def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[start] + state.tShift[start]
        if not re.match(
            r"</?[A-Z]", state.src[begin : begin + 2] + state.src[begin + 2 : begin + 3]
        ):
            return False
        parsed = parse_tag(state.src, begin)
        if parsed is None:
            return False
        tag, stop = parsed
        last = start
        while last < end - 1 and state.eMarks[last] < stop:
            last += 1
        if state.src[stop : state.eMarks[last]].strip():
            return False  # text follows: the tag is inline
        component = COMPONENTS.get(tag.name)
        if component is not None and component.kind == "inline":
            return False
        if silent:
            return True
        check_tag(tag, first_line + start, complain)
        _push(state, tag, is_block=True, line=first_line + start)
        state.line = last + 1
        return True

    def inline(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "<":
            return False
        parsed = parse_tag(state.src, state.pos)
        if parsed is None:
            return False
        tag, stop = parsed
        if not silent:
            # An inline token does not know its line: the block around it does, and tells it later.
            _push(state, tag, is_block=False, line=0)
        state.pos = stop
        return True

    md.block.ruler.before("paragraph", "component", block, {"alt": ["paragraph", "list"]})
    md.inline.ruler.before("html_inline", "component", inline)


def _push(state: StateBlock | StateInline, tag: Tag, *, is_block: bool, line: int) -> None:
    nesting = -1 if tag.is_close else 0 if tag.is_void else 1
    if nesting < 0 and state.level == 0:
        nesting = 0  # it closes nothing, which is told with its line when the page is put together
    token: Token = state.push("component", "", nesting)  # type: ignore[arg-type]
    token.meta = {"tag": tag, "line": line}
    token.block = is_block


def render_tag(tag: Tag, is_block: bool, say: Callable[[str], str]) -> str:
    """The place of a component in the page: the client fills it, unless it is layout alone.

    `say` gives a text in both languages.
    """
    element = "div" if is_block else "span"
    if tag.is_close:
        return "</details>" if tag.name == "Details" else f"</{element}>"
    name = tag.name.lower()
    if tag.name == "Grid":
        columns = int(tag.attributes.get("cols", "3"))
        return f'<div class="grid" data-cols="{columns}">'
    if tag.name == "Details":
        return f'<details class="details"><summary>{say(tag.attributes["title"])}</summary>'
    if tag.name == "Alert":
        return f'<div class="alert {tag.attributes.get("status", "info")}" role="note">'
    if tag.name == "Entity":
        return entity_mark(tag.attributes.get("column", ""))
    attributes = html.escape(json.dumps(tag.attributes, ensure_ascii=False))
    opening = (
        f'<{element} class="component {name}" data-component="{tag.name}" '
        f'data-attributes="{attributes}">'
    )
    heading = tag.attributes.get("title") if is_block and name not in _OWN_TITLE else None
    title = f'<h3 class="component-title">{say(heading)}</h3>' if heading else ""
    return f"{opening}{title}</{element}>" if tag.is_void else f"{opening}{title}"


# Those whose title is a part of what they draw.
_OWN_TITLE = {"bigvalue", "breakdown", "buttongroup", "dropdown", "period"}

# Text of a page is escaped, so that nothing an author writes looks like this element.
_ENTITY_MARK = re.compile(r'<talad-entity column="(\w*)"/>')


def entity_mark(column: str) -> str:
    """Where a page of one entity says what its list has in a column (none: its title)."""
    return f'<talad-entity column="{html.escape(column)}"/>'


def fill_entity_marks(body: str, value: Callable[[str], str]) -> str:
    """A page's body for one entity; values are text and never markup."""
    return _ENTITY_MARK.sub(lambda mark: html.escape(value(mark[1])), body)
