"""A run that is killed at any moment loses nothing and leaves nothing half-written."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from ingest_helpers import Shop, copy_tree, deep

from orchestration import settings
from orchestration.files import remove_leftovers
from orchestration.ingest import checks, ingest
from orchestration.simulate import simulate

# A run in a process of its own, at a fixed moment, so that even `_ingested_at` comes out the same.
# With a number it dies by SIGKILL at that call of fsync: a file is written and not yet in place.
RUN = """
import os, signal, sys
from datetime import datetime
from orchestration import settings
from orchestration.ingest import checks, ingest

class Moment(datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 1, 6, 0, tzinfo=tz)

die_at = int(sys.argv[1])
calls, fsync = 0, os.fsync
def counting(descriptor):
    global calls
    calls += 1
    if calls == die_at:
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(descriptor)

os.fsync = counting
ingest.datetime = Moment
checks.start_importing = lambda: None
checks._validate = lambda frame, suite: [{} for _ in suite]
print("ready", flush=True)
done = ingest.ingest(settings.load())
print(calls, flush=True)
"""


def start(shop: Shop, die_at: int = 0) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(die_at)],
        env={**os.environ, **shop.environment},
        cwd=settings.PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )


def run_to_the_end(shop: Shop) -> tuple[float, int]:
    """How long it took after the imports, and how many files it wrote."""
    with start(shop) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        files = int(process.stdout.readline())
        seconds = time.monotonic() - began
    assert process.returncode == 0
    return seconds, files


def bytes_of(shop: Shop) -> dict[str, bytes]:
    """Every byte below the data folder, by path."""
    return {
        path.relative_to(shop.data).as_posix(): path.read_bytes()
        for path in shop.data.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A small shop that was ingested without a disturbance, with dirt in some of its files."""
    shop = Shop(tmp_path_factory.mktemp("original"))
    simulate(shop.exports, scale=0.05, seed=4, start=date(2026, 3, 28), end=date(2026, 4, 3))
    for fixture in (
        "olist/order_items.csv",
        "sheets/product_master.csv",
        "meta_ads/performance.csv",
    ):
        path = shop.put_fixture(fixture)
        path.write_text(
            path.read_text().replace("2026-01-01", "2569-01-01").replace("45.50", "45.5.0")
        )
    shop.put("broken.xlsx", b"PK not a workbook")
    return shop


@pytest.fixture(scope="module")
def undisturbed(original: Shop) -> tuple[float, int, dict[str, bytes]]:
    seconds, files = run_to_the_end(original)
    content = bytes_of(original)
    assert len([name for name in content if name.startswith("raw/_ledger/")]) > 15
    assert len([name for name in content if name.startswith("quarantine/")]) > 2
    return seconds, files, content


def same_exports(original: Shop, root: Path) -> Shop:
    shop = Shop(root)
    copy_tree(original.exports, shop.exports)
    return shop


def check_what_is_there(shop: Shop, content: dict[str, bytes]) -> None:
    """After a kill: whole files only, each as the undisturbed run wrote it, ledger rows last."""
    found = {name: data for name, data in bytes_of(shop).items() if not name.endswith(".tmp")}
    for name, data in found.items():
        if not name.startswith("refused/"):  # written anew by each run
            assert data == content[name], name
    for name in found:
        if name.startswith("raw/_ledger/") and "empty" not in name:
            digest = Path(name).name
            assert [n for n in found if n.endswith(digest) and n.startswith("raw/") and n != name]
            in_quarantine = [
                n for n in content if n.endswith(digest) and n.startswith("quarantine/")
            ]
            assert set(in_quarantine) <= set(found)


@pytest.mark.parametrize("seed", range(deep(1, 8)))
def test_killed_again_and_again_then_run_to_the_end(
    tmp_path: Path, original: Shop, undisturbed: tuple[float, int, dict[str, bytes]], seed: int
) -> None:
    seconds, files, content = undisturbed
    rng, kills = random.Random(seed), 0
    shop = same_exports(original, tmp_path)
    for number in range(deep(6, 7)):
        if number % 2:  # at a moment of its own
            process = start(shop)
            assert process.stdout and process.stdout.readline()
            time.sleep(rng.uniform(0, seconds * 0.8))
            process.kill()
        else:  # when a file is written and not yet in its place
            process = start(shop, die_at=rng.randrange(1, files // 4))
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        check_what_is_there(shop, content)
        if process.returncode == 0:
            # It was through before its moment: the next begins from nothing, so that it is killed.
            shutil.rmtree(shop.data)
    assert kills >= 3
    run_to_the_end(shop)
    remove_leftovers(shop.data)
    assert bytes_of(shop) == content


@pytest.mark.parametrize("step", range(0, 40, deep(20, 1)))
def test_killed_once_at_each_step(
    tmp_path: Path, original: Shop, undisturbed: tuple[float, int, dict[str, bytes]], step: int
) -> None:
    _, files, content = undisturbed
    shop = same_exports(original, tmp_path)
    process = start(shop, die_at=1 + step * (files - 1) // 40)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    left = list(shop.data.rglob("*.tmp"))
    check_what_is_there(shop, content)
    run_to_the_end(shop)
    remove_leftovers(shop.data)
    assert left and not [p for p in left if p.exists()]
    assert bytes_of(shop) == content


def test_killed_between_landing_and_checking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has landed and was not looked at is looked at by the next run, though nothing is new."""
    shop = Shop(tmp_path)
    shop.put_fixture("olist/orders.csv")
    shop.put_fixture("olist/order_items.csv")
    monkeypatch.setattr(checks, "start_importing", lambda: None)
    monkeypatch.setattr(checks, "_validate", lambda frame, suite: [{} for _ in suite])
    validate = checks._check_batch

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checks, "_check_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        ingest.ingest(shop.settings)
    assert len(shop.ledger()) == 2
    monkeypatch.setattr(checks, "_check_batch", validate)
    done = ingest.ingest(shop.settings)
    assert done.new == ()
    assert {result.entity for result in done.checks} == {"orders", "order_items"}
    assert ingest.ingest(shop.settings).checks == ()
