"""Wrong answers that people give to kata 9. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    sign_flipped,
    slip,
    upstream_ignored,
    upstream_overwritten,
    upstream_squared,
)

from minigrad import Tensor

ignored = slip(Tensor.exp, upstream_ignored)
squared = slip(Tensor.exp, upstream_squared)
flipped = slip(Tensor.exp, sign_flipped)
outside = outside_the_graph(Tensor.exp)
changed = slip(Tensor.exp, upstream_overwritten)


def power_rule(self):
    """the power rule is used, but here the exponent moves

    `n * x ** (n - 1)` is for a base that moves and an exponent that stays. Here the base stays and
    the exponent moves.
    """
    x = self.data
    return Tensor.from_op("exp", np.exp(x), (self,), lambda grad: (grad * x * np.exp(x - 1),))


def exponent_comes_down(self):
    """the slope is multiplied by x

    The exponent becomes a factor only when the base moves. Measure the slope at 0. Is it 0?
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * self.data * data,))


def input_is_the_slope(self):
    """x itself is used as the slope

    Measure the slope. At x = 0 it is 1, and at x = 1 it is 2.718.
    """
    return Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad * self.data,))


def passed_through(self):
    """the upstream gradient passes through unchanged

    That is right only where the output moves as far as x. Here the output moves farther when x is
    larger.
    """
    return Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad,))


def slope_of_the_output(self):
    """exp is applied twice in the VJP

    You need the slope at x. But the output is no longer x. It is already exp(x).
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * np.exp(data),))


def slope_of_the_inverse(self):
    """1/x is used, which is the slope of log

    1/x is the slope of log x. exp is the inverse of log. As x grows, 1/x gets smaller, but exp gets
    steeper.
    """
    return Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad / self.data,))


def upstream_in_the_exponent(self):
    """the upstream gradient is inside the exponent

    The chain rule multiplies the slope by the upstream gradient. The upstream gradient does not
    change the place where you take the slope.
    """
    x = self.data
    return Tensor.from_op("exp", np.exp(x), (self,), lambda grad: (np.exp(x * grad),))


def upstream_added(self):
    """the upstream gradient is added to the slope

    The chain rule multiplies the two. If the upstream gradient is 0, the gradient must be 0 as
    well.
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad + data,))


def e_rounded(self):
    """e is rounded to 2.718

    2.718 is not exactly e, and a power makes the error larger. `np.exp` has all the digits.
    """
    data = 2.718**self.data
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def base_two(self):
    """2 ** x is computed instead of e ** x

    `np.exp2` is a different function. The base here is e = 2.71828...
    """
    data = np.exp2(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def cut_off(self):
    """x is clipped, so large inputs are cut off

    exp(1000) is infinite here, as in NumPy and PyTorch. Clipping changes the result. It also hides
    from the code downstream that a number became too large.
    """
    data = np.exp(np.clip(self.data, -500, 500))
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def infinity_replaced(self):
    """an infinite result is replaced by a finite number

    exp(1000) is infinite here, as in NumPy and PyTorch, and so is its gradient. `np.nan_to_num`
    turns it into an ordinary, wrong number.
    """
    data = np.nan_to_num(np.exp(self.data))
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def infinity_replaced__nan_kept(self):
    data = np.nan_to_num(np.exp(self.data), nan=np.nan)
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
