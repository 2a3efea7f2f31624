"""The worker: the process that runs a learner's code, and knows no answers.

It imports NumPy and the engine, reads a line of JSON from standard input (a kata file and
the cases to run on it) and writes one line per case: what the case came to, or the error. With
`--many` it reads line after line, and forks a child for each: the learner's code runs there.
"""

import contextlib
import faulthandler
import functools
import io
import json
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from minigrad import kata
from minigrad.judging.cases import Case, pack, unpack_case
from minigrad.judging.run_case import MINIGRAD, run_case
from minigrad.judging.told import told

PRINTED = 2000  # characters kept of what a kata prints


class Printed(io.TextIOBase):
    """Keeps the beginning of what is written to it."""

    def __init__(self) -> None:
        self.kept, self.size = "", 0

    def write(self, text: str) -> int:
        self.kept += text[: PRINTED - len(self.kept)]
        self.size += len(text)
        return len(text)


def serve(answer: Callable[[dict, Callable[[dict], None]], None]) -> None:
    """Answer requests until there are no more: each in a child, or the only one here.

    answer: is given the request, and what to call with each reply
    """
    requests, replies = _channel()
    warnings.simplefilter("ignore")

    def reply(found: dict) -> None:
        print(json.dumps(found, ensure_ascii=False), file=replies, flush=True)

    for line in requests:
        work = functools.partial(answer, json.loads(line), reply)
        if "--many" in sys.argv:
            reply({"ended": _in_a_child(work)})
        else:
            work()
            os._exit(0)  # whatever threads the kata may have started


def _in_a_child(work: Callable[[], None]) -> int:
    """Do something in a child, and wait: its exit status, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.setpgid(0, 0)
            work()
            os._exit(0)  # whatever threads the kata may have started
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    try:
        status = os.waitpid(child, 0)[1]
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # it, and whatever the kata may have started
    return os.waitstatus_to_exitcode(status)


def judge(request: dict, reply: Callable[[dict], None]) -> None:
    """Load a kata file, and run the cases on it."""
    path = Path(request["path"])
    sys.breakpointhook = functools.partial(_no_breakpoint, path.stem)

    def attempt(action: Any) -> dict:
        printed, start = Printed(), time.perf_counter()
        faulthandler.dump_traceback_later(request["seconds"], exit=True, file=2)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                found = {"found": action()}
            except BaseException as error:  # SystemExit too: a kata ends no process
                found = {"error": told(error, path)}
        faulthandler.cancel_dump_traceback_later()
        found["seconds"] = time.perf_counter() - start
        return found | {"printed": printed.kept, "printed_size": printed.size}

    def run(case: Case) -> dict:
        found = run_case(case, case.code, MINIGRAD)
        return {label: pack(values) for label, values in found.items()}

    loaded = attempt(lambda: kata.install(path))
    reply(loaded)
    if "error" not in loaded:
        for packed in request["cases"]:
            case = unpack_case(packed)
            reply(attempt(lambda case=case: run(case)))


def _channel() -> tuple[TextIO, TextIO]:
    """Standard input and output, kept for us: a kata reads nothing, and prints elsewhere.

    Replies hold no lone surrogates, which no terminal can show.
    """
    requests = os.fdopen(os.dup(0))
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def _no_breakpoint(stem: str, *args: Any, **kwargs: Any) -> None:
    raise RuntimeError(
        "breakpoint() cannot stop here: this process has no terminal. Run instead: "
        f".venv/bin/python -m pytest --pdb --judge=yours tests/test_{stem}.py"
    )


if __name__ == "__main__":
    serve(judge)
