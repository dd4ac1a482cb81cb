"""Live sessions and videos, and the orders that a marketplace credits them with.

Content does not make anybody buy here: an order that falls into a session is credited to it with a
fixed probability, so sessions have no lift on sales, and whoever finds one has found the evening.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.world import creators
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

# The shop's sessions: weekdays (Monday is 0), and every double day, then at midnight as well.
LIVE_WEEKDAYS = {"shopee": (2, 5), "tiktok_shop": (1, 3, 6)}
CREATOR_LIVE_SHARE = 0.06  # of days, per creator
BROKEN_OFF_SHARE = 0.04  # of TikTok Shop's sessions: the line breaks, and it begins anew at once
# Of the orders placed while the shop is live, and of the others.
LIVE_ORDER_SHARE = {"shopee": 0.30, "tiktok_shop": 0.45}
VIDEO_ORDER_SHARE = {"shopee": 0.05, "tiktok_shop": 0.22}
DIRECT_SHARE = 0.88  # of a session's orders: bought in it, not after having seen it

# How often a video is posted, and how the orders of a video's owner fall on the latest ones.
SHOP_VIDEO_EVERY_DAYS = 4
CREATOR_VIDEO_EVERY_DAYS = (7, 20)
VIDEO_AGE_WEIGHTS = (0.50, 0.25, 0.15, 0.10)

SELLER_LIVE, SELLER_VIDEO, CREATOR, CARD = range(4)
SOURCES = 4
THE_SHOP = 0  # the host of its own content; creators follow
_MIDNIGHT_SESSION = 2 * 3_600


@dataclass(frozen=True)
class Sessions:
    """Live sessions by host and beginning. Shape (sessions,); seconds since 1970, shop time."""

    host: Ints
    begins: Ints
    ends: Ints
    day: Ints

    def at(self, hosts: Ints, moments: Ints) -> Ints:
        """The session in which each host is at that moment, -1 for none."""
        if not len(self.host):
            return np.full(len(hosts), -1)  # a few days may have none
        far = np.int64(1) << 40  # beyond any moment
        last = np.searchsorted(self.host * far + self.begins, hosts * far + moments, "right") - 1
        found = np.maximum(last, 0)
        runs = (last >= 0) & (self.host[found] == hosts) & (moments < self.ends[found])
        return np.where(runs, found, -1)


@dataclass(frozen=True)
class Videos:
    """Videos by host and day of posting, which may lie before the period. Shape (videos,)."""

    host: Ints
    serial: Ints  # of the host's videos
    posted: Ints
    first: Ints  # (hosts,): its first video
    since: Ints  # (hosts,): the day on which that was posted
    every: Ints  # (hosts,): days between two

    def newest(self, hosts: Ints, days: Ints) -> Ints:
        return self.first[hosts] + (days - self.since[hosts]) // self.every[hosts]


@dataclass(frozen=True)
class Credit:
    """What each order is credited to. Shape (orders,); -1 for none."""

    source: Ints
    creator: Ints
    session: Ints
    video: Ints
    is_direct: Flags  # of a session


@dataclass(frozen=True)
class Content:
    """All that the shop and its creators stream and post on one marketplace."""

    platform: str
    sessions: Sessions
    videos: Videos

    def credit(self, shop: Shop, orders: Orders) -> Credit:
        draws = Draws(shop.parameters.seed, f"content/{self.platform}")
        number, created = orders.number, orders.lifecycle.created
        by_creator = np.zeros(len(orders), dtype=np.bool_)
        if self.platform == "tiktok_shop":
            by_creator = creators.sold_by_creators(shop, number)
        creator = np.where(by_creator, creators.creators_of(shop, number), -1)
        host = np.where(by_creator, creator + 1, THE_SHOP)

        running = self.sessions.at(host, created)
        share = LIVE_ORDER_SHARE[self.platform]
        in_session = (running >= 0) & (by_creator | draws.happens("live", number, share))
        share = VIDEO_ORDER_SHARE[self.platform]
        of_video = ~in_session & (by_creator | draws.happens("video", number, share))
        age = draws.pick("video age", number, VIDEO_AGE_WEIGHTS)
        source = np.select(
            [by_creator, in_session, of_video], [CREATOR, SELLER_LIVE, SELLER_VIDEO], CARD
        )
        return Credit(
            source=source.astype(np.int64),
            creator=creator,
            session=np.where(in_session, running, -1),
            video=np.where(of_video, self.videos.newest(host, orders.day) - age, -1),
            is_direct=draws.happens("direct", number, DIRECT_SHARE),
        )


def plan_content(shop: Shop, platform: str) -> Content:
    """A few sessions a week and a video every few days, for the whole period."""
    hosts = 1 + (len(creators.HANDLES) if platform == "tiktok_shop" else 0)
    return Content(platform, _sessions(shop, platform, hosts), _videos(shop, platform, hosts))


def _sessions(shop: Shop, platform: str, hosts: int) -> Sessions:
    days = np.arange(shop.parameters.day_count)
    midnight = shop.midnight(days)
    parts: list[tuple[Ints, Ints, Ints]] = []  # (day, begin, end)
    host_of: list[Ints] = []

    def add(host: int, on: Flags, begins: Ints, ends: Ints) -> None:
        parts.append((days[on], begins[on], ends[on]))
        host_of.append(np.full(int(on.sum()), host, dtype=np.int64))

    weekdays = (shop.parameters.start.weekday() + days) % 7
    for host in range(hosts):
        draws = Draws(shop.parameters.seed, f"live/{platform}/{host}")
        if host == THE_SHOP:
            on = np.isin(weekdays, LIVE_WEEKDAYS[platform]) | shop.is_double_day
            add(host, shop.is_double_day, midnight + 300, midnight + 300 + _MIDNIGHT_SESSION)
        else:
            on = draws.happens("on", days, CREATOR_LIVE_SHARE)
        begins = midnight + 66_600 + 60 * draws.below("begin", days, 120)  # 18:30 to 20:29
        ends = begins + 3_600 + draws.below("duration", days, 8_400)
        breaks = on & draws.happens("breaks off", days, BROKEN_OFF_SHARE)
        if platform == "shopee":  # which lists a session once
            breaks[:] = False
        add(host, breaks, begins, begins + 9 + draws.below("line", days, 20))
        add(host, on, np.where(breaks, begins + 45, begins), ends)

    hosts_of = np.concatenate(host_of)
    day, begins, ends = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((begins, hosts_of))
    return Sessions(hosts_of[order], begins[order], ends[order], day[order])


def _videos(shop: Shop, platform: str, hosts: int) -> Videos:
    draws = Draws(shop.parameters.seed, f"videos/{platform}")
    number = np.arange(hosts)
    least, most = CREATOR_VIDEO_EVERY_DAYS
    every = least + draws.below("every", number, most - least + 1)
    every[THE_SHOP] = SHOP_VIDEO_EVERY_DAYS
    # On the first day there are as many videos as an order may choose from.
    since = -(len(VIDEO_AGE_WEIGHTS) - 1) * every - draws.below("since", number, 1 << 20) % every
    count = (shop.parameters.day_count - 1 - since) // every + 1
    first = np.cumsum(count) - count
    host = np.repeat(number, count)
    serial = np.arange(len(host)) - first[host]
    return Videos(host, serial, since[host] + serial * every[host], first, since, every)
