"""`python -m reports.client build|typecheck`, with the machine's Node.js or PyPI's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_NODE = 18
BIN = HERE / "node_modules" / ".bin"
MINIFIED = ("--minify", "--target=es2022", "--log-level=warning")
DIST = HERE / "dist"
# Pages load the client; what few pages or readers need comes after it, when it is asked for.
CLIENT, RARE, XLSX = "src/main.ts", "src/rare/register.ts", "src/xlsx.ts"


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
        build(node)


def build(node: Path) -> None:
    """Scripts of `dist/`: classic ones, since a browser loads no modules from file://.

    The rare charts share the charts' library with the client. esbuild parts them as modules: what
    the client needs (all that both need), and what the rare charts need besides. Each is then made
    a script, and the second finds the first by its name, `taladClient`.
    """
    shutil.rmtree(DIST, ignore_errors=True)

    def esbuild(*arguments: str | Path) -> None:
        _run(BIN / "esbuild", *arguments, *MINIFIED, node=node)

    with tempfile.TemporaryDirectory(dir=HERE / "node_modules") as parts:
        entries = (f"main={CLIENT}", f"rare={RARE}")
        split = ("--bundle", "--splitting", "--format=esm", "--chunk-names=client")
        esbuild(*entries, *split, f"--outdir={parts}")
        client, rare = Path(parts) / "client.js", Path(parts) / "rare.js"
        named = ("--format=iife", "--global-name=taladClient")
        esbuild(client, *named, f"--outfile={DIST / 'talad.js'}")
        given = ("--banner:js=((require)=>{", "--footer:js=})(()=>taladClient);")
        esbuild(rare, "--format=cjs", *given, f"--outfile={DIST / 'talad-rare.js'}")
    esbuild(XLSX, "--bundle", "--format=iife", f"--outfile={DIST / 'xlsx.js'}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "build")
