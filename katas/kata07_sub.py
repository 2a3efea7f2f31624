from minigrad import Tensor, unbroadcast


def sub(self, other):
    """Subtract element by element, with broadcasting: `x - y`, `x - 2`, `2 - x`.

    other: a Tensor, number, list or NumPy array; the two shapes broadcast
        together.
    Returns a Tensor of the broadcast shape. (For `2 - x` the engine makes a
        Tensor of the 2, which is then `self`, and x is `other`.)

    By hand: x = [5, 7] and y = [2, 10] give [3, -3]. Nudge x[0] up by 0.1, and
    the 3 becomes 3.1. Nudge y[0] up by 0.1 instead, and it becomes 2.9. If the
    upstream gradient is [10, 20], what are the gradients of x[0] and of y[0]?

    The gradient of each side is made of the upstream gradient alone, and the
    two are not the same. Where broadcasting stretched a side, its gradient must
    come back in that side's own shape: see `unbroadcast`, and how `add` in
    minigrad/tensor.py uses it.

    Two ways are right: an operation of its own, with a VJP, or a composition of
    `add` and earlier katas. A composition must keep to Tensors: a part computed
    from `other.data` alone no longer knows where it came from, and no gradient
    finds its way back.

    To think of: `x - x`; a side that is a number or a list; a side of shape ()
    or (3, 1).
    """
    raise NotImplementedError
