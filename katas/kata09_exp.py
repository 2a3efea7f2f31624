import numpy as np

from minigrad import Tensor


def exp(self):
    """Raise e = 2.71828... to the power of each element: `x.exp()`.

    Takes only x, and returns a Tensor of x's shape. `np.exp` computes the
    values.

    By hand: exp(0) is 1, and exp(0.01) is 1.0101: the slope at 0 is about 1.0.
    exp(1) is 2.7183, and exp(1.01) is 2.7456: the slope at 1 is about 2.7.
    exp(2) is 7.3891, and exp(2.01) is 7.4633: the slope at 2 is about 7.4. What
    do you notice?

    The gradient needs the upstream gradient and one number per element: the
    slope. A VJP is a function inside a function, so it can use the variables of
    the function around it.

    This is not the power rule. In x ** 2 the base moves and the exponent stays.
    Here the base stays and the exponent moves.

    Watch out for: exp(1000) is more than a float64 can hold. PyTorch gives
    infinity, and the gradient is infinite too. exp(-1000) is 0, and so is its
    gradient. NumPy computes the same values by itself, with a warning, which is
    fine. You need not limit x.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, short axes, odd numbers, in
# a graph.
