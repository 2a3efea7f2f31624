"""Wrong answers that people give to kata 9. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    slip,
    upstream_ignored,
    upstream_overwritten,
)

from minigrad import Tensor

ignored = slip(Tensor.exp, upstream_ignored)
outside = outside_the_graph(Tensor.exp)
changed = slip(Tensor.exp, upstream_overwritten)


def power_rule(self):
    """the power rule is used, but here the exponent moves

    `n * x ** (n - 1)` is for a base that moves and an exponent that stays. Here the base stays and
    the exponent moves.
    """
    x = self.data
    return Tensor.from_op("exp", np.exp(x), (self,), lambda grad: (grad * x * np.exp(x - 1),))


def slope_of_the_output(self):
    """exp is applied twice in the VJP

    You need the slope at x. But the output is no longer x. It is already exp(x).
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * np.exp(data),))


def upstream_in_the_exponent(self):
    """the upstream gradient is inside the exponent

    The chain rule multiplies the slope by the upstream gradient. The upstream gradient does not
    change the place where you take the slope.
    """
    x = self.data
    return Tensor.from_op("exp", np.exp(x), (self,), lambda grad: (np.exp(x * grad),))


def e_rounded(self):
    """e is rounded to 2.718

    2.718 is not exactly e, and a power makes the error larger. `np.exp` has all the digits.
    """
    data = 2.718**self.data
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def largest_subtracted(self):
    """the largest element is subtracted from x first

    That trick belongs to softmax, where a common factor cancels. Here nothing cancels it.
    """
    data = np.exp(self.data - self.data.max(initial=-np.inf))
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def input_overwritten(self):
    """the result is written over x

    `out=self.data` writes the result into x's own array. Others may still use x. Make a new array.
    """
    data = np.exp(self.data, out=self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))
