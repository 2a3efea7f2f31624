"""The mistakes of kata10_log in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self):
    return Tensor.from_op("log", np.log(self.data), [self], lambda up: [self.data**-1.0])


def squared(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up * up / x])


def flipped(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up / -x])


def changed(self):
    def vjp(up):
        up /= self.data
        return (up,)

    return Tensor.from_op("log", np.log(self.data), (self,), vjp)


def outside(self):
    return Tensor(np.log(self.data))


def epsilon(self):
    x = self.data
    return Tensor.from_op("log", np.log(1e-8 + x), [self], lambda up: [up * (x + 1e-8) ** -1])


def epsilon_forward(self):
    x = self.data
    return Tensor.from_op("log", np.log(1e-12 + x), [self], lambda up: [up * x**-1])


def epsilon_backward(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up * np.reciprocal(1e-8 + x)])


def cut_off(self):
    x = np.clip(self.data, 1e-12, None)
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up * x**-1])


def replaced_when_not_finite(self):
    y = np.log(self.data)
    limit = np.finfo(float).max
    y = np.clip(np.where(np.isnan(y), 0, y), -limit, limit)
    return Tensor.from_op("log", y, [self], lambda up: [up / self.data])


def absolute_value(self):
    x = self.data
    y = np.log(np.where(x < 0, -x, x))
    return Tensor.from_op("log", y, [self], lambda up: [np.divide(up, x)])


def zero_where_negative(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [np.where(x > 0, up / x, 0)])


def nan_where_negative(self):
    x = self.data

    def vjp(up):
        mine = up / x
        mine[x < 0] = np.nan
        return (mine,)

    return Tensor.from_op("log", np.log(x), (self,), vjp)


def sign_lost(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up * np.absolute(1 / x)])


def multiplied(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [np.einsum("...,...->...", x, up)])


def output_for_input(self):
    out = Tensor.from_op("log", np.log(self.data), [self], lambda up: [up * out.data**-1])
    return out


def as_in_exp(self):
    out = Tensor.from_op("log", np.log(self.data), [self], lambda up: [np.multiply(out.data, up)])
    return out


def upside_down(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up**-1 * x])


def upstream_below(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [1 / x / up])


def square_below(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up * -(x**-2.0)])


def base_ten(self):
    x = self.data
    return Tensor.from_op("log", np.log(x) / np.log(10), [self], lambda up: [up * x**-1])


def base_two(self):
    x = self.data
    return Tensor.from_op("log", np.log(x) / np.log(2), [self], lambda up: [up * x**-1])


def of_one_more(self):
    more = self + 1
    return Tensor.from_op("log", np.log(more.data), [more], lambda up: [up / more.data])


def input_repaired(self):
    np.putmask(self.data, self.data <= 0, 1e-12)
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [up * x**-1])


def outside__3(self):
    return Tensor(np.log(self.data), requires_grad=True)


def epsilon_backward__2(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [(1e-12 + x) ** -1 * up])


def zero_where_negative__2(self):
    x = self.data

    def vjp(up):
        return (np.divide(up, x, out=np.zeros_like(up), where=x > 0),)

    return Tensor.from_op("log", np.log(x), (self,), vjp)


def zero_at_zero(self):
    x = self.data
    return Tensor.from_op("log", np.log(x), [self], lambda up: [np.where(x == 0, 0, up / x)])
