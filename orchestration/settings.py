"""Every path and environment variable of Talad, absolute.

| variable        | default                      | what it is                                      |
|-----------------|------------------------------|-------------------------------------------------|
| TALAD_EXPORTS   | <project>/exports            | the files as downloaded; only ever read         |
| TALAD_DATA      | <project>/data               | the root of everything written                  |
| TALAD_KEY_FILE  | <user config>/talad/hash.key | the key that personal columns are hashed with   |
| TALAD_LOCK_WAIT | 600                          | seconds that a run waits for another one, or    |
|                 |                              | for a program that has the warehouse open       |
| TALAD_WORKBOOK_PASSWORD |                      | opens locked workbooks (LINE MyShop's orders);  |
|                 |                              | `simulate` locks them with it                   |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """Where one run reads and writes. All paths are absolute."""

    exports: Path
    data: Path
    key_file: Path
    lock_wait_seconds: float
    workbook_password: str = field(default="", repr=False)

    @property
    def maps(self) -> Path:
        """`*.yml`: headers that a user has taught."""
        return self.exports / "_maps"

    @property
    def raw(self) -> Path:
        """`raw/<platform>/<entity>/<sha256>.parquet`: append-only."""
        return self.data / "raw"

    @property
    def ledger(self) -> Path:
        """`<sha256>.parquet`, one row: written after a file's rows, so it commits the file."""
        return self.raw / "_ledger"

    @property
    def quarantine(self) -> Path:
        """`quarantine/<platform>/<entity>/<sha256>.parquet`: refused rows with their reasons."""
        return self.data / "quarantine"

    @property
    def checks(self) -> Path:
        """`checks/<sha256>.parquet`: what the suites at the door said of one file."""
        return self.data / "checks"

    @property
    def refused(self) -> Path:
        """The files that the newest run left out, and why."""
        return self.data / "refused" / "files.parquet"

    @property
    def forgotten(self) -> Path:
        """Keyed digests of people who were forgotten, and when."""
        return self.data / "forgotten" / "people.parquet"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"

    @property
    def ml(self) -> Path:
        """`ml/<table>.parquet`: predictions, which dbt reads back as a source."""
        return self.data / "ml"

    @property
    def test_results(self) -> Path:
        """The last result of each dbt test: a build of a part tells of that part alone."""
        return self.data / "test_results.json"

    @property
    def publish(self) -> Path:
        return self.data / "publish"

    @property
    def site(self) -> Path:
        return self.data / "site"

    @property
    def sites(self) -> Path:
        """`sites/<audience>`: the pages of some readers alone."""
        return self.data / "sites"

    @property
    def digest(self) -> Path:
        """Pages as single files, to send."""
        return self.data / "digest"

    @property
    def export(self) -> Path:
        """The pages' tables as a workbook and as CSV."""
        return self.data / "export"

    @property
    def dbt_target(self) -> Path:
        """dbt's own files, per data root, since the manifest holds its paths."""
        return self.data / "dbt"

    @property
    def lock(self) -> Path:
        return self.data / ".run.lock"

    def environment(self) -> dict[str, str]:
        """The same settings as variables, for the processes that Talad starts."""
        return {
            "TALAD_EXPORTS": str(self.exports),
            "TALAD_DATA": str(self.data),
            "TALAD_KEY_FILE": str(self.key_file),
            "TALAD_LOCK_WAIT": str(self.lock_wait_seconds),
            "DBT_PROFILES_DIR": str(PROJECT / "profiles"),
            "DBT_TARGET_PATH": str(self.dbt_target),
            "DBT_LOG_PATH": str(self.dbt_target / "logs"),
        }


def _absolute(value: str | Path) -> Path:
    return Path(value).expanduser().resolve()


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; relative paths are taken from the working directory."""
    env = os.environ if environ is None else environ
    config = env.get("XDG_CONFIG_HOME") or "~/.config"
    return Settings(
        exports=_absolute(env.get("TALAD_EXPORTS") or PROJECT / "exports"),
        data=_absolute(env.get("TALAD_DATA") or PROJECT / "data"),
        key_file=_absolute(env.get("TALAD_KEY_FILE") or Path(config) / "talad" / "hash.key"),
        lock_wait_seconds=float(env.get("TALAD_LOCK_WAIT") or 600),
        workbook_password=env.get("TALAD_WORKBOOK_PASSWORD") or "",
    )
