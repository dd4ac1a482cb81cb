"""`talad serve`: the site over HTTP, for this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import NoReturn

from rich.console import Console

from orchestration.settings import Settings

LOOPBACK = "127.0.0.1"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def server(settings: Settings, port: int) -> ThreadingHTTPServer:
    """The server, bound to loopback and not yet serving; port 0 takes any free one."""
    return ThreadingHTTPServer((LOOPBACK, port), partial(QuietHandler, directory=settings.site))


def main(settings: Settings, port: int, out: Console, fail: Callable[[str], NoReturn]) -> None:
    """Serve until Ctrl-C."""
    if not (settings.site / "index.html").exists():
        fail(f"there is no site in {settings.site}; run `talad run` first")
    try:
        served = server(settings, port)
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}); name another with --port")
    out.print(f"http://{LOOPBACK}:{served.server_port}/  (Ctrl-C ends it)", highlight=False)
    try:
        served.serve_forever()
    except KeyboardInterrupt:
        served.server_close()
