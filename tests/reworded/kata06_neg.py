"""The mistakes of kata06_neg in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self):
    return Tensor.from_op("neg", -self.data, (self,), lambda g: (np.full(self.shape, -1.0),))


def squared(self):
    return Tensor.from_op(
        "", 0 - self.data, [self], lambda up: [-np.einsum("...,...->...", up, up)]
    )


def twice(self):
    both = self + self
    return Tensor.from_op("neg", self.data * -1, (both,), lambda g: [-g])


def changed(self):
    def back(g):
        result = -g
        g += g
        return (result,)

    return Tensor.from_op("neg", np.negative(self.data), (self,), back)


def outside(self):
    return Tensor([-1.0]).reshape(()) * self.detach()


def passed_through(self):
    out = self + 0
    out.data = -out.data
    return out


def negated_in_place(self):
    def vjp(up):
        np.subtract(0, up, out=up)
        return [up]

    return Tensor.from_op("neg", 0 - self.data, [self], vjp)


def input_negated(self):
    x = self.data
    x *= -1

    def vjp(up):
        return (np.multiply(up, -1),)

    return Tensor.from_op("neg", x, (self,), vjp)


def made_negative(self):
    x = self.data
    return Tensor.from_op("neg", np.where(x > 0, -x, x), [self], lambda up: [0 - up])


def output_is_the_slope(self):
    y = self.data * -1

    def back(up):
        return (np.einsum("...,...->...", y, up),)

    return Tensor.from_op("neg", y, (self,), back)


def not_negated(self):
    return Tensor.from_op("neg", self.data.copy(), [self], lambda up: [up * -1])


def outside__3(self):
    return Tensor(-self.data, requires_grad=True)
