"""The worker: the process that runs a learner's code, and knows no answers.

A request names a kata file and the cases to run on it. There is a reply for loading the file, then
one per case: what the case came to, or the error.
"""

import contextlib
import functools
import gc
import io
import sys
import time
import types
from pathlib import Path
from typing import Any

from minigrad import kata
from minigrad.judging.cases import Case, pack_fast, unpack_case
from minigrad.judging.guard import Reply, serve
from minigrad.judging.limits import allow
from minigrad.judging.run_case import MINIGRAD, run_case
from minigrad.judging.told import told

PRINTED = 2000  # characters kept of what a kata prints
YOUNG = 100_000  # objects, until garbage is looked for: what a kata makes, it mostly keeps
CALLS = 970  # that a kata may nest, whoever calls it: so that it fails at one line everywhere


class Printed(io.TextIOBase):
    """Keeps the beginning of what is written to it; also of bytes, written to its buffer."""

    def __init__(self) -> None:
        self.kept, self.size = "", 0
        self.buffer = types.SimpleNamespace(write=self._write_bytes, flush=self.flush)

    def write(self, text: str) -> int:
        self.kept += text[: PRINTED - len(self.kept)]
        self.size += len(text)
        return len(text)

    def _write_bytes(self, data: bytes) -> int:
        self.write(bytes(data).decode("utf-8", "replace"))
        return len(data)


def judge(request: dict, reply: Reply) -> None:
    """Load a kata file, and run the cases on it."""
    path = Path(request["path"])
    sys.setrecursionlimit(sys.getrecursionlimit() - _room() + CALLS)
    gc.freeze()
    gc.set_threshold(YOUNG)
    sys.breakpointhook = functools.partial(_no_breakpoint, path.stem)

    def attempt(action: Any) -> dict:
        printed, start = Printed(), time.perf_counter()
        allow(request["seconds"])
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                found = {"found": action()}
            except BaseException as error:  # SystemExit too: a kata ends no process
                found = {"error": told(error, path, request.get("brief", False))}
        found["seconds"] = time.perf_counter() - start
        return found | {"printed": printed.kept, "printed_more": printed.size - len(printed.kept)}

    def run(case: Case) -> dict:
        found = run_case(case, case.code, MINIGRAD)
        return {label: pack_fast(values) for label, values in found.items()}

    loaded = attempt(lambda: kata.install(path))
    reply(loaded | {"borrowed": "error" not in loaded and _is_borrowed(path.stem)})
    if "error" not in loaded:
        for packed in request["cases"]:
            case = unpack_case(packed)
            reply(attempt(lambda case=case: run(case)))


def _room() -> int:
    """How many calls may still be nested here. Python also counts some that no frame shows."""
    try:
        return 1 + _room()
    except RecursionError:
        return 0


def _is_borrowed(stem: str) -> bool:
    """Whether what was installed is the reference's own, in part at least."""
    definition = kata.installed(stem)
    parts = [definition, *(vars(definition).values() if isinstance(definition, type) else ())]
    codes = [part.__code__ for part in parts if isinstance(part, types.FunctionType)]
    return any(Path(code.co_filename).parent == kata.SOLUTIONS for code in codes)


def _no_breakpoint(stem: str, *args: Any, **kwargs: Any) -> None:
    raise RuntimeError(
        "breakpoint() cannot stop here: this process has no terminal. Run instead: "
        f".venv/bin/python -m pytest --pdb --judge=yours tests/test_{stem}.py"
    )


if __name__ == "__main__":
    serve(judge)
