import numpy as np

from minigrad import Tensor


def sigmoid(self):
    """Squash into the range from 0 to 1, element by element: `x.sigmoid()`.

    sigmoid(x) is 1 / (1 + e^-x): close to 0 far on the left, close to 1 far on
    the right, and one half at 0. Returns a Tensor of x's shape.

    By hand: sigmoid(0) is 0.5 and sigmoid(0.1) is 0.525, a slope of about 0.25
    at 0. sigmoid(2) is 0.881 and sigmoid(2.1) is 0.891, a slope of only about
    0.1: the curve flattens. An upstream gradient of [10, 10] for x = [0, 2]
    gives about [2.5, 1].

    The gradient is made of the upstream gradient and the slope, and the slope
    can be had from the result alone, without a second exponential: whatever you
    computed on the way forward is still there in the VJP. Try it on the numbers
    above: what turns 0.5 into 0.25, and 0.881 into about 0.1?

    At the edges: sigmoid(-1000) is 0, sigmoid(1000) is 1, and the slope at both
    is 0; minus and plus infinity likewise. But e^1000 is more than a float64
    can hold, so NumPy makes it infinite. Whether that does harm depends on how
    the formula is written: 1 / infinity is 0, which is right;
    infinity / infinity is NaN. NumPy may warn; warnings do not count.
    """
    # e^-|x| is never more than 1, so nothing overflows; e^-1000 becomes 0, and
    # may.
    with np.errstate(under="ignore"):
        small = np.exp(-np.abs(self.data))
    data = np.where(self.data >= 0, 1, small) / (1 + small)

    # With s = 1 / (1 + e^-x): ds/dx = e^-x / (1 + e^-x)^2 = s * e^-x /
    # (1 + e^-x), and that last fraction is what s lacks of 1. So ds/dx = s (1 -
    # s), from the result alone.
    def vjp(grad):
        return (grad * data * (1 - data),)

    return Tensor.from_op("sigmoid", data, (self,), vjp)
