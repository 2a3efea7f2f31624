import numpy as np

from minigrad import Tensor


def sum(self, axis=None, keepdims=False):
    """Add up the elements, all of them or along axes: `x.sum()`, `x.sum(axis=0)`.

    axis: None for all axes, an int, or a tuple of ints. Negative axes count
        from the end.
    keepdims: if True, each summed axis stays, with length 1. If False, it is
        dropped.
    Returns a Tensor: x of shape (2, 3) gives () for axis=None, (3,) for axis=0,
        (2,) for axis=1 and (2, 1) for axis=1 with keepdims=True. (`np.sum`
        takes the same arguments.)

    By hand: [[1, 2], [3, 4]] summed along axis 0 is [4, 6]. Nudge the 1 up by
    0.1: the total 4 goes up by 0.1, and the total 6 does not move. Now let the
    upstream gradient be [10, 20]. The 1 and the 3 went into the total 4, so
    both have gradient 10. The 2 and the 4 went into the total 6, so both have
    gradient 20.

    The gradient needs only the upstream gradient, and it has x's shape. Each
    element's gradient is the gradient of the total it went into. The hard part
    is the axis that was dropped. The upstream gradient must get it back, in its
    old place, before it can be stretched to x's shape. When all axes have the
    same length, the wrong place fits too, and gives wrong numbers.

    Watch out for: axis=0 is not axis=None; axis=(2, 0); axis=-1; an axis of
    length 0.

    Your function is called `sum`, so it hides Python's own `sum` in this file.
    """
    data = self.data.sum(axis=axis, keepdims=keepdims)

    # Each element counts once in its total: slope 1, so its gradient is the
    # total's. The dropped axes come back with length 1, and broadcasting gives
    # each total's gradient to all of its elements.
    def vjp(grad):
        if axis is not None and not keepdims and self.ndim > 0:
            grad = np.expand_dims(grad, axis)
        return (np.full(self.shape, grad),)

    return Tensor.from_op("sum", data, (self,), vjp)
