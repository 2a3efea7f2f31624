"""Wrong answers that people give to kata 6. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    doubled,
    outside_the_graph,
    slip,
    upstream_changed,
    upstream_ignored,
    upstream_squared,
)

from minigrad import Tensor

ignored = slip(Tensor.neg, upstream_ignored)
squared = slip(Tensor.neg, upstream_squared)
twice = slip(Tensor.neg, doubled)
changed = slip(Tensor.neg, upstream_changed)
outside = outside_the_graph(Tensor.neg)


def passed_through(self):
    """the gradient did not change its sign

    Nudge x up by hand: does -x go up or down? The upstream gradient passes straight through
    in `add`, but not here.
    """
    return Tensor.from_op("neg", -self.data, (self,), lambda grad: (grad,))


def negated_in_place(self):
    """the upstream gradient is negated in place

    The array that arrives is not yours: others may still need it. Make a new one.
    """

    def vjp(grad):
        grad *= -1
        return (grad,)

    return Tensor.from_op("neg", -self.data, (self,), vjp)


def input_negated(self):
    """x itself is changed

    The result is a new array; x keeps its values, for others may still use them.
    """
    np.negative(self.data, out=self.data)
    return Tensor.from_op("neg", self.data, (self,), lambda grad: (-grad,))


def made_negative(self):
    """every element is made negative

    The sign is flipped, whichever it was: what was negative becomes positive.
    """
    return Tensor.from_op("neg", -abs(self.data), (self,), lambda grad: (-grad,))


def output_is_the_slope(self):
    """the gradient is multiplied by the output

    The slope of -x is the same number for every x: how far the output moves for a nudge,
    not where it is.
    """
    return Tensor.from_op("neg", -self.data, (self,), lambda grad: (grad * -self.data,))


def not_negated(self):
    """the values keep their sign

    The VJP flips a sign, and the forward value must too.
    """
    return Tensor.from_op("neg", self.data, (self,), lambda grad: (-grad,))
