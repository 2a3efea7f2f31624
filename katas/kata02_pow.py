import numpy as np

from minigrad import Tensor, unbroadcast


def pow(self, exponent):
    """Raise to a power, element by element: `x ** 2`, `x ** y`, `2 ** x`.

    exponent: a number, list, NumPy array or Tensor. The two shapes must
        broadcast together. A Tensor exponent gets its own gradient.
    Returns a Tensor of the broadcast shape.

    By hand: 3 ** 2 is 9. Nudge the 3 to 3.1: the result is 9.61, a slope of
    about 6. Nudge the 2 to 2.1 instead: 3 ** 2.1 is 10.04, a slope of about 10.
    So the exponent moves the result too. Each of the two slopes, times the
    upstream gradient, is one gradient.

    The base's gradient needs the exponent, and the base raised to one power
    less. The exponent's gradient needs the result and the logarithm of the
    base. At the edges, do as PyTorch does:
    - Where the exponent is 0, the base's gradient is 0. This is so at base 0
      too, where the formula would compute 0 times infinity.
    - Where the base is 0 and the exponent is not negative, the exponent's
      gradient is 0. Where the base is negative, it is NaN, because a negative
      number has no real logarithm.
    - 0 ** -1 is infinite, and so are both gradients.
    NumPy may warn there, which is fine.

    Your function is called `pow`, so it hides Python's own `pow` in this file:
    write `**` instead.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: with numbers, two Tensors,
# constants, broadcasting, in a graph, edges, must raise.
