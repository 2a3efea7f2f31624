"""A graph as SVG: a box for each node, a line for each edge, and beside it the numbers.

The value stands above the line and the gradient below it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from minigrad.draw import flows
from minigrad.draw.graph import BACK, FORWARD, Edge, Flow, Node
from minigrad.draw.layout import Box, place
from minigrad.draw.style import style
from minigrad.draw.words import cells, cut, full, shown

CHARACTER, LINE = 7.9, 17.0  # the place that a character takes
PAD, MARGIN, GAP = 10.0, 16.0, 5.0
PORTS = 11.0  # between edges that enter one box
NAME = 28  # characters of a name
FEW, SMALL = 30, 3  # with more nodes than this, only arrays of so few elements are written out
ROUND = {"leaf": 16, "constant": 16, "layer": 2}


class _Label:
    """The numbers beside a line: values above it, gradients below it."""

    def __init__(self, value: Flow | None, grad: Flow | None, heading: str = ""):
        self.value, self.grad = value, grad
        self.above = flows.rows(value, FORWARD) if value else []
        self.below = flows.rows(grad, " " if heading else BACK) if grad else []
        if grad and heading:
            self.below.insert(0, (f"{BACK} {heading}", "mine"))
        self.width = _width(self.above + self.below)
        self.up, self.down = (_height(rows) for rows in (self.above, self.below))

    def drawn(self, x: float, y: float) -> Iterator[str]:
        if self.value:
            yield from _written(self.value, self.above, x, y - GAP - LINE * len(self.above))
        if self.grad:
            yield from _written(self.grad, self.below, x, y + GAP, "gradient")


class _Unit:
    """A node's box, and the line that leaves it, with its numbers."""

    def __init__(self, node: Node, told: str, is_result: bool):
        self.node, self.told, self.is_result = node, told, is_result
        self.rows = [(cut(node.name, NAME), "name")]
        self.rows += [(cut(node.detail, NAME), "dim")] if node.detail else []
        self.rows += [(shown(node.shape), "dim")] if node.shape is not None else []
        self.label = _Label(node.value, node.grad, "upstream gradient" * is_result)
        count = len(node.edges)
        self.head = _width(self.rows) + 2 * PAD
        self.high = max(len(self.rows) * LINE + 12, count * PORTS + 8)
        self.box = Box(
            self.head + self.label.width + 2 * PAD,
            max(self.high / 2, self.label.up),
            max(self.high / 2, self.label.down),
            self.head,
            [(i - (count - 1) / 2) * PORTS for i in range(count)],
        )

    def drawn(self) -> Iterator[str]:
        x, y = self.box.x, self.box.y
        top = y - self.high / 2
        yield f'<g class="node {self.node.kind}">'
        yield f"<title>{_safe(self.told)}</title>"
        yield (
            f'<rect class="box" x="{x:.1f}" y="{top:.1f}" width="{self.head:.1f}" '
            f'height="{self.high:.1f}" rx="{ROUND.get(self.node.kind, 6)}"/>'
        )
        first = y - len(self.rows) * LINE / 2
        for i, (text, kind) in enumerate(self.rows):
            yield _text(text, x + self.head / 2, first + i * LINE, f"{kind} middle")
        if self.is_result:
            end = x + self.box.width
            yield f'<path class="edge" d="M{x + self.head:.1f} {y:.1f}H{end:.1f}"/>'
            yield _arrow(end, y)
            if self.node.grad:
                yield _arrow(x + self.head + 2, y, back=True)
        yield from self.label.drawn(x + self.head + PAD, y)
        yield "</g>"


def svg(nodes: Sequence[Node], title: str, description: str) -> str:
    """The picture of a graph."""
    told = [_told(node) for node in nodes]
    is_large = len(nodes) > FEW
    if is_large:
        nodes = [_brief(node) for node in nodes]
    used = {edge.parent for node in nodes for edge in node.edges}
    units = [
        _Unit(node, told[i], bool(node.edges) and i not in used) for i, node in enumerate(nodes)
    ]
    boxes = [unit.box for unit in units]
    links: list[tuple[int, int]] = []
    parts: list[tuple[_Label, Box]] = []
    for i, node in enumerate(nodes):
        for edge in node.edges:
            steps = [edge.parent, i]
            if edge.part:  # its numbers have a place of their own, on the way
                label = _Label(None, edge.part)
                boxes.append(Box(label.width, 4.0, label.down))
                parts.append((label, boxes[-1]))
                steps.insert(1, len(boxes) - 1)
            links += zip(steps, steps[1:], strict=False)
    ways = place(boxes, links)
    seen: dict[int, int] = {}
    pieces: list[str] = []
    for way, (_, end) in zip(ways, links, strict=True):
        port = boxes[end].ports[seen.get(end, 0)]
        seen[end] = seen.get(end, 0) + 1
        pieces += _edge(way, port, end < len(nodes))
    pieces += [piece for unit in units for piece in unit.drawn()]
    pieces += [piece for label, box in parts for piece in label.drawn(box.x, box.y)]
    legend = _legend(nodes) + "   (point at a box: its numbers)" * is_large
    width = max(*(box.x + box.width for box in boxes), _width([(legend, "")]))
    height = max(box.y + box.down for box in [*boxes, *(box for way in ways for box in way)]) + 12
    pieces.append(_text(legend, 0, height, "dim"))
    return _page(pieces, width, height + LINE, title, description)


def _page(pieces: Sequence[str], width: float, height: float, title: str, told: str) -> str:
    w, h = round(width + 2 * MARGIN), round(height + 2 * MARGIN)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="minigrad-graph" role="img" '
            f'width="{w}" height="{h}" viewBox="{-MARGIN:g} {-MARGIN:g} {w} {h}">',
            f"<title>{_safe(title)}</title>",
            f"<desc>{_safe(told)}</desc>",
            f"<style>{style()}</style>",
            f'<rect class="paper" x="{1 - MARGIN:g}" y="{1 - MARGIN:g}" width="{w - 2}" '
            f'height="{h - 2}" rx="8"/>',
            *pieces,
            "</svg>",
        ]
    )


def _edge(way: Sequence[Box], port: float, arrow: bool) -> Iterator[str]:
    """The line from a box to another, straight through the columns and curved between them."""
    start, *between, end = way
    path = f"M{start.x + start.head:.1f} {start.y:.1f}H{start.end:.1f}"
    x, y = start.end, start.y
    for box in [*between, end]:
        height = box.y + (port if box is end else 0)
        middle = (x + box.x) / 2
        path += f"C{middle:.1f} {y:.1f} {middle:.1f} {height:.1f} {box.x:.1f} {height:.1f}"
        x, y = box.end, height
        path += f"H{x:.1f}" if box is not end else ""
    yield f'<path class="edge" d="{path}"/>'
    if arrow:
        yield _arrow(end.x, y)


def _arrow(x: float, y: float, back: bool = False) -> str:
    """An arrow's head with its tip at a point."""
    tail = 8 if back else -8
    kind = "head back" if back else "head"
    return f'<path class="{kind}" d="M{x:.1f} {y:.1f}l{tail} -4v8z"/>'


def _written(
    flow: Flow, rows: Sequence[flows.Row], x: float, top: float, kind: str = "value"
) -> Iterator[str]:
    yield f'<g class="{kind}">'
    if flow.array is not None:
        yield f"<title>{_safe(full(flow.array))}</title>"
    if flow.state == "first":
        yield (
            f'<rect class="mark" x="{x - 4:.1f}" y="{top - 1:.1f}" '
            f'width="{_width(rows) + 8:.1f}" height="{len(rows) * LINE + 3:.1f}" rx="4"/>'
        )
    for i, (text, what) in enumerate(rows):
        yield _text(text, x, top + i * LINE, f"{kind} {what}")
    yield "</g>"


def _text(text: str, x: float, top: float, kind: str) -> str:
    """A row of text below a height."""
    y = top + 0.76 * LINE
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" xml:space="preserve">{_safe(text)}</text>'


def _width(rows: Sequence[tuple[str, str]]) -> float:
    return max((cells(text) for text, _ in rows), default=0) * CHARACTER


def _height(rows: Sequence[flows.Row]) -> float:
    return len(rows) * LINE + 2 * GAP if rows else 0.0


def _safe(text: str) -> str:
    """A text as XML can hold it."""
    return escape("".join(c if c.isprintable() or c == "\n" else "?" for c in text))


def _told(node: Node) -> str:
    """What a box says when one points at it."""
    flows = {"value": node.value, "gradient": node.grad}
    arrays = [f"{k}:\n{full(f.array)}" for k, f in flows.items() if f and f.array is not None]
    return "\n".join([f"{node.name} {shown(node.shape)}", node.detail, *arrays])


def _brief(node: Node) -> Node:
    """A node of a large graph, without what would make the picture too wide."""
    edges = [Edge(edge.parent, _small(edge.part)) for edge in node.edges]
    value, grad = _small(node.value), _small(node.grad)
    return replace(node, value=value, grad=grad, edges=edges, detail="")


def _small(flow: Flow | None) -> Flow | None:
    if flow is None or flow.array is None or flow.state in ("differs", "first"):
        return flow
    return flow if flow.array.size <= SMALL else None


def _legend(nodes: Sequence[Node]) -> str:
    """What the signs mean that are in the picture."""
    all_flows = [flow for node in nodes for flow in (node.value, node.grad)]
    parts = [edge.part for node in nodes for edge in node.edges]
    states = {flow.state for flow in [*all_flows, *parts] if flow}
    said = [f"{FORWARD} value"]
    said += [f"{BACK} gradient"] if any(node.grad for node in nodes) else []
    said += [f"{flows.SAME} the same as PyTorch's"] if "same" in states else []
    said += [f"{flows.DIFFERS} differs"] if states & {"differs", "first"} else []
    return "   ".join(said)
