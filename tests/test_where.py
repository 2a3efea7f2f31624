"""Where an answer fails, and which of its numbers are wrong: said only where it is so."""

import random
import re

import numpy as np
import pytest
from here import results_of

from minigrad import kata
from minigrad.diagnosis import table
from minigrad.diagnosis.calls import roles
from minigrad.diagnosis.features import features
from minigrad.diagnosis.where import where
from minigrad.diagnosis.which import ELSEWHERE, which
from minigrad.judging import oracle
from minigrad.judging.cases import cases_of
from minigrad.judging.compare import ROUNDING, TOLERANCE, Problem
from minigrad.judging.judge import Result, judge

SUM = """
import numpy as np
from minigrad import Tensor

def sum(self, axis=None, keepdims=False):
    axes = axis if isinstance(axis, tuple) else (axis,)
    data = self.data.sum(axis=axis, keepdims=keepdims)
    def vjp(grad):
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        grad = np.broadcast_to(grad, self.shape)
        if {condition}: grad = grad + 1
        return (grad,)
    return Tensor.from_op("sum", data, (self,), vjp)
"""
MUL = """
import numpy as np
from minigrad import Tensor, unbroadcast

def mul(self, other):
    {wrap}
    a, b = self.data, other.data
    def vjp(grad):
        to_a, to_b = unbroadcast(grad * b, self.shape), unbroadcast(grad * a, other.shape)
        {line}
        return to_a, to_b
    return Tensor.from_op("mul", a * b, (self, other), vjp)
"""
WRAP = "other = Tensor.wrap(other)"


def judged(tmp_path, stem, text):
    path = tmp_path / f"{stem}.py"
    path.write_text(text)
    return judge(path, cases_of(stem), seconds=20).results


@pytest.mark.parametrize(
    "condition, said",
    [
        ("False", ""),
        ("True", ""),
        ("keepdims", "except where keepdims=True"),
        ("axis is None", "except where no axis is given"),
        ("isinstance(axis, tuple)", "except where the axes are given as a tuple"),
        ("axis is not None and min(axes) < 0", "except where an axis is negative"),
        (
            "axis is not None and min(axes) < 0 and not keepdims",
            "except where an axis is negative and keepdims is False",
        ),
        ("self.ndim > 2", "except where x has three axes or more"),
        ("self.data.sum() % 2 == 0.25", ""),
    ],
)
def test_what_parts_the_cases_is_said(tmp_path, condition, said):
    sentence = where(judged(tmp_path, "kata03_sum", SUM.format(condition=condition)))
    assert said in sentence and bool(said) == bool(sentence)


@pytest.mark.parametrize(
    "wrap, line, said, of",
    [
        (WRAP, "pass", "", ""),
        ("pass", "pass", "Right only where the right side is a Tensor: all", ""),
        (
            WRAP,
            "to_a, to_b = grad * b, grad * a",
            "Every gradient is right, except where a side that needs a gradient is broadcast: all",
            "Every output is right; the gradient of the left side is wrong in",
        ),
        (
            WRAP,
            "to_b = to_b + (self.shape != other.shape)",
            "The gradient of the right side is right, except where broadcasting",
            "Every output is right, and every gradient of the left side; the gradient of the "
            "right side is wrong, in",
        ),
        (WRAP, "to_a, to_b = to_a + 1, to_b + 1", "", "Every output is right, but every gradient"),
        (
            WRAP,
            "if b.size == 0: raise ValueError",
            "Right, except where the right side is empty: all",
            "",
        ),
        (
            WRAP,
            "if self is other: to_a = to_a + 1",
            "Every gradient is right, except where both sides are the same Tensor: all 2 such",
            "",
        ),
        (
            WRAP,
            "if a.ndim > 2: raise ValueError",
            "Right, except where the left side has three",
            "",
        ),
    ],
)
def test_where_and_which_of_two_sides(tmp_path, wrap, line, said, of):
    results = judged(tmp_path, "kata01_mul", MUL.format(wrap=wrap, line=line))
    for sentence, start in ((where(results), said), (which(results), of)):
        assert sentence.startswith(start) and bool(sentence) == bool(start)


def test_linear_operations_do_not_fail_for_negative_numbers():
    phrases = {f.yes for one in features(asked("kata16_matmul")) for f in one}
    assert any("has a 0" in phrase for phrase in phrases)
    assert not any("negative number" in phrase for phrase in phrases)
    assert any("negative number" in f.yes for one in features(asked("kata11_relu")) for f in one)


@pytest.mark.parametrize(
    "line, said",
    [
        ("if len(grad.shape) > len(shape) + 1: return grad", "two axes or more are new: all"),
        ("if shape.count(1) > grad.shape.count(1) + 1: return grad", "or more are stretched: all"),
    ],
)
def test_several_axes_of_one_kind(tmp_path, line, said):
    text = (kata.SOLUTIONS / "kata17_unbroadcast.py").read_text()
    text = text.replace("    total = grad\n", f"    {line}\n    total = grad\n")
    assert said in where(judged(tmp_path, "kata17_unbroadcast", text))


@pytest.mark.parametrize(
    "stem, old, new, said",
    [
        (
            "kata22_cross_entropy",
            "return Tensor.from_op",
            "if len(set(labels.tolist())) > 1: loss = loss + 1\n    return Tensor.from_op",
            "Right, except where two numbers in labels differ: all",
        ),
        (
            "kata17_unbroadcast",
            "    total = grad\n",
            "    total = grad + (grad.ndim > len(shape) and grad.size > 2)\n",
            "Right, except where there is a new axis in front: ",
        ),
    ],
)
def test_what_nearly_all_failing_cases_share_is_said(stem, old, new, said):
    text = (kata.SOLUTIONS / f"{stem}.py").read_text()
    assert text.count(old) == 1
    assert where(results_of(stem, text.replace(old, new))).startswith(said)


def test_the_counts_are_of_all_the_cases_that_are_spoken_of():
    """An input that is used again, or by another operation, counts too where there is no other."""
    text = SUM.format(condition="axis is not None and min(axes) < 0")
    results = results_of(
        "kata03_sum", text.replace("    axes =", "    assert axis != 0\n    axes =")
    )
    asked = [r for r in results if r.found and r.theirs.get("gradient of x") is not None]
    asked = [r for r in asked if r.theirs["gradient of x"].size]
    wrong = [r for r in asked if r.problem]
    said = (
        f"only the gradient of x is wrong, in {len(wrong)} of the {len(asked)} cases that check it."
    )
    assert wrong and said in which(results)


def test_a_side_is_called_as_the_case_calls_it():
    stem = "kata22_cross_entropy"
    text = (kata.SOLUTIONS / f"{stem}.py").read_text()
    results = results_of(stem, text.replace("grad * slopes", "grad * slopes + (count > 2)"))
    assert "the gradient of x is wrong, in" in which(results)


def test_what_must_raise_is_told_apart(tmp_path):
    text = (kata.SOLUTIONS / "kata16_matmul.py").read_text()
    text = text.replace("    other = Tensor.wrap(other)", "    other = Tensor.wrap(other)", 1)
    head = "    if 0 in (np.ndim(self.data), np.ndim(getattr(other, 'data', other))): return self\n"
    text = text.replace(
        "    other = Tensor.wrap(other)\n", head + "    other = Tensor.wrap(other)\n"
    )
    sentence = where(judged(tmp_path, "kata16_matmul", text))
    assert sentence.startswith("It raises as it must, except where a side is a tensor with no axes")


def test_only_what_must_raise_is_wrong(tmp_path):
    text = (kata.SOLUTIONS / "kata16_matmul.py").read_text()
    wrap = "other = Tensor.wrap(other)\n    "
    text = text.replace(wrap, f"{wrap}if not other.ndim: return self\n    ")
    results = judged(tmp_path, "kata16_matmul", text)
    missed = sum(bool(result.problem) for result in results)
    must = sum(result.case.refused for result in results)
    assert f"but {missed} of the {must} cases that must raise do not." in which(results)


@pytest.mark.parametrize(
    "stem, text",
    [
        (
            "kata04_transpose",
            "def transpose(self, *axes):\n"
            "    def vjp(grad):\n        return np.transpose(grad, np.argsort(axes))\n"
            "    data = np.transpose(self.data, *axes)\n"
            "    return Tensor.from_op('transpose', data, (self,), vjp)\n",
        ),
        (
            "kata20_Linear",
            "from minigrad.nn import Module\n\n\nclass Linear(Module):\n"
            "    def __init__(self, i, o, bias=True):\n"
            "        self.weight = Tensor(np.ones((i, o)), True)\n"
            "        self.bias = Tensor(np.ones(o), True) if bias else None\n"
            "    def forward(self, x):\n        return x @ self.weight + self.bias\n",
        ),
    ],
)
def test_what_raises_in_the_forward_pass_has_to_do_with_no_gradient(tmp_path, stem, text):
    head = "import numpy as np\nfrom minigrad import Tensor\n\n\n"
    sentence = where(judged(tmp_path, stem, head + text))
    assert "backward" not in sentence and "a gradient is needed" not in sentence


def asked(stem):
    cases = cases_of(stem)
    pairs = zip(cases, oracle.recorded(stem, cases), strict=True)
    return [Result(case, theirs, ran=True) for case, theirs in pairs]


def test_nothing_is_said_of_cases_that_fail_by_chance():
    rng, said = random.Random(1), 0
    for stem in ("kata01_mul", "kata03_sum", "kata18_backward", "kata23_SGD"):
        for count in (3, 5, 8, 12, 20):
            for _ in range(3):
                results = asked(stem)
                usual = [result for result in results if not result.case.refused]
                for result in rng.sample(usual, count):
                    result.problem = Problem("wrong", "output")
                said += bool(where(results))
    assert said <= 4, f"{said} of 60"


# What is said is so: every sentence is parsed, and counted again.

SENTENCE = re.compile(
    r"(?P<head>[A-Z][^.:]*?),? (?:except |only )?where (?P<phrase>[^:]+): "
    r"(?P<some>all|\d+ of) (?P<all>\d+) such (?P<verb>cases \w+|gradients are \w+)(?: an answer)?"
    r"(?:, and (?P<others>\d+) others?)?\."
)


def wrong_answers(stem):
    """Results of known mistakes, and of mistakes written differently: some of each."""
    results = asked(stem)
    rows = {key: row for key, (_, row) in [*table.table_of(stem, results).items()][::8]}
    answers = table.functions_in(kata.ROOT / "tests" / "answers" / f"{stem}.py").items()
    for key, function in [one for one in answers if "__" in one[0]][::8]:
        rows[key] = table.outcomes(stem, function, results)
    for key, row in rows.items():
        made = []
        for result, outcome in zip(results, row, strict=True):
            if outcome is None:
                made.append(Result(result.case, result.theirs))
                continue
            problem = table.problem_in(result, outcome.found, outcome.raised)
            made.append(Result(result.case, result.theirs, outcome.found, problem, ran=True))
        yield key, made


def labels_in(result, role):
    """The gradients that a case compares: what each is called, and whether it is right."""
    for label, expected in result.theirs.items():
        name = label.removeprefix("gradient of ")
        if name != label and label in (result.found or {}):
            got = result.found[label]
            right = (got is None) == (expected is None) and (
                got is None
                or (
                    got.shape == expected.shape
                    and np.allclose(got, expected, TOLERANCE, ROUNDING, True)
                )
            )
            if not right or (expected is not None and expected.size):
                yield f"gradient of {role[name]}" if name in role else ELSEWHERE, right


def check(sentence, results):
    """That the counts in a sentence on where answers fail are those of the results."""
    told = SENTENCE.fullmatch(sentence)
    assert told, sentence
    seen = [{(f.yes, f.no) for f in one} for one in features(results)]
    pairs = {pair for one in seen for pair in one}
    phrases = {}
    for yes, no in pairs:
        phrases[yes] = [(yes, no) in one for one in seen]
        phrases.setdefault(no, [(yes, no) not in one for one in seen])
    whole = told["phrase"]
    parts = [whole] if whole in phrases else whole.split(" and ")
    holds = [all(phrases[part][i] for part in parts) for i in range(len(results))]
    such: list[bool] = []
    others: list[bool] = []
    for result, held, role in zip(
        results, holds, roles([result.case for result in results]), strict=True
    ):
        failed, head = bool(result.problem), told["head"]
        if not result.ran:
            continue
        gradients = list(labels_in(result, role)) if result.theirs else []
        if head.startswith(("The gradient", "Every gradient")):
            named = head.removeprefix("The ").removesuffix(" is right")
            about = [right for label, right in gradients if named in (label, "Every gradient")]
            if not about or (result.case.refused or not result.found):
                continue
            failed = not all(about)
        elif head == "It raises as it must":
            if not result.case.refused:
                continue
        elif result.case.refused or (head == "Where it answers, it is right" and not result.found):
            continue
        elif head == "It raises":
            failed = not result.found
        ends_well = told["verb"] in ("cases pass", "cases give", "gradients are right")
        (such if held else others).append(failed is not ends_well)
    assert len(such) == int(told["all"]), sentence
    count = len(such) if told["some"] == "all" else int(told["some"].split()[0])
    assert sum(such) == count and sum(others) == int(told["others"] or 0), sentence


@pytest.mark.parametrize("stem", kata.stems())
def test_every_sentence_is_true(stem):
    for name, results in wrong_answers(stem):
        for sentence in re.findall(r"[A-Z].*?\.(?= [A-Z]|$)", where(results)):
            try:
                check(sentence, results)
            except AssertionError as error:
                raise AssertionError(f"{name}: {error}") from error
        check_which(which(results), results)


def check_which(sentence, results):
    """That each count in it is that of the results, and all that is called right is right."""
    usual = [r for r in results if r.found and not r.case.refused]
    usual = [r for r in usual if not r.case.results] or usual
    told: dict[str, list[bool]] = {}
    for result, role in zip(usual, roles([r.case for r in usual]), strict=True):
        for label, right in labels_in(result, role):
            told.setdefault(label, []).append(right)
        wrong = result.problem
        if "output" in result.theirs and wrong:
            ok = wrong.label != "output"
            told.setdefault("output", []).append(ok)
    if "gradient of x" in told:
        told["gradient of x"] += told.pop(ELSEWHERE, [])
    for label, wrong, of in re.findall(
        r"the (gradient of [\w ]+?)(?: is wrong,?)? in (\d+) of (?:the )?(\d+)", sentence
    ):
        assert told[label].count(False) == int(wrong) and len(told[label]) == int(of), sentence
    for label in re.findall(r"[Ee]very (gradient of [\w ]+|output)", sentence.split(";")[0]):
        label = label.removesuffix(" is right")
        assert all(told.get(label, [])), sentence
    if "but every gradient is wrong" in sentence:
        assert not any(right for label, some in told.items() if label != "output" for right in some)
