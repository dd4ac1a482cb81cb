"""Lazada, Shopify, WooCommerce and LINE: the traps of their files."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from ingest_helpers import FIXTURES, Row, Shop, csv_text, rows_of, workbook
from ingest_rows import hashed

from orchestration.ingest import maps, registry

LAZADA = FIXTURES / "lazada/orders.csv"
KEY_METRICS = FIXTURES / "lazada/key_metrics.csv"


def landed(tmp_path: Path, fixture: str) -> list[Row]:
    shop = Shop(tmp_path)
    return shop.landed(shop.land(shop.put_fixture(fixture)))


def nobody_in(rows: list[Row], *names: str) -> bool:
    """That none of the names, which stand in the file, is anywhere in what was kept."""
    told = json.dumps(rows, default=str, ensure_ascii=False)
    return not any(name in told for name in names)


# --- Lazada --------------------------------------------------------------------------------------


def test_a_lazada_row_is_a_unit_with_its_own_price_and_status(tmp_path: Path) -> None:
    rows = landed(tmp_path, "lazada/orders.csv")
    first, second, cancelled, returned, failed = rows
    assert first["order_id"] == second["order_id"] == cancelled["order_id"] == "601900100200301"
    assert len({r["order_item_id"] for r in rows}) == 5
    assert (first["unit_price"], first["seller_discount"], first["paid_price"]) == (590, -50, 520)
    assert first["created_at"] == datetime(2026, 9, 1, 0, 5)
    assert [r["order_status"] for r in rows] == [
        "delivered",
        "delivered",
        "canceled",
        "returned",
        "failed",
    ]
    assert (cancelled["platform_discount"], cancelled["delivered_at"]) == (None, None)
    assert (returned["refund_amount"], returned["sku"]) == (1100, None)
    assert failed["failed_delivery_reason"] == "Customer not available"
    assert first["buyer_name"] == hashed("สมใจ ตัวอย่าง")
    assert nobody_in(rows, "ตัวอย่าง", "66800000000", "10500", "โทรหาลูกค้า", "ไม่รับสาย")


def test_lazada_ids_are_numbers_in_the_workbook_and_keep_their_digits(tmp_path: Path) -> None:
    header, *lines = rows_of(LAZADA)
    item, order = header.index("orderItemId"), header.index("orderNumber")
    cells = [
        [int(c) if place in (item, order) else c for place, c in enumerate(line)] for line in lines
    ]
    shop = Shop(tmp_path)
    path = shop.exports / "Lazada_Orders_20260930.xlsx"
    row = shop.land(workbook(path, {"sheet1": [header, *cells]}))
    assert (row.platform, row.rows_landed) == ("lazada", 5)
    assert shop.landed(row)[0]["order_item_id"] == "701900100200300"


def test_a_lazada_id_that_lost_its_digits_is_refused(tmp_path: Path) -> None:
    header, line, *_ = rows_of(LAZADA)
    line[header.index("orderNumber")] = "6.019E+14"
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders.csv", csv_text([header, line]))
    assert (row.rows_landed, row.rows_quarantined) == (0, 1)
    assert shop.quarantined(row)[0]["column_name"] == "orderNumber"


@pytest.mark.parametrize(
    ("country", "currency"), [("Philippines", "PHP"), ("Malaysia", "MYR"), ("Atlantis", None)]
)
def test_lazada_money_is_in_the_currency_of_the_country(
    tmp_path: Path, country: str, currency: str | None
) -> None:
    header, line, *_ = rows_of(LAZADA)
    line[header.index("shippingCountry")] = country
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders.csv", csv_text([header, line]))
    assert [r["currency"] for r in shop.landed(row)] == ([currency] if currency else [])
    assert row.rows_quarantined == (0 if currency else 1)


@pytest.mark.parametrize(
    ("others", "read"),
    [("23/12/2025 20:52", "2025-12-03"), ("12/23/2025 20:52", "2025-03-12"), (None, None)],
)
def test_lazada_times_that_a_spreadsheet_saved_are_read_where_a_cell_shows_the_order(
    tmp_path: Path, others: str | None, read: str | None
) -> None:
    header, first, second, *_ = rows_of(FIXTURES / "lazada/orders.csv")
    place = header.index("createTime")
    first[place], second[place] = "03/12/2025 20:52", others or second[place]
    if read is None:
        second[place] = "04/12/2025 20:52"
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders.csv", csv_text([header, first, second]))
    found = [str(r["created_at"])[:10] for r in shop.landed(row)]
    assert found[:1] == ([read] if read else [])
    assert row.rows_quarantined == (0 if read else 2)


def test_the_older_lazada_form_is_the_same_export(tmp_path: Path) -> None:
    first, second = landed(tmp_path, "lazada/orders_older.csv")
    assert first["order_id"] == second["order_id"] == "401900100200301"
    assert (first["paid_price"], first["unit_price"], first["currency"]) == (540, None, "THB")
    assert first["created_at"] == datetime(2021, 4, 27, 20, 56, 55)


def test_lazada_key_metrics_stand_below_the_period_which_they_add_up_to(tmp_path: Path) -> None:
    lines = rows_of(KEY_METRICS)
    shop = Shop(tmp_path)
    path = shop.exports / "Business Advisor - Dashboard - Key Metrics.xlsx"
    row = shop.land(workbook(path, {"About": [["Date", "Revenue"]], "Key Metrics": lines}))
    assert (row.entity, row.rows_landed, row.rows_not_data) == ("key_metrics", 3, 2)
    checks = {c["column"]: (c["stated"], c["summed"]) for c in json.loads(row.total_checks)}
    assert set(checks) == {
        "Revenue",
        "Orders",
        "Pageviews",
        "Units Sold",
        "Cancelled Amount",
        "Return/Refund Amount",
    }
    assert all(stated == summed for stated, summed in checks.values())
    first, second, _ = shop.landed(row)
    assert (first["sales_date"], first["revenue"]) == (date(2026, 9, 1), Decimal("6000.08"))
    assert second["returned_amount"] is None  # "-" is unknown, not 0
    assert (row.period_start, row.period_end) == (
        datetime(2026, 9, 1),
        datetime(2026, 9, 3, 23, 59, 59),
    )


@pytest.mark.parametrize("whole", ["", "2026-09-01 ~ 2026-09-03", "01/09/2026 - 03/09/2026"])
def test_the_whole_period_is_no_day_whatever_stands_in_its_place(
    tmp_path: Path, whole: str
) -> None:
    lines = rows_of(KEY_METRICS)
    place = next(n for n, line in enumerate(lines) if line and line[0] == "Date") + 1
    lines[place][0] = whole
    row = Shop(tmp_path).ingest_one("key.csv", csv_text(lines))
    assert (row.rows_landed, row.rows_not_data, row.rows_quarantined) == (3, 2, 0)


# --- Shopify -------------------------------------------------------------------------------------


def test_a_shopify_order_speaks_on_its_first_row(tmp_path: Path) -> None:
    rows = landed(tmp_path, "shopify/orders.csv")
    first, second, payment, cancelled = rows
    assert [r["order_id"] for r in rows] == ["#1001", "#1001", "#1001", "#1002"]
    # The currency is filled down, since every amount needs one; money is not, or it would repeat.
    assert [r["currency"] for r in rows] == ["THB"] * 4
    assert [r["total"] for r in rows] == [1300, None, None, 590]
    assert (first["quantity"], first["unit_price"], first["line_discount"]) == (2, 590, 100)
    assert (second["product_name"], second["sku"]) == ("มาส์กหน้า, แพ็ก 5", None)
    assert (payment["product_name"], payment["payment_reference"]) == (None, "c123.2")
    assert first["created_at_stated"] == "2024-05-01 01:22:11 +0700"
    assert cancelled["cancelled_at_stated"] == "2024-05-04 09:00:00 +0700"
    assert first["shopify_id"] == "5550001112223"  # without Excel's mark for text
    assert first["buyer_email"] == hashed("malee@example.com")
    assert nobody_in(rows, "ตัวอย่าง", "malee@", "10110", "+66", "ฝากไว้", "มาลี")


@pytest.mark.parametrize("cell", ["13/5/2024 01:22:11 PM", "45413.0570717593", "2024-05-01 01:22"])
def test_a_shopify_time_without_its_offset_is_quarantined(tmp_path: Path, cell: str) -> None:
    """No moment could be made of it: the sale would have no day."""
    header, *rows = rows_of(FIXTURES / "shopify/orders.csv")
    rows[0][header.index("Created at")] = cell
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders.csv", csv_text([header, *rows]))
    (bad,) = shop.quarantined(row)
    assert (bad["column_name"], bad["value"]) == ("Created at", cell)
    assert row.rows_landed == len(rows) - 1


def test_a_shopify_order_without_a_currency_is_refused(tmp_path: Path) -> None:
    header, *lines = rows_of(FIXTURES / "shopify/orders.csv")
    lines[0][header.index("Currency")] = ""
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders_export_1.csv", csv_text([header, *lines]))
    assert (row.rows_landed, row.rows_quarantined) == (1, 3)  # the other order has one


def test_shopify_columns_that_nobody_has_shown_are_not_needed(tmp_path: Path) -> None:
    header, *lines = rows_of(FIXTURES / "shopify/orders.csv")
    lost = {"Location", "Id", "Source", "Shipping Country", "Cancelled at", "Payment ID"}
    kept = [place for place, name in enumerate(header) if name not in lost]
    rows = [[line[place] for place in kept] for line in (header, *lines)]
    assert Shop(tmp_path).ingest_one("orders_export_1.csv", csv_text(rows)).rows_landed == 4


# --- in names of our own -------------------------------------------------------------------------


def test_woocommerce_cells_of_the_order_may_stand_on_its_first_row_alone(tmp_path: Path) -> None:
    first, second, other = landed(tmp_path, "woocommerce/orders.csv")
    assert second["order_status"] == "completed"
    assert second["created_at"] == first["created_at"] == datetime(2026, 9, 1, 0, 10)
    assert (first["refund_amount"], second["refund_amount"]) == (-590, None)
    assert (other["order_status"], other["paid_at"]) == ("on-hold", None)
    assert first["buyer_id"] == hashed("malee@example.com")


def test_a_column_map_teaches_the_headers_of_a_plugin(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    taught = shop.put(
        "_maps/woo.yml",
        """
platform: woocommerce
entity: orders
headers:
  order_id: Order Number
  order_status: Order Status
  created_at: Order Date
  product_name: Item Name
  quantity: Quantity
  unit_price: Item Cost
timestamp_formats: ["%d.%m.%Y %H:%M"]
currency: EUR
""",
    )
    lines = [
        ["Order Number", "Order Status", "Order Date", "Item Name", "Quantity", "Item Cost"],
        ["1042", "processing", "01.09.2026 00:10", "Soap", "2", "590.00"],
    ]
    path = shop.put("orders.csv", csv_text(lines))
    known = maps.formats_with(taught.parent).exports
    (line,) = shop.landed(shop.land(path, *known))
    assert (line["order_id"], line["unit_price"], line["currency"]) == ("1042", 590, "EUR")
    assert line["created_at"] == datetime(2026, 9, 1, 0, 10)


def test_plain_names_of_any_shop_are_nobodys_orders() -> None:
    header = ["order_id", "order_status", "created_at", "product_name", "quantity", "unit_price"]
    assert isinstance(registry.recognise([header]), registry.NoMatch)


def test_myshop_orders_are_told_from_woocommerces_by_their_key(tmp_path: Path) -> None:
    first, second = landed(tmp_path, "line_oa/myshop_orders.csv")
    assert first["order_id"] == second["order_id"] == "L2609010001"
    assert first["created_at"] == datetime(2026, 9, 1, 0, 15)
    assert (first["order_amount"], second["order_amount"], first["currency"]) == (1469, 1469, "THB")


def test_the_day_of_a_myshop_report_is_in_its_name(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    named = shop.land(shop.put_fixture("line_oa/myshop_orders.csv", "Order Report 20260930.xlsx"))
    assert (named.period_start, named.period_end) == (
        datetime(2026, 9, 1, 0, 15),
        datetime(2026, 9, 30, 23, 59, 59),
    )
    other = shop.land(shop.put_fixture("line_oa/myshop_orders.csv", "mine.csv"))
    assert other.period_end == datetime(2026, 9, 1, 0, 15)


# --- LINE ----------------------------------------------------------------------------------------


def test_line_tells_nothing_of_fewer_than_20_people(tmp_path: Path) -> None:
    many, few = landed(tmp_path, "line_oa/message_events.json")
    assert many["request_id"] == "f70dd685-499a-4231-a441-f24b8d4fba21"
    assert (many["sent_at_epoch"], many["delivered"]) == (1788109200, 1320)
    assert (many["unique_impressions"], many["message_2_impressions"]) == (82, 90)
    assert (few["delivered"], few["unique_impressions"], few["unique_clicks"]) == (35, None, None)


def test_the_links_of_a_broadcast_are_known_and_not_kept(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture("line_oa/message_events.json"))
    assert json.loads(row.unknown_headers) == []


@pytest.mark.parametrize(
    "name", ["followers_20260901.json", "20260901.json", "followers_20260101-20260901 (1).json"]
)
def test_the_day_of_an_answer_is_in_the_name_of_its_file(tmp_path: Path, name: str) -> None:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture("line_oa/followers_20260901.json", name))
    (answer,) = shop.landed(row)
    assert row.period_end == datetime(2026, 9, 1, 23, 59, 59)
    assert (answer["date"], answer["followers"], answer["blocks"]) == (None, 7620, 237)


def test_days_may_be_added_to_the_answers_instead(tmp_path: Path) -> None:
    ready, pushed, unready = landed(tmp_path, "line_oa/deliveries.json")
    assert [r["date"].day for r in (ready, pushed, unready)] == [1, 2, 3]
    assert (ready["broadcast"], ready["api_push"]) == (5385, None)
    assert (pushed["broadcast"], pushed["api_push"], unready["status"]) == (None, 40, "unready")


def test_of_a_chat_nothing_is_kept_but_who_wrote_when(tmp_path: Path) -> None:
    rows = landed(tmp_path, "line_oa/chats.csv")
    asked, answered, sticker = rows
    assert asked["chat_id"] == answered["chat_id"] == asked["sender_id"] != answered["sender_id"]
    assert [r["has_content"] for r in rows] == [True, True, False]
    assert answered["sent_at"] == datetime(2026, 9, 2, 0, 3)
    assert sticker["sender_type"] == "User"
    assert nobody_in(rows, "เซรั่ม", "080", "สมใจ", "ก้อย")


def test_what_the_oa_manager_tells_goes_by_plain_names(tmp_path: Path) -> None:
    sale, news = landed(tmp_path / "b", "line_oa/broadcasts.csv")
    assert (sale["message_title"], sale["opened_count"]) == ("โปร 9.9, ลดทั้งร้าน", 2210)
    assert news["opened_count"] is None
    first, _ = landed(tmp_path / "f", "line_oa/friends.csv")
    assert (first["date"], first["friend_count"]) == (date(2026, 9, 1), 7620)
