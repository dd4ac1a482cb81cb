"""`talad audience`: the customers to speak to, as a CSV file: the rows of the Customer list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console

from orchestration.files import replacing
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import Settings
from reports.render.errors import nearest
from reports.render.export import csv_bytes
from reports.render.queries import Published, QueryError

CUSTOMERS = "select * from rpt_customer_list__customers order by world_id, customer_rank"
BOUGHT = "select * from rpt_customer_list__bought order by world_id, customer_rank, product_name"

KEY = ["world_id", "customer_rank"]

# What a choice is made by, and the columns whose values it may name.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "segment": ("rfm_segment",),
    "status": ("customer_status",),
    "platform": ("platform", "channel_name"),
    "province": ("province",),
    "value": ("value_fifth",),
    "product": ("product_name",),
}


class NoSuchValue(Exception):
    """A choice names what no customer has; the message is one line."""


def main(
    settings: Settings,
    chosen: Mapping[str, Sequence[str]],
    file: Path | None,
    out: Console,
    fail: Callable[[str], NoReturn],
) -> None:
    """Write the file and tell how many customers are in it."""
    if recorded_inputs(settings.publish) is None:
        fail(f"nothing is published in {settings.publish}; run `talad run` first")
    published = Published(settings.publish)
    try:
        customers, bought = published.fetch(CUSTOMERS), published.fetch(BOUGHT)
    except QueryError:
        fail(f"{settings.publish} is of an older version; run `talad run` first")
    finally:
        published.close()
    try:
        listed = audience(customers, bought, chosen)
    except NoSuchValue as error:
        fail(str(error))
    target = file.expanduser().resolve() if file else settings.export / "audience.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target, unless_same=True) as temporary, temporary.open("wb") as written:
        written.writelines(csv_bytes(listed))
    out.print(
        f"[bold]{target}[/]: {listed.num_rows:,} of {customers.num_rows:,} customers",
        soft_wrap=True,
        highlight=False,
    )


def audience(
    customers: pa.Table, bought: pa.Table, chosen: Mapping[str, Sequence[str]]
) -> pa.Table:
    """The customers that fit every choice; of one choice's values any. Raises NoSuchValue."""
    for choice, wanted in chosen.items():
        if not wanted:
            continue
        if choice == "product":
            keys = bought.filter(_fits(bought, choice, wanted)).group_by(KEY).aggregate([])
            customers = customers.join(keys, KEY, join_type="left semi")
        else:
            customers = customers.filter(_fits(customers, choice, wanted))
    return customers.sort_by([("world_id", "ascending"), ("customer_rank", "ascending")])


def _fits(table: pa.Table, choice: str, wanted: Sequence[str]) -> pa.ChunkedArray:
    """For each row whether one of the choice's columns holds a wanted value.

    A value may be written in small letters, and cut short where only one kind of value begins so:
    `line` for `line_oa`.
    """
    columns = [table[column] for column in CHOICES[choice]]
    known = sorted(
        {value for column in columns for value in pc.unique(column).to_pylist() if value}
    )
    meant: set[str] = set()
    for value in wanted:
        same = [word for word in known if word.lower() == value.lower()]
        found = same or [word for word in known if word.lower().startswith(value.lower())]
        if not found:
            hint = nearest(value, known)
            raise NoSuchValue(f"no customer has the {choice} {value}{hint}")
        meant.update(found)
    fits = [pc.is_in(column, value_set=pa.array(sorted(meant))) for column in columns]
    result = fits[0]
    for other in fits[1:]:
        result = pc.or_(result, other)
    return result
