"""The shop that the fixture `staged_fixtures` stages: what lies in it besides tests/exports."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest_helpers import FIXTURES, Shop, csv_text, rows_of

COUNTS = "count_date,sku,location,lot_id,quantity_on_hand\n"
BUDGETS = "budget_start_date,budget_end_date,expense_category,budget_amount,currency\n"

# The models that tell of a file beside its rows.
NOTES = ("int_files__notes", "fct_export_file_notes", "rpt_data_health__notes")
NO_PERIOD = "has_a_period_stg_tiktok_ads__gmv_max_creatives_"


@dataclass(frozen=True)
class Staged:
    """What dbt staged of every fixture, and of what shops like these do with their files."""

    warehouse: Path
    saved_again: Path  # the warehouse after each fixture had come once more, in other bytes


def put_at(shop: Shop, day: int, name: str, text: str) -> None:
    """A file that was last changed on a day of July."""
    moment = datetime(2026, 7, day).timestamp()
    os.utime(shop.put(name, text), (moment, moment))


def put_sheets_saved_again(shop: Shop) -> None:
    """A shop that counts its stock and plans its budgets again."""
    again = "shop=again"
    put_at(
        shop,
        1,
        f"{again}/counts.csv",
        COUNTS + "2026-06-30,A,main,L1,5\n2026-06-30,A,main,L2,7\n2026-06-30,B,main,,9\n",
    )
    put_at(shop, 2, f"{again}/counts_recounted.csv", COUNTS + "2026-06-30,A,,L1,6\n")
    put_at(
        shop,
        1,
        f"{again}/budgets.csv",
        BUDGETS + "2026-06-01,2026-06-30,media,100,THB\n2026-12-01,2026-12-31,media,300,THB\n",
    )
    put_at(
        shop,
        2,
        f"{again}/budgets_cut.csv",
        BUDGETS + "2026-06-01,2026-06-30,media,80,THB\n",
    )


def put_sheet_of_two_lives(shop: Shop) -> None:
    """A seller saves a new sheet over the old one: raw, and so the ledger, holds both."""
    header, *rows = rows_of(FIXTURES / "sheets/budgets.csv")
    for extra in (("Remarks", "Remarks"), ("Remarks", "Owner", "Remarks")):
        text = csv_text([[*header, *extra], *([*row, *("1" for _ in extra)] for row in rows)])
        shop.put("shop=notes/plan.csv", text)
        (noted,) = shop.ingest().new
        assert json.loads(noted.unknown_headers) == list(dict.fromkeys(extra))


def put_once_more(shop: Shop, path: Path) -> None:
    """The same data in other bytes, saved later: as Excel or a second download would make it."""
    copy = shop.exports / "again" / path.relative_to(FIXTURES)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(path.read_bytes() + b"\n")
    stat = (shop.exports / path.relative_to(FIXTURES)).stat()
    os.utime(copy, (stat.st_mtime + 60, stat.st_mtime + 60))
