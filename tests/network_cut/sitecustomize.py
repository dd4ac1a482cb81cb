"""On the path of the commands that tests start: notes whoever asks the network for anything.

Every Python process imports a module of this name by itself, dbt's and Dagster's own ones too. What
stays on this machine (loopback, sockets of the file system) goes through; the rest is refused and
written down, because a library would pass over a refusal in silence.
"""

import os
import socket
import sys
from pathlib import Path
from typing import Any

_HERE = ("127.", "::1", "localhost")


def _refuse(host: object) -> None:
    with Path(os.environ["TALAD_TEST_NETWORK_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{host}: {' '.join(sys.argv)}\n")
    raise OSError(f"the network is cut: {host}")


def _is_here(host: object) -> bool:
    return host in (None, "", b"") or str(host).startswith((*_HERE, socket.gethostname()))


_find, _connect = socket.getaddrinfo, socket.socket.connect


def _found(host: Any, *rest: Any, **named: Any) -> Any:
    if not _is_here(host):
        _refuse(host)
    return _find(host, *rest, **named)


def _connected(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        _refuse(address[0])
    _connect(self, address)


socket.getaddrinfo = _found
socket.socket.connect = _connected  # type: ignore[method-assign]
