"""The mistakes of kata07_sub in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor, unbroadcast


def ignored(self, other):
    other = Tensor.wrap(other)
    out = self.data - other.data

    def vjp(up):
        ones = np.ones(out.shape)
        return unbroadcast(ones, self.shape), -unbroadcast(ones, other.shape)

    return Tensor.from_op("-", out, (self, other), vjp)


def flipped(self, other):
    x, y = self, Tensor.wrap(other)

    def vjp(up):
        return [-unbroadcast(up, x.shape), unbroadcast(up, y.shape)]

    return Tensor.from_op("sub", np.subtract(x.data, y.data), [x, y], vjp)


def swapped(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        dx, dy = unbroadcast(up, self.shape), -unbroadcast(up, y.shape)
        return dy, dx

    return Tensor.from_op("sub", self.data + -y.data, (self, y), vjp)


def second_zero(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        return unbroadcast(up, self.shape), np.zeros(y.shape)

    return Tensor.from_op("sub", self.data - y.data, (self, y), vjp)


def outside(self, other):
    return Tensor(self.data - Tensor.wrap(other).data)


def other_outside(self, other):
    return self + -Tensor.wrap(other).data


def other_outside__2(self, other):
    other = other.data if isinstance(other, Tensor) else np.array(other)
    data = self.data - other
    return Tensor.from_op("sub", data, [self], lambda up: [unbroadcast(up, self.shape)])


def not_undone(self, other):
    y = Tensor.wrap(other)
    return Tensor.from_op("sub", self.data - y.data, (self, y), lambda up: (up, up * -1))


def first_not_undone(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        return up, -unbroadcast(up, y.shape)

    return Tensor.from_op("sub", self.data - y.data, (self, y), vjp)


def second_not_undone(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        return unbroadcast(up, self.shape), 0 - up

    return Tensor.from_op("sub", self.data - y.data, (self, y), vjp)


def leading_axes_only(self, other):
    y = Tensor.wrap(other)

    def fold(up, like):
        while up.ndim > like.ndim:
            up = np.add.reduce(up)
        return up

    return Tensor.from_op(
        "sub", self.data - y.data, (self, y), lambda up: (fold(up, self), fold(-up, y))
    )


def length_1_only(self, other):
    y = Tensor.wrap(other)

    def fold(up, shape):
        for back, length in enumerate(reversed(shape), 1):
            if length == 1:
                up = np.add.reduce(up, -back, keepdims=True)
        return up

    return Tensor.from_op(
        "sub", self.data - y.data, (self, y), lambda up: (fold(up, self.shape), -fold(up, y.shape))
    )


def from_the_left(self, other):
    y = Tensor.wrap(other)

    def fold(up, shape):
        up = np.add.reduce(up, tuple(range(len(shape), up.ndim)))
        for axis, length in enumerate(shape):
            if length == 1:
                up = np.expand_dims(np.add.reduce(up, axis), axis)
        return up

    return Tensor.from_op(
        "sub", self.data - y.data, (self, y), lambda up: (fold(up, self.shape), -fold(up, y.shape))
    )


def length_1_lost(self, other):
    y = Tensor.wrap(other)

    def fold(up, shape):
        return unbroadcast(up, shape).squeeze()

    return Tensor.from_op(
        "sub", self.data - y.data, (self, y), lambda up: (fold(up, self.shape), -fold(up, y.shape))
    )


def first_copy(self, other):
    y = Tensor.wrap(other)

    def fold(up, shape):
        while up.ndim > len(shape):
            up = up[0]
        for axis, length in enumerate(shape):
            if length == 1:
                up = np.take(up, [0], axis)
        return up

    return Tensor.from_op(
        "sub", self.data - y.data, (self, y), lambda up: (fold(up, self.shape), -fold(up, y.shape))
    )


def both_positive(self, other):
    out = self + other
    out.data = self.data - Tensor.wrap(other).data
    return out


def operands_swapped(self, other):
    x, y = self, Tensor.wrap(other)

    def vjp(up):
        return -unbroadcast(up, x.shape), unbroadcast(up, y.shape)

    return Tensor.from_op("sub", y.data - x.data, (x, y), vjp)


def negated_in_place(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        dx = unbroadcast(up, self.shape)
        dy = unbroadcast(np.negative(up, out=up), y.shape)
        return [dx, dy]

    return Tensor.from_op("sub", self.data - y.data, (self, y), vjp)


def input_changed(self, other):
    y = Tensor.wrap(other)
    np.subtract(self.data, y.data, out=self.data)

    def vjp(up):
        return unbroadcast(up, self.shape), -unbroadcast(up, y.shape)

    return Tensor.from_op("sub", self.data, (self, y), vjp)


def slope_is_the_operand(self, other):
    y = Tensor.wrap(other)
    out = self * y
    out.data = self.data - y.data
    dx_dy = out._backward
    if dx_dy:
        out._backward = lambda up: [
            part * sign for part, sign in zip(dx_dy(up), (1, -1), strict=True)
        ]
    return out


def distance(self, other):
    y = Tensor.wrap(other)
    bigger, smaller = np.maximum(self.data, y.data), np.minimum(self.data, y.data)

    def vjp(up):
        return unbroadcast(up, self.shape), -unbroadcast(up, y.shape)

    return Tensor.from_op("sub", bigger - smaller, (self, y), vjp)


def copies_averaged(self, other):
    y = Tensor.wrap(other)

    def fold(up, shape):
        for _ in range(up.ndim - len(shape)):
            up = up.mean(0)
        for axis, length in enumerate(shape):
            if length == 1:
                up = up.mean(axis, keepdims=True)
        return up

    return Tensor.from_op(
        "sub", self.data - y.data, (self, y), lambda up: (fold(up, self.shape), -fold(up, y.shape))
    )


def outside__2(self, other):
    return Tensor(self.data - Tensor.wrap(other).data, requires_grad=True)


def ignored__2(self, other):
    """And broadcasting is not undone either."""
    y = Tensor.wrap(other)
    out = self.data - y.data
    one = np.full(out.shape, 1.0)
    return Tensor.from_op("sub", out, (self, y), lambda _: [one, 0 - one])


def ignored__3(self, other):
    """And each side's slope is 1, however often it was used."""
    x, y = self, Tensor.wrap(other)

    def vjp(_):
        return np.full(x.shape, 1.0), np.full(y.shape, -1.0)

    return Tensor.from_op("sub", np.subtract(x.data, y.data), (x, y), vjp)


def ignored__4(self, other):
    y = Tensor.wrap(other)
    return Tensor.from_op("sub", self.data - y.data, [self, y], lambda _: [1.0, -1.0])


def other_sides_shape(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        dx, dy = unbroadcast(up, y.shape), unbroadcast(up, self.shape)
        return dx, np.negative(dy)

    return Tensor.from_op("sub", self.data - y.data, (self, y), vjp)
