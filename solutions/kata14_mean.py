import numpy as np

from minigrad import Tensor


def mean(self, axis=None, keepdims=False):
    """Average the elements, all of them or along axes: `x.mean()`, `x.mean(axis=0)`.

    axis: None for all axes, an int, or a tuple of ints; negative ones count
        from the end.
    keepdims: leave each averaged axis in place, with length 1, instead of
        dropping it.
    Returns a Tensor: x of shape (2, 3) gives () for axis=None, (3,) for axis=0,
        (2,) for axis=1 and (2, 1) for axis=1 with keepdims=True, as `sum` does.

    By hand: [[1, 2], [3, 4]] averaged along axis 0 is [2, 3]. Nudge the 1 up by
    0.1: the 2 goes up by 0.05, since two elements share in it, and the 3 not at
    all. So if the upstream gradient is [10, 20], the 1 and the 3 have gradient
    5 each, and the 2 and the 4 have 10 each.

    The gradient is made of the upstream gradient and of one number: how many
    elements went into each mean. That is the number of all elements for
    axis=None only; for other axes it follows from the lengths of those that are
    averaged. The rest is as in `sum`: an axis that was dropped must come back
    in its old place.

    The mean of nothing is 0 / 0: NaN. Plain Python raises an error there, NumPy
    gives NaN and a warning; warnings do not count. x, being empty, then has an
    empty gradient.

    To think of: axis=0 is not axis=None; axis=(2, 0); axis=-1; an axis of
    length 0 or 1.
    """
    total = self.data.sum(axis=axis, keepdims=keepdims)
    count = self.size // max(total.size, 1)  # in each mean; where there is no mean, any will do
    with np.errstate(invalid="ignore"):
        data = total / count

    # Each element moves its mean by one part in `count`: that is its slope.
    # Otherwise this is the way back of `sum`. The division comes last, when a
    # count of 0 has nothing to divide.
    def vjp(grad):
        if axis is not None and not keepdims and self.ndim > 0:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad, self.shape) / count,)

    return Tensor.from_op("mean", data, (self,), vjp)
