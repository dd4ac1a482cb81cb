"""Sheets on people: what is known of customers, what they did when asked, what they were shown.

A person is known by the id that the platform's own order export gives. It is hashed as it is there,
so that the two join, and never kept.
"""

from orchestration.ingest.platforms._sheets_columns import customer_id, order_id, platform, words
from orchestration.ingest.spec import (
    Export,
    Kind,
    Period,
    column,
    dropped,
    filled,
    not_before,
    unique,
)

CUSTOMER_ATTRIBUTES = Export(
    platform="sheets",
    entity="customer_attributes",
    title="customer attributes (the seller's own sheet)",
    expectations=(unique("platform", "customer_id", "attributes_date"),),
    unit=("platform", "customer_id", "attributes_date"),
    period=Period(column="attributes_date"),
    columns=(
        platform("shopee", "line"),
        customer_id("nid_skin.99", "ploy.tt", required=True),
        column(
            Kind.DATE,
            "attributes_date",
            required=True,
            note="Day on which this was known to be so; a change is a new row",
            example=("2026-06-01", "2026-06-01"),
        ),
        words(
            "gender",
            "female",
            "male",
            "other",
            note="As the customer said. Blank: not known",
            example=("female", ""),
        ),
        # A birthday beside a province tells who it is; a group of ten years does not.
        words(
            "age_group",
            "under_18",
            "18_to_24",
            "25_to_34",
            "35_to_44",
            "45_to_54",
            "55_and_over",
            note="Age in years",
            example=("25_to_34", "35_to_44"),
        ),
        column(
            Kind.TEXT,
            "province",
            note="Province of the customer",
            example=("เชียงใหม่", "กรุงเทพมหานคร"),
        ),
        column(
            Kind.TEXT,
            "segment",
            note="Your own group of customers: retail, wholesale, member",
            example=("retail", "wholesale"),
        ),
        column(
            Kind.TEXT,
            "acquisition_source",
            note="What brought the customer to you first",
            example=("live", "friend"),
        ),
        column(
            Kind.DATE,
            "member_since",
            note="Day on which the customer became a member. Blank: is none",
            example=("2025-11-02", ""),
        ),
        column(
            Kind.FLAG,
            "has_marketing_consent",
            note="Whether the customer agreed to be written to. Blank: not known",
            example=("yes", "no"),
        ),
        *dropped("customer_name", "phone", "email", "address", "birthday", "line_id", "note"),
    ),
)

CAMPAIGN_RESPONSES = Export(
    platform="sheets",
    entity="campaign_responses",
    title="campaign responses (the seller's own sheet)",
    expectations=(
        unique("campaign_id", "platform", "customer_id"),
        not_before("response_date", "contacted_date"),
    ),
    unit=("campaign_id", "platform", "customer_id"),
    period=Period(column="contacted_date"),
    columns=(
        column(
            Kind.ID,
            "campaign_id",
            required=True,
            note="Your own short name of the campaign",
            example=("2606-WINBACK", "2606-WINBACK", "2606-WINBACK"),
        ),
        platform("shopee", "line", "line"),
        customer_id("nid_skin.99", "ploy.tt", "b_u_n_2541", required=True),
        column(
            Kind.DATE,
            "contacted_date",
            required=True,
            note="Day on which the customer was written to, or would have been",
            example=("2026-06-10", "2026-06-10", "2026-06-10"),
        ),
        column(
            Kind.FLAG,
            "is_control",
            note="yes: left out on purpose, to compare with. Blank: was written to",
            example=("no", "no", "yes"),
        ),
        words(
            "response",
            "none",
            "opened",
            "clicked",
            "replied",
            "ordered",
            "opted_out",
            note="The furthest that the customer went. Blank: not known",
            example=("ordered", "opened", "none"),
        ),
        column(
            Kind.DATE,
            "response_date",
            note="Day of the response",
            example=("2026-06-11", "2026-06-10", ""),
        ),
        order_id("260611KLM2N3P4", "", ""),
    ),
)

EXPERIMENT_EXPOSURES = Export(
    platform="sheets",
    entity="experiment_exposures",
    title="experiment exposures (the seller's own sheet)",
    expectations=(
        unique("experiment_id", "visitor_id", "exposed_at"),
        filled("has_converted", 0.95),
        not_before("converted_at", "exposed_at"),
    ),
    unit=("experiment_id", "visitor_id"),
    period=Period(column="exposed_at"),
    columns=(
        column(
            Kind.ID,
            "experiment_id",
            required=True,
            note="Your own short name of the experiment",
            example=("2606-landing-page", "2606-landing-page"),
        ),
        column(
            Kind.TEXT,
            "variant",
            required=True,
            note="What was shown; control is what all others are compared with",
            example=("control", "new_page"),
        ),
        column(
            Kind.PERSON,
            "visitor_id",
            required=True,
            note="Person or browser that was shown it; the buyer's id of the order export if you "
            "have it. Kept hashed alone",
            example=("v-81f3", "v-90c2"),
        ),
        column(
            Kind.TIMESTAMP,
            "exposed_at",
            required=True,
            note="When it was shown, your local time; the first time counts",
            example=("2026-06-12 09:30:00", "2026-06-12 09:31:40"),
        ),
        column(
            Kind.FLAG,
            "has_converted",
            note="Whether the visitor did what the experiment is about. Blank: not known",
            example=("no", "yes"),
        ),
        column(
            Kind.TIMESTAMP,
            "converted_at",
            note="When, your local time",
            example=("", "2026-06-12 09:44:10"),
        ),
        column(
            Kind.TEXT,
            "platform",
            pattern=r"[a-z0-9_]{2,40}",
            note="Where the order was placed, as Talad names it. Blank: no order",
            example=("", "shopify"),
        ),
        order_id("", "1042"),
    ),
)
