"""Wrong answers that people give to kata 10. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, rewritten, slip, upstream_ignored, upstream_overwritten

from minigrad import Tensor

ignored = slip(Tensor.log, upstream_ignored)
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


@rewritten(
    "data = np.log(self.data)",
    "x = np.maximum(self.data, 1e-12)\n        data = np.log(x)",
    "grad / self.data",
    "grad / x",
)
def cut_off():
    """x is clipped at a small positive number

    log(0) is minus infinity and log(-1) is NaN here, as in NumPy and PyTorch. Clipping gives an
    ordinary number instead. It hides that something went wrong before the log.
    """


@rewritten("np.log(self.data)", "np.log(abs(self.data))")
def absolute_value():
    """log(abs(x)) is computed instead of log(x)

    log(abs(x)) is a different function. A negative number has no real log, so the result is NaN.
    `np.log` gives NaN by itself.
    """


@rewritten(
    "grad / self.data", "np.divide(grad, self.data, out=np.zeros(self.shape), where=self.data != 0)"
)
def zero_at_zero():
    """the gradient is 0 where x is 0

    Near 0 the curve of log gets steeper and steeper. At 0 the gradient is infinite, as in PyTorch.
    NumPy divides by zero by itself.
    """


@rewritten("grad / self.data", "grad / abs(self.data)")
def sign_lost():
    """the gradient of a negative x has the wrong sign

    PyTorch uses one formula for every x. It uses x as it is, with its sign.
    """


@rewritten("data = np", "self.data[self.data <= 0] = 1e-12\n        data = np")
def input_repaired():
    """x itself is changed where it is 0 or negative

    If you write a small number into x, x changes for everybody who uses it. An operation must not
    change its inputs.
    """
