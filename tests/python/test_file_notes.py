"""What Data health tells of a file beside its rows: no content of a file can break the build."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
from commands import run
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of

MODELS = ("stg_talad__files", "int_files__notes", "fct_export_file_notes", "rpt_data_health__notes")


def with_columns(*extra: str) -> str:
    header, *rows = rows_of(FIXTURES / "sheets/budgets.csv")
    return csv_text([[*header, *extra], *([*row, *("1" for _ in extra)] for row in rows)])


def test_files_of_one_name_and_headers_that_come_twice_have_their_notes(tmp_path: Path) -> None:
    """A seller saves a new sheet over the old one: raw, and so the ledger, holds both."""
    shop = Shop(tmp_path)
    for extra in (("Remarks", "Remarks"), ("Remarks", "Owner", "Remarks")):
        shop.put("budgets.csv", with_columns(*extra))
        (row,) = shop.ingest().new
        assert json.loads(row.unknown_headers) == list(dict.fromkeys(extra))
    environment = shop.settings.environment()
    # Without tests that look at tables that were not made.
    only = ["-s", *MODELS, "--exclude-resource-type", "unit_test", "--indirect-selection=cautious"]
    run("dbt", "build", *only, environment=environment)
    with duckdb.connect(str(shop.settings.warehouse), read_only=True) as con:
        notes = con.execute(
            """select file_name, count(distinct file_sha256), list(noted order by noted)
            from reports.rpt_data_health__notes group by file_name"""
        ).fetchall()
    assert notes == [("budgets.csv", 2, ["Owner", "Remarks", "Remarks"])]
