"""`python -m reports.client build|typecheck`, with the machine's Node.js or PyPI's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_NODE = 18
BIN = HERE / "node_modules" / ".bin"
# Scripts of dist/ by what they are made from. All but the first are loaded when they are asked for.
ENTRIES = {"talad": "src/main.ts", "talad-rare": "src/rare.ts", "xlsx": "src/xlsx.ts"}


def _node_folder() -> Path | None:
    """Where a Node.js that is new enough lies, on the machine or in this environment."""
    scripts = Path(sys.executable).parent
    for place in (os.environ.get("PATH", ""), str(scripts)):
        node = shutil.which("node", path=place)
        if node and shutil.which("npm", path=str(Path(node).parent)):
            version = subprocess.run(
                [node, "--version"], capture_output=True, text=True, check=True
            )
            major = re.match(r"v(\d+)", version.stdout)
            if major and int(major[1]) >= OLDEST_NODE:
                return Path(node).parent
    return None


def _node() -> Path:
    folder = _node_folder()
    if folder is None:
        sys.stdout.write("no Node.js here: taking it from the PyPI wheel\n")
        sys.stdout.flush()
        root = HERE.parents[1]
        subprocess.run(
            [root / "requirements" / "install", "requirements/node.txt"], check=True, cwd=root
        )
        folder = _node_folder()
    if folder is None:
        sys.exit(
            "Node.js could not be installed; install Node.js 18 or newer, then run `make setup`"
        )
    return folder


def _run(*command: str | Path, node: Path) -> None:
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(command, cwd=HERE, env={**os.environ, "PATH": path}, check=False)
    if done.returncode:
        sys.exit(f"the pages' client: {Path(command[0]).name} failed")


def main(task: str) -> None:
    """Install the locked packages where they are missing, then build or check."""
    node = _node()
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = HERE / "node_modules" / ".installed"
    if not stamp.exists() or stamp.read_bytes() != lock:
        # No scripts of packages are run: esbuild's binary comes in a package of its own.
        _run(
            node / "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            node=node,
        )
        stamp.write_bytes(lock)
    if task == "typecheck":
        _run(BIN / "tsc", "--project", HERE, node=node)
    else:
        _run(
            BIN / "esbuild",
            *(f"{name}={source}" for name, source in ENTRIES.items()),
            "--bundle",
            "--minify",
            "--target=es2022",
            "--format=iife",
            "--log-level=warning",
            "--outdir=dist",
            node=node,
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "build")
