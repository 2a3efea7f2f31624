import numpy as np

from minigrad import Tensor


def log(self):
    """Take the natural logarithm of each element: `x.log()`.

    Takes only x, and returns a Tensor of x's shape. `np.log` computes the
    values.

    By hand: log(2) is 0.6931, and log(2.01) is 0.6981: the slope at 2 is about
    0.50. log(4) is 1.3863, and log(4.01) is 1.3888: the slope at 4 is about
    0.25. What is the slope at 10?

    The gradient needs the upstream gradient and x.

    At the edges, do as PyTorch does. It uses the same formula for every x:
    - log(0) is minus infinity, and its gradient is infinite.
    - The log of a negative number is NaN. But its gradient is an ordinary
      number: what the formula gives for that x.
    - The log of infinity is infinity, and its gradient is 0.
    NumPy computes all of this by itself, with warnings, which are fine. So you
    need no `if`, you need not limit x, and you need not add a small epsilon to
    keep x away from 0. The epsilon would make every result a little wrong, and
    log(0) very wrong.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, short axes, odd numbers, in
# a graph.
