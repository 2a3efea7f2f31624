"""Wrong answers that people give to kata 5. A docstring is the mistake's name, then a nudge."""

import numpy as np

from minigrad import Tensor, unbroadcast
from minigrad.dojo.slips import outside_the_graph, slip, upstream_ignored, upstream_squared

ignored = slip(Tensor.broadcast_to, upstream_ignored)
squared = slip(Tensor.broadcast_to, upstream_squared)
outside = outside_the_graph(Tensor.broadcast_to)


def _gathered_by(x, shape, gather, data=None):
    """The right value, unless `data` is given, with gather(grad, x.shape) for the gradient."""
    data = np.broadcast_to(x.data, shape) if data is None else data
    return Tensor.from_op("broadcast_to", data, (x,), lambda grad: (gather(grad, x.shape),))


def not_gathered(self, shape):
    """the gradients of the copies are not added up

    The gradient must have x's shape. An element with three copies has three gradients in
    the upstream gradient, and is to get one.
    """
    return _gathered_by(self, shape, lambda grad, own: grad)


def leading_axes_only(self, shape):
    """only new leading axes are added up

    An axis of length 1 that was stretched holds copies too.
    """

    def gather(grad, own):
        while grad.ndim > len(own):
            grad = grad.sum(axis=0)
        return grad

    return _gathered_by(self, shape, gather)


def stretched_axes_only(self, shape):
    """only axes of length 1 are added up

    When x has fewer axes than the result, new ones came on the left. Those hold copies too.
    """

    def gather(grad, own):
        if grad.ndim > len(own):
            return grad
        axes = tuple(axis for axis, length in enumerate(own) if length == 1)
        return grad.sum(axis=axes, keepdims=True)

    return _gathered_by(self, shape, gather)


def wrong_end(self, shape):
    """the axes are added up at the wrong end

    Shapes are lined up at their right ends, so the new axes are the first ones, not the last.
    """

    def gather(grad, own):
        while grad.ndim > len(own):
            grad = grad.sum(axis=-1)
        for axis, length in enumerate(own):
            if length == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return _gathered_by(self, shape, gather)


def from_the_left(self, shape):
    """shapes are compared from the left

    Axis 0 of x need not be axis 0 of the result: shapes are lined up at their right ends.
    Of some hundred small engines that were looked at, seven slip here.
    """

    def gather(grad, own):
        for axis, length in enumerate(own):
            if length == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        while grad.ndim > len(own):
            grad = grad.sum(axis=0)
        return grad

    return _gathered_by(self, shape, gather)


def length_1_lost(self, shape):
    """an axis of length 1 is lost from the gradient

    Adding up along an axis drops it. Where x had that axis, with length 1, its gradient has
    it too.
    """

    def gather(grad, own):
        leading = grad.ndim - len(own)
        ones = tuple(leading + axis for axis, length in enumerate(own) if length == 1)
        return grad.sum(axis=(*range(leading), *ones))

    return _gathered_by(self, shape, gather)


def new_axes_kept(self, shape):
    """the new axes stay in the gradient, with length 1

    keepdims=True is right for an axis that x has, with length 1. A new axis x has not.
    """

    def gather(grad, own):
        leading = grad.ndim - len(own)
        ones = tuple(leading + axis for axis, length in enumerate(own) if length == 1)
        return grad.sum(axis=(*range(leading), *ones), keepdims=True)

    return _gathered_by(self, shape, gather)


def axes_shifted(self, shape):
    """an axis is counted after those before it have gone

    Each axis that is added up and dropped moves the ones behind it. Add up from the last to
    the first, or all at once, or keep the axes.
    """

    def gather(grad, own):
        while grad.ndim > len(own):
            grad = grad.sum(axis=0)
        for axis, length in enumerate(own):
            if length == 1:
                grad = grad.sum(axis=axis)
        return grad.reshape(own)

    return _gathered_by(self, shape, gather)


def gathered_by_reshape(self, shape):
    """the copies are brought together by reshape

    `reshape` reads the elements in order, and the copies along a new leading axis do lie a
    whole x apart. Those along a stretched axis lie elsewhere.
    """
    return _gathered_by(self, shape, lambda grad, own: grad.reshape(-1, *own).sum(axis=0))


def copies_averaged(self, shape):
    """the gradients of the copies are averaged, not added up

    Nudge an element: all its copies move, and what they do downstream adds up.
    """

    def gather(grad, own):
        copies = grad.size / max(int(np.prod(own)), 1)
        return unbroadcast(grad, own) / max(copies, 1)

    return _gathered_by(self, shape, gather)


def one_copy_counts(self, shape):
    """only the first copy's gradient counts

    Nudge an element: all its copies move, not only the first.
    """

    def gather(grad, own):
        if grad.size == 0:
            return np.zeros(own)
        leading = grad.ndim - len(own)
        return grad[(0,) * leading + tuple(slice(length) for length in own)]

    return _gathered_by(self, shape, gather)


def all_in_one(self, shape):
    """every element gets the sum of the whole upstream gradient

    An element's gradient is the sum over its own copies. The copies of its neighbours are
    not its business.
    """
    return _gathered_by(self, shape, lambda grad, own: np.full(own, grad.sum()))


def smaller_shape_accepted(self, shape):
    """a shape that x does not stretch to is accepted

    `x * np.ones(shape)` and `x + np.zeros(shape)` stretch whichever side is smaller. Here
    only x may be stretched: the result must have the shape that was asked for.
    """
    return _gathered_by(self, shape, unbroadcast, data=self.data + np.zeros(shape))


def new_axes_on_the_right(self, shape):
    """the new axes are put on the right

    A vector of shape (3,) becomes the rows of a (3, 3), not its columns: shapes are lined up
    at their right ends, and new axes come on the left.
    """
    lined_up = self.data.reshape(self.shape + (1,) * (len(shape) - self.ndim))

    def gather(grad, own):
        return unbroadcast(grad, lined_up.shape).reshape(own)

    return _gathered_by(self, shape, gather, data=np.broadcast_to(lined_up, shape))


def shape_as_repetitions(self, shape):
    """shape is taken as the number of repetitions

    `np.tile(x, shape)` repeats a row of 2 three times to make 6. Here (2, 3) is the shape to
    arrive at.
    """
    data = np.tile(self.data, shape)

    def gather(grad, own):
        full = (1,) * (grad.ndim - len(own)) + own
        blocks = [
            part for n, own_n in zip(grad.shape, full, strict=True) for part in (n // own_n, own_n)
        ]
        return grad.reshape(blocks).sum(axis=tuple(range(0, 2 * grad.ndim, 2))).reshape(own)

    return _gathered_by(self, shape, gather, data=data)


def filled_in_order(self, shape):
    """the shape is filled with the elements in order, over and over

    That is `np.resize`, and fits any shape at all. A column of 2 stretched to (2, 3) has
    three equal numbers in each row.
    """

    def gather(grad, own):
        size = int(np.prod(own))
        return np.array([grad.ravel()[k::size].sum() for k in range(size)]).reshape(own)

    return _gathered_by(self, shape, gather, data=np.resize(self.data, shape))
