"""Recommendations measured on a month that was held out: how often one of ten is bought.

Lists are made of what lies before the month alone. A hit is an owner (a customer, or one product of
a basket) of whose purchases at least one is in the list of ten. Beside each method stands what the
ten best sellers would have hit, and ten products drawn by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import gammaln

from ml import baskets, recommendations
from ml.baskets import Baskets
from ml.recommendations import Lists

LENGTH = 10
MONTH_DAYS = 30
FEWEST_CASES = 30  # fewer say nothing
MOST_BASKETS = 5000  # of the month; more cost time and change no figure that is shown
POPULARITY = "popularity"
COLUMNS = (
    *("list_name", "method", "held_out_from_date", "held_out_to_date"),
    *("case_count", "hit_count", "popularity_hit_count", "random_hit_count"),
)


def methods(history: csr_matrix) -> Mapping[str, Callable[[], Lists]]:
    """The ways to say what a customer buys next; `history`: customers by items, with orders."""

    @cache
    def similar() -> csr_matrix:
        return recommendations.similarities(recommendations.together(history), "confidence")

    return {
        POPULARITY: lambda: _best_sellers(history),
        "bought_before": lambda: recommendations.bought_before(history, LENGTH),
        "item_to_item": lambda: recommendations.next_products(history, similar(), LENGTH, True),
        "item_to_item_new": lambda: recommendations.next_products(
            history, similar(), LENGTH, False
        ),
    }


def customers_by_items(lines: pd.DataFrame) -> Baskets:
    """How many orders of each customer held each item, best sellers first."""
    once = lines.drop_duplicates(["order_key", "stock_item_key"])
    return recommendations.by_popularity(
        baskets.of_lines(once["customer_key"], once["stock_item_key"], counted=True)
    )


def next_products(lines: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every method of `methods`, measured on the last month up to `as_of`; columns: COLUMNS.

    `lines`: one row per line of an order with customer_key, stock_item_key and order_date
    (datetime64). No rows where fewer than FEWEST_CASES customers of before have bought in that
    month.
    """
    start, past, later = _split(lines.dropna(subset=["customer_key"]), as_of)
    later = later[later["customer_key"].isin(past["customer_key"].unique())]
    if later["customer_key"].nunique() < FEWEST_CASES:
        return _nothing()
    history = customers_by_items(past)
    bought, rows = _bought(later["customer_key"], later["stock_item_key"], history)
    found = []
    for method, lists in methods(history.matrix).items():
        found.append((method, int(_hits(bought, lists()[rows]).sum())))
    return _table("next_products", found, start, as_of, bought, later, "customer_key")


def bought_with(lines: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Given one product of a basket of the last month, is another one of it among ten? COLUMNS.

    `lines`: one row per line of an order with order_key, stock_item_key and order_date
    (datetime64). Each product of each basket of several is a case.
    """
    start, past, later = _split(lines, as_of)
    later = later.drop_duplicates(["order_key", "stock_item_key"])
    later = later[later.groupby("order_key")["stock_item_key"].transform("size") > 1]
    if past.empty or later["order_key"].nunique() < FEWEST_CASES:
        return _nothing()
    orders = np.sort(later["order_key"].unique())
    later = later[later["order_key"].isin(orders[:: -(-len(orders) // MOST_BASKETS)])]
    history = recommendations.by_popularity(
        baskets.of_lines(past["order_key"], past["stock_item_key"])
    )
    asked = history.items.get_indexer(pd.Index(later["stock_item_key"]))
    known = asked >= 0  # a product that was never sold before has no list
    later, asked = later[known], asked[known]
    bought = baskets.of_lines(later["order_key"], later["stock_item_key"], history.items)
    rows = bought.owners.get_indexer(pd.Index(later["order_key"]))
    nothing = csr_matrix((len(history.items), len(history.items)), dtype=np.float32)
    found = [(POPULARITY, recommendations.bought_with(nothing, LENGTH))]
    pairs = recommendations.together(history.matrix)
    for method in ("confidence", "cosine", "lift"):
        similar = recommendations.similarities(pairs, method)
        found.append((method, recommendations.bought_with(similar, LENGTH)))
    hits = [(name, int(_hits(bought.matrix[rows], lists[asked]).sum())) for name, lists in found]
    others = np.asarray(bought.matrix.sum(axis=1)).ravel()[rows] - 1
    return _rows("bought_with", hits, start, as_of, len(later), _chance(others, len(history.items)))


def segment_lists(lines: pd.DataFrame, segments: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """What a segment buys most, and what it buys more than others do, on the last month; COLUMNS.

    `segments`: one row per customer with customer_key and rfm_segment, as it was before that month.
    """
    start, past, later = _split(lines.dropna(subset=["customer_key"]), as_of)
    past = past[past["customer_key"].isin(segments["customer_key"])]
    later = later[later["customer_key"].isin(past["customer_key"].unique())]
    if later["customer_key"].nunique() < FEWEST_CASES:
        return _nothing()
    history = recommendations.by_popularity(
        baskets.of_lines(past["customer_key"], past["stock_item_key"])
    )
    of_customer = segments.set_index("customer_key")["rfm_segment"].reindex(history.owners)
    codes, _ = pd.factorize(of_customer, sort=True)
    most, distinctive = segment_tops(history.matrix, codes)
    bought, rows = _bought(later["customer_key"], later["stock_item_key"], history)
    found = [
        (POPULARITY, int(_hits(bought, _best_sellers(history.matrix)[rows]).sum())),
        ("most_bought", int(_hits(bought, most[codes[rows]]).sum())),
        ("most_distinctive", int(_hits(bought, distinctive[codes[rows]]).sum())),
    ]
    return _table("segments", found, start, as_of, bought, later, "customer_key")


def segment_tops(history: csr_matrix, segment: NDArray[np.intp]) -> tuple[Lists, Lists]:
    """For each segment (0, 1, …, of each row) its ten most bought and ten most distinctive items.

    Distinctive is what more customers of the segment bought than its share of all buyers would be,
    in standard deviations of that (Poisson): a plain ratio would name what two people bought.
    """
    count = int(segment.max()) + 1
    members = csr_matrix(
        (np.ones(len(segment), np.float32), (segment, np.arange(len(segment)))),
        shape=(count, len(segment)),
    )
    buyers = np.asarray((members @ history).todense(), dtype=float)
    expected = buyers.sum(axis=1, keepdims=True) * buyers.sum(axis=0) / max(buyers.sum(), 1.0)
    surplus = (buyers - expected) / np.sqrt(np.maximum(expected, 1e-12))
    order = [np.argsort(-scores, axis=1, kind="stable")[:, :LENGTH] for scores in (buyers, surplus)]
    return order[0], order[1]


def chosen(lines: pd.DataFrame, as_of: date) -> str:
    """The method that was best in the month before the last: the last one is left to measure it.

    Popularity where nothing was better, or nothing could be measured.
    """
    checks = next_products(lines, as_of - timedelta(days=MONTH_DAYS))
    if checks.empty:
        return POPULARITY
    best = checks.sort_values("hit_count", ascending=False, kind="stable").iloc[0]
    return str(best["method"])


def first_day_of_month(end: date) -> date:
    """The first day of the month of MONTH_DAYS that ends with `end`."""
    return end - timedelta(days=MONTH_DAYS - 1)


def last_busy_month(lines: pd.DataFrame, as_of: date) -> date:
    """The end of the last month, back from `as_of`, that sold a tenth of a mean month or more.

    A shop whose files end in a few stragglers (or that has closed) is measured on when it last
    sold.
    """
    days = lines.drop_duplicates("order_key")["order_date"]
    if days.empty:
        return as_of
    months = max((pd.Timestamp(as_of) - days.min()).days / MONTH_DAYS, 1.0)
    end = as_of
    while pd.Timestamp(end) > days.min():
        start = pd.Timestamp(end - timedelta(days=MONTH_DAYS - 1))
        if int(days.between(start, pd.Timestamp(end)).sum()) * 10 * months >= len(days):
            return end
        end -= timedelta(days=MONTH_DAYS)
    return as_of


def _split(lines: pd.DataFrame, as_of: date) -> tuple[date, pd.DataFrame, pd.DataFrame]:
    start = first_day_of_month(as_of)
    day = lines["order_date"]
    past = lines[day < pd.Timestamp(start)]
    return start, past, lines[(day >= pd.Timestamp(start)) & (day <= pd.Timestamp(as_of))]


def _bought(
    owner: pd.Series, item: pd.Series, history: Baskets
) -> tuple[csr_matrix, NDArray[np.intp]]:
    """What was bought later, in the columns of the past, and the rows of the past that did."""
    later = baskets.of_lines(owner, item, history.items)
    return later.matrix, history.owners.get_indexer(later.owners)


def _best_sellers(history: csr_matrix) -> Lists:
    length = min(LENGTH, history.shape[1])
    lists = np.full((history.shape[0], LENGTH), -1, dtype=np.int64)
    lists[:, :length] = np.arange(length)
    return lists


def _hits(bought: csr_matrix, lists: Lists) -> NDArray[np.bool_]:
    rows = np.repeat(np.arange(lists.shape[0]), lists.shape[1])
    there = np.asarray(bought[rows, np.maximum(lists, 0).ravel()]).reshape(lists.shape)
    return np.asarray(((there > 0) & (lists >= 0)).any(axis=1))


def _chance(wanted: NDArray[np.float32], items: int) -> float:
    """Hits to expect of lists drawn by chance: 1 less the chance that no wanted one is drawn."""
    drawn = min(LENGTH, items)
    rest = items - wanted.astype(float)
    possible = rest >= drawn
    rest = np.maximum(rest, drawn)
    missed = np.exp(
        gammaln(rest + 1)
        - gammaln(rest - drawn + 1)
        - gammaln(items + 1)
        + gammaln(items - drawn + 1)
    )
    return float((1 - np.where(possible, missed, 0.0)).sum())


def _table(
    name: str,
    hits: list[tuple[str, int]],
    start: date,
    end: date,
    bought: csr_matrix,
    later: pd.DataFrame,
    owner: str,
) -> pd.DataFrame:
    chance = _chance(np.asarray(bought.sum(axis=1)).ravel(), bought.shape[1])
    return _rows(name, hits, start, end, later[owner].nunique(), chance)


def _rows(
    name: str, hits: list[tuple[str, int]], start: date, end: date, cases: int, chance: float
) -> pd.DataFrame:
    popular = dict(hits)[POPULARITY]
    rows = [(name, method, start, end, cases, count, popular, chance) for method, count in hits]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))
