"""What marketing was made to bring, for simulation.json."""

from dataclasses import asdict

from orchestration.simulate import text
from orchestration.simulate.world import (
    broadcasts,
    campaigns,
    chats,
    experiments,
    media,
    sessions,
    visits,
)
from orchestration.simulate.world.marketplaces import MARKETPLACES
from orchestration.simulate.world.shop import Shop

DEFINITIONS = {
    "channel_effects": "orders that would not have come without the channel, expected before noise."
    " spend_planned and adstocked (THB) are the channel's, the same on the rows of all its"
    " marketplaces. adstocked = (1 - carry) x spend + carry x adstocked of the day before (of line:"
    " x spend of the day before); orders = most_orders x scale x adstocked / (adstocked + half x"
    " scale)",
    "line_broadcasts": "every broadcast, those sent by hand (without request_id) included; people,"
    " also where LINE tells no count below 20",
    "sessions_daily": "visits to the brand's site, on whatever page they landed",
    "visitors_daily": "who made these visits, each browser once: on the day, and in the seven and"
    " thirty days that end with it. orders: on LINE, that began with a visit of the day",
    "chats_daily": "by the day on which a chat began and how soon it was answered; the steps taken"
    " until the sheet was downloaded",
    "experiments": "visitors and those who converted, each once however often they came;"
    " planted_rate is what each was drawn with. One that is not sound lost visitors of one variant",
    "campaign_responses": "the furthest that each customer went. ordered: an order of the 14 days"
    " after, as in the order files. planted_odds_ratio: odds of an order when written to over those"
    " when left out",
}


def parameters(shop: Shop) -> dict[str, object]:
    return {
        "organic_share": {name: terms.organic_share for name, terms in MARKETPLACES.items()},
        "media": {
            "weeks_off": media.WEEKS_OFF,
            "flight_factors": media.FLIGHT_FACTORS,
            "channels": {name: _channel(shop, name) for name in media.CHANNELS},
            "line_audiences": broadcasts.AUDIENCES,
        },
        "sessions": [
            {
                "source": source.source,
                "medium": source.medium,
                "channel": source.channel,
                "thb_per_visit": text.baht(source.visit_satang) if source.channel else None,
                "per_organic_order": source.per_order or None,
                "lands_on": source.lands_on,
            }
            for source in sessions.SOURCES
        ],
        "visits": {
            "line_orders_that_begin_with_one": visits.FROM_SITE_SHARE,
            "of_customers_of_line": visits.REGULAR_SHARE,
            "who_ordered_within_days": visits.REGULAR_DAYS,
        },
        "chats": {
            "per_broadcast_click": chats.CHATS_PER_CLICK,
            "most_a_day": chats.MOST_A_DAY,
            "first_reply": dict(zip(chats.SPEEDS, chats.SPEED_WEIGHTS, strict=True)),
            "quoted_share": chats.QUOTED_SHARE,
            "ordered_share_of_quoted": dict(zip(chats.SPEEDS, chats.ORDERED_SHARE, strict=True)),
            "paid_share_of_ordered": chats.PAID_SHARE,
        },
        "experiments": [
            {
                "experiment_id": experiment.name,
                "variant": experiment.treatment,
                "visitors": experiments.visitor_count(shop, experiment),
                "planned_share": 0.5,
                "written_down_share": experiment.treated_share,
                "control_rate": experiment.control_rate,
                "variant_rate": experiment.treatment_rate,
            }
            for experiment in experiments.within(shop.parameters)
        ],
        "campaigns": {
            "response_days": campaigns.RESPONSE_DAYS,
            "control_share_of_others": campaigns.CONTROL_SHARE,
            "kinds": [
                asdict(kind) | {"control_share_of_buyers": campaigns.control_share_of_buyers(kind)}
                for kind in campaigns.KINDS
            ],
        },
    }


def _channel(shop: Shop, name: str) -> dict[str, object]:
    channel = media.CHANNELS[name]
    return {
        "budgets": [asdict(budget) for budget in channel.budgets],
        "carry": channel.carry,
        "carried_once": channel.only_the_next_day,
        "half": text.baht(channel.half_satang),
        "most_orders": {
            marketplace: most
            for marketplace, most in channel.most_orders.items()
            if marketplace in shop.plans
        },
    }
