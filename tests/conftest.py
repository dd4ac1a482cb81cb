"""Shops that many tests look at: built once, by the command that users run."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

from orchestration import settings
from orchestration.settings import PROJECT, Settings
from orchestration.simulate import simulate

TALAD = Path(sys.executable).with_name("talad")
REAL_DATA = PROJECT.parent / "shared" / "data"


NETWORK_CUT = PROJECT / "tests" / "network_cut"


def network_log(key_file: Path) -> Path:
    return key_file.parent.with_name(f"{key_file.parent.name}-network.log")


@dataclass(frozen=True)
class Shop:
    """An exports folder and what a run made of it."""

    settings: Settings
    said: subprocess.CompletedProcess[str]

    @property
    def exports(self) -> Path:
        return self.settings.exports


def talad(
    *arguments: str | Path, key_file: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would; the key lies beside, as it would in a home folder.

    Whatever it asks the network for is noted in `network_log`.
    """
    return subprocess.run(
        [TALAD, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "TALAD_KEY_FILE": str(key_file),
            "COLUMNS": "200",
            "PYTHONPATH": str(NETWORK_CUT),
            "TALAD_TEST_NETWORK_LOG": str(network_log(key_file)),
            **environment,
        },
    )


def settings_of(exports: Path, data: Path, key_file: Path) -> Settings:
    return settings.load(
        {
            "TALAD_EXPORTS": str(exports),
            "TALAD_DATA": str(data),
            "TALAD_KEY_FILE": str(key_file),
        }
    )


def run_shop(exports: Path, data: Path, key_file: Path) -> Shop:
    """Run everything over an exports folder; the run has to succeed."""
    said = talad("run", "--exports", exports, "--data", data, key_file=key_file)
    assert said.returncode == 0, said.stdout + said.stderr
    return Shop(settings_of(exports, data, key_file), said)


Made = TypeVar("Made")

# Fixtures that take a minute or more to make.
SHOPS = frozenset(
    {"shop", "simulated_shop", "real_sets", "disturbed", "built_shop"}
    | {"staged_fixtures", "empty_root", "manifest"}
)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> Made:
    """What `make` makes in a folder, by the first of pytest-xdist's workers that needs it."""
    shared = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent  # each worker has a folder of its own in there
    root, made = shared / name, shared / f"{name}.pickle"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            root.mkdir()
            made.write_bytes(pickle.dumps(make(root)))
        found: Made = pickle.loads(made.read_bytes())
    return found


def simulated_files(
    factory: pytest.TempPathFactory, name: str, scale: float, **period: date
) -> Path:
    """The files of a simulated shop, by the first worker that needs them. Only to be read."""

    def make(folder: Path) -> Path:
        simulate(folder, scale=scale, **period)
        return folder

    return made_once(factory, name, make)


BAD_FILES = (
    "cut short.xlsx",
    "empty.csv",
    "a text.xlsx",
    "latin.csv",
    "renamed.csv",
    "unknown.csv",
)


def spoil(exports: Path) -> None:
    """Put the bad files among the good ones."""
    workbook = min(exports.glob("shopee/*.xlsx")).read_bytes()
    tiktok = min(exports.glob("tiktok/*.csv")).read_text("utf-8-sig")
    contents = (
        workbook[: len(workbook) // 2],
        b"",
        b"Order ID,Quantity\n1,2\n",
        "order_id,descrição\n1,ção\n".encode("latin-1"),
        tiktok.replace("Created Time", "Made at").encode(),
        b"fruit,colour\napple,red\n",
    )
    for name, content in zip(BAD_FILES, contents, strict=True):
        (exports / name).write_bytes(content)


@pytest.fixture(scope="session")
def simulated_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The simulated shop, small, from `talad simulate` and `talad run`, with some bad files among
    the good ones, as there are in a folder of downloads. Only to be read."""

    def make(root: Path) -> Shop:
        key, exports = root / "config" / "hash.key", root / "exports"
        made = talad("simulate", "--exports", exports, "--scale", "0.02", key_file=key)
        assert made.returncode == 0, made.stdout + made.stderr
        spoil(exports)
        return run_shop(exports, root / "data", key)

    return made_once(tmp_path_factory, "simulated", make)


@pytest.fixture(scope="session")
def real_sets(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The real public sets; the tests that need them say where they are not. Only to be read."""
    if not REAL_DATA.is_dir():
        pytest.skip("the real public sets are not on this machine (../shared/data)")

    def make(root: Path) -> Shop:
        return run_shop(REAL_DATA, root / "data", root / "config" / "hash.key")

    return made_once(tmp_path_factory, "real", make)


@pytest.fixture(scope="session", params=["simulated_shop", "real_sets"])
def shop(request: pytest.FixtureRequest) -> Shop:
    """Both, one after the other."""
    found: Shop = request.getfixturevalue(request.param)
    return found


def deep(small: int, large: int) -> int:
    """`small` in `make test`, `large` in `make test-deep`: the same test with larger numbers."""
    return large if os.environ.get("TALAD_TEST_DEEP") else small


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that look at a shop come first, so that one of two workers makes the shops while the
    other has all those that need none: else it would wait for minutes. First of all those of the
    shop that takes longest to make."""

    def rank(item: pytest.Item) -> int:
        needed = set(getattr(item, "fixturenames", ()))
        return 0 if "disturbed" in needed else 1 if needed & SHOPS else 2

    items.sort(key=rank)
