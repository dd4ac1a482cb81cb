"""LINE Official Account: what the Messaging API's insight says, and the seller's own sheet.

An answer of `message/event` is kept per broadcast of the API; broadcasts sent by hand have none,
and only the seller's sheet holds both, with what they cost. Followers and deliveries are asked for
day by day and collected in a file per year; their days are Japan's, two hours ahead. Counts of less
than 20 people are null.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.truth import Row, Truth
from orchestration.simulate.world.broadcasts import Broadcast, friends
from orchestration.simulate.world.chats import chats_a_day
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import write_csv, write_json

FOLDER = "line-oa"
SHEET_COLUMNS = (
    "broadcast_id",
    "sent_at",
    "audience",
    "campaign_id",
    "recipient_count",
    "opened_count",
    "clicked_count",
    "blocked_count",
    "broadcast_cost",
    "currency",
)
TRUTH_COLUMNS = (
    "broadcast_id",
    "request_id",
    "date",
    "audience",
    "recipients",
    "opened",
    "clicked",
    "cost",
)
PEOPLE_TO_TELL = 20  # of fewer people no count is told
_MESSAGES_PER_CHAT = 4
_LINKS = (
    "https://piwsai-skincare.example/line?utm_source=line&utm_medium=broadcast",
    "https://shopee.co.th/piwsai.skincare.official",
)


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """An answer per broadcast, followers and deliveries per year, and the sheet."""
    truth.plant("line_broadcasts.csv", TRUTH_COLUMNS, _truth(shop))
    for broadcast in shop.broadcasts:
        if not broadcast.by_hand:
            name = f"{FOLDER}/message_event_{request_id(shop, broadcast)}.json"
            yield TextFile(name, partial(_write_answer, shop, broadcast))
    for year in range(shop.parameters.start.year, shop.parameters.end.year + 1):
        for kind, answers in (("followers", _followers(shop)), ("deliveries", _deliveries(shop))):
            of_year = [answer for answer in answers if answer["date"].startswith(str(year))]
            write = partial(write_json, content=of_year)
            yield TextFile(f"{FOLDER}/{kind}_{year}.json", write)
    yield TextFile("sheets/line_broadcasts.csv", partial(_write_sheet, shop.broadcasts))


def request_id(shop: Shop, broadcast: Broadcast) -> str:
    """What the API calls the broadcast; empty for one that was sent by hand."""
    if broadcast.by_hand:
        return ""
    draws = Draws(shop.parameters.seed, "line/request")
    high, low = (int(draws.bits(tag, np.array([broadcast.number]))[0]) for tag in ("high", "low"))
    return str(UUID(int=(high << 64) | low, version=4))


def _truth(shop: Shop) -> Iterator[Row]:
    for broadcast in shop.broadcasts:
        yield (
            broadcast.name,
            request_id(shop, broadcast),
            broadcast.sent_at.date().isoformat(),
            broadcast.audience,
            broadcast.recipients,
            broadcast.opened,
            broadcast.clicked,
            text.baht(broadcast.cost_satang),
        )


def _told(people: int) -> int | None:
    return people if people >= PEOPLE_TO_TELL else None


def _write_answer(shop: Shop, broadcast: Broadcast, path: Path) -> None:
    draws = Draws(shop.parameters.seed, f"line/answer/{broadcast.number}")
    bubbles = np.arange(broadcast.bubbles)
    # Whoever opens the chat sees its last bubbles again and again, and not always the first.
    seen = (broadcast.opened * (104 + draws.below("seen", bubbles, 40)) // 100).tolist()
    share = 55 + int(draws.below("first link", np.array([0]), 30)[0])
    first = broadcast.clicked * share // 100
    taps = [first, broadcast.clicked - first // 2]  # some tap both
    at_utc = (broadcast.sent_at - timedelta(hours=7)).replace(tzinfo=UTC)
    content: dict[str, Any] = {
        "overview": {
            "requestId": request_id(shop, broadcast),
            "timestamp": int(at_utc.timestamp()),
            "delivered": broadcast.recipients,
            "uniqueImpression": _told(broadcast.opened),
            "uniqueClick": _told(broadcast.clicked),
            "uniqueMediaPlayed": None,
            "uniqueMediaPlayed100Percent": None,
        },
        "messages": [
            {
                "seq": number + 1,
                "impression": count if _told(broadcast.opened) else None,
                "mediaPlayed": None,
            }
            for number, count in enumerate(seen)
        ],
        "clicks": [
            {
                "seq": min(number + 1, broadcast.bubbles),
                "url": url,
                "click": people * 6 // 5 if _told(people) else None,
                "uniqueClick": _told(people),
                "uniqueClickOfRequest": _told(people),
            }
            for number, (url, people) in enumerate(zip(_LINKS, taps, strict=True))
        ],
    }
    write_json(path, content)


def _followers(shop: Shop) -> list[dict[str, Any]]:
    """The last day has not been counted yet when the seller asks, the morning after."""
    of = friends(shop.parameters)
    told = zip(of.followers.tolist(), of.reachable.tolist(), of.blocks.tolist(), strict=True)
    answers: list[dict[str, Any]] = []
    for day, (followers, reachable, blocks) in enumerate(told):
        answer: dict[str, Any] = {"date": _day(shop, day), "status": "ready"}
        if day and day == shop.parameters.day_count - 1:
            answer["status"] = "unready"
        else:
            answer |= {"followers": followers, "targetedReaches": reachable, "blocks": blocks}
        answers.append(answer)
    return answers


def _deliveries(shop: Shop) -> list[dict[str, Any]]:
    """What was not sent on a day is not in its answer."""
    followers = friends(shop.parameters).followers
    welcomed = np.diff(followers, prepend=followers[0]).tolist()
    staff = (chats_a_day(shop) * _MESSAGES_PER_CHAT).tolist()
    answers: list[dict[str, Any]] = [
        {"date": _day(shop, day), "status": "ready"}
        | {kind: count for kind, count in counts.items() if count}
        for day, counts in enumerate(
            {"welcomeResponse": welcome, "chat": chat}
            for welcome, chat in zip(welcomed, staff, strict=True)
        )
    ]
    for broadcast in shop.broadcasts:
        day = shop.parameters.index(_in_japan(broadcast.sent_at).date())
        if day < len(answers):
            kind = _kind(broadcast)
            answers[day][kind] = answers[day].get(kind, 0) + broadcast.recipients
    return answers


def _kind(broadcast: Broadcast) -> str:
    if broadcast.by_hand:
        return "broadcast"
    return "apiBroadcast" if broadcast.audience == "all" else "apiNarrowcast"


def _in_japan(moment: datetime) -> datetime:
    return moment + timedelta(hours=2)


def _day(shop: Shop, day: int) -> str:
    return f"{shop.parameters.day(day):%Y%m%d}"


def _write_sheet(broadcasts: Sequence[Broadcast], path: Path) -> None:
    write_csv(
        path,
        SHEET_COLUMNS,
        [
            [
                broadcast.name,
                broadcast.sent_at.isoformat(sep=" "),
                broadcast.audience,
                "",
                broadcast.recipients,
                "" if _told(broadcast.opened) is None else broadcast.opened,
                "" if _told(broadcast.clicked) is None else broadcast.clicked,
                broadcast.blocked,
                text.baht(broadcast.cost_satang),
                "THB",
            ]
            for broadcast in broadcasts
        ],
    )
