"""Channel paths: how many converted on each, what they brought, and how many did not convert."""

from orchestration.ingest.spec import Export, Kind, column

# The value names no currency and is added to nothing, so it is a number here.
PATHS = Export(
    platform="attribution_paths",
    entity="paths",
    title="attribution paths",
    shop="attribution_paths",
    columns=(
        column(Kind.TEXT, "path", required=True),
        column(Kind.INTEGER, "total_conversions", required=True, minimum=0),
        column(Kind.NUMBER, "total_conversion_value", required=True, minimum=0),
        column(Kind.INTEGER, "total_null", required=True, minimum=0),
    ),
)

EXPORTS = (PATHS,)
