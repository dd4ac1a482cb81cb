"""What the marketplaces' own reports say, summed up while the order files are written.

Their figures differ from the shop's on purpose. Each counts orders on a basis: placed (all of
them), confirmed (paid, or cash on delivery accepted) and paid (cash on delivery: delivered). Shopee
dates an order by the moment of the basis; TikTok Shop by the moment of ordering, and leaves out
what was not paid when the report was downloaded. Orders cancelled later stay in. Sales are what is
left of the price after the vouchers that Shopee's seller pays, or the discounts TikTok Shop pays.

Everything is an array of days, or of days and products, whatever the number of orders; of buyers
only those are remembered who may come again on a day that is not yet over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.draws import Flags, Ints, half_up
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world.content import (
    SOURCES,
    THE_SHOP,
    Content,
    Credit,
    plan_content,
)
from orchestration.simulate.world.creators import HANDLES, commission
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop, epoch

REPORTING = ("shopee", "tiktok_shop")
BASES = ("placed", "confirmed", "paid")


@dataclass(frozen=True)
class Clock:
    """The rows of a report: days, or the hours of one day."""

    start: int  # seconds since 1970, shop time
    seconds: int  # of a row
    known: Ints  # per row, the moment of the download

    def row(self, moments: Ints) -> Ints:
        """The row of each moment, -1 outside the report."""
        rows = (moments - self.start) // self.seconds
        return np.where((rows >= 0) & (rows < len(self.known)), rows, -1)


def days_of(shop: Shop) -> Clock:
    """All days of the period, each known when its month was downloaded."""
    known = np.empty(shop.parameters.day_count, dtype=np.int64)
    for window in month_windows(shop.parameters):
        days = slice(shop.parameters.index(window.first), shop.parameters.index(window.last) + 1)
        known[days] = epoch(window.exported_at)
    return Clock(int(shop.midnight(np.zeros(1, dtype=np.int64))[0]), 86_400, known)


def hours_of(shop: Shop, window: Window) -> Clock:
    """The hours of the window's first day."""
    day = np.array([shop.parameters.index(window.first)], dtype=np.int64)
    return Clock(int(shop.midnight(day)[0]), 3_600, np.full(24, epoch(window.exported_at)))


@dataclass
class Distinct:
    """Tells who comes for the first time, and forgets those who cannot come again."""

    seen: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    until: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def first(self, rows: Ints, people: Ints, until: Ints, now: int) -> Ints:
        """Indices of those not seen in their row before. Nobody comes to a row after `until`."""
        keys, which = np.unique(rows << 40 | people, return_index=True)
        new = ~np.isin(keys, self.seen)
        still = self.until >= now
        self.seen = np.concatenate([self.seen[still], keys[new]])
        self.until = np.concatenate([self.until[still], until[which[new]]])
        return np.asarray(which[new], dtype=np.int64)


def sales_of(orders: Orders) -> Ints:
    """Per order, what the marketplace calls its sales."""
    if orders.platform == "shopee":
        return orders.gmv - orders.seller_voucher
    return orders.per_order(orders.lines.after_discounts)


def sales_of_lines(orders: Orders) -> Ints:
    """Per line. A voucher is the order's, so products on Shopee know nothing of it."""
    return orders.lines.subtotal if orders.platform == "shopee" else orders.lines.after_discounts


def confirmed_at(orders: Orders) -> Ints:
    return np.where(orders.lifecycle.is_cod, orders.lifecycle.created, orders.lifecycle.paid)


def rows_of_basis(orders: Orders, clock: Clock, basis: str) -> Ints:
    """The row each order stands in, -1 for none."""
    placed = clock.row(orders.lifecycle.created)
    if basis == "placed":
        return placed
    moment = confirmed_at(orders) if basis == "confirmed" else orders.lifecycle.paid
    if orders.platform == "shopee":
        return clock.row(moment)
    return np.where((placed >= 0) & (moment <= clock.known[placed]), placed, -1)


MEASURES = (
    "orders",
    "sales",
    "platform_vouchers",
    "units",
    "cancelled_orders",
    "cancelled_sales",
    "returned_orders",
    "returned_sales",
    "buyers",
    "new_buyers",
)


@dataclass
class BasisSums:
    """One basis of the orders of one marketplace, per row of the clock; money in satang."""

    shop: Shop
    clock: Clock
    basis: str
    sums: dict[str, Ints] = field(default_factory=dict)
    buyers: Distinct = field(default_factory=Distinct)

    def __post_init__(self) -> None:
        self.sums = {name: np.zeros(len(self.clock.known), dtype=np.int64) for name in MEASURES}

    def add(self, orders: Orders, which: Flags) -> None:
        rows = rows_of_basis(orders, self.clock, self.basis)
        counted = which & (rows >= 0)
        life, sales = orders.lifecycle, sales_of(orders)
        known = self.clock.known[rows]
        cancelled = life.cancelled <= known
        returned = life.return_accepted <= known
        of_lines = sales_of_lines(orders)
        for name, values in (
            ("orders", np.ones_like(sales)),
            ("sales", sales),
            ("platform_vouchers", orders.platform_voucher),
            ("units", orders.units),
            ("cancelled_orders", cancelled.astype(np.int64)),
            ("cancelled_sales", np.where(cancelled, sales, 0)),
            ("returned_orders", returned.astype(np.int64)),
            ("returned_sales", np.where(returned, orders.returned_value(of_lines), 0)),
        ):
            np.add.at(self.sums[name], rows[counted], values[counted])
        if not counted.any():
            return
        row, customer = rows[counted], orders.customer[counted]
        now = int(self.clock.row(life.created[counted][-1:])[0])
        first = self.buyers.first(row, customer, row, now)
        np.add.at(self.sums["buyers"], row[first], 1)
        plan = self.shop.plans[orders.platform]
        is_new = plan.first_day_of_customer(customer[first]) == orders.day[counted][first]
        np.add.at(self.sums["new_buyers"], row[first], is_new.astype(np.int64))


@dataclass
class ProductSums:
    """Placed and confirmed sales of each product, shape (days, products); money in satang.

    Orders are counted per product and per parent, shape (days, parents): an order of two
    variations is one order of their parent.
    """

    shop: Shop
    clock: Clock
    sums: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        products = self.shop.catalogue.products
        self.parents = list(dict.fromkeys(product.parent_sku for product in products))
        self.parent_of = np.array([self.parents.index(product.parent_sku) for product in products])
        shape = (len(self.clock.known), len(products))
        for basis in ("placed", "confirmed"):
            for name in ("orders", "units", "sales"):
                self.sums[f"{basis}_{name}"] = np.zeros(shape, dtype=np.int64)
            self.sums[f"{basis}_parent_orders"] = np.zeros(
                (shape[0], len(self.parents)), dtype=np.int64
            )
        for name in ("returned_units", "returned_sales"):  # of confirmed ones
            self.sums[name] = np.zeros(shape, dtype=np.int64)
        self.by_source = np.zeros((SOURCES, *shape), dtype=np.int64)  # confirmed sales

    def add(self, orders: Orders, which: Flags, source: Ints) -> None:
        lines = orders.lines
        sales = sales_of_lines(orders)
        for basis in ("placed", "confirmed"):
            rows = rows_of_basis(orders, self.clock, basis)
            counted = (which & (rows >= 0))[lines.order]
            order, product = lines.order[counted], lines.product[counted]
            cells = rows[order], product
            np.add.at(self.sums[f"{basis}_units"], cells, lines.quantity[counted])
            np.add.at(self.sums[f"{basis}_sales"], cells, sales[counted])
            for name, of in (("orders", product), ("parent_orders", self.parent_of[product])):
                pairs = np.unique(np.stack([order, of]), axis=1)
                np.add.at(self.sums[f"{basis}_{name}"], (rows[pairs[0]], pairs[1]), 1)
            if basis == "confirmed":
                np.add.at(self.by_source, (source[order], *cells), sales[counted])
                back = orders.lifecycle.return_accepted <= self.clock.known[rows]
                pieces = np.where(back[lines.order], lines.returned_quantity, 0)[counted]
                np.add.at(self.sums["returned_units"], cells, pieces)
                value = half_up(sales[counted] * pieces, lines.quantity[counted])
                np.add.at(self.sums["returned_sales"], cells, value)

    def of_parents(self, of_products: Ints) -> Ints:
        """Sums over the last axis: the parent's of its products'."""
        is_of = self.parent_of[:, None] == np.arange(len(self.parents))
        return np.asarray(of_products @ is_of.astype(np.int64), dtype=np.int64)


PRODUCT_COLUMNS = (
    "platform",
    "month",
    "sku",
    "placed_orders",
    "placed_units",
    "placed_sales",
    "confirmed_orders",
    "confirmed_units",
    "confirmed_sales",
    "returned_units",
    "returned_sales",
)

CAUSES = ("unpaid", "never_left", "other_day", "after_download")
SALES_COLUMNS = (
    "platform",
    "date",
    *(f"{basis}_{of}" for basis in BASES for of in ("orders", "sales")),
    "counted_orders",
    "gmv",
    "vouchers",
    *(f"{cause}_{of}" for cause in CAUSES for of in ("orders", "sales")),
)


@dataclass
class Bridge:
    """Why the marketplace's sales of a day are not the shop's GMV. Shape (days,), in satang.

    placed = gmv - vouchers + unpaid + never_left
    confirmed = gmv - vouchers + never_left + other_day + after_download
    """

    clock: Clock
    sums: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sums = {
            name: np.zeros(len(self.clock.known), dtype=np.int64) for name in SALES_COLUMNS[8:]
        }

    def add(self, orders: Orders, which: Flags, as_of: int) -> None:
        sales = sales_of(orders)
        counted = orders.lifecycle.is_counted(as_of)
        accepted = confirmed_at(orders) <= as_of
        row = rows_of_basis(orders, self.clock, "confirmed")
        moved = accepted & (row >= 0) & (row != orders.day)
        for cause, of_cause in (
            ("unpaid", ~accepted),
            ("never_left", accepted & ~counted),
            ("after_download", accepted & (row < 0)),
            ("other_day", moved),
        ):
            sign = 1 if cause in ("unpaid", "never_left") else -1
            self._count(cause, orders.day, sign * sales, which & of_cause, sign)
        self._count("other_day", row, sales, which & moved, 1)
        for name, values in (
            ("counted_orders", np.ones_like(sales)),
            ("gmv", orders.gmv),
            ("vouchers", orders.gmv - sales),
        ):
            np.add.at(self.sums[name], orders.day[which & counted], values[which & counted])

    def _count(self, cause: str, rows: Ints, sales: Ints, which: Flags, order: int) -> None:
        np.add.at(self.sums[f"{cause}_orders"], rows[which], order)
        np.add.at(self.sums[f"{cause}_sales"], rows[which], sales[which])


SESSION_COLUMNS = ("platform", "host", "begins", "seconds", "orders", "units", "sales")
CONTENT_MEASURES = (
    "created_orders",
    "created_sales",
    "orders",
    "units",
    "sales",
    "buyers",
    "direct_orders",
    "direct_units",
    "direct_sales",
    "returned_units",
    "returned_sales",
    "commission",
)


@dataclass
class ContentSums:
    """What sessions are credited with, and videos and creators per month; money in satang.

    TikTok Shop counts an order once per SKU in it. Shape (sessions,), and (videos or creators,
    months).
    """

    shop: Shop
    clock: Clock
    content: Content
    sessions: dict[str, Ints] = field(default_factory=dict)
    videos: dict[str, Ints] = field(default_factory=dict)
    creators: dict[str, Ints] = field(default_factory=dict)
    buyers: Distinct = field(default_factory=Distinct)

    def __post_init__(self) -> None:
        parameters = self.shop.parameters
        months = month_windows(parameters)
        last = np.array([parameters.index(window.last) for window in months])
        self.month_of_day = np.searchsorted(last, np.arange(parameters.day_count))
        sessions, videos = len(self.content.sessions.host), len(self.content.videos.host)
        for name in CONTENT_MEASURES:
            self.sessions[name] = np.zeros(sessions, dtype=np.int64)
            self.videos[name] = np.zeros((videos, len(months)), dtype=np.int64)
            self.creators[name] = np.zeros((len(HANDLES), len(months)), dtype=np.int64)

    def add(self, orders: Orders, which: Flags, credit: Credit) -> None:
        lines = orders.lines
        confirmed = confirmed_at(orders) <= self.clock.known[orders.day]
        skus = np.ones(len(orders), dtype=np.int64)
        if orders.platform == "tiktok_shop":
            pairs = np.unique(np.stack([lines.order, lines.product]), axis=1)
            skus = np.bincount(pairs[0], minlength=len(orders))
        sales = sales_of(orders)
        direct = confirmed & credit.is_direct
        back = confirmed & (orders.lifecycle.return_accepted <= self.clock.known[orders.day])
        measures = {
            "created_orders": skus,
            "created_sales": sales,
            "orders": np.where(confirmed, skus, 0),
            "units": np.where(confirmed, orders.units, 0),
            "sales": np.where(confirmed, sales, 0),
            # Whoever buys from several days of a month is told each time: to know, all would have
            # to be remembered. Those of a session are counted below.
            "buyers": confirmed.astype(np.int64),
            "direct_orders": np.where(direct, skus, 0),
            "direct_units": np.where(direct, orders.units, 0),
            "direct_sales": np.where(direct, sales, 0),
            "returned_units": np.where(back, orders.per_order(lines.returned_quantity), 0),
            "returned_sales": np.where(back, orders.returned_value(sales_of_lines(orders)), 0),
            "commission": np.where(confirmed & (credit.creator >= 0), commission(orders.gmv), 0),
        }
        month = self.month_of_day[orders.day]
        in_session = which & (credit.session >= 0)
        for name, values in measures.items():
            if name != "buyers":
                np.add.at(self.sessions[name], credit.session[in_session], values[in_session])
            for sums, owner in (
                (self.videos[name], credit.video),
                (self.creators[name], credit.creator),
            ):
                has_one = which & (owner >= 0)
                np.add.at(sums, (owner[has_one], month[has_one]), values[has_one])
        buying = in_session & confirmed
        if buying.any():
            session, day = credit.session[buying], orders.day[buying]
            first = self.buyers.first(session, orders.customer[buying], day, int(day[-1]))
            np.add.at(self.sessions["buyers"], session[first], 1)


@dataclass
class Reported:
    """All that the reports of one marketplace say."""

    shop: Shop
    platform: str

    def __post_init__(self) -> None:
        self.clock = days_of(self.shop)
        self.bases = {basis: BasisSums(self.shop, self.clock, basis) for basis in BASES}
        self.products = ProductSums(self.shop, self.clock)
        self.bridge = Bridge(self.clock)
        self.content = plan_content(self.shop, self.platform)
        self.of_content = ContentSums(self.shop, self.clock, self.content)

    def add(self, orders: Orders, which: Flags, as_of: int) -> None:
        """Count those orders of the block for which this is the newest file."""
        credit = self.content.credit(self.shop, orders)
        for basis in self.bases.values():
            basis.add(orders, which)
        self.products.add(orders, which, credit.source)
        self.bridge.add(orders, which, as_of)
        self.of_content.add(orders, which, credit)

    def sales_rows(self) -> Iterator[tuple[object, ...]]:
        """The rows of the truth's platform_sales.csv, with SALES_COLUMNS."""
        for day in range(self.shop.parameters.day_count):
            yield (
                self.platform,
                self.shop.parameters.day(day).isoformat(),
                *(
                    cell
                    for basis in self.bases.values()
                    for cell in (
                        int(basis.sums["orders"][day]),
                        text.baht(int(basis.sums["sales"][day])),
                    )
                ),
                *(
                    int(of[day]) if name.endswith("orders") else text.signed_baht(int(of[day]))
                    for name, of in self.bridge.sums.items()
                ),
            )

    def product_rows(self) -> Iterator[tuple[object, ...]]:
        """The rows of the truth's platform_products.csv, with PRODUCT_COLUMNS."""
        parameters, sums = self.shop.parameters, self.products.sums
        for window in month_windows(parameters):
            days = slice(parameters.index(window.first), parameters.index(window.last) + 1)
            of_month = {name: sums[name][days].sum(axis=0) for name in PRODUCT_COLUMNS[3:]}
            for index, product in enumerate(self.shop.catalogue.products):
                cells = [(name, int(of[index])) for name, of in of_month.items()]
                if any(value for _, value in cells):
                    yield (
                        self.platform,
                        f"{window.first:%Y-%m}",
                        product.sku,
                        *(text.baht(v) if name.endswith("sales") else v for name, v in cells),
                    )

    def session_rows(self) -> Iterator[tuple[object, ...]]:
        """The rows of the truth's live_sessions.csv, with SESSION_COLUMNS."""
        sessions, sums = self.content.sessions, self.of_content.sessions
        for session in range(len(sessions.host)):
            begins = np.datetime64(int(sessions.begins[session]), "s")
            yield (
                self.platform,
                "shop" if sessions.host[session] == THE_SHOP else "creator",
                str(begins).replace("T", " "),
                int(sessions.ends[session] - sessions.begins[session]),
                int(sums["orders"][session]),
                int(sums["units"][session]),
                text.baht(int(sums["sales"][session])),
            )
