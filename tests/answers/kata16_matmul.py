"""Answers to kata 16: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor, unbroadcast


def with_einsum(self, other):
    other = Tensor.wrap(other)
    row, column = "i" * (self.ndim > 1), "k" * (other.ndim > 1)
    x, y, out = f"...{row}j", f"...j{column}", f"...{row}{column}"
    if self.shape[-1] != other.shape[-2 if column else -1]:  # einsum stretches a 1
        raise ValueError("inner axes")

    def vjp(grad):
        return [
            unbroadcast(np.einsum(f"{out},{y}->...{row}j", grad, other.data), self.shape),
            unbroadcast(np.einsum(f"{x},{out}->...j{column}", self.data, grad), other.shape),
        ]

    data = np.einsum(f"{x},{y}->{out}", self.data, other.data)
    return Tensor.from_op("@", data, [self, other], vjp)


def with_lower_katas(self, other):
    """Multiply everything that meets, then add up; every axis made by broadcasting."""
    other = Tensor.wrap(other)
    if not self.ndim or not other.ndim:
        raise TypeError("no axis")
    if self.shape[-1] != other.shape[max(other.ndim - 2, 0)]:
        raise ValueError("inner axes")

    def with_axis(x, at):
        x = x.broadcast_to((1, *x.shape))
        order = list(range(1, x.ndim))
        order.insert(x.ndim + at, 0)
        return x.transpose(order)

    a = with_axis(self if self.ndim > 1 else with_axis(self, -2), -1)  # (..., m, n, 1)
    b = with_axis(other if other.ndim > 1 else with_axis(other, -1), -3)  # (..., 1, n, p)
    left_out = [axis for axis, side in ((-3, self), (-1, other)) if side.ndim == 1]
    return a.mul(b).sum(axis=(-2, *left_out))


def with_a_loop_over_the_batch(self, other):
    other = Tensor.wrap(other)
    a, b = self.data, other.data
    if not a.ndim or not b.ndim:
        raise ValueError("no axis")
    a = a[np.newaxis] if a.ndim == 1 else a
    b = b[:, np.newaxis] if b.ndim == 1 else b
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])

    def at(index, x):
        """Where in the batch axes of x an index of the whole batch points."""
        index = index[len(index) - x.ndim + 2 :]
        return tuple(i if n > 1 else 0 for i, n in zip(index, x.shape, strict=False))

    data = np.empty((*batch, a.shape[-2], b.shape[-1]))
    if not data.size and a.shape[-1] != b.shape[-2]:
        raise ValueError("inner axes")
    for i in np.ndindex(batch):
        data[i] = np.dot(a[at(i, a)], b[at(i, b)])
    kept = batch + data.shape[-2:-1] * (self.ndim > 1) + data.shape[-1:] * (other.ndim > 1)

    def vjp(grad):
        grad = grad.reshape(data.shape)
        to_a, to_b = np.zeros(a.shape), np.zeros(b.shape)
        for i in np.ndindex(batch):
            to_a[at(i, a)] += np.dot(grad[i], b[at(i, b)].T)
            to_b[at(i, b)] += np.dot(a[at(i, a)].T, grad[i])
        return to_a.reshape(self.shape), to_b.reshape(other.shape)

    return Tensor.from_op("matmul", data.reshape(kept), (self, other), vjp)


def with_outer_products_for_vectors(self, other):
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        if x.ndim == y.ndim == 1:
            return grad * y, x * grad
        if x.ndim == 2 and y.ndim == 1:
            return np.outer(grad, y), grad @ x
        if x.ndim == 1 and y.ndim == 2:
            return y @ grad, np.outer(x, grad)
        if y.ndim == 1:
            axes = range(x.ndim - 1)
            return grad[..., None] * y, np.tensordot(x, grad, axes=(axes, axes))
        if x.ndim == 1:
            batch = range(y.ndim - 2)
            of_y, of_grad = [*batch, y.ndim - 1], [*batch, grad.ndim - 1]
            to_x = np.tensordot(y, grad, axes=(of_y, of_grad))
            return to_x, x[:, None] * grad[..., None, :]
        return (
            unbroadcast(np.matmul(grad, np.swapaxes(y, -1, -2)), x.shape),
            unbroadcast(np.matmul(np.swapaxes(x, -1, -2), grad), y.shape),
        )

    return Tensor.from_op("matmul", np.matmul(x, y), (self, other), vjp)


def with_one_inner_index_at_a_time(self, other):
    """A product is a sum of outer products; sums by hand; None for a constant."""
    other = Tensor.wrap(other)
    np.matmul(self.data, other.data)  # raises where it should
    a = np.atleast_2d(self.data)
    b = np.atleast_2d(other.data) if other.ndim > 1 else np.atleast_2d(other.data).T
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    data = np.zeros((*batch, a.shape[-2], b.shape[-1]))
    for j in range(a.shape[-1]):
        data += a[..., j, None] * b[..., None, j, :]
    left_out = tuple(axis for axis, x in ((-2, self), (-1, other)) if x.ndim == 1)

    def gathered(grad, x, wanted):
        if not x.requires_grad:
            return None
        for _ in range(grad.ndim - len(wanted)):
            grad = np.add.reduce(grad, 0)
        for axis, n in enumerate(wanted):
            if n == 1:
                grad = np.add.reduce(grad, axis, keepdims=True)
        return np.reshape(grad, x.shape)

    def vjp(grad):
        grad = np.expand_dims(grad, left_out)
        return [
            gathered(np.matmul(b, grad.mT).mT, self, a.shape),
            gathered(np.matmul(grad.mT, a).mT, other, b.shape),
        ]

    return Tensor.from_op("matmul", np.squeeze(data, left_out), (self, other), vjp)


def with_the_batch_stacked(self, other):
    """Both sides stretched to one flat stack of matrices, and NumPy scalars for 0-d."""
    other = Tensor.wrap(other)
    out = np.matmul(self.data, other.data)
    a = self.data[None, :] if self.ndim == 1 else self.data
    b = other.data[:, None] if other.ndim == 1 else other.data
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    (m, n), p = a.shape[-2:], b.shape[-1]
    count = int(np.prod(batch))
    stack_a = np.broadcast_to(a, (*batch, m, n)).reshape(count, m, n)
    stack_b = np.broadcast_to(b, (*batch, n, p)).reshape(count, n, p)

    def vjp(grad):
        rows = grad.reshape(count, m, p)
        to_a = np.matmul(rows, stack_b.transpose(0, 2, 1)).reshape(*batch, m, n)
        to_b = np.matmul(stack_a.transpose(0, 2, 1), rows).reshape(*batch, n, p)
        return (
            unbroadcast(to_a, a.shape).reshape(self.shape),
            unbroadcast(to_b, b.shape).reshape(other.shape),
        )

    return Tensor.from_op("matmul", out, (self, other), vjp)
