import numpy as np

from minigrad import Tensor, unbroadcast


def broadcast_to(self, shape):
    """Stretch to a larger shape by repeating: `x.broadcast_to((2, 3))`.

    shape: a tuple of ints that x's shape broadcasts to. Shapes are compared
        from the right: an axis of length 1 may be stretched to any length, and
        new axes may come on the left.
    Returns a Tensor of that shape: x = [1, 2] broadcast to (3, 2) is [[1, 2],
        [1, 2], [1, 2]]. (`np.broadcast_to` does it, without copying.)

    By hand: x = [1, 2] broadcast to (3, 2), with upstream gradient [[1, 10],
    [2, 20], [4, 40]]. The 1 was used three times, with gradients 1, 2 and 4.
    Nudge it, and all three copies move: its gradient is 7.

    This is `sum` turned round: there the gradient of one total was handed out
    to many elements; here the gradients of an element's many copies are
    gathered into one, over the new axes and over the stretched ones, and the
    result has x's shape. `unbroadcast` does it; try it without, once.

    To think of: (3, 1) to (2, 3, 4), where one axis is new and another is
    stretched; (1, 3) to (1, 3), where nothing is; a tensor with no axes; a
    stretch to length 0.
    """
    try:
        data = np.broadcast_to(self.data, shape)
    except ValueError:
        raise ValueError(
            f"broadcast_to: shape {self.shape} does not broadcast to {shape}"
        ) from None

    # A copy has slope 1 in its original, and an original with many copies
    # collects the gradients of them all.
    def vjp(grad):
        return (unbroadcast(grad, self.shape),)

    return Tensor.from_op("broadcast_to", data, (self,), vjp)
