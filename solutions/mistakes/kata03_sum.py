"""Wrong answers that people give to kata 3. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, rewritten, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.sum, upstream_ignored)
changed = slip(Tensor.sum, upstream_changed)
outside = outside_the_graph(Tensor.sum)


@rewritten("grad = np.expand_dims(grad, axis)", "pass")
def axis_lost():
    """the summed axis is not put back

    The upstream gradient has one axis fewer than x. NumPy's broadcasting then adds an axis on the
    left. That is the right place for axis 0 only. Many people make this mistake.
    """


@rewritten(
    "if axis is not None and not keepdims and self.ndim > 0",
    "while grad.ndim < self.ndim",
    "np.expand_dims(grad, axis)",
    "grad[..., None]",
)
def axis_put_last():
    """the summed axis is put back at the end

    The axis must come back to its old place. The end is right for the last axis only.
    """


@rewritten(
    "if axis is not None and not keepdims and self.ndim > 0",
    "if axis is not None and not keepdims",
    "np.expand_dims(grad, axis)",
    "grad[..., None]",
)
def axis_put_last__once(): ...


@rewritten("data = self.data.sum", "axis = axis or None\n    data = self.data.sum")
def zero_is_falsy():
    """axis=0 is treated like axis=None

    `if axis:` is false for 0, and it is false for None too. Ask what you mean: `axis is None`.
    """


@rewritten(
    "grad = np.expand_dims(grad, axis)",
    "for one in sorted(np.ravel(axis)):\n"
    "                one = one % grad.ndim if one < 0 and grad.ndim else one\n"
    "                grad = np.expand_dims(grad, int(one))",
)
def negative_axis_off_by_one():
    """a negative axis is counted in the gradient, not in x

    -1 means the last axis of x. The upstream gradient has fewer axes than x. There, the same
    negative number points at another place.
    """


@rewritten(
    "grad = np.expand_dims(grad, axis)",
    "for one in np.ravel(axis):\n                grad = np.expand_dims(grad, int(one) % self.ndim)",
)
def axes_in_the_order_given():
    """the axes are put back in the order in which they were given

    Each axis that comes back moves the axes behind it. Put the axes back from the smallest to the
    largest, or all at once.
    """


@rewritten(
    "grad = np.expand_dims(grad, axis)",
    "for one in np.ravel(axis):\n                grad = np.expand_dims(grad, int(one))",
)
def axes_in_the_order_given__as_they_are(): ...


@rewritten(
    "grad = np.expand_dims(grad, axis)",
    "for one in axis:\n                grad = np.expand_dims(grad, one)",
)
def int_axis_looped_over():
    """the VJP loops over axis, which may be a single int

    `for a in axis` needs a tuple. Make a tuple of the int first, or let NumPy put all axes back at
    once. Many people make this mistake.
    """


def place_guessed_from_sizes(self, axis=None, keepdims=False):
    """the place of the summed axis is guessed from the lengths

    When two axes have the same length, you cannot tell them apart by their lengths. `axis` says
    which one was summed.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        shape, left = [], list(grad.shape)
        for size in self.shape:
            shape.append(left.pop(0) if left and left[0] == size else 1)
        return (np.broadcast_to(grad.reshape(shape), self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


@rewritten(
    "full(self.shape, grad)", "repeat(grad, self.size // max(data.size, 1)).reshape(self.shape)"
)
def repeated_in_order():
    """the elements of each total are assumed to be adjacent

    `np.repeat` puts the copies of one total side by side, and `reshape` reads them in order. So the
    copies lie along the last axis. But if you sum a matrix along axis 0, the elements of one total
    are a column.
    """


@rewritten(
    "None and not keepdims and self.ndim > 0",
    "None",
    "np.full(self.shape, grad)",
    "grad * np.ones(self.shape)",
)
def axis_restored_twice():
    """with keepdims=True, the axis is put back a second time

    With keepdims=True the summed axis is still there. Put back again, it is one axis too many.
    """


@rewritten(
    "axis is not None and not keepdims and self.ndim > 0",
    "axis",
    "np.full(self.shape, grad)",
    "grad * np.ones(self.shape)",
)
def axis_restored_twice__but_not_0(): ...


@rewritten("shape, grad", "shape, grad * max(data.size, 1) / max(self.size, 1)")
def divided():
    """the gradient is divided by the number of summed elements

    Dividing is right for the mean. In a sum, each element counts fully. Nudge one element up by
    0.1, and its total goes up by 0.1.
    """
