"""Writes the whole folder: what the seller would download, and the truth beside it."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from orchestration.simulate import (
    google_ads,
    meta_ads,
    sheets,
    shopee_ads,
    shopee_income,
    shopee_orders,
    tiktok_ads,
    tiktok_orders,
    tiktok_settlements,
    truth,
    windows,
    writers,
)
from orchestration.simulate.orders import Orders, orders_between
from orchestration.simulate.parameters import (
    DEFAULT_END,
    DEFAULT_START,
    Parameters,
    SimulationError,
)
from orchestration.simulate.shop import PLATFORMS, Shop, epoch, open_shop
from orchestration.simulate.truth import DailyTruth, SettledTruth

# The folder's underscore keeps it out of ingest.
TRUTH_FOLDER = "_truth"
RECORD = "simulation.json"
# Which month's download the browser saved a second time, as `… (1)`.
_SAVED_TWICE = 2

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class SimulationResult:
    """What was written. When skipped, the counts are those of the simulation already there."""

    files: tuple[Path, ...]
    orders: int
    lines: int
    skipped: bool = False


def simulate(
    exports: Path,
    scale: float = 1.0,
    seed: int = 1,
    start: date = DEFAULT_START,
    end: date = DEFAULT_END,
    progress: Progress | None = None,
) -> SimulationResult:
    """Write the simulated shop's export files and their truth below `exports`.

    The same parameters give the same bytes. A finished simulation of them is left as it is; an
    unfinished one is written again. `progress` is called with (files done, files in all, name).
    Raises SimulationError if the folder holds a simulation of other parameters.
    """
    parameters = Parameters(float(scale), int(seed), start, end)
    record = exports / TRUTH_FOLDER / RECORD
    found = _already_there(record, parameters)
    if found is not None:
        return found
    content: dict[str, object] = {"parameters": parameters.as_json(), "complete": False}
    writers.write_json(record, content)  # from here on the folder is this simulation's

    files = _Files(exports, open_shop(parameters), progress)
    truths = files.write_all()
    counts = {
        daily.platform: {
            "orders": files.shop.plans[daily.platform].order_count,
            "lines": daily.lines,
            "distinct_buyers": files.shop.plans[daily.platform].customer_count,
        }
        for daily in truths
    }
    content |= {"counts": counts, **truth.planted(files.shop), "complete": True}
    writers.write_json(record, content)
    return SimulationResult(
        files=tuple(files.written),
        orders=sum(of["orders"] for of in counts.values()),
        lines=sum(of["lines"] for of in counts.values()),
    )


def _already_there(record: Path, parameters: Parameters) -> SimulationResult | None:
    """The finished simulation of these parameters, or None if there is none to respect."""
    if not record.exists():
        return None
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        found, complete = content["parameters"], content["complete"]
    except (ValueError, KeyError, TypeError) as error:
        raise SimulationError(
            f"{record} is not readable: delete {record.parent.parent} or choose another folder"
        ) from error
    if found != parameters.as_json():
        spelled = ", ".join(f"{name} {value}" for name, value in found.items())
        raise SimulationError(
            f"{record.parent.parent} already holds another simulation ({spelled}):"
            " choose another folder or delete this one"
        )
    if not complete:
        return None
    counts = content["counts"].values()
    return SimulationResult(
        files=(),
        orders=sum(of["orders"] for of in counts),
        lines=sum(of["lines"] for of in counts),
        skipped=True,
    )


class _Files:
    """Writes one file after the other, reporting each."""

    def __init__(self, exports: Path, shop: Shop, progress: Progress | None) -> None:
        self.exports = exports
        self.shop = shop
        self.written: list[Path] = []
        self._progress = progress
        parameters = shop.parameters
        self._orders = windows.order_windows(parameters)
        self._shopee_ads = [w for ws in windows.shopee_ads_windows(parameters) for w in ws]
        self._meta = windows.meta_windows(parameters)
        self._months = windows.month_windows(parameters)
        self._tiktok_ads = windows.tiktok_ads_windows(parameters)
        self._steps = (
            len(PLATFORMS) * (len(self._orders) + 1)
            + len(self._shopee_ads)
            + len(self._meta)
            + 3 * len(self._months)
            + 2 * len(self._tiktok_ads)
            + len(sheets.price_lists(shop))
            + 5
        )
        self._done = 0

    def _wrote(self, *paths: Path) -> None:
        self.written += paths
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._steps, paths[-1].name)

    def write_all(self) -> list[DailyTruth]:
        """Every file but the record."""
        workbooks = writers.WorkbookWriter()
        try:
            return self._write_all(workbooks)
        finally:
            workbooks.close()

    def _write_all(self, workbooks: writers.WorkbookWriter) -> list[DailyTruth]:
        shop, exports, days = self.shop, self.exports, self.shop.parameters.day_count
        truths = [DailyTruth(platform, days) for platform in PLATFORMS]
        shopee_truth, tiktok_truth = truths
        shopee = [self._write_shopee(workbooks, i, shopee_truth) for i in range(len(self._orders))]
        tiktok = [self._write_tiktok(i, tiktok_truth) for i in range(len(self._orders))]
        for downloads in (shopee, tiktok):
            saved_twice = downloads[min(_SAVED_TWICE, len(downloads) - 1)]
            copy = saved_twice.with_name(f"{saved_twice.stem} (1){saved_twice.suffix}")
            writers.copy_file(saved_twice, copy)
            self._wrote(copy)

        settled = SettledTruth()
        for window in self._months:
            self._write_shopee_income(workbooks, window, settled)
        for window in self._months:
            self._write_tiktok_settlements(workbooks, window, settled)

        shopee_ad_results = shopee_ads.run_ads(shop)
        for window in self._shopee_ads:
            path = exports / "shopee-ads" / shopee_ads.file_name(window)
            shopee_ads.write_file(path, shop, shopee_ad_results, window)
            self._wrote(path)
        meta_results = meta_ads.run_ads(shop)
        for window in self._meta:
            path = exports / "meta" / meta_ads.file_name(window)
            meta_ads.write_file(path, shop, meta_results, window)
            self._wrote(path)
        google_results = google_ads.run_ads(shop)
        for window in self._months:
            path = exports / "google-ads" / google_ads.file_name(window)
            google_ads.write_file(path, shop, google_results, window)
            self._wrote(path)
        tiktok_results = tiktok_ads.run_ads(shop)
        gmv_max_results = tiktok_ads.run_gmv_max(shop)
        for window in self._tiktok_ads:
            path = exports / "tiktok-ads" / tiktok_ads.file_name(window)
            tiktok_ads.write_file(path, shop, tiktok_results, window)
            self._wrote(path)
            path = exports / "tiktok-ads" / tiktok_ads.gmv_max_file_name(window)
            tiktok_ads.write_gmv_max(path, workbooks, shop, gmv_max_results, window)
            self._wrote(path)
        for price_list in sheets.price_lists(shop):
            path = exports / "sheets" / sheets.file_name(shop, price_list)
            sheets.write_file(path, shop, price_list)
            self._wrote(path)

        folder = exports / TRUTH_FOLDER
        truth.write_daily(folder / "daily.csv", shop, truths)
        self._wrote(folder / "daily.csv")
        truth.write_ads(
            folder / "ads_daily.csv",
            shop,
            shopee_ad_results,
            meta_results,
            google_results,
            tiktok_results,
            gmv_max_results,
        )
        self._wrote(folder / "ads_daily.csv")
        truth.write_settlements(folder / "settlements.csv", settled)
        self._wrote(folder / "settlements.csv")
        truth.write_events(folder / "events.csv", shop)
        self._wrote(folder / "events.csv")
        truth.write_people(folder / "people.csv", shop)
        self._wrote(folder / "people.csv")
        return truths

    def _blocks(self, platform: str, index: int, daily: DailyTruth) -> Iterator[Orders]:
        """The orders of a window. Those that no later file holds are counted for the truth."""
        parameters = self.shop.parameters
        window = self._orders[index]
        is_last = index + 1 == len(self._orders)
        held_later_from = (
            parameters.day_count if is_last else parameters.index(self._orders[index + 1].first)
        )
        first, last = parameters.index(window.first), parameters.index(window.last)
        for block in orders_between(self.shop, platform, first, last):
            daily.add(block, block.day < held_later_from, epoch(window.exported_at))
            yield block

    def _write_shopee(
        self, workbooks: writers.WorkbookWriter, index: int, daily: DailyTruth
    ) -> Path:
        """One report; returns the first of its workbooks."""
        window = self._orders[index]
        return self._write_parts(
            workbooks,
            "shopee",
            lambda part, parts: shopee_orders.file_name(window, part, parts),
            (shopee_orders.SHEET, shopee_orders.COLUMNS, ()),
            (
                shopee_orders.rows(self.shop, block, window)
                for block in self._blocks("shopee", index, daily)
            ),
        )

    def _write_shopee_income(
        self, workbooks: writers.WorkbookWriter, window: windows.Window, settled: SettledTruth
    ) -> None:
        self._write_parts(
            workbooks,
            "shopee-income",
            lambda part, parts: shopee_income.file_name(window, part, parts),
            (shopee_income.SHEET, shopee_income.COLUMNS, shopee_income.banner(window)),
            settled.counting("shopee", window, shopee_income.tables(self.shop, window)),
        )

    def _write_tiktok_settlements(
        self, workbooks: writers.WorkbookWriter, window: windows.Window, settled: SettledTruth
    ) -> None:
        self._write_parts(
            workbooks,
            "tiktok-income",
            lambda part, parts: tiktok_settlements.file_name(window, part, parts),
            (tiktok_settlements.SHEET, tiktok_settlements.COLUMNS, ()),
            settled.counting("tiktok_shop", window, tiktok_settlements.tables(self.shop, window)),
        )

    def _write_parts(
        self,
        workbooks: writers.WorkbookWriter,
        folder_name: str,
        file_name: Callable[[int, int], str],
        layout: tuple[str, Sequence[str], Sequence[Sequence[str]]],
        tables: Iterable[pa.Table],
    ) -> Path:
        """One report, in several workbooks if it is long; returns the first.

        `file_name` is asked with (part, parts); the layout is (sheet, header, rows above it).
        """
        folder = self.exports / folder_name
        sheet, header, banner = layout
        parts: list[Path] = []  # how many there are is part of their names, and known at the end
        waiting: list[pa.Table] = []

        def write_part() -> None:
            parts.append(folder / f".{file_name(1, 1)}.{len(parts)}.partial")
            workbooks.write(parts[-1], sheet, header, waiting, banner)
            waiting.clear()

        for table in tables:
            waiting.append(table)
            if sum(map(len, waiting)) >= shopee_orders.LINES_PER_WORKBOOK:
                write_part()
        if waiting or not parts:
            write_part()
        paths = [folder / file_name(part, len(parts)) for part in range(1, len(parts) + 1)]
        for part, path in zip(parts, paths, strict=True):
            part.replace(path)
        self._wrote(*paths)
        return paths[0]

    def _write_tiktok(self, index: int, daily: DailyTruth) -> Path:
        window = self._orders[index]
        path = self.exports / "tiktok" / tiktok_orders.file_name(window)
        with writers.text_file(path, bom=True) as file:
            tiktok_orders.write_header(file, window)
            for block in self._blocks("tiktok_shop", index, daily):
                tiktok_orders.write_rows(file, self.shop, block, window)
        self._wrote(path)
        return path
