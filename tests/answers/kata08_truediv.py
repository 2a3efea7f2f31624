"""Answers to kata 8: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor, unbroadcast


def composed_of_mul_and_pow(self, other):
    return self * Tensor.wrap(other) ** -1


def composed_of_methods(self, other):
    return Tensor.wrap(other).pow(-1.0).mul(self)


def with_the_square(self, other):
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        return [unbroadcast(grad / y, self.shape), unbroadcast(-grad * x / y**2, other.shape)]

    return Tensor.from_op("div", np.divide(x, y), [self, other], vjp)


def with_the_inverse(self, other):
    other = Tensor.wrap(other)
    inverse = np.reciprocal(other.data)

    def vjp(grad):
        to_self = grad * inverse
        return (
            unbroadcast(to_self, self.shape) if self.requires_grad else None,
            -unbroadcast(to_self * self.data * inverse, other.shape)
            if other.requires_grad
            else None,
        )

    return Tensor.from_op("truediv", self.data * inverse, (self, other), vjp)


def stretched_first(self, other):
    other = Tensor.wrap(other)
    shape = np.broadcast_shapes(self.shape, other.shape)
    x, y = self.broadcast_to(shape), other.broadcast_to(shape)
    out = Tensor.from_op(
        "/", x.data / y.data, (x, y), lambda grad: (grad / y.data, -grad / y.data * out.data)
    )
    return out


def with_a_loop(self, other):
    def back(grad, shape):
        lined_up = (1,) * (grad.ndim - len(shape)) + shape
        for axis, length in enumerate(lined_up):
            if length == 1:
                grad = np.add.reduce(grad, axis, keepdims=True)
        return np.reshape(grad, shape)

    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        return back(grad * y**-1.0, self.shape), back(grad * x * -(y**-2.0), other.shape)

    return Tensor.from_op("truediv", x / y, (self, other), vjp)


def outside__2(self, other):
    return Tensor(self.data / Tensor.wrap(other).data, requires_grad=True)
