"""Runs a case and notes what each of its operations gives: its graph, and where in the case each
node is made.

Runs in a worker, for an operation may be a learner's.
"""

import ast
import contextlib
from collections import Counter
from typing import Any

import numpy as np

from minigrad import nn
from minigrad.draw.fold import folded
from minigrad.draw.graph import Edge, Flow, Node, add_parts, in_order, nodes_of
from minigrad.judging.cases import Case, Input, upstream
from minigrad.judging.run_case import MINIGRAD
from minigrad.tensor import Tensor, WrongShape

NOTE, OUT = "_note", "_out"  # names that a case does not use
NOTED = 10_000  # tensors


class Noting(ast.NodeTransformer):
    """Has every operation of a case noted: `_note(3, x + y)` for `x + y`."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def visit(self, node: ast.AST) -> Any:
        operation = isinstance(node, ast.Call | ast.BinOp | ast.UnaryOp)
        text = ast.unparse(node) if operation else ""
        node = self.generic_visit(node)
        if not isinstance(node, ast.expr) or not text:
            return node
        self.texts.append(text)
        call = ast.Call(ast.Name(NOTE, ast.Load()), [ast.Constant(len(self.texts) - 1), node], [])
        return ast.copy_location(call, node)


class Run:
    """A case as it runs: its names, and the tensors that its operations gave, each with its
    place."""

    def __init__(self, case: Case, name: str):
        self.case, self.name = case, name
        self.inputs = {name: MINIGRAD.input(given) for name, given in case.inputs.items()}
        self.scope: dict[str, Any] = MINIGRAD.names() | self.inputs | {NOTE: self.note}
        self.noted: dict[int, tuple[Tensor, str, str]] = {}  # by id: tensor, place, text
        self.times: Counter[int] = Counter()
        self.noting = Noting()
        self.error: BaseException | None = None  # that ended it

    def note(self, index: int, value: Any) -> Any:
        if isinstance(value, Tensor) and len(self.noted) < NOTED:
            self.times[index] += 1
            place = f"{index}.{self.times[index]}"
            self.noted.setdefault(id(value), (value, place, self.noting.texts[index]))
        return value

    def go(self) -> None:
        """Run the case, and go back through its graph."""
        code = self.case.code if self.case.results else f"{OUT} = {self.case.code}"
        tree = ast.fix_missing_locations(self.noting.visit(ast.parse(code)))
        exec(compile(tree, "the case", "exec"), self.scope)
        out = self.scope.get(OUT)
        if isinstance(out, Tensor) and out.requires_grad and not self.case.refused:
            out.backward(upstream(self.case.name, out.shape))

    def root(self) -> Tensor | None:
        """What the graph is of: the case's value, or else what went back last, or was made last."""
        if OUT in self.scope:
            return self.scope[OUT] if isinstance(self.scope[OUT], Tensor) else None
        names = self.names()
        made = [tensor for tensor, _, _ in self.noted.values() if tensor._prev]
        used = {id(parent) for tensor in made for parent in tensor._prev}
        ends = [tensor for tensor in made if id(tensor) not in used]
        of_names = [end for end in ends if any(id(one) in names for one in in_order(end))]
        return max(reversed(of_names), key=lambda tensor: tensor.grad is not None, default=None)

    def names(self) -> dict[int, str]:
        """The names of tensors, by id."""
        found: dict[int, str] = {}
        for name, value in self.scope.items():
            if isinstance(value, Tensor):
                found.setdefault(id(value), name)
            elif isinstance(value, nn.Module):
                for parameter, tensor in nn.every_name(value, f"{name}."):
                    found.setdefault(id(tensor), parameter)
        return found

    def step(self) -> tuple[list[Node], list[str]] | None:
        """What there is where no graph is: the inputs, one step, and the results; of numbers."""
        given = self.case.inputs
        if self.error or OUT in self.scope and any(one.kind != "array" for one in given.values()):
            return None
        results = [OUT] if OUT in self.scope else self.case.results
        every = {name: MINIGRAD.values(eval(name, self.scope)) for name in results}
        found = {name: np.asarray(one) for name, one in every.items() if one is not None}
        if not given or not found or not all(map(_is_numeric, found.values())):
            return None
        nodes = [
            Node(name, _kind(one), one.values.shape, Flow(one.values))
            for name, one in given.items()
        ]
        places = [f"given:{name}" for name in given]
        edges = [Edge(i) for i in range(len(nodes))]
        if OUT in found:
            made = Node(self.name, "operation", found[OUT].shape, Flow(found[OUT]), None, edges)
            return [*nodes, made], [*places, "out"]
        step = len(nodes)
        nodes.append(Node(self.name, "operation", None, None, None, edges))
        nodes += [
            Node(name, "constant", one.shape, Flow(one), None, [Edge(step)])
            for name, one in found.items()
        ]
        return nodes, [*places, "", *(f"result {name}" for name in found)]

    def graph(self) -> tuple[list[Node], list[str]]:
        """The nodes, and the place of each: where it is made, or the name that it has."""
        root = self.root()
        if root is None and (step := self.step()):
            return step
        ends = [one for one, _, _ in self.noted.values() if one._prev] if root is None else [root]
        if not self.case.results:  # an input that the answer does not depend on is to be seen
            ends += [one for one in self.inputs.values() if isinstance(one, Tensor)]
        tensors, names = in_order(*ends), self.names()
        nodes = nodes_of(tensors, names)
        places = {id(tensor): place for tensor, place, _ in self.noted.values()}
        for tensor, node in zip(tensors, nodes, strict=True):
            if id(tensor) in self.noted and tensor._prev:
                node.detail = self.noted[id(tensor)][2]
            if isinstance(self.error, WrongShape) and tensor is self.error.parent:
                node.grad = Flow(np.asarray(self.error.gradient))
        with contextlib.suppress(Exception):  # a vjp may raise
            add_parts(tensors, nodes)
        for tensor in tensors:
            if not tensor._prev and id(tensor) in names:
                places[id(tensor)] = f"leaf {names[id(tensor)]}"
        if root is not None:
            places[id(root)] = "out"
        where = [places.get(id(tensor), "") for tensor in tensors]
        small = folded(nodes)
        return (nodes, where) if small is nodes else (small, [""] * len(small))


def _kind(given: Input) -> str:
    return "leaf" if given.kind == "leaf" else "constant"


def _is_numeric(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.floating) and value.dtype == np.float64
