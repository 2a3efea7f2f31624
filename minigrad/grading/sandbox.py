"""The sandbox that submissions run in: bubblewrap around a zygote, of which workers are forks.

In there are Python's own library, NumPy, the engine, and nothing else of this repository: no
solution, no case, no recorded answer. It has no network, and nothing of it can be written but each
worker's own scratch folder.
"""

import contextlib
import functools
import json
import os
import select
import shutil
import signal
import site
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import IO

import numpy as np
import psutil

from minigrad import kata
from minigrad.grading import forbidden
from minigrad.judging import guard, reply
from minigrad.judging.cases import Case, pack_case, seed_of
from minigrad.judging.limits import GIB, MEMORY
from minigrad.judging.stubs import bare
from minigrad.judging.supervisor import IN_ALL, MOST_ERRORS, START, Count

HOME = Path("/minigrad")  # of the engine, as the sandbox sees it
PACKAGES = Path("/packages")
INSIDE = Path("/tmp/katas")  # zygote.KATAS, which cannot be imported everywhere
GATHER = 0.003  # seconds that answers may wait for others
LOOK = 0.2  # seconds between looks at a worker that says nothing
PROCESSES = 100  # that a worker may have where the system does not count for us
SPARE = 0.25  # of the memory that a worker may use: what we do not see exactly
FULL = "bubblewrap: no answers within reach, no network, no files but its own, limits"
LIMITS = "limits alone: a submission can read the solutions, and this user's files"


class NoSandbox(Exception):
    """There is no sandbox here: why, in a sentence."""


class Sandbox:
    """Runs submissions, one at a time. Closing it ends all that is in it."""

    def __init__(self) -> None:
        self._root: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._zygotes: dict[str, socket.socket] = {}
        self._ours: set[int] = set()
        self._size = 0  # of a zygote's address space

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for each in (*self._zygotes.values(), self._control):
            if each:
                each.close()
        if self._root:
            self._root.kill()
            self._root.wait()
        self._root, self._control, self._zygotes = None, None, {}

    def run_table(
        self, path: Path, table: Sequence[Case], seconds: float, count: Count | None = None
    ) -> list[dict]:
        """Run a kata file in a worker, as `supervisor.run_table` does."""
        for _ in range(2):
            try:
                found = []
                for number, reply in enumerate(self.replies(path, table, seconds)):
                    found.append(reply)
                    if count:
                        count(number)
                return found
            except OSError:  # the sandbox is gone: once more, in a new one
                self.close()
        return [_told({"ended": -signal.SIGKILL, "stopped": "", "traceback": ""}, path, seconds)]

    def replies(
        self, path: Path, table: Sequence[Case], seconds: float, brief: bool = False
    ) -> Generator[dict, None, None]:
        """What a worker replies about a kata file: for loading it, then for each case, as they
        come. When it ends before its time, the last reply says how.

        brief: without advice on exceptions
        """
        limits = _limits(seconds)
        with contextlib.closing(self._worker(path.stem, limits)) as worker:
            text = path.read_bytes().decode("latin-1")
            given = {"name": path.name, "text": text, "size": self._size, "brief": brief}
            head = json.dumps(given | limits)[:-1].encode()
            worker.send(head + b', "cases": [' + b", ".join(map(_asked, table)) + b"]}\n")
            for case in (None, *table):
                if not (line := worker.answer()):
                    ended = worker.ended()
                    inside = str(INSIDE / path.name)
                    ended["traceback"] = ended["traceback"].replace(inside, str(path))
                    yield _told(ended, path, seconds)
                    return
                checked = reply.checked(reply.parsed(line))
                yield _refusing(checked, case) | {"path": path}
                if checked == reply.GARBLED or "error" in checked and case is None:
                    return

    def start(self) -> None:
        """Start the zygotes. Raises NoSandbox, which says why there can be none."""
        if self._root and self._root.poll() is None:
            return
        self.close()
        if not (bwrap := shutil.which("bwrap")):
            raise NoSandbox("bubblewrap is not installed (apt-get install bubblewrap)")
        ours, theirs = socket.socketpair()
        given = {stem: _memory_file(_of_the_reference(stem).encode()) for stem in kata.stems()}
        files = [
            word
            for stem, fd in given.items()
            for word in ("--file", str(fd), str(HOME / "solutions" / f"{stem}.py"))
        ]
        if program := forbidden.filter_program():
            given["seccomp"] = _memory_file(program)
            files += ["--seccomp", str(given["seccomp"])]
        with tempfile.TemporaryFile() as said, theirs:
            self._root = subprocess.Popen(
                [bwrap, *_walls(), *files, "--remount-ro", "/", *_program()],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=said,
                pass_fds=list(given.values()),
                start_new_session=True,
            )
            for fd in given.values():
                os.close(fd)
            theirs.close()
            ours.settimeout(START)
            with contextlib.suppress(OSError):
                if ours.recv(1):
                    self._control = ours
                    self._start_zygotes()
                    return
            ours.close()
            self.close()
            said.seek(0)
            why = said.read(500).decode(errors="replace").strip().split("\n")[-1]
        raise NoSandbox(f"bubblewrap does not work here ({why or 'it says nothing'})")

    def _start_zygotes(self) -> None:
        """A zygote for each kata."""
        assert self._root and self._control
        for stem in kata.stems():
            ours, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._control, [b"."], [theirs.fileno()])
            others = [other for other in kata.in_order() if other != stem]
            texts = [(f"{other}.py", _solution(other)) for other in others]
            ours.settimeout(START)
            ours.sendall(json.dumps(texts).encode() + b"\n")
            self._zygotes[stem] = ours
        for stem, zygote in self._zygotes.items():
            if not zygote.recv(1):
                raise OSError(f"the zygote of {stem} has ended")
        processes = psutil.Process(self._root.pid).children(recursive=True)
        self._ours = {one.pid for one in processes}
        self._size = max(one.memory_info().vms for one in processes)

    def _worker(self, stem: str, limits: dict) -> "_Worker":
        """A worker for a kata."""
        self.start()
        talk, watch = socket.socketpair(), socket.socketpair()
        errors = tempfile.TemporaryFile(buffering=0)
        with talk[1], watch[1]:
            fds = [talk[1].fileno(), watch[1].fileno(), errors.fileno()]
            socket.send_fds(self._zygotes[stem], [b"."], fds)
        return _Worker(talk[0], watch[0], errors, limits, self._crowd)

    def _crowd(self) -> str:
        """What there is too much of among the worker's processes: "memory", "processes"."""
        assert self._root
        processes = [
            one
            for one in psutil.Process(self._root.pid).children(recursive=True)
            if one.pid not in self._ours
        ]
        if len(processes) > PROCESSES:
            return "processes"
        used = 0
        for one in processes:
            with contextlib.suppress(psutil.Error):
                used += one.memory_info().rss
        return "memory" if used > (1 + SPARE) * MEMORY * GIB else ""


class _Worker:
    """A worker, as the examiner speaks to it."""

    def __init__(
        self,
        talk: socket.socket,
        watch: socket.socket,
        errors: IO[bytes],
        limits: dict,
        crowd: Callable[[], str],
    ) -> None:
        self._talk, self._watch, self._errors, self._crowd = talk, watch, errors, crowd
        self._limits = limits
        self._start = self._last = time.monotonic()
        self._buffer, self._left, self._stopped = b"", guard.MOST, ""
        for each in (talk, watch):
            each.settimeout(START)

    def close(self) -> None:
        """End it, and all that it has started."""
        for each in (self._talk, self._watch, self._errors):
            each.close()

    def send(self, line: bytes) -> None:
        with contextlib.suppress(OSError):  # it is gone, or does not listen, as will be seen
            self._talk.sendall(line)

    def answer(self) -> bytes:
        """The next line; empty when none comes."""
        looked = time.monotonic()
        while b"\n" not in self._buffer and not self._stopped:
            if select.select([self._talk], [], [], LOOK)[0]:
                time.sleep(GATHER)  # one look at many answers costs less than many looks
                try:
                    came = self._talk.recv(2**20)
                except OSError:
                    came = b""
                if not came:
                    return b""
                self._buffer += came
                self._left -= len(came)
                self._stopped = "" if self._left > 0 else "output"
            if time.monotonic() - looked > LOOK:  # also at a worker that says a little all the time
                looked = time.monotonic()
                self._stopped = self._stopped or self._crowd()
            self._stopped = self._stopped or self._too_long(guard.PATIENCE)
        line, found, self._buffer = self._buffer.partition(b"\n")
        self._last = time.monotonic()
        return line + found if found else b""

    def _too_long(self, patience: float = 0) -> str:
        """What has taken too long, if anything has."""
        now = time.monotonic()
        if now - self._start >= self._limits["in_all"] + patience:
            return "time in all"
        return "time" if now - self._last >= self._limits["seconds"] + patience else ""

    def ended(self) -> dict:
        """How it ended, and what it left among its errors."""
        while not (self._stopped or select.select([self._watch], [], [], LOOK)[0]):
            # It has closed its end, and goes on.
            self._stopped = self._crowd() or self._too_long(guard.PATIENCE)
        self._stopped = self._stopped or self._too_long()
        with contextlib.suppress(OSError):  # there is no keeper any more
            self._watch.send(b".")
        status = b""
        with contextlib.suppress(OSError):
            status = self._watch.recv(20)
        if not (status or self._stopped):
            raise OSError("the sandbox is gone")
        self._errors.seek(0)
        told = self._errors.read(MOST_ERRORS).decode(errors="replace")
        return {
            "ended": int(status or -signal.SIGKILL),
            "stopped": self._stopped,
            "traceback": told,
        }


def _limits(seconds: float) -> dict:
    return {"seconds": seconds, "in_all": IN_ALL * seconds}


def _told(ended: dict, path: Path, seconds: float) -> dict:
    return ended | _limits(seconds) | {"path": path}


@functools.lru_cache(10_000)
def _asked(case: Case) -> bytes:
    """What a worker is told of a case: its code and inputs, and not what is asked of it."""
    seed = seed_of(case.name) if case.seed is None else case.seed
    told = pack_case(case) | {"name": "", "refused": False, "seed": seed}
    return json.dumps(told).encode()


def _refusing(reply: dict, case: Case | None) -> dict:
    """The reply as `run_case` would give it, which goes no way back where a case must raise."""
    if case is None or not case.refused:
        return reply
    if "error" in reply and reply["error"].get("output") is not None:
        return {k: v for k, v in reply.items() if k != "error"} | {
            "found": {"output": reply["error"]["output"]}
        }
    if found := reply.get("found"):
        back = ("gradient of ", "upstream gradient")
        return reply | {"found": {k: v for k, v in found.items() if not k.startswith(back)}}
    return reply


@functools.cache
def _solution(stem: str) -> str:
    return (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8")


def _of_the_reference(stem: str) -> str:
    """What may be known of a reference, and advice asks: its stub, which inputs it wraps, and
    whether it makes a node."""
    lines = _solution(stem).splitlines()
    kept = [line for line in lines if " = Tensor.wrap(" in line]
    kept += ["Tensor.from_op("] * any("Tensor.from_op(" in line for line in lines)
    return bare(stem) + "".join(f"\n# {line.strip()}" for line in kept)


def _memory_file(content: bytes) -> int:
    fd = os.memfd_create("content")
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def _walls() -> list[str]:
    """What the sandbox is made of."""
    words = [
        *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *("--uid", "1000", "--gid", "1000", "--cap-add", "ALL", "--hostname", "sandbox"),
        *("--setenv", "OPENBLAS_NUM_THREADS", "1", "--setenv", "LANG", "C.UTF-8"),
        *("--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/urandom", "/dev/urandom"),
        *("--ro-bind", shutil.which("sleep") or "", "/sleep", "--dir", "/tmp"),
    ]
    prefix, python = Path(sys.base_prefix), Path(sys.executable).resolve()
    libraries = [Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64")]
    for path in dict.fromkeys([*libraries, prefix / "lib", python, Path("/etc/ld.so.cache")]):
        if path.exists():
            words += ["--ro-bind", str(path), str(path)]
    hidden = [*site.getsitepackages([str(prefix)]), "/usr/lib/python3/dist-packages"]
    for folder in hidden:
        if Path(folder).is_dir():
            words += ["--tmpfs", folder, "--remount-ro", folder]
    numpy = Path(np.__file__).parent
    for path in (numpy, numpy.with_name("numpy.libs")):
        if path.is_dir():
            words += ["--ro-bind", str(path), str(PACKAGES / path.name)]
    ours = [one for room in (".", "draw", "judging") for one in kata.PACKAGE.glob(f"{room}/*.py")]
    ours += [kata.PACKAGE / "grading" / name for name in ("__init__.py", "zygote.py")]
    for path in sorted(ours):
        inside = HOME / "minigrad" / path.relative_to(kata.PACKAGE)
        words += ["--ro-bind", str(path), str(inside)]
    return words


def _program() -> list[str]:
    """Python in the sandbox, with what we bound alone to import from."""
    start = (
        f"import sys; sys.path += [{str(HOME)!r}, {str(PACKAGES)!r}]; "
        "from minigrad.grading.zygote import main; main()"
    )
    return [str(Path(sys.executable).resolve()), "-I", "-S", "-B", "-c", start]
