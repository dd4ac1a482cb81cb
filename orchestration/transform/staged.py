"""Writes macros/_project/staged.sql: which staging models feed each union.

dbt has to know a union's members when it parses, and Jinja cannot look into a folder. So the list
is made from the files in models/staging: a platform is in a union when its folder holds the model
`stg_<platform>__<entity>.sql`. Nobody keeps a list by hand, and a test compares.
"""

from __future__ import annotations

import re
from pathlib import Path

from orchestration.files import replace_if_changed
from orchestration.settings import PROJECT

STAGING = PROJECT / "models" / "staging"
MACRO = PROJECT / "macros" / "_project" / "staged.sql"

# Sources of Talad itself: what ingest notes, and what is predicted. No platform is called so.
OWN = ("ml", "talad")

_SOURCE = re.compile(r"""source\(\s*["'](\w+)["']\s*,\s*["'](\w+)["']\s*\)""")


def members(staging: Path = STAGING) -> dict[str, list[str]]:
    """The staging models of each entity that more than the platform itself may feed."""
    found: dict[str, list[str]] = {}
    for path in sorted(staging.glob("*/stg_*__*.sql")):
        platform, _, entity = path.stem.removeprefix("stg_").partition("__")
        if platform not in OWN:
            found.setdefault(entity, []).append(path.stem)
    return found


def readers(staging: Path = STAGING) -> list[tuple[str, str, str]]:
    """(platform, entity, model): which model reads each raw entity, and so decides what is kept."""
    found = []
    for path in sorted(staging.glob("**/*.sql")):
        for platform, entity in _SOURCE.findall(path.read_text()):
            if platform not in OWN:
                found.append((platform, entity, path.stem))
    return sorted(found)


def macro_text() -> str:
    """The macro file as it should be."""
    lines = [
        "{# Written by `talad init` from the files in models/staging: not to be edited. #}",
        "",
        "{# The staging models of an entity, for a union. #}",
        "{% macro staged(entity) -%}",
        "    {{ return({",
    ]
    lines += [f'        "{entity}": {_list(models)},' for entity, models in members().items()]
    lines += [
        "    }[entity]) }}",
        "{%- endmacro %}",
        "",
        "{# (platform, entity, model) of each model that reads raw files. #}",
        "{% macro raw_readers() -%}",
        "    {{ return([",
    ]
    lines += [f'        ("{p}", "{e}", "{model}"),' for p, e, model in readers()]
    lines += ["    ]) }}", "{%- endmacro %}", ""]
    return "\n".join(lines)


def _list(models: list[str]) -> str:
    return "[" + ", ".join(f'"{model}"' for model in models) + "]"


def write() -> bool:
    """Bring the macro up to date; tells whether it changed."""
    return replace_if_changed(MACRO, macro_text().encode())
