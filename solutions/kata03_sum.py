import numpy as np

from minigrad import Tensor


def sum(self, axis=None, keepdims=False):
    """Add up the elements, all of them or along axes: `x.sum()`, `x.sum(axis=0)`.

    axis: None for all axes, an int, or a tuple of ints; negative ones count
        from the end.
    keepdims: leave each summed axis in place, with length 1, instead of
        dropping it.
    Returns a Tensor: x of shape (2, 3) gives () for axis=None, (3,) for axis=0,
        (2,) for axis=1 and (2, 1) for axis=1 with keepdims=True. (`np.sum`
        takes the same arguments.)

    By hand: [[1, 2], [3, 4]] summed along axis 0 is [4, 6]. Nudge the 1 up by
    0.1, and the 4 goes up by 0.1, the 6 not at all. So if the upstream gradient
    is [10, 20], then the 1 and the 3, which went into the 4, both have gradient
    10; and the 2 and the 4 have 20.

    The gradient is made of the upstream gradient alone, and has x's shape: each
    element's gradient is that of the total it went into. What makes this an
    exercise is the axis that was dropped: the upstream gradient must get it
    back, in its old place, before it can be stretched to x's shape. When all
    axes are of one length, the wrong place fits too, and gives wrong numbers.

    To think of: axis=0 is not axis=None; axis=(2, 0); axis=-1; an axis of
    length 0.

    Inside this file Python's own `sum` is hidden by the one you define.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    # Each element counts once in its total: slope 1, so its gradient is the
    # total's. The dropped axes come back with length 1, and broadcasting does
    # the handing out.
    def vjp(grad):
        if axis is not None and not keepdims and self.ndim > 0:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)
