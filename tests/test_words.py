"""What is said of wrong names and truth values, and of few wrong cases: that it is so."""

import re

import numpy as np
import pytest
from here import asked, judged, results_of

from minigrad import kata
from minigrad.diagnosis import table
from minigrad.diagnosis.defaults import defaults
from minigrad.diagnosis.how import how
from minigrad.diagnosis.where import few
from minigrad.diagnosis.words import kind_of, words
from minigrad.judging.compare import Problem
from minigrad.judging.judge import Result

NAMES = ["scale", "fc.0.weight", "fc.1.weight"]


def rewritten(stem, old, new):
    """What a change to the reference gives."""
    text = (kata.SOLUTIONS / f"{stem}.py").read_text()
    assert old in text
    return results_of(stem, text.replace(old, new))


@pytest.mark.parametrize(
    "yours, said",
    [
        (NAMES[::-1], "in another order"),
        (NAMES[:2], "some names are missing"),
        ([], "there are no names at all"),
        ([*NAMES, "size"], "there are others too"),
        ([*NAMES, "scale"], "some are there more than once"),
        (["scale", "fc0weight", "fc1weight"], "PyTorch's without their dots"),
        ([".scale", ".fc.0.weight", ".fc.1.weight"], "PyTorch's with a dot in front"),
        (["scale", "fc.weight", "fc.weight"], "PyTorch's without their numbers"),
        (["scale", "fc.1.weight", "fc.2.weight"], "PyTorch's with numbers that are 1 too high"),
        (["scale", "weight", "weight"], "PyTorch's without all but their last part"),
        (["scale", "0.weight", "1.weight"], "PyTorch's without their first part"),
        (["scale", "fc.0.bias", "fc.1.bias"], ""),
    ],
)
def test_what_is_wrong_with_names(yours, said):
    assert said in kind_of(yours, NAMES) and bool(said) == bool(kind_of(yours, NAMES))


def test_names_are_counted():
    results = rewritten("kata21_named_parameters", "children.append((path", "children.append((name")
    told = re.match(r"In (\d+) of your (\d+) wrong lists of names, ", words(results))
    wrong = [result for result in results if result.problem and "names" in result.theirs]
    assert told and int(told[2]) == len(wrong) and 0 < int(told[1]) <= len(wrong)


@pytest.mark.parametrize("stem", ["kata19_gradcheck", "kata20_Linear"])
def test_every_count_of_truth_values_is_true(stem):
    said = 0
    for _, row in table.table_of(stem, asked(stem)).values():
        results = judged(stem, row)
        for label, mine, n, listed in re.findall(
            r"(\w+) is (True|False) in (.+?) cases where it must be \w+: (.+?)\.(?= |$)",
            words(results),
        ):
            said += 1
            of = [r for r in results if r.ran and label in (r.theirs or {})]
            of = [r for r in of if str(r.theirs[label].all()) != mine]
            failing = [
                r.case.name
                for r in of
                if r.found and not np.array_equal(r.found[label], r.theirs[label])
            ]
            counts = [len(failing), len(of)] if n != "all" else [len(of)]
            assert n in ("all", f"{counts[0]} of the {counts[-1]}")
            assert len(failing) == counts[0]
            assert all(f"'{name}'" in listed for name in failing[:1])
    assert said > 3


def test_a_case_that_raises_is_counted_with_those_that_answer():
    results = rewritten("kata19_gradcheck", "raise GradcheckError(", "raise ValueError(")
    must = [r for r in results if "gave_true" in (r.theirs or {}) and not r.theirs["gave_true"]]
    assert all(result.problem.raised == "ValueError" for result in must)
    kept = must[0]
    kept.found, kept.problem = {"gave_true": np.array(True)}, Problem("wrong", "gave_true")
    assert f"gave_true is True in 1 of the {len(must)} cases where it must be F" in words(results)


@pytest.mark.parametrize("count, listed", [(0, False), (1, False), (3, True), (9, False)])
def test_few_cases_are_listed(count, listed):
    results = [Result(one.case, one.theirs, ran=True) for one in asked("kata01_mul")]
    for result in results[:count]:
        result.problem = Problem("wrong", "output")
    names = [f"'{result.case.name}'" for result in results[:count]]
    assert bool(few(results)) == listed == all(name in few(results) for name in names or "?")


def test_a_number_that_a_case_adds_is_no_relation():
    assert "plus" not in how(rewritten("kata18_backward", "else part.copy()", "else part"))


def test_results_of_one_name_are_told_where_all_together_say_nothing():
    said = how(rewritten("kata20_Linear", "out + self.bias", "out + self.bias + self.bias"))
    assert "wrong values of y are b + PyTorch's. Your layer.bias.grad is PyTorch's times 2." in said


@pytest.mark.parametrize(
    "text, said",
    [
        ("class SGD:\n    def __init__(self, params, lr, momentum=0.9): pass", "momentum=0.9."),
        ("class SGD:\n    def __init__(self, params, lr, momentum=0): pass", ""),
        ("class SGD:\n    def __init__(self, params, lr=0.1, momentum=0): pass", ""),
        ("class Other:\n    def __init__(self, momentum=0.9): pass", ""),
        ("def SGD(params, lr, weight_decay=1e-2): pass", "weight_decay=0.01."),
        ("class SGD:\n    def __init__(self, momentum=print()): pass", ""),
        ("class SGD:\n    def __init__(self", ""),
    ],
)
def test_a_default_that_is_not_the_stubs(tmp_path, text, said):
    path = tmp_path / "kata23_SGD.py"
    path.write_text(text)
    found = defaults(path)
    assert found.endswith(said) and bool(found) == bool(said)


@pytest.mark.parametrize("stem", kata.stems())
def test_of_the_references_no_default_is_told(stem):
    assert defaults(kata.SOLUTIONS / f"{stem}.py") == ""


def test_a_default_is_shown_as_text_that_no_terminal_obeys(tmp_path):
    path = tmp_path / "kata03_sum.py"
    path.write_text("def sum(self, axis='\x1b[2J', keepdims=False): ...\n")
    assert defaults(path).endswith(r"but your code says axis='\x1b[2J'.")
    path.write_text(f"def sum(self, axis={'(' * 5000 + ')' * 5000}): ...\n")
    assert defaults(path) == ""
