"""The laws of the dbt project, as functions over its manifest: each tells what breaks it.

They are functions, so that a test can show that they would notice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

Manifest = Mapping[str, Any]
Node = Mapping[str, Any]

# Who may read whom (DESIGN: models know only the layer below).
MAY_READ: Mapping[str, set[str]] = {
    "base": {"source"},
    "staging": {"source", "base"},
    "intermediate": {"staging", "intermediate", "seed"},
    "marts": {"intermediate", "seed"},
    "reports": {"marts", "reports"},
    "snapshot": {"intermediate"},
}

# What reads further than that, and why. A pair that is not used any more is a breach as well.
EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("int_files__kept_rows", "base"): "counts the rows of whatever reads raw, base models too",
    **{
        (name, "staging"): "ingest's own records: one source, so nothing to unite in between"
        for name in (
            "dim_shops",
            "fct_export_checks",
            "fct_export_files",
            "fct_quarantined_cells",
            "fct_refused_files",
        )
    },
    **{
        (name, "staging"): "ml's own tables: one source, so nothing to unite in between"
        for name in (
            "fct_cluster_segments",
            "fct_customer_clusters",
            "fct_customer_value",
            "fct_next_products",
            "fct_product_rules",
            "fct_recommendation_checks",
            "fct_value_models",
        )
    },
}

GRAIN = re.compile(r"One row per [^.]+\.$")
_STAGED = re.compile(r"""staged\(\s*["'](\w+)["']\s*\)""")
_CLOCKS = re.compile(
    r"\b(?:current_date|current_timestamp|now\s*\(|today\s*\(|getdate\s*\(|sysdate|random\s*\()",
    re.IGNORECASE,
)
# A type or name that only one warehouse knows.
_DIALECT = re.compile(r"\b(?:duckdb|spark|read_parquet|varchar|hugeint)\b", re.IGNORECASE)


def models(manifest: Manifest) -> list[Node]:
    """Every model, by path."""
    nodes = manifest["nodes"].values()
    return sorted((n for n in nodes if n["resource_type"] == "model"), key=lambda n: str(n["path"]))


def layer(node: Node) -> str:
    """The layer of a node: its folder, or what it is where it is no model."""
    if node["resource_type"] != "model":
        return str(node["resource_type"])
    folders = PurePosixPath(node["path"]).parts
    return "base" if "base" in folders else folders[0]


def columns_of(node: Node) -> list[Node]:
    return list(node["columns"].values())


def tests_of(manifest: Manifest, unique_id: str, name: str) -> list[Node]:
    """The generic tests of a kind that are attached to a node."""
    return [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and node.get("attached_node") == unique_id
        and (node.get("test_metadata") or {}).get("name") == name
    ]


# --- layers --------------------------------------------------------------------------------------


def readers_above_their_layer(manifest: Manifest, members: Mapping[str, list[str]]) -> list[str]:
    """Nodes that read what is not directly below them.

    `members` are the unions: a mart may read the staging models that `staged(entity)` lists for it.
    """
    nodes = {**manifest["nodes"], **manifest["sources"]}
    breaches, used = [], set()
    for node in manifest["nodes"].values():
        if layer(node) not in MAY_READ:
            continue
        unions = _STAGED.findall(node.get("raw_code") or "")
        united = {member for entity in unions for member in members[entity]}
        for unique_id in node["depends_on"]["nodes"]:
            read = nodes[unique_id]
            if layer(read) in MAY_READ[layer(node)] or read["name"] in united:
                continue
            if (node["name"], layer(read)) in EXCEPTIONS:
                used.add((node["name"], layer(read)))
                continue
            breaches.append(f"{node['name']} ({layer(node)}) reads {read['name']} ({layer(read)})")
    stale = sorted(EXCEPTIONS.keys() - used)
    return breaches + [f"{name} no longer reads {read}" for name, read in stale]


# --- names ---------------------------------------------------------------------------------------

_NAMES = {
    "base": r"base_{folder}__[a-z0-9_]+",
    "staging": r"stg_{folder}__[a-z0-9_]+",
    "intermediate": r"int_[a-z0-9]+(?:_[a-z0-9]+)*__[a-z0-9_]+|int_reporting_currencies",
    "marts": r"(?:fct|dim)_[a-z0-9_]+",
    "reports": r"rpt_{folder}__[a-z0-9_]+",
}


def ill_named_models(manifest: Manifest) -> list[str]:
    """Models whose name does not follow from their folder."""
    found = []
    for node in models(manifest):
        parts = [part for part in PurePosixPath(node["path"]).parts[:-1] if part != "base"]
        pattern = _NAMES[layer(node)].replace("{folder}", parts[-1])
        if not re.fullmatch(pattern, node["name"]):
            found.append(f"{node['path']} should match {pattern}")
    return found


def ill_named_columns(manifest: Manifest) -> list[str]:
    """Columns of marts and reports whose name and type do not tell the same."""
    found = []
    for node in models(manifest):
        if layer(node) not in ("marts", "reports"):
            continue
        names = {column["name"] for column in columns_of(node)}
        for column in columns_of(node):
            name, kind = column["name"], column["data_type"]
            fits = {
                "boolean": name.startswith(("is_", "has_")),
                "timestamp": name.endswith("_at"),
                "date": name.endswith("_date") or name == "date_day",
                "decimal(18, 4)": name.endswith("_amount"),
            }
            if not fits.get(kind, True):
                found.append(f"{node['name']}.{name} is a {kind}")
            if name.endswith("_amount") and not names & {"currency", "world_id"}:
                found.append(f"{node['name']}.{name} has no currency beside it")
    return found


# --- YAML ----------------------------------------------------------------------------------------


def misplaced_yaml(manifest: Manifest) -> list[str]:
    """Models whose YAML is not the file of their name beside them."""
    found = []
    for node in models(manifest):
        said = str(node["patch_path"] or "").split("://")[-1]
        wanted = str(PurePosixPath(node["original_file_path"]).with_suffix(".yml"))
        if said != wanted:
            found.append(f"{node['name']} is described in {said or 'no file'}, not in {wanted}")
    files = Counter(str(node["patch_path"]) for node in models(manifest))
    return found + [f"{path} describes {n} models" for path, n in files.items() if n > 1]


def ill_described(nodes: Iterable[Node]) -> list[str]:
    """What lacks a description, a grain sentence at its end, or shares a column's description."""
    found = []
    for node in nodes:
        name, text = node["name"], " ".join(node["description"].split())
        if not text:
            found.append(f"{name} has no description")
        elif not GRAIN.search(text):
            found.append(f"{name}: the description does not end with its grain: {text[-60:]}")
        if not node["columns"]:
            found.append(f"{name} describes no column")
        said: dict[str, str] = {}
        for column in columns_of(node):
            description = " ".join(column["description"].split())
            if not description:
                found.append(f"{name}.{column['name']} has no description")
            elif description in said:
                alike = f"{said[description]} and {column['name']}"
                found.append(f"{name}: {alike} are described alike")
            said[description] = column["name"]
    return found


def unlike_siblings(manifest: Manifest, members: Mapping[str, list[str]]) -> list[str]:
    """Staging models of an entity that do not end in the same columns in the same order."""
    by_name = {node["name"]: list(node["columns"]) for node in models(manifest)}
    found = []
    for entity, names in members.items():
        for name in names[1:]:
            if by_name[name] != by_name[names[0]]:
                found.append(f"{entity}: {name} and {names[0]} have different columns")
    return found


# --- contracts, keys, tests ----------------------------------------------------------------------


def without_contract(manifest: Manifest) -> list[str]:
    """Models of marts and reports whose columns are not promised, each with its type."""
    found = []
    for node in models(manifest):
        if layer(node) in ("marts", "reports"):
            if not node["config"]["contract"]["enforced"]:
                found.append(f"{node['name']} has no contract")
            found += [
                f"{node['name']}.{column['name']} has no type"
                for column in columns_of(node)
                if not column["data_type"]
            ]
    return found


def without_key(manifest: Manifest) -> list[str]:
    """Models, seeds and snapshots whose key is not tested."""
    kinds = ("model", "seed", "snapshot")
    return [
        node["name"]
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in kinds and not tests_of(manifest, unique_id, "key")
    ]


# The column of a fact, and the model whose key it is.
RELATED = {
    "channel_id": "dim_channels",
    "customer_key": "dim_customers",
    "order_key": "fct_orders",
    "product_key": "dim_products",
    "seller_key": "dim_sellers",
    "shop_id": "dim_shops",
}


def without_relationship(manifest: Manifest) -> list[str]:
    """Columns of facts that point at a dimension, untested."""
    found = []
    for node in models(manifest):
        if not node["name"].startswith("fct_"):
            continue
        tested = {
            test["test_metadata"]["kwargs"]["column_name"]
            for test in tests_of(manifest, node["unique_id"], "relationships")
        }
        found += [
            f"{node['name']}.{column} is not tested against {target}"
            for column, target in RELATED.items()
            if column in node["columns"] and column not in tested and node["name"] != target
        ]
    return found


# A refused file was recognised as no platform's, so it belongs to no shop either.
NOBODYS = {"fct_refused_files"}

# What is learnt of all of a shop's customers and baskets at once is no single platform's.
OF_ALL_PLATFORMS = {
    "fct_acquisition_monthly",  # a month that wins nobody leaves shared marketing to no platform
    "fct_cluster_segments",
    "fct_product_rules",
    "fct_recommendation_checks",
    "fct_value_models",
}


def facts_of_no_shop(manifest: Manifest) -> list[str]:
    """Facts that do not carry platform and shop, filled on every row."""
    found = []
    for node in models(manifest):
        if node["name"].startswith("fct_") and node["name"] not in NOBODYS:
            of_all = node["name"] in OF_ALL_PLATFORMS
            for name in ("shop_id", "world_id") if of_all else ("platform", "shop_id"):
                column = node["columns"].get(name, {})
                if {"type": "not_null"} not in [
                    {"type": c["type"]} for c in column.get("constraints", [])
                ]:
                    found.append(f"{node['name']} does not promise {name}")
    return found


def lenient_tests(manifest: Manifest) -> list[str]:
    """Tests that warn, that pass with failures, or that look at a part of the rows."""
    found = []
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test":
            config = node["config"]
            strict = (
                config["severity"].lower() == "error"
                and config["error_if"] == "!= 0"
                and config["where"] is None
                and config["limit"] is None
            )
            if not strict:
                found.append(node["name"])
    return found + [node["name"] for group in manifest["disabled"].values() for node in group]


# --- what models may not say ---------------------------------------------------------------------


def dialects_and_clocks(manifest: Manifest) -> list[str]:
    """Models that name a warehouse, or whose rows depend on when they are built."""
    found = []
    for node in models(manifest):
        for pattern in (_DIALECT, _CLOCKS):
            said = pattern.search(node["raw_code"])
            if said:
                found.append(f"{node['name']} says {said.group()}")
    return found


# --- pages ---------------------------------------------------------------------------------------


def open_loops(manifest: Manifest, pages: Mapping[str, str]) -> list[str]:
    """Breaks in page -> tables -> exposure. `pages` are the texts of the pages by name."""
    exposures = {node["name"]: node for node in manifest["exposures"].values()}
    tables = {node["name"] for node in models(manifest) if layer(node) == "reports"}
    shown: Counter[str] = Counter()
    found = []
    for name, exposure in exposures.items():
        read = {unique_id.split(".")[-1] for unique_id in exposure["depends_on"]["nodes"]}
        shown.update(read)
        found += [f"exposure {name} reads {table}" for table in sorted(read - tables)]
        if not exposure["description"].strip():
            found.append(f"exposure {name} has no description")
        if name not in pages:
            found.append(f"exposure {name} has no page")
            continue
        used = set(re.findall(r"\brpt_\w+", pages[name]))
        if used != read:
            found.append(f"page {name} and its exposure differ in {sorted(used ^ read)}")
    found += [f"page {name} has no exposure" for name in sorted(set(pages) - set(exposures))]
    often = [table for table in sorted(tables) if shown[table] != 1]
    return found + [f"{table} is on {shown[table]} pages" for table in often]
