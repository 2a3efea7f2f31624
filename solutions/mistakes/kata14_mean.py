"""Wrong answers that people give to kata 14. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.mean, upstream_ignored)
outside = outside_the_graph(Tensor.mean)


def _restored(self, grad, axis, keepdims):
    """The upstream gradient, stretched to x's shape, as in the VJP of sum."""
    if axis is not None and not keepdims:
        grad = np.expand_dims(grad, axis)
    return np.broadcast_to(grad, self.shape)


def _axes(axis):
    return axis if isinstance(axis, tuple) else (axis,)


def _count(self, axis):
    return np.prod(
        [1.0, *(self.shape[a] for a in (range(self.ndim) if axis is None else _axes(axis)))]
    )


def _mean(self, axis, keepdims, vjp):
    return Tensor.from_op("mean", self.data.mean(axis=axis, keepdims=keepdims), (self,), vjp)


def not_divided(self, axis=None, keepdims=False):
    """the gradient is the gradient of the sum, not of the mean

    Each element has only a share in its mean. Nudge one element, and the mean moves by less than
    the nudge.
    """
    return _mean(self, axis, keepdims, lambda grad: (_restored(self, grad, axis, keepdims),))


def first_of_the_axes(self, axis=None, keepdims=False):
    """with several axes, only the first one is counted

    Average a table of 2 rows and 4 columns along both axes. How many elements go into the mean? The
    two lengths are multiplied.
    """

    def vjp(grad):
        count = self.size if axis is None else self.shape[_axes(axis)[0]]
        return (_restored(self, grad, axis, keepdims) / count,)

    return _mean(self, axis, keepdims, vjp)


def lengths_added(self, axis=None, keepdims=False):
    """the lengths of several axes are added, not multiplied

    A table of 2 rows and 4 columns has 8 elements, not 6. How do you get 8 from the two lengths?
    """

    def vjp(grad):
        axes = range(self.ndim) if axis is None else _axes(axis)
        return (_restored(self, grad, axis, keepdims) / np.sum([self.shape[a] for a in axes]),)

    return _mean(self, axis, keepdims, vjp)


def negative_axis_not_counted(self, axis=None, keepdims=False):
    """a negative axis is left out of the count

    -1 means the last axis, but no number in range(x.ndim) equals -1. Make negative axes positive
    before you compare. Many people make this mistake.
    """
    axes = range(self.ndim) if axis is None else _axes(axis)
    count = np.prod([float(self.shape[a]) for a in range(self.ndim) if a in axes])
    data = self.data.sum(axis=axis, keepdims=keepdims) / count

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / count,)

    return Tensor.from_op("mean", data, (self,), vjp)


def axis_lost(self, axis=None, keepdims=False):
    """the averaged axis is not put back

    The upstream gradient has one axis fewer than x. NumPy's broadcasting then adds an axis on the
    left. That is the right place for axis 0 only. Many people make this mistake.
    """

    def vjp(grad):
        return (np.broadcast_to(grad, self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def axis_put_last(self, axis=None, keepdims=False):
    """the averaged axis is put back at the end

    The axis must come back to its old place. The end is right for the last axis only.
    """

    def vjp(grad):
        grad = grad.reshape(grad.shape + (1,) * (self.ndim - grad.ndim))
        return (np.broadcast_to(grad, self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def axes_in_the_order_given(self, axis=None, keepdims=False):
    """the axes are put back in the order in which they were given

    Each axis that comes back moves the axes behind it. Put the axes back from the smallest to the
    largest, or all at once.
    """

    def vjp(grad):
        if axis is not None and not keepdims:
            for one in _axes(axis):
                grad = np.expand_dims(grad, one % self.ndim)
        return (np.broadcast_to(grad, self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def axes_in_the_order_given__inserted(self, axis=None, keepdims=False):
    def vjp(grad):
        shape = list(grad.shape)
        if axis is not None and not keepdims:
            for one in _axes(axis):
                shape.insert(one % self.ndim, 1)
        return (np.broadcast_to(grad.reshape(shape), self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def zero_is_falsy(self, axis=None, keepdims=False):
    """axis=0 is treated like axis=None

    `if axis:` is false for 0, and it is false for None too. Ask what you mean: `axis is None`.
    """
    axis = axis or None

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def axis_restored_twice(self, axis=None, keepdims=False):
    """with keepdims=True, the axis is put back a second time

    With keepdims=True the averaged axis is still there. If you put it back again, there is one axis
    too many.
    """

    def vjp(grad):
        if axis is not None:
            grad = np.expand_dims(grad, axis)
        return (grad * np.ones(self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def upstream_averaged(self, axis=None, keepdims=False):
    """every element gets the same gradient

    The upstream gradient has one number for each mean. An element needs only the number of the mean
    it went into. Do not add the numbers up.
    """
    return _mean(self, axis, keepdims, lambda grad: (np.full(self.shape, grad.sum() / self.size),))


def upstream_divided_in_place(self, axis=None, keepdims=False):
    """the upstream gradient is divided in place

    `grad /= n` changes the array itself. What `expand_dims` or `reshape` gives is only another view
    of that array. The array that your VJP receives is not yours: write `grad / n`.
    """

    def vjp(grad):
        grad /= _count(self, axis)
        return (_restored(self, grad, axis, keepdims),)

    return _mean(self, axis, keepdims, vjp)
