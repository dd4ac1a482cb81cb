"""`talad run` as users and schedulers meet it: again, killed, twice at once, with bad files."""

from __future__ import annotations

import csv
import hashlib
import hmac
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.ingest.privacy import load_key
from orchestration.run import warnings_in
from orchestration.settings import Settings
from tests.conftest import (
    BAD_FILES,
    NETWORK_CUT,
    TALAD,
    Shop,
    deep,
    made_once,
    network_log,
    settings_of,
    talad,
)


def dirt(said: subprocess.CompletedProcess[str]) -> list[str]:
    """What a run has printed that is for those who work on it, and not for its users."""
    inner = ("Traceback", "site-packages", "DagsterExecution")
    lines = (said.stdout + said.stderr).splitlines()
    return [line for line in lines if any(word in line for word in inner)]


def digest(folder: Path) -> dict[str, str]:
    """Every file of a folder with a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copy_of_exports(shop: Shop, target: Path, *keep: str) -> Path:
    """Some of a shop's export files, so that a test that runs it again and again stays short."""
    for name in keep:
        for path in sorted(shop.exports.glob(name)):
            place = target / path.relative_to(shop.exports)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
    return target


def test_a_run_ends_with_a_table_and_the_path_of_the_site(simulated_shop: Shop) -> None:
    said = simulated_shop.said.stdout
    for word in (
        "files",
        "read",
        "landed",
        "quarantined",
        "not data",
        "orders counted",
        "GMV",
        "seconds",
    ):
        assert word in said
    assert said.strip().endswith(str(simulated_shop.settings.site / "index.html"))
    assert (simulated_shop.settings.site / "index.html").exists()


def test_a_run_asks_the_network_for_nothing(shop: Shop) -> None:
    assert not network_log(shop.settings.key_file).exists(), "see who asked, and for what, there"


def test_who_asks_the_network_is_noted(tmp_path: Path) -> None:
    log = tmp_path / "network.log"
    for code in (
        "import socket; socket.getaddrinfo('example.org', 443)",
        "import socket; socket.create_connection(('192.0.2.1', 443), timeout=1)",
        "import urllib.request; urllib.request.urlopen('https://example.com')",
    ):
        said = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(NETWORK_CUT), "TALAD_TEST_NETWORK_LOG": str(log)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "the network is cut" in said.stderr
    hosts = [line.split(":")[0] for line in log.read_text().splitlines()]
    assert hosts == ["example.org", "192.0.2.1", "example.com"]


def test_a_second_run_changes_no_byte_and_does_nothing(shop: Shop) -> None:
    now = shop.settings
    before = digest(now.publish), digest(now.site)
    again = talad("run", "--exports", shop.exports, "--data", now.data, key_file=now.key_file)
    assert again.returncode == 0, again.stderr
    assert "Nothing is new" in again.stdout
    assert (digest(now.publish), digest(now.site)) == before


def test_the_published_ledger_adds_up_for_every_file(shop: Shop) -> None:
    files = pq.read_table(shop.settings.publish / "rpt_data_health__files.parquet").to_pylist()
    assert files
    for file in files:
        parts = file["rows_landed"] + file["rows_quarantined"] + file["rows_not_data"]
        assert file["rows_read"] == parts, file["file_name"]
        assert 0 <= file["rows_superseded"] <= file["rows_landed"]


def test_bad_files_get_a_line_each_and_the_others_go_through(simulated_shop: Shop) -> None:
    said = simulated_shop.said
    lines = {
        line.split(":")[0].removeprefix("left out "): line
        for line in said.stderr.splitlines()
        if line.startswith("left out") and "holds the same bytes" not in line
    }
    assert set(lines) == set(BAD_FILES), said.stderr
    assert "cut short or damaged" in lines["cut short.xlsx"]
    assert "empty (0 bytes)" in lines["empty.csv"]
    assert "rename it to .csv" in lines["a text.xlsx"]
    assert "UTF-8" in lines["latin.csv"] or "no known export" in lines["latin.csv"]
    assert "Created Time" in lines["renamed.csv"]
    assert "TikTok Shop orders" in lines["renamed.csv"]
    assert "no known export" in lines["unknown.csv"]
    assert not dirt(said)


def wait_until(so: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < until, f"not within {seconds} seconds"
        time.sleep(0.1)


def dbt_has_begun(data: Path) -> bool:
    """Whether a model is being built. Not by opening the warehouse: dbt would fail over that."""
    log = data / "dbt" / "dbt.log"
    return log.exists() and "START sql" in log.read_text()


def is_free(database: Path) -> bool:
    """Whether nobody else has a database open."""
    try:
        duckdb.connect(str(database)).close()
    except duckdb.IOException:
        return False
    return True


@dataclass(frozen=True)
class Disturbed:
    """A data root whose runs were killed, then met a warehouse that is none and one that another
    program has open, and then were two at once; and the bytes that those wrote."""

    settings: Settings
    over_no_warehouse: subprocess.CompletedProcess[str]
    over_an_open_one: subprocess.CompletedProcess[str]
    at_once: list[subprocess.CompletedProcess[str]]
    published: dict[str, str]
    rendered: dict[str, str]


@pytest.fixture(scope="session")
def disturbed(simulated_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Disturbed:
    """The simulated shop in another folder. Only the test of forgetting may change it."""
    exports, key = simulated_shop.exports, simulated_shop.settings.key_file
    seconds = float(simulated_shop.said.stdout.rpartition(" all ")[2].split()[0])
    moments = random.Random(20261121)

    def make(root: Path) -> Disturbed:
        data = root / "data"
        warehouse = data / "warehouse.duckdb"
        command = ("run", "--exports", exports, "--data", data)

        def start(output: int) -> subprocess.Popen[str]:
            environment = {**os.environ, "TALAD_KEY_FILE": str(key), "COLUMNS": "200"}
            return subprocess.Popen(
                [TALAD, *command], stdout=output, stderr=output, text=True, env=environment
            )

        for index in range(deep(1, 50)):
            run = start(subprocess.DEVNULL)
            if index == 0:
                wait_until(lambda: dbt_has_begun(data), 600)  # amid the build, whatever else
            else:
                time.sleep(moments.uniform(1.0, seconds))
            run.send_signal(signal.SIGKILL)
            run.wait()
            # The dbt that it had started is gone as well; alone it would work on for a minute.
            wait_until(lambda: is_free(warehouse), 10)
        warehouse.write_text("not a database " * 1000)
        broken = talad(*command, key_file=key)
        warehouse.unlink()
        with duckdb.connect(str(warehouse)) as con:
            con.execute("create table mine as select 1 as one")
            still_open = talad(*command, key_file=key, TALAD_LOCK_WAIT="2")
        warehouse.unlink()
        runs = [start(subprocess.PIPE) for _ in range(2)]
        texts = [run.communicate() for run in runs]
        at_once = [
            subprocess.CompletedProcess(command, run.returncode, *text)
            for run, text in zip(runs, texts, strict=True)
        ]
        now = settings_of(exports, data, key)
        return Disturbed(now, broken, still_open, at_once, digest(now.publish), digest(now.site))

    return made_once(tmp_path_factory, "disturbed", make)


def test_a_warehouse_that_is_none_is_an_error_of_one_line(disturbed: Disturbed) -> None:
    said = disturbed.over_no_warehouse
    assert said.returncode == 1
    assert "delete it, it is built again" in said.stderr.strip().splitlines()[-1]
    assert not dirt(said)


def test_a_warehouse_that_is_open_elsewhere_is_waited_for_and_then_an_error_of_one_line(
    disturbed: Disturbed,
) -> None:
    said, warehouse = disturbed.over_an_open_one, disturbed.settings.warehouse
    assert said.returncode == 1
    told = " ".join(said.stdout.split())
    assert f"{warehouse} open; waiting for it, at most 2 seconds (TALAD_LOCK_WAIT)" in told
    assert said.stderr.strip().splitlines()[-1] == (
        f"error another program has {warehouse} open; close it there, then run again"
    )
    assert not dirt(said)


def test_what_libraries_warn_of_goes_to_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "build.log").open("w") as log, warnings.catch_warnings(), warnings_in(log):
        # As a thread does that imports a library meanwhile.
        warnings.simplefilter("always")
        warnings.warn("use the other one", DeprecationWarning, stacklevel=1)
        with warnings.catch_warnings():
            warnings.warn("and another", UserWarning, stacklevel=1)
    assert capfd.readouterr().err == ""
    told = (tmp_path / "build.log").read_text()
    assert "use the other one" in told
    assert "and another" in told


def test_two_runs_at_once_end_one_after_the_other(disturbed: Disturbed) -> None:
    assert [run.returncode for run in disturbed.at_once] == [0, 0], disturbed.at_once
    assert any("waiting for it to end" in run.stdout for run in disturbed.at_once)
    assert sum("Nothing is new" in run.stdout for run in disturbed.at_once) == 1
    for run in disturbed.at_once:
        assert not dirt(run)


def test_killed_at_any_moment_it_ends_as_if_undisturbed(
    simulated_shop: Shop, disturbed: Disturbed
) -> None:
    """And, with that: same files in, same bytes out, in another folder, at another time."""
    assert disturbed.published == digest(simulated_shop.settings.publish)
    assert disturbed.rendered == digest(simulated_shop.settings.site)
    assert not list(disturbed.settings.data.rglob(".*.tmp"))


def test_a_run_that_may_not_wait_says_that_another_is_working(
    simulated_shop: Shop, tmp_path: Path
) -> None:
    exports = copy_of_exports(simulated_shop, tmp_path / "exports", "sheets/product*")
    key = tmp_path / "config" / "hash.key"
    data = tmp_path / "data"
    data.mkdir()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from filelock import FileLock;"
            "lock = FileLock(sys.argv[1]); lock.acquire();"
            "print('held', flush=True); time.sleep(600)",
            data / ".run.lock",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        second = talad(
            "run", "--exports", exports, "--data", data, key_file=key, TALAD_LOCK_WAIT="1"
        )
    finally:
        holder.kill()
        holder.wait()
    assert second.returncode != 0
    assert "another run is still working" in second.stderr
    assert not dirt(second)


@pytest.mark.parametrize("content", ["nothing", "unknown"])
def test_nothing_usable_is_an_error(tmp_path: Path, content: str) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    if content == "unknown":
        (exports / "unknown.csv").write_text("fruit,colour\napple,red\n")
    said = talad(
        "run", "--exports", exports, "--data", tmp_path / "data", key_file=tmp_path / "c" / "k"
    )
    assert said.returncode != 0
    assert "is a known export" in said.stderr
    assert not dirt(said)


def test_a_missing_folder_is_an_error_of_one_line(tmp_path: Path) -> None:
    said = talad(
        "run", "--exports", tmp_path / "no", "--data", tmp_path / "data", key_file=tmp_path / "k"
    )
    assert said.returncode != 0
    assert len(said.stderr.strip().splitlines()) == 1
    assert "put the downloaded files there" in said.stderr


def test_a_folder_that_cannot_be_made_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    below = tmp_path / "file" / "below"
    for command in (["run", "--exports", tmp_path], ["init"]):
        said = talad(*command, "--data", below, key_file=tmp_path / "k")
        assert said.returncode == 1
        assert len(said.stderr.strip().splitlines()) == 1, said.stderr
        assert "cannot read or write" in said.stderr


def texts_of(warehouse: Path) -> bytes:
    """Every text of every table."""
    texts = []
    with duckdb.connect(str(warehouse), read_only=True) as con:
        columns = con.execute(
            """select table_schema, table_name, column_name from information_schema.columns
            where data_type = 'VARCHAR'"""
        ).fetchall()
        for schema, table, column in columns:
            row = con.execute(
                f'''select string_agg(distinct "{column}", chr(10)) from "{schema}"."{table}"'''
            ).fetchone()
            texts.append((row[0] if row else None) or "")
    return "\n".join(texts).encode()


def texts_in(path: Path) -> Iterator[str]:
    """Every different value of a Parquet file that is no number and no time, as text."""
    for column in pq.read_table(path).itercolumns():
        if pa.types.is_string(column.type):
            yield from (text for text in column.unique().to_pylist() if text)
        elif pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
            yield json.dumps(column.to_pylist(), default=str, ensure_ascii=False)
        else:
            assert pa.types.is_primitive(column.type) or pa.types.is_decimal(column.type), path


def test_no_planted_person_is_in_any_byte_written(simulated_shop: Shop) -> None:
    """Names, phones, usernames and addresses stop at the door: raw, warehouse, pages, logs."""
    people = (simulated_shop.exports / "_truth" / "people.csv").read_text().splitlines()[1:]
    needles = [part.encode() for line in people for part in line.split(",")[1:] if len(part) > 6]
    assert len(needles) > 50
    written = [p for p in simulated_shop.settings.data.rglob("*") if p.is_file()]
    assert len(written) > 100
    for path in written:
        content = path.read_bytes()
        # What is compressed is looked at as values too.
        if path.suffix == ".parquet":
            content += "\n".join(texts_in(path)).encode()
        elif path.suffix == ".duckdb":
            content += texts_of(path)
        found = [needle.decode() for needle in needles if needle in content]
        assert not found, f"{path}: {found[:3]}"


def test_a_forgotten_person_is_in_no_byte_written(
    simulated_shop: Shop, disturbed: Disturbed
) -> None:
    """Nor after the next run over the same files; and no total changes."""
    now = disturbed.settings
    before = texts_of(now.warehouse)
    with (simulated_shop.exports / "_truth" / "people.csv").open(encoding="utf-8") as file:
        pseudonyms = {hashed_in(now.key_file, p["username"]): p for p in csv.DictReader(file)}
    pseudonym = next(p for p in pseudonyms if p.encode() in before)
    person = pseudonyms[pseudonym]
    options = ("--exports", now.exports, "--data", now.data)
    figures = totals(now.publish)
    chosen = ("--platform", person["platform"], "--customer", person["username"])
    said = talad("forget", *options, *chosen, key_file=now.key_file)
    assert said.returncode == 0, said.stderr
    assert "no page does" in " ".join(said.stdout.split())
    again = talad("run", *options, key_file=now.key_file)
    assert "Nothing is new" in again.stdout, again.stdout + again.stderr
    for path in now.data.rglob("*"):
        if path.is_file():
            assert pseudonym.encode() not in path.read_bytes(), path
    assert pseudonym.encode() not in texts_of(now.warehouse)
    assert totals(now.publish) == figures


def hashed_in(key_file: Path, name: str) -> str:
    """The pseudonym of a name under a key, by Python's own hmac."""
    secret = load_key(key_file, key_file.parent / "none").secret
    return hmac.new(secret, name.lower().encode(), hashlib.sha256).hexdigest()[:32]


def totals(publish: Path) -> list[dict[str, object]]:
    """Orders and money as they are published."""
    rows = pq.read_table(publish / "rpt_data_health__totals.parquet").to_pylist()
    return [row for row in rows if row["measure"] in ("orders counted", "GMV")]


def test_simulate_does_not_mix_with_files_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n")
    said = talad("simulate", "--exports", tmp_path, "--scale", "0.01", key_file=tmp_path / "k")
    assert said.returncode != 0
    assert "files of your own" in said.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.csv"]


def test_simulate_again_does_nothing(simulated_shop: Shop) -> None:
    before = digest(simulated_shop.exports)
    said = talad(
        "simulate",
        "--exports",
        simulated_shop.exports,
        "--scale",
        "0.02",
        key_file=simulated_shop.settings.key_file,
    )
    assert said.returncode == 0
    assert "are there already" in said.stdout
    assert digest(simulated_shop.exports) == before


def test_doctor_says_what_is_there_and_what_is_missing(
    simulated_shop: Shop, tmp_path: Path
) -> None:
    now = simulated_shop.settings
    fine = talad(
        "doctor", "--exports", simulated_shop.exports, "--data", now.data, key_file=now.key_file
    )
    assert fine.returncode == 0, fine.stdout
    assert "missing" not in fine.stdout and "not yet" not in fine.stdout
    new = talad(
        "doctor", "--exports", tmp_path / "no", "--data", tmp_path / "data", key_file=tmp_path / "k"
    )
    assert new.returncode == 0
    assert "put the downloaded files there" in new.stdout
    assert "run `talad run`" in new.stdout


def test_the_server_is_for_this_machine_alone(simulated_shop: Shop) -> None:
    from urllib.request import urlopen

    from orchestration.commands.serve import server

    served = server(simulated_shop.settings, 0)
    try:
        assert served.server_address[0] == "127.0.0.1"
        import threading

        threading.Thread(target=served.serve_forever, daemon=True).start()
        with urlopen(f"http://127.0.0.1:{served.server_port}/index.html") as page:
            assert b"<title>Pulse" in page.read()
    finally:
        served.shutdown()
        served.server_close()
