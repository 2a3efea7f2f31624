"""Wrong answers that people give to kata 3. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.sum, upstream_ignored)
changed = slip(Tensor.sum, upstream_changed)
outside = outside_the_graph(Tensor.sum)


def axis_lost(self, axis=None, keepdims=False):
    """the summed axis is not put back

    The upstream gradient has one axis fewer than x. NumPy's broadcasting then adds an axis on the
    left. That is the right place for axis 0 only. Many people make this mistake.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axis_put_last(self, axis=None, keepdims=False):
    """the summed axis is put back at the end

    The axis must come back to its old place. The end is right for the last axis only.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        while grad.ndim < self.ndim:
            grad = grad[..., None]
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def zero_is_falsy(self, axis=None, keepdims=False):
    """axis=0 is treated like axis=None

    `if axis:` is false for 0, and it is false for None too. Ask what you mean: `axis is None`.
    """
    axis = axis or None
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def negative_axis_off_by_one(self, axis=None, keepdims=False):
    """a negative axis is counted in the gradient, not in x

    -1 means the last axis of x. The upstream gradient has fewer axes than x. There, the same
    negative number points at another place.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            for one in sorted(np.atleast_1d(axis)):
                place = one % grad.ndim if one < 0 and grad.ndim else one
                grad = np.expand_dims(grad, int(place))
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axes_in_the_order_given(self, axis=None, keepdims=False):
    """the axes are put back in the order in which they were given

    Each axis that comes back moves the axes behind it. Put the axes back from the smallest to the
    largest, or all at once.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            for one in axis if isinstance(axis, tuple) else (axis,):
                grad = np.expand_dims(grad, one % self.ndim)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def int_axis_looped_over(self, axis=None, keepdims=False):
    """the VJP loops over axis, which may be a single int

    `for a in axis` needs a tuple. Make a tuple of the int first, or let NumPy put all axes back at
    once. Many people make this mistake.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            for one in axis:
                grad = np.expand_dims(grad, one)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


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


def repeated_in_order(self, axis=None, keepdims=False):
    """the elements of each total are assumed to be adjacent

    `np.repeat` puts the copies of one total side by side, and `reshape` reads them in order. So the
    copies lie along the last axis. But if you sum a matrix along axis 0, the elements of one total
    are a column.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        count = self.size // max(np.size(data), 1)
        return (np.repeat(grad, count).reshape(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axes_in_the_order_given__inserted(self, axis=None, keepdims=False):
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        shape = list(grad.shape)
        if axis is not None and not keepdims:
            for one in axis if isinstance(axis, tuple) else (axis,):
                shape.insert(one % self.ndim, 1)
        return (np.broadcast_to(grad.reshape(shape), self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axis_restored_twice(self, axis=None, keepdims=False):
    """with keepdims=True, the axis is put back a second time

    With keepdims=True the summed axis is still there. If you put it back again, there is one axis
    too many.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None:
            grad = np.expand_dims(grad, axis)
        return (grad * np.ones(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def divided(self, axis=None, keepdims=False):
    """the gradient is divided by the number of summed elements

    Dividing is right for the mean. In a sum, each element counts fully. Nudge one element up by
    0.1, and its total goes up by 0.1.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        share = max(np.size(data), 1) / max(self.size, 1)
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad * share, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)
