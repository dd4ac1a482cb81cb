"""The dbt project as dbt sees it, and a small warehouse, each made once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run

from orchestration.ingest.ingest import prepare
from orchestration.settings import Settings
from orchestration.simulate import simulate
from orchestration.transform import predictions
from tests.conftest import Shop, settings_of


@pytest.fixture(scope="session")
def empty_root(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data root in which nothing has been ingested."""
    root = tmp_path_factory.mktemp("empty")
    settings = settings_of(root / "exports", root / "data", root / "config" / "hash.key")
    prepare(settings)
    predictions.prepare(settings)
    return settings


@pytest.fixture(scope="session")
def manifest(empty_root: Settings) -> Mapping[str, Any]:
    """What dbt makes of the project, without dbt's own macros and what else no law looks at."""
    run("dbt", "parse", environment=empty_root.environment())
    parsed = json.loads((empty_root.dbt_target / "manifest.json").read_text())
    parts = ("nodes", "sources", "exposures", "disabled", "metrics", "semantic_models")
    return {part: parsed[part] for part in parts}


@pytest.fixture(scope="session")
def built_shop(simulated_shop: Shop) -> Settings:
    """The simulated shop, ingested and built: its warehouse is only ever read."""
    return simulated_shop.settings


@pytest.fixture(scope="session")
def busy_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated shop that sells a lot in three months."""
    folder = tmp_path_factory.mktemp("busy")
    simulate(folder, scale=0.9, start=date(2024, 11, 1), end=date(2025, 1, 31))
    return folder


@pytest.fixture(scope="session")
def small_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated shop that sells little, over both years."""
    folder = tmp_path_factory.mktemp("small")
    simulate(folder, scale=0.03)
    return folder
