"""Advice on what a kata defines as a whole, also where none of its lines raised."""

import ast
import inspect
import traceback
import types

import numpy as np

from minigrad import nn
from minigrad.judging.places import is_a
from minigrad.judging.raised import Raised
from minigrad.judging.stubs import bare


def no_return(raised: Raised) -> str:
    asks = "must return a tuple" in raised.message and "not None" in raised.message
    return "Is there a `return` in your vjp?" if asks else ""


def layer(raised: Raised) -> str:
    """A layer that gives an array, or whose `weight` is a local name, or an array."""
    error = raised.error
    if raised.name != "Linear" or not isinstance(error, AttributeError):
        return ""
    if hasattr(nn.Module, error.name or "") and not is_a(error.obj, nn.Module):
        return "Write `class Linear(Module):`, and it has what every Module has."
    init = inspect.getattr_static(type(error.obj), "__init__", None)
    code = init.__code__ if isinstance(init, types.FunctionType) else None
    if code and error.name in code.co_varnames[code.co_argcount + code.co_kwonlyargcount :]:
        return f"`{error.name}` is a local name in __init__. Write `self.{error.name}`."
    if is_a(error.obj, np.ndarray, np.generic) and error.name in ("backward", "requires_grad"):
        return "forward gave an array. Compute with Tensors."
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    seen = [value for frame in frames for value in frame.f_locals.values()]
    layers = [value for value in seen if is_a(value, nn.Module)]
    for name in ("weight", "bias") if "ndarray" in raised.message else ():
        if any(is_a(inspect.getattr_static(one, name, None), np.ndarray) for one in layers):
            return f"self.{name} must be a Tensor that needs a gradient."
    return ""


def pairs(raised: Raised) -> str:
    """What `named_parameters` gives, where it is not pairs."""
    if raised.name != "named_parameters":
        return ""
    nodes = list(ast.walk(ast.parse(raised.path.read_bytes())))
    for node in nodes:
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Call) and not raised.places:
            if ast.unparse(node.value.func).endswith(".named_parameters"):
                return "Use `yield from`."
    returned = {ast.unparse(n.value) for n in nodes if isinstance(n, ast.Return) and n.value}
    for node in nodes:
        if isinstance(node, ast.Assign) and ast.unparse(node.value) in ("{}", "dict()"):
            if (name := ast.unparse(node.targets[0])) in returned and "unpack" in raised.message:
                return f"Return pairs, as of `{name}.items()`."
    if "unpack" in raised.message and not raised.places:
        return "Return pairs of a name and a Tensor."
    return "In each pair, the name comes first." if "holds a Tensor" in raised.message else ""


def signature(raised: Raised) -> str:
    """A definition that takes other arguments than its stub does."""
    if not (isinstance(raised.error, TypeError) and raised.reference):
        return ""
    stub = ast.parse(bare(raised.path.stem))
    yours = _functions(ast.parse(raised.path.read_bytes()))
    for name, function in _functions(stub).items():
        if name not in yours:
            continue
        own, asked = yours[name].args, function.args
        calls = f"{name}() " in raised.message and ast.unparse(own) != ast.unparse(asked)
        if calls or _form(own) != _form(asked):
            return f"The stub's signature is `{name}({ast.unparse(asked)})`."
    return ""


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """By name; of those of one name the outermost."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {node.name: node for node in reversed(found)}


def _form(arguments: ast.arguments) -> tuple[int, bool]:
    """How many arguments must be given, and whether any number may be."""
    return len(arguments.args) - len(arguments.defaults), arguments.vararg is not None
