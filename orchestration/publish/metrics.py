"""The metrics of models/metrics, for pages: taken from dbt's manifest, so there is one definition.

Each metric's formula becomes a small tree over measures, which the pages' client evaluates:
`{"sum": "gmv_amount"}`, `{"distinct": "customer_count"}`, `{"last": "active_customer_count"}` (a state,
which adds up over customers and not over days: that of the newest day there is up to the period's end;
a measure with a `non_additive_dimension` in dbt's words), a number, or
`{"op": "/", "args": [tree, tree]}` with + - * /. A division by zero or of nothing gives nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

Tree = Any  # a JSON value as described above

_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class MetricError(Exception):
    """A metric's definition cannot be shown on a page; the message is one line."""


def catalogue(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every metric by name: label, description, format, what is better, formula and measures."""
    measures = {
        measure["name"]: _kind(measure)
        for model in manifest["semantic_models"].values()
        for measure in model["measures"]
    }
    metrics = {metric["name"]: metric for metric in manifest["metrics"].values()}
    entries = []
    for name in sorted(metrics):
        metric = metrics[name]
        meta = metric["config"]["meta"]
        formula = _formula(name, metrics, measures)
        entries.append(
            {
                "name": name,
                "label": metric["label"],
                "description": " ".join(metric["description"].split()),
                "format": meta["format"],
                "better": meta["better"],
                "formula": formula,
                "measures": sorted(set(_measures(formula))),
                "defined_in": metric["original_file_path"],
            }
        )
    return entries


def _kind(measure: Mapping[str, Any]) -> str:
    """How a measure is added up, in the pages' words."""
    state = measure.get("non_additive_dimension")
    if measure["agg"] == "sum" and state and state["window_choice"] == "max":
        return "last"
    return {"count_distinct": "distinct"}.get(measure["agg"], str(measure["agg"]))


def _formula(name: str, metrics: Mapping[str, Any], measures: Mapping[str, str]) -> Tree:
    metric = metrics[name]
    params = metric["type_params"]
    if metric["type"] == "simple":
        measure = params["measure"]["name"]
        kind = measures[measure]
        if kind not in ("sum", "distinct", "last"):
            raise MetricError(f"metric {name}: a measure with agg {kind} has no place on a page")
        return {kind: measure}
    if metric["type"] == "ratio":
        parts = (params["numerator"]["name"], params["denominator"]["name"])
        return {"op": "/", "args": [_formula(part, metrics, measures) for part in parts]}
    if metric["type"] == "derived":
        inputs = {
            (used["alias"] or used["name"]): _formula(used["name"], metrics, measures)
            for used in params["metrics"]
        }
        return _expression(name, ast.parse(params["expr"], mode="eval").body, inputs)
    raise MetricError(f"metric {name}: a {metric['type']} metric has no place on a page")


def _expression(name: str, node: ast.expr, inputs: Mapping[str, Tree]) -> Tree:
    match node:
        case ast.Name(id=used) if used in inputs:
            return inputs[used]
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            arguments = [_expression(name, side, inputs) for side in (left, right)]
            return {"op": _OPERATORS[type(op)], "args": arguments}
    raise MetricError(f"metric {name}: its expression is more than numbers, metrics and + - * /")


def _measures(formula: Tree) -> list[str]:
    if not isinstance(formula, dict):
        return []
    if "op" in formula:
        return [measure for part in formula["args"] for measure in _measures(part)]
    return list(formula.values())
