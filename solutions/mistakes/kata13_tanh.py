"""Wrong answers that people give to kata 13. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    sign_flipped,
    slip,
    upstream_ignored,
    upstream_overwritten,
)

from minigrad import Tensor

ignored = slip(Tensor.tanh, upstream_ignored)
sign = slip(Tensor.tanh, sign_flipped)
outside = outside_the_graph(Tensor.tanh)
changed = slip(Tensor.tanh, upstream_overwritten)


def _tanh(self, vjp, out=None):
    return Tensor.from_op("tanh", np.tanh(self.data) if out is None else out, (self,), vjp)


def input_for_output(self):
    """x stands in the slope where the result belongs

    The short formula for the slope is written in terms of what tanh gave, not of what it
    was given. Far to the right the slope should be 0; yours falls without end.
    """
    return _tanh(self, lambda grad: (grad * (1 - self.data**2),))


def tanh_twice(self):
    """the slope is taken at the result, not at x

    The VJP puts the result through tanh once more. It is a tanh already: far to the right,
    which value should the formula for the slope see?
    """
    again = np.tanh(np.tanh(self.data))
    return _tanh(self, lambda grad: (grad * (1 - again**2),))


def not_squared(self):
    """the square is missing in the slope

    Right at 0 and far to the right only. The curve looks the same on both sides of 0, so
    its slope at -1 is its slope at 1; is yours?
    """
    out = np.tanh(self.data)
    return _tanh(self, lambda grad: (grad * (1 - out),))


def difference_squared(self):
    """the whole difference is squared, not only the result

    The curve looks the same on both sides of 0, so its slope at -1 is its slope at 1; is
    yours? Python takes the power before it subtracts, unless parentheses say otherwise.
    """
    out = np.tanh(self.data)
    return _tanh(self, lambda grad: (grad * (1 - out) ** 2,))


def plus_for_minus(self):
    """the slope grows where the curve flattens

    Right at 0 only. Far away tanh is flat, so the two terms of its slope must cancel there.
    """
    out = np.tanh(self.data)
    return _tanh(self, lambda grad: (grad * (1 + out**2),))


def slope_of_sigmoid(self):
    """the slope is sigmoid's

    The two curves are alike, their formulas are not: at x = 0, where tanh is 0, its slope
    is 1.
    """
    out = np.tanh(self.data)
    return _tanh(self, lambda grad: (grad * out * (1 - out),))


def slope_of_tan(self):
    """the slope is that of tan, not of tanh

    For tan it is 1 / cos(x)^2, or 1 + tan(x)^2; for tanh cos becomes cosh, and a sign
    changes.
    """
    return _tanh(self, lambda grad: (grad / np.cos(self.data) ** 2,))


def upstream_in_the_slope(self):
    """the upstream gradient is put into the formula for the slope

    The slope belongs to this curve, whatever comes from downstream. Work it out first, then
    multiply by the upstream gradient, once.
    """
    out = np.tanh(self.data)
    return _tanh(self, lambda grad: (1 - (grad * out) ** 2,))


def no_parentheses(self):
    """the upstream gradient multiplies only half of the slope

    The slope has two terms, and the chain rule multiplies by all of it. Python multiplies
    before it subtracts.
    """
    out = np.tanh(self.data)
    return _tanh(self, lambda grad: (grad * 1 - out**2,))


def inner_slope_lost(self):
    """the gradient is half of what it should be

    When tanh is made from a sigmoid of 2x, the 2 inside has its own part in the chain rule.
    Nudge x by a little at 0: tanh goes up by just as much.
    """
    s = 1 / (1 + np.exp(-2 * self.data))
    return _tanh(self, lambda grad: (grad * 2 * s * (1 - s),))


def not_doubled(self):
    """the curve is half as steep as it should be

    2 sigmoid(x) - 1 has the right height, but tanh is narrower: its slope at 0 is 1.
    """
    s = 1 / (1 + np.exp(-self.data))
    return _tanh(self, lambda grad: (grad * 2 * s * (1 - s),), 2 * s - 1)


def overflows(self):
    """e^x overflows: far away the result is NaN

    e^1000 is infinite for a float64, and infinity / infinity is NaN. `np.tanh` avoids that
    (`np.sinh` and `np.cosh`, one divided by the other, do not).
    """
    up, down = np.exp(self.data), np.exp(-self.data)
    out = (up - down) / (up + down)
    return _tanh(self, lambda grad: (grad * (1 - out**2),), out)


def overflows_on_the_right(self):
    """e^(2x) overflows: far to the right the result is NaN

    With e^(2x) the left side is safe, with e^(-2x) the right side. `np.tanh` is on both.
    """
    up = np.exp(2 * self.data)
    out = (up - 1) / (up + 1)
    return _tanh(self, lambda grad: (grad * (1 - out**2),), out)


def slope_overflows(self):
    """the result is right; far away the gradient is NaN

    Your slope computes sinh, cosh or exponentials again, and there infinity meets infinity.
    The result is at hand, and never large: can you make the slope from it alone?
    """
    sinh, cosh = np.sinh(self.data), np.cosh(self.data)
    return _tanh(self, lambda grad: (grad * (cosh**2 - sinh**2) / cosh**2,))
