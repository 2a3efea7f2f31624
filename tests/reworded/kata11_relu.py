"""The mistakes of kata11_relu in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self):
    on = np.where(self.data > 0, 1.0, 0.0)
    return Tensor.from_op("relu", np.maximum(0, self.data), [self], lambda up: [on])


def outside(self):
    return Tensor(self.data.clip(0))


def one_at_zero(self):
    y = np.clip(self.data, 0, None)
    return Tensor.from_op("relu", y, [self], lambda up: [np.where(self.data < 0, 0, up)])


def one_at_zero__2(self):
    y = np.maximum(0, self.data)
    return Tensor.from_op("relu", y, [self], lambda up: [up * (y == self.data)])


def half_at_zero(self):
    x = self.data
    y = np.where(x > 0, x, 0)
    return Tensor.from_op("relu", y, [self], lambda up: [up * np.heaviside(x, 0.5)])


def everything_passes_back(self):
    out = self + 0
    out.data = np.where(out.data > 0, out.data, 0)
    return out


def everything_passes_back__2(self):
    y = self.data.clip(0)
    return Tensor.from_op("relu", y, [self], lambda up: [up * (y >= 0)])


def value_for_slope(self):
    y = np.fmax(self.data, 0)
    return Tensor.from_op("relu", y, [self], lambda up: [np.einsum("...,...->...", up, y)])


def value_for_slope__2(self):
    y = self.data.clip(0)
    return Tensor.from_op(
        "relu", y, [self], lambda up: [np.where(self.data > 0, up * self.data, 0)]
    )


def sign_of_the_upstream(self):
    y = self.data.clip(0)
    return Tensor.from_op("relu", y, [self], lambda up: [np.where(up > 0, up, 0.0)])


def changed_x(self):
    x = self.data
    np.clip(x, 0, None, out=x)

    def vjp(up):
        return (np.where(x > 0, up, 0),)

    return Tensor.from_op("relu", x, (self,), vjp)


def changed_upstream(self):
    y = self.data.clip(0)

    def vjp(up):
        up *= y > 0
        return [up]

    return Tensor.from_op("relu", y, [self], vjp)


def zero_times_infinity(self):
    on = np.greater(self.data, 0).astype(float)
    return Tensor.from_op("relu", np.multiply(on, self.data), [self], lambda up: [on * up])


def zero_times_infinity__2(self):
    return self * (self.data > 0)


def largest_of_all(self):
    y = np.maximum.reduce(self.data, 0)
    return Tensor.from_op("relu", y, [self], lambda up: [np.where(self.data > 0, up, 0)])


def wrong_half(self):
    x = self.data
    y = np.where(x > 0, 0, x)
    return Tensor.from_op("relu", y, [self], lambda up: [np.where(x < 0, up, 0)])


def leaky(self):
    x = self.data
    y = np.maximum(x, 0.01 * x)
    return Tensor.from_op("relu", y, [self], lambda up: [np.where(x > 0, up, 0.01 * up)])


def outside__3(self):
    return Tensor(np.maximum(self.data, 0), requires_grad=True)


def compared_after_multiplying(self):
    x = self.data

    def vjp(up):
        slope = np.greater(np.multiply(x, up), 0)
        return [slope.astype(float)]

    return Tensor.from_op("relu", np.where(x > 0, x, 0), [self], vjp)


def compared_after_multiplying__2(self):
    y = self.data.clip(0)
    return Tensor.from_op("relu", y, [self], lambda up: [y * up > 0])


def compared_after_multiplying__3(self):
    y = self.data.clip(0)
    return Tensor.from_op("relu", y, [self], lambda up: [0 <= self.data * up])
