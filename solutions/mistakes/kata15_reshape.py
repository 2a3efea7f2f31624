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


def x_changed(self, *shape):
    """x itself gets the new shape

    Setting `self.data` changes x for everyone who uses it. `self.data.reshape` leaves x as it is,
    and returns the same elements in another shape.
    """
    self.data = self.data.reshape(*shape)
    return Tensor.from_op("reshape", self.data, (self,), lambda grad: _back(grad, self.shape))
