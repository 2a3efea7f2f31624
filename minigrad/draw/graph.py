"""A graph as data: what there is to draw, wherever it came from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from minigrad.tensor import Tensor

FORWARD, BACK = "→", "←"


@dataclass
class Flow:
    """What flows along an edge: a value forward, or a gradient back.

    array: the numbers; None where nothing came
    other: the numbers to show beside it
    whose: they are
    state: "same" as the other or "differs", and "first" where they part first; empty where there
        is nothing to compare with
    """

    array: np.ndarray | None
    other: np.ndarray | None = None
    whose: str = ""
    state: str = ""


@dataclass
class Edge:
    """From a node's parent, by its index; `part` is what the node adds to the parent's gradient,
    shown where others add to it, too."""

    parent: int
    part: Flow | None = None


@dataclass
class Node:
    """An operation, a leaf, or operations that are drawn as one.

    name: in the picture
    kind: "leaf" (needs a gradient), "constant" (needs none), "operation" or "layer"
    shape: of its value, if it has one
    edges: from its parents, in order, repeats kept
    detail: a line below the name
    """

    name: str
    kind: str
    shape: tuple[int, ...] | None
    value: Flow | None = None
    grad: Flow | None = None
    edges: list[Edge] = field(default_factory=list)
    detail: str = ""


def in_order(*roots: Tensor) -> list[Tensor]:
    """Every tensor of a graph once, parents first. Without recursion: a graph may be deep."""
    order: dict[int, Tensor] = {}
    seen: set[int] = set()
    stack = [*reversed(roots)]
    while stack:
        tensor = stack[-1]
        if id(tensor) in seen:
            order.setdefault(id(tensor), tensor)
            stack.pop()
        else:
            seen.add(id(tensor))
            stack += [parent for parent in reversed(tensor._prev) if id(parent) not in seen]
    return list(order.values())


def nodes_of(tensors: list[Tensor], names: Mapping[int, str]) -> list[Node]:
    """The nodes of a graph; `names` has the names of tensors, by id."""
    place = {id(tensor): i for i, tensor in enumerate(tensors)}
    nodes = []
    for tensor in tensors:
        kind = "operation" if tensor._prev else "leaf" if tensor.requires_grad else "constant"
        name = names.get(id(tensor), "") if not tensor._prev else ""
        grad = None if tensor.grad is None else Flow(tensor.grad)
        edges = [Edge(place[id(parent)]) for parent in tensor._prev]
        shown = str(name or tensor._op or kind)
        nodes.append(Node(shown, kind, tensor.shape, Flow(tensor.data), grad, edges))
    return nodes


def add_parts(tensors: list[Tensor], nodes: list[Node]) -> None:
    """Where several gradients add up, say on each edge which part it brought."""
    uses = Counter(edge.parent for node in nodes for edge in node.edges)
    for tensor, node in zip(tensors, nodes, strict=True):
        shared = [i for i, edge in enumerate(node.edges) if uses[edge.parent] > 1]
        if shared and tensor.grad is not None:
            with np.errstate(all="ignore"):
                parts = tensor.vjp(tensor.grad)
            for i in shared:
                if (part := parts[i]) is not None:
                    node.edges[i].part = Flow(part)
