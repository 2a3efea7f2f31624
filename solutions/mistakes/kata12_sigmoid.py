"""Wrong answers that people give to kata 12. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    slip,
    upstream_ignored,
    upstream_overwritten,
)

from minigrad import Tensor

ignored = slip(Tensor.sigmoid, upstream_ignored)
outside = outside_the_graph(Tensor.sigmoid)
changed = slip(Tensor.sigmoid, upstream_overwritten)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def input_for_output(self):
    """the slope uses x where the output belongs

    The short formula for the slope uses the output of sigmoid, not its input. At x = 0 your slope
    is 0. But the curve is steepest there.
    """
    x = self.data
    return Tensor.from_op("sigmoid", _sigmoid(x), (self,), lambda grad: (grad * x * (1 - x),))


def sigmoid_twice(self):
    """the VJP applies sigmoid to the output again

    The output is already a sigmoid, so your slope is taken at the output and not at x. Which value
    should the formula for the slope get at x = 0?
    """
    out = _sigmoid(self.data)
    again = _sigmoid(out)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * again * (1 - again),))


def no_parentheses_in_the_slope(self):
    """grad * out * 1 - out is not grad * out * (1 - out)

    Python multiplies before it subtracts. Far to the right the gradient should be 0, for every
    upstream gradient.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * 1 - out,))


def upstream_in_the_slope(self):
    """the upstream gradient is inside the formula for the slope

    The slope belongs to this curve. It does not depend on what comes from downstream. Compute the
    slope first. Then multiply it by the upstream gradient, once.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - grad * out),))


def no_parentheses(self):
    """1 / 1 + e^-x is not 1 / (1 + e^-x)

    Python divides before it adds. At x = 0 the result should be 1/2.
    """
    out = 1 / 1 + np.exp(-self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def overflows(self):
    """e^x overflows, so the result is NaN for large x

    e^1000 is too large for a float64, so NumPy makes it infinite. Infinity divided by infinity is
    NaN. Divide the top and the bottom of your fraction by e^x. Then only the bottom can become
    infinite, and there it does no harm.
    """
    out = np.exp(self.data) / (1 + np.exp(self.data))
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def slope_overflows(self):
    """the output is right, but the gradient is NaN far to the left

    In the VJP infinity meets infinity, or it meets 0. This comes from e^-x in the formula, or from
    the operations that you composed. You already have the output, and it is never large. Can one
    VJP compute the slope from the output alone?
    """
    large = np.exp(-self.data)
    return Tensor.from_op(
        "sigmoid", 1 / (1 + large), (self,), lambda grad: (grad * large / (1 + large) ** 2,)
    )


def not_halved(self):
    """the curve is twice as steep as it should be

    You can make sigmoid from tanh. The curve of tanh has the same form, but it goes from -1 to 1,
    and its width is different too. Correct both the height and the width.
    """
    out = (1 + np.tanh(self.data)) / 2
    return Tensor.from_op(
        "sigmoid", out, (self,), lambda grad: (grad * (1 - np.tanh(self.data) ** 2) / 2,)
    )
