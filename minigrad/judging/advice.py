"""What a beginner should know of an exception: a sentence to stand beside Python's own.

Each says only what is true of the line and of the values that stood there.
"""

import ast
import copy
import functools
import re
import traceback
import types
from typing import Any, cast

import numpy as np

from minigrad import Tensor
from minigrad.judging.advice_of_definitions import layer, no_return, pairs, signature
from minigrad.judging.advice_of_functions import arguments, decides, numbers, shape
from minigrad.judging.advice_of_names import local, names, torchs
from minigrad.judging.places import Place, is_a, look_up, told_of
from minigrad.judging.raised import Raised

VJP = Tensor.vjp.__code__  # from before a learner's code may change it
KINDS: dict[tuple[type, ...], str] = {
    (int, float, np.generic): "a plain number",
    (list, tuple): "a list",
    (np.ndarray,): "a NumPy array",
}


def advice(raised: Raised) -> str:
    """A sentence about an exception; empty where there is nothing to add."""
    if called_wrongly(raised.error):
        return "The engine calls your vjp with one argument, the upstream gradient."
    of_lines = (
        *(_own_name, names, local, torchs, _recursion, _unwrapped, _from_op, _tensor, _grad),
        *(_order, decides, numbers, shape, arguments, _adds_none),
    )
    of_all = (no_return, layer, pairs, signature)
    sees = (of_lines if raised.places else ()) + of_all
    return next((told for see in sees if (told := see(raised))), "")


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


def _recursion(raised: Raised) -> str:
    """What leads back to the operation that it stands in."""
    if not (isinstance(raised.error, RecursionError) and raised.is_operation):
        return ""
    for place, inner in zip(raised.places, raised.places[1:], strict=False):
        if inner.frame.f_code.co_name == raised.name:
            told = f"`{ast.unparse(place.failed)}` calls {raised.name} again."
            if not _takes_arrays(raised, place):
                return f"{told} {_in_the_graph(place.failed, raised.name)}"
            arrays = _with_arrays(place)
            return told + (f" With arrays it does not: `{arrays}`." if arrays else "")
    told = "Operators like * on a Tensor call the katas, perhaps this one."
    return told + (" On .data they do not." if _takes_arrays(raised, raised.last) else "")


def _takes_arrays(raised: Raised, place: Place) -> bool:
    """Whether a line may compute with arrays: on the way back, or for Tensor.from_op. Elsewhere its
    result must stay in the graph."""
    steps = traceback.walk_tb(raised.error.__traceback__)
    if any(frame.f_code is VJP for frame, _ in steps):
        return True
    if isinstance(place.statement, ast.Return) and place.frame.f_code.co_name == raised.name:
        return "from_op" in ast.unparse(place.statement)
    return b"from_op" in raised.path.read_bytes()


def _in_the_graph(failed: ast.expr, name: str) -> str:
    """What to write in place of an operator that calls the kata it stands in."""
    if name == "sub" and isinstance(failed, ast.BinOp) and ast.unparse(failed.left) in ("0", "0.0"):
        right = ast.unparse(failed.right)
        return f"Write `-{right}`."
    return f'Make the result with `Tensor.from_op("{name}", value, parents, vjp)`.'


def _unwrapped(raised: Raised) -> str:
    """A number, list or array, where the reference makes a Tensor of it first."""
    wrapped = _wrapped(raised.reference)
    failed = raised.last.failed
    for node in [] if isinstance(failed, ast.Raise) else ast.walk(failed):
        if isinstance(node, ast.Name) and (name := node.id) in wrapped:
            value = look_up(raised.last.frame, node)
            if kind := next((k for kinds, k in KINDS.items() if is_a(value, *kinds)), ""):
                return f"{name} is {kind} here. Write `{name} = Tensor.wrap({name})` first."
    return ""


@functools.cache
def _wrapped(reference: str) -> list[str]:
    return re.findall(r"(\w+) = Tensor\.wrap\(\1\)", reference)


def _from_op(raised: Raised) -> str:
    place, message = raised.last, raised.message
    call, frame = place.failed, place.frame
    if not isinstance(call, ast.Call):
        return ""
    if not call.args and "missing 1 required" in message and _is_given_to_from_op(place):
        name = ast.unparse(call.func)
        return (
            f"Give Tensor.from_op the function itself: `{name}`, without (). The engine calls it."
        )
    if ast.unparse(call.func) == "Tensor" and raised.is_operation and "__init__()" in message:
        return f'Make the result with `Tensor.from_op("{raised.name}", value, parents, vjp)`.'
    if ast.unparse(call.func) != "Tensor.from_op":
        return ""
    if "not 'Tensor'" in message:
        return "The value given to Tensor.from_op is a Tensor, or holds one. Compute it from .data."
    if "argument: 'vjp'" in message and not isinstance(call.args[0], ast.Constant):
        return f'The operation\'s name comes first: `Tensor.from_op("{raised.name}", ...)`.'
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
    if not (of_numpy or refused) or not (arrays := _with_arrays(place)):
        return ""
    if raised.is_operation and _takes_arrays(raised, place):
        return f"Use the array in .data: `{arrays}`."
    if raised.is_operation or raised.name == "Linear":
        return _stays(raised)
    return ""


def _stays(raised: Raised) -> str:
    """What to do in place of NumPy's, where the result must stay in the graph."""
    failed = raised.last.failed
    word = ast.unparse(failed.func).removeprefix("np.") if isinstance(failed, ast.Call) else ""
    if word and word != raised.name and callable(getattr(Tensor, word, None)):
        of, *others = failed.args
        own = ast.Call(ast.Attribute(of, word, ast.Load()), others, failed.keywords)
        return f"Use the Tensor's own: `{ast.unparse(own)}`."
    if isinstance(failed, ast.Subscript):
        told = "A Tensor has no indexing."
        if raised.name == "cross_entropy":
            return f"{told} Multiply by a one-hot array, or compute all with logits.data."
        return f"{told} Compute with .data, and give the result to Tensor.from_op."
    if raised.is_operation:
        return "Compute with .data, and give the result to Tensor.from_op."
    return "Compute with Tensors: the result must stay in the graph."


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
    """A .grad that is None."""
    place = raised.last
    if "NoneType" not in raised.message:
        return ""
    target = next(iter(getattr(place.statement, "targets", [])), None)
    target = getattr(place.statement, "target", target)
    none = [node for node in _nones(raised) if isinstance(node, ast.Attribute)]
    grads = [ast.unparse(node) for node in none if node.attr == "grad"]
    if grads and isinstance(target, ast.Attribute) and ast.unparse(target) == grads[0]:
        if raised.is_operation:
            return "Do not change .grad. Return the gradients: the engine adds them up."
        return f"{grads[0]} is None until a gradient has arrived there."
    if grads and raised.is_operation:
        return "The upstream gradient is the argument of your vjp, not .grad."
    return f"{grads[0]} is None: its slope is 0." if grads and raised.name == "gradcheck" else ""


def _nones(raised: Raised) -> list[ast.expr]:
    """The operands that were None, as the message says."""
    node = raised.last.failed
    if isinstance(node, ast.Subscript | ast.Attribute):
        return [node.value] if raised.message.startswith("'NoneType' object") else []
    if isinstance(node, ast.AugAssign):
        sides = [node.target, node.value]
    elif isinstance(node, ast.BinOp):
        sides = [node.left, node.right]
    else:
        return []
    kinds = re.findall(r"'([\w.]+)'", raised.message.partition(": ")[2])
    return [side for side, kind in zip(sides, kinds, strict=False) if kind == "NoneType"]


def _order(raised: Raised) -> str:
    """In `backward`: a node's turn came before a gradient had arrived there."""
    error, place = raised.error, raised.last
    if raised.name != "backward":
        return ""
    if isinstance(error, KeyError) and error.args and is_a(error.args[0], Tensor):
        return "Is each node visited after all its users, from the root to the leaves (`reversed`)?"
    call = place.failed
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        if call.func.attr == "_backward":
            node = ast.unparse(call.func.value)
            if look_up(place.frame, call.func) is None:
                return f"{node} is a leaf here: there is no step back from it."
            if not call.args:
                return f"Call `{node}.vjp({node}.grad)`: it returns one gradient per parent."
    if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".vjp"):
        if any(look_up(place.frame, one) is None for one in call.args):
            return (
                "The gradient is None: none has arrived here yet. Is each node visited after all "
                "its users (`reversed`)?"
            )
    return ""


def _adds_none(raised: Raised) -> str:
    """In a layer: a bias that is None."""
    place = raised.last
    if (
        raised.name == "Linear"
        and isinstance(place.failed, ast.BinOp)
        and isinstance(place.failed.op, ast.Add)
    ):
        for side in (place.failed.right, place.failed.left):
            if isinstance(side, ast.Attribute) and look_up(place.frame, side) is None:
                return f"{ast.unparse(side)} is None here. Then add nothing."
    return ""
