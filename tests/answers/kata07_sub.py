"""Answers to kata 7: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor, unbroadcast


def composed_of_add_and_neg(self, other):
    return self + -Tensor.wrap(other)


def composed_of_add_and_mul(self, other):
    return self.add(Tensor.wrap(other) * -1)


def composed_the_other_way_round(self, other):
    return -(-self + other)


def stretched_first(self, other):
    other = Tensor.wrap(other)
    shape = np.broadcast_shapes(self.shape, other.shape)
    x, y = self.broadcast_to(shape), other.broadcast_to(shape)
    return Tensor.from_op("sub", x.data - y.data, [x, y], lambda grad: [grad, -grad])


def with_none_for_a_constant(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        return (
            unbroadcast(grad, self.shape) if self.requires_grad else None,
            -unbroadcast(grad, other.shape) if other.requires_grad else None,
        )

    return Tensor.from_op("sub", np.subtract(self.data, other.data), (self, other), vjp)


def with_a_loop(self, other):
    def back(grad, shape):
        while grad.ndim > len(shape):
            grad = np.add.reduce(np.atleast_1d(grad), 0)
        for axis, length in enumerate(shape):
            if length == 1:
                grad = grad.sum(axis, keepdims=True)
        return grad

    other = Tensor.wrap(other)
    return Tensor.from_op(
        "-",
        self.data + -other.data,
        (self, other),
        lambda grad: (back(grad, self.shape), back(np.negative(grad), other.shape)),
    )


def with_einsum(self, other):
    def back(grad, shape):
        letters = "abcdefgh"[: grad.ndim]
        lined_up = (1,) * (grad.ndim - len(shape)) + shape
        kept = "".join(c for c, n in zip(letters, lined_up, strict=True) if n != 1)
        return np.einsum(f"{letters}->{kept}", grad).reshape(shape)

    other = Tensor.wrap(other)

    def vjp(grad):
        return back(grad, self.shape), 0 - back(grad, other.shape)

    return Tensor.from_op("sub", self.data - other.data, (self, other), vjp)


def outside__2(self, other):
    return Tensor(self.data - Tensor.wrap(other).data, requires_grad=True)
