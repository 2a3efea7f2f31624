"""The mistakes of kata01_mul in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor, unbroadcast


def ignored(self, other):
    b = Tensor.wrap(other)

    def back(_):
        dx, dy = np.broadcast_arrays(b.data, self.data)
        return unbroadcast(dx, self.shape), unbroadcast(dy, b.shape)

    return Tensor.from_op("*", np.multiply(self.data, b.data), (self, b), back)


def squared(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        dself = grad * other.data
        dother = grad * self.data
        return unbroadcast(dself * grad, self.shape), unbroadcast(dother * grad, other.shape)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def swapped(self, other):
    other = Tensor.wrap(other)

    def vjp(g):
        d_other = np.einsum("...,...->...", g, self.data)
        d_self = np.einsum("...,...->...", g, other.data)
        return [unbroadcast(d_other, other.shape), unbroadcast(d_self, self.shape)]

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def outside(self, other):
    values = other.data if isinstance(other, Tensor) else np.array(other, dtype=float)
    needed = self.requires_grad or isinstance(other, Tensor)
    return Tensor(values * self.data, requires_grad=needed)


def outside__2(self, other):
    return Tensor(np.einsum("...,...", self.data, Tensor.wrap(other).data))


def one_parent(self, other):
    other = getattr(other, "data", other)
    out = self.data * np.asarray(other, dtype=float)
    return Tensor.from_op(
        "mul", out, (self,), lambda grad: (unbroadcast(grad * np.asarray(other), self.shape),)
    )


def not_undone(self, other):
    y = Tensor.wrap(other)
    return Tensor.from_op(
        "mul", y.data * self.data, [self, y], lambda g: [np.multiply(y.data, g), self.data * g]
    )


def left_not_undone(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        to_other = self.data * grad
        while to_other.ndim > other.ndim:
            to_other = to_other.sum(0)
        for i, n in enumerate(other.shape):
            if n == 1:
                to_other = np.sum(to_other, i, keepdims=True)
        return other.data * grad, to_other

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def right_not_undone(self, other):
    """A number needs no care, so why should the other side?"""
    other = Tensor.wrap(other)
    x, y = np.broadcast_arrays(self.data, other.data)
    return Tensor.from_op(
        "mul", x * y, (self, other), lambda g: (unbroadcast(y * g, self.shape), x * g)
    )


def leading_axes_only(self, other):
    other = Tensor.wrap(other)

    def down(grad, ndim):
        while grad.ndim > ndim:
            grad = np.add.reduce(grad, 0)
        return grad

    def vjp(grad):
        return down(grad * other.data, self.ndim), down(grad * self.data, other.ndim)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def leading_axes_only__2(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        parts = []
        for mine, yours in ((self, other), (other, self)):
            extra = tuple(range(grad.ndim - mine.ndim))
            parts.append(np.sum(grad * yours.data, axis=extra))
        return parts

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def length_1_only(self, other):
    other = Tensor.wrap(other)

    def fold(grad, shape):
        for back in range(1, len(shape) + 1):
            if shape[-back] == 1:
                grad = np.add.reduce(grad, axis=-back, keepdims=True)
        return grad

    def vjp(grad):
        return fold(grad * other.data, self.shape), fold(grad * self.data, other.shape)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def from_the_left(self, other):
    other = Tensor.wrap(other)

    def fold(grad, shape):
        grad = grad.sum(axis=tuple(range(len(shape), grad.ndim)))
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    def vjp(grad):
        return fold(grad * other.data, self.shape), fold(grad * self.data, other.shape)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def numbered_as_in_shape(self, other):
    other = Tensor.wrap(other)

    def fold(grad, shape):
        for axis in range(len(shape)):
            if shape[axis] == 1:
                grad = np.sum(grad, axis=axis, keepdims=True)
        while grad.ndim > len(shape):
            grad = np.sum(grad, axis=0)
        return grad

    def vjp(grad):
        return fold(grad * other.data, self.shape), fold(grad * self.data, other.shape)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def length_1_lost(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        to_self = unbroadcast(grad * other.data, self.shape)
        return to_self.squeeze(), unbroadcast(grad * self.data, other.shape).squeeze()

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def copies_averaged(self, other):
    other = Tensor.wrap(other)

    def fold(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.mean(axis=0)
        ones = tuple(i for i, n in enumerate(shape) if n == 1)
        return grad.mean(axis=ones, keepdims=True)

    def vjp(grad):
        return fold(grad * other.data, self.shape), fold(grad * self.data, other.shape)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def own_value(self, other):
    other = Tensor.wrap(other)
    parents = (self, other)

    def vjp(grad):
        return [unbroadcast(p.data * grad, p.shape) for p in parents]

    return Tensor.from_op("mul", np.multiply(*(p.data for p in parents)), parents, vjp)


def own_value__2(self, other):
    a, b = self, Tensor.wrap(other)

    def vjp(grad):
        da = np.einsum("...,...", grad, a.data)
        db = np.einsum("...,...", b.data, grad)
        return unbroadcast(da, a.shape), unbroadcast(db, b.shape)

    return Tensor.from_op("mul", a.data * b.data, (a, b), vjp)


def one_value_for_both(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        both = other.data * grad
        return [unbroadcast(both, side.shape) for side in (self, other)]

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def output_divided(self, other):
    other = Tensor.wrap(other)
    out = self.data * other.data

    def vjp(grad):
        scaled = out * grad
        return (
            unbroadcast(scaled / self.data, self.shape),
            unbroadcast(scaled / other.data, other.shape),
        )

    return Tensor.from_op("mul", out, (self, other), vjp)


def undone_too_early(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        grad_x = unbroadcast(grad, self.shape)
        grad_y = unbroadcast(grad, other.shape)
        grad_x = np.multiply(other.data, grad_x)
        return grad_x, np.multiply(self.data, grad_y)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def plain_numbers_outside(self, other):
    if isinstance(other, int | float | list | np.ndarray):
        return Tensor(np.multiply(self.data, other))

    def vjp(grad):
        dx = unbroadcast(grad * other.data, self.shape)
        dy = unbroadcast(grad * self.data, other.shape)
        return dx, dy

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def matrix_product(self, other):
    other = Tensor.wrap(other)
    a, b = self.data, other.data

    def vjp(grad):
        return unbroadcast(grad @ b.T, a.shape), unbroadcast(a.T @ grad, b.shape)

    return Tensor.from_op("mul", a @ b, (self, other), vjp)


def upstream_multiplied_in_place(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        np.multiply(grad, other.data, out=grad)
        return unbroadcast(grad, self.shape), unbroadcast(grad * self.data, other.shape)

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def input_changed(self, other):
    other = Tensor.wrap(other)
    np.multiply(self.data, other.data, out=self.data)
    return Tensor.from_op(
        "mul",
        self.data,
        (self, other),
        lambda grad: (
            unbroadcast(other.data * grad, self.shape),
            unbroadcast(self.data * grad, other.shape),
        ),
    )


def ignored__2(self, other):
    """And broadcasting is not undone either."""
    other = Tensor.wrap(other)

    def vjp(up):
        return [side.data for side in (other, self)]

    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)


def other_sides_shape(self, other):
    a, b = self, Tensor.wrap(other)

    def vjp(up):
        da, db = np.multiply(b.data, up), np.multiply(a.data, up)
        return unbroadcast(da, b.shape), unbroadcast(db, a.shape)

    return Tensor.from_op("*", np.multiply(a.data, b.data), (a, b), vjp)
