"""A dirty shop: what is planted is told, and ingest does with each piece what it has to."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from dirt_checks import Dirt, read, values
from ingest_helpers import Row, Shop

from orchestration.ingest import registry
from orchestration.ingest.ingest import Ingested
from orchestration.ingest.ledger import totals_that_differ
from orchestration.simulate import SimulationError, simulate, windows

PERIOD: dict[str, Any] = {"scale": 0.03, "start": date(2024, 11, 1), "end": date(2024, 12, 31)}
KINDS = {
    # cells
    "words in a number", "#REF!", "#VALUE!", "impossible date", "Buddhist year",
    "id in scientific notation", "text behind an amount", "date cut off", "amount cut off",
    "full-width digits", "trailing spaces", "no-break space", "zero-width space", "currency sign",
    "apostrophe before an id",
    # rows
    "row cut short", "extra comma", "repeated row", "blank row", "empty line",
    "total that does not add up",
    # files that are read
    "UTF-16 with tabs", "Thai code page 874", "no byte order mark", "semicolons", "extra column",
    "optional header renamed", "columns shuffled", "blanks in headers",
    # files beside them
    "older export", "text cut short", "workbook cut short", "cut within a letter",
    "required header renamed", "saved again by a spreadsheet", "exact copy", "photo", "lock file",
    "Finder's file", "notes", "empty file", "unfinished download",
}  # fmt: skip


class Ingest:
    """A folder that was simulated, and what ingest made of it."""

    def __init__(self, root: Path, **parameters: Any) -> None:
        self.shop = Shop(root)
        simulate(self.shop.exports, **PERIOD, **parameters)
        self.done: Ingested = self.shop.ingest()
        self.entities = {row.file: (row.platform, row.entity) for row in self.done.new}

    @cached_property
    def landed(self) -> list[Row]:
        rows: list[Row] = self.shop.landed()
        return rows


@pytest.fixture(scope="module", autouse=True)
def few_daily_files() -> Iterator[None]:
    """Days of ads are files of their own, and to ingest a file takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "DAILY_ADS_DAYS", 12)
        yield


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Ingest:
    return Ingest(tmp_path_factory.mktemp("dirty"), dirt=True)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Ingest:
    return Ingest(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def dirt(dirty: Ingest) -> Dirt:
    return Dirt(dirty.shop.exports)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_same_dirt(dirty: Ingest, tmp_path: Path) -> None:
    simulate(tmp_path, dirt=True, **PERIOD)
    assert digests(tmp_path) == digests(dirty.shop.exports)


def test_every_kind_of_dirt_occurs(dirt: Dirt) -> None:
    assert {piece["kind"] for piece in dirt.pieces} == KINDS


def test_every_file_and_row_ends_as_the_truth_says(dirty: Ingest, dirt: Dirt) -> None:
    dirt.check(dirty.done, dirty.shop.quarantined())


def test_dirt_leaves_the_other_files_and_the_truth_alone(
    dirty: Ingest, clean: Ingest, dirt: Dirt
) -> None:
    dirtied, before = digests(dirty.shop.exports), digests(clean.shop.exports)
    assert set(before) <= set(dirtied)
    different = {name for name in before if dirtied[name] != before[name]}
    copies = {name.replace(" (1).", ".") for name in different}
    assert copies <= {*dirt.files, "_truth/simulation.json"}
    assert set(dirtied) - set(before) <= {*dirt.files, "_truth/dirt.csv", "_truth/dirt_files.csv"}


def test_rows_that_are_not_dirty_land_as_they_are(dirty: Ingest, clean: Ingest, dirt: Dirt) -> None:
    lost, repeated = dirt.lost(), dirt.repeated()
    renamed = {p["file"] for p in dirt.pieces if p["kind"] == "optional header renamed"}
    found: dict[str, Counter[object]] = defaultdict(Counter)
    nulls: dict[str, set[str]] = {}
    dirty_rows = dirty.landed
    for name in renamed:  # what stands below it is not read
        rows = [row for row in dirty_rows if row["_file"] == name]
        nulls[name] = {c for c in rows[0] if all(row[c] is None for row in rows)}
    for row in dirty_rows:
        found[row["_file"]][values(row, nulls.get(row["_file"], ()))] += 1
    expected: dict[str, Counter[object]] = defaultdict(Counter)
    for row in clean.landed:
        name, place = row["_file"], (row["_file"], row["_row"])
        times = (place not in lost) + repeated[place]
        expected[name][values(row, nulls.get(name, ()))] += times
    for name, of_file in expected.items():
        assert found[name] == +of_file, name
    assert len(expected) > 25
    for name in set(found) - set(expected):
        assert dirt.files[name]["outcome"] == "superseded"


def newest(rows: list[Row], ingest: Ingest) -> Counter[object]:
    """The overlap rule: of all rows of a unit those of the newest file."""
    units = {(e.platform, e.entity): e.unit for e in registry.exports()}
    best: dict[object, tuple[Any, list[object]]] = {}
    for row in rows:
        entity = ingest.entities[row["_file"]]
        unit = (entity, *(row[name] for name in units[entity]))
        rank = (row["_period_end"], row["_period_start"], row["_file_modified_at"])
        if unit not in best or rank > best[unit][0]:
            best[unit] = (rank, [])
        if rank == best[unit][0]:
            best[unit][1].append((entity, values(row)))
    return Counter(row for _, found in best.values() for row in found)


OVERLAPPING = {
    ("shopee", "orders"),
    ("tiktok_shop", "orders"),
    ("meta_ads", "performance"),
    ("tiktok_ads", "performance"),
    ("tiktok_ads", "gmv_max_days"),
}


def test_the_warehouse_lacks_the_rows_that_nothing_repairs_and_no_others(
    dirty: Ingest, clean: Ingest, dirt: Dirt
) -> None:
    def overlapping(ingest: Ingest) -> list[Row]:
        return [row for row in ingest.landed if ingest.entities[row["_file"]] in OVERLAPPING]

    unrepaired = dirt.unrepaired()
    assert 0 < len(unrepaired) < len(dirt.lost())
    rows = overlapping(clean)
    gone: Counter[object] = Counter(
        (clean.entities[row["_file"]], values(row))
        for row in rows
        if (row["_file"], row["_row"]) in unrepaired
    )
    assert gone
    assert newest(overlapping(dirty), dirty) == newest(rows, clean) - gone


def test_a_wrong_total_is_told_with_both_numbers(dirty: Ingest, dirt: Dirt) -> None:
    (piece,) = (p for p in dirt.pieces if p["outcome"] == "flagged")
    (row,) = (row for row in dirty.done.new if row.file == piece["file"])
    (wrong,) = totals_that_differ(row)
    assert wrong["column"] == piece["column"]
    assert float(wrong["stated"]) == float(piece["now"])
    assert float(wrong["summed"]) == float(piece["was"])


def test_dirt_is_another_simulation(dirty: Ingest) -> None:
    with pytest.raises(SimulationError, match="already holds another simulation"):
        simulate(dirty.shop.exports, **PERIOD)
    assert simulate(dirty.shop.exports, dirt=True, **PERIOD).skipped


def test_people_stay_out_of_the_truth_of_the_dirt(dirty: Ingest, dirt: Dirt) -> None:
    told = (dirty.shop.exports / "_truth" / "dirt.csv").read_text(encoding="utf-8")
    for person in read(dirty.shop.exports / "_truth" / "people.csv"):
        assert person["name"] not in told and person["phone"] not in told
