"""Tells an exception as the learner should see it: its message, and the lines it came through."""

import traceback
import types
from pathlib import Path
from typing import Any

from minigrad import Tensor, kata

LONG = 500  # characters kept of a message


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
        lines = [[error.lineno, (error.text or "").strip()]] if error.lineno else []
    message = error.msg if isinstance(error, SyntaxError) else _message(error)
    vjp = _called_wrongly(error)
    if vjp:
        lines = _line(vjp.co_firstlineno, path)
    return {
        "type": " ".join(type(error).__name__.split())[:LONG],
        "message": str(message)[:LONG],
        "lines": lines,
        "vjp_called": vjp is not None,
    }


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return "its message cannot be shown, for its __str__ raises"


def _called_wrongly(error: BaseException) -> types.CodeType | None:
    """The learner's vjp, where it does not take the one argument that the engine gives it."""
    if not isinstance(error, TypeError) or "argument" not in str(error):
        return None
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if not frames or frames[-1].f_code is not Tensor.vjp.__code__:
        return None
    return getattr(frames[-1].f_locals["self"]._backward, "__code__", None)


def _line(number: int, path: Path) -> list[list[Any]]:
    text = path.read_text("utf-8", "replace").splitlines()[number - 1 : number]
    return [[number, line.strip()] for line in text]
