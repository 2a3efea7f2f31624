"""Starts workers, hands them the cases, reads their replies."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from minigrad.judging.cases import SECONDS, Case, pack_case, unpack
from minigrad.kata import ROOT

PATIENCE = 2 * SECONDS  # the worker stops itself sooner, unless it cannot


class Worker(NamedTuple):
    """A worker that waits for its kata, and where its error messages go."""

    process: subprocess.Popen[str]
    errors: IO[bytes]


_waiting: list[Worker] = []


def prepare() -> None:
    """Start a worker for the next kata: it imports NumPy and the engine while nobody waits."""
    if not _waiting:
        _waiting.append(start())


def start(module: str = "minigrad.judging.worker", *arguments: str) -> Worker:
    """Start a process that is to run a learner's code."""
    errors = tempfile.TemporaryFile()
    environment = {k: v for k, v in os.environ.items() if k != "MINIGRAD_KATAS"}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment | {"OPENBLAS_NUM_THREADS": "1"},  # starts sooner, and cases are small
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    )
    return Worker(process, errors)


def replies(path: Path, table: Sequence[Case]) -> Iterator[dict]:
    """Run a kata file in a worker: a reply for loading the file, then one per case.

    When the process ends before its time, the last reply says how.
    """
    process, errors = _waiting.pop() if _waiting else start()
    request = json.dumps({"path": str(path), "cases": [pack_case(case) for case in table]})
    with errors, process:
        assert process.stdin
        try:
            print(request, file=process.stdin, flush=True)
            for _ in range(1 + len(table)):
                line = line_of(process)
                if not line:
                    yield ending(process, errors) | {"path": path}
                    return
                reply = json.loads(line)
                if reply.get("found"):
                    reply["found"] = {k: unpack(packed) for k, packed in reply["found"].items()}
                yield reply
        finally:
            process.kill()


def ending(process: subprocess.Popen[str], errors: IO[bytes]) -> dict:
    """How a process ended that had more to say."""
    process.wait()
    errors.seek(0)
    return {"ended": process.returncode, "traceback": errors.read().decode(errors="replace")}


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line that the process writes; an empty one when it ends, or has to be ended."""
    assert process.stdout
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        return process.stdout.readline()
    finally:
        timer.cancel()
