"""Columns that several of the seller's sheets have, and how a template documents them."""

from orchestration.ingest.spec import Column, Currency, Kind, column

# The column `currency` of raw is made of it, so it has another name there.
CURRENCY = Currency(column="currency_code")


def currency(*example: str) -> Column:
    return column(
        Kind.TEXT,
        "currency_code",
        "currency",
        required=True,
        pattern=r"[A-Z]{3}",
        note="ISO code of the currency of every amount in the row",
        example=example,
    )


def sku(*example: str, required: bool = True, note: str = "Your own article number") -> Column:
    return column(Kind.ID, "sku", required=required, note=note, example=example)


def channel(*example: str) -> Column:
    return column(
        Kind.TEXT,
        "channel",
        pattern=r"[a-z0-9_]{2,40}",
        note="Channel as Talad names it: shopee, tiktok_shop, facebook, line. Blank: all of them",
        example=example,
    )


def platform(*example: str) -> Column:
    return column(
        Kind.TEXT,
        "platform",
        required=True,
        pattern=r"[a-z0-9_]{2,40}",
        note="Where the order was placed, as Talad names it: shopee, tiktok_shop, lazada, line",
        example=example,
    )


def order_id(*example: str, required: bool = False) -> Column:
    return column(
        Kind.ID,
        "order_id",
        required=required,
        note="The platform's number of the order, with all its digits",
        example=example,
    )


def customer_id(*example: str, required: bool = False) -> Column:
    return column(
        Kind.PERSON,
        "customer_id",
        required=required,
        note="The buyer's name or id exactly as in the platform's order export; kept hashed alone",
        example=example,
    )


def season_id(*example: str, required: bool = False) -> Column:
    return column(
        Kind.ID,
        "season_id",
        required=required,
        note="Your own short name of the season, the same in every sheet"
        + ("" if required else ". Blank: no season"),
        example=example,
    )


def words(
    name: str, *vocabulary: str, note: str, example: tuple[str, ...], required: bool = False
) -> Column:
    """One of a few words; upper and lower case are alike."""
    pattern = f"(?i)({'|'.join(vocabulary)})"
    return column(Kind.TEXT, name, required=required, pattern=pattern, note=note, example=example)
