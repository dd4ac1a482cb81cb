"""What dirt has to know of each export: which cells hold what, and which files overlap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from orchestration.simulate.files import (
    google_ads,
    meta_ads,
    shopee_ads,
    shopee_income,
    shopee_orders,
    tiktok_ads,
    tiktok_orders,
    tiktok_settlements,
)
from orchestration.simulate.files.sheets import products
from orchestration.simulate.windows import (
    Window,
    meta_windows,
    month_windows,
    order_windows,
    shopee_ads_windows,
    tiktok_ads_windows,
)
from orchestration.simulate.world.shop import Shop

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Day:
    """The cell that tells on which day a row happened, and how the export spells days."""

    header: str
    spelled: str = "%Y-%m-%d"

    def of(self, row: Cells) -> date:
        return datetime.strptime(row[self.header].strip()[:10], self.spelled).date()


@dataclass(frozen=True)
class Format:
    """One export. Headers that a file does not have are passed over."""

    folder: str
    downloads: Callable[[Shop], list[tuple[str, Window | None]]]  # name and days of each
    key: tuple[str, ...]  # a row with one of these cells is the header
    unit: tuple[str, ...]  # what a newer file replaces as one
    day: Day | None = None
    ids: tuple[str, ...] = ()  # long numbers
    counts: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    required: tuple[tuple[str, str], ...] = ()  # (header, how a seller renames it)
    optional: tuple[tuple[str, str], ...] = ()  # nothing is computed of these columns
    is_data: Callable[[Cells], bool] = lambda row: True
    total: str = ""  # a money column that the file's own total is stated for
    has_broken_rows: bool = True


@dataclass(frozen=True)
class Source:
    """A written file, with the days that only it and newer files hold."""

    format: Format
    path: Path
    name: str  # below the exports folder
    window: Window | None = None
    since: date | None = None  # rows of earlier days are in an older file, too
    newer: str = ""  # the next download …
    newer_since: date | None = None  # … and from when on it has the rows as well

    @property
    def is_text(self) -> bool:
        return self.path.suffix == ".csv"


def sources(shop: Shop, exports: Path) -> list[Source]:
    """Every file that can be made dirty, by format and time; copies of a browser are not."""
    found = []
    for known in FORMATS:
        # A month of one day has the name of that day's file.
        downloads = list(dict.fromkeys(known.downloads(shop)))
        for number, (name, window) in enumerate(downloads):
            before = downloads[number - 1][1] if number else None
            after, after_window = (
                downloads[number + 1] if number + 1 < len(downloads) else ("", None)
            )
            overlaps = window and after_window and after_window.first <= window.last
            for path in _parts(exports / known.folder / name):
                found.append(
                    Source(
                        format=known,
                        path=path,
                        name=path.relative_to(exports).as_posix(),
                        window=window,
                        since=before.last if before else None,
                        newer=f"{known.folder}/{after}" if overlaps else "",
                        newer_since=after_window.first if overlaps and after_window else None,
                    )
                )
    return found


def _parts(path: Path) -> list[Path]:
    """A long report comes in several workbooks."""
    parts = path.parent.glob(f"{path.stem}_part_*[0-9]{path.suffix}")
    return [path] if path.exists() else sorted(parts)


def _windowed(
    name: Callable[[Window], str], windows: Callable[[Shop], list[Window]]
) -> Callable[[Shop], list[tuple[str, Window | None]]]:
    return lambda shop: [(name(window), window) for window in windows(shop)]


def _masters(shop: Shop) -> list[tuple[str, Window | None]]:
    return [
        (products.file_name(shop, price_list), None) for price_list in products.price_lists(shop)
    ]


FORMATS = (
    Format(
        folder="shopee",
        downloads=_windowed(shopee_orders.file_name, lambda shop: order_windows(shop.parameters)),
        key=(shopee_orders.ORDER_ID,),
        unit=(shopee_orders.ORDER_ID,),
        day=Day("วันที่ทำการสั่งซื้อ"),
        counts=("จำนวน",),
        money=("ราคาขาย", "ราคาขายสุทธิ", "จำนวนเงินทั้งหมด"),
        moments=("วันที่ทำการสั่งซื้อ", "เวลาการชำระสินค้า"),
        required=((shopee_orders.ORDER_ID, "เลขคำสั่งซื้อ"), ("จำนวน", "จำนวน (ชิ้น)")),
        optional=(("ตัวเลือกการจัดส่ง", "ขนส่ง"), ("Hot Listing", "สินค้าขายดี")),
    ),
    Format(
        folder="tiktok",
        downloads=_windowed(tiktok_orders.file_name, lambda shop: order_windows(shop.parameters)),
        key=("Order ID",),
        unit=("Order ID",),
        day=Day("Created Time", "%d/%m/%Y"),
        ids=("Order ID", "SKU ID", "Package ID"),
        counts=("Quantity",),
        money=("SKU Subtotal Before Discount", "SKU Seller Discount", "Order Amount"),
        moments=("Created Time", "Paid Time", "Shipped Time"),
        required=(("Order ID", "Order Number"), ("Created Time", "Created Time (TH)")),
        optional=(("Delivery Option", "Shipping Option"), ("Warehouse Name", "Warehouse")),
        is_data=lambda row: row["Order ID"] != tiktok_orders.DESCRIPTIONS["Order ID"],
    ),
    Format(
        folder="shopee-income",
        downloads=_windowed(shopee_income.file_name, lambda shop: month_windows(shop.parameters)),
        key=("วันที่โอนชำระเงินสำเร็จ",),
        unit=("หมายเลขคำสั่งซื้อ", "วันที่โอนชำระเงินสำเร็จ"),
        day=Day("วันที่โอนชำระเงินสำเร็จ"),
        money=(shopee_income.NET, "ค่าคอมมิชชั่น"),
        moments=("วันที่โอนชำระเงินสำเร็จ", "วันที่ทำการสั่งซื้อ"),
        required=(("หมายเลขคำสั่งซื้อ", "เลขคำสั่งซื้อ"),),
        optional=(("ค่าธรรมเนียม (%)", "ค่าธรรมเนียมร้อยละ"),),
    ),
    Format(
        folder="tiktok-income",
        downloads=_windowed(
            tiktok_settlements.file_name, lambda shop: month_windows(shop.parameters)
        ),
        key=("ประเภทธุรกรรม",),
        unit=("หมายเลขคำสั่งซื้อ/การปรับ", "เวลาที่ชำระคำสั่งซื้อ"),
        day=Day("เวลาที่ชำระคำสั่งซื้อ", "%Y/%m/%d"),
        ids=("หมายเลขคำสั่งซื้อ/การปรับ",),
        money=(tiktok_settlements.NET,),
        moments=("เวลาที่ชำระคำสั่งซื้อ", "เวลาที่สร้างคำสั่งซื้อ"),
        required=((tiktok_settlements.NET, "จำนวนเงินที่ชำระ"),),
    ),
    Format(
        folder="meta",
        downloads=_windowed(meta_ads.file_name, lambda shop: meta_windows(shop.parameters)),
        key=("ชื่อแคมเปญ",),
        unit=("วัน", "ชื่อแคมเปญ"),
        day=Day("วัน"),
        ids=("ID โฆษณา",),
        counts=("อิมเพรสชัน", "จำนวนคลิก (ทั้งหมด)"),
        money=("จำนวนเงินที่ใช้จ่ายไป (THB)",),
        moments=("วัน",),
        required=(("จำนวนเงินที่ใช้จ่ายไป (THB)", "จำนวนเงินที่ใช้จ่าย"),),
        optional=(("ความถี่", "ความถี่เฉลี่ย"),),
        is_data=lambda row: row["ชื่อแคมเปญ"] not in ("", meta_ads.TOTAL_LABEL),
    ),
    Format(
        folder="google-ads",
        downloads=_windowed(google_ads.file_name, lambda shop: month_windows(shop.parameters)),
        key=("แคมเปญ", "Campaign"),
        unit=("วัน", "แคมเปญ", "Day", "Campaign"),
        counts=("Impr.", "Clicks"),
        money=("ค่าใช้จ่าย", "Cost"),
        moments=("วัน", "Day"),
        required=(("ค่าใช้จ่าย", "ค่าใช้จ่ายรวม"), ("Cost", "Cost (total)")),
        is_data=lambda row: google_ads.MISSING not in (row.get("แคมเปญ"), row.get("Campaign")),
    ),
    Format(
        folder="tiktok-ads",
        downloads=_windowed(tiktok_ads.file_name, lambda shop: tiktok_ads_windows(shop.parameters)),
        key=("Campaign name",),
        unit=("By Day", "Campaign name"),
        day=Day("By Day"),
        counts=("Impressions", "Clicks (all)", "Reach"),
        money=("Cost", "Net Cost"),
        moments=("By Day",),
        required=(("Cost", "Cost (THB)"),),
        optional=(("Frequency", "Avg. frequency"),),
        is_data=lambda row: not row["Campaign name"].startswith("Total of "),
        total="Cost",
    ),
    Format(
        folder="tiktok-ads",
        downloads=_windowed(
            tiktok_ads.gmv_max_file_name, lambda shop: tiktok_ads_windows(shop.parameters)
        ),
        key=("ตามวัน",),
        unit=("ตามวัน",),
        day=Day("ตามวัน"),
        counts=("คำสั่งซื้อ SKU (ร้านค้าปัจจุบัน)",),
        money=("ต้นทุน", "รายได้ขั้นต้น (ร้านค้าปัจจุบัน)"),
        moments=("ตามวัน",),
        required=(("ต้นทุน", "ต้นทุนรวม"),),
        is_data=lambda row: row["ตามวัน"] != "-",
        total="ต้นทุน",
    ),
    # Days of daily files are in a monthly one as well, summed up: what a row there stands for
    # cannot be told, so rows are left alone.
    Format(
        folder="shopee-ads",
        downloads=_windowed(
            shopee_ads.file_name, lambda shop: [*chain(*shopee_ads_windows(shop.parameters))]
        ),
        key=("ชื่อโฆษณา",),
        unit=("รหัสสินค้า",),
        required=(("ค่าโฆษณา", "ค่าโฆษณารวม"),),
        optional=(("ปรับแต่ง", "ปรับแต่งโฆษณา"),),
        has_broken_rows=False,
    ),
    Format(
        folder="sheets",
        downloads=_masters,
        key=("sku",),
        unit=("sku", "valid_from"),
        money=("unit_cost", "list_price"),
        moments=("valid_from",),
        required=(("unit_cost", "cost"),),
        optional=(("category", "group"),),
    ),
)
