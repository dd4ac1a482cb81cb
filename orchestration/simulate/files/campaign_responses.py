"""Campaign responses: a sheet per campaign, a row per customer who was written to or left out."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.files.order_ids import order_ids
from orchestration.simulate.truth import Row, Truth
from orchestration.simulate.world.campaigns import NO_ORDER, Campaign, responses, within
from orchestration.simulate.world.customers import people
from orchestration.simulate.world.orders import draw_orders
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import write_csv

COLUMNS = (
    "campaign_id",
    "platform",
    "customer_id",
    "contacted_date",
    "is_control",
    "response",
    "response_date",
    "order_id",
)
TRUTH_COLUMNS = (
    "campaign_id",
    "platform",
    "is_control",
    "customers",
    "opened",
    "clicked",
    "opted_out",
    "ordered",
    "planted_odds_ratio",
)

# Whose buyers the seller can write to, by the user name that the marketplace tells.
_PLATFORMS = ("shopee", "tiktok_shop")
_WORDS = ("none", "opened", "clicked", "opted_out", "ordered")

Tally = Counter[tuple[str, str, bool, str]]  # campaign, platform, is control, response


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A sheet per campaign."""
    tally: Tally = Counter()
    campaigns = within(shop.parameters)
    if campaigns:
        truth.plant("campaign_responses.csv", TRUTH_COLUMNS, _truth(shop, tally))
    for campaign in campaigns:
        write = partial(_write_file, shop, campaign, tally)
        yield TextFile(f"sheets/campaign_responses_{campaign.name.lower()}.csv", write)


def _write_file(shop: Shop, campaign: Campaign, tally: Tally, path: Path) -> None:
    write_csv(path, COLUMNS, _rows(shop, campaign, tally))


def _rows(shop: Shop, campaign: Campaign, tally: Tally) -> Iterator[list[str]]:
    for platform in _PLATFORMS:
        of = responses(shop, platform, campaign)
        numbers = np.unique(of.order[of.order != NO_ORDER])
        named = order_ids(shop, draw_orders(shop, platform, numbers)) if numbers.size else []
        names = dict(zip(numbers.tolist(), named, strict=True)) | {NO_ORDER: ""}
        for customer, is_control, response, day, order in zip(
            people(platform, shop.parameters.seed, of.customer).usernames,
            of.is_control.tolist(),
            [_WORDS[response] for response in of.response.tolist()],
            of.day.tolist(),
            of.order.tolist(),
            strict=True,
        ):
            tally[campaign.name, platform, is_control, response] += 1
            yield [
                campaign.name,
                platform,
                customer,
                campaign.date.isoformat(),
                "yes" if is_control else "no",
                response,
                "" if response == "none" else shop.parameters.day(day).isoformat(),
                names[order],
            ]


def _truth(shop: Shop, tally: Tally) -> Iterator[Row]:
    """Counted while the sheets were written."""
    for campaign in within(shop.parameters):
        for platform in _PLATFORMS:
            for is_control in (False, True):
                of = [tally[campaign.name, platform, is_control, word] for word in _WORDS]
                group = str(is_control).lower()
                yield campaign.name, platform, group, sum(of), *of[1:], campaign.kind.odds
