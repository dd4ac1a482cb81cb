"""Amazon: orders of Seller Central, as they land and as they are staged."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
from ingest_helpers import Shop
from staged_shop import Staged


def test_moments_are_utc_and_a_line_without_a_price_has_no_currency(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture("amazon/orders.txt", "1234567890.txt"))
    found = shop.landed(row)
    assert str(found[0]["purchased_at"]) == "2026-08-31 17:05:10"
    assert [r["currency"] for r in found] == ["USD", "XXX", "XXX", "XXX"]
    assert [r["item_price"] for r in found] == [Decimal("39.8000"), None, None, None]
    assert row.unknown_headers == "[]"
    for place in ("SPRINGFIELD", "62701", "SINGAPORE", "049145"):
        assert place not in repr(found)


def test_a_cancelled_line_has_the_currency_of_its_order(staged_fixtures: Staged) -> None:
    with duckdb.connect(str(staged_fixtures.warehouse), read_only=True) as con:
        orders = con.execute(
            """select right(order_id, 1), order_date, platform_status, currency, country,
                seller_voucher_amount, buyer_shipping_amount
            from staging.stg_amazon__orders order by order_id"""
        ).fetchall()
        items = con.execute(
            """select quantity, returned_quantity, item_amount, currency
            from staging.stg_amazon__order_items order by order_id, line_number"""
        ).fetchall()
        payments = con.execute(
            "select payment_amount, currency from staging.stg_amazon__payments"
        ).fetchall()
    assert orders == [
        ("1", date(2026, 9, 1), "shipped", "USD", "US", Decimal("4.00"), Decimal("0.00")),
        ("2", date(2026, 9, 2), "cancelled", "XXX", "US", 0, None),
        ("3", date(2026, 9, 3), "pending", "XXX", "SG", 0, None),
    ]
    assert items == [
        (2, 0, Decimal("39.80"), "USD"),
        (0, 0, 0, "USD"),
        (0, 0, 0, "XXX"),
        (1, 0, 0, "XXX"),
    ]
    assert payments == [(Decimal("35.80"), "USD")]
