"""Answers to kata 13: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import math

import numpy as np

from minigrad import Tensor


def composed_of_sigmoid(self):
    return (self * 2).sigmoid() * 2 + (-1)


def with_cosh(self):
    return Tensor.from_op(
        "Tanh", np.tanh(self.data), [self], lambda grad: [grad * np.cosh(self.data) ** -2.0]
    )


def with_an_exponential_that_stays_small(self):
    small = np.expm1(-2 * np.abs(self.data))
    out = np.copysign(small / (small + 2), self.data)

    def vjp(grad):
        return ((1 + out) * (1 - out) * grad if self.requires_grad else None,)

    return Tensor.from_op("", out, (self,), vjp)


def with_a_loop(self):
    out = np.array([math.tanh(value) for value in self.data.flat])

    def vjp(grad):
        mine = grad.ravel() - np.einsum("i,i,i->i", grad.ravel(), out, out)
        return (mine.reshape(self.shape),)

    return Tensor.from_op("tanh", out.reshape(self.shape), (self,), vjp)


def with_scalars_for_no_axes(self):
    out = np.tanh(self.data)

    def vjp(grad):
        slope = np.subtract(1, np.square(out))
        return (np.multiply(slope, grad),)

    return Tensor.from_op("tanh", out, (self,), vjp)


def outside__2(self):
    return Tensor(np.tanh(self.data), requires_grad=True)
