"""`talad forget` in raw: the person goes, what they bought stays, and they do not come back."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ingest_helpers import FIXTURES, KEY, Shop, csv_text, rows_of
from ingest_rows import hashed
from test_ingest_privacy import assert_not_written

from orchestration.ingest.forget import Forgotten, forget
from orchestration.ingest.privacy import HashKey
from orchestration.ingest.registry import exports

ORDERS = ["หมายเลขคำสั่งซื้อ", "สถานะการสั่งซื้อ", "ชื่อผู้ใช้ (ผู้ซื้อ)", "วันที่ทำการสั่งซื้อ"]
ORDERS += ["ชื่อสินค้า", "จำนวน", "ราคาขายสุทธิ"]


def line(order: str, buyer: str, amount: str = "10") -> list[str]:
    return [order, "สำเร็จแล้ว", buyer, "2026-01-01 10:00", "เซรั่ม", "1", amount]


def orders(*lines: list[str]) -> str:
    return csv_text([ORDERS, *lines])


def forget_in(shop: Shop, platform: str, customer: str) -> Forgotten:
    now = shop.settings
    places = (now.raw, now.quarantine, now.ledger, now.forgotten)
    return forget(*places, HashKey(KEY.encode()), exports(), platform, customer)


@pytest.mark.parametrize("called", ["Ploy.TT", hashed("ploy.tt")])
def test_orders_stay_as_those_of_a_guest(tmp_path: Path, called: str) -> None:
    shop = Shop(tmp_path)
    shop.put("a.csv", orders(line("260101AAAAAAA1", "ploy.tt"), line("260101AAAAAAA2", "somchai")))
    shop.put("b.csv", orders(line("260102AAAAAAA3", "somchai")))
    shop.ingest()
    before = shop.ledger()
    (other,) = shop.settings.raw.rglob(f"shopee/*/{before['b.csv'].file_sha256}.parquet")
    untouched = other.read_bytes()
    done = forget_in(shop, "shopee", called)
    assert (done.files, done.rows) == (("a.csv",), 1)
    assert [(r["order_id"], r["buyer_id"], r["line_subtotal"]) for r in shop.landed()] == [
        ("260101AAAAAAA1", None, 10),
        ("260101AAAAAAA2", hashed("somchai"), 10),
        ("260102AAAAAAA3", hashed("somchai"), 10),
    ]
    assert shop.ledger() == before
    assert other.read_bytes() == untouched
    assert_not_written(shop.data, ["ploy.tt", hashed("ploy.tt")])
    (audit, *more) = pq.read_table(shop.settings.forgotten).to_pylist()
    assert (audit["platform"], audit["changed_files"], audit["changed_rows"]) == ("shopee", 1, 1)
    assert {a["forgotten_at"] for a in more} == {audit["forgotten_at"]}


def test_a_later_export_does_not_bring_them_back(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("a.csv", orders(line("260101AAAAAAA1", "ploy.tt")))
    shop.ingest()
    forget_in(shop, "shopee", "ploy.tt")
    shop.put("b.csv", orders(line("260201AAAAAAA4", "PLOY.TT"), line("260201AAAAAAA5", "anong")))
    (row,) = shop.ingest().new
    assert [r["buyer_id"] for r in shop.landed("b.csv")] == [None, hashed("anong")]
    assert (row.rows_landed, row.rows_quarantined) == (2, 0)
    assert_not_written(shop.data, [hashed("ploy.tt")])


def test_a_list_of_customers_loses_its_row(tmp_path: Path) -> None:
    """Every id that the list knows of the person is followed, and the ledger still adds up."""
    shop = Shop(tmp_path)
    for name in ("customers", "orders"):
        shop.put_fixture(f"olist/{name}.csv")
    shop.ingest()
    listed = shop.landed("olist/customers.csv")
    person = listed[0]["customer_unique_id"]
    own = [r for r in listed if r["customer_unique_id"] == person]
    forget_in(shop, "olist", person)
    assert_not_written(shop.data, [person, *(r["customer_id"] for r in own)])
    now = shop.ledger()
    row = now["olist/customers.csv"]
    left = len(listed) - len(own)
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == (3, left, len(own))
    assert len(shop.landed("olist/customers.csv")) == left > 0
    assert len(shop.landed("olist/orders.csv")) == now["olist/orders.csv"].rows_landed == 3


def test_a_refused_row_keeps_none_of_their_ids(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    header = ["customer_id", "customer_unique_id", "customer_zip_code_prefix"]
    header += ["customer_city", "customer_state"]
    good, bad = ["a" * 32, "b" * 32, "1", "x", "SP"], ["a" * 32, "", "1", "x", "SP"]
    shop.put("customers.csv", csv_text([header, good, bad]))
    shop.ingest()
    assert any("a" * 32 in q["original"] for q in shop.quarantined())
    forget_in(shop, "olist", "b" * 32)
    assert_not_written(shop.data, ["a" * 32, "b" * 32])
    assert len(shop.quarantined()) == 1  # it is still counted, with its reason


def test_stopped_half_way_it_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.ingest import forget as module

    shop = Shop(tmp_path)
    for name in ("customers", "orders"):
        shop.put_fixture(f"olist/{name}.csv")
    shop.ingest()
    person = next(r for r in shop.landed() if "customer_unique_id" in r)["customer_unique_id"]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_settle_ledger", stop)
    with pytest.raises(KeyboardInterrupt):
        forget_in(shop, "olist", person)
    monkeypatch.undo()
    forget_in(shop, "olist", person)
    row = shop.ledger()["olist/customers.csv"]
    assert row.rows_read == row.rows_landed + row.rows_not_data == 3


def test_nobody_by_that_name_changes_nothing(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("a.csv", orders(line("260101AAAAAAA1", "ploy.tt")))
    shop.ingest()
    before = shop.content()
    assert forget_in(shop, "shopee", "nobody").rows == 0
    assert shop.content() == before


def test_the_sellers_own_sheets_lose_them_too(tmp_path: Path) -> None:
    """A row of theirs is nothing without the buyer; later sheets do not bring it back."""
    shop = Shop(tmp_path)
    shop.put("a.csv", orders(line("260101AAAAAAA1", "nid_skin.99")))
    for name in ("customer_attributes", "campaign_responses"):
        shop.put_fixture(f"sheets/{name}.csv")
    shop.ingest()
    kept = {file: row.rows_landed for file, row in shop.ledger().items()}
    done = forget_in(shop, "shopee", "NID_skin.99")
    assert {"a.csv", "sheets/customer_attributes.csv"} < set(done.files)
    assert_not_written(shop.data, ["nid_skin.99", hashed("nid_skin.99")])
    for file, row in shop.ledger().items():
        assert row.rows_read == row.rows_landed + row.rows_quarantined + row.rows_not_data
        assert (row.rows_landed < kept[file]) == file.startswith("sheets/")
        assert len(shop.landed(file)) == row.rows_landed
    header, first, *_ = rows_of(FIXTURES / "sheets/campaign_responses.csv")
    shop.put("later.csv", csv_text([header, first, [*first[:2], "somchai", *first[3:]]]))
    (later,) = shop.ingest().new
    assert (later.rows_read, later.rows_landed, later.rows_not_data) == (2, 1, 1)
    assert_not_written(shop.data, [hashed("nid_skin.99")])


def test_who_stands_beside_them_stays(tmp_path: Path) -> None:
    """Two live sessions of one account: to forget what names the one forgets not the account."""
    shop = Shop(tmp_path)
    shop.put_fixture("shopee/live_sessions.csv")
    shop.put_fixture("shopee/live_overview_1m_2026-09-30.csv")
    shop.ingest()
    first, second = shop.landed("shopee/live_sessions.csv")
    (overview,) = shop.landed("shopee/live_overview_1m_2026-09-30.csv")
    assert first["account_id"] == second["account_id"] == overview["account_id"]
    done = forget_in(shop, "shopee", "Promo Gajian bareng Kak Sinta")
    assert (done.files, done.rows) == (("shopee/live_sessions.csv",), 1)
    assert set(done.keys) == {first["stream_title"], "Promo Gajian bareng Kak Sinta"}
    assert shop.landed() == [overview, second]
