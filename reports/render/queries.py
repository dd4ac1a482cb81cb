"""A page's SQL over published tables: it filters and orders one table, and that is all (law 9)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from reports.render.errors import nearest

_ALLOWED = {
    "COLUMN_REF",
    "STAR",
    "VALUE_CONSTANT",
    "COMPARE_EQUAL",
    "COMPARE_NOTEQUAL",
    "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN",
    "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_IN",
    "COMPARE_NOT_IN",
    "COMPARE_BETWEEN",
    "CONJUNCTION_AND",
    "CONJUNCTION_OR",
    "OPERATOR_NOT",
    "OPERATOR_IS_NULL",
    "OPERATOR_IS_NOT_NULL",
}


class QueryError(Exception):
    """A query does more than a page's query may, or asks for what is not published."""


class Published:
    """The published tables of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = {path.stem for path in folder.glob("rpt_*.parquet")}
        self._con = duckdb.connect(config={"threads": 1})
        self._loaded: set[str] = set()
        self._checked: dict[str, str] = {}  # its table, by the SQL

    def close(self) -> None:
        self._con.close()

    def fetch(self, sql: str, parameters: Mapping[str, str] | None = None) -> pa.Table:
        """The rows of a page's query; its `$name`s are bound. Raises QueryError."""
        bound = dict(parameters or {})
        self._load(self.source(sql, bound))
        try:
            return self._con.execute(sql, bound).to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(str(error).splitlines()[0]) from None

    def source(self, sql: str, parameters: Mapping[str, str] | None = None) -> str:
        """The table that a page's query reads. Raises QueryError."""
        if sql not in self._checked:
            self._checked[sql] = self._check(sql, parameters or {})
        return self._checked[sql]

    def _load(self, table: str) -> None:
        """A table is read once: hundreds of pages of one kind may ask for some rows each."""
        if table in self._loaded:
            return
        path = str(self.folder / f"{table}.parquet").replace("'", "''")
        self._con.execute(f"create temp table {table} as select * from read_parquet('{path}')")
        self._loaded.add(table)

    def _check(self, sql: str, parameters: Mapping[str, str]) -> str:
        row = self._con.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
        tree = json.loads(row[0]) if row else {}
        if tree.get("error"):
            raise QueryError(f"the SQL cannot be read: {tree.get('error_message')}")
        statements = tree["statements"]
        node = statements[0]["node"] if len(statements) == 1 else {}
        source = node.get("from_table", {})
        if node.get("type") != "SELECT_NODE" or node.get("cte_map", {}).get("map"):
            raise QueryError("a page's query is one plain select")
        if source.get("type") != "BASE_TABLE":
            raise QueryError("a page's query reads one published table, and joins nothing")
        if node.get("group_expressions") or node.get("having") or node.get("qualify"):
            raise QueryError("a page's query does not aggregate; add a rpt_ model")
        for expression in _expressions(node):
            if expression["type"] == "VALUE_PARAMETER" and expression["identifier"] in parameters:
                continue
            if expression["type"] not in _ALLOWED:
                name = expression.get("function_name") or expression["type"].lower()
                raise QueryError(
                    f"a page's query only selects, filters and orders; "
                    f"{name} belongs in a rpt_ model"
                )
        for chosen in node["select_list"]:
            if chosen.get("alias"):
                raise QueryError(f"a page's query renames nothing; {chosen['alias']} is a new name")
        name = str(source["table_name"])
        if name not in self.tables:
            raise QueryError(f"there is no published table {name}{nearest(name, self.tables)}")
        return name


def _expressions(tree: Any) -> Iterator[dict[str, Any]]:
    """Every expression below a node; each has a class."""
    if isinstance(tree, dict):
        if "class" in tree and "type" in tree:
            yield tree
        for value in tree.values():
            yield from _expressions(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _expressions(value)
