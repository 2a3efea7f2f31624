import numpy as np

from minigrad import Tensor, unbroadcast


def truediv(self, other):
    """Divide element by element, with broadcasting: `x / y`, `x / 2`, `2 / x`.

    other: a Tensor, number, list or NumPy array; the two shapes broadcast
        together.
    Returns a Tensor of the broadcast shape. (For `2 / x` the engine makes a
        Tensor of the 2, which is then `self`, and x is `other`.)

    By hand: 6 / 3 is 2. Nudge the 6 up to 6.3, and the result is 2.1: a slope
    of 1/3. Nudge the 3 up to 3.01 instead, and it is 1.9934: a slope of about
    -0.66, downwards, since dividing by more gives less. Each slope, times the
    upstream gradient, is one gradient.

    The gradient of self is made of the upstream gradient and other. The
    gradient of other is made of the upstream gradient and both sides. Each must
    come back in its own side's shape: see `unbroadcast`.

    Two ways are right: an operation of its own, with a VJP, or a composition of
    earlier katas (what must x be multiplied by, to be divided by y?).

    At zero, do as PyTorch: 1 / 0 is infinite, and so are both gradients there;
    0 / 0 is NaN. NumPy computes just that by itself, with a warning; warnings
    do not count.

    To think of: `x / x`, which is 1 wherever x is; a side that is a number or a
    list.
    """
    raise NotImplementedError
