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
    """the power rule, used where the exponent moves

    `n * x ** (n - 1)` is for a base that moves and an exponent that stays. Here it is the
    other way round.
    """
    x = self.data
    return Tensor.from_op("exp", np.exp(x), (self,), lambda grad: (grad * x * np.exp(x - 1),))


def exponent_comes_down(self):
    """the slope is multiplied by x

    The exponent comes down as a factor only when the base moves. Measure the slope at 0:
    is it 0?
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * self.data * data,))


def input_is_the_slope(self):
    """x is taken for the slope

    Measure: at x = 0 the slope is 1, at x = 1 it is 2.718.
    """
    return Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad * self.data,))


def passed_through(self):
    """the upstream gradient passes straight through

    That is right where the output moves as much as x. Here it moves more the larger x is.
    """
    return Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad,))


def slope_of_the_output(self):
    """exp is taken twice on the way back

    The slope is wanted at x, and `data` is no longer x: it is exp(x) already.
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * np.exp(data),))


def slope_of_the_inverse(self):
    """the slope is that of the logarithm

    1/x is the slope of log x. Exp is its inverse, and grows ever steeper.
    """
    return Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad / self.data,))


def upstream_in_the_exponent(self):
    """the upstream gradient is in the exponent

    The chain rule multiplies the slope by the upstream gradient; it does not change the
    place where the slope is taken.
    """
    x = self.data
    return Tensor.from_op("exp", np.exp(x), (self,), lambda grad: (np.exp(x * grad),))


def upstream_added(self):
    """the upstream gradient is added to the slope

    The chain rule multiplies the two.
    """
    data = np.exp(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad + data,))


def e_rounded(self):
    """e is rounded

    2.718 is not e, and a power makes the difference larger. `np.exp` has all the digits.
    """
    data = 2.718**self.data
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def base_two(self):
    """a power of 2 in place of e

    `np.exp2` is another function. The base here is e = 2.71828...
    """
    data = np.exp2(self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def cut_off(self):
    """large inputs are cut off

    exp(1000) is infinite here, as in NumPy and PyTorch. A cut changes the result, and hides
    from those downstream that something has grown too large.
    """
    data = np.exp(np.clip(self.data, -500, 500))
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def infinity_replaced(self):
    """an infinite result is replaced

    exp(1000) is infinite here, as in NumPy and PyTorch, and so is its gradient.
    `np.nan_to_num` makes an ordinary, wrong number of it.
    """
    data = np.nan_to_num(np.exp(self.data))
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def largest_subtracted(self):
    """the largest element is subtracted first

    That trick belongs to softmax, where a common factor cancels. Here nothing cancels it.
    """
    data = np.exp(self.data - self.data.max(initial=-np.inf))
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))


def input_overwritten(self):
    """x itself is changed

    With `out=self.data` the result is written over x. Make a new array: others may still
    use x.
    """
    data = np.exp(self.data, out=self.data)
    return Tensor.from_op("exp", data, (self,), lambda grad: (grad * data,))
