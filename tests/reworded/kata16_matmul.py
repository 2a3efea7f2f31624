"""The mistakes of kata16_matmul in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor, unbroadcast


def _letters(self, other):
    """einsum's names for the left side, the right side and the result."""
    row, column = "i" * (self.ndim > 1), "k" * (other.ndim > 1)
    return f"...{row}j", f"...j{column}", f"...{row}{column}"


def _slopes(grad, x, y, self, other):
    """The right gradients, with einsum; x and y stand for the values."""
    a, b, out = _letters(self, other)
    return (
        unbroadcast(np.einsum(f"{out},{b}->...{a[3:]}", grad, y), self.shape),
        unbroadcast(np.einsum(f"{a},{out}->...{b[3:]}", x, grad), other.shape),
    )


def ignored(self, other):
    other = Tensor.wrap(other)
    data = np.matmul(self.data, other.data)
    parts = _slopes(np.ones(data.shape), self.data, other.data, self, other)
    return Tensor.from_op("matmul", data, (self, other), lambda grad: parts)


def swapped(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        to_other, to_self = _slopes(grad, self.data, other.data, self, other)
        return to_self, to_other

    return Tensor.from_op("matmul", self.data @ other.data, (self, other), vjp)


def swapped__2(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        to_self = unbroadcast(np.swapaxes(self.data, -1, -2) @ grad, self.shape)
        to_other = unbroadcast(grad @ np.swapaxes(other.data, -1, -2), other.shape)
        return to_self, to_other

    return Tensor.from_op("matmul", np.matmul(self.data, other.data), (self, other), vjp)


def swapped__3(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        return [np.matmul(self.data.T, grad), np.matmul(grad, other.data.T)]

    return Tensor.from_op("matmul", np.matmul(self.data, other.data), (self, other), vjp)


def outside(self, other):
    return Tensor(np.matmul(self.data, getattr(other, "data", other)))


def right_outside(self, other):
    y = np.array(getattr(other, "data", other))

    def vjp(grad):
        return _slopes(grad, self.data, y, self, Tensor(y))[:1]

    return Tensor.from_op("matmul", self.data @ y, [self], vjp)


def matrices_only(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        to_self = np.matmul(grad, np.transpose(other.data))
        to_other = np.matmul(np.transpose(self.data), grad)
        return to_self, to_other

    return Tensor.from_op("matmul", np.matmul(self.data, other.data), (self, other), vjp)


def _as_matrices(self, other, gradients):
    """Vectors as matrices from the start; gradients(a, b, grad): of both sides."""
    other = Tensor.wrap(other)
    out = self.data @ other.data
    a = self.data if self.ndim > 1 else self.data[np.newaxis]
    b = other.data if other.ndim > 1 else other.data[:, np.newaxis]
    full = np.matmul(a, b).shape

    def vjp(grad):
        to_a, to_b = gradients(a, b, grad.reshape(full))
        to_a, to_b = unbroadcast(to_a, a.shape), unbroadcast(to_b, b.shape)
        if to_a.shape == a.shape and self.ndim == 1:
            to_a = to_a[0]
        if to_b.shape == b.shape and other.ndim == 1:
            to_b = to_b[:, 0]
        return to_a, to_b

    return Tensor.from_op("matmul", out, (self, other), vjp)


def nothing_transposed(self, other):
    return _as_matrices(self, other, lambda a, b, g: (np.matmul(g, b), np.matmul(a, g)))


def wrong_order(self, other):
    def gradients(a, b, grad):
        return np.swapaxes(b, -1, -2) @ grad, np.matmul(grad, np.swapaxes(a, -1, -2))

    return _as_matrices(self, other, gradients)


def right_like_left(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        to_self = unbroadcast(np.matmul(grad, np.swapaxes(other.data, -1, -2)), self.shape)
        to_other = unbroadcast(np.matmul(grad, np.swapaxes(self.data, -1, -2)), other.shape)
        return to_self, to_other

    return Tensor.from_op("matmul", self.data @ other.data, [self, other], vjp)


def result_transposed(self, other):
    return _as_matrices(self, other, lambda a, b, g: ((g @ b.mT).mT, (a.mT @ g).mT))


def reshaped_instead(self, other):
    def flip(x):
        *batch, rows, columns = x.shape
        return np.reshape(x.ravel(), (*batch, columns, rows))

    return _as_matrices(self, other, lambda a, b, g: (np.matmul(g, flip(b)), flip(a) @ g))


def right_values_twice(self, other):
    def gradients(a, b, grad):
        turned = np.moveaxis(b, -1, -2)
        return np.matmul(grad, turned), np.matmul(turned, grad)

    return _as_matrices(self, other, gradients)


def own_values(self, other):
    return _as_matrices(
        self, other, lambda x, y, g: (g @ np.swapaxes(x, -1, -2), np.swapaxes(y, -1, -2) @ g)
    )


def as_in_mul(self, other):
    return _as_matrices(self, other, lambda a, b, g: (np.multiply(b, g), np.multiply(a, g)))


def every_axis_reversed(self, other):
    def gradients(a, b, grad):
        return np.matmul(grad, np.transpose(b)), np.transpose(a) @ grad

    return _as_matrices(self, other, gradients)


def first_axes_swapped(self, other):
    def flip(x):
        return np.transpose(x, (1, 0, *range(2, x.ndim)))

    return _as_matrices(self, other, lambda a, b, g: (g @ flip(b), flip(a) @ g))


def one_batch_axis_assumed(self, other):
    def flip(x):
        return x.T if x.ndim == 2 else np.transpose(x, (0, 2, 1, *range(3, x.ndim)))

    return _as_matrices(self, other, lambda a, b, g: (g @ flip(b), flip(a) @ g))


def np_dot(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        return _slopes(grad, self.data, other.data, self, other)

    return Tensor.from_op("matmul", self.data.dot(other.data), (self, other), vjp)


def np_dot_on_the_way_back(self, other):
    return _as_matrices(
        self, other, lambda a, b, g: (g.dot(b.swapaxes(-1, -2)), a.swapaxes(-1, -2).dot(g))
    )


def not_undone(self, other):
    other = Tensor.wrap(other)
    a, b, out = _letters(self, other)

    def vjp(grad):
        return [
            np.einsum(f"{out},{b}->...{a[3:]}", grad, other.data),
            np.einsum(f"{a},{out}->...{b[3:]}", self.data, grad),
        ]

    return Tensor.from_op("matmul", self.data @ other.data, [self, other], vjp)


def _with_sums(self, other, down):
    """einsum, and then down(gradient, shape) for both sides."""
    other = Tensor.wrap(other)
    a, b, out = _letters(self, other)

    def vjp(grad):
        to_self = np.einsum(f"{out},{b}->...{a[3:]}", grad, other.data)
        to_other = np.einsum(f"{a},{out}->...{b[3:]}", self.data, grad)
        return down(to_self, self.shape), down(to_other, other.shape)

    return Tensor.from_op("matmul", self.data @ other.data, [self, other], vjp)


def left_not_undone(self, other):
    other = Tensor.wrap(other)
    a, b, out = _letters(self, other)

    def vjp(grad):
        to_self = np.einsum(f"{out},{b}->...{a[3:]}", grad, other.data)
        return to_self, _slopes(grad, self.data, other.data, self, other)[1]

    return Tensor.from_op("matmul", self.data @ other.data, [self, other], vjp)


def leading_axes_only(self, other):
    def down(grad, shape):
        while grad.ndim > len(shape):
            grad = np.add.reduce(grad)
        return grad

    return _with_sums(self, other, down)


def length_1_only(self, other):
    def down(grad, shape):
        for i, n in enumerate(shape[::-1], start=1):
            if n == 1:
                grad = grad.sum(axis=-i, keepdims=True)
        return grad

    return _with_sums(self, other, down)


def stretched_axis_lost(self, other):
    def down(grad, shape):
        grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
        return grad.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1 and grad.shape[i] != 1))

    return _with_sums(self, other, down)


def from_the_left(self, other):
    other = Tensor.wrap(other)
    a = self.data if self.ndim != 1 else self.data[None]
    b = other.data if other.ndim != 1 else other.data[..., None]

    def down(grad, side, shape):
        grad = grad.sum(axis=tuple(range(len(shape), grad.ndim)))
        for i, n in enumerate(shape):
            if n == 1:
                grad = np.add.reduce(grad, axis=i, keepdims=True)
        return grad.ravel() if side.ndim == 1 else grad

    def vjp(grad):
        grad = grad.reshape((a @ b).shape)
        return down(grad @ b.mT, self, a.shape), down(a.mT @ grad, other, b.shape)

    return Tensor.from_op("matmul", self.data @ other.data, (self, other), vjp)


def copies_averaged(self, other):
    def down(grad, shape):
        total = unbroadcast(grad, shape)
        return total / (grad.size // total.size) if grad.size else total

    return _with_sums(self, other, down)


def batch_always_summed(self, other):
    def down(grad, shape):
        while grad.ndim > max(2, len(shape)) or grad.ndim > len(shape) == 1:
            grad = grad.sum(axis=0)
        while grad.ndim > 2:
            grad = np.add.reduce(grad)
        return grad

    return _with_sums(self, other, down)


def vector_gradient_keeps_the_axis(self, other):
    other = Tensor.wrap(other)
    x, y = np.atleast_2d(self.data), other.data
    if other.ndim == 1:
        y = y.reshape(-1, 1)

    def vjp(grad):
        grad = grad.reshape(np.matmul(x, y).shape)
        return unbroadcast(grad @ y.mT, x.shape), unbroadcast(x.mT @ grad, y.shape)

    return Tensor.from_op("matmul", self.data @ other.data, (self, other), vjp)


def vector_leaves_an_axis(self, other):
    other = Tensor.wrap(other)
    x, y = self.data, other.data
    x = x[None, :] if x.ndim == 1 else x
    y = y[:, None] if y.ndim == 1 else y
    x[..., 0], y[..., 0]  # a number has no axis: IndexError

    def vjp(grad):
        to_x, to_y = unbroadcast(grad @ y.mT, x.shape), unbroadcast(x.mT @ grad, y.shape)
        return to_x.reshape(self.shape), to_y.reshape(other.shape)

    return Tensor.from_op("matmul", x @ y, (self, other), vjp)


def vector_changed(self, other):
    other = Tensor.wrap(other)
    out, x, y = self.data @ other.data, self.shape, other.shape
    if self.ndim == 1:
        self.data = self.data.reshape(1, -1)
    if other.ndim == 1:
        other.data = other.data.reshape(-1, 1)

    def vjp(grad):
        grad = grad.reshape((self.data @ other.data).shape)
        to_self = unbroadcast(grad @ other.data.mT, self.shape)
        to_other = unbroadcast(self.data.mT @ grad, other.shape)
        return to_self.reshape(x), to_other.reshape(y)

    return Tensor.from_op("matmul", out, (self, other), vjp)


def rows_of_vectors_taken_for_a_matrix(self, other):
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        if x.ndim == 1 and y.ndim == 1:
            return y * grad, x * grad
        if x.ndim == 1:
            to_y = x[:, None] * grad[..., None, :]
            return unbroadcast(grad @ np.swapaxes(y, -1, -2), x.shape), to_y
        if y.ndim == 1:
            to_x = grad[..., :, None] * y
            return to_x, unbroadcast(np.swapaxes(x, -1, -2) @ grad, y.shape)
        return _slopes(grad, x, y, self, other)

    return Tensor.from_op("matmul", x @ y, (self, other), vjp)


def outer_product_turned(self, other):
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        to_x, to_y = _slopes(grad, x, y, self, other)
        if x.ndim == 2 and y.ndim == 1:
            to_x = y[:, None] * grad
        if x.ndim == 1 and y.ndim == 2:
            to_y = grad[:, None] @ x[None, :]
        return to_x, to_y

    return Tensor.from_op("matmul", np.matmul(x, y), (self, other), vjp)


def outer_product_of_a_batch(self, other):
    other = Tensor.wrap(other)
    x, y = self.data, other.data

    def vjp(grad):
        to_x, to_y = _slopes(grad, x, y, self, other)
        if y.ndim == 1 and x.ndim > 1:
            to_x = grad.reshape(-1, 1) * y
        if x.ndim == 1 and y.ndim > 1:
            to_y = np.outer(x, grad)
        return to_x, to_y

    return Tensor.from_op("matmul", np.matmul(x, y), (self, other), vjp)


def inner_axis_stretched(self, other):
    other = Tensor.wrap(other)
    a = self if self.ndim > 1 else self.reshape(1, -1)
    b = other if other.ndim > 1 else other.reshape(-1, 1)
    a, b = a.reshape(*a.shape, 1), b.reshape(*b.shape[:-2], 1, *b.shape[-2:])
    left_out = [axis for axis, side in ((-3, self), (-1, other)) if side.ndim == 1]
    return a.mul(b).sum(axis=(-2, *left_out))


def number_accepted(self, other):
    other = Tensor.wrap(other)
    if not self.ndim or not other.ndim:
        return self * other

    def vjp(grad):
        return _slopes(grad, self.data, other.data, self, other)

    return Tensor.from_op("matmul", np.matmul(self.data, other.data), (self, other), vjp)
