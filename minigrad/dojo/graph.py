"""The graph of a case: the learner's numbers beside PyTorch's, and where they part first."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from minigrad import kata
from minigrad.draw import Drawing, drawing_of
from minigrad.draw.graph import Edge, Flow, Node
from minigrad.judging.cases import SECONDS, Case, pack_case, unpack
from minigrad.judging.compare import same
from minigrad.judging.judge import Judgement, Result
from minigrad.judging.run_case import Answer
from minigrad.judging.supervisor import replies

MOST = 500  # nodes and edges of a reply
KINDS = ("leaf", "constant", "operation", "layer")
TRIED = 5  # cases


@dataclass
class Graph:
    """What a worker replied: the nodes, and the place of each in the case; empty if nothing."""

    nodes: list[Node] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    whole: bool = False  # whether the case came to its end, or to the way back

    def by_place(self) -> dict[str, Node]:
        return {place: node for place, node in zip(self.places, self.nodes, strict=True) if place}


def drawing(judgement: Judgement) -> Drawing | None:
    """The graph of the case that a kata is best seen in; None where there is none to draw."""
    found = drawn(judgement)
    return found and found[1]


def drawn(judgement: Judgement) -> tuple[Result, Drawing] | None:
    """The case that is drawn, too: the first that fails, or the one that shows the kata best."""
    failing = judgement.first_failing
    results = [failing] if failing else sorted(judgement.results, key=_interest)[:TRIED]
    for result in results:
        if picture := drawing_of_case(judgement.path, result):
            return result, picture
    return None


def _interest(result: Result) -> tuple[bool, bool, int, int]:
    """What makes a case worth seeing, the least first: plain numbers, an input that is used twice,
    two operations, few numbers."""
    case = result.case
    arrays = [given.values for given in case.inputs.values()]
    nodes = list(ast.walk(ast.parse(case.code)))
    names = [node.id for node in nodes if isinstance(node, ast.Name)]
    count = sum(isinstance(node, ast.Call | ast.BinOp) for node in nodes)
    twice = any(names.count(name) > 1 for name in case.inputs)
    plain = all(array.size > 1 and np.all(np.abs(array) < 10) for array in arrays)
    return case.refused or not plain, not twice, abs(count - 2), sum(a.size for a in arrays)


def drawing_of_case(path: Path, result: Result) -> Drawing | None:
    """The graph of one case, on a learner's kata; where that makes none, on the reference."""
    case = result.case
    yours = reply_of(path, case)
    theirs = Graph() if result.theirs is None else reply_of(kata.SOLUTIONS / path.name, case)
    base = yours if yours.whole else theirs
    if not base.whole:
        return None
    nodes = _compared(base, yours, theirs, result.theirs or {})
    return drawing_of(nodes, f"The graph of {case.code}")


def _compared(base: Graph, yours: Graph, theirs: Graph, answers: Answer) -> list[Node]:
    """The nodes of a graph, with the numbers of both sides, and the first that differ marked."""
    if not theirs.nodes:
        return base.nodes  # PyTorch raises here: there is nothing to compare with
    mine, other = yours.by_place(), theirs.by_place()
    found: list[Node] = []
    for node, place in zip(base.nodes, base.places, strict=True):
        if place in other:
            a, b = mine.get(place), other[place]
            kind, _, name = place.partition(" ")
            value = _answer(answers, {"out": "output"}.get(kind, name), b.value)
            grad = b.grad
            if kind == "out":
                grad = _answer(answers, "upstream gradient", grad)
            if kind == "leaf":
                grad = _answer(answers, f"{name}.grad", grad)
                grad = _answer(answers, f"gradient of {name}", grad)
            node = replace(
                node,
                value=_beside(a.value if a else None, value),
                grad=_beside(a.grad if a else None, grad),
                edges=_edges(base, theirs, node, b) if a else [Edge(e.parent) for e in b.edges],
            )
        found.append(node)
    for flow in _in_time(found):
        if flow.state == "differs":
            flow.state = "first"
            break
    return found


def _answer(answers: Answer, label: str, flow: Flow | None) -> Flow | None:
    """PyTorch's answer where there is one, else what the reference gave."""
    if label in answers:
        return Flow(answers[label], whose="PyTorch's")
    return flow


def _beside(mine: Flow | None, other: Flow | None) -> Flow | None:
    a, b = mine.array if mine else None, other.array if other else None
    if a is None and b is None:
        return None
    whose = (other and other.whose) or "the reference's"
    return Flow(a, b, whose, "same" if same(a, b) else "differs")


def _edges(base: Graph, theirs: Graph, node: Node, match: Node) -> list[Edge]:
    """A node's edges, each part beside the reference's, where that has the same edge."""
    if len(match.edges) != len(node.edges):
        return node.edges
    found = []
    for edge, its in zip(node.edges, match.edges, strict=True):
        same_parent = base.places[edge.parent] == theirs.places[its.parent] != ""
        beside = same_parent and edge.part and its.part
        found.append(Edge(edge.parent, _beside(edge.part, its.part) if beside else edge.part))
    return found


def _in_time(nodes: list[Node]) -> Iterator[Flow]:
    """All that flows, in the order in which it is computed: values forward, then gradients back."""
    flows = [node.value for node in nodes]
    for node in reversed(nodes):
        flows += [node.grad, *(edge.part for edge in node.edges)]
    return (flow for flow in flows if flow)


def reply_of(path: Path, case: Case) -> Graph:
    """What a worker replies to a case on a kata file; nothing where it replies nothing proper."""
    request = {"path": str(path), "case": pack_case(case)}
    for reply in replies("minigrad.dojo.graph_worker", request, SECONDS):
        try:
            return _checked(reply)
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
            break
    return Graph()


def _checked(reply: Mapping[str, Any]) -> Graph:
    """A reply's graph. A learner's code runs in the worker, so anything may come: raises then."""
    nodes = [_node(i, packed) for i, packed in enumerate(reply["nodes"][:MOST])]
    places = [str(packed["place"]) for packed in reply["nodes"][:MOST]]
    if sum(len(node.edges) for node in nodes) > MOST:
        raise ValueError
    return Graph(nodes, places, reply["whole"] is True)


def _node(index: int, packed: Mapping[str, Any]) -> Node:
    value, grad = _flow(packed["value"]), _flow(packed["grad"])
    shape = None if packed["shape"] is None else tuple(map(int, packed["shape"]))
    edges = [Edge(int(parent), _flow(part)) for parent, part in packed["edges"]]
    if packed["kind"] not in KINDS or not all(0 <= edge.parent < index for edge in edges):
        raise ValueError
    return Node(
        str(packed["name"]), packed["kind"], shape, value, grad, edges, str(packed["detail"])
    )


def _flow(packed: Any) -> Flow | None:
    array = unpack(packed)
    if array is not None and array.dtype != np.float64:
        raise ValueError
    return None if array is None else Flow(array)
