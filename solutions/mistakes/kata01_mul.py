"""Wrong answers that people give to kata 1. A docstring is the mistake's name, then a nudge."""

import numpy as np
import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    second_outside,
    slip,
    upstream_ignored,
    upstream_squared,
)
from unbroadcast_slips import only_first_undone, only_second_undone, undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.mul, upstream_ignored)
squared = slip(Tensor.mul, upstream_squared)
swapped = slip(Tensor.mul, gradients_swapped)
outside = outside_the_graph(Tensor.mul)
one_parent = second_outside(Tensor.mul)

not_undone = undone_by(Tensor.mul, undo.not_undone)
left_not_undone = only_second_undone(Tensor.mul)
right_not_undone = only_first_undone(Tensor.mul)
leading_axes_only = undone_by(Tensor.mul, undo.leading_axes_only)
length_1_only = undone_by(Tensor.mul, undo.length_1_only)
from_the_left = undone_by(Tensor.mul, undo.from_the_left)
numbered_as_in_shape = undone_by(Tensor.mul, undo.numbered_as_in_shape)
length_1_lost = undone_by(Tensor.mul, undo.length_1_lost)
copies_averaged = undone_by(Tensor.mul, undo.copies_averaged)

_reference = Tensor.mul  # because `*` will call the mistake


def _mul(x, y, gradients):
    """x * y, with gradients(grad, x, y) as its VJP."""
    y = Tensor.wrap(y)
    Tensor.check_broadcast("mul", x, y)
    return Tensor.from_op("mul", x.data * y.data, (x, y), lambda grad: gradients(grad, x, y))


def _undone(x, to_x, y, to_y):
    return unbroadcast(to_x, x.shape), unbroadcast(to_y, y.shape)


def ignored__bare(self, other):
    return _mul(self, other, lambda grad, x, y: (y.data, x.data))


def own_value(self, other):
    """x's gradient uses x, and y's gradient uses y

    Nudge x a little: x * y moves by y times the nudge. So the slope in x depends on the other
    operand.
    """
    return _mul(self, other, lambda grad, x, y: _undone(x, grad * x.data, y, grad * y.data))


def one_value_for_both(self, other):
    """both gradients are multiplied by y

    There are two slopes: one for a nudge of x, and one for a nudge of y. They are different
    numbers. Measure both by hand.
    """
    return _mul(self, other, lambda grad, x, y: _undone(x, grad * y.data, y, grad * y.data))


def output_divided(self, other):
    """y is computed as x * y / x, and x as x * y / y

    x * y / x is y, unless x is 0 or infinite. You already have the other operand. Use it directly.
    """

    def gradients(grad, x, y):
        with np.errstate(all="ignore"):
            out = x.data * y.data
            return _undone(x, grad * out / x.data, y, grad * out / y.data)

    return _mul(self, other, gradients)


def undone_too_early(self, other):
    """the copies' gradients are summed before they are multiplied

    Broadcasting made copies, and each copy met a different element of the other operand. So each
    copy's gradient must first be multiplied by the element that this copy met. Only then can you
    add them up.
    """
    return _mul(
        self,
        other,
        lambda grad, x, y: (
            unbroadcast(grad, x.shape) * y.data,
            unbroadcast(grad, y.shape) * x.data,
        ),
    )


def other_sides_shape(self, other):
    """each gradient is summed to the other operand's shape

    The slope in x is computed from y's values, but the gradient belongs to x. So it must come back
    in x's shape.
    """
    return _mul(self, other, lambda grad, x, y: _undone(y, grad * y.data, x, grad * x.data))


def plain_numbers_outside(self, other):
    """if y is not a Tensor, the result is not part of the graph

    A number, a list or an array needs no gradient. But x still needs one. `Tensor.wrap` lets you
    treat all of them in the same way.
    """
    if not isinstance(other, Tensor):
        return Tensor(self.data * Tensor.wrap(other).data)
    return _reference(self, other)


def matrix_product(self, other):
    """the matrix product is computed, not element by element

    `np.dot` and `@` multiply rows with columns and add up. Here each element is multiplied by one
    other element. Nothing is added up.
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        if grad.ndim > 2:
            raise NotImplementedError  # here `np.dot` and `@` differ
        return (
            unbroadcast(np.dot(grad, other.data.T), self.shape),
            unbroadcast(np.dot(self.data.T, grad), other.shape),
        )

    return Tensor.from_op("mul", np.dot(self.data, other.data), (self, other), vjp)


def upstream_multiplied_in_place(self, other):
    """the upstream gradient is multiplied in place

    After `grad *= a` the old upstream gradient is gone. The other operand still needs it, and other
    operations may need it too. `grad * a` makes a new array.
    """

    def gradients(grad, x, y):
        to_x = grad
        to_x *= y.data
        return _undone(x, to_x, y, grad * x.data)

    return _mul(self, other, gradients)


def input_changed(self, other):
    """x is changed in place

    `self.data *= ...` writes into the tensor that was given to you. Others may still need its old
    values. Make a new array.
    """
    other = Tensor.wrap(other)
    self.data *= other.data

    def vjp(grad):
        return (
            unbroadcast(grad * other.data, self.shape),
            unbroadcast(grad * self.data, other.shape),
        )

    return Tensor.from_op("mul", self.data, (self, other), vjp)
