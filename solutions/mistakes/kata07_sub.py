"""Wrong answers that people give to kata 7. A docstring is the mistake's name, then a nudge."""

import numpy as np
import unbroadcast_slips as undo
from slips import (
    first_gets_all,
    gradients_swapped,
    outside_the_graph,
    second_outside,
    sign_flipped,
    slip,
    upstream_changed,
    upstream_ignored,
)
from unbroadcast_slips import only_first_undone, only_second_undone, undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.sub, upstream_ignored)
flipped = slip(Tensor.sub, sign_flipped)
swapped = slip(Tensor.sub, gradients_swapped)
second_zero = slip(Tensor.sub, first_gets_all)
changed = slip(Tensor.sub, upstream_changed)
outside = outside_the_graph(Tensor.sub)
other_outside = second_outside(Tensor.sub)

not_undone = undone_by(Tensor.sub, undo.not_undone)
first_not_undone = only_second_undone(Tensor.sub)
second_not_undone = only_first_undone(Tensor.sub)
leading_axes_only = undone_by(Tensor.sub, undo.leading_axes_only)
length_1_only = undone_by(Tensor.sub, undo.length_1_only)
from_the_left = undone_by(Tensor.sub, undo.from_the_left)
length_1_lost = undone_by(Tensor.sub, undo.length_1_lost)
copies_averaged = undone_by(Tensor.sub, undo.copies_averaged)
first_copy = undone_by(Tensor.sub, undo.first_copy)


def _sub(x, y, gradients):
    """x - y, with gradients(grad, x, y) as its VJP."""
    y = Tensor.wrap(y)
    return Tensor.from_op("sub", x.data - y.data, (x, y), lambda grad: gradients(grad, x, y))


def ignored__bare(self, other):
    return _sub(self, other, lambda grad, x, y: (np.ones_like(grad), -np.ones_like(grad)))


def ignored__copies_not_counted(self, other):
    return _sub(self, other, lambda grad, x, y: (np.ones(x.shape), -np.ones(y.shape)))


def ignored__numbers(self, other):
    return _sub(self, other, lambda grad, x, y: (1, -1))


def other_sides_shape(self, other):
    """each gradient is summed to the other operand's shape

    The first gradient belongs to x, and must come back in x's shape. The second belongs to y, and
    must come back in y's shape.
    """
    return _sub(
        self,
        other,
        lambda grad, x, y: (unbroadcast(grad, y.shape), unbroadcast(-grad, x.shape)),
    )


def both_positive(self, other):
    """y's gradient has the wrong sign

    Your VJP is the VJP of `add`. Nudge y up by hand. Does x - y go up or down?
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        return unbroadcast(grad, self.shape), unbroadcast(grad, other.shape)

    return Tensor.from_op("sub", self.data - other.data, (self, other), vjp)


def operands_swapped(self, other):
    """y - x is computed instead of x - y

    In a subtraction the order counts. `self` is the operand on the left.
    """
    return Tensor.wrap(other) + self * -1


def negated_in_place(self, other):
    """the upstream gradient is negated in place

    `grad *= -1` changes the one array that both operands share. Make a new array, with `-grad`.
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        first = unbroadcast(grad, self.shape)
        grad *= -1
        return first, unbroadcast(grad, other.shape)

    return Tensor.from_op("sub", self.data - other.data, (self, other), vjp)


def input_changed(self, other):
    """x is changed in place

    `-=` writes into x's own array. The result must be a new array. x keeps its values, because
    others may still use them.
    """
    other = Tensor.wrap(other)
    self.data -= other.data

    def vjp(grad):
        return unbroadcast(grad, self.shape), unbroadcast(-grad, other.shape)

    return Tensor.from_op("sub", self.data, (self, other), vjp)


def slope_is_the_operand(self, other):
    """the gradients are multiplied by x and y, as in mul

    That is right for a product. Nudge x up by 0.1, and x - y goes up by 0.1. It does not matter how
    large x or y is.
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        return (
            unbroadcast(grad * other.data, self.shape),
            unbroadcast(-grad * self.data, other.shape),
        )

    return Tensor.from_op("sub", self.data - other.data, (self, other), vjp)


def distance(self, other):
    """abs(x - y) is computed instead of x - y

    3 - 5 is -2. The sign is part of the result.
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        return unbroadcast(grad, self.shape), unbroadcast(-grad, other.shape)

    return Tensor.from_op("sub", abs(self.data - other.data), (self, other), vjp)
