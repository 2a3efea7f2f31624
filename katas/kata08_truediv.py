import numpy as np

from minigrad import Tensor, unbroadcast


def truediv(self, other):
    """Divide element by element, with broadcasting: `x / y`, `x / 2`, `2 / x`.

    other: a Tensor, number, list or NumPy array. The two shapes must broadcast
        together.
    Returns a Tensor of the broadcast shape. (For `2 / x` the engine turns the 2
        into a Tensor. Then `self` is the 2, and `other` is x.)

    By hand: 6 / 3 is 2. Nudge the 6 up to 6.3: the result is 2.1, a slope of
    1/3. Nudge the 3 up to 3.01 instead: the result is 1.9934, a slope of about
    -0.66. This slope is negative because dividing by more gives less. Each
    slope, times the upstream gradient, is one gradient.

    The gradient of self needs the upstream gradient and other. The gradient of
    other needs the upstream gradient and both sides. Each gradient must have
    its own side's shape: see `unbroadcast`.

    There are two right ways: an operation of its own, with a VJP, or a
    composition of earlier katas. (x / y is x times what?)

    At zero, do as PyTorch does: 1 / 0 is infinite, and so are both gradients.
    0 / 0 is NaN. NumPy computes these values by itself, with a warning, which
    is fine.

    Watch out for: `x / x`, which is 1 for all x except 0; a side that is a
    number or a list.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, broadcasting, constants, in
# a graph, edges, must raise.
