"""What Data health tells of a file beside its rows: no content of a file can break the build."""

from __future__ import annotations

import duckdb
from staged_shop import Staged


def test_files_of_one_name_and_headers_that_come_twice_have_their_notes(
    staged_fixtures: Staged,
) -> None:
    with duckdb.connect(str(staged_fixtures.warehouse), read_only=True) as con:
        notes = con.execute(
            """select file_name, count(distinct file_sha256), list(noted order by noted)
            from reports.rpt_data_health__notes where file_name like '%plan.csv'
            group by file_name"""
        ).fetchall()
    assert notes == [("shop=notes/plan.csv", 2, ["Owner", "Remarks", "Remarks"])]
