"""Answers to kata 5: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def with_mul(self, shape):
    out = self * np.ones(shape)
    if out.shape != shape:
        raise ValueError("does not fit")
    return out


def with_add(self, shape):
    if np.broadcast_shapes(self.shape, shape) != shape:
        raise ValueError("does not fit")
    return Tensor(np.zeros(shape)).add(self)


def with_tile_and_einsum(self, shape):
    new = len(shape) - self.ndim
    full = (1,) * new + self.shape
    if any(n not in (1, m) for n, m in zip(full, shape, strict=True)):
        raise ValueError("does not fit")
    data = np.tile(self.data, [m if n == 1 else 1 for n, m in zip(full, shape, strict=True)])
    letters = "abcdefgh"[: len(shape)]
    kept = "".join(c for c, n in zip(letters, full, strict=True) if n != 1)

    def vjp(grad):
        return [np.einsum(f"{letters}->{kept}", grad).reshape(self.shape)]

    return Tensor.from_op("tile", data, [self], vjp)


def with_an_index(self, shape):
    # Which element of x each element of the result is a copy of.
    source = np.broadcast_to(np.arange(self.size).reshape(self.shape), shape)

    def vjp(grad):
        total = np.zeros(self.size)
        np.add.at(total, source, grad)
        return (total.reshape(self.shape),)

    return Tensor.from_op("take", self.data.ravel()[source], (self,), vjp)


def with_repeat_axis_by_axis(self, shape):
    data = self.data
    while data.ndim < len(shape):
        data = data[None]
    stretched = [axis for axis, n in enumerate(data.shape) if n != shape[axis]]
    for axis in stretched:
        if data.shape[axis] != 1:
            raise ValueError("does not fit")
        data = np.repeat(data, shape[axis], axis)
    if data.ndim != len(shape):
        raise ValueError("does not fit")

    def vjp(grad):
        for axis in stretched:
            grad = np.add.reduce(grad, axis, keepdims=True)
        for _ in range(grad.ndim - self.ndim):
            grad = grad[0]
        return (grad if self.ndim else float(grad),)

    return Tensor.from_op("repeat", data, (self,), vjp)


def with_sums_from_the_last_axis(self, shape):
    data = np.broadcast_to(self.data, shape).copy()

    def vjp(grad):
        own = (1,) * (grad.ndim - self.ndim) + self.shape
        for axis in reversed(range(grad.ndim)):
            if own[axis] != grad.shape[axis]:
                grad = grad.sum(axis)
        return (np.reshape(grad, self.shape),)

    return Tensor.from_op("broadcast_to", data, (self,), vjp)


def outside__2(self, shape):
    return Tensor(np.broadcast_to(self.data, shape).copy(), requires_grad=self.requires_grad)
