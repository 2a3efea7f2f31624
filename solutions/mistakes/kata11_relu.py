"""Wrong answers that people give to kata 11. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.relu, upstream_ignored)
outside = outside_the_graph(Tensor.relu)


def one_at_zero(self):
    """the slope at 0 is 1, not 0

    At 0 the line has a corner, and somebody must choose. Does your comparison count 0 among
    the elements that are let through? PyTorch does not.
    """
    return Tensor.from_op(
        "relu", np.maximum(self.data, 0), (self,), lambda grad: (grad * (self.data >= 0),)
    )


def half_at_zero(self):
    """the slope at 0 is one half, not 0

    Half-way between the two slopes is a fair choice, but not PyTorch's.
    """
    return Tensor.from_op(
        "relu",
        np.maximum(self.data, 0),
        (self,),
        lambda grad: (grad * (1 + np.sign(self.data)) / 2,),
    )


def everything_passes_back(self):
    """the gradient passes back where nothing passed forward

    Where x is negative the result is 0, and stays 0 when x is nudged. What does that make
    of the gradient there?
    """
    return Tensor.from_op("relu", np.maximum(self.data, 0), (self,), lambda grad: (grad,))


def value_for_slope(self):
    """the gradient is multiplied by the result, not by its slope

    That an element was let through matters for its gradient; how large it is does not. What
    is the slope of a straight line that rises as fast as x?
    """
    out = np.maximum(self.data, 0)
    return Tensor.from_op("relu", out, (self,), lambda grad: (grad * out,))


def sign_of_the_upstream(self):
    """relu is applied to the upstream gradient

    Which gradients pass was decided by the sign of x, on the way forward. A negative
    gradient has as much right to pass as a positive one.
    """
    return Tensor.from_op(
        "relu",
        np.maximum(self.data, 0),
        (self,),
        lambda grad: (np.maximum(grad, 0),),
    )


def compared_after_multiplying(self):
    """grad * x > 0 is not grad * (x > 0)

    Python multiplies before it compares, so your gradient is a truth value, 0 or 1. Compare
    first.
    """
    return Tensor.from_op(
        "relu", np.maximum(self.data, 0), (self,), lambda grad: (grad * self.data > 0,)
    )


def compared_after_multiplying__result(self):
    out = np.maximum(self.data, 0)
    return Tensor.from_op("relu", out, (self,), lambda grad: (grad * out > 0,))


def compared_after_multiplying__at_least(self):
    return Tensor.from_op(
        "relu", np.maximum(self.data, 0), (self,), lambda grad: (grad * self.data >= 0,)
    )


def changed_x(self):
    """x is changed in place

    `self.data` belongs to x, and somebody may still need its negative numbers. Make a new
    array, instead of writing zeros into this one. A common one.
    """
    self.data[self.data < 0] = 0
    return Tensor.from_op("relu", self.data, (self,), lambda grad: (grad * (self.data > 0),))


def changed_upstream(self):
    """zeros are written into the upstream gradient

    The array that arrives is not yours: others may still need it. Make a new one, or write
    into a copy.
    """

    def vjp(grad):
        grad[self.data <= 0] = 0
        return (grad,)

    return Tensor.from_op("relu", np.maximum(self.data, 0), (self,), vjp)


def zero_times_infinity(self):
    """minus infinity is multiplied by 0

    Multiplying by a mask of zeros and ones is fine as long as the numbers are finite: 0
    times infinity is NaN. Choose between two values, instead of multiplying by 0 or 1.
    """
    mask = self.data > 0
    return Tensor.from_op("relu", self.data * mask, (self,), lambda grad: (grad * mask,))


def largest_of_all(self):
    """np.max is called where np.maximum is meant

    `np.max` looks for the largest element along an axis, and takes your 0 for that axis.
    `np.maximum` compares two arrays, element by element.
    """
    return Tensor.from_op(
        "relu", np.max(self.data, 0), (self,), lambda grad: (grad * (self.data > 0),)
    )


def wrong_half(self):
    """the negative half is kept, not the positive one

    Try it on 3 and on -2: which of them should come out as 0?
    """
    return Tensor.from_op(
        "relu", np.minimum(self.data, 0), (self,), lambda grad: (grad * (self.data < 0),)
    )


def leaky(self):
    """a little of the negative half leaks through

    That is the leaky relu, another function. This one is 0 wherever x is negative.
    """
    slope = np.where(self.data > 0, 1, 0.01)
    return Tensor.from_op("relu", self.data * slope, (self,), lambda grad: (grad * slope,))
