"""Wrong answers that people give to kata 5. A docstring is the mistake's name, then a nudge."""

import numpy as np
import unbroadcast_slips as undo
from slips import outside_the_graph, slip, upstream_ignored, upstream_squared
from unbroadcast_slips import undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.broadcast_to, upstream_ignored)
squared = slip(Tensor.broadcast_to, upstream_squared)
outside = outside_the_graph(Tensor.broadcast_to)

not_undone = undone_by(Tensor.broadcast_to, undo.not_undone)
leading_axes_only = undone_by(Tensor.broadcast_to, undo.leading_axes_only)
length_1_only = undone_by(Tensor.broadcast_to, undo.length_1_only)
from_the_left = undone_by(Tensor.broadcast_to, undo.from_the_left)
numbered_as_in_shape = undone_by(Tensor.broadcast_to, undo.numbered_as_in_shape)
axes_shifted = undone_by(Tensor.broadcast_to, undo.axes_shifted)
length_1_lost = undone_by(Tensor.broadcast_to, undo.length_1_lost)
stretched_axis_lost = undone_by(Tensor.broadcast_to, undo.stretched_axis_lost)
new_axis_kept = undone_by(Tensor.broadcast_to, undo.new_axis_kept)
copies_averaged = undone_by(Tensor.broadcast_to, undo.copies_averaged)
first_copy = undone_by(Tensor.broadcast_to, undo.first_copy)
total_everywhere = undone_by(Tensor.broadcast_to, undo.total_everywhere)
total_everywhere__bare = undone_by(Tensor.broadcast_to, lambda grad, shape: grad.sum())
blocks_summed = undone_by(Tensor.broadcast_to, undo.blocks_summed)


def _gathered_by(x, gather, data):
    """A result of x, with gather(grad, x.shape) as x's gradient."""
    return Tensor.from_op("broadcast_to", data, (x,), lambda grad: (gather(grad, x.shape),))


def _one_by_one(lost):
    """Sum the new axes, then one by one those of length 1 with lost(length in the gradient)."""

    def gather(grad, shape):
        grad = undo.leading_axes_only(grad, shape)
        for axis, length in enumerate(shape):
            if length == 1 and lost(grad.shape[axis]):
                grad = grad.sum(axis=axis)
        return grad

    return undone_by(Tensor.broadcast_to, gather)


length_1_lost__2 = _one_by_one(lambda length: True)
stretched_axis_lost__2 = _one_by_one(lambda length: length != 1)
stretched_axis_lost__3 = _one_by_one(lambda length: length > 1)


def _by_hand(gather):
    """The mistake with gather(grad, shape) as x's gradient, whatever was stretched."""
    return undone_by(Tensor.broadcast_to, gather)


first_copy__axis_0 = _by_hand(lambda grad, shape: grad[0] if grad.ndim else grad)
first_copy__axis_0_kept = _by_hand(lambda grad, shape: grad[:1])
first_copy__axis_0_reshaped = _by_hand(lambda grad, shape: grad[0].reshape(shape))
copies_averaged__axis_0 = _by_hand(lambda grad, shape: grad.mean(axis=0))
copies_averaged__axis_0_kept = _by_hand(lambda grad, shape: grad.mean(axis=0, keepdims=True))
copies_averaged__axis_0_reshaped = _by_hand(lambda grad, shape: grad.mean(axis=0).reshape(shape))
copies_averaged__all = _by_hand(lambda grad, shape: grad.mean())


def axis_0_always(self, shape):
    """the gradient is always summed along axis 0

    When a vector becomes several rows, its copies lie along axis 0. When a column is stretched, its
    copies lie along axis 1. When nothing is stretched, there are no copies. Compare the two shapes.
    """
    data = np.broadcast_to(self.data, shape)
    return _gathered_by(self, lambda grad, own: grad.sum(axis=0), data)


def axis_0_always__kept(self, shape):
    data = np.broadcast_to(self.data, shape)
    return _gathered_by(self, lambda grad, own: grad.sum(axis=0, keepdims=True), data)


def axis_0_always__reshaped(self, shape):
    data = np.broadcast_to(self.data, shape)
    return _gathered_by(self, lambda grad, own: grad.sum(axis=0).reshape(own), data)


def smaller_shape_accepted(self, shape):
    """a shape that x does not broadcast to is accepted

    `x * np.ones(shape)` and `x + np.zeros(shape)` can stretch either of the two arrays. Here only x
    may be stretched. The result must have the shape that was asked for.
    """
    return _gathered_by(self, unbroadcast, data=self.data + np.zeros(shape))


def new_axes_on_the_right(self, shape):
    """the new axes are put on the right

    A vector of shape (3,) becomes the rows of a (3, 3) matrix, not its columns. Shapes are lined up
    at their right ends. So new axes come on the left.
    """
    lined_up = self.data.reshape(self.shape + (1,) * (len(shape) - self.ndim))

    def gather(grad, own):
        return unbroadcast(grad, lined_up.shape).reshape(own)

    return _gathered_by(self, gather, data=np.broadcast_to(lined_up, shape))


def shape_as_repetitions(self, shape):
    """shape is used as the number of repetitions

    `np.tile(x, 3)` repeats a row of 2 three times, which makes 6. Here (2, 3) is the shape of the
    result.
    """
    data = np.tile(self.data, shape)

    def gather(grad, own):
        full = (1,) * (grad.ndim - len(own)) + own
        blocks = [
            part
            for n, own_n in zip(grad.shape, full, strict=True)
            for part in (n // max(own_n, 1), own_n)
        ]
        return grad.reshape(blocks).sum(axis=tuple(range(0, 2 * grad.ndim, 2))).reshape(own)

    return _gathered_by(self, gather, data=data)


def filled_in_order(self, shape):
    """the elements fill the shape in order, again and again

    That is `np.resize`, and it accepts any shape. A column of 2 stretched to (2, 3) has three equal
    numbers in each row.
    """

    if self.size == 0:
        raise NotImplementedError  # people get different answers

    def gather(grad, own):
        size = int(np.prod(own))
        return np.array([grad.ravel()[k::size].sum() for k in range(size)]).reshape(own)

    return _gathered_by(self, gather, data=np.resize(self.data, shape))
