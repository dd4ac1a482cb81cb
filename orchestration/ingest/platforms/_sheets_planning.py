"""Sheets on what is planned: seasons, budgets, milestones and targets.

Their days lie ahead, and a plan that reaches less far may be the newer one. So they state no
period, and of two files that hold the same line the one changed last counts.
"""

from orchestration.ingest.platforms._sheets_columns import (
    CURRENCY,
    channel,
    currency,
    season_id,
)
from orchestration.ingest.spec import Export, Kind, column, dropped, not_before, unique

SEASON_PLAN = Export(
    platform="sheets",
    entity="season_plan",
    title="season plan (the seller's own sheet)",
    expectations=(
        unique("season_id", "category"),
        not_before("season_end_date", "season_start_date"),
    ),
    unit=("season_id",),
    currency=CURRENCY,
    columns=(
        season_id("2026-summer", "2026-summer", "2026-1111", required=True),
        column(
            Kind.TEXT,
            "season_name",
            note="What people call it",
            example=("Summer 2026", "Summer 2026", "11.11 2026"),
        ),
        column(
            Kind.DATE,
            "season_start_date",
            required=True,
            note="First day, the same on every row of the season",
            example=("2026-03-01", "2026-03-01", "2026-11-01"),
        ),
        column(
            Kind.DATE,
            "season_end_date",
            required=True,
            note="Last day, which belongs to it",
            example=("2026-05-31", "2026-05-31", "2026-11-15"),
        ),
        column(
            Kind.TEXT,
            "category",
            note="Category as in product_master; a row each. Blank: all, then the only row",
            example=("กันแดด", "เซรั่ม", ""),
        ),
        column(
            Kind.INTEGER,
            "planned_units",
            minimum=0,
            note="Pieces to be sold",
            example=("4200", "1800", "6500"),
        ),
        column(
            Kind.MONEY,
            "planned_sales",
            minimum=0,
            note="Sales planned: line amounts after your own discount, before vouchers",
            example=("1680000", "990000", "2900000"),
        ),
        column(
            Kind.MONEY,
            "planned_purchases",
            minimum=0,
            note="What you may buy for it, at cost",
            example=("520000", "280000", "850000"),
        ),
        column(
            Kind.MONEY,
            "planned_markdowns",
            minimum=0,
            note="Discounts that the plan allows for",
            example=("160000", "90000", "500000"),
        ),
        currency("THB", "THB", "THB"),
    ),
)

BUDGETS = Export(
    platform="sheets",
    entity="budgets",
    title="budgets (the seller's own sheet)",
    expectations=(
        unique("budget_start_date", "budget_end_date", "expense_category", "channel", "season_id"),
        not_before("budget_end_date", "budget_start_date"),
    ),
    unit=("budget_start_date", "budget_end_date", "expense_category", "channel", "season_id"),
    currency=CURRENCY,
    columns=(
        column(
            Kind.DATE,
            "budget_start_date",
            required=True,
            note="First day of the budget: of the month, quarter or season",
            example=("2026-06-01", "2026-06-01", "2026-03-01"),
        ),
        column(
            Kind.DATE,
            "budget_end_date",
            required=True,
            note="Last day, which belongs to it. Budgets of one category must not overlap",
            example=("2026-06-30", "2026-06-30", "2026-05-31"),
        ),
        column(
            Kind.TEXT,
            "expense_category",
            required=True,
            note="What it is for, spelled as in expenses. media: what ad platforms charge",
            example=("media", "media", "content"),
        ),
        channel("facebook", "shopee_ads", ""),
        season_id("", "", "2026-summer"),
        column(
            Kind.MONEY,
            "budget_amount",
            required=True,
            minimum=0,
            note="What may be spent. To withdraw a budget set it to 0",
            example=("120000", "80000", "60000"),
        ),
        currency("THB", "THB", "THB"),
    ),
)

MILESTONES = Export(
    platform="sheets",
    entity="milestones",
    title="milestones (the seller's own sheet)",
    expectations=(unique("milestone_id"),),
    unit=("milestone_id",),
    columns=(
        column(
            Kind.ID,
            "milestone_id",
            required=True,
            note="Your own short name of the milestone",
            example=("S26-STOCK", "S26-LAUNCH"),
        ),
        column(
            Kind.TEXT,
            "milestone_name",
            note="What has to be done",
            example=("Stock of sunscreen in", "Campaign live on all channels"),
        ),
        season_id("2026-summer", "2026-summer"),
        column(
            Kind.DATE,
            "milestone_due_date",
            required=True,
            note="Day by which it has to be done",
            example=("2026-02-20", "2026-03-01"),
        ),
        column(
            Kind.DATE,
            "completed_date",
            note="Day on which it was done. Blank: open",
            example=("2026-02-24", ""),
        ),
        *dropped("owner", "note"),
    ),
)

TARGETS = Export(
    platform="sheets",
    entity="targets",
    title="targets (the seller's own sheet)",
    expectations=(
        unique("metric", "target_start_date", "target_end_date", "channel"),
        not_before("target_end_date", "target_start_date"),
    ),
    unit=("metric", "target_start_date", "target_end_date", "channel"),
    columns=(
        column(
            Kind.TEXT,
            "metric",
            required=True,
            pattern=r"[a-z0-9_]{2,60}",
            note="Metric as Talad names it: gmv, net_revenue, orders, new_customers, ad_spend",
            example=("net_revenue", "net_revenue", "new_customers"),
        ),
        column(
            Kind.DATE,
            "target_start_date",
            required=True,
            note="First day of the target",
            example=("2026-06-01", "2026-06-01", "2026-06-01"),
        ),
        column(
            Kind.DATE,
            "target_end_date",
            required=True,
            note="Last day, which belongs to it",
            example=("2026-06-30", "2026-06-30", "2026-06-30"),
        ),
        channel("", "shopee", ""),
        column(
            Kind.NUMBER,
            "target_value",
            required=True,
            note="Value to be reached. A share as a fraction: 0.25 is 25%",
            example=("1500000", "700000", "900"),
        ),
        # Not of Kind.MONEY: most targets are no amounts, and need no currency.
        column(
            Kind.TEXT,
            "currency",
            pattern=r"[A-Z]{3}",
            note="ISO code where the metric is an amount. Blank: it is none",
            example=("THB", "THB", ""),
        ),
    ),
)
