"""How the command line starts, and what it says when it cannot.

Imported before all else: Ctrl-C, or a package that is gone, may come with the first import.
"""

import os
import signal
import sys
from types import TracebackType


def is_program() -> bool:
    """Whether this process is `minigrad` or `python -m minigrad`, not a program that imports it."""
    words = sys.orig_argv
    by_module = "-m" in words and words[words.index("-m") + 1 :][:1] == ["minigrad"]
    return by_module or os.path.splitext(os.path.basename(sys.argv[0]))[0] == "minigrad"


def begin() -> None:
    """From here on, Ctrl-C and a package that is gone end in no traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    sys.excepthook = _tell
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:  # closed, as by `2>&-`: the next file would get its number
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, number)
            if nothing != number:
                os.close(nothing)
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not isinstance(error, ImportError):
        return sys.__excepthook__(kind, error, trace)
    package = (error.name or _came_through(trace)).split(".")[0]
    print(error if package in ("", "minigrad") else broken(package), file=sys.stderr, flush=True)
    os._exit(2)  # an excepthook alone cannot choose the status


def broken(package: str) -> str:
    """What to do where a package is gone."""
    return (
        f"The package {package} is missing or damaged in {sys.prefix}. "
        "This sets up .venv anew: rm -rf .venv && python3 set_up.py"
    )


def _came_through(trace: TracebackType | None) -> str:
    """The innermost installed package that an error came through, if any."""
    name = ""
    while trace:
        _, found, rest = trace.tb_frame.f_code.co_filename.rpartition("site-packages" + os.sep)
        name = rest.split(os.sep)[0] if found else name
        trace = trace.tb_next
    return name
