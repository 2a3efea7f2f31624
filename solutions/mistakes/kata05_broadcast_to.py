"""Wrong answers that people give to kata 5. A docstring is the mistake's name, then a nudge."""

import numpy as np
import unbroadcast_slips as undo
from slips import outside_the_graph, rewritten, slip, upstream_ignored
from unbroadcast_slips import undone_by

from minigrad import Tensor, unbroadcast

ignored = slip(Tensor.broadcast_to, upstream_ignored)
outside = outside_the_graph(Tensor.broadcast_to)

not_undone = undone_by(Tensor.broadcast_to, undo.not_undone)
leading_axes_only = undone_by(Tensor.broadcast_to, undo.leading_axes_only)
length_1_only = undone_by(Tensor.broadcast_to, undo.length_1_only)
from_the_left = undone_by(Tensor.broadcast_to, undo.from_the_left)
numbered_as_in_shape = undone_by(Tensor.broadcast_to, undo.numbered_as_in_shape)
axes_shifted = undone_by(Tensor.broadcast_to, undo.axes_shifted)
copies_averaged = undone_by(Tensor.broadcast_to, undo.copies_averaged)
blocks_summed = undone_by(Tensor.broadcast_to, undo.blocks_summed)


def _gathered_by(x, gather, data):
    """A result of x, with gather(grad, x.shape) as x's gradient."""
    return Tensor.from_op("broadcast_to", data, (x,), lambda grad: (gather(grad, x.shape),))


@rewritten("np.broadcast_to(self.data, shape)", "self.data + np.zeros(shape)")
def smaller_shape_accepted():
    """a shape that x does not broadcast to is accepted

    `x * np.ones(shape)` and `x + np.zeros(shape)` can stretch either of the two arrays. Here only x
    may be stretched. The result must have the shape that was asked for.
    """


def new_axes_on_the_right(self, shape):
    """the new axes are put on the right

    A vector of shape (3,) becomes the rows of a (3, 3) matrix, not its columns. Shapes are lined up
    at their right ends. So new axes come on the left.
    """
    lined_up = self.data.reshape(self.shape + (1,) * (len(shape) - self.ndim))

    def gather(grad, own):
        return unbroadcast(grad, lined_up.shape).reshape(own)

    return _gathered_by(self, gather, data=np.broadcast_to(lined_up, shape))
