"""What is said of a wrong answer that no known mistake fits."""

import pytest

from minigrad.diagnosis.measure import measure
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import judge

MUL = """
import numpy as np
from minigrad import Tensor, unbroadcast

def mul(self, other):
    other = Tensor.wrap(other)
    a, b = self.data, other.data
    def vjp(grad):
        to_a, to_b = unbroadcast(grad * b, self.shape), unbroadcast(grad * a, other.shape)
        {line}
        return to_a, to_b
    return Tensor.from_op("mul", a * b, (self, other), vjp)
"""


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("pass", ""),
        ("to_a, to_b = 3 * to_a, 3 * to_b", "Nearly all wrong numbers are 3 times PyTorch's."),
        ("to_a, to_b = -to_a, -to_b", "Nearly all wrong numbers differ only in sign."),
        (
            "to_a, to_b = np.zeros(a.shape), np.zeros(b.shape)",
            "Nearly all wrong numbers are 0",
        ),
        ("to_b = unbroadcast(grad, other.shape)", ""),
        ("if a.shape != b.shape: to_a = to_a + 1", "It is right only where nothing is broadcast."),
        ("if not a.all() or not a.size: to_a = to_a + 1", "It is right, except for zeros"),
        ("if a.ndim == 2: to_a = np.cos(to_a)", ""),
    ],
)
def test_what_is_seen_is_described(tmp_path, line, sentence):
    path = tmp_path / "kata01_mul.py"
    path.write_text(MUL.format(line=line))
    said = measure(judge(path, cases_of("kata01_mul")).results)
    assert said.startswith(sentence) and bool(said) == bool(sentence)
