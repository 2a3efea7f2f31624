"""Wrong answers that people give to kata 7. A docstring is the mistake's name, then a nudge."""

import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    second_outside,
    slip,
    upstream_changed,
    upstream_ignored,
)
from unbroadcast_slips import undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.sub, upstream_ignored)
swapped = slip(Tensor.sub, gradients_swapped)
changed = slip(Tensor.sub, upstream_changed)
outside = outside_the_graph(Tensor.sub)
other_outside = second_outside(Tensor.sub)

not_undone = undone_by(Tensor.sub, undo.not_undone)
leading_axes_only = undone_by(Tensor.sub, undo.leading_axes_only)
length_1_only = undone_by(Tensor.sub, undo.length_1_only)
from_the_left = undone_by(Tensor.sub, undo.from_the_left)


def _sub(x, y, gradients):
    """x - y, with gradients(grad, x, y) as its VJP."""
    y = Tensor.wrap(y)
    return Tensor.from_op("sub", x.data - y.data, (x, y), lambda grad: gradients(grad, x, y))


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
