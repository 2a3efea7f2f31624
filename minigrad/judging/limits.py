"""What a worker may use: time, memory and the size of the files it writes."""

import contextlib
import faulthandler
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

GIB = 2**30
MEMORY = 2  # GiB of address space beyond what a worker starts with
FILE = 64 * 2**20  # bytes of a file

OFTEN = 0.05  # seconds: the timer, a thread each time, is not wound up more often

_errors: IO[str] = sys.stderr
_end = 0.0
_armed = -OFTEN


def limit_this_process(request: dict, errors: IO[str]) -> None:
    """Limit memory and files, where the system can do so; and the time for all replies.

    request: how long all may take; and how large the process is, where it cannot see that itself
    errors: the file that says, at the end, which line kept the process busy or crashed it
    """
    global _errors, _end
    _errors, _end = errors, time.monotonic() + request["in_all"]
    faulthandler.enable(errors)
    try:
        import resource
    except ImportError:
        return  # Windows has none of these limits
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    with contextlib.suppress(OSError, ValueError):  # macOS has no such file, and no such limit
        most = (request.get("size") or _size()) + MEMORY * GIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _size() -> int:
    """The address space of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Within, the process may go on for so long; then it ends, and leaves its traceback."""
    _arm(seconds)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def allow(seconds: float) -> None:
    """From now on the process may go on for about so long. It need not be told when it is done."""
    global _armed
    now = time.monotonic()
    if now - _armed >= OFTEN:
        _armed = now
        _arm(seconds + OFTEN)


def _arm(seconds: float) -> None:
    left = max(min(seconds, _end - time.monotonic()), 0.01)
    faulthandler.dump_traceback_later(left, exit=True, file=_errors)
