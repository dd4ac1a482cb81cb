"""dbt as a child that ends with its parent: `python -m orchestration.transform.dbt_child build …`.

A run that is killed cannot stop the dbt it has started, and that one would work on for minutes
with the warehouse locked. So the child looks after itself.
"""

from __future__ import annotations

import os
import sys
import threading
import time

# Seconds between two looks.
PAUSE = 0.5


def _end_with(parent: int) -> None:
    """End this process, at whatever it is, when `parent` has ended."""
    if sys.platform == "win32":
        import ctypes

        synchronize, forever = 0x00100000, 0xFFFFFFFF
        handle = ctypes.windll.kernel32.OpenProcess(synchronize, False, parent)
        ctypes.windll.kernel32.WaitForSingleObject(handle, forever)
    else:
        # An orphan gets another parent.
        while os.getppid() == parent:
            time.sleep(PAUSE)
    # Not sys.exit: that waits for queries. DuckDB keeps its file whole however a process ends.
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    from dbt.cli.main import cli  # seconds of imports, during which the parent may end

    cli()
