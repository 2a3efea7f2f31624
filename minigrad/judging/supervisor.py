"""Hands requests to workers, by way of guards that live on, and reads the replies."""

import contextlib
import json
import math
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from minigrad.judging import reply
from minigrad.judging.cases import Case, pack_case
from minigrad.judging.lines import Lines
from minigrad.kata import ROOT

JUDGE = "minigrad.judging.worker"
FORK = ["--fork"] if sys.platform == "linux" else []  # where it is safe
START = 60  # seconds that a guard may take to start
PATIENCE = 3  # seconds beyond the limit: a guard stops what is too slow, unless it is ended itself
MOST_ERRORS = 100_000  # bytes of a traceback that are read
IN_ALL = 4  # times what one reply may take: what all of them may take


@dataclass(eq=False)
class Guard:
    """A process that has workers answer requests, and where their error messages go.

    mark: in the environment of the process, and of all that comes from it
    ready: whether it has started
    """

    process: subprocess.Popen[bytes]
    lines: Lines
    errors: IO[bytes]
    mark: str
    ready: bool = False


_waiting: dict[str, list[Guard]] = defaultdict(list)  # for each module that workers run
_busy: set[Guard] = set()


def prepare() -> None:
    """Start a guard for the next kata: it imports NumPy and the engine while nobody waits."""
    if not _waiting[JUDGE]:
        _waiting[JUDGE].append(_start(JUDGE))


def _start(module: str) -> Guard:
    errors, mark = tempfile.TemporaryFile(buffering=0), secrets.token_hex(8)
    environment = {k: v for k, v in os.environ.items() if k != "MINIGRAD_KATAS"}
    # One thread: it starts sooner, and cases are small.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "MINIGRAD_GUARD": mark}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *FORK],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,  # Ctrl-C is for us, and we end it
    )
    assert process.stdout
    return Guard(process, Lines(process.stdout), errors, mark)


Count = Callable[[int], None]
# Runs a kata file on a table of cases, which may take so many seconds each.
Run = Callable[[Path, Sequence[Case], float, Count | None], list[dict]]


def run_table(
    path: Path, table: Sequence[Case], seconds: float, count: Count | None = None
) -> list[dict]:
    """Run a kata file in a worker: a reply for loading the file, then one per case.

    When the process ends before its time, the last reply says how.

    count: is told, at each reply, how many cases are done
    """
    request = {"path": str(path), "cases": [pack_case(case) for case in table]}
    found: list[dict] = []
    for raw in replies(JUDGE, request, seconds, IN_ALL * seconds):
        one = raw if "ended" in raw else reply.checked(raw)
        found.append(one | {"path": path})
        if one == reply.GARBLED:
            break
        if count:
            count(min(len(found) - 1, len(table)))
    return found[: 1 + len(table)]


def replies(module: str, request: dict, seconds: float, in_all: float = math.inf) -> Iterator[dict]:
    """What a worker replies to a request; at last, how it ended.

    seconds, in_all: that the worker may take for each reply, and for all
    """
    try:
        while (guard := _waiting[module].pop()).process.poll() is not None:
            _end(guard)  # something else has ended it meanwhile
    except IndexError:
        guard = _start(module)
    _busy.add(guard)
    alive = False
    limits = {"seconds": seconds, "in_all": in_all}
    key = secrets.token_hex(8).encode()
    try:
        guard.errors.truncate(0), guard.errors.seek(0)
        assert guard.process.stdin
        with contextlib.suppress(BrokenPipeError):  # it has ended, as will be seen
            asked = json.dumps(request | limits).encode()
            guard.process.stdin.write(asked + b"\n" + key + b"\n")
            guard.process.stdin.flush()
        while (line := _line(guard, seconds)).startswith(key + b"="):
            yield reply.parsed(line.removeprefix(key + b"="))
        alive = line.startswith(key + b".")
        if line and not alive:
            yield reply.GARBLED  # somebody else writes to us
            return
        ended = json.loads(line.removeprefix(key + b".")) if alive else _lost(guard)
        guard.errors.seek(0)
        traceback = guard.errors.read(MOST_ERRORS).decode(errors="replace")
        yield ended | limits | {"traceback": traceback}
    finally:
        if guard in _busy:
            _busy.discard(guard)
        else:
            alive = False  # stop() is ending it
        if alive:
            _waiting[module].append(guard)
        else:
            _end(guard)


def _line(guard: Guard, seconds: float) -> bytes:
    """The guard's next line; empty when it is gone, or says nothing although it should."""
    if not guard.ready and not guard.lines.next(START):
        return b""
    guard.ready = True
    return guard.lines.next(seconds + PATIENCE) or b""


def _lost(guard: Guard) -> dict:
    """How a guard ended that should not have."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return {"ended": guard.process.wait(0.2), "stopped": ""}
    return {"ended": -signal.SIGKILL, "stopped": "guard"}


def stop() -> None:
    """End what is at work; for another thread to call."""
    with contextlib.suppress(KeyError):  # nobody is left
        while True:
            _busy.pop().process.terminate()


def _end(guard: Guard) -> None:
    """End a guard, which ends what its worker has started; if it cannot, we do."""
    process = guard.process
    if process.poll() is None:
        if os.name == "posix":
            process.send_signal(signal.SIGCONT)
        process.terminate()
    try:
        status = process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        status = process.wait()
    if status < 0:  # not of itself
        _sweep(guard.mark)
    with contextlib.suppress(BrokenPipeError), guard.errors, process:
        pass  # closes what there is to close


def _sweep(mark: str) -> None:
    """End every process that has a guard's mark in its environment."""
    import psutil  # rarely needed, and slow to import

    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if one.environ().get("MINIGRAD_GUARD") == mark:
                one.kill()
