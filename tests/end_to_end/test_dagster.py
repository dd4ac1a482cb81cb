"""What Dagster shows and when it starts runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.events import worth_telling
from orchestration.schedules import new_exports
from orchestration.settings import PROJECT
from tests.conftest import NETWORK_CUT, Shop

LAYERS = {
    "exports",
    "raw",
    "seeds",
    "staging",
    "intermediate",
    "marts",
    "ml",
    "snapshots",
    "reports",
    "publish",
    "site",
}


@pytest.fixture(scope="module")
def graph() -> dg.AssetGraph:
    return defs.resolve_asset_graph()


def test_the_graph_leads_from_exports_to_the_site(graph: dg.AssetGraph) -> None:
    site = dg.AssetKey(["site", "pages"])
    above = {site}
    while True:
        more = {p for key in above for p in graph.get(key).parent_keys} - above
        if not more:
            break
        above |= more
    assert dg.AssetKey("exports") in above
    for key in (["shopee", "orders"], ["staging", "stg_shopee__orders"], ["marts", "fct_orders"]):
        assert dg.AssetKey(key) in above


def test_every_asset_has_a_group_that_is_its_layer_and_a_description(graph: dg.AssetGraph) -> None:
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.group_name in LAYERS, key
        assert node.description and len(node.description) > 10, f"{key} has no description"
        if node.group_name not in ("exports", "raw", "publish", "site"):
            assert key.path[0] == node.group_name, f"{key}: a key is schema.table"


def test_there_are_checks_at_the_door_and_on_models(graph: dg.AssetGraph) -> None:
    groups = {graph.get(check.asset_key).group_name for check in graph.asset_check_keys}
    assert {"raw", "staging", "marts", "reports"} <= groups
    assert len(graph.asset_check_keys) > 100


def test_passed_checks_are_told_where_somebody_keeps_them(tmp_path: Path) -> None:
    passed, failed = (
        dg.AssetCheckResult(passed=so, asset_key="a", check_name="c") for so in (True, False)
    )
    built = dg.Output(None)
    events = [built, passed, failed]
    assert list(worth_telling(dg.DagsterInstance.ephemeral(), events)) == [built, failed]
    with dg.DagsterInstance.local_temp(str(tmp_path)) as kept:
        assert list(worth_telling(kept, events)) == events


def test_a_run_starts_every_morning_in_bangkok() -> None:
    schedule = defs.resolve_schedule_def("every_morning")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 * * *", "Asia/Bangkok")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING


def sense(
    monkeypatch: pytest.MonkeyPatch, shop: Shop, exports: Path
) -> dg.SensorResult | dg.SkipReason:
    monkeypatch.setenv("TALAD_EXPORTS", str(exports))
    monkeypatch.setenv("TALAD_DATA", str(shop.settings.data))
    result = new_exports(dg.build_sensor_context())
    assert isinstance(result, dg.SensorResult | dg.SkipReason)
    return result


def test_a_new_file_starts_a_run_within_a_minute_and_only_one(
    monkeypatch: pytest.MonkeyPatch, simulated_shop: Shop, tmp_path: Path
) -> None:
    assert new_exports.minimum_interval_seconds is not None
    assert new_exports.minimum_interval_seconds <= 60
    exports = tmp_path / "exports"
    shutil.copytree(simulated_shop.exports, exports)
    nothing_new = sense(monkeypatch, simulated_shop, exports)
    assert isinstance(nothing_new, dg.SkipReason), "all of it has been ingested"
    (exports / "new.csv").write_text("a,b\n1,2\n")
    first = sense(monkeypatch, simulated_shop, exports)
    again = sense(monkeypatch, simulated_shop, exports)
    assert isinstance(first, dg.SensorResult) and isinstance(again, dg.SensorResult)
    assert first.run_requests and again.run_requests
    # Dagster starts a run key once: a file that no run can use starts no second one.
    assert first.run_requests[0].run_key == again.run_requests[0].run_key
    (exports / "new.csv").write_text("a,b\n1,2\n3,4\n")
    changed = sense(monkeypatch, simulated_shop, exports)
    assert isinstance(changed, dg.SensorResult) and changed.run_requests
    assert changed.run_requests[0].run_key != first.run_requests[0].run_key


def test_no_exports_folder_is_no_error(
    monkeypatch: pytest.MonkeyPatch, simulated_shop: Shop, tmp_path: Path
) -> None:
    assert isinstance(sense(monkeypatch, simulated_shop, tmp_path / "no"), dg.SkipReason)


@pytest.mark.parametrize(
    "command",
    [
        ["dg", "list", "defs"],
        ["dbt", "ls", "--select", "marts", "--quiet"],
        ["dbt", "docs", "generate", "--quiet", "--static", "--no-compile"],
    ],
    ids=["dg list defs", "dbt ls", "dbt docs generate"],
)
def test_the_tools_work_from_the_root_with_no_variable_set(command: list[str]) -> None:
    tool = Path(sys.executable).with_name(command[0])
    said = subprocess.run(
        [tool, *command[1:]], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout[-2000:] + said.stderr[-2000:]


def test_a_command_by_hand_reports_its_use_to_nobody(tmp_path: Path) -> None:
    """Neither over the network nor into the folder from which another Dagster would send it."""
    said = subprocess.run(
        [Path(sys.executable).with_name("dg"), "list", "defs", "--json"],
        cwd=PROJECT,
        env={
            "HOME": str(tmp_path),
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(NETWORK_CUT),
            "TALAD_TEST_NETWORK_LOG": str(tmp_path / "network.log"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert not written & {"network.log", "event.log"}, written


def test_telemetry_is_off_everywhere() -> None:
    import yaml

    instance = yaml.safe_load((PROJECT / "dagster.yaml").read_text())
    assert instance["telemetry"] == {"enabled": False}
    assert instance["nux"] == {"enabled": False}
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())
    assert project["flags"]["send_anonymous_usage_stats"] is False
