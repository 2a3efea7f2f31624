"""Starts workers, hands them requests, reads their replies, and stops them when it must."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from minigrad.judging.cases import Case, pack_case, unpack
from minigrad.kata import ROOT

PATIENCE = 5  # seconds beyond the limit: what is too slow stops itself, unless it cannot
JUDGE = "minigrad.judging.worker"
# Where it is safe to fork, a worker lives on, and forks a child for each request.
MANY = ["--many"] if sys.platform == "linux" else []


class Worker(NamedTuple):
    """A process that answers requests, and where its error messages go."""

    process: subprocess.Popen[str]
    errors: IO[bytes]


_waiting: dict[str, list[Worker]] = defaultdict(list)  # for each module that workers run
_busy: set[Worker] = set()


def prepare() -> None:
    """Start a worker for the next kata: it imports NumPy and the engine while nobody waits."""
    if not _waiting[JUDGE]:
        _waiting[JUDGE].append(_start(JUDGE))


def _start(module: str) -> Worker:
    errors = tempfile.TemporaryFile(buffering=0)
    environment = {k: v for k, v in os.environ.items() if k != "MINIGRAD_KATAS"}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *MANY],
        cwd=ROOT,
        env=environment | {"OPENBLAS_NUM_THREADS": "1"},  # starts sooner, and cases are small
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
    )
    return Worker(process, errors)


def run_table(path: Path, table: Sequence[Case], seconds: float) -> list[dict]:
    """Run a kata file in a worker: a reply for loading the file, then one per case.

    When the process ends before its time, the last reply says how.
    """
    request = {"path": str(path), "cases": [pack_case(case) for case in table]}
    found = list(replies(JUDGE, request, seconds))[: 1 + len(table)]
    for reply in found:
        reply["path"] = path
        if reply.get("found"):
            reply["found"] = {k: unpack(packed) for k, packed in reply["found"].items()}
    return found


def replies(module: str, request: dict, seconds: float) -> Iterator[dict]:
    """What a worker replies to a request; at last, how the process ended that did so.

    seconds: that the worker may take for each reply
    """
    try:
        worker = _waiting[module].pop()
    except IndexError:
        worker = _start(module)
    process, errors = worker
    assert process.stdin
    _busy.add(worker)
    try:
        errors.truncate(0), errors.seek(0)
        with contextlib.suppress(BrokenPipeError):  # it has ended, as the reply will say
            print(json.dumps(request | {"seconds": seconds}), file=process.stdin, flush=True)
        while "ended" not in (reply := _reply(worker, seconds)):
            yield reply
    except BaseException:
        _end(worker)
        raise
    finally:
        _busy.discard(worker)
    if process.poll() is None:
        _waiting[module].append(worker)
    else:
        _end(worker)
    yield reply


def _reply(worker: Worker, seconds: float) -> dict:
    """The next reply, or how the process ended that had to give it."""
    process, errors = worker
    assert process.stdout
    stopped: list[float] = []

    def stop() -> None:
        stopped.append(seconds + PATIENCE)
        # A worker that lives on ends its child when told to terminate.
        process.terminate() if MANY else process.kill()

    timer = threading.Timer(seconds + PATIENCE, stop)
    timer.start()
    try:
        line = process.stdout.readline()
    finally:
        timer.cancel()
    reply: dict = json.loads(line) if line else {"ended": process.wait()}
    if "ended" in reply:
        errors.seek(0)
        reply["traceback"] = errors.read().decode(errors="replace")
        if reply["traceback"].startswith("Timeout"):  # it stopped itself
            stopped.append(seconds)
        reply["stopped"] = stopped[0] if stopped else None
    return reply


def stop() -> None:
    """End the workers that are busy; for another thread to call."""
    while _busy:
        _busy.pop().process.terminate()


def _end(worker: Worker) -> None:
    worker.process.terminate()
    with worker.errors, worker.process:
        pass  # closes what there is to close
