"""The worker: the process that runs a learner's code, and knows no answers.

It imports NumPy and the engine, reads one line of JSON from standard input (a kata file and
the cases to run on it) and writes one line per case: what the case came to, or the error.
"""

import contextlib
import faulthandler
import functools
import io
import json
import os
import re
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any, TextIO

from minigrad import kata
from minigrad.judging.cases import SECONDS, Case, pack, unpack_case
from minigrad.judging.run_case import MINIGRAD, run_case

PRINTED = 2000  # characters kept of what a kata prints


class Printed(io.TextIOBase):
    """Keeps the beginning of what is written to it."""

    def __init__(self) -> None:
        self.kept, self.size = "", 0

    def write(self, text: str) -> int:
        self.kept += text[: PRINTED - len(self.kept)]
        self.size += len(text)
        return len(text)


def main() -> None:
    requests, replies = channel()
    line = requests.readline()
    if not line:
        return  # nobody needs this worker any more
    request = json.loads(line)
    path = Path(request["path"])
    sys.breakpointhook = functools.partial(_no_breakpoint, path.stem)
    warnings.simplefilter("ignore")

    def attempt(action: Any) -> dict:
        printed, start = Printed(), time.perf_counter()
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=2)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                reply = {"found": action()}
            except BaseException as error:  # SystemExit too: a kata ends no process
                reply = {"error": told(error, path)}
        faulthandler.cancel_dump_traceback_later()
        reply["seconds"] = time.perf_counter() - start
        return reply | {"printed": printed.kept, "printed_size": printed.size}

    def run(case: Case) -> dict:
        found = run_case(case, case.code, MINIGRAD)
        return {label: pack(values) for label, values in found.items()}

    loaded = attempt(lambda: kata.install(path))
    print(json.dumps(loaded), file=replies, flush=True)
    if "error" not in loaded:
        for packed in request["cases"]:
            case = unpack_case(packed)
            print(json.dumps(attempt(lambda case=case: run(case))), file=replies, flush=True)
    os._exit(0)  # whatever threads the kata may have started


def channel() -> tuple[TextIO, TextIO]:
    """Standard input and output, kept for us: a kata reads nothing, and prints elsewhere."""
    requests, replies = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def _no_breakpoint(stem: str, *args: Any, **kwargs: Any) -> None:
    raise RuntimeError(
        "breakpoint() cannot stop here, in a process without a terminal. To stop there: "
        f".venv/bin/python -m pytest --pdb --judge=yours tests/test_{stem}.py"
    )


def origins(error: BaseException) -> list[Path]:
    """The learner's files, in katas/, that an exception came through; the innermost last."""
    names = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        names.append(error.filename or "")
    paths = [Path(name) for name in reversed(names) if Path(name).parent == kata.KATAS]
    return list(dict.fromkeys(paths))[::-1]


def told(error: BaseException, path: Path) -> dict:
    """An exception as the learner should see it: its type, its message, the learner's lines."""
    lines = [
        [frame.lineno, frame.line]
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    if isinstance(error, SyntaxError) and error.filename == str(path):
        lines = [[error.lineno, (error.text or "").strip()]]
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    if not lines and (called := re.match(r"[\w.<>]*?(\w+)\(\) takes .* argument", message)):
        lines = _lines_with(f"def {called[1]}(", path)
    return {"type": type(error).__name__, "message": message, "lines": lines}


def _lines_with(text: str, path: Path) -> list[list[Any]]:
    lines = enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
    return [[number, line.strip()] for number, line in lines if text in line]


if __name__ == "__main__":
    main()
