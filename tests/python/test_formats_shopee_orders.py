"""Shopee's order and return files in every language and variant, each with its traps."""

import json
import random
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of, workbook
from ingest_rows import hashed

from orchestration.ingest.registry import Match, NoMatch, recognise

FILES = FIXTURES / "shopee"
ORDERS = [path.name for path in sorted(FILES.glob("orders*.csv"))]
RETURNS = [path.name for path in sorted(FILES.glob("returns*.csv"))]


def landed(tmp_path: Path, rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    shop = Shop(tmp_path)
    return shop.landed(shop.ingest_one("Order.all.csv", csv_text(rows)))


def of(name: str) -> tuple[list[str], list[list[str]]]:
    header, *rows = rows_of(FILES / name)
    return header, rows


def cells(rows: Sequence[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


# --- every file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*ORDERS, *RETURNS])
def test_every_header_is_known_wherever_it_stands(name: str) -> None:
    """No column of these files may be left to chance: each is kept, or known and dropped."""
    header, _ = of(name)
    entity = name.split(".")[0].split("_")[0]
    for seed in range(5):
        order = random.Random(seed).sample(header, len(header)) if seed else header
        found = recognise([order])
        assert isinstance(found, Match)
        assert found.export.entity == entity
        assert set(found.unknown) <= {"Sản Phẩm Bán Chạy"}  # its values were never seen


# Of the people in these files: names, phones, addresses, notes, user names.
PEOPLE = (
    "nid_skin", "b_u_n", "ณิชา", "บุญมี", "6689111", "0891112233", "6680123", "ซอยทดสอบ", "ป้อมยาม",
    "fern_shop", "bank.2000", "เฟิร์น", "66800000001", "ถนนตัวอย่าง",
    "aina.88", "Aina", "60120000000", "Jalan Contoh", "gate", "Petaling",
    "jun_ph", "Halimbawa", "639170000000", "call first", "Makati",
    "budi.jkt", "sari_bdg", "Budi", "62810000000", "Jl. Contoh", "titip", "JAKARTA SELATAN",
    "lan.hn", "minh_sg", "Lan Ví Dụ", "84900000000", "Đường Ví Dụ", "Ba Đình",
)  # fmt: skip


@pytest.mark.parametrize("name", [*ORDERS, *RETURNS])
def test_no_person_passes_the_door(tmp_path: Path, name: str) -> None:
    """Not when the rows land, and not when a spoilt cell sends them to quarantine."""
    header, rows = of(name)
    assert any(word in cell for row in rows for cell in row for word in PEOPLE)
    shop = Shop(tmp_path)
    shop.ingest_one("good.csv", csv_text([header, *rows]))
    quantity = {"จำนวน", "จำนวนสินค้าคืน", "Quantity", "Jumlah", "Số lượng", "Số lượng Hoàn"}
    spoilt = [
        ["many" if recognised(h) in quantity else c for h, c in zip(header, row, strict=True)]
        for row in rows
    ]
    bad = shop.ingest_one("bad.csv", csv_text([header, *spoilt]))
    assert bad.rows_quarantined > 0
    written = repr(shop.landed()) + repr(shop.quarantined())
    assert [word for word in PEOPLE if word in written] == []


def recognised(header: str) -> str:
    found = recognise([[header, *of("orders.csv")[0]]])
    assert isinstance(found, Match)
    return found.headers[0]


@pytest.mark.parametrize("name", ORDERS)
def test_buyers_are_the_same_person_in_every_file(tmp_path: Path, name: str) -> None:
    header, rows = of(name)
    place = [recognised(h) for h in header].index(
        next(h for h in map(recognised, header) if h in BUYERS)
    )
    wanted: list[str | None] = []
    for row in rows:
        text = row[place]
        # The sparse variant names the buyer on the first row; "****" is nobody.
        wanted.append(wanted[-1] if not text else None if set(text) == {"*"} else hashed(text))
    assert [r["buyer_id"] for r in landed(tmp_path, [header, *rows])] == wanted


BUYERS = {"ชื่อผู้ใช้ (ผู้ซื้อ)", "Username (Buyer)", "Username (Pembeli)", "Người Mua"}


# --- Thai variants --------------------------------------------------------------------------------


def test_the_file_without_a_tax_block(tmp_path: Path) -> None:
    header, rows = of("orders_59.csv")
    assert len(header) == 59
    first, second, other = landed(tmp_path, [header, *rows])
    assert first["order_status"] == "จัดส่งสำเร็จแล้ว"
    assert cells([first, second], "line_subtotal", "grand_total", "currency") == [
        (698, 1063, "THB"),
        (390, 1063, "THB"),
    ]
    assert (first["province"], other["province"]) == ("จังหวัดภูเก็ต", "กรุงเทพมหานคร")
    assert first["wants_tax_invoice"] is None
    # A re-saved file had the time of shipping as day, month and year of two digits.
    assert other["shipped_at"] == datetime(2026, 2, 14, 10, 15)


def test_a_column_moved_to_the_front_changes_nothing(tmp_path: Path) -> None:
    """As the kind of order did in a file of July 2026."""
    header, rows = of("orders_59.csv")
    place = header.index("ประเภทคำสั่งซื้อ")
    moved = [[r[0], r[place], *r[1:place], *r[place + 1 :]] for r in (header, *rows)]
    assert moved[0][1] == "ประเภทคำสั่งซื้อ"
    names = (
        "order_id",
        "order_status",
        "order_type",
        "deal_price",
        "line_subtotal",
        "completed_at",
    )
    assert cells(landed(tmp_path / "moved", moved), *names) == cells(
        landed(tmp_path / "straight", [header, *rows]), *names
    )


@pytest.mark.parametrize("form", ["{d}/{m}/{y} {t}", "{d}/{m}/{y} {t}:00", "{d:02}/{m:02}/26 {t}"])
def test_a_file_that_was_saved_again_in_thailand(tmp_path: Path, form: str) -> None:
    header, rows = of("orders.csv")

    def saved(cell: str) -> str:
        found = re.fullmatch(r"(2026)-(\d\d)-(\d\d) (\d\d:\d\d)", cell)
        if not found:
            return cell
        y, m, d = (int(part) for part in found.groups()[:3])
        return form.format(y=y, m=m, d=d, t=found[4])

    again = [[saved(cell) for cell in row] for row in rows]
    assert again != rows
    times = ("order_created_at", "paid_at", "shipped_at", "completed_at")
    found = landed(tmp_path / "again", [header, *again])
    assert cells(found, *times) == cells(landed(tmp_path, [header, *rows]), *times)


def test_the_delivery_address_is_the_first_of_the_two(tmp_path: Path) -> None:
    """The tax invoice's province has the same header and is nobody's business."""
    header, rows = of("orders.csv")
    places = [i for i, h in enumerate(header) if h == "จังหวัด"]
    assert len(places) == 2 and rows[0][places[1]] == "กรุงเทพมหานคร"
    assert landed(tmp_path, [header, *rows])[0]["province"] == "เชียงใหม่"


def test_columns_that_some_thai_files_add(tmp_path: Path) -> None:
    header, rows = of("orders_59.csv")
    detail = header.index("ช่องทางการชำระเงิน (รายละเอียด)")
    wider = [
        *header[:detail],
        "ช่องทางการชำระเงิน (รายละเอียด)_1",
        "ช่องทางการชำระเงิน (รายละเอียด)_2",
        *header[detail + 1 :],
        "วันที่คำสั่งซื้อถูกยกเลิก",
        "น้ำหนักสินค้าตามจริงต่อคำสั่งซื้อ",
    ]
    row = rows[2]
    order = landed(
        tmp_path,
        [wider, [*row[:detail], "VISA", "Coins", *row[detail + 1 :], "2026-02-15 11:00", "0.50"]],
    )[0]
    assert (order["payment_method_detail"], order["payment_method_detail_2"]) == ("VISA", "Coins")
    assert (order["cancelled_at"], order["order_weight"]) == (datetime(2026, 2, 15, 11), "0.50")


def test_an_order_told_on_its_first_row_only(tmp_path: Path) -> None:
    """The sparse CSV: each line gets what it needs of its own order, and nothing else."""
    lines = landed(tmp_path, rows_of(FILES / "orders_sparse.csv"))
    full = landed(tmp_path / "full", rows_of(FILES / "orders_59.csv"))
    needed = ("order_id", "order_status", "order_created_at", "buyer_id", "country", "currency")
    assert cells(lines, *needed) == cells(full, *needed)
    own = ("sku", "parent_sku", "variation_name", "product_name", "quantity", "line_subtotal")
    assert cells(lines, *own) == cells(full, *own)
    assert lines[1]["sku"] is None
    assert cells(lines, "seller_voucher", "grand_total") == [(25, 1063), (None, None), (0, 349)]


def test_even_its_number_may_stand_on_its_first_row_only(tmp_path: Path) -> None:
    header, rows = of("orders_sparse.csv")
    blank = [rows[0], ["", *rows[1][1:]], rows[2], [""] * len(header)]
    lines = landed(tmp_path, [header, *blank])
    assert cells(lines, "order_id", "order_status", "product_name") == [
        ("260212GQR5R54C", "จัดส่งสำเร็จแล้ว", "เซรั่ม 15 มล."),
        ("260212GQR5R54C", "จัดส่งสำเร็จแล้ว", "โทนเนอร์ 100 มล."),
        ("260213HH00TT21", "สำเร็จแล้ว", "เซรั่ม 15 มล."),
    ]


# --- English --------------------------------------------------------------------------------------


def test_malaysia(tmp_path: Path) -> None:
    first, second, other = landed(tmp_path, rows_of(FILES / "orders_my.csv"))
    assert cells([first, second, other], "currency", "line_subtotal", "grand_total") == [
        ("MYR", 131, 157),
        ("MYR", 30, 157),
        ("MYR", 1250, 1250),
    ]
    assert (first["seller_voucher"], first["seller_coin_cashback"]) == (5, Decimal("1.5"))
    assert (first["shopee_voucher"], first["coins_discount"]) == (3, Decimal("0.4"))
    assert (first["seller_discount"], first["total_amount"]) == (Decimal("28.8"), Decimal("152.1"))
    assert (first["commission_fee"], first["transaction_fee"], first["service_fee"]) == (
        Decimal("7.1"),
        Decimal("3.2"),
        0,
    )
    assert (first["tracking_number"], first["province"]) == ("SPXMY0000000001", "Selangor")
    assert first["completed_at"] == datetime(2026, 6, 17, 10)
    assert (other["buyer_id"], other["paid_at"], other["shipped_at"]) == (None, None, None)


SINGAPORE = {
    "Discount Voucher Amount Sponsored by Seller": "Seller Voucher",
    "Coin Cashback Voucher Amount Sponsored by Seller": "Seller Absorbed Coin Cashback",
    "Discount Voucher Amount Sponsored by Shopee": "Shopee Voucher",
    "Coin Cashback Voucher Amount Sponsored by Shopee": "Shopee Coins Offset",
    "Transaction Fee": "Transaction Fee(Incl. GST)",
    "Commission Fee": "Commission Fee (Incl. GST)",
    "Service Fee": "Service Fee (incl. GST)",
}


def test_singapores_wording_means_the_same(tmp_path: Path) -> None:
    header, rows = of("orders_my.csv")
    place = header.index("Country")
    there = [[*r[:place], "SG", *r[place + 1 :]] for r in rows]
    lines = landed(tmp_path / "sg", [[SINGAPORE.get(h, h) for h in header], *there])
    names = (
        "seller_voucher", "seller_coin_cashback", "shopee_voucher", "coins_discount",
        "transaction_fee", "commission_fee", "service_fee",
    )  # fmt: skip
    assert cells(lines, *names) == cells(landed(tmp_path / "my", [header, *rows]), *names)
    assert {r["currency"] for r in lines} == {"SGD"}


def test_an_english_file_takes_the_currency_of_each_rows_country(tmp_path: Path) -> None:
    """No country, no currency: never that of another. A strange one is for a person to judge."""
    header, rows = of("orders_my.csv")
    place = header.index("Country")
    countries = ("Singapore", "Atlantis", "")
    rows = [[*r[:place], c, *r[place + 1 :]] for r, c in zip(rows, countries, strict=True)]
    shop = Shop(tmp_path)
    row = shop.ingest_one("o.csv", csv_text([header, *rows]))
    assert [r["currency"] for r in shop.landed(row)] == ["SGD", "XXX"]
    (problem,) = shop.quarantined(row)
    assert (problem["column_name"], problem["value"]) == ("Country", "Atlantis")


def test_the_philippines_say_pesos_in_their_headers(tmp_path: Path) -> None:
    (order,) = landed(tmp_path, rows_of(FILES / "orders_ph.csv"))
    assert order["currency"] == "PHP" and order["country"] is None
    assert (order["seller_voucher"], order["shopee_voucher"], order["coins_discount"]) == (
        50,
        20,
        2,
    )
    assert (order["seller_discount"], order["line_discount"]) == (300, 300)
    assert (order["seller_bundle_discount"], order["is_bundle_deal"]) == (10, True)
    assert (order["products_paid_by_buyer"], order["grand_total"]) == (1115, 1160)
    assert (order["quantity"], order["line_subtotal"], order["order_piece_count"]) == (3, 1197, 3)


def test_tiktoks_english_orders_are_not_shopees() -> None:
    found = recognise([rows_of(FIXTURES / "tiktok_shop/orders_ph.csv")[0]])
    assert isinstance(found, Match) and found.export.platform == "tiktok_shop"


def test_an_english_file_without_a_subtotal_is_no_order_file() -> None:
    header = [h for h in of("orders_my.csv")[0] if h != "Product Subtotal"]
    found = recognise([header])
    assert isinstance(found, NoMatch) and [c.name for c in found.missing] == ["line_subtotal"]


# --- Indonesian and Vietnamese --------------------------------------------------------------------


def test_indonesia(tmp_path: Path) -> None:
    done, received, cancelled = landed(tmp_path, rows_of(FILES / "orders_id.csv"))
    assert cells([done, received], "currency", "line_subtotal", "seller_voucher") == [
        ("IDR", 218_000, 5_000),
        ("IDR", 109_000, 5_000),
    ]
    assert (done["grand_total"], done["coins_discount"]) == (Decimal("1202750.5"), 250)
    assert (done["seller_discount"], done["shopee_voucher"]) == (40_000, 10_000)
    assert received["order_status"].endswith("hingga 2026-08-04.")
    assert cancelled["cancel_reason"].startswith("Dibatalkan oleh Pembeli")
    # Arranged, which says not that the parcel has left: a cancelled order would count.
    assert (cancelled["shipment_arranged_at"], cancelled["shipped_at"]) == (
        datetime(2026, 7, 7, 16, 30),
        None,
    )


def test_indonesia_with_all_its_columns(tmp_path: Path) -> None:
    """A longer file calls the line's subtotal that of the order, though it is the line's."""
    serum, soap = landed(tmp_path, rows_of(FILES / "orders_id_2026.csv"))
    assert cells([serum, soap], "deal_price", "quantity", "line_subtotal") == [
        (109000, 2, 218000),
        (85000, 1, 85000),
    ]
    assert (serum["currency"], serum["parent_sku"], soap["sku"]) == ("IDR", "SER", None)
    assert (serum["seller_voucher"], serum["seller_coin_cashback"]) == (6000, 1500)
    assert (serum["shopee_rebate"], serum["line_discount"]) == (5000, 40000)
    assert (serum["order_piece_count"], serum["bundle_deal_stated"]) == (3, "N")


def test_vietnam(tmp_path: Path) -> None:
    """Its headers arrive with their accents apart."""
    done, cancelled = landed(tmp_path, rows_of(FILES / "orders_vn.csv"))
    assert cells([done, cancelled], "currency", "line_subtotal", "order_status") == [
        ("VND", 2_198_000, "Hoàn thành"),
        ("VND", 1_099_000, "Đã hủy"),
    ]
    assert (done["grand_total"], done["buyer_paid_shipping"]) == (2_194_500, 16_500)
    assert (done["shopee_voucher"], done["service_fee"], done["transaction_fee"]) == (
        20_000,
        65_940,
        109_725,
    )
    assert (done["province"], done["commission_fee"]) == ("Hà Nội", None)
    assert cancelled["cancelled_at"] == datetime(2026, 8, 7, 7)
    assert (done["shipped_at"], cancelled["shipped_at"]) == (datetime(2026, 8, 6, 14), None)


@pytest.mark.parametrize("name", ["orders_id.csv", "orders_vn.csv", "returns_vn.csv"])
def test_a_file_that_writes_a_point_is_read_by_its_own_cells(tmp_path: Path, name: str) -> None:
    """One brand had both conventions in two exports of a day."""
    header, rows = of(name)
    money = {"Total Harga Produk", "Tổng giá bán (sản phẩm)", "Tổng số tiền Hoàn trả"}
    place = next(i for i, h in enumerate(header) if recognised(h) in money)
    pointed = [
        [
            "1,098,000.50" if i == place else c.replace(".", "").replace(",", ".") if is_amount(c)
            else c
            for i, c in enumerate(row)
        ]
        for row in rows
    ]  # fmt: skip
    lines = landed(tmp_path, [header, *pointed])
    amount = "refund_amount" if "returns" in name else "line_subtotal"
    assert {r[amount] for r in lines} == {Decimal("1098000.5")}


def is_amount(cell: str) -> bool:
    return cell.count(".") + cell.count(",") > 0 and cell.translate(NO_DIGITS) == ""


NO_DIGITS = str.maketrans("", "", "0123456789.,")


# --- returns --------------------------------------------------------------------------------------


def test_thai_returns_are_a_workbook_that_is_called_xls(tmp_path: Path) -> None:
    header, rows = of("returns.csv")
    assert len(header) == 48
    shop = Shop(tmp_path)
    path = workbook(tmp_path / "x.xlsx", {"orders": [header, *rows]})
    row = shop.land(
        path.rename(shop.exports / "Order.return_refund.20260401_20260501_part_1_of_1.xls")
    )
    assert (row.entity, row.unknown_headers) == ("returns", json.dumps([]))
    assert (row.period_start, row.period_end) == (
        datetime(2026, 4, 1),
        datetime(2026, 5, 1, 23, 59, 59),
    )
    first, second, open_one = shop.landed(row)
    assert cells([first, second], "return_id", "order_id", "sku", "refund_amount", "currency") == [
        ("2605080RTX1AB", "260430ZZ00QQ7H", "SER-C-30", 1089, "THB"),
        ("2605080RTX1AB", "260430ZZ00QQ7H", None, 1089, "THB"),
    ]
    assert (first["requested_at"], first["refunded_at"]) == (
        datetime(2026, 5, 8, 18, 45),
        datetime(2026, 5, 11, 0, 39),
    )
    assert (first["return_status"], first["return_shipping_status"], first["return_type"]) == (
        "คืนเงินแล้ว",
        "จัดส่งสินค้าคืนสำเร็จ",
        "คืนเงินและคืนสินค้า",
    )
    assert first["return_reason"] == "ได้รับสินค้าผิด" and first["returned_quantity"] == 1
    # The order's total stands beside the refund and is not it.
    assert first["grand_total"] == 2287
    assert cells([open_one], "return_status", "refunded_at", "return_shipping_status") == [
        ("รอการตรวจสอบ", None, None)
    ]


def test_vietnamese_returns_have_two_columns_of_one_name(tmp_path: Path) -> None:
    (line,) = landed(tmp_path, rows_of(FILES / "returns_vn.csv"))
    assert (line["return_progress"], line["return_parcel_status"]) == (
        "Trả hàng",
        "Giao hàng hoàn trả thành công",
    )
    assert (line["currency"], line["refund_amount"]) == ("VND", 1_099_000)
    assert (line["return_status"], line["return_type"]) == (
        "Đã hoàn tiền cho Người mua",
        "Trả hàng & Hoàn tiền",
    )
    assert (line["sku"], line["parent_sku"], line["return_id"]) == ("SER-30", "SER", None)
