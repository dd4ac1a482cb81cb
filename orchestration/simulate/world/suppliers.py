"""Who makes what the shop sells, and how long a delivery takes."""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.world.catalogue import Product


@dataclass(frozen=True)
class Supplier:
    """Days from an order until the pieces are in stock: quoted, give or take, and late at times."""

    name: str
    categories: tuple[str, ...]
    quoted_days: int
    spread_days: int  # as many days more or less, all alike likely
    late_share: float  # of deliveries, that take LATE_DAYS longer still
    cycle_days: int  # how often the shop orders there
    shelf_life_days: int


LATE_DAYS = 10

SUPPLIERS = (
    Supplier("Siam Lab Co., Ltd.", ("ทำความสะอาดผิว", "โทนเนอร์"), 21, 3, 0.08, 28, 1_095),
    Supplier("Ayutthaya Biotech Co., Ltd.", ("เซรั่ม",), 28, 5, 0.12, 28, 730),
    Supplier("Rayong Care Co., Ltd.", ("มอยส์เจอไรเซอร์", "ผิวกาย"), 24, 4, 0.10, 35, 1_095),
    Supplier("Hanbit OEM Co., Ltd.", ("กันแดด",), 42, 8, 0.20, 35, 730),
    Supplier("Guangzhou Meihua Trading", ("มาสก์", "อุปกรณ์"), 35, 7, 0.25, 42, 1_095),
    Supplier("Bangna Gift Pack Co., Ltd.", ("เซ็ตของขวัญ",), 12, 2, 0.05, 28, 730),
)
_OF_CATEGORY = {
    category: index for index, supplier in enumerate(SUPPLIERS) for category in supplier.categories
}


def supplier_index(product: Product) -> int:
    return _OF_CATEGORY[product.category]


def supplier_of(product: Product) -> Supplier:
    return SUPPLIERS[supplier_index(product)]


def lead_days(supplier: Supplier, draws: Draws, tag: str, numbers: Ints) -> Ints:
    """How long each delivery takes."""
    spread = draws.below(f"{tag}/spread", numbers, 2 * supplier.spread_days + 1)
    late = draws.happens(f"{tag}/late", numbers, supplier.late_share)
    return supplier.quoted_days - supplier.spread_days + spread + np.where(late, LATE_DAYS, 0)


def lead_mean_and_deviation(supplier: Supplier) -> tuple[float, float]:
    """Of `lead_days`, in days."""
    width = 2 * supplier.spread_days + 1
    share = supplier.late_share
    variance = (width**2 - 1) / 12 + LATE_DAYS**2 * share * (1 - share)
    return supplier.quoted_days + LATE_DAYS * share, float(np.sqrt(variance))
