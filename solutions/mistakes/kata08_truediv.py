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
def minus_lost(x, y):
    """y's gradient has the wrong sign

    Divide a positive number by more, and the result goes down. The slope of 1/y has a sign.
    """
    return 1 / y, x / y**2


@_slopes
def square_lost(x, y):
    """the square is missing from y's gradient

    1/y is y to the power -1. By the power rule, its slope has a power that is one less than -1.
    """
    return 1 / y, -x / y


@_slopes
def numerator_lost(x, y):
    """the factor x is missing from y's gradient

    Your slope is the slope of 1/y. In x / y, the 1/y is multiplied by x. So its slope is multiplied
    by x too.
    """
    return 1 / y, -1 / y**2


@_slopes
def numerator_squared(x, y):
    """in y's gradient, x is squared too

    In y's gradient only y is squared. Look at your parentheses.
    """
    return 1 / y, -((x / y) ** 2)


@_slopes
def as_in_mul(x, y):
    """the gradients are those of x * y

    x / y is x times 1/y. So the slope in x is 1/y, not y. The slope in y follows from the slope of
    1/y.
    """
    return y, x


@_slopes
def as_in_mul__with_a_minus(x, y):
    return y, -x


@_slopes
def numerator_as_in_mul(x, y):
    """x's gradient is multiplied by y, not divided

    Multiplying is right for a product. Nudge the 6 in 6 / 3 up to 6.3. The result moves by 0.1.
    That is a third of the nudge, not three times the nudge.
    """
    return y, -x / y**2


@_slopes
def denominator_by_x(x, y):
    """y's gradient is divided by x

    1/y is y to the power -1. The power rule gives its slope from y alone. And what happens to the x
    in front of it?
    """
    return 1 / y, -1 / x


@_slopes
def denominator_by_x__no_minus(x, y):
    return 1 / y, 1 / x


@_slopes
def denominator_lost(x, y):
    """y is missing from its own gradient

    x / y is x times 1/y, so x multiplies the slope of 1/y. That slope depends on y. Use the power
    rule with the exponent -1.
    """
    return 1 / y, -x


@_slopes
def denominator_for_both(x, y):
    """y's slope is the same as x's slope, with a minus sign

    Move x by 1, and x / y moves by 1/y. For y the slope is a different number. Compare 6 / 3 with 6
    / 3.01.
    """
    return 1 / y, -1 / y


@_slopes
def sides_mixed_up(x, y):
    """x and y are mixed up in the gradients

    `self` is the numerator, and `other` is the denominator. Which of the two do you divide by?
    """
    return 1 / x, -y / x**2


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


def ignored__bare(self, other):
    return _gradients(self, other, lambda grad, x, y: (1 / y.data, -x.data / y.data**2))


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


def zero_when_divided_by_zero(self, other):
    """division by zero gives 0

    1 / 0 is infinite here, as in NumPy and PyTorch, and 0 / 0 is NaN. A 0 would hide the problem
    from the person who divided.
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
    """the result is rounded down, as with //

    `//` is a different division. `/` keeps the digits after the decimal point.
    """
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        return unbroadcast(grad / y, self.shape), unbroadcast(-grad * x / y**2, other.shape)

    return Tensor.from_op("truediv", x // y, (self, other), vjp)


def rounded_down__floor(self, other):
    out = rounded_down(self, other)
    out.data = np.floor(self.data / Tensor.wrap(other).data)
    return out


def operands_swapped(self, other):
    """y / x is computed instead of x / y

    In a division the order counts. `self` is the operand on the left.
    """
    return Tensor.wrap(other) * self**-1
