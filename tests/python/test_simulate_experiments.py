"""A/B tests and campaigns of the simulated shop: their sheets against the truth and against the
orders of the marketplaces' own files, and the planted effects found by the usual tests."""

import csv
import json
import math
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import ingest_helpers
import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from orchestration.simulate.files import experiments as experiment_sheets
from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.world import campaigns, experiments
from orchestration.simulate.world import orders as order_blocks
from orchestration.simulate.world.shop import Shop, open_shop

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def exports(two_years_exports: Path) -> Path:
    return two_years_exports


@pytest.fixture(scope="module")
def planted(exports: Path) -> dict[str, Any]:
    content = json.loads((exports / "_truth" / "simulation.json").read_text())
    marketing: dict[str, Any] = content["marketing"]
    return marketing


@pytest.fixture(scope="module")
def large_shop() -> Shop:
    return open_shop(Parameters(4.0, 1, DEFAULT_START, DEFAULT_END))


def exposures(exports: Path) -> list[Row]:
    paths = (exports / "sheets").glob("experiment_exposures_*.csv")
    return [row for path in paths for row in rows(path)]


def responses(exports: Path) -> list[Row]:
    paths = (exports / "sheets").glob("campaign_responses_*.csv")
    return [row for path in paths for row in rows(path)]


def z_of_two_shares(of: dict[str, tuple[int, int]], control: str, treatment: str) -> float:
    (n, x), (m, y) = of[control], of[treatment]
    pooled = (x + y) / (n + m)
    return (y / m - x / n) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))


# --- experiments ---------------------------------------------------------------------------------


def test_exposures_are_the_planted_visitors(exports: Path, planted: dict[str, Any]) -> None:
    found = exposures(exports)
    assert list(found[0]) == [
        "experiment_id", "variant", "visitor_id", "exposed_at", "has_converted", "converted_at",
        "platform", "order_id",
    ]  # fmt: skip
    visitors: Counter[tuple[str, str]] = Counter()
    converted: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for row in found:
        key = row["experiment_id"], row["visitor_id"]
        if key in seen:  # comes again, and nobody wrote down whether they converted
            assert row["has_converted"] == row["converted_at"] == ""
            continue
        seen.add(key)
        group = row["experiment_id"], row["variant"]
        visitors[group] += 1
        converted[group] += row["has_converted"] == "yes"
        if row["has_converted"] == "yes":
            at, done = (datetime.fromisoformat(row[c]) for c in ("exposed_at", "converted_at"))
            assert at < done
    assert 0.01 < 1 - len(seen) / len(found) < 0.05
    truth = rows(exports / "_truth" / "experiments.csv")
    assert len(truth) == 6
    for row in truth:
        group = row["experiment_id"], row["variant"]
        assert [visitors[group], converted[group]] == [int(row["visitors"]), int(row["converted"])]
    total = sum(each["visitors"] for each in planted["experiments"])
    assert total == sum(visitors.values()) == 3_000  # 0.15 of 20,000


def test_one_experiment_changes_something_one_nothing_and_one_is_lopsided() -> None:
    """At scale 1: z above 3 and below 2, and shares that a fair draw gives once in a million."""
    shop = open_shop(Parameters(1.0, 1, DEFAULT_START, DEFAULT_END))
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for experiment in experiments.EXPERIMENTS:
        n, x = Counter[str](), Counter[str]()
        for block in experiments.exposures(shop, experiment):
            for treated in (False, True):
                variant = "treatment" if treated else "control"
                of_variant = block.is_treated == treated
                n[variant] += int(of_variant.sum())
                x[variant] += int((block.converts & of_variant).sum())
        found[experiment.name] = {variant: (n[variant], x[variant]) for variant in n}
    real, nothing, lopsided = (found[name] for name in found)
    assert z_of_two_shares(real, "control", "treatment") > 3
    assert abs(z_of_two_shares(nothing, "control", "treatment")) < 2
    for of, is_fair in ((real, True), (nothing, True), (lopsided, False)):
        control, treatment = of["control"][0], of["treatment"][0]
        z = (control - treatment) / math.sqrt(control + treatment)
        assert (abs(z) < 3) if is_fair else (z > 5)


def test_exposures_are_bounded_and_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    huge = open_shop(Parameters(5_000.0, 1, date(2024, 11, 1), date(2024, 12, 1)))
    largest = sum(experiments.visitor_count(huge, each) for each in experiments.EXPERIMENTS)
    assert largest == 400_000
    shop = open_shop(Parameters(0.1, 1, DEFAULT_START, DEFAULT_END))
    whole = list(experiment_sheets._rows(shop, experiments.EXPERIMENTS[0]))
    monkeypatch.setattr(experiments, "_BLOCK", 7)
    assert list(experiment_sheets._rows(shop, experiments.EXPERIMENTS[0])) == whole


# --- campaigns -----------------------------------------------------------------------------------


def test_campaign_responses_are_the_tallied_ones(exports: Path) -> None:
    found: Counter[tuple[str, str, str, str]] = Counter()
    for row in responses(exports):
        control = {"yes": "true", "no": "false"}[row["is_control"]]
        found[row["campaign_id"], row["platform"], control, row["response"]] += 1
        assert (row["response"] == "none") == (row["response_date"] == "")
        assert (row["response"] == "ordered") == (row["order_id"] != "")
        assert row["response_date"] == "" or row["response_date"] >= row["contacted_date"]
    truth = rows(exports / "_truth" / "campaign_responses.csv")
    assert len({row["campaign_id"] for row in truth}) == 8
    for row in truth:
        group = row["campaign_id"], row["platform"], row["is_control"]
        counts = {word: found.pop((*group, word), 0) for word in
                  ("none", "opened", "clicked", "opted_out", "ordered")}  # fmt: skip
        assert sum(counts.values()) == int(row["customers"])
        assert all(counts[word] == int(row[word]) for word in list(counts)[1:])
    assert not found


def test_ordered_is_an_order_of_the_marketplaces_files(exports: Path) -> None:
    buyers: dict[tuple[str, str], tuple[str, str]] = {}
    for path in (exports / "shopee").glob("Order.all.*.xlsx"):
        header, *lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        places = [header.index(name) for name in
                  ("หมายเลขคำสั่งซื้อ", "ชื่อผู้ใช้ (ผู้ซื้อ)", "วันที่ทำการสั่งซื้อ")]  # fmt: skip
        for line in lines:
            order, buyer, at = (str(line[place]) for place in places)
            buyers["shopee", order] = buyer, at[:10]
    for path in (exports / "tiktok").glob("*.csv"):
        for row in rows(path)[1:]:
            created = datetime.strptime(row["Created Time"].strip(), "%d/%m/%Y %H:%M:%S")
            order = row["Order ID"].strip()
            buyers["tiktok_shop", order] = row["Buyer Username"].strip(), f"{created:%Y-%m-%d}"
    ordered = [row for row in responses(exports) if row["response"] == "ordered"]
    assert len(ordered) > 30 and {row["platform"] for row in ordered} == {"shopee", "tiktok_shop"}
    for row in ordered:
        found = buyers[row["platform"], row["order_id"]]
        assert found == (row["customer_id"], row["response_date"])
        waited = date.fromisoformat(row["response_date"]) - date.fromisoformat(
            row["contacted_date"]
        )
        assert 1 <= waited.days <= 14


def test_a_campaign_raises_the_odds_of_an_order_as_planted(large_shop: Shop) -> None:
    """Mantel and Haenszel's odds ratio over the campaigns of a kind, within a third in logarithms.

    Of one that works it lies above that of one that does not, so no effect would fail.
    """
    found: dict[str, float] = {}
    for kind in campaigns.KINDS:
        up = down = 0.0
        for campaign in campaigns.within(large_shop.parameters):
            if campaign.kind != kind:
                continue
            for platform in ("shopee", "tiktok_shop"):
                of = campaigns.responses(large_shop, platform, campaign)
                bought, left_out = of.response == campaigns.ORDERED, of.is_control
                up += (bought & ~left_out).sum() * (~bought & left_out).sum() / len(bought)
                down += (bought & left_out).sum() * (~bought & ~left_out).sum() / len(bought)
        found[kind.name] = up / down
        assert math.log(found[kind.name]) == pytest.approx(math.log(kind.odds), abs=0.33)
    assert found["NEWS"] < 1.3 < found["WINBACK"] and found["SECOND-ORDER"] > 1.5


def test_responses_are_planted_and_bounded(
    large_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = campaigns.within(large_shop.parameters)[3]
    whole = campaigns.responses(large_shop, "shopee", campaign)
    assert len(np.unique(whole.customer)) == len(whole.customer)
    plan = large_shop.plans["shopee"]
    assert (plan.first_day_of_customer(whole.customer) < campaign.day).all()
    told = whole.response[~whole.is_control & (whole.response != campaigns.ORDERED)]
    for response, share in (
        (campaigns.OPENED, campaign.kind.opened),
        (campaigns.CLICKED, campaign.kind.clicked),
    ):
        assert (told == response).mean() == pytest.approx(share, rel=0.12)
    monkeypatch.setattr(order_blocks, "BLOCK_ORDERS", 11)
    again = campaigns.responses(large_shop, "shopee", campaign)
    assert (again.order == whole.order).all() and (again.is_control == whole.is_control).all()
    monkeypatch.setattr(campaigns, "LARGEST_SCALE", 0.01)
    assert len(campaigns.responses(large_shop, "shopee", campaign).customer) == 30


# --- all files of marketing ----------------------------------------------------------------------


def test_ingest_lands_every_row_of_marketing(exports: Path, tmp_path: Path) -> None:
    shop = ingest_helpers.Shop(tmp_path)
    for path in exports.rglob("*"):
        name = path.relative_to(exports).as_posix()
        if path.is_file() and name.startswith(("ga4/", "line-oa/", "sheets/")):
            shop.put(name, path.read_bytes())
    ingested = shop.ingest()
    assert not ingested.refused
    entities = {f"{row.platform}.{row.entity}" for row in ingested.new}
    assert entities >= {
        "ga4.landing_pages", "ga4.pages", "line_oa.deliveries", "line_oa.followers",
        "line_oa.message_events", "sheets.campaign_responses", "sheets.chat_events",
        "sheets.experiment_exposures", "sheets.line_broadcasts",
    }  # fmt: skip
    for row in ingested.new:
        assert (row.rows_quarantined, row.unknown_headers) == (0, "[]"), row.file
        if row.platform != "ga4":
            assert row.rows_landed == row.rows_read > 0, row.file
