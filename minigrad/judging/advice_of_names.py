"""Advice on names that stand for nothing: not imported, PyTorch's, or local by accident."""

import ast
import sys

import numpy as np

import minigrad
from minigrad import Tensor
from minigrad.judging.places import Place, is_a, look_up
from minigrad.judging.raised import Raised

# PyTorch's words, where NumPy and our Tensor have others.
WORDS = {
    **{"permute": "transpose", "t": "T", "view": "reshape", "expand": "broadcast_to"},
    **{"unsqueeze": "expand_dims", "clone": "copy", "dim": "ndim", "numel": "size"},
    **{"cat": "concatenate", "clamp": "clip", "relu": "maximum", "mm": "matmul"},
    **{"sub": "subtract", "mul": "multiply", "div": "divide", "neg": "negative", "pow": "power"},
}


def names(raised: Raised) -> str:
    error = raised.error
    name = error.name if isinstance(error, NameError) else None
    missing = error.name if isinstance(error, AttributeError) else name
    line = ast.unparse(raised.last.statement)
    if missing == "Parameter" or (name == "nn" and "nn.Parameter(" in line):
        return "There is no Parameter here. Write `Tensor(..., requires_grad=True)`."
    if name in minigrad.__all__:
        return f"Write `from minigrad import {name}` at the top."
    if name == "math" and (function := numpys(raised.last)):
        return f"math.{function} takes one number. Use np.{function}."
    return f"Write `import {name}` at the top." if name in sys.stdlib_module_names else ""


def numpys(place: Place) -> str:
    """The function of `math` on a line that an array or a Tensor is given to, and NumPy has too."""
    for call in ast.walk(place.statement):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            values = [look_up(place.frame, one) for one in call.args]
            if ast.unparse(call.func.value) == "math" and hasattr(np, call.func.attr):
                if any(is_a(value, np.ndarray, Tensor) for value in values):
                    return call.func.attr
    return ""


def local(raised: Raised) -> str:
    """A name of the function around, that an assignment further in makes a new one."""
    if not isinstance(raised.error, UnboundLocalError):
        return ""
    place = raised.last
    code = place.frame.f_code
    functions = [
        node
        for node in ast.walk(ast.parse(raised.path.read_bytes()))
        if isinstance(node, ast.FunctionDef)
        and node.lineno <= place.lines[0] <= (node.end_lineno or 0)
    ]
    if len(functions) < 2 or functions[-1].name != code.co_name:
        return ""
    outer, inner = functions[-2:]
    unbound = [n for n in code.co_varnames if n in _set(outer) and n not in place.frame.f_locals]
    for name in unbound:
        if f"'{name}'" in raised.message:
            line = next(node for node in ast.walk(inner) if name in _targets(node))
            return f"`{ast.unparse(line)}` makes {name} local to {inner.name}. Use a new name."
    return ""


def _set(function: ast.FunctionDef) -> set[str]:
    """The arguments of a function, and the names that it sets outside of those within it."""
    found = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
    for node in function.body:
        if not isinstance(node, ast.FunctionDef):
            found |= {name for inner in ast.walk(node) for name in _targets(inner)}
    return found


def _targets(node: ast.AST) -> set[str]:
    if not isinstance(node, ast.Assign | ast.AugAssign):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    named = [one for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    return {one.id for one in named}


def torchs(raised: Raised) -> str:
    """PyTorch's word for what NumPy, or a Tensor, has under another name."""
    error = raised.error
    for word, other in (("dim", "axis"), ("keepdim", "keepdims")):
        if f"unexpected keyword argument '{word}'" in raised.message:
            return f"`{word}` is PyTorch's word. Here it is `{other}`."
    if not isinstance(error, AttributeError):
        return ""
    word = str(error.name)
    other = WORDS.get(word, word)
    if is_a(error.obj, np.ndarray, Tensor) and hasattr(type(error.obj), other):
        return f"`{word}` is PyTorch's word. Here it is `{other}`."
    if (error.obj is np or is_a(error.obj, np.ndarray)) and callable(getattr(np, other, None)):
        return f"NumPy has np.{other} for it."
    return ""
