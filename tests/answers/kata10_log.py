"""Answers to kata 10: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import math

import numpy as np

from minigrad import Tensor


def with_a_reciprocal(self):
    def vjp(grad):
        return [np.reciprocal(self.data) * grad if self.requires_grad else None]

    return Tensor.from_op("", np.log(self.data), [self], vjp)


def with_a_power(self):
    return Tensor.from_op(
        "log", np.log2(self.data) * math.log(2), (self,), lambda grad: (self.data**-1 * grad,)
    )


def with_the_inverse(self):
    inverse = 1 / self.data
    return Tensor.from_op("ln", -np.log(inverse), (self,), lambda grad: (grad * inverse,))


def with_a_loop(self):
    def ln(value):
        return math.log(value) if value > 0 else -math.inf if value == 0 else math.nan

    values = [ln(value) for value in self.data.ravel()]

    def vjp(grad):
        return (np.array([*map(np.divide, grad.flat, self.data.flat)]).reshape(grad.shape),)

    return Tensor.from_op("log", np.reshape(values, self.shape), (self,), vjp)


def with_operators(self):
    def vjp(grad):
        return ((Tensor(grad) / self.detach()).numpy(),)

    return Tensor.from_op("log", np.log(self.data), (self,), vjp)


def outside__2(self):
    return Tensor(np.log(self.data), requires_grad=True)
