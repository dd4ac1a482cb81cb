"""The dbt project, as Dagster knows it, with a manifest that is never older than the models."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dagster_dbt import DbtProject
from filelock import FileLock

from orchestration import fingerprint
from orchestration.files import replace_if_changed
from orchestration.progress import StepFailed
from orchestration.settings import PROJECT
from orchestration.transform import staged

# dagster-dbt looks for dbt on the PATH; it is not there when .venv/bin/talad is called by its path.
_TOOLS = str(Path(sys.executable).parent)
if _TOOLS not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join((_TOOLS, os.environ.get("PATH", "")))

PROFILES = PROJECT / "profiles"
# A folder of its own: a `dbt` command that somebody runs by hand writes its manifest into target/.
_TARGET = PROJECT / "target" / "dagster"
_STAMP = _TARGET / "manifest.fingerprint"

dbt_project = DbtProject(PROJECT, profiles_dir=PROFILES, target_path=_TARGET)


class ProjectError(StepFailed):
    """A model, macro or YAML file that dbt cannot read; the message says which."""


def prepare() -> None:
    """Bring the list of union members and the manifest up to date; quick where they are.

    The definitions are loaded again and again in development, so this must cost nothing when
    nothing has changed.
    """
    _TARGET.mkdir(parents=True, exist_ok=True)
    with FileLock(_TARGET / ".lock"):  # two commands may start at once
        staged.write()
        current = fingerprint.of_dbt_project()
        if dbt_project.manifest_path.exists() and _STAMP.exists() and _STAMP.read_text() == current:
            return
        _parse()
        replace_if_changed(_STAMP, current.encode())


def _parse() -> None:
    folders: list[str | Path] = ["--target-path", _TARGET, "--profiles-dir", PROFILES]
    said = subprocess.run(
        ["dbt", "--no-use-colors", "--quiet", "parse", *folders],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise ProjectError("dbt cannot read the project: " + " ".join(said.stdout.split()))
