"""The groceries baskets: a basket per line, its items with commas between, no header, no dates."""

from orchestration.ingest.spec import Export, Headerless, Kind, column

BASKETS = Export(
    platform="groceries",
    entity="baskets",
    title="groceries baskets",
    shop="groceries",
    headerless=Headerless(name=r".*groceries.*\.csv", line=r"(?P<items>[^,\"]+(?:,[^,\"]+)*)"),
    columns=(column(Kind.TEXT, "items", required=True),),
)

EXPORTS = (BASKETS,)
