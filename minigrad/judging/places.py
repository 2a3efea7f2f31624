"""Where a kata raised: which expression, and what the names beside it stood for.

Nothing here runs the learner's code: names are looked up, and attributes only where that is safe.
"""

import ast
import contextlib
import functools
import inspect
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from minigrad import Tensor

NOTHING = object()  # what cannot be looked up
SHOWN = 6  # names beside a line
WIDTH = 60  # characters of each


class Place(NamedTuple):
    """A call that an exception came through.

    frame: of the call
    lines: those that it was busy with
    failed: the expression that it was busy with, or the whole statement
    statement: what this is part of
    """

    frame: types.FrameType
    lines: range
    failed: Any  # of ast, with a lineno
    statement: ast.stmt


def places(error: BaseException, path: Path) -> list[Place]:
    """The calls in a kata file that an exception came through, the innermost last."""
    with contextlib.suppress(SyntaxError, ValueError, OSError):  # the file may have changed since
        nodes = _nodes(path.read_bytes())
        at = functools.cache(functools.partial(_at, nodes))  # recursion comes often to one place
        steps = [step for step in _steps(error) if step[0].f_code.co_filename == str(path)]
        return [Place(frame, *it) for frame, i in steps if (it := at(frame.f_code, i))]
    return []


@functools.lru_cache(maxsize=1)
def _nodes(source: bytes) -> list[Any]:
    """All that has a place in a file, the outer before the inner."""
    nodes = [node for node in ast.walk(ast.parse(source)) if hasattr(node, "lineno")]
    for node in nodes:
        if isinstance(node, ast.AugAssign):
            node.target.ctx = ast.Load()  # `total += part` reads total, too
    return nodes


def _steps(error: BaseException) -> Iterator[tuple[types.FrameType, int]]:
    """The frames of a traceback, and the instruction at which each stood."""
    step = error.__traceback__
    while step:
        yield step.tb_frame, step.tb_lasti
        step = step.tb_next


def _at(nodes: list[Any], code: types.CodeType, i: int) -> tuple[range, Any, ast.stmt] | None:
    """The lines, the failed expression and the statement at an instruction of some code."""
    first, last, start, end = list(code.co_positions())[i // 2]
    if first is None or last is None or start is None or end is None:
        return None  # Python was told to keep no positions
    span = (first, start), (last, end)
    around = [n for n in nodes if isinstance(n, ast.stmt) and _holds(_span(n), span)]
    if not around:
        return None
    failed = next((node for node in nodes[::-1] if _span(node) == span), around[-1])
    return range(first, last + 1), failed, around[-1]


def _span(node: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def _holds(outer: tuple, inner: tuple) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def beside(place: Place) -> list[list[str]]:
    """What the names on the line stood for, those in the expression that failed first: arrays and
    Tensors by their shapes."""
    nodes = place.failed, place.statement
    found = dict(pair for node in nodes for pair in _read(place.frame, node, place.lines))
    return [[name[:WIDTH], told[:WIDTH]] for name, told in list(found.items())[:SHOWN]]


def _read(frame: types.FrameType, node: ast.AST, lines: range) -> Iterator[tuple[str, str]]:
    """The names on some lines that something can be told of, and what."""
    assigned = isinstance(getattr(node, "ctx", None), ast.Store)
    if isinstance(node, ast.Name | ast.Attribute) and not assigned:
        if told := told_of(look_up(frame, node)):
            yield ast.unparse(node), told
            return
    for child in ast.iter_child_nodes(node):
        if getattr(child, "lineno", lines[0]) in lines:
            yield from _read(frame, child, lines)


def look_up(frame: types.FrameType, node: ast.AST) -> Any:
    """What a name, or an attribute of one, stood for; NOTHING where that cannot be known."""
    if isinstance(node, ast.Name):
        return frame.f_locals.get(node.id, frame.f_globals.get(node.id, NOTHING))
    if isinstance(node, ast.Attribute):
        return _attribute(look_up(frame, node.value), node.attr)
    return NOTHING


def _attribute(value: Any, name: str) -> Any:
    if is_a(value, Tensor) and name in ("shape", "ndim", "size"):
        value = inspect.getattr_static(value, "data", NOTHING)
    if type(value) is np.ndarray and name in ("shape", "ndim", "size", "T"):
        return getattr(value, name)
    return inspect.getattr_static(value, name, NOTHING)  # runs no property


def is_a(value: Any, *kinds: type) -> bool:
    """isinstance, whatever the value says of itself."""
    return issubclass(type(value), kinds)


def told_of(value: Any) -> str:
    """An array's or Tensor's shape, or a short plain value; empty for anything else."""
    plain = _plain(value)
    return f"= {plain}" if plain else _shape(value)


def _shape(value: Any) -> str:
    if is_a(value, Tensor):
        shape = _attribute(value, "shape")
        return f"Tensor {shape}" if type(shape) is tuple else ""
    if type(value) is np.ndarray:
        return f"{value.shape}" + ("" if value.dtype.kind == "f" else f" of {value.dtype}")
    return ""


def _plain(value: Any, deep: int = 0) -> str:
    if type(value) in (tuple, list) and deep < 3:
        parts = [_plain(part, deep + 1) or _shape(part) or "…" for part in value[:20]]
        inside = ", ".join(parts)
        if type(value) is list:
            return f"[{inside}]"
        return f"({inside},)" if len(parts) == 1 else f"({inside})"
    if type(value) is str:
        return repr(value[:WIDTH])
    if value is None or type(value) in (bool, int, float):
        with contextlib.suppress(ValueError):  # an int of too many digits
            return repr(value)
    if is_a(value, np.generic) and type(value).__module__ == "numpy":
        return str(value)
    return ""
