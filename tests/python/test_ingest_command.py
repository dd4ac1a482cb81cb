"""`talad ingest`: raw and no further."""

from pathlib import Path

from ingest_helpers import FIXTURES

from tests.conftest import talad


def test_only_raw_is_written_and_what_was_left_out_is_told(tmp_path: Path) -> None:
    exports, data, key = tmp_path / "exports", tmp_path / "data", tmp_path / "key"
    exports.mkdir()
    (exports / "x.csv").write_text("fruit,colour\napple,red\n")
    command = ("ingest", "--exports", exports, "--data", data)
    nothing = talad(*command, key_file=key)
    assert nothing.returncode == 1
    assert "is a known export" in nothing.stderr.splitlines()[-1]

    name = "product_master.csv"
    (exports / name).write_bytes((FIXTURES / "sheets" / name).read_bytes())
    said = talad(*command, key_file=key)
    assert said.returncode == 0, said.stderr
    assert "left out x.csv: no known export" in said.stderr
    assert "sheets" in said.stdout
    assert len(list((data / "raw/sheets/product_master").glob("*.parquet"))) == 2  # and the empty
    assert (data / "ml").is_dir()  # so that `dbt build` finds all its sources
    assert not (data / "warehouse.duckdb").exists()
    assert not (data / "site").exists()

    again = talad(*command, key_file=key)
    assert "Nothing is new" in again.stdout


def test_a_missing_folder_is_told_in_one_line(tmp_path: Path) -> None:
    said = talad(
        "ingest", "--exports", tmp_path / "no", "--data", tmp_path, key_file=tmp_path / "k"
    )
    assert said.returncode == 1
    assert len(said.stderr.strip().splitlines()) == 1
