"""Advice where Python's or NumPy's functions were given what they do not take."""

import ast
import re

import numpy as np

from minigrad import Tensor
from minigrad.judging.advice_of_names import numpys
from minigrad.judging.places import is_a, look_up
from minigrad.judging.raised import Raised


def decides(raised: Raised) -> str:
    """In an operation: `if`, `max` or `min` of a whole array."""
    failed = raised.last.failed
    if not (raised.is_operation and raised.message.startswith("The truth value of")):
        return ""
    if isinstance(failed, ast.Call) and (name := ast.unparse(failed.func)) in ("max", "min"):
        return f"`{name}` decides once for the whole array. np.{name}imum decides for each element."
    for node in ast.walk(raised.last.statement):
        refuses = isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise)
        if isinstance(node, ast.If | ast.IfExp) and node.test is failed and not refuses:
            return "`if` decides once for the whole array. np.where decides for each element."
    return ""


def numbers(raised: Raised) -> str:
    """A function of `math`, which takes a number, given an array or a Tensor."""
    place = raised.last
    if not isinstance(place.failed, ast.Call) or not isinstance(raised.error, TypeError):
        return ""
    name = numpys(place)
    return f"math.{name} takes one number. Use np.{name}." if name else ""


def shape(raised: Raised) -> str:
    """`unbroadcast`, given a Tensor in place of its shape."""
    for node in ast.walk(raised.last.statement):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "unbroadcast":
            for one in node.args[1:]:
                if is_a(look_up(raised.last.frame, one), Tensor, np.ndarray):
                    args = ", ".join(map(ast.unparse, node.args[:1]))
                    return f"Give the shape: `unbroadcast({args}, {ast.unparse(one)}.shape)`."
    return ""


def arguments(raised: Raised) -> str:
    """Arguments of NumPy's functions in a wrong place."""
    call = raised.last.failed
    if not (isinstance(call, ast.Call) and isinstance(raised.error, TypeError)):
        return ""
    name = ast.unparse(call.func)
    if name in ("np.reshape", "np.broadcast_to", "np.transpose", "np.zeros", "np.ones"):
        if any(isinstance(one, ast.Starred) for one in call.args):
            args = [one.value if isinstance(one, ast.Starred) else one for one in call.args]
            return f"Give one tuple: `{name}({', '.join(map(ast.unparse, args))})`."
    third = name.startswith("np.")
    if re.match("Cannot interpret '(True|False)' as a data type", raised.message):
        if name.rpartition(".")[2] in ("sum", "mean", "prod") and len(call.args) == 2 + third:
            which, last = "third" if third else "second", ast.unparse(call.args[-1])
            return f"The {which} argument of {name} is dtype. Write `keepdims={last}`."
    return ""
