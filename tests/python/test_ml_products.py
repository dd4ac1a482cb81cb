"""Rules and recommendations: known counts of a public set, counting by hand, planted pairs."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from ml import baskets, recommendation_checks, recommendations
from ml import product_rules as rules
from ml.baskets import Baskets
from tests.conftest import REAL_DATA

# --- rules ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def groceries() -> Baskets:
    path = REAL_DATA / "groceries" / "groceries.csv"
    if not path.exists():
        pytest.skip("groceries is not on this machine (../shared/data)")
    lines = [
        (number, item)
        for number, line in enumerate(path.read_text().splitlines())
        for item in line.split(",")
    ]
    frame = pd.DataFrame(lines, columns=["basket", "item"])
    assert len(frame) == 43_367
    return baskets.of_lines(frame["basket"], frame["item"])


@pytest.mark.parametrize(
    ("support", "confidence", "count"),
    [(0.001, 0.8, 410), (0.001, 0.5, 5668), (0.01, 0.5, 15), (0.006, 0.25, 463), (0.01, 0.2, 231)],
)
def test_groceries_have_the_known_number_of_rules(
    groceries: Baskets, support: float, confidence: float, count: int
) -> None:
    assert groceries.matrix.shape == (9835, 169)
    found = rules.itemsets(groceries, rules.fewest_baskets(support, 9835))
    table = rules.rules(found, confidence)
    assert len(table) == count
    if count == 231:
        assert int((table["antecedents"].map(len) == 1).sum()) == 151
        assert Counter(map(len, found.counts)) == {1: 88, 2: 213, 3: 32}
    if count == 15:
        best = table.iloc[0]
        names = [groceries.items[item] for item in (*best["antecedents"], best["consequent"])]
        assert names == ["citrus fruit", "root vegetables", "other vegetables"]
        assert [best["support"], best["confidence"], best["lift"]] == pytest.approx(
            [0.0103711, 0.5862069, 3.0296084], abs=5e-8
        )


def _drawn(seed: int, owners: int, items: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    rows = [
        (f"b{owner:05}", f"i{item:03}")
        for owner in range(owners)
        for item in draw.choice(items, int(draw.integers(1, 6)), replace=False)
    ]
    return pd.DataFrame(rows, columns=["owner", "item"])


def test_itemsets_are_those_that_counting_finds() -> None:
    lines = _drawn(3, 300, 12)
    found = rules.itemsets(baskets.of_lines(lines["owner"], lines["item"]), 4)
    counted: Counter[tuple[int, ...]] = Counter()
    for _, own in lines.groupby("owner")["item"]:
        members = sorted(int(item[1:]) for item in own)
        for size in range(1, len(members) + 1):
            counted.update(itertools.combinations(members, size))
    assert found.counts == {members: n for members, n in counted.items() if n >= 4}
    shorter = rules.itemsets(baskets.of_lines(lines["owner"], lines["item"]), 4, longest=2)
    assert shorter.counts == {m: n for m, n in found.counts.items() if len(m) <= 2}


def test_the_measures_are_their_definitions() -> None:
    lines = _drawn(4, 400, 8)
    matrix = baskets.of_lines(lines["owner"], lines["item"])
    has = matrix.matrix.toarray().astype(bool)
    table = rules.rules(rules.itemsets(matrix, 5), 0.1)
    assert len(table) > 50
    for row in table.itertuples():
        left = has[:, list(row.antecedents)].all(axis=1)
        right = has[:, row.consequent]
        a, c, both = left.mean(), right.mean(), (left & right).mean()
        assert row.support == pytest.approx(both)
        assert row.confidence == pytest.approx(both / a)
        assert row.lift == pytest.approx(both / (a * c))
        assert row.leverage == pytest.approx(both - a * c)
        if row.confidence < 1:
            assert row.conviction == pytest.approx((1 - c) / (1 - both / a))
        else:
            assert np.isnan(row.conviction)
        observed = np.array([[both, a - both], [c - both, 1 - a - c + both]])
        expected = np.outer(observed.sum(axis=1), observed.sum(axis=0))
        assert row.chi_square == pytest.approx(
            len(has) * ((observed - expected) ** 2 / expected).sum()
        )
    above = rules.rules(rules.itemsets(matrix, 5), 0.1, above_chance=True)
    assert len(above) == int((table["lift"] > 1 + 1e-12).sum())


def test_many_products_are_bounded_by_the_most_frequent_ones() -> None:
    lines = _drawn(5, 500, 60)
    found = rules.itemsets(baskets.of_lines(lines["owner"], lines["item"]), 1, most_items=10)
    popular = lines["item"].value_counts()
    assert {m[0] for m in found.counts if len(m) == 1} == set(range(60)) & {
        int(item[1:]) for item in sorted(popular.index, key=lambda i: (-popular[i], i))[:10]
    }


def test_a_shop_of_single_products_has_no_rules() -> None:
    lines = pd.DataFrame({"owner": list("abc"), "item": list("xyx")})
    found = rules.itemsets(baskets.of_lines(lines["owner"], lines["item"]), 1)
    assert found.counts == {(0,): 2, (1,): 1}
    assert rules.rules(found, 0.0).empty
    empty = rules.itemsets(baskets.of_lines(lines["owner"][:0], lines["item"][:0]), 1)
    assert rules.rules(empty, 0.0).empty


# --- recommendations -----------------------------------------------------------------------------


def _lists_by_hand(
    scores: NDArray[np.float32], barred: NDArray[np.bool_], k: int
) -> list[list[int]]:
    result = []
    for row, out in zip(scores, barred, strict=True):
        order = sorted(range(len(row)), key=lambda i: (-row[i], i))
        result.append([i for i in order if not out[i]][:k])
    return result


@pytest.mark.parametrize("seed", range(5))
def test_the_best_of_each_row_are_those_that_sorting_finds(seed: int) -> None:
    from scipy.sparse import csr_matrix

    draw = np.random.default_rng(seed)
    # Few different values, so that there are ties, and rows with nothing at all.
    scores = draw.integers(0, 4, (200, 30)).astype(np.float32) * (draw.random((200, 30)) < 0.2)
    barred = draw.random((200, 30)) < 0.3
    found = recommendations.top(csr_matrix(scores), 6, csr_matrix(barred.astype(np.float32)))
    assert found.tolist() == _lists_by_hand(scores, barred, 6)
    free = recommendations.top(csr_matrix(scores), 6)
    assert free.tolist() == _lists_by_hand(scores, np.zeros_like(barred), 6)


def _shop(seed: int = 1) -> pd.DataFrame:
    """Customers of two tastes; whoever buys product 2n also buys 2n + 1, and again each month."""
    draw = np.random.default_rng(seed)
    rows = []
    for customer in range(400):
        own = draw.choice(20, 2, replace=False) + (20 if customer % 2 else 0)
        for month in range(6):
            if draw.random() < 0.6:
                order = f"o{customer:03}{month}"
                day = pd.Timestamp("2025-01-01") + pd.Timedelta(days=30 * month + customer % 28)
                item = int(draw.choice(own))
                rows.append((f"c{customer:03}", order, f"p{2 * item:02}", day))
                rows.append((f"c{customer:03}", order, f"p{2 * item + 1:02}", day))
                rows.append((f"c{customer:03}", order, f"p{80 + draw.integers(15)}", day))
    return pd.DataFrame(rows, columns=["customer_key", "order_key", "stock_item_key", "order_date"])


AS_OF = date(2025, 6, 29)


@pytest.mark.parametrize("method", ["confidence", "cosine", "lift"])
def test_planted_pairs_are_first(method: str) -> None:
    shop = _shop()
    held = recommendations.by_popularity(
        baskets.of_lines(shop["order_key"], shop["stock_item_key"])
    )
    similar = recommendations.similarities(recommendations.together(held.matrix), method)
    lists = recommendations.bought_with(similar, 10)
    for number in range(0, 80, 2):
        item = held.items.get_loc(f"p{number:02}")
        assert held.items[lists[item, 0]] == f"p{number + 1:02}"
        assert item not in lists[item]
        assert len(set(lists[item])) == 10


def test_what_is_measured_is_what_was_planted() -> None:
    shop = _shop()
    table = recommendation_checks.next_products(shop, AS_OF).set_index("method")
    hits = table["hit_count"]
    assert table["case_count"].nunique() == 1
    assert hits["bought_before"] > 1.3 * hits["popularity"] > 0
    assert hits["item_to_item"] > 1.3 * hits["popularity"]
    assert hits["popularity"] == table["popularity_hit_count"].iloc[0]
    assert recommendation_checks.chosen(shop, AS_OF) in ("bought_before", "item_to_item")

    pairs = recommendation_checks.bought_with(shop, AS_OF).set_index("method")["hit_count"]
    assert pairs["confidence"] > 1.3 * pairs["popularity"]

    known = sorted(shop["customer_key"].unique())
    taste = pd.DataFrame(
        {"customer_key": known, "rfm_segment": ["odd" if int(k[1:]) % 2 else "even" for k in known]}
    )
    segments = recommendation_checks.segment_lists(shop, taste, AS_OF).set_index("method")
    assert segments["hit_count"]["most_bought"] >= segments["hit_count"]["popularity"]


def test_hits_by_chance_are_those_of_drawing() -> None:
    wanted = np.array([1, 3, 12], dtype=np.float32)
    draw = np.random.default_rng(0)
    rounds = [
        sum(bool(set(draw.choice(40, 10, replace=False)) & set(range(int(n)))) for n in wanted)
        for _ in range(4000)
    ]
    assert recommendation_checks._chance(wanted, 40) == pytest.approx(np.mean(rounds), abs=0.03)
    assert recommendation_checks._chance(np.array([1.0], dtype=np.float32), 5) == 1


def test_a_shop_whose_files_end_in_stragglers_is_measured_before_them() -> None:
    shop = _shop()
    late = shop.head(3).assign(order_date=pd.Timestamp("2025-11-20"), order_key="late")
    found = recommendation_checks.last_busy_month(pd.concat([shop, late]), date(2025, 11, 20))
    assert date(2025, 5, 1) < found < date(2025, 8, 1)
    assert recommendation_checks.last_busy_month(shop, AS_OF) == AS_OF


def test_too_few_cases_are_not_measured_and_popularity_stands() -> None:
    few = _shop().query("customer_key < 'c020'")
    assert recommendation_checks.next_products(few, AS_OF).empty
    assert recommendation_checks.bought_with(few, AS_OF).empty
    assert recommendation_checks.chosen(few, AS_OF) == "popularity"
    assert recommendation_checks.chosen(few.head(0), AS_OF) == "popularity"


def test_the_order_of_the_rows_does_not_matter() -> None:
    shop = _shop()
    mixed = shop.sample(frac=1, random_state=3)
    for measure in (recommendation_checks.next_products, recommendation_checks.bought_with):
        pd.testing.assert_frame_equal(measure(shop, AS_OF), measure(mixed, AS_OF))


def test_many_customers_take_seconds() -> None:
    """100,000 customers of 5,000 products."""
    draw = np.random.default_rng(0)
    weight = 1 / np.arange(1, 5001) ** 0.8
    lines = pd.DataFrame(
        {
            "owner": np.repeat(np.arange(100_000), 6),
            "item": draw.choice(5000, 600_000, p=weight / weight.sum()),
        }
    )
    held = recommendations.by_popularity(
        baskets.of_lines(lines["owner"], lines["item"], counted=True)
    )
    started = time.process_time()
    lists = recommendation_checks.methods(held.matrix)["item_to_item"]()
    assert lists.shape == (100_000, 10) and (lists >= 0).all()
    assert time.process_time() - started < 30
