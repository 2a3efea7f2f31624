"""The screen: a verdict fits 24 rows of 80 columns, and what does not fit is shown elsewhere."""

import io
import re

import numpy as np
import pytest
from clone import minigrad, new_clone, only_stubs, solve, write
from rich.console import Console

from minigrad import kata
from minigrad.diagnosis.table import MISTAKES, mistakes_of
from minigrad.dojo import arrays, verdict
from minigrad.judging.cases import case, cases_of, lines
from minigrad.judging.judge import judge

ROWS = 24


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("screen"))


@pytest.fixture(autouse=True)
def fresh(clone):
    yield
    only_stubs(clone)


def shown(judgement, **options):
    text = io.StringIO()
    verdict.show(judgement, Console(file=text, width=80), **options)
    return text.getvalue()


def mul(tmp_path, line="pass", table=None):
    """The judgement of a mul that runs a line first."""
    path = tmp_path / "kata01_mul.py"
    path.write_text(
        "import numpy as np\nfrom minigrad import Tensor, unbroadcast\n"
        f"def mul(self, other):\n    other = Tensor.wrap(other)\n    {line}\n"
        "    vjp = lambda grad: (unbroadcast(grad * other.data, self.shape),\n"
        "                        unbroadcast(grad * self.data, other.shape))\n"
        "    return Tensor.from_op('mul', self.data * other.data, (self, other), vjp)\n"
    )
    return judge(path, table or cases_of("kata01_mul"))


def mistakes():
    """Of each kata, the two mistakes with the longest nudges: these need the most room."""
    for stem in kata.stems():
        all_of_it = mistakes_of(stem)
        longest = sorted(all_of_it, key=lambda key: len(all_of_it[key].nudge))[-2:]
        yield from (pytest.param(stem, key, id=f"{stem}-{key}") for key in longest)


@pytest.mark.parametrize("stem, key", list(mistakes()))
def test_a_verdict_fits_the_screen_and_its_nudge_is_whole(stem, key, tmp_path, monkeypatch):
    path = tmp_path / f"{stem}.py"
    source = MISTAKES / f"{stem}.py"
    path.write_text(
        f"import sys\nsys.path.append({str(MISTAKES)!r})\nfrom minigrad import kata\n"
        f"from minigrad.diagnosis.table import functions_in\nfrom pathlib import Path\n"
        f"{kata.name_of(stem)} = functions_in(Path({str(source)!r}))[{key!r}]\n"
    )
    monkeypatch.setenv("MAKELEVEL", "1")
    monkeypatch.setattr(verdict, "relative", lambda path: f"katas/{path.name}")
    judgement = judge(path, cases_of(stem))
    text = shown(judgement)
    assert len(text.splitlines()) <= ROWS - 2, "make says a line, and the prompt takes one"
    assert verdict.map_of(judgement).split(" · ")[0].split()[0] in text
    if "This looks like" in text:
        assert "Next: change" in text and "make hint" in text
    first = judgement.first_failing
    offered = f"graph: make draw N={kata.number_of(stem)}" in text
    assert first and offered == verdict.has_graph(first)


def test_a_name_stays_with_what_is_said_above_it(tmp_path):
    path = tmp_path / "kata16_matmul.py"
    path.write_text(
        "from minigrad import Tensor, unbroadcast\n\n\ndef matmul(self, other):\n"
        "    other = Tensor.wrap(other)\n\n    def vjp(grad):\n"
        "        ga = grad @ other.data.transpose(-2, -1)\n"
        "        gb = self.data.transpose(-2, -1) @ grad\n"
        "        return unbroadcast(ga, self.shape), unbroadcast(gb, other.shape)\n\n"
        "    return Tensor.from_op('matmul', self.data @ other.data, (self, other), vjp)\n"
    )
    text = shown(judge(path, cases_of("kata16_matmul")))
    assert re.search(r"Other cases give a wrong answer:\nThis looks like: ", text)


def test_truth_values_are_in_the_sentence_alone(tmp_path):
    path = tmp_path / "kata20_Linear.py"
    text = (kata.SOLUTIONS / f"{path.name}").read_text()
    path.write_text(text.replace("if bias else None", ""))
    text = shown(judge(path, cases_of(path.stem)))
    assert re.search(r"\w+ is False\. It must be True\.", text) and "yours" not in text


def test_what_was_changed_in_place_is_shown_before_and_after(tmp_path):
    text = shown(mul(tmp_path, "self.data += 1"))
    assert re.search(r"after +before", text) and "yours" not in text


def test_a_shape_is_shown_as_a_shape():
    assert arrays.values(np.array([2.0]), label="y.shape") == "(2,)"
    assert arrays.values(np.array([2.0]), label="y") == "[2.]"


def test_of_large_arrays_the_rows_that_differ_are_shown(tmp_path):
    table = [case("large", "x.mul(y)", x=(12, 3), y=(12, 3))]
    line = "other = Tensor(np.where(np.arange(12)[:, None] == 7, 0, other.data))"
    text = shown(mul(tmp_path, line, table))
    assert "[7]: [" in text and "[6]: [" not in text
    assert "3 of 36 differ, first at [7, 0]" in text


def test_prints_are_shown_on_green_too(tmp_path):
    text = shown(mul(tmp_path, "print('look:', other.shape)"))
    assert "GREEN" in text and "look: (2,)" in text


def test_a_case_that_did_not_run_is_not_counted_as_failed(tmp_path):
    judgement = mul(tmp_path, "self.data.size == 6 and exit(); import os; other.size")
    assert "not run" not in verdict.map_of(judgement)
    judgement = mul(tmp_path, "import os; self.data.size == 6 and os._exit(0)")
    assert re.search(r"plain \d/9, \d not run · broadcasting not run", verdict.map_of(judgement))


def test_more_lists_every_failing_case_by_its_part(clone):
    write(clone, "kata01_mul", "def mul(self, other):\n    return self + other\n")
    done = minigrad(clone, "more", "1")
    assert done.returncode == 1
    judgement = judge(clone / "katas" / "kata01_mul.py", cases_of("kata01_mul"))
    for result in judgement.results:
        assert (f"  {result.case.name}: " in done.stdout) == (not result.passed)
    assert "broadcasting: 27 of 27" in done.stdout
    assert "To run this case yourself" in done.stdout


@pytest.mark.parametrize("name, state", [("two vectors", "fails"), ("two empty vectors", "passes")])
def test_one_case_is_shown_whether_it_passes_or_not(clone, name, state):
    write(clone, "kata01_mul", "def mul(self, other):\n    return self + other\n")
    done = minigrad(clone, "case", "1", name)
    assert f"this case {state}." in done.stdout and f"Case: {name}" in done.stdout
    assert done.returncode == (state == "fails")


def test_a_case_that_there_is_not(clone):
    solve(clone, "kata01_mul")
    done = minigrad(clone, "case", "1", "two vektors")
    assert done.returncode == 2 and "has no case called 'two vektors'" in done.stderr
    assert "  two vectors" in done.stderr
    assert "Which case?" in minigrad(clone, "case", "1").stderr


def test_the_board_and_the_list_of_katas_fit_the_screen(clone):
    done = minigrad(clone, "progress", COLUMNS="80")
    assert len(done.stdout.splitlines()) <= ROWS - 1
    assert all(kata.name_of(stem) in done.stdout for stem in kata.stems())
    done = minigrad(clone, "kata", "99")
    assert len(done.stderr.splitlines()) <= ROWS - 2
    assert all(kata.name_of(stem) in done.stderr for stem in kata.stems())


def test_a_hint_says_which_part_is_red_and_what_is_not_called(clone):
    write(clone, "kata01_mul", "def mul(self, other):\n    return self + other\n")
    said = minigrad(clone, "hint", "1").stdout
    assert "The part to work on: plain." in said
    assert "You do not call Tensor.wrap or Tensor.from_op or unbroadcast yet." in said
    solve(clone, "kata01_mul")
    assert "The part" not in minigrad(clone, "hint", "1").stdout


def test_lines_are_shown_as_they_are(tmp_path):
    table = [lines("two", "a = x.mul(y)\nb = a.mul(y)", "a b", x=[1.0, 2.0], y=[3.0, 4.0])]
    text = shown(mul(tmp_path, "other = other + 1", table))
    assert "  a = x.mul(y)\n  b = a.mul(y)\n" in text


def test_rows_too_wide_to_stand_beside_each_other_stand_below(tmp_path):
    yours = np.arange(48.0).reshape(12, 4) * -1.123
    shown = arrays.side_by_side(("yours", "PyTorch's"), yours, yours + 1.5, "output", 5)
    console = Console(width=80, color_system=None)
    with console.capture() as captured:
        console.print(*shown, sep="\n")
    rows = captured.get().rstrip().split("\n")
    assert len(rows) <= 5 and [row.count("[") == row.count("]") for row in rows] == [True] * 5
    assert any(row.startswith("  [0]: [") for row in rows)


def test_where_there_is_little_room_the_inputs_shapes_share_a_line():
    result = judge(kata.SOLUTIONS / "kata16_matmul.py", cases_of("kata16_matmul")).results[0]
    console = Console(width=80, color_system=None)
    with console.capture() as captured:
        console.print(verdict.case_shown(result, verdict.ROOMS[-1]))
    x, y = (given.values.shape for given in result.case.inputs.values())
    assert f"x: shape {x}, y: shape {y}" in captured.get()
