"""Folds a graph that is too large to read: the operations of a layer become one node."""

from collections.abc import Sequence
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
    """The graph with each group as one node."""
    groups = list(groups)
    users: list[set[int]] = [set() for _ in nodes]
    for i, node in enumerate(nodes):
        for edge in node.edges:
            users[edge.parent].add(i)
    for i, node in enumerate(nodes):  # a number that only one layer uses is part of it
        of = {groups[user] for user in users[i]}
        if node.kind == "constant" and node.shape == () and len(of) == 1:
            groups[i] = of.pop()
    members: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group if group >= 0 else len(names) + i, []).append(i)
    key_of = {i: key for key, inside in members.items() for i in inside}
    before = {
        key: {key_of[edge.parent] for i in inside for edge in nodes[i].edges} - {key}
        for key, inside in members.items()
    }
    kept = [members[key] for key in TopologicalSorter(before).static_order()]
    place = {i: new for new, inside in enumerate(kept) for i in inside}
    found = []
    for new, inside in enumerate(kept):
        node = nodes[inside[-1]]
        if len(inside) == 1:
            edges = [Edge(place[edge.parent], edge.part) for edge in node.edges]
            found.append(Node(**vars(node) | {"edges": edges}))
            continue
        parents = [place[edge.parent] for i in inside for edge in nodes[i].edges]
        exits = [i for i in inside if not users[i] or any(place[u] != new for u in users[i])]
        out = nodes[exits[0]] if len(exits) == 1 else Node("", "", ())
        edges = [Edge(parent) for parent in dict.fromkeys(parents) if parent != new]
        layer = names[groups[inside[0]]]
        count = sum(nodes[i].kind == "operation" for i in inside)
        told = _told([nodes[i].name for i in inside if nodes[i].kind == "operation"])
        name = f"layer {layer}" if layer else f"{count} operations"
        found.append(Node(name, "layer", out.shape, out.value, out.grad, edges, told))
    return found


def _told(operations: list[str]) -> str:
    """Which operations: `matmul, add, 3 more`."""
    different = list(dict.fromkeys(operations))
    more = [f"{len(different) - 3} more"] if len(different) > 4 else []
    return ", ".join([*different[: 3 if more else 4], *more])
