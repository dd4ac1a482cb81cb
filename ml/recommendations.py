"""What goes with a product, and what a customer may buy next.

Item-to-item: products are alike that the same baskets (or customers) hold, and a customer is
offered what is like what they have bought (Linden, Smith and York, Amazon.com Recommendations, IEEE
Internet Computing 2003; the cosine is theirs). What that leaves empty is filled with what sells
most.

Matrices are sparse, 1 where an owner has an item. Their columns have to be ordered by popularity,
best seller first (`by_popularity`): then of equal scores the better seller wins, and the same data
give the same lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, eye_array

from ml.baskets import Baskets

Lists = NDArray[np.int64]  # a row per owner, columns of items by rank; -1 where there are no more

_ROWS = 4096  # looked at at once, which bounds memory
NEIGHBOURS = 30  # of each item that are kept: three times what is shown
SMOOTHING = 20.0  # owners
# Two items in one basket once is chance.
FEWEST_TOGETHER = 2


def by_popularity(baskets: Baskets) -> Baskets:
    """The same with the columns ordered by how many owners have an item, then by key."""
    owners = np.asarray((baskets.matrix > 0).sum(axis=0)).ravel()
    order = np.lexsort((np.arange(len(owners)), -owners))
    return Baskets(baskets.owners, baskets.items[order], baskets.matrix[:, order].tocsr())


@dataclass(frozen=True)
class Together:
    """How often items are had together: `both` is items by items, `owners` per item."""

    both: csr_matrix
    owners: NDArray[np.float64]
    total: int  # owners of anything


def together(matrix: csr_matrix) -> Together:
    """Count pairs; `matrix`: owners by items."""
    had = matrix.astype(bool).astype(np.float32)
    both = (had.T @ had).tocsr()
    both.setdiag(0)
    both.data[both.data < FEWEST_TOGETHER] = 0
    both.eliminate_zeros()
    return Together(both, np.asarray(had.sum(axis=0), dtype=float).ravel(), matrix.shape[0])


def similarities(pairs: Together, method: str, neighbours: int = NEIGHBOURS) -> csr_matrix:
    """Items by items: how alike they are, for each its nearest ones; 0 with itself.

    `method` "confidence": the share of an item's owners who have the other one too, drawn towards
    the share of all who have it (by SMOOTHING owners: of an item that few have, little is known).
    "cosine": owners of both over the root of the product of owners of each. "lift": over what
    chance would bring.
    """
    owners = np.maximum(pairs.owners, 1.0)
    if method == "confidence":
        return _confidence(pairs, neighbours)
    power = {"cosine": -0.5, "lift": -1.0}[method]
    weight = diags_array(np.power(owners, power))
    scale = float(pairs.total) if method == "lift" else 1.0
    return _nearest((weight @ pairs.both @ weight * scale).tocsr().astype(np.float32), neighbours)


def _confidence(pairs: Together, neighbours: int) -> csr_matrix:
    """The best sellers are everybody's neighbours here: smoothing gives each of them a score."""
    share = pairs.owners / max(pairs.total, 1)
    items = len(share)
    own = np.repeat(np.arange(items), min(neighbours, items))
    best = np.tile(np.arange(min(neighbours, items)), items)
    kept = own != best
    near = _nearest(pairs.both, neighbours)
    there = csr_matrix(
        (np.ones(int(kept.sum()), np.float32), (own[kept], best[kept])), shape=(items, items)
    )
    counted = near.copy()
    counted.data[:] = 1
    either = (there + counted).tocsr()
    either.data[:] = 1
    smoothed = near + either @ diags_array(SMOOTHING * share)
    return (diags_array(1 / (pairs.owners + SMOOTHING)) @ smoothed).tocsr().astype(np.float32)


def bought_with(similar: csr_matrix, length: int) -> Lists:
    """For each item the items most alike, then the best sellers; never itself."""
    itself = eye_array(similar.shape[0], dtype=np.float32, format="csr")
    return top(similar, length, without=itself)


def bought_before(history: csr_matrix, length: int) -> Lists:
    """For each customer what they have bought most often, then the best sellers.

    `history`: customers by items, with the number of orders that held it.
    """
    return top(history, length)


def next_products(history: csr_matrix, similar: csr_matrix, length: int, may_repeat: bool) -> Lists:
    """For each customer what is most like all that they have bought, then the best sellers.

    `history` as for `bought_before`, `similar` with values of at most 1. With `may_repeat` what was
    bought comes first, most often first; without, it is left out.
    """
    had = history.astype(bool).astype(np.float32)
    items = np.asarray(had.sum(axis=1), dtype=float).ravel()
    # A mean over what was bought, so it is below 1 and a purchase always ranks before it.
    alike = (diags_array(1 / np.maximum(items, 1.0)) @ (had @ similar)).tocsr().astype(np.float32)
    if may_repeat:
        return top((alike + history).tocsr(), length)
    return top(alike, length, without=had)


def top(scores: csr_matrix, length: int, without: csr_matrix | None = None) -> Lists:
    """The columns with the highest scores (above 0) of each row, then the first other ones.

    What a row has in `without` is left out.
    """
    if without is not None:
        scores = (scores - scores.multiply(without.astype(bool))).tocsr()
        scores.eliminate_zeros()
    scores = _nearest(scores, length)
    scores.sort_indices()
    result = np.full((scores.shape[0], length), -1, dtype=np.int64)
    for start, part, items, values in _chunks(scores):
        # A stable sort: of equal scores the first column, which sells more.
        best = np.argsort(-values, axis=1, kind="stable")[:, :length]
        chosen = np.take_along_axis(items, best, axis=1)
        lists = result[start : start + part]
        lists[:, : chosen.shape[1]] = chosen
        _fill(lists, scores.shape[1], None if without is None else without[start : start + part])
    return result


def _fill(lists: Lists, columns: int, without: csr_matrix | None) -> None:
    """Put the first columns that a list has not into its empty places."""
    for column in range(columns):
        waiting = np.flatnonzero(lists[:, -1] < 0)
        if not len(waiting):
            return
        fits = ~(lists[waiting] == column).any(axis=1)
        if without is not None:
            fits &= ~_holds(without, waiting, np.full(len(waiting), column))
        rows = waiting[fits]
        lists[rows, (lists[rows] >= 0).sum(axis=1)] = column


def _holds(
    matrix: csr_matrix, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether the matrix has something at each of these places."""
    return np.asarray(matrix[rows, columns]).ravel() > 0


def _nearest(matrix: csr_matrix, count: int) -> csr_matrix:
    """The matrix with the highest `count` values of each row, and what equals the least of them."""
    kept = np.zeros(matrix.nnz, dtype=bool)
    for start, part, items, values in _chunks(matrix):
        width = values.shape[1]
        if width > count:
            least = np.partition(values, width - count, axis=1)[:, width - count]
        else:
            least = np.full(part, -np.inf)
        at = slice(matrix.indptr[start], matrix.indptr[start + part])
        kept[at] = (values >= least[:, None])[items >= 0]
    result = matrix.copy()
    result.data[~kept] = 0
    result.eliminate_zeros()
    return result


def _chunks(
    matrix: csr_matrix,
) -> Iterator[tuple[int, int, Lists, NDArray[np.float32]]]:
    """(first row, rows, items, values): rows side by side, filled up with -1 and -inf."""
    for start in range(0, matrix.shape[0], _ROWS):
        pointers = matrix.indptr[start : start + _ROWS + 1]
        lengths = np.diff(pointers)
        width = int(lengths.max(initial=0))
        there = np.arange(width) < lengths[:, None]
        items = np.full(there.shape, -1, dtype=np.int64)
        values = np.full(there.shape, -np.inf, dtype=np.float32)
        items[there] = matrix.indices[pointers[0] : pointers[-1]]
        values[there] = matrix.data[pointers[0] : pointers[-1]]
        yield start, len(lengths), items, values
