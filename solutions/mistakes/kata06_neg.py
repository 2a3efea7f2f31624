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
    """the gradient does not change its sign

    Nudge x up by hand. Does -x go up or down? In `add` the upstream gradient passes through
    unchanged, but not here.
    """
    return Tensor.from_op("neg", -self.data, (self,), lambda grad: (grad,))


def negated_in_place(self):
    """the upstream gradient is negated in place

    The array that your VJP receives is not yours. Other operations may still need it. Make a new
    array.
    """

    def vjp(grad):
        grad *= -1
        return (grad,)

    return Tensor.from_op("neg", -self.data, (self,), vjp)


def input_negated(self):
    """x itself is negated

    The result must be a new array. x keeps its values, because others may still use them.
    """
    np.negative(self.data, out=self.data)
    return Tensor.from_op("neg", self.data, (self,), lambda grad: (-grad,))


def made_negative(self):
    """every element is made negative

    `-x` flips every sign. A positive number becomes negative, and a negative number becomes
    positive.
    """
    return Tensor.from_op("neg", -abs(self.data), (self,), lambda grad: (-grad,))


def output_is_the_slope(self):
    """the gradient is multiplied by the output

    The slope of -x is the same number for every x. It says how far the output moves when you nudge
    x. It does not depend on where the output is.
    """
    return Tensor.from_op("neg", -self.data, (self,), lambda grad: (grad * -self.data,))


def not_negated(self):
    """the output keeps the sign of x

    Your VJP flips the sign. The forward value must flip it too.
    """
    return Tensor.from_op("neg", self.data, (self,), lambda grad: (-grad,))
