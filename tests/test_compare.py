"""Comparing: what rounding leaves is forgiven; a number that is wrong is not, however small."""

import numpy as np
import pytest

from minigrad import Tensor
from minigrad.diagnosis import table
from minigrad.judging import oracle
from minigrad.judging.cases import cases_of
from minigrad.judging.compare import same
from minigrad.judging.judge import Result

NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize(
    "yours, theirs, alike",
    [
        (1.0, 1.0 + 1e-9, True),
        (1.0, 1.0 + 1e-6, False),
        (1e-30, 1e-30, True),
        (1.0 - (0.1 + 0.2 + 0.7), 0.0, True),  # 1e-16, left over where terms cancel
        (0.0, 0.1 + 0.2 - 0.3, True),
        (2e-9, 0.0, False),
        (np.exp(-30.0), np.exp(-40.0), False),
        (1e300, 1.1e300, False),
        (NAN, NAN, True),
        (NAN, 0.0, False),
        (INFINITE, INFINITE, True),
        (INFINITE, -INFINITE, False),
        (1e308, INFINITE, False),
        (-0.0, 0.0, True),
    ],
)
def test_alike_but_for_rounding(yours, theirs, alike):
    assert same(np.array(yours), np.array(theirs)) == alike
    assert same(np.array([yours, 1e30]), np.array([theirs, 1e30])) == alike  # whatever is beside it


def test_shapes_and_what_is_missing_count():
    one = np.array([1.0])
    assert same(None, None) and not same(one, None) and not same(None, one)
    assert not same(one, np.array(1.0)) and not same(one, np.array([1.0, 1.0]))


def _exp(data):
    return np.exp(data), np.exp(data)


def _sigmoid(data):
    out = 1 / (1 + np.exp(-data))
    return out, out * (1 - out)


@pytest.mark.parametrize("limit", [10, 20, 30])
@pytest.mark.parametrize("stem, function", [("kata09_exp", _exp), ("kata12_sigmoid", _sigmoid)])
def test_clipped_on_the_flat_side_is_wrong(stem, function, limit):
    def clipped(self):
        data, slope = function(np.maximum(self.data, -limit))
        return Tensor.from_op("", data, (self,), lambda grad: (grad * slope,))

    cases = cases_of(stem)
    asked = [Result(*pair) for pair in zip(cases, oracle.recorded(stem, cases), strict=True)]
    wrong = [one for one in table.outcomes(stem, clipped, asked) if one and not one.right]
    assert wrong and all(one.found for one in wrong)
