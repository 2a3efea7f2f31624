"""Answers to kata 6: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def composed_with_a_number(self):
    return self * -1


def composed_with_an_array(self):
    return np.full(self.shape, -1.0) * self


def composed_with_a_method(self):
    return self.mul(Tensor([-1.0]).sum())


def with_a_list(self):
    def vjp(grad):
        return [np.multiply(-1, grad) if self.requires_grad else None]

    return Tensor.from_op("negative", np.negative(self.data), [self], vjp)


def zero_minus(self):
    return Tensor.from_op("", 0.0 - self.data, (self,), lambda grad: (0.0 - grad,))


def with_views_and_a_number(self):
    def vjp(grad):
        flipped = np.einsum("...,->...", grad, -1.0)
        return (flipped.item() if flipped.ndim == 0 else flipped[::-1][::-1],)

    return Tensor.from_op("neg", -self.data.view(), (self,), vjp)


def outside__2(self):
    return Tensor(-self.data, requires_grad=True)
