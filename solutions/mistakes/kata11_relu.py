"""Wrong answers that people give to kata 11. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.relu, upstream_ignored)
outside = outside_the_graph(Tensor.relu)


def one_at_zero(self):
    """the slope at 0 is 1, not 0

    At 0 the line has a corner, and somebody must choose one of two slopes. Does your comparison
    count 0 among the elements that are let through? In PyTorch it is not let through.
    """
    return Tensor.from_op(
        "relu", np.maximum(self.data, 0), (self,), lambda grad: (grad * (self.data >= 0),)
    )


def sign_of_the_upstream(self):
    """relu is applied to the upstream gradient

    The sign of x decides which gradients pass. The sign of the gradient does not. A negative
    gradient can pass just like a positive one.
    """
    return Tensor.from_op(
        "relu",
        np.maximum(self.data, 0),
        (self,),
        lambda grad: (np.maximum(grad, 0),),
    )


def compared_after_multiplying(self):
    """grad * x > 0 is not grad * (x > 0)

    Python multiplies before it compares. So your gradient is True or False, which is 1 or 0.
    Compare first.
    """
    return Tensor.from_op(
        "relu", np.maximum(self.data, 0), (self,), lambda grad: (grad * self.data > 0,)
    )


def changed_x(self):
    """x is changed in place

    `self.data` belongs to x, and others may still need its negative numbers. Make a new array, and
    do not write zeros into this one. Many people make this mistake.
    """
    self.data[self.data < 0] = 0
    return Tensor.from_op("relu", self.data, (self,), lambda grad: (grad * (self.data > 0),))


def changed_upstream(self):
    """zeros are written into the upstream gradient

    The array that your VJP receives is not yours. Other operations may still need it. Make a new
    array, or write into a copy.
    """

    def vjp(grad):
        grad[self.data <= 0] = 0
        return (grad,)

    return Tensor.from_op("relu", np.maximum(self.data, 0), (self,), vjp)


def zero_times_infinity(self):
    """minus infinity is multiplied by 0

    You can multiply by a mask of zeros and ones if the numbers are finite. But 0 times infinity is
    NaN. Choose between two values, and do not multiply by 0 or 1.
    """
    mask = self.data > 0
    return Tensor.from_op("relu", self.data * mask, (self,), lambda grad: (grad * mask,))


def largest_of_all(self):
    """np.max is used instead of np.maximum

    `np.max` looks for the largest element along an axis, and takes your 0 as the axis. `np.maximum`
    compares two arrays, element by element.
    """
    return Tensor.from_op(
        "relu", np.max(self.data, 0), (self,), lambda grad: (grad * (self.data > 0),)
    )


def leaky(self):
    """negative elements are multiplied by 0.01, not set to 0

    That is the leaky relu, a different function. This one is 0 wherever x is negative.
    """
    slope = np.where(self.data > 0, 1, 0.01)
    return Tensor.from_op("relu", self.data * slope, (self,), lambda grad: (grad * slope,))
