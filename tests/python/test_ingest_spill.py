"""What does not fit in memory while a file is read: nobody can read it, and it does not stay."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ingest_helpers import Shop

from orchestration.ingest import readers
from orchestration.ingest.land import land
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.spill import spill_folder


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """The system's temporary folder, for a test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


def test_what_is_spilled_cannot_be_read(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MEMORY", "20MB")
    with spill_folder() as folder, readers.connect(1, folder) as con:
        con.execute(
            "create table cells as select 'somchai jaidee ' || hash(range) as c from range(3000000)"
        )
        spilled = [path.read_bytes() for path in folder.iterdir()]
        assert sum(map(len, spilled)) > 20_000_000
        assert not any(b"somchai" in content for content in spilled)
        (count,) = con.execute("select count(*) from cells where c like 'somchai%'").fetchall()
        assert count == (3_000_000,)
    assert not list(temporary.iterdir())


def test_landing_spills_into_a_folder_of_its_owner_alone(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("meta_ads/performance.csv")
    seen = []

    def looking(con: duckdb.DuckDBPyConnection, *arguments: Any) -> LedgerRow:
        ((place, is_encrypted),) = con.execute(
            "select current_setting('temp_directory'), current_setting('temp_file_encryption')"
        ).fetchall()
        seen.append((Path(place).parent, stat.S_IMODE(Path(place).stat().st_mode), is_encrypted))
        return land(con, *arguments)

    monkeypatch.setattr("orchestration.ingest.ingest.land", looking)
    shop.ingest()
    assert seen == [(temporary, 0o700, True)]
    assert not list(temporary.iterdir())


HOLD = """
from orchestration.ingest.spill import spill_folder
with spill_folder() as folder:
    (folder / "cells").write_text("somchai")
    print(folder, flush=True)
    input()
"""


def test_what_a_killed_run_leaves_goes_with_the_next(temporary: Path) -> None:
    """And what a living one has does not."""
    (temporary / "talad-spill-mine").mkdir()  # without a lock it is none of ours
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(temporary)},
        )
        for _ in range(2)
    ]
    killed, living = (Path(run.stdout.readline().strip()) for run in runs if run.stdout)
    runs[0].send_signal(signal.SIGKILL)
    runs[0].wait()
    assert (killed / "cells").exists()
    with spill_folder():
        assert not killed.exists()
        assert (living / "cells").exists()
    runs[1].communicate("\n")
    assert [path.name for path in temporary.iterdir()] == ["talad-spill-mine"]
