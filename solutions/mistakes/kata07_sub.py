"""Wrong answers that people give to kata 7. A docstring is the mistake's name, then a nudge."""

import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    rewritten,
    second_outside,
    slip,
    upstream_changed,
    upstream_ignored,
)
from unbroadcast_slips import undone_by

from minigrad import Tensor

ignored = slip(Tensor.sub, upstream_ignored)
swapped = slip(Tensor.sub, gradients_swapped)
changed = slip(Tensor.sub, upstream_changed)
outside = outside_the_graph(Tensor.sub)
other_outside = second_outside(Tensor.sub)

not_undone = undone_by(Tensor.sub, undo.not_undone)
leading_axes_only = undone_by(Tensor.sub, undo.leading_axes_only)
length_1_only = undone_by(Tensor.sub, undo.length_1_only)
from_the_left = undone_by(Tensor.sub, undo.from_the_left)


@rewritten(
    "(grad, self.shape), -unbroadcast(grad, other.shape)",
    "(grad, other.shape), -unbroadcast(grad, self.shape)",
)
def other_sides_shape():
    """each gradient is summed to the other operand's shape

    The first gradient belongs to x, and must come back in x's shape. The second belongs to y, and
    must come back in y's shape.
    """


@rewritten(
    "return unbroadcast(grad, self.shape), -unbroadcast",
    "first = unbroadcast(grad, self.shape)\n        grad *= -1\n        return first, unbroadcast",
)
def negated_in_place():
    """the upstream gradient is negated in place

    `grad *= -1` changes the one array that both operands share. Make a new array, with `-grad`.
    """


@rewritten(
    'Tensor.check_broadcast("sub", self, other)', "self.data -= other.data", "data - other.", ""
)
def input_changed():
    """x is changed in place

    `-=` writes into x's own array. The result must be a new array. x keeps its values, because
    others may still use them.
    """
