"""Thai beside English: reports/i18n/th.yml maps each English text to its Thai.

English stands in the pages, the metrics and the client. Prose with components in it is looked up
with {1}, {2} … in their place, and {3} … {/3} around what one encloses, so that the Thai sentence
may have another order. A text without Thai is shown in English.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # in C: 10 x faster
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from reports.render.errors import SiteError

# Words of th.yml that browsers break in the middle, told by Intl.Segmenter.
LOAN_WORDS = (
    "ออเดอร์",
    "บรอดแคสต์",
    "แอฟฟิลิเอต",
    "เอเจนซี",
    "คอมมิชชัน",
    "คอนเทนต์",
    "เมทริกซ์",
    "เซกเมนต์",
    "ไคสแควร์",
    "เปอร์เซ็นไทล์",
    "แอดมิน",
    "ลีด",
    "ดีล",
)
_LOAN_WORD_OR_TAG = re.compile(rf"<[^>]*>|({'|'.join(LOAN_WORDS)})")

_CODE = re.compile(r"`([^`]+)`")
PLACEHOLDER = re.compile(r"\{/?(\d+)\}")
COMMON = ("ui", "dimensions", "metrics", "values")


Section = Mapping[str, str]


class WordsError(SiteError):
    """The translations cannot be used; the message is one line: file, place, what is wrong."""


@dataclass(frozen=True)
class Words:
    """All translations, by section."""

    common: Mapping[str, Section] = field(default_factory=dict)
    pages: Mapping[str, Section] = field(default_factory=dict)

    def of(self, page: str, english: str) -> str | None:
        """The Thai of a text of a page: the page's own, else the common one."""
        key = normal(english)
        for section in (self.pages.get(page, {}), *self.common.values()):
            if key in section:
                return section[key]
        return None

    def say(self, page: str, english: str) -> str:
        """A plain text as HTML in both languages; what stands between backticks is code."""
        thai = self.of(page, english)
        return both(_coded(english), None if thai is None else _coded(thai))


def _coded(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", html.escape(text))


def load(path: Path) -> Words:
    """Read the translations; none where there is no file."""
    if not path.exists():
        return Words()
    try:
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise WordsError(f"{_place(path)}{where}: this is not YAML") from None
    if not isinstance(said, dict):
        raise WordsError(f"{_place(path)}: sections are expected: {', '.join(COMMON)}, pages")
    for name in said:
        if name not in (*COMMON, "pages"):
            raise WordsError(f"{_place(path)}: there is no section {name}")
    common = {name: _section(path, name, said.get(name) or {}) for name in COMMON}
    pages = {
        str(page): _section(path, f"pages: {page}", texts or {})
        for page, texts in (said.get("pages") or {}).items()
    }
    return Words(common, pages)


def _place(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _section(path: Path, name: str, said: Any) -> Section:
    if not isinstance(said, dict):
        raise WordsError(f"{_place(path)}, {name}: English: Thai is expected on each line")
    section = {}
    for english, thai in said.items():
        if not (isinstance(english, str) and isinstance(thai, str) and thai.strip()):
            raise WordsError(f"{_place(path)}, {name}: {english!r} needs a text in quotes")
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(thai)):
            raise WordsError(
                f"{_place(path)}, {name}: other {{…}} in the Thai than in {english[:60]!r}"
            )
        section[normal(english)] = thai
    return section


def normal(text: str) -> str:
    """A text as it is looked up: where its lines break does not matter."""
    return " ".join(text.split())


def is_prose(text: str) -> bool:
    """Whether there is anything to translate: `{1}, {2}` is the same in all languages."""
    return any(c.isalpha() for c in PLACEHOLDER.sub("", text))


def both(english: str, thai: str | None) -> str:
    """Two renderings of one text; the theme shows that of the page's language."""
    if thai is None or thai == english:
        return english
    thai = _unbroken(thai)
    return (
        f'<span class="words" lang="en">{english}</span><span class="words" lang="th">{thai}</span>'
    )


def _unbroken(thai: str) -> str:
    """Thai has no spaces between words: a browser breaks lines by a dictionary of its own, which
    lacks the loan words of trade and cuts them in two."""
    return _LOAN_WORD_OR_TAG.sub(
        lambda found: f'<span class="whole">{found[1]}</span>' if found[1] else found[0], thai
    )


def plain(text: str) -> str:
    """A text of a page without its placeholders and marks, as it is searched."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", PLACEHOLDER.sub(" ", text))
    return re.sub(r"\s+([.,;:)])", r"\1", normal(re.sub(r"[*`]|\b_|_\b", "", text)))


def dictionary(words: Words, page: str, texts: Iterable[str]) -> dict[str, str]:
    """English -> Thai of the texts that have a Thai."""
    return {
        text: thai
        for text in sorted(set(texts))
        if (thai := words.of(page, text)) is not None and thai != text
    }
