"""The guard: the process that starts a worker for each request, watches it, and ends it.

A worker runs a learner's code; the guard never does. It passes the worker's replies on, ends the
worker when that takes too long or writes too much, and then ends all that the worker has started.
With --fork, NumPy and the engine are imported once, here; without, by each worker.

It writes lines: a key, then "=" and a reply, or "." and, as JSON, how the worker ended. The key
comes after each request, so that nobody else can write such lines.
"""

import contextlib
import ctypes
import functools
import json
import os
import signal
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import IO, Any, NoReturn

from minigrad.judging.limits import limit_this_process
from minigrad.judging.lines import Lines

FORK = "--fork" in sys.argv
FORKS = sys.platform == "linux"  # where a fork is safe
PATIENCE = 1.5  # seconds beyond the limit: what is too slow stops itself, unless it cannot
MOST = 32 * 2**20  # bytes that a worker may reply
LOOK = 0.05  # seconds between looks at a worker that says nothing
# Of Linux's prctl: to be told of a parent's death, to keep what is ours from others, and to become
# the parent of orphans.
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36

Reply = Callable[[dict], None]
Answer = Callable[[dict, Reply], None]  # is given a request, and what to call with each reply


def serve(answer: Answer) -> None:
    """Have a worker answer each request of standard input, until there are no more."""
    warnings.simplefilter("ignore")
    if "--worker" in sys.argv:
        work(answer, json.loads(sys.stdin.buffer.readline()))
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    _prctl(PR_SET_DUMPABLE, 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    _say(b"ready")
    for line in sys.stdin.buffer:
        key = sys.stdin.buffer.readline().strip()
        ended = _watched(answer, line, functools.partial(_say, key + b"="))
        _say(key + b".", json.dumps(ended).encode())


def _say(kind: bytes, line: bytes = b"") -> None:
    sys.stdout.buffer.write(kind + line.rstrip(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def _watched(answer: Answer, line: bytes, pass_on: Callable[[bytes], None]) -> dict:
    """Have a worker answer a request, pass its replies on, and tell how it ended: its exit
    status, or minus the signal; and what it was stopped for, if it was: "time", "time in all" or
    "output"."""
    request, tool = json.loads(line), os.getppid()
    start = last = time.monotonic()
    stopped = ""
    with _worker(answer, line, request) as (pid, lines, status_of):
        while True:
            reply = lines.next(LOOK)
            now = time.monotonic()
            if reply:
                last = now
                pass_on(reply)
                continue
            if (status := status_of()) is not None:
                break
            if reply == b"":
                time.sleep(0.002)  # it ends, or has closed its end and goes on
            if now - start > request["in_all"] + PATIENCE:
                stopped = "time in all"
            if now - last > request["seconds"] + PATIENCE:
                stopped = "time"
            if lines.too_many:
                stopped = "output"
            if stopped or os.getppid() != tool:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    if now - start >= request["in_all"]:
        stopped = stopped or "time in all"
    if now - last >= request["seconds"]:
        stopped = stopped or "time"
    while reply := lines.next(1):  # what it wrote before its end
        pass_on(reply)
    return {"ended": status, "stopped": stopped}


@contextlib.contextmanager
def _worker(
    answer: Answer, line: bytes, request: dict
) -> Iterator[tuple[int, Lines, Callable[[], int | None]]]:
    """A worker at a request: its process, its replies, and what gives its status at its end.
    Afterwards it is no more, nor is anything that it has started."""
    if FORK:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.dup2(writing, 1)
            os.close(reading)
            os.close(writing)
            _keep()
            os.setsid()
            work(answer, request)
        os.close(writing)
        pipe: IO[bytes] = os.fdopen(reading, "rb")
        status_of = _status_of(pid)
    else:
        command = [sys.executable, "-m", sys.modules["__main__"].__spec__.name, "--worker"]  # type: ignore[union-attr]
        popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        assert popen.stdin and popen.stdout
        with contextlib.suppress(BrokenPipeError), popen.stdin as stdin:
            stdin.write(line)
        pid, pipe, status_of = popen.pid, popen.stdout, popen.poll
    try:
        yield pid, Lines(pipe, MOST), status_of
    finally:
        _end_all(pid)


def _keep() -> None:
    """Go on in a child. The process between it and the guard only ends as the child does: it is
    there for a kata that ends or halts its parent."""
    die_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        die_with_parent()
        _prctl(PR_SET_DUMPABLE, 1)  # a program that it starts is found by its environment
        return
    os.close(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status < 0:
        with contextlib.suppress(OSError):  # SIGKILL is what it is
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def _status_of(pid: int) -> Callable[[], int | None]:
    """What gives a child's status, or None while it runs."""

    def status_of() -> int | None:
        found, status = os.waitpid(pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if found else None

    return status_of


def _end_all(pid: int) -> None:
    """End a worker, and all that has come from it: where we fork, orphans are ours; else, its
    group."""
    if os.name == "nt":
        return  # what a worker leaves there stays
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL) if FORK else os.killpg(pid, signal.SIGKILL)
    for _ in range(1000):
        try:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            return  # nobody is left
        import psutil  # rarely needed, and slow to import

        for one in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                one.kill()
        time.sleep(0.01)


def work(answer: Answer, request: dict) -> NoReturn:
    """Be the worker: answer the one request, and end.

    Replies go where standard output leads, how it ended to standard error. Both are kept for us:
    a kata reads nothing, and prints elsewhere.
    """
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")  # no lone surrogates
    errors = os.fdopen(os.dup(2), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)

    as_json = json.JSONEncoder(ensure_ascii=False).encode

    def reply(found: dict) -> None:
        replies.write(as_json(found) + "\n")
        replies.flush()

    status = 0
    try:
        limit_this_process(request, errors)
        answer(request, reply)
    except BaseException:
        traceback.print_exc(file=errors)
        errors.flush()
        status = 1
    os._exit(status)  # whatever threads the kata may have started


def die_with_parent() -> None:
    """Be ended when the parent is, however that ends."""
    if FORKS:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _prctl(option: int, value: Any) -> None:
    if FORK:
        ctypes.CDLL(None).prctl(option, int(value), 0, 0, 0)
