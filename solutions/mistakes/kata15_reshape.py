"""Wrong answers that people give to kata 15. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.reshape, upstream_ignored)
outside = outside_the_graph(Tensor.reshape)


def _back(grad, shape):
    return (grad.reshape(shape),)


def _reshape(self, shape, vjp):
    return Tensor.from_op("reshape", self.data.reshape(*shape), (self,), vjp)


def not_cut_back(self, *shape):
    """the gradient has the result's shape, not x's

    The gradient of x must have the shape of x. Your numbers are right, and so is their order. Only
    their shape is wrong.
    """
    return _reshape(self, shape, lambda grad: (grad,))


def flat_gradient(self, *shape):
    """the gradient is flat: it has only one axis

    A flat gradient is right only if x itself has one axis. The gradient of x must have the shape of
    x.
    """
    return _reshape(self, shape, lambda grad: (grad.reshape(-1),))


def transposed_back(self, *shape):
    """backward transposes the gradient

    From (2, 3) to (3, 2), a reshape and a transpose give the same shape. But a transpose moves the
    elements: rows become columns. A reshape keeps their order.
    """
    return _reshape(self, shape, lambda grad: (grad.T,))


def column_by_column(self, *shape):
    """the elements are read column by column

    NumPy does that with `order="F"`. Here the elements are read row by row: the last axis runs
    fastest.
    """

    def vjp(grad):
        return (grad.reshape(self.shape, order="F"),)

    return Tensor.from_op("reshape", self.data.reshape(*shape, order="F"), (self,), vjp)


def column_by_column_back(self, *shape):
    """forward reads row by row, backward column by column

    The backward pass must put each number back where the forward pass took it from. So both must
    use the same order, row by row. Did you write `order="F"`?
    """
    return _reshape(self, shape, lambda grad: (grad.reshape(self.shape, order="F"),))


def shape_backwards(self, *shape):
    """the gradient gets x's shape in reverse order

    If x has shape (2, 3), its gradient has shape (2, 3) too, not (3, 2). Only a transpose reverses
    a shape.
    """
    return _reshape(self, shape, lambda grad: _back(grad, self.shape[::-1]))


def minus_one_flattens(self, *shape):
    """a -1 anywhere makes the result flat

    -1 stands for one length, which is worked out from the others. In (2, -1) the 2 still counts: 6
    elements get the shape (2, 3).
    """
    if shape == () or -1 in np.atleast_1d(shape[0] if len(shape) == 1 else shape):
        shape = (-1,)
    return _reshape(self, shape, lambda grad: _back(grad, self.shape))


def minus_one_keeps(self, *shape):
    """a -1 keeps the old length of that axis

    Some other functions use -1 that way. Here the length is worked out from the number of elements
    and the other lengths. Only one of the lengths can be -1.
    """
    asked = shape[0] if isinstance(shape[0], tuple) else shape
    asked = tuple(self.shape[i] if n == -1 else n for i, n in enumerate(asked))
    return _reshape(self, (asked,), lambda grad: _back(grad, self.shape))


def resized(self, *shape):
    """np.resize repeats or drops elements until they fit

    `np.reshape` raises an error if the elements do not fill the shape. `np.resize` makes them fit,
    without an error.
    """
    asked = shape[0] if isinstance(shape[0], tuple) else shape
    data = self.data.reshape(asked) if -1 in asked else np.resize(self.data, asked)
    return Tensor.from_op("reshape", data, (self,), lambda grad: (np.resize(grad, self.shape),))


def empty_shape_is_falsy(self, *shape):
    """the shape () is treated as if no shape was given

    An empty tuple counts as false in an `if` or an `or`. But () is a shape: the shape of a single
    number, which has no axes.
    """
    asked = shape[0] if isinstance(shape[0], tuple) else shape
    return _reshape(self, asked or (-1,), lambda grad: _back(grad, self.shape))


def squeezed(self, *shape):
    """axes of length 1 are removed

    An axis of length 1 is an axis like any other: (1, 3) is not (3,). The result must have exactly
    the shape that was asked for.
    """
    data = np.squeeze(self.data.reshape(*shape))
    return Tensor.from_op("reshape", data, (self,), lambda grad: _back(grad, self.shape))


def x_changed(self, *shape):
    """x itself gets the new shape

    Setting `self.data` changes x for everyone who uses it. `self.data.reshape` leaves x as it is,
    and returns the same elements in another shape.
    """
    self.data = self.data.reshape(*shape)
    return Tensor.from_op("reshape", self.data, (self,), lambda grad: _back(grad, self.shape))
