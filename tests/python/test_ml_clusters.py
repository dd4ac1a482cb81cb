"""K-means on RFM scores: planted groups, stable names, and beside the segments of rules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml import clusters

CENTRES = {(5, 5, 5): 120, (5, 1, 1): 300, (1, 1, 1): 400, (1, 5, 5): 80}


def _scores() -> pd.DataFrame:
    """Four groups of customers, a few of them one score off."""
    draw = np.random.default_rng(2)
    rows = []
    for centre, count in CENTRES.items():
        for _ in range(count):
            off = draw.integers(-1, 2, 3) * (draw.random(3) < 0.2)
            rows.append(np.clip(np.array(centre) + off, 1, 5))
    frame = pd.DataFrame(np.array(rows), columns=list(clusters.SCORES))
    frame["customer_key"] = [f"c{number:04}" for number in range(len(frame))]
    return frame


def test_planted_groups_are_found_and_named_by_their_centres() -> None:
    found = clusters.cluster(_scores())
    # Eight are a little better (0.905 against 0.900), and twice as many to remember.
    assert max(found.silhouettes.values()) - found.silhouettes[4] < clusters.AS_GOOD
    names = found.centres.set_index("cluster_name")["customer_count"].to_dict()
    assert names == {
        "Recent, frequent, high-spending": 120,
        "Frequent, high-spending, not recent": 80,
        "Recent, not frequent, not high-spending": 300,
        "Not recent, not frequent, not high-spending": 400,
    }
    assert list(found.centres["cluster_number"]) == [1, 2, 3, 4]
    assert len(found.customers) == 900 and found.customers["customer_key"].is_unique


def test_the_order_of_customers_changes_nothing() -> None:
    found = clusters.cluster(_scores())
    mixed = clusters.cluster(_scores().sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(mixed.customers, found.customers, check_exact=True)
    pd.testing.assert_frame_equal(mixed.centres, found.centres, check_exact=True)


def test_the_silhouette_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import silhouette_score

    points, of, weights = np.unique(
        _scores()[list(clusters.SCORES)].to_numpy(float),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    labels = (points[:, 0] > 3).astype(np.int32) + 2 * (points[:, 1] > 3).astype(np.int32)
    assert clusters.silhouette(points, weights, labels) == pytest.approx(
        silhouette_score(points[of], labels[of])
    )


def test_clusters_beside_segments_hold_every_customer_once() -> None:
    scores = _scores()
    found = clusters.cluster(scores)
    segments = scores.assign(rfm_segment=np.where(scores["recency_score"] > 3, "Here", "Away"))
    table = clusters.beside_segments(found, segments)
    assert table["customer_count"].sum() == 900
    champions = table[table["cluster_name"] == "Recent, frequent, high-spending"]
    assert champions[["rfm_segment", "customer_count"]].to_numpy().tolist() == [["Here", 120]]


def test_too_few_or_too_alike_customers_are_not_clustered() -> None:
    few = clusters.cluster(_scores().head(49))
    assert few.missing == "49 customers with scores; 50 are needed" and few.customers.empty
    alike = clusters.cluster(_scores().assign(**dict.fromkeys(clusters.SCORES, 3)))
    assert alike.missing == "all customers have nearly the same scores"
    unscored = clusters.cluster(_scores().assign(recency_score=None))
    assert unscored.missing is not None and unscored.customers.empty
