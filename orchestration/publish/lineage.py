"""What each published table rests on, for the pages' "About this number".

Everything comes from dbt's manifest, from the last result of each test, and from the published
ledger of files; nothing in it depends on when it was written (law 14).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from orchestration.files import replace_if_changed

LAYERS = ("marts", "intermediate", "staging")
LEDGER = "talad"  # the source that holds what ingest noted of the files themselves
FILES = "rpt_data_health__files"

Manifest = Mapping[str, Any]
Results = dict[str, dict[str, Any]]


def update_test_results(known: Path, run_results: Iterable[Path], manifest: Manifest) -> Results:
    """The last result of each test that there is, kept in `known`.

    A build of a part of the project tells of that part alone, so older results stand until a newer
    one comes; a test that was skipped has none.
    """
    results: Results = _read_json(known)
    for said in (result for path in run_results for result in _read_json(path).get("results", ())):
        if said["unique_id"].startswith("test.") and said["status"] != "skipped":
            failures = said["failures"]
            results[said["unique_id"]] = {"status": said["status"], "failures": failures}
    results = {test: results[test] for test in sorted(results) if test in manifest["nodes"]}
    replace_if_changed(known, _json_bytes(results))
    return results


def lineage(
    manifest: Manifest, results: Results, compiled: Path, files: Path, tables: Iterable[str]
) -> dict[str, Any]:
    """The published tables with their SQL, models, tests and sources; the latter two by id.

    `compiled` is the folder that dbt writes the project's compiled SQL to, `files` the published
    ledger.
    """
    models = {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "reports"
    }
    sources = _sources(files)
    described = {
        name: _table(manifest, models[name], sources, compiled)
        for name in sorted(set(tables) & set(models))
    }
    tests = sorted({test for table in described.values() for test in table["tests"]})
    return {
        "tables": described,
        "tests": {
            test: {
                "name": in_words(manifest["nodes"][test]),
                "path": manifest["nodes"][test]["original_file_path"],
                **results.get(test, {"status": "not run", "failures": None}),
            }
            for test in tests
        },
        "sources": sources,
    }


def write_lineage(target: Path, content: Mapping[str, Any]) -> None:
    replace_if_changed(target, _json_bytes(content))


def in_words(test: Mapping[str, Any]) -> str:
    """What a test claims, as a sentence."""
    if test["description"]:
        return " ".join(test["description"].split())
    metadata = test.get("test_metadata")
    if metadata is None:
        return _sentence(test["name"].removeprefix("assert_").replace("_", " "))
    arguments = metadata["kwargs"]
    column = arguments.get("column_name", "")
    columns = _listed(arguments.get("columns", []))
    model = (test.get("attached_node") or "").rpartition(".")[2]
    claims = {
        "key": f"no two rows have the same {columns}",
        "relationships": f"each {column} is in {_referred(arguments.get('to', ''))}",
        "accepted_values": f"{column} is one of {_listed(arguments.get('values', []), 'or')}",
        "not_null": f"{column} is never missing",
        "unique": f"no two rows have the same {column}",
        "not_negative": f"{columns} never below 0",
        "has_a_period": "each row says from which day to which it goes",
    }
    other = f"{metadata['name'].replace('_', ' ')} {column or columns}".strip()
    return f"{model}: {claims.get(metadata['name'], other)}"


def _table(
    manifest: Manifest, node: Mapping[str, Any], sources: Mapping[str, Any], compiled: Path
) -> dict[str, Any]:
    parents = [parent for parent in manifest["parent_map"][node["unique_id"]] if _is_data(parent)]
    above = _above(manifest, node["unique_id"])
    description, grain = _grain(node["description"])
    path = compiled / manifest["metadata"]["project_name"] / node["original_file_path"]
    return {
        "description": description,
        "grain": grain,
        "path": node["original_file_path"],
        "columns": {
            name: " ".join(column["description"].split())
            for name, column in node["columns"].items()
        },
        "sql": node["raw_code"].strip(),
        "compiled": path.read_text(encoding="utf-8").strip() if path.exists() else None,
        "models": _models(manifest, above, sources),
        "tests": _tests(manifest, {node["unique_id"], *parents}),
        "sources": sorted(set(sources) & {_source(manifest, above_id) for above_id in above}),
        "seeds": sorted(
            manifest["nodes"][above_id]["name"]
            for above_id in above
            if above_id.startswith("seed.")
        ),
        "reads_ledger": any(
            _source(manifest, above_id).startswith(f"{LEDGER}/") for above_id in above
        ),
    }


def _is_data(unique_id: str) -> bool:
    return unique_id.startswith(("model.", "seed.", "snapshot.", "source."))


def _above(manifest: Manifest, unique_id: str) -> list[str]:
    """Everything that a node is made from, directly or not."""
    found: set[str] = set()
    waiting = [unique_id]
    while waiting:
        node = waiting.pop()
        for parent in (*manifest["parent_map"].get(node, ()), *_predicted_from(manifest, node)):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return sorted(found)


def _predicted_from(manifest: Manifest, unique_id: str) -> list[str]:
    """The models that a prediction was made from: dbt knows it as a source, whose meta says so."""
    meta = manifest["sources"].get(unique_id, {}).get("meta") or {}
    return [f"model.{manifest['metadata']['project_name']}.{m}" for m in meta.get("made_from", ())]


def _source(manifest: Manifest, unique_id: str) -> str:
    """platform/entity of a source; nothing for what is none."""
    source = manifest["sources"].get(unique_id)
    return f"{source['source_name']}/{source['name']}" if source else ""


def _models(
    manifest: Manifest, above: Iterable[str], sources: Mapping[str, Any]
) -> dict[str, list[str]]:
    """By layer. Of staging those alone that read a file: the others are empty."""
    layers: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for unique_id in above:
        node = manifest["nodes"].get(unique_id)
        if node is None or node["resource_type"] != "model" or node["schema"] not in layers:
            continue
        if node["schema"] == "staging":
            roots = {_source(manifest, root) for root in _above(manifest, unique_id)}
            if not any(root in sources or root.startswith(f"{LEDGER}/") for root in roots):
                continue
        layers[node["schema"]].append(node["name"])
    return {layer: sorted(names) for layer, names in layers.items()}


def _tests(manifest: Manifest, guarded: set[str]) -> list[str]:
    """The tests of the data in these nodes. Unit tests look at code: they are not among them."""
    found = []
    for unique_id, node in manifest["nodes"].items():
        if node["resource_type"] == "test":
            # A relationship also names the table that it points at, of which it says nothing.
            attached = node.get("attached_node")
            looked_at = {attached} if attached else set(node["depends_on"]["nodes"])
            if guarded & looked_at:
                found.append(unique_id)
    return sorted(found)


def _grain(description: str) -> tuple[str, str]:
    """A model's description ends with its grain sentence (law 7)."""
    text = " ".join(description.split())
    before, found, grain = text.rpartition("One row per ")
    return (before.strip(), found + grain) if found else (text, "")


def _sources(files: Path) -> dict[str, Any]:
    """What each platform's entity has by way of files: how many, how many rows, the newest."""
    with duckdb.connect() as con:
        found = con.execute(
            """select
                platform || '/' || entity,
                count(*),
                sum(rows_landed)::bigint,
                max(period_end_date),
                arg_max(file_name, (coalesce(period_end_date, date '0001-01-01'), file_name))
            from read_parquet(?) group by 1 order by 1""",
            [str(files)],
        ).fetchall()
    return {
        source: {
            "files": count,
            "rows_landed": rows,
            "last_date": last.isoformat() if last else None,
            "last_file": name,
        }
        for source, count, rows, last, name in found
    }


def _listed(names: Iterable[Any], word: str = "and") -> str:
    *before, last = [str(name) for name in names] or [""]
    return f"{', '.join(before)} {word} {last}" if before else last


def _referred(to: str) -> str:
    return to.removeprefix("ref('").removesuffix("')")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _json_bytes(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
