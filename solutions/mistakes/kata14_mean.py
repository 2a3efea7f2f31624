"""Wrong answers that people give to kata 14. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.mean, upstream_ignored)
outside = outside_the_graph(Tensor.mean)


def _restored(self, grad, axis, keepdims):
    """The upstream gradient, stretched to x's shape: a sum's way back."""
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


def _divided(self, axis, keepdims, count):
    """Divided by count, there and back; right, if the count is."""
    data = self.data.sum(axis=axis, keepdims=keepdims) / np.float64(count)

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / count,)

    return Tensor.from_op("mean", data, (self,), vjp)


def _other_lengths(self, axis):
    return self.size if axis is None else np.prod([len(self.data[a]) for a in _axes(axis)])


def not_divided(self, axis=None, keepdims=False):
    """the gradient is that of the sum

    An element has only a share in its mean: nudge one, and the mean moves by less.
    """
    return _mean(self, axis, keepdims, lambda grad: (_restored(self, grad, axis, keepdims),))


def multiplied(self, axis=None, keepdims=False):
    """the gradient is multiplied by the count, not divided

    The more elements there are in a mean, the less each of them moves it.
    """

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) * _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def whole_count_forward(self, axis=None, keepdims=False):
    """the sums are divided by the number of all elements

    Along an axis each mean is taken over a part of the elements only. How many of them go
    into each?
    """
    return _divided(self, axis, keepdims, self.size)


def whole_count_backward(self, axis=None, keepdims=False):
    """the gradient is divided by the number of all elements

    Along an axis each mean is taken over a part of the elements only. How many of them
    share in each?
    """

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / self.size,)

    return _mean(self, axis, keepdims, vjp)


def length_of_the_first_axis(self, axis=None, keepdims=False):
    """the gradient is divided by the length of x's first axis

    That is what `len` gives. It counts what goes into each mean for axis=0 only.
    """

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / len(self.data),)

    return _mean(self, axis, keepdims, vjp)


def length_of_the_first_axis_forward(self, axis=None, keepdims=False):
    """the sums are divided by the length of x's first axis

    That is what `len` gives. It counts what goes into each mean for axis=0 only.
    """
    return _divided(self, axis, keepdims, self.size if axis is None else len(self.data))


def length_of_another_axis(self, axis=None, keepdims=False):
    """the sums are divided by the length of another axis

    `x.data[axis]` picks a row along the first axis, and `len` of that is the length of an axis
    that stays. How long `axis` itself is stands in `x.shape`.
    """
    return _divided(self, axis, keepdims, self.size if axis is None else len(self.data[axis]))


def length_of_another_axis__of_each(self, axis=None, keepdims=False):
    return _divided(self, axis, keepdims, _other_lengths(self, axis))


def length_of_another_axis_backward(self, axis=None, keepdims=False):
    """the gradient is divided by the length of another axis

    `x.data[axis]` picks a row along the first axis, and `len` of that is the length of an axis
    that stays. How long `axis` itself is stands in `x.shape`.
    """

    def vjp(grad):
        count = self.size if axis is None else len(self.data[axis])
        return (_restored(self, grad, axis, keepdims) / count,)

    return _mean(self, axis, keepdims, vjp)


def length_of_another_axis_backward__of_each(self, axis=None, keepdims=False):
    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / _other_lengths(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def number_of_means(self, axis=None, keepdims=False):
    """the gradient is divided by the number of means

    What counts is how many elements go into each mean, not how many means come out.
    """

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / grad.size,)

    return _mean(self, axis, keepdims, vjp)


def first_of_the_axes(self, axis=None, keepdims=False):
    """of several axes only the first is counted

    Averaged along two axes, a mean takes in as many elements as the two lengths multiplied.
    """

    def vjp(grad):
        count = self.size if axis is None else self.shape[_axes(axis)[0]]
        return (_restored(self, grad, axis, keepdims) / count,)

    return _mean(self, axis, keepdims, vjp)


def lengths_added(self, axis=None, keepdims=False):
    """the lengths of several axes are added

    A table of 2 rows and 4 columns has 8 elements, not 6.
    """

    def vjp(grad):
        axes = range(self.ndim) if axis is None else _axes(axis)
        return (_restored(self, grad, axis, keepdims) / np.sum([self.shape[a] for a in axes]),)

    return _mean(self, axis, keepdims, vjp)


def negative_axis_not_counted(self, axis=None, keepdims=False):
    """a negative axis is not counted

    -1 is the last axis, yet no axis in range(x.ndim) equals -1. Make negative axes positive
    before you compare. A common one.
    """
    axes = range(self.ndim) if axis is None else _axes(axis)
    count = np.prod([float(self.shape[a]) for a in range(self.ndim) if a in axes])
    data = self.data.sum(axis=axis, keepdims=keepdims) / count

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / count,)

    return Tensor.from_op("mean", data, (self,), vjp)


def axis_lost(self, axis=None, keepdims=False):
    """the averaged axis never came back

    The upstream gradient has one axis less than x. NumPy's broadcasting then adds one on
    the left, which is the right place only for axis 0. A common one.
    """

    def vjp(grad):
        return (np.broadcast_to(grad, self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def axis_put_last(self, axis=None, keepdims=False):
    """the averaged axis came back in the wrong place

    The axis must come back where it was. At the end is right only for the last one.
    """

    def vjp(grad):
        grad = grad.reshape(grad.shape + (1,) * (self.ndim - grad.ndim))
        return (np.broadcast_to(grad, self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def axes_in_the_order_given(self, axis=None, keepdims=False):
    """the axes came back in the order in which they were given

    Each axis that comes back moves those behind it. Put them back from the smallest to the
    largest, or all at once.
    """

    def vjp(grad):
        if axis is not None and not keepdims:
            for one in _axes(axis):
                grad = np.expand_dims(grad, one % self.ndim)
        return (np.broadcast_to(grad, self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def zero_is_falsy(self, axis=None, keepdims=False):
    """axis=0 is treated like axis=None

    `if axis:` is false for 0 as well as for None. Ask what you mean: `axis is None`.
    """
    axis = axis or None

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def keepdims_ignored(self, axis=None, keepdims=False):
    """keepdims is ignored

    With keepdims=True each averaged axis stays, with length 1.
    """

    def vjp(grad):
        return (_restored(self, grad, axis, False) / _count(self, axis),)

    return _mean(self, axis, False, vjp)


def axis_restored_twice(self, axis=None, keepdims=False):
    """an axis is put back that was never lost

    With keepdims=True the averaged axis is still there; putting it back again makes one too
    many.
    """

    def vjp(grad):
        if axis is not None:
            grad = np.expand_dims(grad, axis)
        return (grad * np.ones(self.shape) / _count(self, axis),)

    return _mean(self, axis, keepdims, vjp)


def upstream_averaged(self, axis=None, keepdims=False):
    """every element gets the same gradient

    The upstream gradient has a number for each mean, and an element needs only that of the
    mean it went into: do not add them up.
    """
    return _mean(self, axis, keepdims, lambda grad: (np.full(self.shape, grad.sum() / self.size),))


def upstream_divided_in_place(self, axis=None, keepdims=False):
    """the upstream gradient is divided in place

    `grad /= n` changes the array itself, and what `expand_dims` or `reshape` gives is only
    another view of it. The array that arrives is not yours: write `grad / n`.
    """

    def vjp(grad):
        grad /= _count(self, axis)
        return (_restored(self, grad, axis, keepdims),)

    return _mean(self, axis, keepdims, vjp)


def nothing_is_zero(self, axis=None, keepdims=False):
    """the mean of nothing is 0

    A guard against dividing by 0 hides that there is no mean. PyTorch says NaN, as NumPy
    does with 0 / 0.
    """
    count = max(_count(self, axis), 1)
    data = self.data.sum(axis=axis, keepdims=keepdims) / count

    def vjp(grad):
        return (_restored(self, grad, axis, keepdims) / count,)

    return Tensor.from_op("mean", data, (self,), vjp)
