"""Wrong answers that people give to kata 3. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import doubled, outside_the_graph, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.sum, upstream_ignored)
twice = slip(Tensor.sum, doubled)
changed = slip(Tensor.sum, upstream_changed)
outside = outside_the_graph(Tensor.sum)


def axis_lost(self, axis=None, keepdims=False):
    """the summed axis never came back

    The upstream gradient has one axis less than x. NumPy's broadcasting then adds one on
    the left, which is the right place only for axis 0. A common one.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axis_put_last(self, axis=None, keepdims=False):
    """the summed axis came back in the wrong place

    The axis must come back where it was. At the end is right only for the last one.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        while grad.ndim < self.ndim:
            grad = grad[..., None]
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def zero_is_falsy(self, axis=None, keepdims=False):
    """axis=0 is treated like axis=None

    `if axis:` is false for 0 as well as for None. Ask what you mean: `axis is None`.
    """
    axis = axis or None
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def negative_axis_off_by_one(self, axis=None, keepdims=False):
    """a negative axis is counted in the array that has lost it

    -1 means the last axis of x. Once an axis is gone, the same negative number points at
    another place.
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
    """the axes came back in the order in which they were given

    Each axis that comes back moves those behind it. Put them back from the smallest to the
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
    """the way back loops over axis, which may be a single int

    `for a in axis` needs a tuple. Make a tuple of one first, or let NumPy put all axes back
    at once. A common one.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            for one in axis:
                grad = np.expand_dims(grad, one)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def place_guessed_from_sizes(self, axis=None, keepdims=False):
    """the place of the summed axis is guessed from the sizes

    When two axes have the same length, their sizes do not tell them apart. `axis` does.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        shape, left = [], list(grad.shape)
        for size in self.shape:
            shape.append(left.pop(0) if left and left[0] == size else 1)
        return (np.broadcast_to(grad.reshape(shape), self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def repeated_in_order(self, axis=None, keepdims=False):
    """the elements of a total are taken to lie one behind another

    `np.repeat` puts a total's copies side by side, and `reshape` reads them in order. So they
    lie along the last axis; the elements of a column's total do not.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        count = self.size // max(np.size(data), 1)
        return (np.repeat(grad, count).reshape(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def keepdims_ignored(self, axis=None, keepdims=False):
    """keepdims is ignored

    With keepdims=True each summed axis stays, with length 1.
    """
    data = self.data.sum(axis=axis)

    def vjp(grad):
        if axis is not None:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axis_restored_twice(self, axis=None, keepdims=False):
    """an axis is put back that was never lost

    With keepdims=True the summed axis is still there; putting it back again makes one too many.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None:
            grad = np.expand_dims(grad, axis)
        return (grad * np.ones(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def divided(self, axis=None, keepdims=False):
    """the gradient is divided among the elements

    That is the mean. Each element counts fully in its total: nudge one, and the total moves
    as much.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        share = max(np.size(data), 1) / max(self.size, 1)
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad * share, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def divided_by_the_size(self, axis=None, keepdims=False):
    """the gradient is divided by the number of x's elements

    Division belongs to the mean. Each element counts fully in its total: nudge one, and the
    total moves as much.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad, self.shape) / self.size,)

    return Tensor.from_op("sum", data, (self,), vjp)


def divided_by_the_size__axis_lost(self, axis=None, keepdims=False):
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        return (grad * np.ones(self.shape) / self.size,)

    return Tensor.from_op("sum", data, (self,), vjp)


def multiplied(self, axis=None, keepdims=False):
    """the gradient is multiplied by x

    Nudge one element by 0.1, and its total moves by 0.1, whatever the element was. So x has no
    part in the slope.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (grad * self.data,)

    return Tensor.from_op("sum", data, (self,), vjp)


def multiplied__axis_lost(self, axis=None, keepdims=False):
    data = self.data.sum(axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", data, (self,), lambda grad: (grad * self.data,))


def upstream_totalled(self, axis=None, keepdims=False):
    """every element gets the sum of the whole upstream gradient

    An element's gradient is that of the one total it went into.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        return (np.full(self.shape, grad.sum()),)

    return Tensor.from_op("sum", data, (self,), vjp)
