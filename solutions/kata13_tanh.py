import numpy as np

from minigrad import Tensor


def tanh(self):
    """Squash into the range from -1 to 1, element by element: `x.tanh()`.

    tanh(x) is (e^x - e^-x) / (e^x + e^-x), the hyperbolic tangent: close to -1
    far on the left, close to 1 far on the right, and 0 at 0. Returns a Tensor
    of x's shape. (`np.tanh` computes it, and is right everywhere.)

    By hand: tanh(0) is 0 and tanh(0.1) is 0.0997, a slope of about 1 at 0.
    tanh(1) is 0.762 and tanh(1.1) is 0.800, a slope of about 0.4: the curve
    flattens. An upstream gradient of [10, 10] for x = [0, 1] gives about
    [10, 4].

    The gradient is made of the upstream gradient and the slope, and here too
    the slope can be had from the result alone: computed once on the way
    forward, it is still there in the VJP. Left of 0 the curve is that of the
    right turned upside down, so its slope at -1 is its slope at 1: what can be
    made of -0.762, and of 0.762, that is the same for both?

    At the edges: tanh(-1000) is -1, tanh(1000) is 1, and the slope at both is
    0; minus and plus infinity likewise. With the formula written out, e^1000 is
    more than a float64 can hold, and infinity / infinity is NaN. NumPy may
    warn; warnings do not count.
    """
    data = np.tanh(self.data)

    # tanh = sinh / cosh, and those two are each other's slope, so the quotient
    # rule gives (cosh^2 - sinh^2) / cosh^2 = 1 - tanh^2. In that form nothing
    # can overflow.
    def vjp(grad):
        return (grad * (1 - data**2),)

    return Tensor.from_op("tanh", data, (self,), vjp)
