import numpy as np

from minigrad import Tensor, unbroadcast


def broadcast_to(self, shape):
    """Stretch to a larger shape by repeating: `x.broadcast_to((2, 3))`.

    shape: a tuple of ints that x's shape broadcasts to. Shapes are compared
        from the right. An axis of length 1 may be stretched to any length, and
        new axes may be added on the left.
    Returns a Tensor of that shape: x = [1, 2] broadcast to (3, 2) is [[1, 2],
        [1, 2], [1, 2]]. (`np.broadcast_to` computes it, without copying.)

    By hand: x = [1, 2] broadcast to (3, 2), with upstream gradient [[1, 10],
    [2, 20], [4, 40]]. The 1 was used three times, and its copies have the
    gradients 1, 2 and 4. Nudge the 1, and all three copies move: its gradient
    is 7.

    This is `sum` in reverse. In `sum`, many elements get the gradient of one
    total. Here, one element gets the gradients of its many copies, added up.
    The copies lie along the new axes and along the stretched ones. The gradient
    has x's shape. Try to write these sums yourself.

    Watch out for: (3, 1) to (2, 3, 4), where one axis is new and another is
    stretched; (1, 3) to (1, 3), where nothing is stretched; a tensor with no
    axes; a stretch to length 0.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, more axes, squares and
# cubes, edges, in a graph, must raise.
