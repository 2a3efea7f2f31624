"""Answers to kata 9: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import math

import numpy as np

from minigrad import Tensor


def composed_of_pow(self):
    return math.e**self


def computed_again(self):
    return Tensor.from_op("", np.exp(self.data), [self], lambda grad: [np.exp(self.data) * grad])


def from_the_output(self):
    out = Tensor.from_op("exp", np.exp(self.data), (self,), lambda grad: (grad * out.data,))
    return out


def with_expm1_and_einsum(self):
    data = np.expm1(self.data) + 1

    def vjp(grad):
        return (np.einsum("...,...->...", grad, data),)

    return Tensor.from_op("exp", data, (self,), vjp)


def with_a_loop(self):
    data = np.empty(self.shape)
    for i in np.ndindex(data.shape):
        data[i] = np.exp(self.data[i])

    def vjp(grad):
        return (grad.item() * data.item() if grad.ndim == 0 else np.multiply(data, grad),)

    return Tensor.from_op("exp", data, (self,), vjp)


def outside__2(self):
    return Tensor(np.exp(self.data), requires_grad=True)
