import numpy as np

from minigrad import Tensor


def backward(self, gradient=None):
    """Go back through the graph and give every tensor its gradient: `loss.backward()`.

    gradient: the upstream gradient, of this tensor's shape: an array, number or
        list. If it is left out: ones, whatever the shape (PyTorch allows that
        for one element only).
    Sets `.grad`, a NumPy array, on this tensor and all that it was made from,
    except those that need no gradient; returns nothing. Raises when this tensor
    needs no gradient, and when the gradient has another shape.

    What you have: `node._prev`, the tuple of a node's parents, `()` for a leaf;
    and `node.vjp(grad)`, one step back, not for leaves: given the node's
    gradient, a list of one array per parent, None for one that needs none.

    By hand: y = x + x, z = y + x. z starts with 1 and hands 1 to y and 1 to x.
    y hands 1 to x, twice. x gets the sum, 3. But had x been finished before y,
    it would have got 1. So a node's gradient is complete only when all its
    users have handed over their share: visit every user before it. And visit
    each node once, not once for each path to it: 60 doublings in a row
    (y = y + y) have 2 to the 60 paths.

    To think of:
    - Leaves add to the `.grad` that they have (None at first), call after call.
      An inner node's `.grad` is that of the latest call alone.
    - Never add in place (`+=` on an array): one array may have been handed to
      two; and a leaf's `.grad` is a copy, which nobody else holds.
    - The sum of two arrays without axes is a NumPy scalar; `np.asarray` makes
      it an array.
    - Python stops at some 1000 nested calls; a graph may be 100,000 nodes deep.
    """
    raise NotImplementedError
