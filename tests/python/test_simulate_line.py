"""LINE in the simulated shop: answers of the Messaging API, the broadcasts' and the chats' sheet,
read back with other readers and compared with the truth."""

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.world.chats import MOST_A_DAY, chats_a_day
from orchestration.simulate.world.shop import open_shop

BANGKOK, JAPAN = timedelta(hours=7), timedelta(hours=9)
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def exports(two_years_exports: Path) -> Path:
    return two_years_exports


@pytest.fixture(scope="module")
def broadcasts(exports: Path) -> list[Row]:
    return rows(exports / "_truth" / "line_broadcasts.csv")


@pytest.fixture(scope="module")
def answers(exports: Path) -> dict[str, dict[str, Any]]:
    """What `message/event` answered, by the id that was asked for."""
    found = {}
    for path in (exports / "line-oa").glob("message_event_*.json"):
        answer = json.loads(path.read_text(encoding="utf-8"))
        assert path.stem.removeprefix("message_event_") == answer["overview"]["requestId"]
        found[answer["overview"]["requestId"]] = answer
    return found


def test_the_sheet_has_all_broadcasts_and_the_api_its_own(
    exports: Path, broadcasts: list[Row], answers: dict[str, dict[str, Any]]
) -> None:
    sheet = rows(exports / "sheets" / "line_broadcasts.csv")
    assert 70 < len(sheet) == len(broadcasts) < 150
    assert ",".join(sheet[0]) == (
        "broadcast_id,sent_at,audience,campaign_id,recipient_count,opened_count,clicked_count,"
        "blocked_count,broadcast_cost,currency"
    )
    by_hand = Counter(row["date"][:7] for row in broadcasts if not row["request_id"])
    assert by_hand and set(by_hand.values()) == {1}
    assert {row["request_id"] for row in broadcasts if row["request_id"]} == answers.keys()
    assert len({row["broadcast_id"] for row in sheet}) == len(sheet)
    for row, truth in zip(sheet, broadcasts, strict=True):
        assert re.fullmatch(r"B-\d{4}-\d\d", row["broadcast_id"])
        assert row["broadcast_id"] == truth["broadcast_id"]
        assert row["sent_at"][:10] == truth["date"] and row["audience"] == truth["audience"]
        assert row["recipient_count"] == truth["recipients"]
        assert Decimal(row["broadcast_cost"]) == Decimal(truth["cost"])
        for cell, count in (("opened_count", "opened"), ("clicked_count", "clicked")):
            assert row[cell] == (truth[count] if int(truth[count]) >= 20 else "")
        if not truth["request_id"]:
            continue
        overview = answers[truth["request_id"]]["overview"]
        sent_at = datetime.fromtimestamp(overview["timestamp"], UTC) + BANGKOK
        assert sent_at.replace(tzinfo=None) == datetime.fromisoformat(row["sent_at"])
        assert overview["delivered"] == int(truth["recipients"])


def test_of_fewer_than_20_people_nothing_is_told(
    broadcasts: list[Row], answers: dict[str, dict[str, Any]]
) -> None:
    told = Counter[bool]()
    for truth in broadcasts:
        if truth["request_id"]:
            answer = answers[truth["request_id"]]
            for key, count in (("uniqueImpression", "opened"), ("uniqueClick", "clicked")):
                people = int(truth[count])
                told[people >= 20] += 1
                assert answer["overview"][key] == (people if people >= 20 else None)
            for link in answer["clicks"]:
                assert link["uniqueClick"] is None or 20 <= link["uniqueClick"] <= link["click"]
            assert 1 <= len(answer["messages"]) <= 5
    assert told[True] and told[False]


def test_days_of_line_are_japans(exports: Path, broadcasts: list[Row]) -> None:
    delivered: dict[str, int] = defaultdict(int)
    kinds: set[str] = set()
    for path in (exports / "line-oa").glob("deliveries_*.json"):
        for answer in json.loads(path.read_text(encoding="utf-8")):
            sent = answer.keys() & {"broadcast", "apiBroadcast", "apiNarrowcast"}
            kinds |= answer.keys()
            delivered[answer["date"]] += sum(answer[kind] for kind in sent)
            assert all(answer[kind] for kind in sent)  # what was not sent is left out
    assert kinds > {"broadcast", "apiBroadcast", "apiNarrowcast", "welcomeResponse", "chat"}
    sheet = rows(exports / "sheets" / "line_broadcasts.csv")
    expected: dict[str, int] = defaultdict(int)
    moved = 0
    for row in sheet:
        at = datetime.fromisoformat(row["sent_at"])
        day = f"{at - BANGKOK + JAPAN:%Y%m%d}"
        moved += day != f"{at:%Y%m%d}"
        expected[day] += int(row["recipient_count"])
    assert moved
    assert {day: count for day, count in delivered.items() if count} == expected


def test_followers_never_decrease_and_the_last_day_is_not_counted_yet(exports: Path) -> None:
    days = [
        answer
        for path in sorted((exports / "line-oa").glob("followers_*.json"))
        for answer in json.loads(path.read_text(encoding="utf-8"))
    ]
    assert [len(days), days[-1]] == [730, {"date": "20261031", "status": "unready"}]
    followers = [day["followers"] for day in days[:-1]]
    assert followers == sorted(followers) and followers[-1] > 1.5 * followers[0]
    assert all(d["targetedReaches"] == d["followers"] - d["blocks"] for d in days[:-1])


def test_chats_are_as_planted_and_sooner_answers_sell_more(exports: Path) -> None:
    chats: dict[str, dict[str, datetime]] = defaultdict(dict)
    for path in (exports / "sheets").glob("chat_events_*.csv"):
        known = set(chats)
        for row in rows(path):
            assert row["conversation_id"] not in known  # a chat is in one file
            assert (row["platform"], row["order_id"]) == ("line", "")
            chats[row["conversation_id"]][row["event_type"]] = datetime.fromisoformat(
                row["event_at"]
            )
    found: Counter[tuple[str, str]] = Counter()
    quoted: Counter[str] = Counter()
    ordered: Counter[str] = Counter()
    for steps in chats.values():
        assert list(steps) == sorted(steps, key=lambda step: steps[step])
        wait = steps.get("replied", datetime.max) - steps["started"]
        speed = "later" if wait.total_seconds() > 3_600 else "within the hour"
        speed = "within 10 minutes" if wait.total_seconds() <= 600 else speed
        quoted[speed] += "quoted" in steps
        ordered[speed] += "ordered" in steps
        for step in ("started", "quoted", "ordered", "paid"):
            found[speed, step] += step in steps
    truth: Counter[tuple[str, str]] = Counter()
    for row in rows(exports / "_truth" / "chats_daily.csv"):
        for step in ("started", "quoted", "ordered", "paid"):
            truth[row["first_reply"], step] += int(row[step])
    assert found == truth and len(chats) > 1_000
    content = json.loads((exports / "_truth" / "simulation.json").read_text())
    planted = content["marketing"]["chats"]
    for speed, share in planted["ordered_share_of_quoted"].items():
        assert ordered[speed] / quoted[speed] == pytest.approx(share, abs=0.06)


def test_the_team_writes_down_so_many_chats_a_day_and_no_more() -> None:
    shop = open_shop(Parameters(200.0, 1, DEFAULT_START, DEFAULT_END))
    assert chats_a_day(shop).max() == MOST_A_DAY
