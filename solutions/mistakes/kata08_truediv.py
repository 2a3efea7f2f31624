"""Wrong answers that people give to kata 8. A docstring is the mistake's name, then a nudge."""

import functools

import numpy as np
import unbroadcast_slips as undo
from slips import (
    first_gets_all,
    gradients_swapped,
    outside_the_graph,
    second_outside,
    sign_flipped,
    slip,
    upstream_ignored,
    upstream_squared,
)
from unbroadcast_slips import only_first_undone, only_second_undone, undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.truediv, upstream_ignored)
squared = slip(Tensor.truediv, upstream_squared)
flipped = slip(Tensor.truediv, sign_flipped)
swapped = slip(Tensor.truediv, gradients_swapped)
second_zero = slip(Tensor.truediv, first_gets_all)
outside = outside_the_graph(Tensor.truediv)
other_outside = second_outside(Tensor.truediv)

not_undone = undone_by(Tensor.truediv, undo.not_undone)
first_not_undone = only_second_undone(Tensor.truediv)
second_not_undone = only_first_undone(Tensor.truediv)
leading_axes_only = undone_by(Tensor.truediv, undo.leading_axes_only)
length_1_only = undone_by(Tensor.truediv, undo.length_1_only)
from_the_left = undone_by(Tensor.truediv, undo.from_the_left)
length_1_lost = undone_by(Tensor.truediv, undo.length_1_lost)
copies_averaged = undone_by(Tensor.truediv, undo.copies_averaged)
first_copy = undone_by(Tensor.truediv, undo.first_copy)


_truediv = Tensor.truediv  # the reference; `/` will mean the mistake


def _slopes(slopes):
    """truediv with other slopes: those of x / y in x and in y, computed from x and y."""

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
def minus_lost(x, y):
    """the denominator's gradient has the wrong sign

    Divide by more, and a positive result goes down. The derivative of 1/y has a sign.
    """
    return 1 / y, x / y**2


@_slopes
def square_lost(x, y):
    """the denominator's gradient lacks a square

    1/y is y to the power -1. By the power rule, its slope has one power less than that.
    """
    return 1 / y, -x / y


@_slopes
def numerator_lost(x, y):
    """the numerator is missing in the denominator's gradient

    That is the slope of 1/y. In x / y it is multiplied by x, and so is its slope.
    """
    return 1 / y, -1 / y**2


@_slopes
def numerator_squared(x, y):
    """the numerator is squared as well

    Only y is squared in the denominator's gradient: mind the parentheses.
    """
    return 1 / y, -((x / y) ** 2)


@_slopes
def as_in_mul(x, y):
    """the gradients are those of a product

    x / y is x times 1/y: the slope in x is 1/y, not y. The denominator's follows from the
    slope of 1/y.
    """
    return y, x


@_slopes
def as_in_mul__with_a_minus(x, y):
    return y, -x


@_slopes
def numerator_as_in_mul(x, y):
    """the numerator's gradient is multiplied by the denominator

    That is a product's. Nudge the 6 in 6 / 3 up to 6.3: the result moves by 0.1, a third of
    the nudge, not three times it.
    """
    return y, -x / y**2


@_slopes
def denominator_by_x(x, y):
    """the denominator's gradient divides by the numerator

    1/y is y to the power -1: the power rule gives its slope from y alone. And what becomes of
    the x that stands in front?
    """
    return 1 / y, -1 / x


@_slopes
def denominator_by_x__no_minus(x, y):
    return 1 / y, 1 / x


@_slopes
def denominator_lost(x, y):
    """the denominator is missing in its own gradient

    x is the factor in front; it is multiplied by the slope of 1/y, and that depends on y: see
    the power rule, with the exponent -1.
    """
    return 1 / y, -x


@_slopes
def denominator_for_both(x, y):
    """the two gradients differ in their sign alone

    x / y moves by 1/y for each unit of x. For y the slope is another one: try 6 / 3 and
    6 / 3.01.
    """
    return 1 / y, -1 / y


@_slopes
def sides_mixed_up(x, y):
    """x and y are mixed up in the gradients

    `self` is the numerator, `other` the denominator. Which of the two is divided by?
    """
    return 1 / x, -y / x**2


@_slopes
def epsilon_in_the_gradient(x, y):
    """a small number is added to the denominator on the way back

    It makes every gradient a little wrong, and at y = 0, where it is infinite, very wrong.
    Let NumPy divide by zero.
    """
    return 1 / (y + 1e-8), -x / (y + 1e-8) ** 2


@_slopes
def integral(x, y):
    """the denominator's gradient has a logarithm

    The logarithm is what has 1/y as its slope. Asked for is the slope of 1/y itself: see
    the power rule, with the exponent -1.
    """
    return 1 / y, x * np.log(np.abs(y))


def _gradients(x, y, gradients):
    """x / y, with gradients(grad, x, y) for its VJP."""
    y = Tensor.wrap(y)
    return Tensor.from_op("truediv", x.data / y.data, (x, y), lambda grad: gradients(grad, x, y))


def ignored__bare(self, other):
    return _gradients(self, other, lambda grad, x, y: (1 / y.data, -x.data / y.data**2))


def other_sides_shape(self, other):
    """each gradient is summed down to the other side's shape

    The slope in x is made of y's values, but it is x's gradient: it must come back in x's
    shape.
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
    """the copies are added up before they meet the other side

    Each copy met another element of the other side. So each copy's gradient must first be
    multiplied by its own slope; only then can they be added up.
    """
    return _gradients(
        self,
        other,
        lambda grad, x, y: (
            unbroadcast(grad, x.shape) / y.data,
            unbroadcast(-grad, y.shape) * x.data / y.data**2,
        ),
    )


def undone_too_early__numerator(self, other):
    return _gradients(
        self,
        other,
        lambda grad, x, y: (
            unbroadcast(grad, x.shape) / y.data,
            unbroadcast(-grad * x.data / y.data**2, y.shape),
        ),
    )


def changed(self, other):
    """the upstream gradient is changed in place

    The array that arrives is not yours: others may still need it. Compute a new one, with
    `a / b`, rather than `a /= b`.
    """
    other = Tensor.wrap(other)
    data = self.data / other.data

    def vjp(grad):
        grad /= other.data
        return unbroadcast(grad, self.shape), unbroadcast(-grad * data, other.shape)

    return Tensor.from_op("truediv", data, (self, other), vjp)


def epsilon(self, other):
    """a small number is added to the denominator

    It makes every result a little wrong, and a division by 0 very wrong: 1 / 0 is infinite
    here, as in NumPy and PyTorch.
    """
    return _truediv(self, Tensor.wrap(other) + 1e-8)


def zero_when_divided_by_zero(self, other):
    """division by zero gives 0

    1 / 0 is infinite here, as in NumPy and PyTorch, and 0 / 0 is NaN. A quiet 0 would hide
    the trouble from whoever divided.
    """
    other = Tensor.wrap(other)
    x, y = np.broadcast_arrays(self.data, other.data)
    inverse = np.divide(1.0, y, out=np.zeros(y.shape), where=y != 0)

    def vjp(grad):
        return (
            unbroadcast(grad * inverse, self.shape),
            unbroadcast(-grad * x * inverse**2, other.shape),
        )

    return Tensor.from_op("truediv", x * inverse, (self, other), vjp)


def rounded_down(self, other):
    """the quotient is rounded down

    `//` is another division. This one keeps what comes after the point.
    """
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        return unbroadcast(grad / y, self.shape), unbroadcast(-grad * x / y**2, other.shape)

    return Tensor.from_op("truediv", x // y, (self, other), vjp)


def operands_swapped(self, other):
    """y / x in place of x / y

    In a division the order counts: `self` is what stands on the left.
    """
    return Tensor.wrap(other) * self**-1
