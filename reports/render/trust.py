"""What a site says of the origin of its numbers: assets/trust.js, read at the first opening.

It holds the tables that the pages read and no others: a site for some readers tells nothing of the
rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def trust(publish: Path, tables: Iterable[str]) -> dict[str, Any]:
    """The lineage of some published tables, with the tests and files that they name."""
    path = publish / "lineage.json"
    if not path.exists():
        return {"tables": {}, "tests": {}, "sources": {}}
    whole = json.loads(path.read_text(encoding="utf-8"))
    kept = {name: whole["tables"][name] for name in sorted(set(tables)) if name in whole["tables"]}

    def named(part: str) -> dict[str, Any]:
        ids = sorted({id_ for table in kept.values() for id_ in table[part]})
        return {id_: whole[part][id_] for id_ in ids}

    return {"tables": kept, "tests": named("tests"), "sources": named("sources")}


def trust_script(content: dict[str, Any]) -> bytes:
    """A script, since a page opened from file:// may load nothing else."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.taladTrust={text};\n".encode()
