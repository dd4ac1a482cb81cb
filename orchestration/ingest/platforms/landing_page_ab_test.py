"""A landing page test: every visit with its group and the page it was shown, and users' countries.

Some visits were shown the other group's page and some users come twice: both stay in raw, since
what to do with them is a question of the analysis.
"""

from orchestration.ingest.spec import Export, Kind, Period, column, unique

SHOP = "landing_page_ab_test"

VISITS = Export(
    platform="landing_page_ab_test",
    entity="visits",
    title="landing page test, visits",
    shop=SHOP,
    period=Period(column="visited_at"),
    columns=(
        column(Kind.ID, "user_id", required=True),
        column(Kind.TIMESTAMP, "visited_at", "timestamp", required=True),
        column(Kind.TEXT, "test_group", "group", required=True, pattern="control|treatment"),
        column(Kind.TEXT, "landing_page", required=True, pattern="old_page|new_page"),
        column(Kind.FLAG, "converted", required=True),
    ),
)

COUNTRIES = Export(
    platform="landing_page_ab_test",
    entity="users",
    title="landing page test, countries of users",
    shop=SHOP,
    unit=("user_id",),
    expectations=(unique("user_id"),),
    columns=(
        column(Kind.ID, "user_id", required=True),
        column(Kind.TEXT, "country", required=True, pattern="[A-Z]{2}"),
    ),
)

EXPORTS = (VISITS, COUNTRIES)
