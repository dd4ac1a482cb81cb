"""`talad dev`: the site while its pages are written; what changes is shown at once.

A browser that has a page open waits for a script that the server answers when something has been
rendered. A script, since a page's policy lets it ask for nothing else.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs, urlsplit

import jinja2
from rich.console import Console

from orchestration.commands.serve import LOOPBACK, QuietHandler
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import Settings
from reports.render.errors import PageError
from reports.render.live import Live, Seen
from reports.render.site import AudienceError
from reports.render.words import WordsError

LOOK_SECONDS = 0.15
WAIT_SECONDS = 20.0
RELOAD = "/_talad/reload.js"
WAIT = "/_talad/wait.js"

_SCRIPT = """
(() => {
  const wait = () => {
    const script = document.createElement("script");
    script.src = "%s?since=%s";
    script.onload = () => { script.remove(); wait(); };
    script.onerror = () => { script.remove(); setTimeout(wait, 1000); };
    document.head.append(script);
  };
  // Not before, or the page would never have loaded.
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait);
})();
"""


class Version:
    """How often something has been rendered; who waits is told of the next time."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        # Not 0: a page that an earlier server has sent must not look up to date.
        self.now = time.time_ns()

    def next(self) -> None:
        with self._changed:
            self.now += 1
            self._changed.notify_all()

    def wait_beyond(self, known: int, seconds: float) -> bool:
        """Whether there is a newer one, now or within some seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self.now != known, seconds)


class DevHandler(QuietHandler):
    """Serves the site, and in each page a script that loads it again when it has changed."""

    def __init__(self, version: Version, *arguments: object, directory: Path) -> None:
        self.version = version
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        since = int(parse_qs(address.query).get("since", ["0"])[0])
        if address.path == RELOAD:
            self._answer("text/javascript", _SCRIPT % (WAIT, since))
        elif address.path == WAIT:
            is_new = self.version.wait_beyond(since, WAIT_SECONDS)
            self._answer("text/javascript", "location.reload();" if is_new else "")
        else:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if path.suffix == ".html" and path.exists():
                tag = f'<script src="{RELOAD}?since={self.version.now}"></script>'
                page = path.read_text(encoding="utf-8")
                self._answer("text/html", page.replace("</body>", f"{tag}\n</body>"))
            else:
                super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _answer(self, kind: str, text: str) -> None:
        content = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def server(settings: Settings, port: int, version: Version) -> ThreadingHTTPServer:
    """The server, bound to loopback and not yet serving; port 0 takes any free one."""
    handler = partial(DevHandler, version, directory=settings.site)
    served = ThreadingHTTPServer((LOOPBACK, port), handler)
    served.daemon_threads = True  # those that wait do not keep the command from ending
    return served


def follow(live: Live, version: Version, say: Callable[[str], None], stop: threading.Event) -> None:
    """Render what changes until `stop` is set. After an error the last good page stays."""
    seen: Seen = {}
    while not stop.is_set():
        now = live.look()
        changed = {path for path in {*seen, *now} if seen.get(path) != now.get(path)}
        if changed:
            # An editor may write in several steps: what is there when it is quiet counts.
            if stop.wait(LOOK_SECONDS / 3):
                return
            if live.look() != now:
                continue
            _render(live, changed if seen else None, version, say)
            seen = now
        stop.wait(LOOK_SECONDS)


def _render(
    live: Live, changed: set[Path] | None, version: Version, say: Callable[[str], None]
) -> None:
    started = time.monotonic()
    try:
        done = live.render_all() if changed is None else live.update(changed)
    except (PageError, WordsError, AudienceError) as error:
        say(f"[bold red]error[/] {_escape(str(error))}")
    except jinja2.TemplateError as error:
        say(f"[bold red]error[/] {_escape(f'reports/render/layout.html: {error}')}")
    except OSError as error:
        say(f"[bold red]error[/] {_escape(f'{error.filename}: {error.strerror or error}')}")
    else:
        say(f"{_escape(done)}: {time.monotonic() - started:.2f} s")
        version.next()


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("[", "\\[")


def main(settings: Settings, port: int, out: Console, fail: Callable[[str], NoReturn]) -> None:
    """Serve and follow until Ctrl-C."""
    if recorded_inputs(settings.publish) is None:
        fail(f"nothing is published in {settings.publish}; run `talad run` first")
    version = Version()
    settings.site.mkdir(parents=True, exist_ok=True)
    try:
        served = server(settings, port, version)
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}); name another with --port")
    out.print(f"http://{LOOPBACK}:{served.server_port}/  (Ctrl-C ends it)", highlight=False)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    live = Live(settings.publish, settings.site)
    try:
        follow(
            live, version, partial(out.print, highlight=False, soft_wrap=True), threading.Event()
        )
    except KeyboardInterrupt:
        served.server_close()
    finally:
        live.close()
