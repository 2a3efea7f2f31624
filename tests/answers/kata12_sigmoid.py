"""Answers to kata 12: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import math

import numpy as np

from minigrad import Tensor


def as_it_is_written(self):
    out = 1 / (1 + np.exp(-self.data))
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: [out * (1 - out) * grad])


def from_tanh(self):
    half = np.tanh(self.data / 2) / 2

    def vjp(grad):
        return (np.einsum("...,...->...", grad, 0.25 - half**2) if self.requires_grad else None,)

    return Tensor.from_op("Sigmoid", half + 0.5, [self], vjp)


def with_logaddexp(self):
    out = np.exp(-np.logaddexp(0, -self.data))
    return Tensor.from_op("", out, (self,), lambda grad: (grad * (out - out * out),))


def with_masks(self):
    right = self.data >= 0
    out = np.empty_like(self.data)
    out[right] = 1 / (1 + np.exp(-self.data[right]))
    out[~right] = np.exp(self.data[~right]) / (1 + np.exp(self.data[~right]))

    def vjp(grad):
        mine = grad.copy()
        mine *= out
        mine *= 1 - out
        return (mine,)

    return Tensor.from_op("sigmoid", out, (self,), vjp)


def with_a_limit_of_hundreds(self):
    large = np.exp(np.clip(-self.data, -300, 300))
    return Tensor.from_op(
        "sigmoid", (1 + large) ** -1, (self,), lambda grad: (grad * large / (1 + large) ** 2,)
    )


def with_a_loop(self):
    values = [0.5 * (1 + math.tanh(value / 2)) for value in self.data.flat]
    out = np.array(values).reshape(self.shape)
    return Tensor.from_op("sigmoid", out, (self,), lambda grad: (grad * out * (1 - out),))


def _logistic(x):
    return 0.5 + np.tanh(x / 2) / 2


def outside__2(self):
    return Tensor(_logistic(self.data), requires_grad=True)
