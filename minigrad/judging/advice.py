"""What a beginner should know of an exception: a sentence to stand beside Python's own.

Each says only what is true of the line and of the values that stood there.
"""

import ast
import copy
import re
import sys
import traceback
import types
from typing import Any, NamedTuple, cast

import numpy as np

import minigrad
from minigrad import Tensor, kata
from minigrad.judging.places import Place, is_a, look_up, told_of

VJP = Tensor.vjp.__code__  # from before a learner's code may change it
KINDS: dict[tuple[type, ...], str] = {
    (int, float, np.generic): "a plain number",
    (list, tuple): "a list",
    (np.ndarray,): "a NumPy array",
}


class Raised(NamedTuple):
    """An exception, the places in a kata that it came through, and the kata's stem."""

    error: BaseException
    places: list[Place]
    stem: str

    @property
    def name(self) -> str:
        return self.stem.partition("_")[2]

    @property
    def reference(self) -> str:
        path = kata.SOLUTIONS / f"{self.stem}.py"
        return path.read_text("utf-8") if path.exists() else ""  # a learner's other file

    @property
    def is_operation(self) -> bool:
        return "Tensor.from_op(" in self.reference

    @property
    def last(self) -> Place:
        return self.places[-1]


def advice(raised: Raised) -> str:
    """A sentence about an exception; empty where there is nothing to add."""
    if called_wrongly(raised.error):
        return "The engine calls your vjp with one argument, the upstream gradient."
    sees = (_own_name, _import, _recursion, _unwrapped, _from_op, _tensor, _grad, _order)
    return next((told for see in sees if raised.places and (told := see(raised))), "")


def called_wrongly(error: BaseException) -> types.CodeType | None:
    """The learner's vjp, where it does not take the one argument that the engine gives it."""
    if not isinstance(error, TypeError) or "argument" not in str(error):
        return None
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if not frames or frames[-1].f_code is not VJP:
        return None
    return getattr(frames[-1].f_locals["self"]._backward, "__code__", None)


def own_call(raised: Raised) -> int | None:
    """Where the file that defines sum calls `sum(a)`, and Python's or NumPy's was meant."""
    name = raised.name
    for i, (place, inner) in enumerate(zip(raised.places, raised.places[1:], strict=False)):
        call, code = place.failed, inner.frame.f_code
        first = next(iter(code.co_varnames), "")
        by_name = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if by_name and call.func.id == code.co_name == name and hasattr(Tensor, name):
            if not is_a(inner.frame.f_locals.get(first), Tensor):
                return i
    return None


def _own_name(raised: Raised) -> str:
    if own_call(raised) is None:
        return ""
    told = f"In this file, {raised.name}(...) is the {raised.name} that you are writing."
    numpys = "power" if raised.name == "pow" else raised.name
    return told + (f" NumPy's is np.{numpys}." if hasattr(np, numpys) else "")


def _import(raised: Raised) -> str:
    error = raised.error
    name = error.name if isinstance(error, NameError) else None
    if name in minigrad.__all__:
        return f"Write `from minigrad import {name}` at the top."
    return f"Write `import {name}` at the top." if name in sys.stdlib_module_names else ""


def _recursion(raised: Raised) -> str:
    """What leads back to the operation that it stands in."""
    if not (isinstance(raised.error, RecursionError) and raised.is_operation):
        return ""
    for place, inner in zip(raised.places, raised.places[1:], strict=False):
        if inner.frame.f_code.co_name == raised.name:
            told = f"`{ast.unparse(place.failed)}` calls {raised.name} again."
            arrays = _with_arrays(place)
            return told + (f" With arrays it does not: `{arrays}`." if arrays else "")
    return "Operators like * on a Tensor call the katas, perhaps this one. On .data they do not."


def _unwrapped(raised: Raised) -> str:
    """A number, list or array, where the reference makes a Tensor of it first."""
    wrapped = re.findall(r"(\w+) = Tensor\.wrap\(\1\)", raised.reference)
    failed = raised.last.failed
    for node in [] if isinstance(failed, ast.Raise) else ast.walk(failed):
        if isinstance(node, ast.Name) and (name := node.id) in wrapped:
            value = look_up(raised.last.frame, node)
            if kind := next((k for kinds, k in KINDS.items() if is_a(value, *kinds)), ""):
                return f"{name} is {kind} here. Write `{name} = Tensor.wrap({name})` first."
    return ""


def _from_op(raised: Raised) -> str:
    place, message = raised.last, str(raised.error)
    call, frame = place.failed, place.frame
    if not isinstance(call, ast.Call):
        return ""
    if not call.args and "missing 1 required" in message and _is_given_to_from_op(place):
        name = ast.unparse(call.func)
        return (
            f"Give Tensor.from_op the function itself: `{name}`, without (). The engine calls it."
        )
    if ast.unparse(call.func) != "Tensor.from_op":
        return ""
    if "not 'Tensor'" in message:
        return "The value given to Tensor.from_op is a Tensor, or holds one. Compute it from .data."
    if len(call.args) > 4 and all(is_a(look_up(frame, one), Tensor) for one in call.args[2:4]):
        parents = ", ".join(map(ast.unparse, call.args[2:4]))
        return f"The parents are one argument, a tuple: `({parents})`."
    return ""


def _is_given_to_from_op(place: Place) -> bool:
    calls = [node for node in ast.walk(place.statement) if isinstance(node, ast.Call)]
    return any("from_op" in ast.unparse(call.func) and place.failed in call.args for call in calls)


def _tensor(raised: Raised) -> str:
    """A Tensor where only an array will do."""
    place, error = raised.last, raised.error
    of_numpy = isinstance(place.failed, ast.Call) and ast.unparse(place.failed).startswith("np.")
    refused = isinstance(error, TypeError | AttributeError) and "'Tensor'" in str(error)
    if raised.is_operation and (of_numpy or refused) and (arrays := _with_arrays(place)):
        return f"Use the array in .data: `{arrays}`."
    return ""


def _with_arrays(place: Place) -> str:
    """The expression that failed, with `.data` after each Tensor in it; empty where that is none,
    or no help."""
    node = place.failed
    method = node.func if isinstance(node, ast.Call) else node
    if isinstance(method, ast.Attribute):
        of = look_up(place.frame, method.value)
        if of is not np and not (is_a(of, Tensor) and hasattr(np.ndarray, method.attr)):
            return ""
    elif not isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare | ast.Subscript):
        return ""

    class WithArrays(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            value = look_up(place.frame, node)
            if is_a(value, Tensor):
                return ast.Attribute(cast(ast.expr, node), "data", ast.Load())
            return node if told_of(value) else self.generic_visit(node)

    before, after = ast.unparse(node), ast.unparse(WithArrays().visit(copy.deepcopy(node)))
    return after if after != before else ""


def _grad(raised: Raised) -> str:
    place = raised.last
    if isinstance(place.statement, ast.AugAssign) and "NoneType" in str(raised.error):
        target = place.statement.target
        if isinstance(target, ast.Attribute) and target.attr == "grad":
            if raised.is_operation:
                return "Do not change .grad. Return the gradients: the engine adds them up."
            return f"{ast.unparse(target)} is None until a gradient has arrived there."
    return ""


def _order(raised: Raised) -> str:
    """In `backward`: a node's turn came before a gradient had arrived there."""
    error, place = raised.error, raised.last
    if raised.name != "backward":
        return ""
    if isinstance(error, KeyError) and error.args and is_a(error.args[0], Tensor):
        return "Is each node visited after all its users, from the root to the leaves (`reversed`)?"
    call = place.failed
    if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".vjp"):
        if any(look_up(place.frame, one) is None for one in call.args):
            return (
                "The gradient is None: none has arrived here yet. Is each node visited after all "
                "its users (`reversed`)?"
            )
    return ""
