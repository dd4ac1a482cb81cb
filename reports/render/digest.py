"""A rendered page as one file: it opens offline, from a mail's attachment or a chat.

The page's data and scripts lie in it compressed; a few lines of script unpack them. Where no script
runs (a preview), the page's tiles stand as text.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.render.data import RARE
from reports.render.figures import Figures
from reports.render.trust import trust

LIMIT = 1_000_000  # bytes; what mails and chats take without a question

_ASKED_FOR = ("assets/xlsx.js",)
_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
_DATA = re.compile(r'<script type="application/json" id="page-data">(.*?)</script>', re.DOTALL)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_LAZY = re.compile(r"\(window\.taladData\?\?=\{\}\)\[[^]]*\]=(.*);\s*", re.DOTALL)
# What leads to other pages: they are not in the file.
_MENU = re.compile(
    r'<nav\b.*?</nav>|<button[^>]*class="menu-button".*?</button>'
    r'|<div class="site-search".*?</div>',
    re.DOTALL,
)
_ELSEWHERE = re.compile(r'<a\b[^>]*href="(?!#|https?:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)

_UNPACK = """
(async () => {
  const unpack = async (place) => {
    const packed = Uint8Array.from(atob(place.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  const places = [...document.querySelectorAll("script[data-packed]")];
  const texts = await Promise.all(places.map(unpack));
  // The page is in sight before the charts are drawn: they are as wide as their places.
  document.documentElement.dataset.unpacked = "";
  for (const [at, place] of places.entries()) {
    const made = document.createElement("script");
    if (place.dataset.packed === "data") {
      made.type = "application/json";
      made.id = place.dataset.id;
    }
    made.textContent = texts[at];
    place.replaceWith(made);
  }
})();
"""

_STYLE = """
html[data-unpacked] .headline { display: none; }
html:not([data-unpacked]) main > :not(h1, .headline) { display: none; }
.headline td { text-align: right; font-variant-numeric: tabular-nums; }
.headline table { max-width: 30rem; }
"""


class DigestError(Exception):
    """The page cannot be one file; the message is one line."""


@dataclass(frozen=True)
class Digest:
    """The file, and the queries whose rows had no room in it."""

    content: bytes
    left_out: list[str]


def digest(site: Path, slug: str, publish: Path, said: Figures | None) -> Digest:
    """The page `slug` of a rendered site as one file. Raises DigestError, OSError.

    Where it would be too big, the largest of the tables that come after the first paint stay out.
    """
    page = (site / f"{slug}.html").read_text(encoding="utf-8")
    found = _DATA.search(page)
    if not found:
        raise DigestError(f"{slug}.html holds no data; run `talad site`")
    data = json.loads(found[1])
    data["words"] = json.loads(_late({"file": data["words"]}, site))
    late = {query: _late(told, site) for query, told in data.get("lazy", {}).items()}
    largest_first = sorted(late, key=lambda query: (-len(late[query]), query))
    for count in range(len(late) + 1):
        left_out = largest_first[:count]
        content = _file(page, site, publish, said, _whole(data, late, left_out))
        if len(content) <= LIMIT:
            return Digest(content, sorted(left_out))
    raise DigestError(
        f"{slug} as one file has {len(content):,} bytes, and {LIMIT:,} are the limit; "
        "name a smaller page with --page"
    )


def _late(told: Mapping[str, Any], site: Path) -> str:
    """What lies in a file of its own, as JSON."""
    path = site / re.sub(r"^(\.\./)+|\?.*$", "", told["file"])
    script = _LAZY.fullmatch(path.read_text(encoding="utf-8"))
    if not script:
        raise DigestError(f"{path.name} is no table of this version; run `talad site`")
    return script[1]


def _whole(data: Mapping[str, Any], late: Mapping[str, str], left_out: list[str]) -> dict[str, Any]:
    """A page's data with the tables that come late, and without links. What is left out has no
    file, and the client says so in its place."""
    there = {query: json.loads(text) for query, text in late.items() if query not in left_out}
    missing = {query: {**data["lazy"][query], "file": ""} for query in left_out}
    return {**data, "tables": {**data["tables"], **there}, "lazy": missing, "links": {}}


def _file(
    page: str, site: Path, publish: Path, said: Figures | None, data: dict[str, Any]
) -> bytes:
    # What a page loads when it is asked for has to be there too: nothing lies beside this file.
    named = [*_SCRIPT.findall(page), *([RARE] if "rare" in data else []), *_ASKED_FOR]
    scripts = [(site / name).read_bytes() for name in named]
    data = {name: told for name, told in data.items() if name != "rare"}
    styles = [(site / name).read_text(encoding="utf-8") for name in _LINK.findall(page)]
    origin = trust(publish, data["sources"].values())

    packed = [
        _packed("data", _json(data), "page-data"),
        _packed("data", _json(origin), "trust-data"),
    ]
    packed += [_packed("script", script) for script in scripts]
    hashes = " ".join(_hash(script) for script in (_UNPACK.encode(), *scripts))
    # The charts write style attributes, so styles cannot be told by their hashes.
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _DATA.sub("", _SCRIPT.sub("", _LINK.sub("", _MENU.sub("", page))))
    page = _ELSEWHERE.sub(r"<span>\1</span>", page)
    page = _POLICY.sub(rf"\g<1>{policy}\g<2>", page)
    style = "".join(f"<style>{text}</style>\n" for text in (*styles, _STYLE))
    page = page.replace("</head>", f"{style}</head>", 1)
    page = page.replace("</h1>", f"</h1>\n{_headline(said)}", 1)
    page = page.replace("</body>", "".join(packed) + f"<script>{_UNPACK}</script>\n</body>", 1)
    return page.encode()


def _headline(said: Figures | None) -> str:
    if said is None:
        return ""
    rows = "".join(
        f'<tr data-metric="{html.escape(tile.metric)}"><th scope="row">{html.escape(tile.label)}'
        f"</th><td>{html.escape(tile.text)}</td></tr>\n"
        for tile in said.tiles
    )
    return (
        f'<section class="headline">\n<p>{html.escape(said.shop)}: {_day(said.start)} to '
        f"{_day(said.end)}. Open this file in a browser for the whole page.</p>\n"
        f"<table>\n{rows}</table>\n</section>\n"
    )


def _day(day: Any) -> str:
    return f"{day.day} {day:%b %Y}"


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(kind: str, content: bytes, name: str = "") -> str:
    """Compressed, the same bytes whenever it is done."""
    text = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    return f'<script type="text/plain" data-packed="{kind}" data-id="{name}">{text}</script>\n'


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
