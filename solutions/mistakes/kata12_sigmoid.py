"""Wrong answers that people give to kata 12. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    sign_flipped,
    slip,
    upstream_ignored,
    upstream_overwritten,
)

from minigrad import Tensor

ignored = slip(Tensor.sigmoid, upstream_ignored)
sign = slip(Tensor.sigmoid, sign_flipped)
outside = outside_the_graph(Tensor.sigmoid)
changed = slip(Tensor.sigmoid, upstream_overwritten)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def input_for_output(self):
    """x stands in the slope where the result belongs

    The short formula for the slope is written in terms of what sigmoid gave, not of what it
    was given. At x = 0 yours is 0, but the curve is steepest there.
    """
    x = self.data
    return Tensor.from_op("sigmoid", _sigmoid(x), (self,), lambda grad: (grad * x * (1 - x),))


def sigmoid_twice(self):
    """the slope is taken at the result, not at x

    The VJP puts the result through sigmoid once more. It is a sigmoid already: at x = 0,
    which value should the formula for the slope see?
    """
    out = _sigmoid(self.data)
    again = _sigmoid(out)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * again * (1 - again),))


def like_exp(self):
    """the slope is taken to be the result itself

    That holds for exp. Far to the right sigmoid is 1, but flat: half of the slope's formula
    is missing.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out,))


def one_factor(self):
    """only one of the slope's two factors is there

    Far to the left sigmoid is flat, since it stays close to 0. Yours has slope 1 there.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * (1 - out),))


def plus_for_minus(self):
    """the slope grows where the curve flattens

    Far to the right sigmoid is 1, but flat; yours has slope 2 there. The second factor must
    vanish where the result is 1.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 + out),))


def no_parentheses_in_the_slope(self):
    """grad * out * 1 - out is not grad * out * (1 - out)

    Python multiplies before it subtracts. Far to the right the slope should be 0, whatever the
    upstream gradient.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * 1 - out,))


def no_parentheses_in_the_slope__upstream_last(self):
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (out * 1 - out * grad,))


def slope_of_tanh(self):
    """the slope is tanh's

    The two curves are alike, their formulas are not: at x = 0, where sigmoid is one half,
    its slope is one quarter.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * (1 - out**2),))


def upstream_in_the_slope(self):
    """the upstream gradient is put into the formula for the slope

    The slope belongs to this curve, whatever comes from downstream. Work it out first, then
    multiply by the upstream gradient, once.
    """
    out = _sigmoid(self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - grad * out),))


def falling(self):
    """the sign in the exponent is missing, so the curve falls

    Try x = 5: the result should be close to 1.
    """
    out = _sigmoid(-self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def no_parentheses(self):
    """1 / 1 + e^-x is not 1 / (1 + e^-x)

    Python divides before it adds. At x = 0 the result should be one half.
    """
    out = 1 / 1 + np.exp(-self.data)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def overflows(self):
    """e^x overflows: far to the right the result is NaN

    e^1000 is infinite for a float64, and infinity / infinity is NaN. Divide above and below
    by e^x: then what is large comes to stand below the line only, where it may be infinite.
    """
    out = np.exp(self.data) / (1 + np.exp(self.data))
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def slope_overflows(self):
    """the result is right; far to the left the gradient is NaN

    On the way back infinity meets infinity, or 0: in a formula with e^-x in it, or between
    the operations of which yours is composed. The result is at hand, and never large: can
    one VJP make the slope from it alone?
    """
    large = np.exp(-self.data)
    return Tensor.from_op(
        "sigmoid", 1 / (1 + large), (self,), lambda grad: (grad * large / (1 + large) ** 2,)
    )


def clipped(self):
    """x is cut off too early

    Keeping e^-x from overflowing takes a limit of some hundreds. With one as small as
    yours, the result stops short of 0 and 1.
    """
    out = _sigmoid(np.clip(self.data, -10, 10))
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def not_halved(self):
    """the curve is twice as steep as it should be

    Sigmoid can be had from tanh, which is the same curve, but goes from -1 to 1 and is
    stretched sideways as well: both must be put right, the width too.
    """
    out = (1 + np.tanh(self.data)) / 2
    return Tensor.from_op(
        "sigmoid", out, (self,), lambda grad: (grad * (1 - np.tanh(self.data) ** 2) / 2,)
    )
