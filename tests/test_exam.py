"""The exam: every kata green alone, then all of them at once; what spoils it is named."""

import json
import shutil

import pytest
from clone import minigrad, new_clone, only_stubs, solve, write
from matplotlib import image

from minigrad import kata
from minigrad.dojo.payoff import calls


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("exam"))


@pytest.fixture(autouse=True)
def fresh(clone):
    yield
    only_stubs(clone)


@pytest.fixture
def solved(clone):
    for stem in kata.stems():
        solve(clone, stem)
    return clone


def source(stem):
    return (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8")


def test_a_kata_that_is_not_written_ends_it(clone):
    solve(clone, "kata01_mul")
    done = minigrad(clone, "exam")
    assert done.returncode == 1
    assert "The exam needs all katas green, but kata 2, pow, is not written." in done.stdout
    assert "Next: minigrad kata 2" in done.stdout


def test_all_solutions_pass_and_it_is_remembered_until_a_kata_changes(solved):
    done = minigrad(solved, "exam")
    assert done.returncode == 0, done.stdout
    assert "PASSED" in done.stdout and "The picture: pictures/exam.png" in done.stdout
    assert image.imread(solved / "pictures" / "exam.png").std() > 0.1
    exam = json.loads(minigrad(solved, "progress", "--json").stdout)[-1]
    assert exam["state"] == "passed" and f"reads {exam['accuracy']:.1%}" in done.stdout
    said = f"with {exam['accuracy']:.1%} of the digits"
    for command in (["progress"], ["next"], ["watch"]):
        shown = minigrad(solved, *command).stdout
        assert said in shown and "Next:" not in shown
    write(solved, "kata03_sum", source("kata03_sum") + "\n")
    shown = minigrad(solved, "progress").stdout
    assert "Next: minigrad exam" in shown and "not passed" in shown


def test_where_nothing_can_be_kept_it_is_passed_all_the_same(solved):
    shutil.rmtree(solved / "pictures", ignore_errors=True)
    (solved / "pictures").touch()
    (solved / ".remembered.json").unlink(missing_ok=True)
    (solved / ".remembered.json").mkdir()
    done = minigrad(solved, "exam")
    (solved / "pictures").unlink()
    (solved / ".remembered.json").rmdir()
    assert done.returncode == 0 and "PASSED" in done.stdout
    assert "This is not remembered. The system says of .remembered.json: " in done.stdout
    assert "There is no picture. The system says of pictures: " in done.stdout


@pytest.mark.parametrize(
    "stem, right, wrong",
    [
        ("kata01_mul", "grad * other.data, self.shape", "grad * self.data, self.shape"),
        ("kata23_SGD", "- self.lr", "+ self.lr"),
    ],
)
def test_a_wrong_kata_is_named(solved, stem, right, wrong):
    text = source(stem)
    assert right in text
    write(solved, stem, text.replace(right, wrong))
    done = minigrad(solved, "exam")
    assert done.returncode == 1
    said = f"kata {kata.number_of(stem)}, {kata.name_of(stem)}, is red."
    assert f"{said}\nIn the case '" in done.stdout
    assert f"Next: minigrad kata {kata.number_of(stem)}" in done.stdout


NEG = "def neg(self):\n    return 0 - self\n"
SUB = "def sub(self, other):\n    return self + -Tensor.wrap(other)\n"


def test_two_that_call_each_other_are_green_alone_and_named_at_once(solved):
    write(solved, "kata06_neg", NEG)
    write(solved, "kata07_sub", "from minigrad import Tensor\n\n\n" + SUB)
    done = minigrad(solved, "exam")
    assert done.returncode == 1
    assert "calls itself without end" in done.stdout
    assert "kata06_neg.py" in done.stdout and "kata07_sub.py" in done.stdout
    assert "With the reference for kata 6, neg, it passes." in done.stdout
    assert "change katas/kata06_neg.py" in done.stdout


def after_a_while(stem, line):
    """A kata that is right at first, and later does something else."""
    name = kata.name_of(stem)
    return f"{source(stem)}\n\ncalls, right = [], {name}\n\n\n" + (
        f"def {name}(*given, **options):\n"
        "    calls.append(1)\n"
        "    if len(calls) > 1000:\n"
        f"        {line}\n"
        "    return right(*given, **options)\n"
    )


@pytest.mark.parametrize(
    "stem, line, told",
    [
        (
            "kata02_pow",
            "return given[0] * float('nan')",
            "digits correctly. It needs 95%.",
        ),
        ("kata02_pow", "import os; os._exit(0)", "Your code ended the process (exit status 0)"),
    ],
)
def test_what_goes_wrong_only_at_once_is_told_and_mended(solved, stem, line, told):
    write(solved, stem, after_a_while(stem, line))
    done = minigrad(solved, "exam")
    assert done.returncode == 1
    assert told in " ".join(done.stdout.split())
    said = f"With the reference for kata {kata.number_of(stem)}, {kata.name_of(stem)}, it passes."
    assert said in done.stdout


def test_two_that_go_wrong_by_themselves_are_not_pinned_on_one(solved):
    for stem in ("kata02_pow", "kata03_sum"):
        write(solved, stem, after_a_while(stem, "raise KeyError"))
    done = minigrad(solved, "exam")
    assert done.returncode == 1
    assert "No single kata fixes it" in done.stdout


def test_the_exam_calls_every_kata():
    assert calls("digits") == set(kata.stems())
