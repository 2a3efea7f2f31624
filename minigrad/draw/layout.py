"""Where everything stands: boxes in columns, from the leaves on the left to the result.

igraph's layout of layered graphs (Sugiyama's) says which box stands above which, so that few edges
cross. The places then follow from the boxes' sizes: none overlap.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

ACROSS, APART = 40.0, 16.0  # between columns; between boxes of one column
SWEEPS = 24  # after which boxes hardly move
NEEDS_IGRAPH = (
    "Drawing a graph needs the package igraph. This installs it: python -m pip install igraph"
)


@dataclass
class Box:
    """A box on a line, which enters it at the left and leaves it at the right.

    up, down: what it needs above the line, and below it
    head: the width of what hides the line
    ports: the heights at which edges enter, as seen from the line
    x, y: where the line enters
    end: where its column ends
    """

    width: float
    up: float
    down: float
    head: float = 0.0
    ports: Sequence[float] = (0.0,)
    x: float = 0.0
    y: float = 0.0
    end: float = 0.0


def place(boxes: list[Box], edges: Sequence[tuple[int, int]]) -> list[list[Box]]:
    """Give every box its place. Gives for each edge the boxes on its way, thin ones where it
    crosses a column.

    edges: pairs of boxes, for each box in the order of its ports
    """
    column = _columns(len(boxes), edges)
    ways = []
    ports: Counter[int] = Counter()
    links: list[tuple[int, int, float]] = []  # from, to, and the port there
    boxes, column = list(boxes), list(column)
    for start, end in edges:
        way = [start]
        for between in range(column[start] + 1, column[end]):
            boxes.append(Box(0.0, 4.0, 4.0))
            column.append(between)
            way.append(len(boxes) - 1)
        port = boxes[end].ports[ports[end]]
        ports[end] += 1
        links += [(a, b, 0.0) for a, b in zip(way, way[1:], strict=False)]
        links.append((way[-1], end, port))
        ways.append([boxes[i] for i in [*way, end]])
    columns = _ordered(len(boxes), column, links)
    _uncross(columns, links)
    x = 0.0
    for inside in columns:
        width = max(boxes[i].width for i in inside)
        for i in inside:
            boxes[i].x, boxes[i].end = x, x + width
        x += width + ACROSS
    _settle(boxes, columns, links)
    return ways


def _columns(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The column of each box: as late as its users allow. `edges` lead to later boxes."""
    users: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count  # parents that come first
    for start, end in edges:
        users[start].append(end)
        waiting[end] += 1
    order = [i for i in range(count) if not waiting[i]]
    for i in order:
        for user in users[i]:
            waiting[user] -= 1
            if not waiting[user]:
                order.append(user)
    far = [0] * count  # steps to the result
    for i in reversed(order):
        far[i] = max((far[user] + 1 for user in users[i]), default=0)
    linked = {i for edge in edges for i in edge}
    last = max(far)
    return [last - far[i] if i in linked else 0 for i in range(count)]


def _ordered(
    count: int, column: Sequence[int], links: Sequence[tuple[int, int, float]]
) -> list[list[int]]:
    """The boxes of each column, from top to bottom."""
    try:
        import igraph  # slow to import, and only drawing needs it
    except ImportError:
        raise ImportError(NEEDS_IGRAPH, name="igraph") from None
    pairs = [(a, b) for a, b, _ in links]
    graph = igraph.Graph(count, pairs, directed=True)
    found = graph.layout_sugiyama(layers=list(column), maxiter=200).coords
    above = [found[i][0] for i in range(count)]
    into: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        into[b].append(a)
    turned = 0  # the first parent is to stand above the second, where there is a choice
    for parents in into.values():
        for a, b in zip(parents, parents[1:], strict=False):
            turned += (above[a] > above[b]) - (above[a] < above[b])
    sign = -1 if turned > 0 else 1
    columns: dict[int, list[int]] = defaultdict(list)
    for i in sorted(range(count), key=lambda i: (sign * above[i], i)):
        columns[column[i]].append(i)
    return [columns[i] for i in sorted(columns)]


def _uncross(columns: list[list[int]], links: Sequence[tuple[int, int, float]]) -> None:
    """Swap neighbours of a column as long as fewer edges cross: igraph knows of no ports."""
    at = {i: index for inside in columns for index, i in enumerate(inside)}
    sides: tuple[dict[int, list], dict[int, list]] = defaultdict(list), defaultdict(list)
    for a, b, port in links:
        sides[0][b].append((a, 0.0))
        sides[1][a].append((b, port))

    def crossings(upper: int, lower: int) -> int:
        ends = ([[(at[j], port) for j, port in side[i]] for i in (upper, lower)] for side in sides)
        return sum(a > b for above, below in ends for a in above for b in below)

    better = True
    while better:
        better = False
        for inside in columns:
            for index in range(len(inside) - 1):
                upper, lower = inside[index : index + 2]
                if crossings(upper, lower) > crossings(lower, upper):
                    inside[index : index + 2] = lower, upper
                    at[lower], at[upper] = index, index + 1
                    better = True


def _settle(
    boxes: list[Box], columns: list[list[int]], links: Sequence[tuple[int, int, float]]
) -> None:
    """Give every box its height: as near to its neighbours as the others of its column allow."""
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for a, b, port in links:
        near[a].append((b, port))
        near[b].append((a, -port))
    for inside in columns:
        _stack([boxes[i] for i in inside], [0.0] * len(inside))
    for sweep in range(SWEEPS):
        for inside in columns if sweep % 2 else columns[::-1]:
            wanted = [
                sum(boxes[j].y + shift for j, shift in near[i]) / len(near[i]) if near[i] else 0.0
                for i in inside
            ]
            _stack([boxes[i] for i in inside], wanted)
    top = min(box.y - box.up for box in boxes)
    for box in boxes:
        box.y -= top


def _stack(boxes: Sequence[Box], wanted: Sequence[float]) -> None:
    """Put boxes below each other, as near to the wanted heights as fits, by least squares.

    Boxes that would overlap form a block, which stands where they want to be on average.
    """
    shifts = [0.0]
    for above, below in zip(boxes, boxes[1:], strict=False):
        shifts.append(shifts[-1] + above.down + APART + below.up)
    blocks: list[tuple[float, int]] = []  # the sum of what its boxes want, and their number
    for want, shift in zip(wanted, shifts, strict=True):
        total, count = want - shift, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            total, count = total + blocks[-1][0], count + blocks[-1][1]
            blocks.pop()
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    for box, start, shift in zip(boxes, starts, shifts, strict=True):
        box.y = start + shift
