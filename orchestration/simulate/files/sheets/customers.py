"""What the seller wrote down of some customers: those of the truth's people, the first ones alone.

The province is where their parcels go. Members come back for longer, as planted; age, gender and
how they found the shop say nothing about what they buy.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.files.order_ids import customer_ids
from orchestration.simulate.files.sheets.sheet import sheet
from orchestration.simulate.world.customers import PEOPLE_SAMPLE_STEP, lifetimes, people
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.shop import Shop

Row = tuple[object, ...]

COLUMNS = (
    "platform",
    "customer_id",
    "attributes_date",
    "gender",
    "age_group",
    "province",
    "segment",
    "acquisition_source",
    "member_since",
    "has_marketing_consent",
    "customer_name",
)
# Nobody keeps more by hand.
MOST_PEOPLE = 3_000

# Who may still come back after this many days is a member with the first share, others with the
# second.
LOYAL_FROM_DAYS = 60
MEMBER_SHARES = (0.65, 0.12)
_GENDERS = ("female", "male", "other", "")
_GENDER_SHARES = (0.70, 0.14, 0.02, 0.14)
_AGES = ("under_18", "18_to_24", "25_to_34", "35_to_44", "45_to_54", "55_and_over", "")
_AGE_SHARES = (0.03, 0.24, 0.36, 0.18, 0.07, 0.02, 0.10)
_SOURCES = ("live", "friend", "ads", "search", "creator", "")
_SOURCE_SHARES = (0.24, 0.18, 0.26, 0.14, 0.10, 0.08)
CONSENT_SHARE = 0.62


def downloads(shop: Shop) -> Iterator[TextFile]:
    yield sheet("customer_attributes", COLUMNS, partial(_rows, shop), bom=True)


def _rows(shop: Shop) -> Iterator[Row]:
    known_on = shop.parameters.end.isoformat()
    for platform in PLATFORMS:
        plan, seed = shop.plans[platform], shop.parameters.seed
        count = min(plan.customer_count, MOST_PEOPLE * PEOPLE_SAMPLE_STEP)
        numbers = np.arange(0, count, PEOPLE_SAMPLE_STEP, dtype=np.int64)
        who, draws = people(platform, seed, numbers), Draws(seed, f"attributes/{platform}")
        ids = customer_ids(platform, who)
        loyal = lifetimes(platform, seed, numbers) >= LOYAL_FROM_DAYS
        is_member = draws.happens("member", numbers, np.where(loyal, *MEMBER_SHARES))
        first_day = plan.first_day_of_customer(numbers)
        consents = draws.happens("consent", numbers, CONSENT_SHARE)
        genders = draws.pick("gender", numbers, _GENDER_SHARES)
        ages = draws.pick("age", numbers, _AGE_SHARES)
        sources = draws.pick("source", numbers, _SOURCE_SHARES)
        for index in range(len(numbers)):
            since = shop.parameters.day(int(first_day[index])).isoformat()
            yield (
                platform,
                ids[index],
                known_on,
                _GENDERS[genders[index]],
                _AGES[ages[index]],
                who.places[index].province,
                "member" if is_member[index] else "retail",
                _SOURCES[sources[index]],
                since if is_member[index] else "",
                "yes" if consents[index] else "no",
                who.names[index],
            )
