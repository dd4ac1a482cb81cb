"""The names that dbt gives to Jinja, for sqlfluff, which reads the models without dbt.

A function of dbt's becomes a call of the same name: enough for the shape of the SQL, which is all
that a lint looks at. `var` is read from dbt_project.yml; `ref`, `source` and `return` are
sqlfluff's own.
"""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

_PROJECT = yaml.safe_load((Path(__file__).resolve().parents[2] / "dbt_project.yml").read_text())


class _Calls:
    """Whatever is asked of it is a function, written down as a call of that name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments: _call(name, *arguments)


def _call(name: str, *arguments: Any) -> str:
    flat = [
        a
        for argument in arguments
        for a in (argument if isinstance(argument, list) else [argument])
    ]
    return f"{name}({', '.join(str(a) for a in flat)})"


class _Dbt(_Calls):
    def type_string(self) -> str:
        return "varchar"

    def datediff(self, first: str, second: str, part: str) -> str:
        return _call("datediff", f"'{part}'", first, second)

    def dateadd(self, part: str, count: str, day: str) -> str:
        return _call("dateadd", f"'{part}'", count, day)

    def date_trunc(self, part: str, day: str) -> str:
        return _call("date_trunc", f"'{part}'", day)


def var(name: str) -> Any:
    return _PROJECT["vars"][name]


class _Adapter:
    def dispatch(self, name: str) -> Any:
        if name == "date_spine":  # a query, where the others are expressions
            return lambda first, last: f"select date '{first}' as date_day"
        if name == "json_to_rows":
            return lambda relation, keys, column, fields: (
                f"select {', '.join([*keys, *(fields.values() or ['item'])])} from {relation}"
            )
        if name == "split_to_rows":
            return lambda relation, keys, *rest: (
                f"select {', '.join(keys)}, '' as {rest[-1]} from {relation}"
            )
        return getattr(_Calls(), name)


dbt = _Dbt()
adapter = _Adapter()
modules = SimpleNamespace(re=re)
exceptions = _Calls()
execute = False  # what needs the graph is null while a lint reads it, as while dbt parses
