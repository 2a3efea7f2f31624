"""The mistakes of kata13_tanh in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [(1 - t) * (1 + t)])


def sign(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [(t * t - 1) * up])


def changed(self):
    t = np.tanh(self.data)

    def vjp(up):
        up -= up * t**2
        return (up,)

    return Tensor.from_op("tanh", t, (self,), vjp)


def outside(self):
    return 2 * Tensor(2 * self.data).sigmoid() - 1


def input_for_output(self):
    x = self.data
    return Tensor.from_op("tanh", np.tanh(x), [self], lambda up: [(1 - x) * (1 + x) * up])


def tanh_twice(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [up / np.cosh(t) ** 2])


def not_squared(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [up - np.einsum("...,...->...", up, t)])


def difference_squared(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [up * np.square(t - 1)])


def plus_for_minus(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [t * t * up + up])


def slope_of_sigmoid(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [(t - t**2) * up])


def slope_of_tan(self):
    x = self.data
    return Tensor.from_op("tanh", np.tanh(x), [self], lambda up: [up * (1 + np.tan(x) ** 2)])


def upstream_in_the_slope(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [(1 - up * t) * (1 + up * t)])


def no_parentheses(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [np.subtract(up, np.square(t))])


def inner_slope_lost(self):
    t = np.tanh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [up * (1 - t * t) / 2])


def not_doubled(self):
    return self.sigmoid() * 2 - 1


def not_doubled__2(self):
    t = np.tanh(self.data / 2)
    return Tensor.from_op("tanh", t, [self], lambda up: [up * (1 - t * t) / 2])


def overflows(self):
    t = np.sinh(self.data) / np.cosh(self.data)
    return Tensor.from_op("tanh", t, [self], lambda up: [up - up * t * t])


def overflows__2(self):
    return (self.exp() - (-self).exp()) / (self.exp() + (-self).exp())


def overflows_on_the_right(self):
    large = np.exp(self.data) ** 2
    t = (large - 1) / (large + 1)
    return Tensor.from_op("tanh", t, [self], lambda up: [up * (1 - t * t)])


def overflows_on_the_right__2(self):
    double = (2 * self).exp()
    return (double - 1) / (double + 1)


def slope_overflows(self):
    x = self.data

    def vjp(up):
        return (up * (1 - np.sinh(x) ** 2 / np.cosh(x) ** 2),)

    return Tensor.from_op("tanh", np.tanh(x), (self,), vjp)


def outside__3(self):
    return Tensor(np.tanh(self.data), requires_grad=True)
