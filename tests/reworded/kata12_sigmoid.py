"""The mistakes of kata12_sigmoid in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def _logistic(x):
    return 0.5 + np.tanh(x / 2) / 2


def ignored(self):
    s = _logistic(self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [s - s**2])


def sign(self):
    s = _logistic(self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [up * s * (s - 1)])


def changed(self):
    s = _logistic(self.data)

    def vjp(up):
        up *= s * (1 - s)
        return (up,)

    return Tensor.from_op("sigmoid", s, (self,), vjp)


def outside(self):
    return Tensor(_logistic(self.data))


def outside__2(self):
    return ((-self.detach()).exp() + 1) ** -1


def input_for_output(self):
    x = self.data
    return Tensor.from_op("sigmoid", _logistic(x), [self], lambda up: [(1 - x) * up * x])


def sigmoid_twice(self):
    s = _logistic(self.data)

    def slope(x):
        return np.exp(-x) / (1 + np.exp(-x)) ** 2

    return Tensor.from_op("sigmoid", s, [self], lambda up: [up * slope(s)])


def like_exp(self):
    s = np.exp(-np.logaddexp(0, -self.data))
    return Tensor.from_op("sigmoid", s, [self], lambda up: [np.einsum("...,...->...", s, up)])


def one_factor(self):
    s = _logistic(self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [up - s * up])


def plus_for_minus(self):
    s = _logistic(self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [(s + s**2) * up])


def slope_of_tanh(self):
    s = _logistic(self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [(1 - s) * (1 + s) * up])


def upstream_in_the_slope(self):
    s = _logistic(self.data)

    def vjp(up):
        t = up * s
        return (t - t**2,)

    return Tensor.from_op("sigmoid", s, (self,), vjp)


def falling(self):
    s = np.reciprocal(1 + np.exp(self.data))
    return Tensor.from_op("sigmoid", s, [self], lambda up: [up * (s - s * s)])


def no_parentheses(self):
    s = 1 + np.exp(-self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [(1 - s) * (s * up)])


def overflows(self):
    large = np.exp(self.data)
    s = large / (large + 1)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [up * (s - s * s)])


def overflows__2(self):
    return self.exp() / (self.exp() + 1)


def slope_overflows(self):
    x = self.data
    s = 1 / (1 + np.exp(-x))
    return Tensor.from_op("sigmoid", s, [self], lambda up: [np.exp(-x) * s * s * up])


def slope_overflows__2(self):
    return 1 / (1 + (-self).exp())


def clipped(self):
    x = np.minimum(np.maximum(self.data, -10), 10)
    s = _logistic(x)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [up * (s - s * s)])


def not_halved(self):
    return (self.tanh() + 1) / 2


def outside__3(self):
    return Tensor(_logistic(self.data), requires_grad=True)


def no_parentheses_in_the_slope(self):
    s = _logistic(self.data)
    return Tensor.from_op("sigmoid", s, [self], lambda up: [s * (up - 1)])


def no_parentheses_in_the_slope__2(self):
    s = 1 / (1 + np.exp(-self.data))

    def vjp(up):
        return (s * 1.0 - s * up,)

    return Tensor.from_op("sigmoid", s, (self,), vjp)
