"""The shop as planned: catalogue, demand and campaign days, before any order is drawn."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from orchestration.simulate.draws import Flags, Ints
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.assortment import Assortment, plan_assortment
from orchestration.simulate.world.broadcasts import Broadcast, plan_broadcasts
from orchestration.simulate.world.calendar import LARGE_DOUBLE_DAYS, event_days
from orchestration.simulate.world.catalogue import Catalogue, load_catalogue
from orchestration.simulate.world.demand import DemandPlan, organic_rate, plan_demand
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.media import Media, brought, plan_media

SHOP_NAME = "ผิวใสสกินแคร์"
SHOP_USERNAME = "piwsai.skincare.official"
SHOPEE_SHOP_ID = "318204755"

# Percentage points off on top of the everyday discount.
DOUBLE_DAY_DISCOUNT = 10
LARGE_DOUBLE_DAY_DISCOUNT = 15
PAYDAY_DISCOUNT = 5


@dataclass(frozen=True)
class Shop:
    """Everything orders and ads are drawn from. Arrays hold one entry per day."""

    parameters: Parameters
    catalogue: Catalogue
    assortment: Assortment
    broadcasts: list[Broadcast]
    media: Media  # what each channel spends and brings
    plans: dict[str, DemandPlan]
    price_list: Ints  # which price list is valid
    event_discount_pct: Ints  # points off everything
    is_campaign: Flags  # double days and paydays: vouchers are handed out
    is_double_day: Flags  # buyers wait for midnight

    def midnight(self, days: Ints) -> Ints:
        """The first second of each day, as seconds since 1970 with no zone applied."""
        first = int(np.datetime64(self.parameters.start, "s").astype(np.int64))
        return np.asarray(first + days * 86_400, dtype=np.int64)

    def day_of(self, moments: Ints) -> Ints:
        """Index of the day of each moment; far beyond the period for what never happens."""
        first = int(np.datetime64(self.parameters.start, "s").astype(np.int64))
        return np.asarray((moments - first) // 86_400, dtype=np.int64)


def epoch(moment: datetime) -> int:
    """A moment in shop time as seconds since 1970, no zone applied."""
    return int(np.datetime64(moment, "s").astype(np.int64))


def open_shop(parameters: Parameters) -> Shop:
    """Plan the whole period: a few numbers per day."""
    days = parameters.day_count
    catalogue = load_catalogue(parameters.start)
    discount = np.zeros(days, dtype=np.int64)
    campaign = np.zeros(days, dtype=np.bool_)
    double_day = np.zeros(days, dtype=np.bool_)
    for event in event_days(parameters.start, parameters.end):
        index = parameters.index(event.date)
        if event.kind == "double_day":
            large = event.date.month in LARGE_DOUBLE_DAYS
            points = LARGE_DOUBLE_DAY_DISCOUNT if large else DOUBLE_DAY_DISCOUNT
            double_day[index] = True
        elif event.kind == "payday":
            points = PAYDAY_DISCOUNT
        else:
            continue
        campaign[index] = True
        discount[index] = max(int(discount[index]), points)
    price_list = np.array([catalogue.price_list_on(parameters.day(i)) for i in range(days)])
    broadcasts = plan_broadcasts(parameters)
    organic = {platform: organic_rate(parameters, platform) for platform in PLATFORMS}
    media = plan_media(parameters, organic, broadcasts)
    return Shop(
        parameters=parameters,
        catalogue=catalogue,
        assortment=plan_assortment(parameters, catalogue, price_list, discount),
        broadcasts=broadcasts,
        media=media,
        plans={
            platform: plan_demand(parameters, platform, brought(media, platform, days))
            for platform in PLATFORMS
        },
        price_list=price_list,
        event_discount_pct=discount,
        is_campaign=campaign,
        is_double_day=double_day,
    )
