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
    """the gradient keeps the shape of the result

    Each parent's gradient must have that parent's shape. The numbers are right already; cut
    them back.
    """
    return _reshape(self, shape, lambda grad: (grad,))


def flat_gradient(self, *shape):
    """the gradient comes back flat

    One long row is x's shape only if x has one axis. The gradient must have x's own.
    """
    return _reshape(self, shape, lambda grad: (grad.reshape(-1),))


def transposed_back(self, *shape):
    """the way back is a transpose

    From (2, 3) to (3, 2) a transpose has the right shape too, but it moves the elements
    about: the rows become columns. Reshaping leaves their order as it is.
    """
    return _reshape(self, shape, lambda grad: (grad.T,))


def column_by_column(self, *shape):
    """the elements are read column by column

    NumPy does that with order="F". Here the last axis runs fastest: row by row.
    """

    def vjp(grad):
        return (grad.reshape(self.shape, order="F"),)

    return Tensor.from_op("reshape", self.data.reshape(*shape, order="F"), (self,), vjp)


def column_by_column_back(self, *shape):
    """forward goes row by row, backward column by column

    The way back must visit the places in the order in which the way forward filled them:
    drop the order="F".
    """
    return _reshape(self, shape, lambda grad: (grad.reshape(self.shape, order="F"),))


def shape_backwards(self, *shape):
    """x's shape is read backwards on the way back

    The way back ends in x's own shape, its lengths in their own order. Only a transpose
    turns them round.
    """
    return _reshape(self, shape, lambda grad: _back(grad, self.shape[::-1]))


def minus_one_flattens(self, *shape):
    """any -1 makes the result flat

    -1 stands for one length, which follows from the others: in (2, -1) the 2 still counts.
    """
    if shape == () or -1 in np.atleast_1d(shape[0] if len(shape) == 1 else shape):
        shape = (-1,)
    return _reshape(self, shape, lambda grad: _back(grad, self.shape))


def minus_one_keeps(self, *shape):
    """-1 is taken to mean that an axis keeps its length

    So it is in some other functions. Here the length is worked out from the number of
    elements and the other lengths, and only one of them can be left open.
    """
    asked = shape[0] if isinstance(shape[0], tuple) else shape
    asked = tuple(self.shape[i] if n == -1 else n for i, n in enumerate(asked))
    return _reshape(self, (asked,), lambda grad: _back(grad, self.shape))


def resized(self, *shape):
    """np.resize repeats or drops elements until they fit

    `np.reshape` refuses a shape that the elements do not fill. `np.resize` makes them fit,
    and says nothing.
    """
    asked = shape[0] if isinstance(shape[0], tuple) else shape
    data = self.data.reshape(asked) if -1 in asked else np.resize(self.data, asked)
    return Tensor.from_op("reshape", data, (self,), lambda grad: (np.resize(grad, self.shape),))


def empty_shape_is_falsy(self, *shape):
    """the shape () is treated like no shape at all

    An empty tuple is false in an `if` or an `or`, yet () is a shape: that of a single number
    without axes.
    """
    asked = shape[0] if isinstance(shape[0], tuple) else shape
    return _reshape(self, asked or (-1,), lambda grad: _back(grad, self.shape))


def squeezed(self, *shape):
    """axes of length 1 are dropped

    They are axes like others: (1, 3) is not (3,). The result must have the shape that was
    asked for.
    """
    data = np.squeeze(self.data.reshape(*shape))
    return Tensor.from_op("reshape", data, (self,), lambda grad: _back(grad, self.shape))


def x_changed(self, *shape):
    """x itself gets the new shape

    Setting `self.data` changes x, for everybody who uses it. `self.data.reshape` leaves x
    alone, and gives the same elements in another shape.
    """
    self.data = self.data.reshape(*shape)
    return Tensor.from_op("reshape", self.data, (self,), lambda grad: _back(grad, self.shape))
