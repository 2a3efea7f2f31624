"""Tells an exception as the learner should see it: its message, and the lines it came through."""

import dis
import linecache
import traceback
import types
from pathlib import Path
from typing import Any

from minigrad import Tensor, kata
from minigrad.judging.advice import VJP, advice, called_wrongly, own_call
from minigrad.judging.cases import pack_fast
from minigrad.judging.places import beside, is_a, places
from minigrad.judging.raised import Raised
from minigrad.judging.reading import LONG, line_of
from minigrad.judging.run_case import run_case

UNTOLD = "its message cannot be shown, for its __str__ raises"


def origins(error: BaseException) -> list[Path]:
    """The learner's files, in katas/, that an exception came through; the innermost last."""
    names = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        names.append(error.filename or "")
    paths = [Path(name) for name in reversed(names) if Path(name).parent == kata.KATAS]
    return list(dict.fromkeys(paths))[::-1]


def told(error: BaseException, path: Path, brief: bool = False) -> dict:
    """An exception as the learner should see it.

    type, message, lines: what Python says of it, and the learner's lines that it came through
    shapes: the names on the last of these lines, and what each stood for
    advice: what a beginner should know of it, in a sentence
    refused: whether no line of the learner's raised it, but the engine, for what a vjp returned
    vjp: whether it was raised on the way back, by an operation's vjp or for what this returned
    output: what the operation had given, if it was raised on the way back
    brief: without shapes and advice, which take most of the time
    """
    try:
        plain = _plain(error, path)
    except BaseException:  # an exception of a learner's own may be odd in any way
        return {"type": type(error).__name__[:LONG], "message": UNTOLD, "lines": []}
    try:
        frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
        seen = {} if brief else _seen(error, path, plain, frames)
        return plain | seen | _way_back(frames)
    except BaseException:
        return plain


def _plain(error: BaseException, path: Path) -> dict:
    lines: list[list[Any]] = [
        [number, linecache.getline(str(path), number).strip()[:LONG]]
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == str(path)
    ]
    if isinstance(error, SyntaxError) and error.filename == str(path):
        text = (error.text or "").strip()[:LONG]
        lines = [[error.lineno, text]] if isinstance(error.lineno, int) else []
    message = _message(error)
    if isinstance(error, SyntaxError):
        message = error.msg or "no reason given"
    return {
        "type": " ".join(type(error).__name__.split())[:LONG],
        "message": str.__getitem__(message, slice(LONG)),  # which may be a string of their own
        "lines": lines,
    }


def _way_back(frames: list[types.FrameType]) -> dict:
    """Whether an exception was raised on the way back, and what there was before."""
    case = next((frame for frame in frames if frame.f_code is run_case.__code__), None)
    found = case.f_locals.get("found", {}) if case else {}
    in_vjp = any(frame.f_code is VJP for frame in frames) and "output" in found
    return {"vjp": in_vjp, "output": pack_fast(found.get("output"))}


def _seen(error: BaseException, path: Path, plain: dict, frames: list[types.FrameType]) -> dict:
    """What can be seen in the calls that an exception came through."""
    seen: dict[str, Any] = {}
    lines, message = plain["lines"], plain["message"]
    if isinstance(error, KeyError) and error.args and is_a(error.args[0], Tensor):
        seen["message"] = "there is no entry for this tensor"
    where = places(error, path)
    if vjp := called_wrongly(error):
        number = vjp.co_firstlineno
        lines, where = [[number, text] for text in line_of(path, number)], []
    refused = not lines
    if refused:
        lines = _returned(frames, path)
    raised = Raised(error, message, where, path)
    if (call := own_call(raised)) is not None:
        lines, where = lines[: call + 1], where[: call + 1]
    said = advice(raised)
    if said and message.startswith("The truth value of"):
        seen["message"] = message.partition(". Use")[0]  # NumPy's own advice misleads here
    return seen | {
        "lines": lines,
        "refused": refused,
        "shapes": beside(where[-1]) if where else [],
        "advice": said,
    }


def _returned(frames: list[types.FrameType], path: Path) -> list[list[Any]]:
    """The line of the only `return` of a learner's vjp, where the engine refuses its result."""
    if not any(frame.f_code is VJP for frame in frames):
        return []
    of = next(frame.f_locals["self"] for frame in frames if frame.f_code is VJP)
    code = getattr(of._backward, "__code__", None)
    if code is None or code.co_filename != str(path):
        return []
    ends = [one for one in dis.get_instructions(code) if one.opname.startswith("RETURN_")]
    numbers = {n for one in ends if one.positions and (n := one.positions.lineno)}
    return [[n, text] for n in numbers for text in line_of(path, n)] if len(numbers) == 1 else []


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return UNTOLD
