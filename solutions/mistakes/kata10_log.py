"""Wrong answers that people give to kata 10. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    sign_flipped,
    slip,
    upstream_ignored,
    upstream_overwritten,
    upstream_squared,
)

from minigrad import Tensor

ignored = slip(Tensor.log, upstream_ignored)
squared = slip(Tensor.log, upstream_squared)
flipped = slip(Tensor.log, sign_flipped)
outside = outside_the_graph(Tensor.log)
changed = slip(Tensor.log, upstream_overwritten)


def epsilon(self):
    """a small epsilon is added to x

    It makes every result a little wrong, and log(0) very wrong: that is minus infinity. If you want
    the epsilon, you can add it before you call log. Many people make this mistake.
    """
    return _shifted_by(1e-8)(self)


def _shifted_by(epsilon):
    def log(self):
        x = self.data + epsilon
        return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad / x,))

    return log


epsilon__7, epsilon__9, epsilon__10, epsilon__12 = map(_shifted_by, (1e-7, 1e-9, 1e-10, 1e-12))


def epsilon_forward(self):
    """a small epsilon is added to x in the forward pass

    It makes every result a little wrong, and log(0) very wrong: that is minus infinity. If you want
    the epsilon, you can add it before you call log.
    """
    return _shifted_forward_by(1e-12)(self)


def _shifted_forward_by(epsilon):
    def log(self):
        data = np.log(self.data + epsilon)
        return Tensor.from_op("log", data, (self,), lambda grad: (grad / self.data,))

    return log


epsilon_forward__7, epsilon_forward__8, epsilon_forward__9, epsilon_forward__10 = map(
    _shifted_forward_by, (1e-7, 1e-8, 1e-9, 1e-10)
)


def epsilon_backward(self):
    """a small epsilon is added to x in the VJP

    It makes every gradient a little wrong. At x = 0 the gradient is infinite, and yours is very
    wrong. Let NumPy divide by zero.
    """
    return _shifted_backward_by(1e-8)(self)


def _shifted_backward_by(epsilon):
    def log(self):
        data = np.log(self.data)
        return Tensor.from_op("log", data, (self,), lambda grad: (grad / (self.data + epsilon),))

    return log


epsilon_backward__7, epsilon_backward__9, epsilon_backward__10 = map(
    _shifted_backward_by, (1e-7, 1e-9, 1e-10)
)
epsilon_backward__12, epsilon_backward__15 = map(_shifted_backward_by, (1e-12, 1e-15))


def cut_off(self):
    """x is clipped at a small positive number

    log(0) is minus infinity and log(-1) is NaN here, as in NumPy and PyTorch. Clipping gives an
    ordinary number instead. It hides that something went wrong before the log.
    """
    x = np.maximum(self.data, 1e-12)
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad / x,))


def cut_off__backward(self):
    x = np.maximum(self.data, 1e-12)
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (grad / x,))


def replaced_when_not_finite(self):
    """infinite and NaN results are replaced by finite numbers

    log(0) is minus infinity and log(-1) is NaN here, as in NumPy and PyTorch. `np.nan_to_num` turns
    them into ordinary, wrong numbers.
    """
    data = np.nan_to_num(np.log(self.data))
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / self.data,))


def absolute_value(self):
    """log(abs(x)) is computed instead of log(x)

    log(abs(x)) is a different function. A negative number has no real log, so the result is NaN.
    `np.log` gives NaN by itself.
    """
    data = np.log(np.abs(self.data))
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / self.data,))


def zero_where_negative(self):
    """the gradient is 0 where x is 0 or negative

    PyTorch uses one formula for every x. It uses it for a negative x too, although the log is NaN
    there.
    """
    x = self.data
    inverse = np.divide(1.0, x, out=np.zeros(x.shape), where=x > 0)
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad * inverse,))


def zero_at_zero(self):
    """the gradient is 0 where x is 0

    Near 0 the curve of log gets steeper and steeper. At 0 the gradient is infinite, as in PyTorch.
    NumPy divides by zero by itself.
    """
    x = self.data
    inverse = np.divide(1.0, x, out=np.zeros(x.shape), where=x != 0)
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad * inverse,))


def nan_where_negative(self):
    """the gradient is NaN where the output is NaN

    PyTorch uses one formula for every x. For a negative x, that formula gives an ordinary number.
    """
    data = np.log(self.data)

    def vjp(grad):
        return (np.where(np.isnan(data), np.nan, grad / self.data),)

    return Tensor.from_op("log", data, (self,), vjp)


def sign_lost(self):
    """the gradient of a negative x has the wrong sign

    PyTorch uses one formula for every x. It uses x as it is, with its sign.
    """
    data = np.log(self.data)
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / np.abs(self.data),))


def multiplied(self):
    """the gradient is multiplied by x

    log gets flatter as x grows. The slope at 4 is half of the slope at 2.
    """
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (grad * self.data,))


def output_for_input(self):
    """the output is used where x belongs

    In exp the output was useful in the VJP. Here the slope depends on x.
    """
    data = np.log(self.data)
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / data,))


def as_in_exp(self):
    """the output is used as the slope

    That is right for exp only. Measure the slope of log at 2 and at 4.
    """
    data = np.log(self.data)
    return Tensor.from_op("log", data, (self,), lambda grad: (grad * data,))


def upside_down(self):
    """the fraction is upside down: x / grad

    x belongs below the fraction line. The upstream gradient belongs above it.
    """
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (self.data / grad,))


def upstream_below(self):
    """the gradient is 1 / (x * grad)

    The upstream gradient is below the fraction line. But the chain rule multiplies the slope by the
    upstream gradient. Look at your parentheses.
    """
    x = self.data
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (1 / (x * grad),))


def square_below(self):
    """the slope of 1/x is used, so x is squared

    That is one derivative too many. 1/x is already the slope of log x.
    """
    x = self.data
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (-grad / x**2,))


def base_ten(self):
    """the log has base 10, not base e

    `np.log10` has base 10, like the LOG key of a calculator. The natural log is `np.log`.
    """
    return Tensor.from_op("log", np.log10(self.data), (self,), lambda grad: (grad / self.data,))


def base_two(self):
    """the log has base 2, not base e

    `np.log2` has base 2. The natural log is `np.log`.
    """
    return Tensor.from_op("log", np.log2(self.data), (self,), lambda grad: (grad / self.data,))


def of_one_more(self):
    """log(1 + x) is computed instead of log(x)

    `np.log1p` is a different function, for numbers close to 0. log(1) is 0. What does yours give
    for 1?
    """
    x = self.data
    return Tensor.from_op("log", np.log1p(x), (self,), lambda grad: (grad / (1 + x),))


def input_repaired(self):
    """x itself is changed where it is 0 or negative

    If you write a small number into x, x changes for everybody who uses it. An operation must not
    change its inputs.
    """
    self.data[self.data <= 0] = 1e-12
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (grad / self.data,))
