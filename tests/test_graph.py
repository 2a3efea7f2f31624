"""The graph of a case: the learner's numbers beside PyTorch's, whatever the learner's code does."""

import contextlib
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from clone import minigrad, new_clone, only_stubs, solve, write

from minigrad import kata
from minigrad.dojo import graph, picture, verdict
from minigrad.dojo.tracing import Run
from minigrad.draw.flows import DIFFERS
from minigrad.draw.text import HERE
from minigrad.draw.words import row_of
from minigrad.judging.cases import cases_of
from minigrad.judging.compare import is_truth
from minigrad.judging.judge import Result, judge
from minigrad.judging.oracle import recorded

NOTHING = ("kata19_gradcheck", "kata21_named_parameters")  # they answer True, or names


def reference(stem):
    return (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8")


def wrong_sum():
    wrong = reference("kata03_sum").replace("np.full(self.shape, grad)", "np.ones(self.shape)")
    assert wrong != reference("kata03_sum")
    return wrong


def judged(tmp_path, stem, text, **options):
    path = tmp_path / f"{stem}.py"
    path.write_text(text, "utf-8")
    return judge(path, cases_of(stem), **options)


def drawing_of(judgement):
    drawing = graph.drawing(judgement)
    assert drawing is not None
    return drawing


@pytest.mark.parametrize("stem", kata.stems())
def test_of_a_right_answer_nothing_differs(stem, tmp_path):
    drawing = graph.drawing(judged(tmp_path, stem, reference(stem), seconds=60))
    assert (drawing is None) == (stem in NOTHING)
    if drawing:
        assert DIFFERS not in drawing.text and HERE not in drawing.text
        assert "✓" in drawing.text and ET.fromstring(drawing.svg) is not None


@pytest.mark.parametrize("stem", kata.stems())
def test_a_graph_is_offered_where_there_is_one(stem):
    table = [one for one in cases_of(stem) if not one.refused]
    for one, theirs in zip(table, recorded(stem, table), strict=True):
        run = Run(one, kata.name_of(stem))
        with contextlib.redirect_stdout(None), np.errstate(all="ignore"):
            run.go()
            leaves_one = run.root() is not None or run.step() is not None
        offered = verdict.has_graph(Result(one, theirs=theirs))
        assert leaves_one or not offered, one.name
        words = any(is_truth(array) for array in (theirs or {}).values() if array is not None)
        assert offered or not leaves_one or words, one.name


def test_of_a_wrong_answer_the_first_difference_is_marked(tmp_path):
    judgement = judged(tmp_path, "kata03_sum", wrong_sum())
    problem = judgement.first_failing.problem
    drawing = drawing_of(judgement)
    text = " ".join(drawing.text.split())
    mine, theirs = row_of(problem.yours, 40), row_of(problem.theirs, 40)
    assert f"gradient yours {mine} {HERE} {DIFFERS} PyTorch's {theirs} " in text
    marked = [g for g in ET.fromstring(drawing.svg).iter() if g.get("class") == "mark"]
    assert len(marked) == 1


def test_what_a_wrong_value_leads_to_is_not_called_first(tmp_path):
    wrong = reference("kata01_mul").replace("self.data * other.data,", "self.data + other.data,")
    drawing = drawing_of(judged(tmp_path, "kata01_mul", wrong))
    (line,) = [line for line in drawing.text.split("\n") if HERE in line]
    assert line.strip().startswith("value")


def test_a_gradient_of_the_wrong_shape_is_shown(tmp_path):
    text = reference("kata05_broadcast_to").replace("unbroadcast(grad, self.shape)", "grad")
    drawing = drawing_of(judged(tmp_path, "kata05_broadcast_to", text))
    assert "shapes (3, 2) and (2,)" in drawing.text and HERE in drawing.text


COMPOSED = """
from minigrad import Tensor
def sub(self, other):
    return self + Tensor.wrap(other) * -1
"""


def test_an_answer_of_other_operations_is_drawn_with_these(tmp_path):
    drawing = drawing_of(judged(tmp_path, "kata07_sub", COMPOSED))
    assert re.search(r"^mul(#1)? of ", drawing.text, re.MULTILINE)
    assert DIFFERS not in drawing.text


@pytest.mark.parametrize(
    "line, first",
    [
        ("raise ValueError", "value"),
        ("import os; os._exit(0)", "value"),
        ("while True: pass", "value"),
        ("return 3", "value"),
        ("return self", "value"),
        ("return Tensor.from_op('sum', self.data.sum(axis), (), None)", "gradient"),
        ("return Tensor.from_op('sum', self.data.sum(axis), (self,), lambda g: 1 / 0)", "gradient"),
        ("self._op = [object()]; self.grad = 'text'; raise SystemExit", "value"),
    ],
)
def test_where_code_raises_or_ends_the_reference_is_drawn(line, first, tmp_path, monkeypatch):
    monkeypatch.setattr(graph, "SECONDS", 2.0)
    text = f"from minigrad import Tensor\ndef sum(self, axis=None, keepdims=False):\n    {line}\n"
    drawing = drawing_of(judged(tmp_path, "kata03_sum", text, seconds=2))
    (line,) = [line for line in drawing.text.split("\n") if HERE in line]
    assert line.strip().startswith(first)
    assert ET.fromstring(drawing.svg) is not None


def test_names_of_a_learners_own_are_only_text(tmp_path):
    name = "</text><script>alert(1)</script>\\x1b[31m\\x00"
    text = wrong_sum().replace('from_op(\n        "sum"', f'from_op(\n        "{name}"')
    text = text.replace('"sum", ', f'"{name}", ')
    drawing = drawing_of(judged(tmp_path, "kata03_sum", text))
    assert "script" in drawing.text and "\x1b" not in drawing.text + drawing.svg
    assert not [one for one in ET.fromstring(drawing.svg).iter() if "script" in one.tag]


ARRAY = {"shape": [2], "values": [1.0, 2.0]}
NODE = {"name": "x", "kind": "leaf", "detail": "", "shape": [2], "value": ARRAY, "grad": None}
NODE |= {"edges": [], "place": "out"}


@pytest.mark.parametrize(
    "reply",
    [
        {"garbled": True},
        {"nodes": None, "whole": True},
        {"nodes": [[]], "whole": True},
        {"nodes": [NODE | {"edges": [[0, None]]}], "whole": True},
        {"nodes": [NODE | {"edges": [[-1, None]]}], "whole": True},
        {"nodes": [NODE | {"kind": "box"}], "whole": True},
        {"nodes": [NODE | {"value": {"shape": [3], "values": [1.0]}}], "whole": True},
        {"nodes": [NODE | {"value": {"shape": [1], "values": ["text"]}}], "whole": True},
        {"nodes": [NODE | {"shape": [1e400]}], "whole": True},
        {"nodes": [NODE, NODE | {"edges": [[0, None]] * 1000}], "whole": True},
    ],
)
def test_a_reply_that_is_none_is_not_believed(reply, monkeypatch):
    monkeypatch.setattr(graph, "replies", lambda *_: iter([reply]))
    assert graph.reply_of(kata.SOLUTIONS / "kata03_sum.py", cases_of("kata03_sum")[0]).nodes == []


def test_a_proper_reply_is_believed(monkeypatch):
    reply = {"nodes": [NODE, NODE | {"edges": [[0, ARRAY]]}], "whole": True}
    monkeypatch.setattr(graph, "replies", lambda *_: iter([reply]))
    found = graph.reply_of(kata.SOLUTIONS / "kata03_sum.py", cases_of("kata03_sum")[0])
    part = found.nodes[1].edges[0].part
    assert found.whole and part and part.array is not None and part.array.tolist() == [1.0, 2.0]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("graph"))


@pytest.fixture(autouse=True)
def fresh(request):
    yield
    if "clone" in request.fixturenames:
        only_stubs(request.getfixturevalue("clone"))


def test_draw_prints_the_graph_and_leaves_a_page(clone):
    write(clone, "kata03_sum", wrong_sum())
    done = minigrad(clone, "draw", "3", DISPLAY=":0")
    assert done.returncode == 1 and done.stderr == ""
    assert "The gradient of x differs from PyTorch's." in done.stdout and HERE in done.stdout
    assert len(done.stdout.splitlines()) < 24
    assert "The picture: pictures/kata03_sum.html" in done.stdout
    page = (clone / "pictures" / "kata03_sum.html").read_text("utf-8")
    assert page.count("<svg") == 1 and "prefers-color-scheme: dark" in page
    assert not re.search(r"(src|href)=", page), "the page must need nothing else"


@pytest.mark.parametrize(
    "terminal, screen, opened", [(True, ":0", 1), (True, "", 0), (False, ":0", 0)]
)
def test_a_browser_opens_where_somebody_sees_it(terminal, screen, opened, tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(picture.subprocess, "Popen", lambda *words, **_: started.append(words))
    monkeypatch.setattr(picture.sys, "platform", "linux")
    monkeypatch.setattr(picture.sys.stdout, "isatty", lambda: terminal, raising=False)
    for name in ("CI", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if screen:
        monkeypatch.setenv("DISPLAY", screen)
    picture.open_in_browser(tmp_path / "kata03_sum.html")
    assert len(started) == opened
    monkeypatch.setenv("CI", "true")
    picture.open_in_browser(tmp_path / "kata03_sum.html")
    assert len(started) == opened


def test_draw_of_a_green_kata(clone):
    solve(clone, "kata01_mul")
    done = minigrad(clone, "draw", "1")
    assert done.returncode == 0 and "Your numbers are the same as PyTorch's." in done.stdout


def test_draw_of_what_has_no_graph(clone):
    done = minigrad(clone, "draw", "1")
    assert done.returncode == 1 and "Not written yet" in done.stdout
    solve(clone, NOTHING[0])
    done = minigrad(clone, "draw", NOTHING[0])
    assert done.returncode == 0 and "This kata leaves no graph to draw." in done.stdout
    assert "Which kata?" in minigrad(clone, "draw").stderr
