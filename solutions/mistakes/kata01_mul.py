"""Wrong answers that people give to kata 1. A docstring is the mistake's name, then a nudge."""

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

ignored = slip(Tensor.mul, upstream_ignored)
swapped = slip(Tensor.mul, gradients_swapped)
outside = outside_the_graph(Tensor.mul)
one_parent = second_outside(Tensor.mul)

not_undone = undone_by(Tensor.mul, undo.not_undone)
leading_axes_only = undone_by(Tensor.mul, undo.leading_axes_only)
length_1_only = undone_by(Tensor.mul, undo.length_1_only)
from_the_left = undone_by(Tensor.mul, undo.from_the_left)

_reference = Tensor.mul  # because `*` will call the mistake


def _mul(x, y, gradients):
    """x * y, with gradients(grad, x, y) as its VJP."""
    y = Tensor.wrap(y)
    Tensor.check_broadcast("mul", x, y)
    return Tensor.from_op("mul", x.data * y.data, (x, y), lambda grad: gradients(grad, x, y))


def _undone(x, to_x, y, to_y):
    return unbroadcast(to_x, x.shape), unbroadcast(to_y, y.shape)


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
