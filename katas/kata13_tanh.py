import numpy as np

from minigrad import Tensor


def tanh(self):
    """Squash into the range from -1 to 1, element by element: `x.tanh()`.

    tanh(x) is (e^x - e^-x) / (e^x + e^-x), the hyperbolic tangent: close to -1
    far on the left, close to 1 far on the right, and 0 at 0. Returns a Tensor
    of x's shape. (`np.tanh` computes it, and is right everywhere.)

    By hand: tanh(0) is 0 and tanh(0.1) is 0.0997, a slope of about 1 at 0.
    tanh(1) is 0.762 and tanh(1.1) is 0.800, a slope of about 0.4: the curve
    gets flatter. An upstream gradient of [10, 10] for x = [0, 1] gives about
    [10, 4].

    The gradient needs the upstream gradient and the slope. Here too you can
    compute the slope from the result alone, and the VJP can use the result. The
    curve left of 0 is the right half, turned upside down. So the slope at -1 is
    the same as at 1, but the results there have opposite signs. You need a
    formula that takes the result and gives the slope: 1 for the result 0, and
    about 0.4 for both 0.762 and -0.762.

    At the edges: tanh(-1000) is -1, tanh(1000) is 1, and the slope at both is
    0. Minus and plus infinity give the same. If you write the formula out,
    e^1000 is more than a float64 can hold, and infinity divided by infinity is
    NaN. NumPy may warn, which is fine.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, short axes, large numbers,
# in a graph.
