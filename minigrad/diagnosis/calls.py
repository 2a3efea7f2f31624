"""The calls of a kata's operation in a case: its operands and its arguments.

They are read from the case's text. The reference evaluates each operand.
"""

import ast
import dataclasses
import functools
import inspect
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minigrad.judging.cases import Case
from minigrad.judging.run_case import MINIGRAD
from minigrad.kata import name_of, stems
from minigrad.tensor import Tensor

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.USub: "neg",
}
WORDS = {"pow": ("the base", "the exponent")}


KEPT = 5000  # cases whose calls are remembered, for whoever judges many katas by them


@dataclasses.dataclass(frozen=True, eq=False)
class Call:
    """One call of an operation: its operands by their words, its arguments by their names."""

    name: str
    node: ast.AST
    operands: dict[str, Any]
    given: dict[str, Any]
    inputs: dict[str, Any] = dataclasses.field(default_factory=dict)  # of the case

    @property
    def of_two(self) -> bool:
        """Whether it is an operator between two sides."""
        return len(self.operands) == 2 and self.name in OPERATORS.values()

    @property
    def needs(self) -> list[bool]:
        """Which operands need a gradient."""
        return [is_tensor(value) and value.requires_grad for value in self.operands.values()]

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        return [np.shape(values_of(one)) for one in self.operands.values()]


def own_calls(cases: Sequence[Case]) -> list[tuple[Call, ...]]:
    """The calls in each case of the kata that most cases call."""
    katas = {name_of(stem) for stem in stems()}
    calls = [[call for call in _calls(case) if call.name in katas] for case in cases]
    counts = Counter(name for made in calls for name in {call.name for call in made})
    operation = max(sorted(counts), key=lambda name: counts[name], default="")
    return [tuple(call for call in made if call.name == operation) for made in calls]


def roles(cases: Sequence[Case]) -> list[dict[str, str]]:
    """Which operand each input of a case is, if it is one, and is used for nothing else."""
    found = []
    for case, own in zip(cases, own_calls(cases), strict=True):
        told = {}
        if len(own) == 1:
            (call,), used = own, _names(ast.parse(case.code))
            for word, value in call.operands.items():
                for name, made in call.inputs.items():
                    if value is made and used.count(name) == 1:
                        # The words for a function's are its own; a case may call them otherwise.
                        told[name] = word if hasattr(Tensor, call.name) else name
        found.append(told)
    return found


def _names(tree: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


@functools.lru_cache(KEPT)
def _calls(case: Case) -> list[Call]:
    if case.results:
        return []
    inputs = {name: MINIGRAD.input(given) for name, given in case.inputs.items()}
    scope = MINIGRAD.names() | inputs

    def value(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), case.name, "eval"), scope)

    found = []
    for node in ast.walk(ast.parse(case.code, mode="eval")):
        try:
            with np.errstate(all="ignore"):
                call = _call(node, value)
        except Exception:  # what must raise may raise here, too
            continue
        if call:
            found.append(dataclasses.replace(call, inputs=inputs))
    return found


def _call(node: ast.AST, value: Callable[[ast.expr], Any]) -> Call | None:
    if isinstance(node, ast.BinOp):
        name = OPERATORS.get(type(node.op), "")
        sides = [value(node.left), value(node.right)]
        return _operation(name, node, sides) if any(is_tensor(s) for s in sides) else None
    if isinstance(node, ast.UnaryOp) and is_tensor(x := value(node.operand)):
        return _operation(OPERATORS.get(type(node.op), ""), node, [x])
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return Call("transpose", node, {"x": value(node.value)}, {"axes": ()})
    if isinstance(node, ast.Call):
        function = value(node.func)
        arguments = (
            inspect.signature(function)
            .bind(*map(value, node.args), **{k.arg: value(k.value) for k in node.keywords if k.arg})
            .arguments
        )
        if isinstance(node.func, ast.Attribute) and is_tensor(x := value(node.func.value)):
            if node.func.attr in OPERATORS.values():
                return _operation(node.func.attr, node, [x, *arguments.values()])
            return _operation(node.func.attr, node, [x], arguments)
        operands = {k: v for k, v in arguments.items() if is_tensor(v) or isinstance(v, np.ndarray)}
        given = {k: v for k, v in arguments.items() if k not in operands}
        return Call(function.__name__, node, operands, given)
    return None


def _operation(name: str, node: ast.AST, sides: list, given: dict | None = None) -> Call:
    words = WORDS.get(name, ("the left side", "the right side")) if len(sides) == 2 else ("x",)
    return Call(name, node, dict(zip(words, sides, strict=True)), given or {})


def is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor)


def values_of(value: Any) -> np.ndarray:
    return value.data if is_tensor(value) else np.array(value, dtype=np.float64)
