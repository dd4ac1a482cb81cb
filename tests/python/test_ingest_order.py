"""The same files give the same raw in any order; what a file says of its time and shop."""

import random
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import (
    FIXTURES,
    Shop,
    copy_tree,
    csv_text,
    deep,
    rows_of,
    tiktok_workbook,
    workbook,
)

from orchestration.ingest import ingest, scan
from orchestration.simulate import simulate

# --- order ----------------------------------------------------------------------------------------


def content(shop: Shop) -> dict[str, Any]:
    return {name: c for name, c in shop.content().items() if not name.startswith("refused/")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop ingested at once: the fixtures, broken files and overlapping simulated ones."""
    shop = Shop(tmp_path_factory.mktemp("whole"))
    simulate(
        shop.exports / "sim", scale=0.05, seed=2, start=date(2026, 3, 25), end=date(2026, 4, 4)
    )
    for folder in (shop.exports / "sim").glob("[!_]*"):
        folder.rename(shop.exports / folder.name)
    for path in sorted(FIXTURES.glob("*/*.csv")):
        shop.put_fixture(path.relative_to(FIXTURES).as_posix())
    shop.put("broken.xlsx", b"PK")
    shop.put("unknown.csv", "a,b\n1,2\n")
    shop.ingest()
    return shop


@pytest.mark.parametrize("seed", range(deep(1, 20)))
def test_the_order_of_arrival_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: Shop, seed: int
) -> None:
    """One by one, in handfuls, and in whatever order the folder is read."""
    rng, shop = random.Random(seed), Shop(tmp_path)
    files = [p for p in scan.export_files(whole.exports) if "(1)" not in p.name]
    rng.shuffle(files)

    def in_any_order(folder: Path) -> Iterator[Path]:
        found = list(scan.export_files(folder))
        rng.shuffle(found)
        return iter(found)

    monkeypatch.setattr(ingest, "export_files", in_any_order)
    while files:
        for path in [files.pop() for _ in range(min(len(files), rng.choice((1, 4, 30))))]:
            target = shop.exports / path.relative_to(whole.exports)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(path)
        shop.ingest()
    assert content(shop) == content(whole)


def test_the_same_files_in_another_place_give_the_same(tmp_path: Path, whole: Shop) -> None:
    shop = Shop(tmp_path)
    copy_tree(whole.exports, shop.exports)
    shop.ingest()
    assert shop.content() == whole.content()


class Clock(datetime):
    """A clock that is set forth and back between two looks at it."""

    moments = (datetime(2099, 1, 1), datetime(1980, 1, 1), datetime(2026, 11, 21))
    looks = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        cls.looks += 1
        return cls.moments[cls.looks % len(cls.moments)].replace(tzinfo=tz)


def test_a_clock_that_jumps_changes_nothing_but_the_moment_that_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what is new nor what has been checked goes by the clock."""
    undisturbed, shop = Shop(tmp_path / "undisturbed"), Shop(tmp_path / "jumps")
    files = sorted(FIXTURES.glob("shopee/*.csv"))[:12]
    for path in files:
        undisturbed.put_fixture(f"shopee/{path.name}")
    undisturbed.ingest()
    monkeypatch.setattr(ingest, "datetime", Clock)
    for part in range(3):
        for path in files[part::3]:
            (shop.exports / "shopee").mkdir(exist_ok=True)
            target = shop.exports / "shopee" / path.name
            target.hardlink_to(undisturbed.exports / "shopee" / path.name)
        assert shop.ingest().new
        assert not ingest.has_news(shop.settings)
        assert not shop.ingest().new
    assert len({row["_ingested_at"] for row in shop.landed()}) == 3
    assert content(shop) == content(undisturbed)


# --- the time that a file covers ------------------------------------------------------------------


def period(shop: Shop, fixture: str, name: str) -> tuple[datetime | None, datetime | None]:
    row = shop.land(shop.put_fixture(fixture, name))
    assert {(r["_period_start"], r["_period_end"]) for r in shop.landed(row)} == {
        (row.period_start, row.period_end)
    }
    return row.period_start, row.period_end


@pytest.mark.parametrize(
    "name",
    [
        "Order.all.20260401_20260430.xlsx",
        "Order.all.20260401_20260430 (1).xlsx",
        "Order.all.order_creation_date.20260401_20260430.xlsx",
        "Order.all.20260401_20260430_part_1_of_8.xlsx",
        "my orders 20260401_20260430.csv",
    ],
)
def test_the_period_of_a_name(tmp_path: Path, name: str) -> None:
    found = period(Shop(tmp_path), "shopee/orders.csv", f"a/{name}")
    assert found == (datetime(2026, 4, 1), datetime(2026, 4, 30, 23, 59, 59))


@pytest.mark.parametrize(
    "name", ["orders.xlsx", "Order.all.20261399_99999999.xlsx", "20260401_20260430/o.csv"]
)
def test_without_a_period_in_the_name_the_data_tell(tmp_path: Path, name: str) -> None:
    found = period(Shop(tmp_path), "shopee/orders.csv", name)
    assert found == (datetime(2026, 4, 1, 9, 12), datetime(2026, 4, 30, 0, 0))


def test_a_row_that_did_not_land_tells_nothing_of_the_period(tmp_path: Path) -> None:
    """A year of 2569 would make its file the newest for centuries."""
    rows = rows_of(FIXTURES / "shopee/orders.csv")
    rows[2][rows[0].index("วันที่ทำการสั่งซื้อ")] = "2569-04-01 09:12"
    row = Shop(tmp_path).ingest_one("orders.csv", csv_text(rows))
    assert row.rows_quarantined == 1
    assert row.period_end == datetime(2026, 4, 30)


def test_the_period_of_a_preamble(tmp_path: Path) -> None:
    july = (datetime(2026, 7, 1), datetime(2026, 7, 31, 23, 59, 59))
    shop = Shop(tmp_path)
    # Not the one of its name, which a browser or a person may have changed.
    assert period(shop, "shopee/ads.csv", "ข้อมูล-Shopee-Ads-01_08_2026-31_08_2026.csv") == july
    text = (FIXTURES / "shopee/ads.csv").read_text(encoding="utf-8-sig")
    for number, changed in enumerate(
        (text.replace("\n", "\r\n"), text.replace(",", ";"), text.replace("\n\nลำดับ", "\nลำดับ"))
    ):
        row = shop.ingest_one(f"{number}.csv", changed)
        assert (row.period_start, row.period_end) == july
    path = workbook(shop.exports / "ads.xlsx", {"s": rows_of(FIXTURES / "shopee/ads.csv")})
    row = shop.land(path)
    assert (row.period_start, row.period_end) == july


def test_a_preamble_without_a_period(tmp_path: Path) -> None:
    text = (
        (FIXTURES / "shopee/ads.csv")
        .read_text(encoding="utf-8-sig")
        .replace("01/07/2026 - 31/07/2026", "x")
    )
    row = Shop(tmp_path).ingest_one("ads.csv", text)
    assert (row.period_start, row.period_end) == (None, None)
    assert row.rows_landed == 3


@pytest.mark.parametrize("prefix", ["ทั้งหมด คำสั่งซื้อ", "ที่จะจัดส่ง คำสั่งซื้อ", "All order", "Semua pesanan"])
def test_tiktoks_moment_of_export(tmp_path: Path, prefix: str) -> None:
    """It begins with the first order in it and ends when it was made."""
    found = period(Shop(tmp_path), "tiktok_shop/orders.csv", f"{prefix}-2026-07-16-18_18.csv")
    assert found == (datetime(2026, 2, 19, 9, 10, 25), datetime(2026, 7, 16, 18, 18))


def test_tiktoks_moment_of_export_of_a_workbook(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    header, words, *orders = rows_of(FIXTURES / "tiktok_shop/orders.csv")
    path = shop.exports / "ทั้งหมด คำสั่งซื้อ-2026-07-16-18_18.xlsx"
    row = shop.land(tiktok_workbook(path, header, {2: words, **dict(enumerate(orders, 3))}))
    assert row.period_end == datetime(2026, 7, 16, 18, 18)
    assert row.period_start == datetime(2026, 2, 19, 9, 10, 25)


def test_the_period_of_days_ends_with_the_last_one(tmp_path: Path) -> None:
    found = period(Shop(tmp_path), "meta_ads/performance.csv", "x.csv")
    assert found == (datetime(2026, 4, 1), datetime(2026, 4, 2, 23, 59, 59))


def test_an_export_without_a_period(tmp_path: Path) -> None:
    assert period(Shop(tmp_path), "olist/sellers.csv", "x.csv") == (None, None)


# --- the shop -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shop_id"),
    [
        ("orders.csv", "main"),
        ("shop=second/orders.csv", "second"),
        ("shop=ร้านสอง/2026/orders.csv", "ร้านสอง"),
        ("shop=one/shop=two/orders.csv", "two"),
        ("shop=/orders.csv", "main"),
        ("a shop=x/orders.csv", "main"),
        ("shop=x.csv", "main"),
    ],
)
def test_a_folder_tells_the_shop(tmp_path: Path, name: str, shop_id: str) -> None:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture("tiktok_shop/orders.csv", name))
    assert row.shop_id == shop_id
    assert {r["shop_id"] for r in shop.landed()} == {shop_id}


def test_data_that_is_a_shop_of_its_own_keeps_its_name(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for fixture, shop_id in {
        "olist/orders.csv": "olist",
        "olist_marketing_funnel/deals.csv": "olist",
        "daily_marketing/ads.csv": "daily_marketing",
    }.items():
        for name in ("x.csv", "shop=second/x.csv"):
            assert shop.land(shop.put_fixture(fixture, name)).shop_id == shop_id


@pytest.mark.parametrize("first", ["a/Order.all.20260401_20260430.csv", "b/x.csv"])
def test_of_two_names_the_first_by_path_counts_whichever_came_first(
    tmp_path: Path, first: str
) -> None:
    """One of them tells the period, by which an overlap is decided."""
    shop = Shop(tmp_path)
    shop.put_fixture("shopee/orders.csv", first)
    shop.ingest()
    (second,) = {"a/Order.all.20260401_20260430.csv", "b/x.csv"} - {first}
    shop.put_fixture("shopee/orders.csv", second)
    done = shop.ingest()
    assert [(r.file, r.outcome) for r in done.refused] == [("b/x.csv", "copy")]
    (row,) = shop.ledger().values()
    assert row.file == "a/Order.all.20260401_20260430.csv"
    assert {r["_period_end"] for r in shop.landed()} == {datetime(2026, 4, 30, 23, 59, 59)}
    assert not ingest.has_news(shop.settings)
    assert not shop.ingest().new
