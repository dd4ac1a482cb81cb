"""Writes the table of components in reports/README.md: `python -m reports.render.guide`."""

from __future__ import annotations

from pathlib import Path

from reports.render.components import COMPONENTS, Component

README = Path(__file__).resolve().parents[1] / "README.md"
START, END = "<!-- components -->\n", "<!-- /components -->\n"
_STANDS = {
    "inline": "in a sentence",
    "block": "alone",
    "container": "around others",
}


def table() -> str:
    """Every component with its attributes, as markdown."""
    lines = ["| component | stands | attributes |", "|---|---|---|"]
    for name, component in COMPONENTS.items():
        lines.append(f"| `{name}` | {_stands(component)} | {_attributes(component)} |")
    return "\n".join(lines) + "\n"


def _stands(component: Component) -> str:
    stands = _STANDS[component.kind]
    if component.inside:
        return f"in `{component.inside}`"
    held = ", ".join(f"`{name}`" for name in component.holds)
    return f"{stands}, or around {held}" if held else stands


def _attributes(component: Component) -> str:
    said = []
    for name, kind in component.attributes.items():
        shown = f"**`{name}`**" if name in component.required else f"`{name}`"
        words = kind if isinstance(kind, str) else " or ".join(f"`{word}`" for word in kind)
        said.append(shown if words == name else f"{shown} ({words})")
    sets = "; or ".join(" and ".join(f"`{name}`" for name in names) for names in component.one_of)
    return (", ".join(said) or "none") + (f". Needs {sets}" if sets else "")


def with_table(text: str) -> str:
    """The guide with the table as it should be."""
    before, rest = text.split(START)
    _, after = rest.split(END)
    return before + START + "\n" + table() + "\n" + END + after


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
