"""Baskets as sparse matrices: a row per basket (or customer), a column per item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Baskets:
    """`matrix` is above 0 where the owner of a row has the item of a column; keys are sorted."""

    owners: pd.Index
    items: pd.Index
    matrix: csr_matrix


def of_lines(
    owner: pd.Series, item: pd.Series, items: pd.Index | None = None, counted: bool = False
) -> Baskets:
    """One row per owner (an order, a customer), from one line per owner and item.

    Lines of the same two count once, or with `counted` each. With `items` given the columns are
    those, and lines of other items are left out (their owner stays).
    """
    owner_codes, owners = pd.factorize(owner, sort=True)
    if items is None:
        item_codes, items = pd.factorize(item, sort=True)
    else:
        item_codes = items.get_indexer(pd.Index(item))
    kept = (item_codes >= 0) & (owner_codes >= 0)
    matrix = csr_matrix(
        (np.ones(int(kept.sum()), dtype=np.float32), (owner_codes[kept], item_codes[kept])),
        shape=(len(owners), len(items)),
    )
    matrix.sum_duplicates()
    if not counted:
        matrix.data[:] = 1
    return Baskets(pd.Index(owners), pd.Index(items), matrix)
