"""Wrong answers that people give to kata 4. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.transpose, upstream_ignored)
changed = slip(Tensor.transpose, upstream_changed)
outside = outside_the_graph(Tensor.transpose)


def _order(x, axes):
    """The axes asked for, as a tuple. Negative axes stay negative."""
    axes = tuple(axes[0]) if axes and isinstance(axes[0], tuple) else axes
    return axes or tuple(reversed(range(x.ndim)))


def _positive(x, axes):
    order = list(_order(x, axes))
    x.data.transpose(order)  # raises where that must
    return [axis % x.ndim for axis in order]


def same_order_both_ways(self, *axes):
    """the VJP uses the same permutation, not the inverse one

    The VJP must undo the permutation. For two axes, doing the swap again undoes it. Take three
    axes, and follow one of them there and back.
    """
    order = _order(self, axes)
    return Tensor.from_op(
        "transpose", self.data.transpose(order), (self,), lambda grad: (grad.transpose(order),)
    )


def sorted_with_minus_signs(self, *axes):
    """negative axes are sorted as they are, so -1 comes before 0

    -1 means the last axis, but as a number it is smaller than 0. Count every axis from the front
    first. Many people make this mistake.
    """
    order = _order(self, axes)
    return Tensor.from_op(
        "transpose",
        self.data.transpose(order),
        (self,),
        lambda grad: (grad.transpose(np.argsort(order)),),
    )


def order_read_backwards(self, *axes):
    """the order read backwards is used as the inverse

    Follow one axis. If axis 0 of x became axis 2 of the result, then axis 2 of the gradient must
    become axis 0 again.
    """
    order = _order(self, axes)
    return Tensor.from_op(
        "transpose",
        self.data.transpose(order),
        (self,),
        lambda grad: (grad.transpose(order[::-1]),),
    )


def last_two_swapped_back(self, *axes):
    """the VJP swaps only the last two axes

    That undoes the transpose of a matrix. With three axes, any of them may have moved.
    """
    data = self.data.transpose(_order(self, axes))

    def vjp(grad):
        return (np.swapaxes(grad, -1, -2) if grad.ndim > 1 else grad,)

    return Tensor.from_op("transpose", data, (self,), vjp)


def reshaped(self, *axes):
    """x is reshaped, not permuted

    Take [[1, 2, 3], [4, 5, 6]] and swap rows and columns. Then write the same numbers, in reading
    order, into three rows of two. Compare the two results.
    """
    shape = [self.shape[axis] for axis in _order(self, axes)]
    data = self.data.reshape(shape)
    return Tensor.from_op("transpose", data, (self,), lambda grad: (grad.reshape(self.shape),))


def last_two_swapped(self, *axes):
    """transpose() swaps only the last two axes

    Without arguments, `x.transpose()` reverses all the axes. Shape (2, 3, 4) becomes (4, 3, 2).
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
    """transpose(0, 1) swaps axis 0 and axis 1

    That is what PyTorch's `transpose` does. Here the axes are the whole new order, as in NumPy. So
    transpose(0, 1) leaves a matrix as it is.
    """
    order = _positive(self, axes)
    if len(axes) == 2:
        order = list(range(self.ndim))
        order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    return _right(self, order)


def order_read_as_destinations(self, *axes):
    """axes[i] is read as the place where axis i goes

    Axis i of the result is axis axes[i] of x. So the numbers say where an axis comes from. After
    transpose(1, 2, 0), shape (2, 3, 4) is (3, 4, 2).
    """
    return _right(self, np.argsort(_positive(self, axes)))


def wrapped_round(self, *axes):
    """an out-of-range axis wraps around

    For a matrix, `axis % ndim` turns axis 2 into axis 0. But a matrix has no axis 2, so you must
    refuse it.
    """
    return _right(self, [axis % self.ndim for axis in _order(self, axes)])


def turned_in_place(self, *axes):
    """x itself is permuted

    An operation must not change its inputs. Compute a new array, and do not assign to `self.data`.
    """
    order = _positive(self, axes)
    self.data = self.data.transpose(order)
    inverse = np.argsort(order)
    return Tensor.from_op("transpose", self.data, (self,), lambda grad: (grad.transpose(inverse),))
