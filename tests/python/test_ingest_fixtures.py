"""The small files of tests/exports, made by hand with the formats' traps, read right."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from ingest_helpers import FIXTURES, Shop, rows_of
from ingest_rows import hashed


def _counts() -> dict[str, tuple[int, int, int]]:
    """For each fixture: rows read, landed and no data, as its folder says."""
    return {
        f"{said.parent.name}/{name}": tuple(counts)
        for said in sorted(FIXTURES.glob("*/_counts.yml"))
        for name, counts in yaml.safe_load(said.read_text(encoding="utf-8")).items()
    }


COUNTS = _counts()


def landed(tmp_path: Path, fixture: str, name: str | None = None) -> list[dict[str, Any]]:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture(fixture, name))
    assert row.platform == fixture.split("/")[0]
    assert fixture.split("/")[1].startswith(row.entity)
    assert (row.rows_read, row.rows_landed, row.rows_not_data) == COUNTS[fixture]
    assert row.rows_quarantined == 0
    return shop.landed(row)


def test_every_fixture_is_here() -> None:
    assert set(COUNTS) == {
        p.relative_to(FIXTURES).as_posix()
        for p in FIXTURES.glob("*/*")
        if p.is_file() and p.name != "_counts.yml"
    }


@pytest.mark.parametrize("fixture", COUNTS)
def test_counts(tmp_path: Path, fixture: str) -> None:
    landed(tmp_path, fixture)


def test_shopee_orders(tmp_path: Path) -> None:
    assert len(rows_of(FIXTURES / "shopee/orders.csv")[0]) == 74
    first, second, cancelled, returned = landed(
        tmp_path, "shopee/orders.csv", "Order.all.20260401_20260430.xlsx"
    )
    assert first["order_id"] == second["order_id"] == "260401GQR5R54C"
    assert (first["quantity"], first["deal_price"], first["line_subtotal"]) == (2, 599, 1198)
    assert first["fee_rate"] == Decimal("0.0321")
    assert first["seller_voucher"] == second["seller_voucher"] == 20  # once per order, on each line
    assert first["tracking_number"] == "TH2601234567890"
    assert first["order_created_at"] == datetime(2026, 4, 1, 9, 12)
    assert (first["is_hot_listing"], first["wants_tax_invoice"], first["return_status"]) == (
        False,
        True,
        None,
    )
    assert second["product_name"] == 'มาส์กหน้า "น้ำผึ้ง" (แพ็ก 5)' and second["sku"] is None
    assert (
        cancelled["cancel_reason"] == "ยกเลิกโดยผู้ซื้อ เหตุผล: เปลี่ยนใจ" and cancelled["paid_at"] is None
    )
    assert cancelled["line_subtotal"] == Decimal("315.5")
    assert returned["return_status"] == "คำขอได้รับการยอมรับแล้ว" and returned["returned_quantity"] == 1
    assert [r["buyer_id"] for r in (first, second, cancelled, returned)] == [
        hashed("nid_skin.99"),
        hashed("nid_skin.99"),
        hashed("b_u_n_2541"),
        hashed("nid_skin.99"),
    ]
    assert {r["currency"] for r in (first, second, cancelled, returned)} == {"THB"}


def test_shopee_ads(tmp_path: Path) -> None:
    gmv_max, product, idle = landed(tmp_path, "shopee/ads.csv")
    assert (gmv_max["ad_name"], gmv_max["ad_type"], gmv_max["product_id"]) == (
        "Shop GMV Max",
        None,
        None,
    )
    assert (gmv_max["spend"], gmv_max["sales"]) == (111_925, Decimal("583900.25"))
    assert gmv_max["ends_on"] == "ไม่จำกัด"
    assert product["ad_name"] == "เซรั่มวิตามินซี, แพ็กคู่" and product["roas_stated"] == Decimal("9.78")
    assert (idle["impressions"], idle["ctr_stated"], idle["cost_per_order_stated"]) == (
        0,
        None,
        None,
    )


def test_tiktok_orders(tmp_path: Path) -> None:
    first, second, cancelled = landed(tmp_path, "tiktok_shop/orders.csv")
    assert first["order_id"] == second["order_id"] == "577123456789012345"
    assert (first["sku_id"], second["sku_id"]) == ("1729000000000000011", "1729000000000000012")
    assert second["product_name"] == "กันแดด SPF50, 50 มล."
    assert first["created_at"] == datetime(2026, 2, 19, 9, 10, 25)
    assert (second["quantity"], second["returned_quantity"]) == (2, 1)
    assert (first["order_amount"], first["order_refund_amount"]) == (1094, None)
    assert first["creator_id"] == hashed("creator.may") and first["buyer_id"] == hashed("ploy.tt")
    assert cancelled["cancel_return_type"] == "Cancel" and cancelled["tracking_id"] is None
    assert {r["currency"] for r in (first, second, cancelled)} == {"THB"}


def test_tiktok_orders_of_the_philippines(tmp_path: Path) -> None:
    (order,) = landed(tmp_path, "tiktok_shop/orders_ph.csv")
    assert order["currency"] == "PHP" and order["subtotal_before_discount"] == Decimal("1290.5")
    assert (order["created_at"], order["paid_at"]) == (
        datetime(2026, 2, 13, 15, 4, 5),
        datetime(2026, 2, 13),
    )


def test_meta_ads(tmp_path: Path) -> None:
    first, _, chats = landed(tmp_path, "meta_ads/performance.csv")
    assert (first["day"], first["impressions"], first["spend"]) == (date(2026, 4, 1), 18_340, 1250)
    assert first["ad_id"] == "120210000000000001" and first["frequency"] == Decimal("1.206579")
    # Purchases without a value are worth an unknown amount, not nothing.
    assert (chats["purchases"], chats["purchase_value"]) == (2, None)
    english, _ = landed(tmp_path, "meta_ads/performance_en.csv")
    assert (english["currency"], english["spend"], english["ad_ends"]) == (
        "PHP",
        Decimal("900.75"),
        "Ongoing",
    )


def test_olist_reviews(tmp_path: Path) -> None:
    plain, spoken, undated = landed(tmp_path, "olist/order_reviews.csv")
    assert (plain["has_message"], spoken["has_message"], spoken["review_score"]) == (False, True, 5)
    assert undated["review_creation_date"] is None
    assert [r["_row"] for r in (plain, spoken, undated)] == [2, 3, 7]  # a message of four lines


def test_the_sellers_own_sheets(tmp_path: Path) -> None:
    _, newer, sunscreen = landed(tmp_path, "sheets/product_master.csv")
    assert (newer["unit_cost"], newer["valid_from"]) == (Decimal("149.9999"), date(2026, 4, 1))
    assert (sunscreen["sku"], sunscreen["unit_cost"], sunscreen["currency"]) == (
        "00042",
        None,
        "THB",
    )
    pesos, _ = landed(tmp_path, "sheets/exchange_rates.csv")
    assert pesos["rate"] == Decimal("0.612345")
