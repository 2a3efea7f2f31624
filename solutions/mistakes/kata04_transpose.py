"""Wrong answers that people give to kata 4. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.transpose, upstream_ignored)
changed = slip(Tensor.transpose, upstream_changed)
outside = outside_the_graph(Tensor.transpose)


def _order(x, axes):
    """The axes asked for, as a tuple, negative ones as they came."""
    axes = tuple(axes[0]) if axes and isinstance(axes[0], tuple) else axes
    return axes or tuple(reversed(range(x.ndim)))


def _positive(x, axes):
    return [axis % x.ndim for axis in _order(x, axes)]


def same_order_both_ways(self, *axes):
    """the gradient is permuted like x, not back again

    The way back undoes the permutation. For two axes, undoing it and doing it again are the
    same; take three, and follow one of them there and back.
    """
    order = _order(self, axes)
    return Tensor.from_op(
        "transpose", self.data.transpose(order), (self,), lambda grad: (grad.transpose(order),)
    )


def sorted_with_minus_signs(self, *axes):
    """the inverse is made from negative axes as they stand

    -1 names the last axis, but in sorting it comes before 0. Count every axis from the
    front first. A common one.
    """
    order = _order(self, axes)
    return Tensor.from_op(
        "transpose",
        self.data.transpose(order),
        (self,),
        lambda grad: (grad.transpose(np.argsort(order)),),
    )


def gradient_always_reversed(self, *axes):
    """the gradient's axes are reversed, whatever the permutation

    Reversing undoes reversing. What undoes transpose(1, 2, 0)?
    """
    data = self.data.transpose(_order(self, axes))
    return Tensor.from_op("transpose", data, (self,), lambda grad: (grad.transpose(),))


def order_read_backwards(self, *axes):
    """the inverse is taken to be the order read backwards

    Follow one axis: if axis 0 of x has become axis 2 of the result, then axis 2 of the
    gradient must become axis 0 again.
    """
    order = _order(self, axes)
    return Tensor.from_op(
        "transpose",
        self.data.transpose(order),
        (self,),
        lambda grad: (grad.transpose(order[::-1]),),
    )


def last_two_swapped_back(self, *axes):
    """on the way back only the last two axes are swapped

    That undoes the swap of a matrix. With three axes any of them may have moved.
    """
    data = self.data.transpose(_order(self, axes))

    def vjp(grad):
        return (np.swapaxes(grad, -1, -2) if grad.ndim > 1 else grad,)

    return Tensor.from_op("transpose", data, (self,), vjp)


def gradient_left_as_it_is(self, *axes):
    """the gradient is not permuted at all

    No number changes, but the places do: the upstream gradient has the result's axes, and
    x's gradient must have x's.
    """
    data = self.data.transpose(_order(self, axes))
    return Tensor.from_op("transpose", data, (self,), lambda grad: (grad,))


def gradient_reshaped(self, *axes):
    """the gradient is reshaped to x's shape instead of permuted

    `reshape` gives the right shape, but fills it in reading order: the numbers end up in
    the wrong places.
    """
    data = self.data.transpose(_order(self, axes))
    return Tensor.from_op("transpose", data, (self,), lambda grad: (grad.reshape(self.shape),))


def reshaped(self, *axes):
    """x is reshaped, not permuted

    Compare [[1, 2, 3], [4, 5, 6]] with rows and columns exchanged to the same numbers
    poured, in reading order, into three rows of two.
    """
    shape = [self.shape[axis] for axis in _order(self, axes)]
    data = self.data.reshape(shape)
    return Tensor.from_op("transpose", data, (self,), lambda grad: (grad.reshape(self.shape),))


def axes_ignored(self, *axes):
    """the axes asked for are ignored

    transpose() reverses the axes; transpose(1, 2, 0) says which order is wanted.
    """
    return Tensor.from_op(
        "transpose", self.data.transpose(), (self,), lambda grad: (grad.transpose(),)
    )


def last_two_swapped(self, *axes):
    """transpose() swaps the last two axes only

    Without axes, the whole order is reversed: shape (2, 3, 4) becomes (4, 3, 2).
    """
    if axes or self.ndim < 2:
        return _right(self, _positive(self, axes))
    return _right(self, [*range(self.ndim - 2), self.ndim - 1, self.ndim - 2])


def _right(x, order):
    return Tensor.from_op(
        "transpose",
        x.data.transpose(order),
        (x,),
        lambda grad: (grad.transpose(np.argsort(order)),),
    )


def two_axes_swapped(self, *axes):
    """transpose(0, 1) swaps two axes

    That is what PyTorch's `transpose` does. Here, as in NumPy, the axes given are the whole
    new order, so that transpose(0, 1) leaves a matrix as it is.
    """
    order = _positive(self, axes)
    if len(axes) == 2:
        order = list(range(self.ndim))
        order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    return _right(self, order)


def wrong_count_means_reversed(self, *axes):
    """other than one int per axis, the order is just reversed

    A tuple arrives as one argument: transpose((1, 2, 0)) means the same as
    transpose(1, 2, 0). And too few axes are an error.
    """
    order = axes if len(axes) == self.ndim else reversed(range(self.ndim))
    return _right(self, [axis % self.ndim for axis in order])


def order_read_as_destinations(self, *axes):
    """the axes are taken for where each axis goes

    Axis i of the result is axis axes[i] of x: the numbers say where an axis comes *from*.
    After transpose(1, 2, 0), shape (2, 3, 4) is (3, 4, 2).
    """
    return _right(self, np.argsort(_positive(self, axes)))


def wrapped_round(self, *axes):
    """an axis that is not there is counted round to one that is

    `axis % ndim` makes 2 into 0 for a matrix, instead of refusing it.
    """
    return _right(self, _positive(self, axes))


def turned_in_place(self, *axes):
    """x itself is permuted

    An operation leaves its inputs as they are: compute a new array, and do not assign to
    `self.data`.
    """
    order = _positive(self, axes)
    self.data = self.data.transpose(order)
    inverse = np.argsort(order)
    return Tensor.from_op("transpose", self.data, (self,), lambda grad: (grad.transpose(inverse),))
