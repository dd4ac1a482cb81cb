"""Runs the commands of the environment, as a person at a terminal would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from orchestration.settings import PROJECT

_BIN = Path(sys.executable).parent


def run(*command: str | Path, environment: Mapping[str, str], cwd: Path = PROJECT) -> str:
    """Run a command; tells what it said, and fails with that."""
    said = subprocess.run(
        [_BIN / command[0], *map(str, command[1:])],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert said.returncode == 0, said.stdout + said.stderr
    return said.stdout
