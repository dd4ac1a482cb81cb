"""The order files of a simulated shop, read with other readers than Talad's."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

Row = dict[str, str]

SHOPEE_ID, SHOPEE_COD = "หมายเลขคำสั่งซื้อ", "เก็บเงินปลายทาง"


def amount(text: str) -> Decimal:
    """A figure as people write it; `-`, `--` and nothing are 0."""
    return Decimal(re.sub(r"[฿,\s]", "", text).strip("-") or "0") * (-1 if text[:1] == "-" else 1)


def sheets_of(path: Path) -> dict[str, list[list[str]]]:
    """All cells of a workbook, which have to be text."""
    book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))  # whatever its name says
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert all(isinstance(cell, str) for row in rows for cell in row), path
        found[name] = [[str(cell) for cell in row] for row in rows]
    return found


def rows_of(path: Path, header: int = 0) -> list[Row]:
    """The rows below the header of the only sheet; of a repeated header the first counts."""
    (rows,) = sheets_of(path).values()
    names = rows[header]
    return [dict(reversed(list(zip(names, row, strict=True)))) for row in rows[header + 1 :]]


def truth_of(exports: Path, name: str) -> list[Row]:
    with (exports / "_truth" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Order:
    """An order as its newest file states it."""

    order_id: str
    created: datetime
    paid: datetime | None
    is_cod: bool
    status: str
    lines: list[Row]

    @property
    def confirmed(self) -> datetime | None:
        return self.created if self.is_cod else self.paid


def shopee_orders(exports: Path) -> dict[str, Order]:
    lines: dict[str, list[Row]] = {}
    paths = sorted((exports / "shopee").glob("*[0-9].xlsx"), key=lambda path: path.stem[-8:])
    for path in paths:
        of_file: dict[str, list[Row]] = {}
        for row in rows_of(path):
            of_file.setdefault(row[SHOPEE_ID], []).append(row)
        lines |= of_file

    def moment(text: str) -> datetime | None:
        return datetime.fromisoformat(text) if text else None

    return {
        order_id: Order(
            order_id,
            datetime.fromisoformat(of[0]["วันที่ทำการสั่งซื้อ"]),
            moment(of[0]["เวลาการชำระสินค้า"]),
            of[0]["ช่องทางการชำระเงิน"] == SHOPEE_COD,
            of[0]["สถานะการสั่งซื้อ"],
            of,
        )
        for order_id, of in lines.items()
    }


def tiktok_downloads(exports: Path) -> Iterator[tuple[datetime, Path]]:
    """(moment of the export, file), oldest first."""
    for path in sorted((exports / "tiktok").glob("*[0-9].csv")):
        yield datetime.strptime(path.stem[-16:], "%Y-%m-%d-%H_%M"), path


def tiktok_orders(exports: Path) -> dict[str, Order]:
    lines: dict[str, list[Row]] = {}
    for _, path in tiktok_downloads(exports):
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *rows = csv.DictReader(file)
        of_file: dict[str, list[Row]] = {}
        for row in rows:
            row = {name: cell.strip() for name, cell in row.items()}
            of_file.setdefault(row["Order ID"], []).append(row)
        lines |= of_file

    def moment(text: str) -> datetime | None:
        return datetime.strptime(text, "%d/%m/%Y %H:%M:%S") if text else None

    found = {}
    for order_id, of in lines.items():
        created = moment(of[0]["Created Time"])
        assert created is not None
        is_cod = of[0]["Payment Method"] == SHOPEE_COD
        paid = moment(of[0]["Paid Time"])
        found[order_id] = Order(order_id, created, paid, is_cod, of[0]["Order Status"], of)
    return found
