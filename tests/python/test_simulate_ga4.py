"""The simulated shop's GA4 downloads, read back line by line and compared with the truth."""

import csv
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

RULE = "# ----------------------------------------"
LANDING_HEADER = (
    "Date,Landing page,Sessions,Active users,New users,Average engagement time per session"
)
PAGE_HEADER = (
    "Page path and screen class,Views,Active users,Views per active user,"
    "Average engagement time per active user,Event count,Key events,Total revenue"
)


def days_of(path: Path) -> tuple[date, date]:
    found = re.search(r" (\d{8})-(\d{8})$", path.stem)
    assert found
    first, last = (date.fromisoformat(day) for day in found.groups())
    return first, last


@pytest.fixture(scope="module")
def truth(small_exports: Path) -> list[dict[str, str]]:
    path = small_exports / "_truth" / "sessions_daily.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_landing_pages_sum_up_to_the_planted_sessions(
    small_exports: Path, truth: list[dict[str, str]]
) -> None:
    found: dict[str, int] = defaultdict(int)
    paths = sorted((small_exports / "ga4").glob("Landing pages *.csv"))
    assert len(paths) == 9  # quarters of the calendar
    for before, after in pairwise(paths):
        assert days_of(before)[1] + timedelta(days=1) == days_of(after)[0]
    for path in paths:
        first, last = days_of(path)
        lines = path.read_text(encoding="utf-8").split("\n")
        assert [lines[0], lines[4], lines[5]] == [RULE, RULE, ""]
        assert lines[3] == f"# {first:%Y%m%d}-{last:%Y%m%d}"
        assert lines[6] == LANDING_HEADER
        total, *rows = csv.reader(line for line in lines[7:] if line)
        assert [*total[:2], total[6]] == ["", "", "Grand total"]
        assert int(total[2]) == sum(int(row[2]) for row in rows)
        assert int(total[3]) < sum(int(row[3]) for row in rows)  # people come again
        for day, page, sessions, people, new, _ in rows:
            assert f"{first:%Y%m%d}" <= day <= f"{last:%Y%m%d}"
            assert page.startswith("/") or page == "(not set)"
            assert 0 <= int(new) <= int(people) <= int(sessions)
            found[date.fromisoformat(day).isoformat()] += int(sessions)
    planted: dict[str, int] = defaultdict(int)
    for row in truth:
        planted[row["date"]] += int(row["sessions"])
    assert {day: count for day, count in planted.items() if count} == found


def test_paid_sessions_follow_the_flights(small_exports: Path, truth: list[dict[str, str]]) -> None:
    spend: dict[tuple[str, str], float] = {}
    path = small_exports / "_truth" / "channel_effects.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spend[row["channel"], row["date"]] = float(row["spend_planned"])
    content = json.loads((small_exports / "_truth" / "simulation.json").read_text())
    for source in content["marketing"]["sessions"]:
        if source["thb_per_visit"] is None:
            continue
        of = [row for row in truth if row["channel"] == source["channel"]]
        paid = sum(spend[source["channel"], row["date"]] for row in of)
        visits = sum(int(row["sessions"]) for row in of)
        assert paid / visits == pytest.approx(float(source["thb_per_visit"]), rel=0.15)
        off = [row for row in of if spend[source["channel"], row["date"]] == 0]
        assert len(off) > 50 and not any(int(row["sessions"]) for row in off)


def test_pages_have_a_total_without_a_label_and_a_second_section(small_exports: Path) -> None:
    paths = list((small_exports / "ga4").glob("Pages *.csv"))
    assert len(paths) == 9
    for path in paths:
        first, last = days_of(path)
        content = path.read_text(encoding="utf-8")
        dates = f"# Start date: {first:%Y%m%d}\n# End date: {last:%Y%m%d}\n\n"
        assert content.count(dates) == 2
        pages, countries = (part.strip().split("\n") for part in content.split(dates)[1:])
        assert pages[0] == PAGE_HEADER and countries[0] == "Country,Active users,New users"
        total, *rows = csv.reader(line for line in pages[1:] if line and line[0] != "#")
        assert total[0] == ""
        for place in (1, 5, 6):
            assert int(total[place]) == sum(int(row[place]) for row in rows)
        assert all(int(row[1]) <= int(row[5]) for row in rows)
        assert max(int(row[2]) for row in rows) <= int(total[2]) < sum(int(r[2]) for r in rows)
