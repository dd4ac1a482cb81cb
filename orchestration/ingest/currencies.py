"""The signs that amounts of a currency are written with, beside its ISO code."""

from collections.abc import Mapping

# The first is the one that stands in headers. "$" alone is the United States': another country's
# file says so elsewhere.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "BRL": ("R$",),
    "GBP": ("£",),
    "IDR": ("Rp", "Rp."),
    "MYR": ("RM",),
    "PHP": ("₱",),
    "SGD": ("S$", "$"),
    "THB": ("฿",),
    "USD": ("$", "US$"),
    "VND": ("₫",),
}
BY_SIGN: Mapping[str, str] = {signs[0]: code for code, signs in SIGNS.items()}


def of_sign(sign: str) -> str | None:
    """The currency of a sign or code as it stands beside an amount; None where it is neither."""
    others = {other: code for code, signs in SIGNS.items() for other in (*signs[1:], code)}
    return BY_SIGN.get(sign) or others.get(sign)


# Amounts are written without decimals, so that 129.000 is a hundred thousand and more.
WITHOUT_DECIMALS = frozenset({"IDR", "VND"})
