"""Wrong answers that people give to kata 8. A docstring is the mistake's name, then a nudge."""

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

ignored = slip(Tensor.truediv, upstream_ignored)
swapped = slip(Tensor.truediv, gradients_swapped)
outside = outside_the_graph(Tensor.truediv)
other_outside = second_outside(Tensor.truediv)

not_undone = undone_by(Tensor.truediv, undo.not_undone)
leading_axes_only = undone_by(Tensor.truediv, undo.leading_axes_only)
length_1_only = undone_by(Tensor.truediv, undo.length_1_only)
from_the_left = undone_by(Tensor.truediv, undo.from_the_left)


@rewritten("-grad * data / other.data", "-grad * data")
def square_lost():
    """the square is missing from y's gradient

    1/y is y to the power -1. By the power rule, its slope has a power that is one less than -1.
    """


@rewritten(
    "grad / other.data",
    "grad / (other.data + 1e-8)",
    "grad * data / other.data",
    "grad * self.data / (other.data + 1e-8) ** 2",
)
def epsilon_in_the_gradient():
    """a small epsilon is added to y in the VJP

    It makes every gradient a little wrong. At y = 0 the gradient is infinite, and yours is very
    wrong. Let NumPy divide by zero.
    """


@rewritten("-grad * data / other.data", "grad * self.data * np.log(abs(other.data))")
def integral():
    """y's gradient has a log in it

    The slope of log(y) is 1/y. But you need the slope of 1/y itself. Use the power rule with the
    exponent -1.
    """


@rewritten("data, self", "data, other", "data / other.data, other", "data / other.data, self")
def other_sides_shape():
    """each gradient is summed to the other operand's shape

    The slope in x is computed from y's values, but the gradient belongs to x. So it must come back
    in x's shape.
    """


@rewritten(
    "(grad / other.data, self.shape)",
    "(grad, self.shape) / other.data",
    "(-grad * data / other.data, other.shape)",
    "(-grad, other.shape) * data / other.data",
)
def undone_too_early():
    """the copies' gradients are summed before the slope is used

    Broadcasting made copies, and each copy met a different element of the other operand. So each
    copy's gradient must first be multiplied by its own slope. Only then can you add them up.
    """


@rewritten(
    "vjp(grad):",
    "vjp(grad):\n        grad /= other.data",
    "grad / other.data",
    "grad",
    "grad * data / other.data",
    "grad * data",
)
def changed():
    """the upstream gradient is changed in place

    The array that your VJP receives is not yours. Other operations may still need it. Compute a new
    array, with `a / b` and not with `a /= b`.
    """


@rewritten("other = Tensor.wrap(other)", "other = Tensor.wrap(other) + 1e-8")
def epsilon():
    """a small epsilon is added to y

    It makes every result a little wrong, and a division by 0 very wrong. 1 / 0 is infinite here, as
    in NumPy and PyTorch.
    """
