"""The dbt project as dbt sees it, and a small warehouse, each made once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from ingest_helpers import FIXTURES
from ingest_helpers import Shop as IngestShop
from staged_shop import (
    NO_PERIOD,
    NOTES,
    Staged,
    put_once_more,
    put_sheet_of_two_lives,
    put_sheets_saved_again,
)

from orchestration.ingest.ingest import prepare
from orchestration.settings import Settings
from orchestration.transform import predictions
from tests.conftest import Shop, made_once, settings_of, simulated_files


@pytest.fixture(scope="session")
def empty_root(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data root in which nothing has been ingested; beside it what dbt made of the project."""

    def make(root: Path) -> Settings:
        settings = settings_of(root / "exports", root / "data", root / "config" / "hash.key")
        prepare(settings)
        predictions.prepare(settings)
        run("dbt", "parse", environment=settings.environment())
        shutil.copy(settings.dbt_target / "manifest.json", root)
        return settings

    return made_once(tmp_path_factory, "empty", make)


@pytest.fixture(scope="session")
def manifest(empty_root: Settings) -> Mapping[str, Any]:
    """What dbt makes of the project, without dbt's own macros and what else no law looks at."""
    parsed = json.loads(empty_root.data.with_name("manifest.json").read_text())
    parts = ("nodes", "sources", "exposures", "disabled", "metrics", "semantic_models")
    return {part: parsed[part] for part in parts}


@pytest.fixture(scope="session")
def staged_fixtures(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    """Every fixture, ingested and staged: made once, since each start of dbt takes long."""

    def make(root: Path) -> Staged:
        shop = IngestShop(root)
        put_sheet_of_two_lives(shop)
        fixtures = [path for path in sorted(FIXTURES.glob("*/*")) if path.suffix != ".yml"]
        for path in fixtures:
            shop.put_fixture(path.relative_to(FIXTURES).as_posix())
        put_sheets_saved_again(shop)
        shop.ingest()
        predictions.prepare(shop.settings)
        environment = shop.settings.environment()
        models = ["-s", "path:models/staging", *NOTES, "--exclude-resource-type", "unit_test"]
        # Tests that also look at other tables are left out, as those are not built; and one, since
        # of that format the period stands in the name of a file, which the fixture's does not hold.
        tests = ["--indirect-selection=cautious", "--exclude", NO_PERIOD]
        run("dbt", "build", *models, *tests, environment=environment)
        warehouse = shop.settings.warehouse
        before = Path(shutil.copy(warehouse, root / "before.duckdb"))
        for path in fixtures:
            put_once_more(shop, path)
        assert len(shop.ingest().new) == len(fixtures)
        run("dbt", "run", "-s", "path:models/staging", environment=environment)
        return Staged(before, warehouse)

    return made_once(tmp_path_factory, "staged", make)


@pytest.fixture(scope="session")
def built_shop(simulated_shop: Shop) -> Settings:
    """The simulated shop, ingested and built: its warehouse is only ever read."""
    return simulated_shop.settings


@pytest.fixture(scope="session")
def busy_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated shop that sells a lot in three months."""
    period = {"start": date(2024, 11, 1), "end": date(2025, 1, 31)}
    return simulated_files(tmp_path_factory, "busy", 0.9, **period)


@pytest.fixture(scope="session")
def two_years_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated shop over both years, with enough orders to count them by kind."""
    return simulated_files(tmp_path_factory, "two_years", 0.15)


@pytest.fixture(scope="session")
def small_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated shop that sells little, over both years."""
    return simulated_files(tmp_path_factory, "small", 0.03)
