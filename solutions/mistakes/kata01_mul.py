"""Wrong answers that people give to kata 1. A docstring is the mistake's name, then a nudge."""

import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    rewritten,
    second_outside,
    slip,
    upstream_ignored,
)
from unbroadcast_slips import undone_by

from minigrad import Tensor

ignored = slip(Tensor.mul, upstream_ignored)
swapped = slip(Tensor.mul, gradients_swapped)
outside = outside_the_graph(Tensor.mul)
one_parent = second_outside(Tensor.mul)

not_undone = undone_by(Tensor.mul, undo.not_undone)
leading_axes_only = undone_by(Tensor.mul, undo.leading_axes_only)
length_1_only = undone_by(Tensor.mul, undo.length_1_only)
from_the_left = undone_by(Tensor.mul, undo.from_the_left)


@rewritten(
    "(grad * other.data, self.shape)",
    "(grad, self.shape) * other.data",
    "(grad * self.data, other.shape)",
    "(grad, other.shape) * self.data",
)
def undone_too_early():
    """the copies' gradients are summed before they are multiplied

    Broadcasting made copies, and each copy met a different element of the other operand. So each
    copy's gradient must first be multiplied by the element that this copy met. Then add them up.
    """


@rewritten("data, self", "data, other", "self.data, other", "self.data, self")
def other_sides_shape():
    """each gradient is summed to the other operand's shape

    The slope in x is computed from y's values, but the gradient belongs to x. So it must come back
    in x's shape.
    """


@rewritten(
    "other = Tensor.wrap(other)",
    "if not isinstance(other, Tensor):\n        return Tensor(self.data * other)",
)
def plain_numbers_outside():
    """if y is not a Tensor, the result is not part of the graph

    A number, a list or an array needs no gradient. But x still needs one. `Tensor.wrap` lets you
    treat all of them in the same way.
    """


@rewritten("vjp(grad):", "vjp(grad):\n        grad *= other.data", "grad * other.data", "grad")
def upstream_multiplied_in_place():
    """the upstream gradient is multiplied in place

    After `grad *= a` the old upstream gradient is gone. The other operand still needs it, and other
    operations may need it too. `grad * a` makes a new array.
    """


@rewritten(
    'Tensor.check_broadcast("mul", self, other)', "self.data *= other.data", "data * other.", ""
)
def input_changed():
    """x is changed in place

    `self.data *= ...` writes into the tensor that was given to you. Others may still need its old
    values. Make a new array.
    """
