"""Pictures of graphs: every node once, every edge, the tensors' numbers, nothing overlapping."""

import re
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from minigrad import Tensor, draw, nn
from minigrad.draw.fold import MOST
from minigrad.draw.graph import in_order
from minigrad.draw.style import DARK, LIGHT
from minigrad.draw.svg import CHARACTER, LINE
from minigrad.draw.words import WHOLE, cells

SVG = "{http://www.w3.org/2000/svg}"
STEPS = np.linspace(0, 1, 21)
NUMBER = r"-?(?:\d[\d.]*(?:e[+-]\d+)?|nan|inf)"


def product_and_sum():
    x, y = Tensor(2.0, requires_grad=True), Tensor(3.0, requires_grad=True)
    return x * y + x, {"x": x, "y": y}


def vectors():
    x, y = Tensor([0.5, -1.0], requires_grad=True), Tensor([3.0], requires_grad=True)
    z = (x + y) * x
    return z + z * x, {"x": x, "y": y}


def network():
    net = layers(2)
    return nn.cross_entropy(net(Tensor(np.random.randn(4, 2))), np.array([0, 1, 1, 0])), net


def layers(count):
    np.random.seed(0)
    modules = [nn.Linear(2, 2)]
    for _ in range(count - 1):
        modules += [nn.Tanh(), nn.Linear(2, 2)]
    return nn.Sequential(*modules)


def odd():
    x = Tensor([np.nan, np.inf, -np.inf, 1e300, 0.0], requires_grad=True)
    empty, cube = Tensor(np.zeros((0, 3)), requires_grad=True), Tensor(np.ones((3, 4, 5)), True)
    return x + empty.sum() + 2 * cube.sum(), {"x": x, "<y> & 'co'\x00": empty, "漢字": cube}


def tangled():
    """Some fifty nodes, each of two of those before it."""
    rng = np.random.default_rng(0)
    made = [Tensor(rng.normal(size=2), requires_grad=True) for _ in range(5)]
    while len(made) < 50:
        i, j = rng.integers(max(len(made) - 12, 0), len(made), 2)
        made.append(made[i] + made[j])
    return made[-1], {}


def ladder():
    """An input that every step uses again."""
    x = Tensor([1.0, 2.0], requires_grad=True)
    y = x
    for _ in range(8):
        y = (y + y) * x
    return y, {"x": x}


def alone():
    return Tensor([1.0, 2.0], requires_grad=True), None


GRAPHS = [product_and_sum, vectors, network, odd, tangled, ladder, alone]


@pytest.fixture(params=GRAPHS, ids=lambda make: make.__name__)
def graph(request):
    tensor, params = request.param()
    tensor.backward()
    return tensor, ET.fromstring(draw(tensor, params).svg)


def rects(root, kind):
    return [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
        if kind in rect.get("class").split()
    ]


def texts(root):
    """Every text with its place: left, top, width, height."""
    for text in root.iter(f"{SVG}text"):
        width = cells(text.text or "") * CHARACTER
        x, y = float(text.get("x")), float(text.get("y"))
        x -= width / 2 if "middle" in text.get("class") else 0
        yield text, (x, y - 0.76 * LINE, width, LINE)


def nodes(root):
    return [g for g in root.iter(f"{SVG}g") if g.get("class").startswith("node")]


def points(path):
    """The points of a line: its start, and then for each piece the points that it goes through."""
    x, y = 0.0, 0.0
    for letter, numbers in re.findall(r"([MHC])([^MHC]*)", path.get("d")):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            piece = [tuple(values)]
        elif letter == "H":
            piece = [(x + (values[0] - x) * t, y) for t in STEPS]
        else:
            controls = [(x, y), *zip(values[::2], values[1::2], strict=True)]
            piece = [tuple(np.array(controls).T @ bernstein(t)) for t in STEPS]
        x, y = piece[-1]
        yield from piece


def is_name(text):
    """Whether a text is in a node's box."""
    return "middle" in text.get("class")


def bernstein(t):
    return [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3]


def overlap(a, b):
    return (
        min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) > 0.2
        and min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) > 0.2
    )


def test_every_tensor_is_drawn_once(graph):
    tensor, root = graph
    assert len(nodes(root)) == len(in_order(tensor)) == len(rects(root, "box"))


def test_every_edge_is_drawn(graph):
    """Followed from box to box, the lines are the tensors and their parents, repeats kept."""
    tensor, root = graph
    tensors = in_order(tensor)
    boxes = rects(root, "box")

    def leaves(point):  # the node whose box a line leaves, or whose box it enters
        return next((i for i, b in enumerate(boxes) if on(point, b[0] + b[2], b)), None)

    def enters(point):
        return next((i for i, b in enumerate(boxes) if on(point, b[0], b)), None)

    def on(point, x, box):
        return abs(point[0] - x) < 0.2 and box[1] - 0.2 <= point[1] <= box[1] + box[3] + 0.2

    lines = [list(points(path)) for path in root.iter(f"{SVG}path") if path.get("class") == "edge"]
    starts, ends = [line[0] for line in lines], [line[-1] for line in lines]
    found = []
    for start, end in zip(starts, ends, strict=True):
        if leaves(start) is None:
            continue  # the second half of an edge that has numbers of its own
        while enters(end) is None and end in starts:
            end = ends[starts.index(end)]
        if enters(end) is not None:
            found.append((leaves(start), enters(end)))
    place = {id(one): i for i, one in enumerate(tensors)}
    expected = [(place[id(parent)], i) for i, one in enumerate(tensors) for parent in one._prev]
    assert sorted(found) == sorted(expected)


def test_the_numbers_are_the_tensors(graph):
    tensor, root = graph
    for one, node in zip(in_order(tensor), nodes(root), strict=True):
        for kind, array in (("value", one.data), ("gradient", one.grad)):
            groups = [g for g in node.iter(f"{SVG}g") if g.get("class") == kind]
            assert len(groups) == (array is not None)
            for group in groups:
                assert_shows(group, array)


def assert_shows(group, array):
    """The numbers of a group of texts are an array's; of a large array's, the first and last."""
    rows = [text.text for text in group.iter(f"{SVG}text")]
    numbers = [float(number) for number in re.findall(NUMBER, " ".join(rows))]
    if array.size <= WHOLE and array.ndim < 3:
        assert np.allclose(numbers, array.ravel(), rtol=1e-3, equal_nan=True)
    else:
        assert numbers[0] == pytest.approx(array.flat[0], rel=1e-3)
        assert "…" in rows[-1] or numbers[-1] == pytest.approx(array.flat[-1], rel=1e-3)


@pytest.mark.parametrize("make", [product_and_sum, vectors])
def test_where_gradients_add_up_each_part_is_drawn(make):
    tensor, params = make()
    tensor.backward()
    root = ET.fromstring(draw(tensor, params).svg)
    inside = {g for node in nodes(root) for g in node.iter(f"{SVG}g")}
    parts = [g for g in root.iter(f"{SVG}g") if g.get("class") == "gradient" and g not in inside]
    rows = [text.text or "" for g in parts for text in g.iter(f"{SVG}text")]
    drawn = [float(number) for number in re.findall(NUMBER, " ".join(rows))]
    tensors = in_order(tensor)
    users = {id(p): [one for one in tensors for q in one._prev if q is p] for p in tensors}
    shared = [one for one in tensors if len(users[id(one)]) > 1]
    assert sum(drawn) == pytest.approx(
        sum(one.grad.sum() for one in shared if one.grad is not None), rel=1e-3
    )
    assert len(parts) == sum(len(users[id(one)]) for one in shared)


def test_nothing_overlaps(graph):
    _, root = graph
    boxes = rects(root, "box") + [place for text, place in texts(root) if not is_name(text)]
    for i, a in enumerate(boxes):
        assert not any(overlap(a, b) for b in boxes[i + 1 :])
    for path in root.iter(f"{SVG}path"):
        if path.get("class") == "edge":
            for x, y in points(path):
                for left, top, width, height in boxes:
                    inside = left + 1 < x < left + width - 1 and top + 1 < y < top + height - 1
                    assert not inside


def test_names_fit_their_boxes_and_all_is_in_the_picture(graph):
    _, root = graph
    left, top, width, height = map(float, root.get("viewBox").split())
    for _, (x, y, w, h) in texts(root):
        assert left <= x and x + w <= left + width and top <= y and y + h <= top + height
    for path in root.iter(f"{SVG}path"):
        if path.get("class") == "edge":
            assert all(top < y < top + height for _, y in points(path))
    for node in nodes(root):
        (box,) = rects(node, "box")
        for place in [place for text, place in texts(node) if is_name(text)]:
            assert box[0] <= place[0] and place[0] + place[2] <= box[0] + box[2]
            assert box[1] <= place[1] and place[1] + place[3] <= box[1] + box[3]


def test_a_large_graph_is_not_too_wide():
    x = Tensor(np.ones((4, 4)), requires_grad=True)
    y = x
    for _ in range(40):
        y = y.tanh()
    root = ET.fromstring(draw(y.sum()).svg)
    assert len(nodes(root)) == 42
    assert float(root.get("width", "")) < 42 * 150
    titles = [title.text or "" for node in nodes(root) for title in node.findall(f"{SVG}title")]
    assert "[1., 1., 1., 1.]" in titles[0], "the numbers are there when one points at a box"


def test_a_folded_network_has_its_layers():
    net, x = layers(20), Tensor(np.random.randn(4, 2), requires_grad=True)
    loss = nn.cross_entropy(net(x * 0.5) * 2, np.array([0, 1, 1, 0]))
    assert len(in_order(loss)) > MOST
    text = draw(loss, net).text
    assert re.findall(r"^layer (\d+) of", text, re.MULTILINE) == [str(i) for i in range(0, 40, 2)]
    assert "layer 38 of layer 36  ()" in text, "and its 2 is part of it"
    assert "mul of leaf, constant" in text and "layer 0 of mul" in text


def test_a_folded_graph_keeps_its_values_and_gradients():
    x = Tensor([1.0, 2.0], requires_grad=True)
    y = x
    for _ in range(200):
        y = y + x
    y.backward([1.0, 10.0])
    drawing = draw(y, {"x": x})
    assert len(nodes(ET.fromstring(drawing.svg))) == 2
    assert "200 operations of x" in drawing.text
    assert "[201, 402]" in drawing.text and "[201, 2010]" in drawing.text


def test_a_deep_graph_is_drawn():
    y = x = Tensor(1.0, requires_grad=True)
    for _ in range(100_000):
        y = y + x
    assert "100000 operations" in draw(y).text


def test_a_graph_of_many_leaves_is_drawn():
    leaves = [Tensor([float(i)], requires_grad=True) for i in range(500)]
    total = leaves[0]
    for leaf in leaves[1:]:
        total = total + leaf
    assert "499 operations" in draw(total).text


def test_what_is_no_tensor_is_refused():
    with pytest.raises(TypeError, match="draw: takes a Tensor, not a value of type float"):
        draw(3.0)  # type: ignore[arg-type]


def test_without_igraph_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(ImportError, match="pip install igraph"):
        draw(Tensor(1.0))


def test_a_drawing_is_saved_and_shown(tmp_path):
    drawing = draw(*product_and_sum())
    drawing.save(tmp_path / "graph.svg")
    assert ET.parse(tmp_path / "graph.svg").getroot().get("role") == "img"
    assert drawing.svg in drawing._repr_html_() and drawing._repr_svg_() == drawing.svg
    assert repr(drawing) == drawing.text
    title, told = list(ET.fromstring(drawing.svg))[:2]
    assert title.text and told.text == drawing.text


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "dim", "value", "gradient"])
def test_texts_stand_out_from_what_is_behind_them(theme, ink):
    behind = ["paper", "operation", "leaf", "layer"] if ink in ("ink", "dim") else ["paper", "mark"]
    for name in behind:
        a, b = sorted((luminance(theme[ink]), luminance(theme[name])), reverse=True)
        assert (a + 0.05) / (b + 0.05) >= 4.5, name  # the contrast that WCAG asks for


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
