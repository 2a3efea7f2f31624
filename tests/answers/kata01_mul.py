"""Answers to kata 1: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor, unbroadcast


def with_einsum_and_a_loop(self, other):
    if not isinstance(other, Tensor):
        other = Tensor(other)

    def back(grad, shape):
        while np.ndim(grad) > len(shape):
            grad = np.add.reduce(grad, 0)
        for axis in range(len(shape)):
            if shape[axis] == 1:
                grad = np.add.reduce(grad, axis, keepdims=True)
        return grad

    def vjp(grad):
        return [
            back(np.einsum("...,...", grad, other.data), self.shape),
            back(np.einsum("...,...", grad, self.data), other.shape),
        ]

    return Tensor.from_op("", np.einsum("...,...", self.data, other.data), [self, other], vjp)


def with_none_for_a_constant(self, other):
    other = Tensor.wrap(other)
    x, y = np.broadcast_arrays(self.data, other.data)

    def gathered(grad, side):
        if not side.requires_grad:
            return None
        # Which element of the side each element of the result is a copy of.
        source = np.broadcast_to(np.arange(side.size).reshape(side.shape), grad.shape)
        return np.bincount(source.ravel(), grad.ravel(), side.size).reshape(side.shape)

    return Tensor.from_op(
        "mul",
        x * y,
        (self, other),
        lambda grad: (gathered(grad * y, self), gathered(grad * x, other)),
    )


def with_loops_over_elements(self, other):
    x, other = self.data, Tensor.wrap(other)
    shape = np.broadcast_shapes(x.shape, other.shape)

    def place(index, side):
        index = index[len(shape) - side.ndim :]
        return tuple(i if n > 1 else 0 for i, n in zip(index, side.shape, strict=True))

    out = np.empty(shape)
    for i in np.ndindex(shape):
        out[i] = x[place(i, self)] * other.data[place(i, other)]

    def vjp(grad):
        to_x, to_y = np.zeros(self.shape), np.zeros(other.shape)
        for i in np.ndindex(shape):
            to_x[place(i, self)] += grad[i] * other.data[place(i, other)]
            to_y[place(i, other)] += grad[i] * x[place(i, self)]
        return to_x, to_y

    return Tensor.from_op("times", out, (self, other), vjp)


def with_a_node_for_stretching(self, other):
    other = Tensor.wrap(other)
    shape = np.broadcast_shapes(self.shape, other.shape)

    def stretched(side):
        new = len(shape) - side.ndim
        axes = tuple(i for i in range(len(shape)) if i < new or side.shape[i - new] == 1)

        def vjp(grad):
            return (np.sum(grad, axis=axes).reshape(side.shape),)

        return Tensor.from_op("stretch", np.broadcast_to(side.data, shape), (side,), vjp)

    x, y = stretched(self), stretched(other)
    return Tensor.from_op(
        "mul", np.multiply(x.data, y.data), (x, y), lambda grad: (grad * y.data, grad * x.data)
    )


def with_squares_apart(self, other):
    if self is other:
        return Tensor.from_op("square", self.data**2, [self], lambda grad: [2 * self.data * grad])
    if isinstance(other, int | float):
        return Tensor.from_op("scale", other * self.data, [self], lambda grad: [grad * other])
    other = Tensor.wrap(other)

    def down(grad, side):
        if side.ndim == 0:
            return np.float64(grad.sum())  # a NumPy scalar
        new = grad.ndim - side.ndim
        ones = tuple(i for i, n in enumerate(side.shape) if n == 1)
        return grad.sum(axis=tuple(range(new))).sum(axis=ones, keepdims=True)

    def vjp(grad):
        return down(other.data * grad, self), down(self.data * grad, other)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def outside__2(self, other):
    values = other.data if isinstance(other, Tensor) else np.array(other, dtype=float)
    needed = self.requires_grad or isinstance(other, Tensor)
    return Tensor(values * self.data, requires_grad=needed)


def one_parent__2(self, other):
    other = getattr(other, "data", other)
    out = self.data * np.asarray(other, dtype=float)
    return Tensor.from_op(
        "mul", out, (self,), lambda grad: (unbroadcast(grad * np.asarray(other), self.shape),)
    )
