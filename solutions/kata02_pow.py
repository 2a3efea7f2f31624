import numpy as np

from minigrad import Tensor, unbroadcast


def pow(self, exponent):
    """Raise to a power, element by element: `x ** 2`, `x ** y`, `2 ** x`.

    exponent: a number, list, NumPy array or Tensor; the two shapes broadcast
        together. A Tensor exponent gets a gradient of its own.
    Returns a Tensor of the broadcast shape.

    By hand: 3 ** 2 is 9. Nudge the 3 to 3.1: 9.61, a slope of about 6. Nudge
    the 2 to 2.1 instead: 3 ** 2.1 is 10.04, a slope of about 10, since the
    exponent moves the result too. Each of the two slopes, times the upstream
    gradient, is one gradient.

    The base's gradient is made of the exponent and the base to one power less;
    the exponent's of the result and the logarithm of the base. At the edges, do
    as PyTorch:
    - the base's gradient is 0 wherever the exponent is 0, at base 0 too, where
      the formula would compute 0 times infinity;
    - the exponent's gradient is 0 where the base is 0 and the exponent is not
      negative, and NaN where the base is negative (it has no real logarithm);
    - 0 ** -1 is infinite, and so are both gradients.
    NumPy may warn there; warnings do not count.

    Inside this file Python's own `pow` is hidden by the one you define: write
    `**` instead.
    """
    exponent = Tensor.wrap(exponent)
    Tensor.check_broadcast("pow", self, exponent)
    base, power = self.data, exponent.data
    with np.errstate(all="ignore"):
        data = base**power

    # d(b^p)/db = p b^(p-1), the power rule; written out it is 0 * inf at
    # b = p = 0, where the constant b^0 has slope 0. d(b^p)/dp = b^p log b, for
    # b^p = exp(p log b); written out it is 0 * -inf at b = 0, where 0^p stays 0
    # as p > 0 moves.
    def vjp(grad):
        with np.errstate(all="ignore"):
            to_base = np.where(power == 0, 0.0, power * base ** (power - 1))
            to_power = np.where((base == 0) & (power >= 0), 0.0, data * np.log(base))
            return (
                unbroadcast(grad * to_base, self.shape),
                unbroadcast(grad * to_power, exponent.shape),
            )

    return Tensor.from_op("pow", data, (self, exponent), vjp)
