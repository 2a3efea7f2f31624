import numpy as np

from minigrad import Tensor


def mean(self, axis=None, keepdims=False):
    """Average the elements, all of them or along axes: `x.mean()`, `x.mean(axis=0)`.

    axis: None for all axes, an int, or a tuple of ints. Negative axes count
        from the end.
    keepdims: if True, each averaged axis stays, with length 1. If False, it is
        dropped.
    Returns a Tensor: x of shape (2, 3) gives () for axis=None, (3,) for axis=0,
        (2,) for axis=1 and (2, 1) for axis=1 with keepdims=True, as `sum` does.

    By hand: [[1, 2], [3, 4]] averaged along axis 0 is [2, 3]. Nudge the 1 up by
    0.1: the first mean goes up by 0.05, because two elements share it. The
    second mean does not move. So if the upstream gradient is [10, 20], the 1
    and the 3 have gradient 5 each, and the 2 and the 4 have 10 each.

    The gradient needs the upstream gradient and one number: how many elements
    went into each mean. For axis=None that is the number of all elements. For
    other axes it depends on the lengths of the averaged axes. The rest is as in
    `sum`: an axis that was dropped must come back in its old place.

    The mean of nothing is 0 / 0, which is NaN. Plain Python raises an error for
    0 / 0. NumPy gives NaN and a warning, which is fine. x is then empty, and so
    is its gradient.

    Watch out for: axis=0 is not axis=None; axis=(2, 0); axis=-1; an axis of
    length 0 or 1.
    """
    total = self.data.sum(axis=axis, keepdims=keepdims)
    count = self.size // max(total.size, 1)  # in each mean (if there is none, any will do)
    with np.errstate(invalid="ignore"):
        data = total / count

    # Each element is one of `count` elements in its mean, so its slope is
    # 1 / count. The rest is the way back of `sum`. (When count is 0, no
    # element is there to get a gradient.)
    def vjp(grad):
        if axis is not None and not keepdims and self.ndim > 0:
            grad = np.expand_dims(grad, axis)
        return (np.full(self.shape, grad / max(count, 1)),)

    return Tensor.from_op("mean", data, (self,), vjp)
