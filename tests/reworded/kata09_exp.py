"""The mistakes of kata09_exp in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self):
    y = np.exp(self.data)
    return Tensor.from_op("exp", y, [self], lambda up: [y.copy()])


def squared(self):
    y = np.exp(self.data)
    return Tensor.from_op("exp", y, [self], lambda up: [np.einsum("...,...,...->...", up, y, up)])


def flipped(self):
    y = np.exp(self.data)
    return Tensor.from_op("exp", y, [self], lambda up: [-y * up])


def changed(self):
    y = np.exp(self.data)

    def vjp(up):
        up *= y
        return (up,)

    return Tensor.from_op("exp", y, (self,), vjp)


def outside(self):
    return Tensor(np.e**self.data)


def outside__2(self):
    return np.e ** self.detach()


def power_rule(self):
    x = self.data
    return Tensor.from_op("exp", np.exp(x), [self], lambda up: [x * np.e ** (x - 1) * up])


def exponent_comes_down(self):
    x = self.data
    return Tensor.from_op("exp", np.exp(x), [self], lambda up: [np.exp(x) * (x * up)])


def input_is_the_slope(self):
    x = self.data
    return Tensor.from_op("exp", np.e**x, [self], lambda up: [np.einsum("...,...->...", x, up)])


def passed_through(self):
    out = self + 0
    out.data = np.exp(self.data)
    return out


def slope_of_the_output(self):
    out = Tensor.from_op(
        "exp", np.exp(self.data), [self], lambda up: [np.multiply(up, np.exp(out.data))]
    )
    return out


def slope_of_the_inverse(self):
    x = self.data
    return Tensor.from_op("exp", np.exp(x), [self], lambda up: [up * x**-1.0])


def upstream_in_the_exponent(self):
    y = np.exp(self.data)
    return Tensor.from_op("exp", y, [self], lambda up: [y**up])


def upstream_added(self):
    y = np.exp(self.data)
    return Tensor.from_op("exp", y, [self], lambda up: [np.add(y, up)])


def e_rounded(self):
    y = np.power(2.718, self.data)
    return Tensor.from_op("exp", y, [self], lambda up: [up * y])


def base_two(self):
    y = 2**self.data
    return Tensor.from_op("exp", y, [self], lambda up: [y * up])


def cut_off(self):
    y = np.exp(np.minimum(self.data, 500))
    return Tensor.from_op("exp", y, [self], lambda up: [y * up])


def infinity_replaced(self):
    y = np.exp(self.data)
    y = np.where(np.isinf(y), np.finfo(float).max, y)
    return Tensor.from_op("exp", y, [self], lambda up: [up * y])


def largest_subtracted(self):
    x = self.data
    y = np.exp(x - (x.max() if x.size else 0))
    return Tensor.from_op("exp", y, [self], lambda up: [up * y])


def input_overwritten(self):
    np.exp(self.data, self.data)
    return Tensor.from_op("exp", self.data, [self], lambda up: [up * self.data])


def outside__3(self):
    return Tensor(np.exp(self.data), requires_grad=True)
