"""`${params.sku}` in a page's SQL: bound when the query runs, never put into its text."""

from __future__ import annotations

import re
from collections.abc import Collection

from reports.render.errors import nearest

_PARTS = re.compile(r"'(?:[^']|'')*'|\$\{[^}]*\}")
_PARAMETER = re.compile(r"\$\{\s*params\.(\w+)\s*\}")


class ParameterError(Exception):
    """A query asks for a parameter that its page does not have."""


def bind(sql: str, known: Collection[str]) -> tuple[str, frozenset[str]]:
    """The SQL with `$sku` for `${params.sku}` or `'${params.sku}'`, and the names it needs."""
    needed: set[str] = set()

    def replaced(found: re.Match[str]) -> str:
        part = found[0]
        inner = part[1:-1] if part.startswith("'") else part
        parameter = _PARAMETER.fullmatch(inner)
        if parameter is None:
            if "${" in inner:
                raise ParameterError(f"{part} is no parameter; write ${{params.name}} and no more")
            return part
        name = parameter[1]
        if name not in known:
            hint = nearest(name, known) or "; only a page like [sku].md has parameters"
            raise ParameterError(f"there is no parameter {name}{hint}")
        needed.add(name)
        return f"${name}"

    return _PARTS.sub(replaced, sql), frozenset(needed)
