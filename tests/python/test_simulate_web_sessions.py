"""The simulated shop's web sessions: the visits that GA4 counts, one by one, with who came."""

from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def sessions(small_exports: Path) -> pd.DataFrame:
    paths = sorted((small_exports / "sheets").glob("web_sessions_*.csv"))
    assert len(paths) == 9  # quarters of the calendar
    read = pd.concat([pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths])
    return read.assign(date=read["session_started_at"].str[:10]).reset_index(drop=True)


def truth(small_exports: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(small_exports / "_truth" / name, keep_default_na=False)


def test_they_are_the_visits_that_ga4_counts(small_exports: Path, sessions: pd.DataFrame) -> None:
    counted = truth(small_exports, "sessions_daily.csv")
    counted = counted[counted["sessions"] > 0]
    counted = counted.replace({"source": {"(direct)": ""}, "medium": {"(none)": ""}})
    expected = counted.set_index(["date", "source", "medium"])["sessions"]
    found = sessions.groupby(["date", "source", "medium"]).size()
    pd.testing.assert_series_equal(
        found.sort_index(), expected.sort_index(), check_names=False, check_dtype=False
    )
    assert sessions["session_id"].is_unique


def test_the_planted_visitors_are_in_them(small_exports: Path, sessions: pd.DataFrame) -> None:
    planted = truth(small_exports, "visitors_daily.csv").set_index("date")
    came = sessions.groupby("date")["visitor_id"].agg(set)
    came = came.reindex(planted.index).map(lambda who: who if isinstance(who, set) else set())
    for days, column in ((1, "visitors"), (7, "visitors_7_days"), (30, "visitors_30_days")):
        found = [
            len(set().union(*came.iloc[max(0, at - days + 1) : at + 1])) for at in range(len(came))
        ]
        assert found == planted[column].tolist()
    # Some come again, most do not.
    days_each = sessions.groupby("visitor_id")["date"].nunique()
    assert 0.05 < (days_each > 1).mean() < 0.5


def test_orders_begin_with_a_visit_of_that_day(small_exports: Path, sessions: pd.DataFrame) -> None:
    led = sessions[sessions["order_id"] != ""]
    assert len(led) == truth(small_exports, "visitors_daily.csv")["orders"].sum() > 20
    assert led["order_id"].is_unique
    assert (led["order_id"].str[:8] == led["date"].str.replace("-", "")).all()
    assert (led[["add_to_cart_count", "checkout_count"]] == "1").all(axis=None)
    # Who ordered looks in again, and is known by then.
    buyers = sessions[sessions["visitor_id"].isin(led["visitor_id"])]
    assert len(buyers) > 1.5 * len(led)
