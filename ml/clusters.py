"""Customers grouped by k-means on their RFM scores, to set beside the segments that rules make.

Scores are 1 to 5, so there are at most 125 different customers: each is one point, as heavy as
there are customers like it. The number of clusters follows from the silhouette (Rousseeuw 1987).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SCORES = ("recency_score", "frequency_score", "monetary_score")
FEWEST_CUSTOMERS = 50  # below that a cluster is a handful of people
CLUSTER_COUNTS = range(2, 9)  # more than eight nobody can act on
# Fewer clusters are easier to act on, so the fewest are taken whose silhouette is the best but for
# this.
AS_GOOD = 0.02
_SEED = 20240901
_PARTS = ("recent", "frequent", "high-spending")
# A centre from here on is high, from the other down it is low; scores go from 1 to 5.
_HIGH, _LOW = 3.5, 2.5


@dataclass(frozen=True)
class Clusters:
    """`customers`: customer_key, cluster_number, cluster_name, distance (to its centre).

    `centres`: one row per cluster with its number (1 has the highest scores), name, customer_count
    and the mean of each score. `silhouettes`: by number of clusters (-1 to 1). Empty where
    `missing` says why.
    """

    customers: pd.DataFrame
    centres: pd.DataFrame
    silhouettes: dict[int, float]
    missing: str | None = None


def cluster(scores: pd.DataFrame) -> Clusters:
    """Group customers. `scores`: one row per customer with customer_key and SCORES (1 to 5)."""
    kept = scores.dropna(subset=list(SCORES)).sort_values("customer_key", ignore_index=True)
    if len(kept) < FEWEST_CUSTOMERS:
        return _none(f"{len(kept)} customers with scores; {FEWEST_CUSTOMERS} are needed")
    points, of_customer, weights = np.unique(
        kept[list(SCORES)].to_numpy(float), axis=0, return_inverse=True, return_counts=True
    )
    if len(points) < 3:
        return _none("all customers have nearly the same scores")
    # A second of imports, so only where there is something to do.
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    found: dict[int, NDArray[np.int32]] = {}
    silhouettes: dict[int, float] = {}
    for count in CLUSTER_COUNTS:
        if count >= len(points):
            break
        means = KMeans(count, n_init=10, random_state=_SEED)
        # One thread: with so few points others only get in the way, and the sums stay the same
        # ones.
        with threadpool_limits(1):
            found[count] = means.fit_predict(points, sample_weight=weights.astype(float))
        silhouettes[count] = silhouette(points, weights, found[count])
    enough = max(silhouettes.values()) - AS_GOOD
    count = min(count for count, value in silhouettes.items() if value >= enough)
    return _named(kept, points, of_customer, weights, found[count], silhouettes)


def silhouette(
    points: NDArray[np.float64], weights: NDArray[np.int64], labels: NDArray[np.int32]
) -> float:
    """The mean silhouette of points that stand for `weights` customers each."""
    apart = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    of_cluster = np.eye(labels.max() + 1)[labels] * weights[:, None]
    sizes = of_cluster.sum(axis=0)
    sums = apart @ of_cluster  # distances to everybody in each cluster
    own = sums[np.arange(len(points)), labels]
    own_size = sizes[labels]
    others = sums / sizes
    others[np.arange(len(points)), labels] = np.inf
    nearest = others.min(axis=1)
    mean_own = own / np.maximum(own_size - 1, 1)
    wider = np.maximum(np.maximum(mean_own, nearest), 1e-300)
    each = np.where(own_size > 1, (nearest - mean_own) / wider, 0.0)
    return float((each * weights).sum() / weights.sum())


def beside_segments(clusters: Clusters, segments: pd.DataFrame) -> pd.DataFrame:
    """How many customers are in each cluster and segment: cluster_name, rfm_segment, and so many.

    `segments`: one row per customer with customer_key and rfm_segment.
    """
    both = clusters.customers.merge(segments[["customer_key", "rfm_segment"]], on="customer_key")
    counted = both.groupby(["cluster_number", "cluster_name", "rfm_segment"], as_index=False).size()
    return counted.rename(columns={"size": "customer_count"})


def _named(
    kept: pd.DataFrame,
    points: NDArray[np.float64],
    of_customer: NDArray[np.intp],
    weights: NDArray[np.int64],
    labels: NDArray[np.int32],
    silhouettes: dict[int, float],
) -> Clusters:
    """Numbers and names that follow from the centres alone, not from the order of the search."""
    centres = np.array(
        [
            np.average(points[labels == label], axis=0, weights=weights[labels == label])
            for label in range(labels.max() + 1)
        ]
    )
    order = np.lexsort((*(-centres.T[::-1]), -centres.sum(axis=1)))
    number = np.empty(len(order), dtype=int)
    number[order] = np.arange(1, len(order) + 1)
    names, taken = {}, set()
    for label in order:
        name = _name(centres[label])
        if name in taken:
            name = f"{name} ({number[label]})"
        taken.add(name)
        names[int(label)] = name
    of = labels[of_customer]
    distance = np.sqrt(((points - centres[labels]) ** 2).sum(axis=1))[of_customer]
    customers = pd.DataFrame(
        {
            "customer_key": kept["customer_key"],
            "cluster_number": number[of],
            "cluster_name": pd.Series(of).map(names),
            "distance": distance,
        }
    )
    sizes = np.bincount(labels, weights=weights).astype(int)
    table = pd.DataFrame(centres[order], columns=[f"mean_{name}" for name in SCORES])
    table.insert(0, "cluster_number", number[order])
    table.insert(1, "cluster_name", [names[int(label)] for label in order])
    table.insert(2, "customer_count", sizes[order])
    return Clusters(customers, table, silhouettes)


def _name(centre: NDArray[np.float64]) -> str:
    """What stands out of a cluster, in words: “Recent, frequent”, “Not recent, not frequent”."""
    high = [word for word, value in zip(_PARTS, centre, strict=True) if value >= _HIGH]
    low = [f"not {word}" for word, value in zip(_PARTS, centre, strict=True) if value < _LOW]
    said = ", ".join([*high, *low]) or "in the middle"
    return said[0].upper() + said[1:]


def _none(why: str) -> Clusters:
    customers = pd.DataFrame(
        {
            "customer_key": pd.Series(dtype=str),
            "cluster_number": pd.Series(dtype=int),
            "cluster_name": pd.Series(dtype=str),
            "distance": pd.Series(dtype=float),
        }
    )
    return Clusters(customers, pd.DataFrame(), {}, why)
