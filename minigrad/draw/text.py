"""A graph as text, for the terminal."""

from collections.abc import Iterator, Sequence

from minigrad.draw import flows
from minigrad.draw.graph import Flow, Node
from minigrad.draw.words import cut, shown

HERE = "<- the first difference"
ROW = 40  # characters of an array


def text(nodes: Sequence[Node]) -> str:
    """Every node, those that it was made from before it: its parents, its value, its gradient."""
    names = _names(nodes)
    lines: list[str] = []
    for node, name in zip(nodes, names, strict=True):
        of = ", ".join(names[edge.parent] for edge in node.edges)
        told = f"  {cut(node.detail, ROW)}" if node.detail else ""
        lines.append(f"{name}{f' of {of}' if of else ''}  {shown(node.shape)}{told}")
        lines += _flow("value", node.value)
        lines += _flow("gradient", node.grad)
        for edge in node.edges:
            lines += _flow(f"{names[edge.parent]} gets", edge.part)
    return "\n".join(lines)


def _names(nodes: Sequence[Node]) -> list[str]:
    """The nodes' names, with a number where two would have the same."""
    plain = [cut(node.name, ROW) for node in nodes]
    found: list[str] = []
    for name in plain:
        count = sum(one == name or one.startswith(f"{name}#") for one in found)
        found.append(f"{name}#{count + 1}" if plain.count(name) > 1 else name)
    return found


def _flow(what: str, flow: Flow | None) -> Iterator[str]:
    if flow:
        lines = flows.lines(flow, ROW)
        lines[0] += f"  {HERE}" if flow.state == "first" else ""
        yield from (f"    {'' if i else what:9} {line}" for i, line in enumerate(lines))
