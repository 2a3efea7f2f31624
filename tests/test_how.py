"""What is said of how wrong answers relate to PyTorch's: that it is said, and that it is true."""

import re

import pytest
from here import asked, judged, results_of
from reread import check_truth

from minigrad.diagnosis import table
from minigrad.diagnosis.how import how
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import judge
from minigrad.kata import SOLUTIONS, stems

TWO_SIDED = """
import numpy as np
from minigrad import Tensor, unbroadcast

def {name}(self, other):
    other = Tensor.wrap(other)
    a, b = self.data, other.data
    out = {value}
    def vjp(grad):
        to_a, to_b = {to_a}, {to_b}
        return {down}
    return Tensor.from_op("{name}", out, (self, other), vjp)
"""
DOWN = "unbroadcast(to_a, a.shape), unbroadcast(to_b, b.shape)"
EACH = 5  # of so many known mistakes, one is read
ALONE = "Where the operation stands alone, "


def two_sided(name, value, to_a, to_b, down=DOWN):
    return TWO_SIDED.format(name=name, value=value, to_a=to_a, to_b=to_b, down=down)


def product(to_a="grad * b", to_b="grad * a", value="a * b", down=DOWN):
    return "kata01_mul", two_sided("mul", value, to_a, to_b, down)


def quotient(to_b):
    return "kata08_truediv", two_sided("truediv", "a / b", "grad / b", to_b)


def one_sided(stem, value, back, arguments="self"):
    name = stem.split("_", 1)[1]
    return stem, (
        "import numpy as np\nfrom minigrad import Tensor, unbroadcast\n\n"
        f"def {name}({arguments}):\n    a = self.data\n    out = {value}\n"
        f"    return Tensor.from_op('{name}', out, (self,), lambda grad: ({back},))\n"
    )


def reduction(stem, back):
    value = f"a.{stem.split('_')[1]}(axis=axis, keepdims=keepdims)"
    spread = "np.broadcast_to(grad if keepdims or a.ndim == 0 else np.expand_dims(grad, "
    spread += "tuple(range(a.ndim)) if axis is None else axis), a.shape)"
    arguments = "self, axis=None, keepdims=False"
    return one_sided(stem, value, back.replace("SPREAD", spread), arguments)


def loss(value, back):
    """cross_entropy, with another mean or another gradient."""
    text = (SOLUTIONS / "kata22_cross_entropy.py").read_text()
    text = text.replace("losses.sum() / count", value).replace("grad * slopes / count", back)
    return "kata22_cross_entropy", text


SWAPPED = {
    "kata02_pow": "grad * out * np.log(a), grad * b * a ** (b - 1)",
    "kata08_truediv": "-grad * a / b**2, grad / b",
}
SAID = [
    (product(), ""),
    (product("grad * a", "grad * b"), ALONE + "your gradients of x and y are swapped."),
    (product("3 * grad * b"), ALONE + "your gradient of x is PyTorch's times 3."),
    (product(to_b="-grad * a"), "is PyTorch's with the sign flipped."),
    (
        ("kata07_sub", two_sided("sub", "a - b", "-grad", "grad")),
        "gradients of x and y (the right side) are PyTorch's with the sign flipped.",
    ),
    (
        (
            "kata02_pow",
            two_sided(
                "pow",
                "a**b",
                "grad * np.where((a == 0) & (b >= 0), 0, out * np.log(a))",
                "grad * np.where(b == 0, 0, b * a ** (b - 1))",
            ),
        ),
        "gradients of x and y are swapped.",
    ),
    (product("b", "a"), "are PyTorch's without the upstream gradient."),
    (product("grad * a"), "your gradient of x is PyTorch's with x in place of y."),
    (product("a", "b"), "your gradient of x is just x, and your gradient of y (the right side) is"),
    (product("0 * grad + a", "0 * grad + b"), "without y and the upstream gradient, times x"),
    (product(to_b="0 * grad + a"), "is PyTorch's without the upstream gradient."),
    (product("grad + b"), "is y + the upstream gradient, where PyTorch's is a product."),
    (product("grad * b - b"), "your gradient of x is y * the upstream gradient - y."),
    (product("0 * grad", "0 * grad"), "are 0 everywhere."),
    (product(down="to_a, to_b"), "are PyTorch's, not summed down to the input's shape."),
    (product(to_b="-grad * a", down="to_a, to_b"), "the sign flipped, not summed down"),
    (product(down=DOWN.replace("b.shape", "a.shape")), "summed down to the shape of x instead."),
    (
        product("unbroadcast(grad, a.shape)", down="to_a * b, unbroadcast(to_b, b.shape)"),
        "with the sum taken before the product.",
    ),
    (product(value="a * b + 1"), "your output is PyTorch's plus 1."),
    (product(value="a @ b"), "Your output is x @ y."),
    (product("np.cos(3 * grad)"), ""),
    (quotient("-grad * a / (2 * b)"), "is PyTorch's times y / 2."),
    (quotient("a / b ** 2"), "is PyTorch's without the upstream gradient, with the sign flipped."),
    (reduction("kata03_sum", "SPREAD * a"), "is PyTorch's times x."),
    (reduction("kata03_sum", "np.ones(a.shape)"), "without the upstream gradient."),
    (
        reduction("kata03_sum", "SPREAD / a.size * grad.size"),
        "divided by the number of elements that are added up.",
    ),
    (
        reduction("kata14_mean", "SPREAD / len(a) if a.ndim else SPREAD"),
        "but divided by the length of the first axis of x, not by the number of elements",
    ),
    (
        reduction("kata14_mean", "SPREAD / a.size"),
        "divided by the number of elements of x, not by the number of elements that are added up.",
    ),
    (
        reduction("kata14_mean", "SPREAD / (a.size // grad.size + 1)"),
        "divided by 1 more than the number of elements that are added up.",
    ),
    (
        reduction(
            "kata14_mean",
            "SPREAD / (1 + sum(a.shape[k] for k in axis) if isinstance(axis, tuple) else "
            "a.size // grad.size)",
        ),
        "divided by 1 more than the sum of the lengths of the given axes, not by",
    ),
    (loss("losses.sum()", "slopes"), "are PyTorch's times the length of the first axis of x. "),
    (
        loss("losses.sum()", "slopes"),
        "is PyTorch's without the upstream gradient, times the length of the first axis of x.",
    ),
    (
        loss("losses.sum() / count / classes", "grad * slopes / count / classes"),
        "output and your gradient of x are PyTorch's divided by the length of the last axis of x.",
    ),
    (reduction("kata03_sum", "np.full(a.shape, grad.sum())"), "the sum of the whole upstream"),
    (one_sided("kata06_neg", "-a", "grad"), "PyTorch's with the sign flipped."),
    (one_sided("kata09_exp", "np.exp(a)", "grad"), "is the upstream gradient itself"),
    (one_sided("kata09_exp", "np.exp(a)", "np.exp(grad)"), "is np.exp(the upstream gradient)."),
    (
        one_sided("kata10_log", "np.log(a)", "np.sign(grad) / a"),
        "PyTorch's with np.sign(the upstream gradient) in place of the upstream gradient.",
    ),
    (one_sided("kata09_exp", "np.exp(2 * a)", "grad * out"), "PyTorch's for 2 * x in place of x."),
    (
        one_sided("kata12_sigmoid", "1 / (1 + np.exp(-a))", "np.cos(3 * grad)"),
        "is the same for the same upstream gradient, whatever x is.",
    ),
    (
        one_sided("kata12_sigmoid", "1 / (1 + np.exp(-a))", "1 - out**2"),
        "your gradient of x is 1 - the output ** 2.",
    ),
    (
        one_sided("kata12_sigmoid", "1 / (1 + np.exp(-a))", "grad * np.cos(3 * a)"),
        "is the upstream gradient times a wrong slope: at x = 1 it is -0.99, not 0.197.",
    ),
    (
        one_sided("kata13_tanh", "np.tanh(a)", "grad * (1 - abs(out))"),
        "is the upstream gradient * (1 - np.abs(the output)).",
    ),
    (
        one_sided("kata13_tanh", "np.tanh(a)", "grad * (1 + out**2)"),
        "is the upstream gradient * (1 + the output ** 2).",
    ),
    (one_sided("kata13_tanh", "np.tanh(a)", "grad / np.cosh(a)"), "gradient / np.cosh(x)."),
    (
        one_sided("kata11_relu", "np.minimum(a, 0)", "np.where(a < 0, grad, 0)"),
        "your output is np.minimum(x, 0), and your gradient of x is PyTorch's for -x in place of",
    ),
    (
        one_sided(
            "kata05_broadcast_to", "np.resize(a, to)", "unbroadcast(grad, a.shape)", "self, to"
        ),
        "your output is x's numbers one after the other, again and again until the shape is full.",
    ),
    (
        one_sided("kata15_reshape", "a.reshape(*to)", "grad.T.reshape(a.shape)", "self, *to"),
        "is the upstream gradient, its axes reversed before it is reshaped.",
    ),
    (one_sided("kata12_sigmoid", "np.exp(a) / np.exp(a).sum()", "a"), "numbers that add up to 1."),
    (one_sided("kata09_exp", "10**a", "grad * out"), "your output is 10 ** x"),
    (
        one_sided("kata11_relu", "a[a > 0]", "0 * a"),
        "outputs are PyTorch's, with some of the numbers left out.",
    ),
    (
        (
            "kata02_pow",
            two_sided(
                "pow",
                "a**b",
                "grad * np.where(a == 0, 0, b * a ** (b - 1))",
                "grad * np.where((a == 0) & (b >= 0), 0, out * np.log(a))",
            ),
        ),
        "gradient of x is wrong only where x is 0: yours is 0 there.",
    ),
    (one_sided("kata06_neg", "-2 * a", "-2 * grad"), "your output and your gradient of x are"),
    (one_sided("kata12_sigmoid", "1 + np.exp(-a)", "grad"), "your output is 1 / PyTorch's"),
    (
        one_sided("kata12_sigmoid", "1 + np.exp(-a)", "grad * out * (1 - out)"),
        "your gradient of x is PyTorch's divided by PyTorch's output ** 3, with the sign flipped.",
    ),
    (
        one_sided("kata12_sigmoid", "1 - np.exp(-a) / (1 + np.exp(-a))", "grad * out * (1 - out)"),
        "output and your gradient of x are wrong only where x is a large negative number: yours is",
    ),
    (
        one_sided("kata13_tanh", "np.sinh(a) / np.cosh(a)", "grad * (1 - out**2)"),
        "output and your gradient of x are wrong only where x is far from 0: yours is NaN there.",
    ),
    (
        (
            "kata14_mean",
            "def mean(self, axis=None, keepdims=False):\n"
            "    axes = axis if isinstance(axis, tuple) else range(self.ndim) if axis is None "
            "else (axis,)\n"
            "    n = sum(self.shape[a] for a in axes) if axis is not None else self.size\n"
            "    return self.sum(axis, keepdims) * (1 / n)\n",
        ),
        "6 of your 7 wrong outputs and your gradient of x are PyTorch's, but divided by the sum of",
    ),
    (one_sided("kata13_tanh", "np.tan(a)", "grad"), "your output is np.tan(x)"),
    (one_sided("kata09_exp", "2.71828**a", "grad * out"), "are nearly PyTorch's:"),
    (one_sided("kata10_log", "np.log10(a)", "grad / a"), "your output is np.log10(x)."),
    (one_sided("kata11_relu", "np.maximum(a, 0)", "grad * (a >= 0)"), "wrong only where x is 0."),
    (
        one_sided("kata12_sigmoid", "1 / (1 + np.exp(-a))", "grad * out - out"),
        "is the output * the upstream gradient - the output.",
    ),
    (
        one_sided("kata13_tanh", "np.tanh(a)", "grad * out"),
        "with the output in place of (1 - the output ** 2).",
    ),
    (
        one_sided("kata15_reshape", "a.reshape(*to)", "-grad", "self, *to"),
        "with the sign flipped, in another shape.",
    ),
    (
        one_sided("kata04_transpose", "a.transpose(to or None)", "grad.T", "self, *to"),
        "is the upstream gradient with its axes in reverse order.",
    ),
    (
        ("kata16_matmul", two_sided("matmul", "a @ b", "grad @ b", "a @ grad", "to_a, to_b")),
        "wrong gradients of y are PyTorch's, but with x not transposed.",
    ),
]


@pytest.mark.parametrize("kata, said", SAID, ids=[said[-40:] for _, said in SAID])
def test_a_relation_is_said(kata, said):
    stem, text = kata
    found = how(results_of(stem, text))
    assert said in found and bool(said) == bool(found)
    check_truth(found, results_of(stem, text))


def test_it_is_said_of_what_the_judge_gives(tmp_path):
    stem, text = product("2 * grad * b")
    (tmp_path / f"{stem}.py").write_text(text)
    found = judge(tmp_path / f"{stem}.py", cases_of(stem)).results
    assert how(found) == how(results_of(stem, text)) != ""


def test_of_a_single_number_nothing_is_said():
    stem, text = product("grad * b + 5 * (a.shape == () == b.shape)")
    assert how(results_of(stem, text)) == ""


def test_what_answers_is_described_where_other_cases_raise():
    stem, text = product("-grad * b")
    raising = text.replace("    out =", "    assert a.shape == b.shape\n    out =")
    results = results_of(stem, raising)
    assert sum(1 for one in results if one.problem and not one.found) > 20
    assert "your gradient of x is PyTorch's with the sign flipped." in how(results)


@pytest.mark.parametrize("stem", SWAPPED)
def test_swapped_gradients_are_told(stem):
    value = {"kata02_pow": "a**b", "kata08_truediv": "a / b"}[stem]
    results = results_of(stem, two_sided(stem.split("_")[1], value, *SWAPPED[stem].split(", ")))
    assert re.search("gradients of x and y are swapped.", how(results))
    check_truth(how(results), results)


@pytest.mark.parametrize("stem", stems())
def test_every_sentence_is_true(stem):
    known = table.table_of(stem, asked(stem))
    for key in list(known)[::EACH]:
        results = judged(stem, known[key][1])
        check_truth(how(results), results)
