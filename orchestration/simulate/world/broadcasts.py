"""What the shop sends to its friends on LINE, and what becomes of each message.

A few broadcasts a month, some weeks none; every third goes to a group of friends only. The first of
a month to all friends is sent by hand, in the OA Manager, the others by a tool, through the API.
"""

from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from orchestration.simulate.draws import Draws, Floats, Ints
from orchestration.simulate.parameters import Parameters

# Friends at scale 1: those on the first day, those who come each day, and how many in a thousand
# of all who ever came have blocked the account.
FRIENDS_AT_START = 3_800
FRIENDS_A_DAY = 7.0
BLOCKED_PER_MILLE = 31

BROADCASTS_A_WEEK = (0.28, 0.44, 0.28)  # none, one, two
MESSAGE_SATANG = 6  # each message beyond the plan, and the plan holds none

# Audience, share of the friends, how often, share who open, share of the openers who tap a link.
_AUDIENCES = (
    ("all", 1.00, 0.66, 0.38, 0.075),
    ("members", 0.34, 0.20, 0.57, 0.140),
    ("inactive_90_days", 0.27, 0.14, 0.21, 0.040),
)
AUDIENCES = {
    name: {"share_of_friends": size, "opened_share": opened, "clicked_share_of_opened": clicked}
    for name, size, _, opened, clicked in _AUDIENCES
}
_BLOCK_RATE = 0.0016

# The latest stands on the next day in LINE's own count, which is Japan's.
_SENT_AT = (time(11, 30), time(12, 0), time(18, 0), time(19, 30), time(22, 30))
_SENT_AT_WEIGHTS = (2, 3, 4, 4, 1)

_DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Broadcast:
    """One message to many people."""

    number: int
    name: str  # the seller's own
    day: int
    sent_at: datetime  # shop time
    audience: str
    by_hand: bool
    recipients: int
    opened: int
    clicked: int
    blocked: int  # the account, within a day of it
    bubbles: int  # pieces that it consists of

    @property
    def cost_satang(self) -> int:
        return self.recipients * MESSAGE_SATANG


@dataclass(frozen=True)
class Friends:
    """How many, at the end of each day, shape (days,)."""

    followers: Ints  # all who ever came: they never decrease
    blocks: Ints

    @property
    def reachable(self) -> Ints:
        return self.followers - self.blocks


def friends(parameters: Parameters) -> Friends:
    days = parameters.day_count
    draws = Draws(parameters.seed, "line/friends")
    come = draws.generator("come").poisson(
        FRIENDS_A_DAY * parameters.scale * _growth(days) * draws.noise("noise", days, 0.25)
    )
    followers = round(FRIENDS_AT_START * parameters.scale) + np.cumsum(come)
    blocks = followers * BLOCKED_PER_MILLE // 1_000
    return Friends(followers.astype(np.int64), blocks.astype(np.int64))


def _growth(days: int) -> Floats:
    return 1 + np.arange(days) / 1_000


def plan_broadcasts(parameters: Parameters) -> list[Broadcast]:
    """All broadcasts of the period. A longer period leaves those of a shorter one alone."""
    draws = Draws(parameters.seed, "line/broadcasts")
    weeks = np.arange(-(-parameters.day_count // _DAYS_A_WEEK))
    counts = draws.pick("how many", weeks, BROADCASTS_A_WEEK)
    first_day = draws.below("first day", weeks, 4)
    apart = 1 + draws.below("apart", weeks, 3)
    reachable = friends(parameters).reachable
    found: list[Broadcast] = []
    for week, count in enumerate(counts.tolist()):
        for turn in range(count):
            day = week * _DAYS_A_WEEK + int(first_day[week] + turn * apart[week])
            if day < parameters.day_count:
                found.append(_broadcast(parameters, draws, found, day, reachable))
    return found


def _broadcast(
    parameters: Parameters, draws: Draws, before: list[Broadcast], day: int, reachable: Ints
) -> Broadcast:
    number = len(before)
    key = np.array([number])
    which = int(draws.pick("audience", key, [often for _, _, often, _, _ in _AUDIENCES])[0])
    audience, size, _, open_share, click_share = _AUDIENCES[which]
    hour = _SENT_AT[int(draws.pick("time", key, _SENT_AT_WEIGHTS)[0])]
    sent_at = datetime.combine(parameters.day(day), hour)
    of_month = [each for each in before if f"{each.sent_at:%y%m}" == f"{sent_at:%y%m}"]
    drawn = draws.generator("people", number)
    recipients = int(reachable[day]) * round(size * 100) // 100
    opened = int(drawn.binomial(recipients, open_share))
    return Broadcast(
        number=number,
        name=f"B-{sent_at:%y%m}-{len(of_month) + 1:02d}",
        day=day,
        sent_at=sent_at,
        audience=audience,
        by_hand=audience == "all" and not any(each.by_hand for each in of_month),
        recipients=recipients,
        opened=opened,
        clicked=int(drawn.binomial(opened, click_share)),
        blocked=int(drawn.binomial(recipients, _BLOCK_RATE)),
        bubbles=1 + int(draws.below("bubbles", key, 3)[0]),
    )
