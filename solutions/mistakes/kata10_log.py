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
    """a small number is added to x

    It makes every result a little wrong, and log(0) very wrong: that is minus infinity.
    Whoever wants it otherwise can add the number himself. A common one.
    """
    return _shifted_by(1e-8)(self)


def _shifted_by(epsilon):
    def log(self):
        x = self.data + epsilon
        return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad / x,))

    return log


epsilon__7, epsilon__9, epsilon__10, epsilon__12 = map(_shifted_by, (1e-7, 1e-9, 1e-10, 1e-12))


def epsilon_forward(self):
    """a small number is added to x on the way forward

    It makes every result a little wrong, and log(0) very wrong: that is minus infinity.
    Whoever wants it otherwise can add the number himself.
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
    """a small number is added to x on the way back

    It makes every gradient a little wrong, and at 0, where it is infinite, very wrong. Let
    NumPy divide by zero.
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
    """x is cut off at a small positive number

    log(0) is minus infinity and log(-1) is NaN here, as in NumPy and PyTorch. A cut gives a
    number instead, and hides that something went wrong upstream.
    """
    x = np.maximum(self.data, 1e-12)
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad / x,))


def cut_off__backward(self):
    x = np.maximum(self.data, 1e-12)
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (grad / x,))


def replaced_when_not_finite(self):
    """infinite and NaN results are replaced

    log(0) is minus infinity and log(-1) is NaN here, as in NumPy and PyTorch.
    `np.nan_to_num` makes ordinary, wrong numbers of them.
    """
    data = np.nan_to_num(np.log(self.data))
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / self.data,))


def absolute_value(self):
    """the logarithm of x without its sign

    log |x| is a function of its own. A negative number has no real logarithm: the result is
    NaN, which `np.log` gives by itself.
    """
    data = np.log(np.abs(self.data))
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / self.data,))


def zero_where_negative(self):
    """the gradient is 0 where x is not positive

    PyTorch uses one formula for every x, though the logarithm of a negative number is NaN.
    """
    x = self.data
    inverse = np.divide(1.0, x, out=np.zeros(x.shape), where=x > 0)
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad * inverse,))


def zero_at_zero(self):
    """the gradient is 0 where x is 0

    Near 0 the curve of log is steeper and steeper: at 0 the gradient is infinite, as in
    PyTorch. NumPy divides by zero by itself.
    """
    x = self.data
    inverse = np.divide(1.0, x, out=np.zeros(x.shape), where=x != 0)
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (grad * inverse,))


def nan_where_negative(self):
    """the gradient is NaN where the result is

    PyTorch uses one formula for every x, and for a negative one it gives an ordinary number.
    """
    data = np.log(self.data)

    def vjp(grad):
        return (np.where(np.isnan(data), np.nan, grad / self.data),)

    return Tensor.from_op("log", data, (self,), vjp)


def sign_lost(self):
    """the gradient of a negative x has the wrong sign

    PyTorch uses one formula for every x, with the x as it is, sign and all.
    """
    data = np.log(self.data)
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / np.abs(self.data),))


def multiplied(self):
    """the gradient is multiplied by x

    log gets flatter as x grows: between 2 and 4 its slope halves.
    """
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (grad * self.data,))


def output_for_input(self):
    """the output stands where x belongs

    In exp the output was of use on the way back. Here the slope depends on x.
    """
    data = np.log(self.data)
    return Tensor.from_op("log", data, (self,), lambda grad: (grad / data,))


def as_in_exp(self):
    """the output is taken for the slope

    That is a property of exp alone. Measure the slope of log at 2 and at 4.
    """
    data = np.log(self.data)
    return Tensor.from_op("log", data, (self,), lambda grad: (grad * data,))


def upside_down(self):
    """the gradient is upside down

    x belongs below the fraction line, the upstream gradient above it.
    """
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (self.data / grad,))


def upstream_below(self):
    """the upstream gradient is below the fraction line

    The chain rule multiplies the slope by the upstream gradient: mind the parentheses.
    """
    x = self.data
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (1 / (x * grad),))


def square_below(self):
    """the gradient has a square, as that of 1/x

    That is one derivative too many: 1/x is the slope of log x already.
    """
    x = self.data
    return Tensor.from_op("log", np.log(x), (self,), lambda grad: (-grad / x**2,))


def base_ten(self):
    """a logarithm to the base 10

    `np.log10` and calculators' LOG count in tens. The natural logarithm is `np.log`.
    """
    return Tensor.from_op("log", np.log10(self.data), (self,), lambda grad: (grad / self.data,))


def base_two(self):
    """a logarithm to the base 2

    `np.log2` counts in twos. The natural logarithm is `np.log`.
    """
    return Tensor.from_op("log", np.log2(self.data), (self,), lambda grad: (grad / self.data,))


def of_one_more(self):
    """the logarithm of 1 + x

    `np.log1p` is another function, for numbers close to 0. log(1) is 0.
    """
    x = self.data
    return Tensor.from_op("log", np.log1p(x), (self,), lambda grad: (grad / (1 + x),))


def input_repaired(self):
    """x itself is changed

    Writing a small number into x where it is 0 changes x for everybody. An operation leaves
    its inputs as they are.
    """
    self.data[self.data <= 0] = 1e-12
    return Tensor.from_op("log", np.log(self.data), (self,), lambda grad: (grad / self.data,))
