"""Association rules of any size: who buys these also buys that.

Itemsets are found by mlxtend's FP-growth (Han, Pei and Yin, Mining Frequent Patterns without
Candidate Generation, SIGMOD 2000); the measures are those of Agrawal, Imielinski and Swami (1993)
and Brin et al. (1997). Supports are whole numbers of baskets throughout, so no figure hangs on how
a share is rounded. A rule has one consequent, as those of R's arules have.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from mlxtend.frequent_patterns.fpcommon import FPTree
from mlxtend.frequent_patterns.fpgrowth import fpg_step

from ml.baskets import Baskets

COLUMNS = (
    *("antecedents", "consequent", "basket_count", "antecedent_basket_count"),
    *("consequent_basket_count", "rule_basket_count"),
    *("support", "confidence", "lift", "leverage", "conviction", "chi_square"),
)


@dataclass(frozen=True)
class Itemsets:
    """How many baskets hold each frequent set of items, told by columns, ascending."""

    basket_count: int
    counts: dict[tuple[int, ...], int]


def fewest_baskets(share: float, basket_count: int) -> int:
    """The number of baskets that is at least this share of all."""
    return max(math.ceil(share * basket_count - 1e-9), 1)


def itemsets(
    baskets: Baskets, fewest: int, longest: int | None = None, most_items: int | None = None
) -> Itemsets:
    """Every set of at most `longest` items that is in at least `fewest` baskets.

    `most_items` bounds memory and time where products are many: only so many of the most frequent
    ones are looked at (of equals, the first ones).
    """
    matrix = baskets.matrix
    per_item = np.asarray(matrix.sum(axis=0)).ravel().astype(int)
    order = np.lexsort((np.arange(len(per_item)), -per_item))[:most_items]
    frequent = [int(item) for item in order if per_item[item] >= fewest]
    counts: dict[tuple[int, ...], int] = {(item,): int(per_item[item]) for item in sorted(frequent)}
    if longest == 1 or len(frequent) < 2:
        return Itemsets(matrix.shape[0], counts)
    # Rarest first, as the tree wants it. Baskets with fewer than two of the items make no set, and
    # equal ones are put in at once.
    rank = {item: position for position, item in enumerate(reversed(frequent))}
    place = np.full(len(per_item), -1)
    place[list(rank)] = list(rank.values())
    places = place[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    rows, places = rows[places >= 0], places[places >= 0]
    ordered = np.lexsort((-places, rows))
    rows, places = rows[ordered], places[ordered]
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.array([], int)
    equal = Counter(tuple(part.tolist()) for part in np.split(places, starts[1:]) if len(part) > 1)
    back = list(rank)
    tree = FPTree({position: position for position in range(len(back))})
    for members, count in sorted(equal.items()):
        tree.insert_itemset(list(members), count)
    for count, found in fpg_step(tree, fewest, None, longest, 0):
        if len(found) > 1 and count >= fewest:
            counts[tuple(sorted(back[position] for position in found))] = int(count)
    return Itemsets(matrix.shape[0], counts)


def rules(found: Itemsets, confidence: float, above_chance: bool = False) -> pd.DataFrame:
    """One row per rule of at least this confidence (0-1), best lift first; columns: COLUMNS.

    `antecedents` is a tuple of columns of the matrix, `consequent` one. With `above_chance`, rules
    alone whose lift is above 1. Conviction is None where the rule never fails.
    """
    total = found.basket_count
    rows = []
    for members, both in found.counts.items():
        for consequent in members if len(members) > 1 else ():
            left = tuple(item for item in members if item != consequent)
            with_left, with_right = found.counts[left], found.counts[(consequent,)]
            if both < confidence * with_left - 1e-9:
                continue
            if above_chance and both * total <= with_left * with_right:
                continue
            rows.append((left, consequent, total, with_left, with_right, both))
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:6]))
    n = frame["basket_count"].to_numpy(float)
    a, c, rule = (
        frame[name].to_numpy(float)
        for name in ("antecedent_basket_count", "consequent_basket_count", "rule_basket_count")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        frame["support"] = rule / n
        frame["confidence"] = rule / a
        frame["lift"] = rule * n / (a * c)
        frame["leverage"] = rule / n - (a / n) * (c / n)
        fails = a - rule
        frame["conviction"] = np.where(fails > 0, a * (n - c) / (n * fails), np.nan)
        # Pearson's, of the table of two by two, without a correction for continuity.
        frame["chi_square"] = n * (rule * n - a * c) ** 2 / (a * c * (n - a) * (n - c))
    return frame.sort_values(
        ["lift", "rule_basket_count", "antecedents", "consequent"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )
