"""The exam: every kata green alone, then all of them at once; what spoils it is named."""

import contextlib
from typing import Any

import pytest
from clone import minigrad, new_clone, only_stubs, solve, write

from minigrad import kata
from minigrad.dojo import exam_network
from minigrad.experiments.datasets import digits


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


def test_all_solutions_pass(solved):
    done = minigrad(solved, "exam")
    assert done.returncode == 0, done.stdout
    assert "PASSED" in done.stdout


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
    assert said in done.stdout


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
    called = set()

    def noting(stem: str, definition: Any):
        if isinstance(definition, type):
            return type(
                "noting", (definition,), {"__init__": noted(stem, vars(definition)["__init__"])}
            )
        return noted(stem, definition)

    def noted(stem, function):
        def call(*given, **options):
            called.add(stem)
            return function(*given, **options)

        return call

    with contextlib.ExitStack() as stack:
        for stem in kata.stems():
            definition = kata.load(kata.SOLUTIONS / f"{stem}.py")
            stack.enter_context(kata.replaced(stem, noting(stem, definition)))
        data, net = digits(), exam_network.Network()
        next(exam_network.train(net, data))
        exam_network.read(net, data.x_test)
    # unbroadcast is called by what other files imported before it was replaced.
    assert called >= set(kata.stems()) - {"kata17_unbroadcast"}
