"""Wrong answers that people give to kata 8. A docstring is the mistake's name, then a nudge."""

import functools

import numpy as np
import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    second_outside,
    slip,
    upstream_ignored,
)
from unbroadcast_slips import undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.truediv, upstream_ignored)
swapped = slip(Tensor.truediv, gradients_swapped)
outside = outside_the_graph(Tensor.truediv)
other_outside = second_outside(Tensor.truediv)

not_undone = undone_by(Tensor.truediv, undo.not_undone)
leading_axes_only = undone_by(Tensor.truediv, undo.leading_axes_only)
length_1_only = undone_by(Tensor.truediv, undo.length_1_only)
from_the_left = undone_by(Tensor.truediv, undo.from_the_left)


_truediv = Tensor.truediv  # the reference, because `/` will call the mistake


def _slopes(slopes):
    """truediv with other slopes: slopes(x, y) gives the slope in x and the slope in y."""

    @functools.wraps(slopes)
    def wrong(self, other):
        other = Tensor.wrap(other)
        x, y = self.data, other.data

        def vjp(grad):
            in_x, in_y = slopes(x, y)
            return unbroadcast(grad * in_x, self.shape), unbroadcast(grad * in_y, other.shape)

        return Tensor.from_op("truediv", x / y, (self, other), vjp)

    return wrong


@_slopes
def square_lost(x, y):
    """the square is missing from y's gradient

    1/y is y to the power -1. By the power rule, its slope has a power that is one less than -1.
    """
    return 1 / y, -x / y


@_slopes
def epsilon_in_the_gradient(x, y):
    """a small epsilon is added to y in the VJP

    It makes every gradient a little wrong. At y = 0 the gradient is infinite, and yours is very
    wrong. Let NumPy divide by zero.
    """
    return 1 / (y + 1e-8), -x / (y + 1e-8) ** 2


@_slopes
def integral(x, y):
    """y's gradient has a log in it

    The slope of log(y) is 1/y. But you need the slope of 1/y itself. Use the power rule with the
    exponent -1.
    """
    return 1 / y, x * np.log(np.abs(y))


def _gradients(x, y, gradients):
    """x / y, with gradients(grad, x, y) as its VJP."""
    y = Tensor.wrap(y)
    return Tensor.from_op("truediv", x.data / y.data, (x, y), lambda grad: gradients(grad, x, y))


def other_sides_shape(self, other):
    """each gradient is summed to the other operand's shape

    The slope in x is computed from y's values, but the gradient belongs to x. So it must come back
    in x's shape.
    """
    return _gradients(
        self,
        other,
        lambda grad, x, y: (
            unbroadcast(grad / y.data, y.shape),
            unbroadcast(-grad * x.data / y.data**2, x.shape),
        ),
    )


def undone_too_early(self, other):
    """the copies' gradients are summed before the slope is used

    Broadcasting made copies, and each copy met a different element of the other operand. So each
    copy's gradient must first be multiplied by its own slope. Only then can you add them up.
    """
    return _gradients(
        self,
        other,
        lambda grad, x, y: (
            unbroadcast(grad, x.shape) / y.data,
            unbroadcast(-grad, y.shape) * x.data / y.data**2,
        ),
    )


def changed(self, other):
    """the upstream gradient is changed in place

    The array that your VJP receives is not yours. Other operations may still need it. Compute a new
    array, with `a / b` and not with `a /= b`.
    """
    other = Tensor.wrap(other)
    data = self.data / other.data

    def vjp(grad):
        grad /= other.data
        return unbroadcast(grad, self.shape), unbroadcast(-grad * data, other.shape)

    return Tensor.from_op("truediv", data, (self, other), vjp)


def epsilon(self, other):
    """a small epsilon is added to y

    It makes every result a little wrong, and a division by 0 very wrong. 1 / 0 is infinite here, as
    in NumPy and PyTorch.
    """
    return _truediv(self, Tensor.wrap(other) + 1e-8)


def operands_swapped(self, other):
    """y / x is computed instead of x / y

    In a division the order counts. `self` is the operand on the left.
    """
    return Tensor.wrap(other) * self**-1
