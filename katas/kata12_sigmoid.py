import numpy as np

from minigrad import Tensor


def sigmoid(self):
    """Squash into the range from 0 to 1, element by element: `x.sigmoid()`.

    sigmoid(x) is 1 / (1 + e^-x): close to 0 far on the left, close to 1 far on
    the right, and one half at 0. Returns a Tensor of x's shape.

    By hand: sigmoid(0) is 0.5 and sigmoid(0.1) is 0.525, a slope of about 0.25
    at 0. sigmoid(2) is 0.881 and sigmoid(2.1) is 0.891, a slope of only about
    0.1: the curve gets flatter. An upstream gradient of [10, 10] for x = [0, 2]
    gives about [2.5, 1].

    The gradient needs the upstream gradient and the slope. You can compute the
    slope from the result alone, without a second exponential. The VJP can use
    everything that you computed on the way forward. Try it on the numbers
    above: how do you get 0.25 from 0.5, and about 0.1 from 0.881?

    At the edges: sigmoid(-1000) is 0, sigmoid(1000) is 1, and the slope at both
    is 0. Minus and plus infinity give the same. But e^1000 is more than a
    float64 can hold, so NumPy makes it infinite. This may or may not do harm.
    It depends on how you write the formula: 1 divided by infinity is 0, which
    is right, but infinity divided by infinity is NaN. NumPy may warn, which is
    fine.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, short axes, large numbers,
# in a graph.
