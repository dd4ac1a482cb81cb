"""Writes the whole folder: what the seller would download, and the truth beside it."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.simulate import planted, writers
from orchestration.simulate.dirt.plant import plant as plant_dirt
from orchestration.simulate.downloads import Download, Source
from orchestration.simulate.files import (
    campaign_responses,
    chat_events,
    experiments,
    ga4,
    google_ads,
    lazada_orders,
    line_broadcasts,
    line_orders,
    meta_ads,
    sheets,
    shopee_ads,
    shopee_income,
    shopee_live,
    shopee_orders,
    shopee_products,
    shopee_returns,
    shopee_shop_stats,
    shopee_wallet,
    tiktok_ads,
    tiktok_affiliates,
    tiktok_live,
    tiktok_orders,
    tiktok_products,
    tiktok_returns,
    tiktok_settlements,
    tiktok_videos,
    web_sessions,
)
from orchestration.simulate.parameters import (
    DEFAULT_END,
    DEFAULT_START,
    Parameters,
    SimulationError,
)
from orchestration.simulate.truth import Truth
from orchestration.simulate.world.shop import open_shop

# The folder's underscore keeps it out of ingest.
TRUTH_FOLDER = "_truth"
RECORD = "simulation.json"

# Where the seller downloads from, in the order of writing.
SOURCES: tuple[Source, ...] = (
    shopee_orders,
    tiktok_orders,
    lazada_orders,
    line_orders,
    shopee_income,
    tiktok_settlements,
    shopee_ads,
    meta_ads,
    google_ads,
    tiktok_ads,
    sheets,
    shopee_shop_stats,
    shopee_products,
    shopee_returns,
    shopee_live,
    shopee_wallet,
    tiktok_returns,
    tiktok_affiliates,
    tiktok_products,
    tiktok_live,
    tiktok_videos,
    line_broadcasts,
    chat_events,
    ga4,
    experiments,
    campaign_responses,
    web_sessions,
)

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
    dirt: bool = False,
    progress: Progress | None = None,
    workbook_password: str = "",
) -> SimulationResult:
    """Write the simulated shop's export files and their truth below `exports`.

    The same parameters give the same bytes. A finished simulation of them is left as it is; an
    unfinished one is written again. With `dirt` some of the files are made as dirty as a seller's
    folder is. `progress` is called with (files done, files in all, name). The password, if there is
    one, locks the workbooks that come locked (LINE MyShop's).
    Raises SimulationError if the folder holds a simulation of other parameters.
    """
    parameters = Parameters(float(scale), int(seed), start, end, dirt, workbook_password)
    record = exports / TRUTH_FOLDER / RECORD
    found = _already_there(record, parameters)
    if found is not None:
        return found
    content: dict[str, object] = {"parameters": parameters.as_json(), "complete": False}
    writers.write_json(record, content)  # from here on the folder is this simulation's

    shop = open_shop(parameters)
    truth = Truth(shop)
    downloads = [d for s in SOURCES for d in s.downloads(shop, truth)]
    with closing(writers.WorkbookWriter()) as workbooks:
        files = _write(exports, downloads, workbooks, progress)
        if dirt:
            files += plant_dirt(shop, exports, truth, workbooks)
    files += truth.write(exports / TRUTH_FOLDER)
    counts = {
        platform: {
            "orders": shop.plans[platform].order_count,
            "lines": daily.lines,
            "distinct_buyers": shop.plans[platform].customer_count,
        }
        for platform, daily in truth.daily.items()
    }
    content |= {"counts": counts, **planted.parameters(shop), "complete": True}
    writers.write_json(record, content)
    return SimulationResult(
        files=tuple(files),
        orders=sum(of["orders"] for of in counts.values()),
        lines=sum(of["lines"] for of in counts.values()),
    )


def _write(
    exports: Path,
    downloads: list[Download],
    workbooks: writers.WorkbookWriter,
    progress: Progress | None,
) -> list[Path]:
    written: list[Path] = []
    for done, download in enumerate(downloads, start=1):
        written += download.save(exports, workbooks)
        if progress is not None:
            progress(done, len(downloads), written[-1].name)
    return written


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
