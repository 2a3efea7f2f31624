"""Folds a graph that is too large to read: the operations of a layer become one node."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from graphlib import TopologicalSorter

from minigrad.draw.graph import Edge, Node

MOST = 60  # nodes that a reader can follow
AT_LAST = 150  # nodes that are still better than a single one


def folded(nodes: list[Node]) -> list[Node]:
    """The graph, with as much of it folded as it takes to be readable.

    A parameter called `body.0.weight` is of the layer `body.0`; if that leaves too many nodes, of
    `body`; and at last all operations are one node.
    """
    if len(nodes) <= MOST:
        return nodes
    deep = max((node.name.count(".") for node in nodes if node.kind == "leaf"), default=0)
    by_layer = [_contracted(nodes, *_by_layer(nodes, d)) for d in range(deep, 0, -1)]
    small = [found for found in by_layer if len(found) <= MOST]
    if small:
        return small[0]
    small = [found for found in [nodes, *by_layer] if len(found) <= AT_LAST]
    if small:
        return min(small, key=len)
    found = _contracted(nodes, _all_in_one(nodes, with_leaves=False), [""])
    if len(found) <= MOST:
        return found
    return _contracted(nodes, _all_in_one(nodes, with_leaves=True), [""])


def _by_layer(nodes: Sequence[Node], depth: int) -> tuple[list[int], list[str]]:
    """To which layer each node belongs (-1: none), and the layers' names.

    An operation is of the latest layer that it depends on. So no path leaves a layer and comes
    back, and folding makes no cycle. Layers farther from the result come first.
    """
    far = [0] * len(nodes)
    for i in reversed(range(len(nodes))):
        for edge in nodes[i].edges:
            far[edge.parent] = max(far[edge.parent], far[i] + 1)
    starts: dict[str, int] = {}
    for node, distance in zip(nodes, far, strict=True):
        if layer := _layer(node, depth):
            starts[layer] = max(starts.get(layer, 0), distance)
    layers = sorted(starts, key=lambda layer: -starts[layer])
    rank = {layer: i for i, layer in enumerate(layers)} | {"": -1}
    groups: list[int] = []
    for node in nodes:
        groups.append(max([rank[_layer(node, depth)], *(groups[e.parent] for e in node.edges)]))
    return groups, layers


def _layer(node: Node, depth: int) -> str:
    if node.kind != "leaf" or "." not in node.name:
        return ""
    return ".".join(node.name.split(".")[:-1][:depth])


def _all_in_one(nodes: Sequence[Node], with_leaves: bool) -> list[int]:
    return [0 if with_leaves or node.kind == "operation" else -1 for node in nodes]


def _contracted(nodes: Sequence[Node], groups: list[int], names: Sequence[str]) -> list[Node]:
    """The graph with each group as one node; -1 is no group."""
    users: list[set[int]] = [set() for _ in nodes]
    for i, node in enumerate(nodes):
        for edge in node.edges:
            users[edge.parent].add(i)
    # By group; a node of none is its own.
    keys = [group if group >= 0 else len(names) + i for i, group in enumerate(groups)]
    for i, node in enumerate(nodes):  # a number that only one layer uses is part of it
        of = {keys[user] for user in users[i]}
        of = {key for key in of if len(of) == 1 and key < len(names)}
        if of and node.kind == "constant" and node.shape == ():
            keys[i] = of.pop()
    members: dict[int, list[int]] = defaultdict(list)
    before: dict[int, set[int]] = defaultdict(set)
    for i, key in enumerate(keys):
        members[key].append(i)
        before[key] |= {keys[edge.parent] for edge in nodes[i].edges} - {key}
    order = list(TopologicalSorter(before).static_order())
    place = {key: new for new, key in enumerate(order)}
    found = []
    for key in order:
        inside = members[key]
        edges = [
            Edge(place[keys[edge.parent]], edge.part if len(inside) == 1 else None)
            for i in inside
            for edge in nodes[i].edges
            if keys[edge.parent] != key
        ]
        if len(inside) == 1:
            found.append(replace(nodes[inside[0]], edges=edges))
            continue
        ends = [i for i in inside if not users[i] or any(keys[user] != key for user in users[i])]
        name = names[key] if key < len(names) else ""
        found.append(_one([nodes[i] for i in inside], [nodes[i] for i in ends], edges, name))
    return found


def _one(nodes: Sequence[Node], ends: Sequence[Node], edges: Sequence[Edge], layer: str) -> Node:
    """Some nodes as one, with the numbers of their end, if they have only one."""
    once = [Edge(parent) for parent in dict.fromkeys(edge.parent for edge in edges)]
    names = [node.name for node in nodes if node.kind == "operation"]
    name = f"layer {layer}" if layer else f"{len(names)} operations"
    end = ends[0] if len(ends) == 1 else Node("", "", None)
    return Node(name, "layer", end.shape, end.value, end.grad, once, _told(names))


def _told(operations: list[str]) -> str:
    """Which operations: `matmul, add, 3 more`."""
    different = list(dict.fromkeys(operations))
    more = [f"{len(different) - 3} more"] if len(different) > 4 else []
    return ", ".join([*different[: 3 if more else 4], *more])
