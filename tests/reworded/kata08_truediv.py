"""The mistakes of kata08_truediv in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor, unbroadcast


def _fold(up, shape):
    while up.ndim > len(shape):
        up = np.add.reduce(up)
    for axis, length in enumerate(shape):
        if length == 1:
            up = np.add.reduce(up, axis, keepdims=True)
    return up


def ignored(self, other):
    x, y = self, Tensor.wrap(other)

    def vjp(up):
        one = np.ones_like(up)
        return _fold(one / y.data, x.shape), _fold(one * x.data * -(y.data**-2), y.shape)

    return Tensor.from_op("/", x.data / y.data, (x, y), vjp)


def flipped(self, other):
    y = Tensor.wrap(other)
    r = 1 / y.data

    def vjp(up):
        return -_fold(up * r, self.shape), _fold(up * self.data * r * r, y.shape)

    return Tensor.from_op("div", self.data * r, [self, y], vjp)


def swapped(self, other):
    y = Tensor.wrap(other)
    r = 1 / y.data

    def vjp(up):
        dx, dy = _fold(up * r, self.shape), _fold(-up * self.data * r * r, y.shape)
        return [dy, dx]

    return Tensor.from_op("div", self.data * r, [self, y], vjp)


def second_zero(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op(
        "div", q, (self, y), lambda up: (_fold(up / y.data, self.shape), np.zeros(y.shape))
    )


def outside(self, other):
    other = Tensor.wrap(other)
    return Tensor(np.divide(self.data, other.data))


def other_outside(self, other):
    return self * (1 / Tensor.wrap(other).data)


def other_outside__2(self, other):
    return self * Tensor(np.reciprocal(Tensor.wrap(other).data))


def not_undone(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op("div", q, (self, y), lambda up: (up / y.data, -up * q / y.data))


def first_not_undone(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op(
        "div", q, (self, y), lambda up: (up / y.data, _fold(-up * q / y.data, y.shape))
    )


def second_not_undone(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op(
        "div", q, (self, y), lambda up: (_fold(up / y.data, self.shape), -up * q / y.data)
    )


def leading_axes_only(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def vjp(up):
        dx, dy = up / y.data, -up * q / y.data
        while dx.ndim > self.ndim:
            dx = dx.sum(0)
        while dy.ndim > y.ndim:
            dy = dy.sum(0)
        return dx, dy

    return Tensor.from_op("div", q, (self, y), vjp)


def length_1_only(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def fold(up, shape):
        for back, length in enumerate(reversed(shape), 1):
            if length == 1:
                up = np.add.reduce(up, -back, keepdims=True)
        return up

    return Tensor.from_op(
        "div",
        q,
        (self, y),
        lambda up: (fold(up / y.data, self.shape), fold(-up * q / y.data, y.shape)),
    )


def length_1_lost(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def fold(up, shape):
        return np.squeeze(_fold(up, shape))

    return Tensor.from_op(
        "div",
        q,
        (self, y),
        lambda up: (fold(up / y.data, self.shape), fold(-up * q / y.data, y.shape)),
    )


def minus_lost(self, other):
    y = Tensor.wrap(other)
    x, q = self, self.data / y.data

    def vjp(up):
        return _fold(up / y.data, x.shape), _fold(q * up / y.data, y.shape)

    return Tensor.from_op("div", q, (x, y), vjp)


def square_lost(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op(
        "div", q, (self, y), lambda up: (_fold(up / y.data, self.shape), _fold(-up * q, y.shape))
    )


def numerator_lost(self, other):
    y = Tensor.wrap(other)
    r = y.data**-1.0

    def vjp(up):
        return unbroadcast(up * r, self.shape), -unbroadcast(r * up * r, y.shape)

    return Tensor.from_op("div", self.data * r, (self, y), vjp)


def numerator_squared(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op(
        "div",
        q,
        (self, y),
        lambda up: (_fold(up / y.data, self.shape), _fold(-up * q * q, y.shape)),
    )


def as_in_mul(self, other):
    y = Tensor.wrap(other)
    out = self * y
    out.data = self.data / y.data
    return out


def denominator_for_both(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        slope = up / y.data
        return unbroadcast(slope, self.shape), unbroadcast(-slope, y.shape)

    return Tensor.from_op("div", np.divide(self.data, y.data), (self, y), vjp)


def sides_mixed_up(self, other):
    y = Tensor.wrap(other)
    r = 1 / self.data

    def vjp(up):
        return unbroadcast(up * r, self.shape), -unbroadcast(up * y.data * r * r, y.shape)

    return Tensor.from_op("div", self.data / y.data, (self, y), vjp)


def epsilon_in_the_gradient(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        safe = y.data + 1e-8
        dx = up / safe
        return _fold(dx, self.shape), _fold(-dx * self.data / safe, y.shape)

    return Tensor.from_op("div", self.data / y.data, (self, y), vjp)


def integral(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        return _fold(up / y.data, self.shape), _fold(up * self.data * np.log(abs(y.data)), y.shape)

    return Tensor.from_op("div", self.data / y.data, (self, y), vjp)


def epsilon(self, other):
    return self * (Tensor.wrap(other) + 1e-8) ** -1


def zero_when_divided_by_zero(self, other):
    y = Tensor.wrap(other)
    zero = y.data == 0
    r = np.where(zero, 0, 1 / np.where(zero, 1, y.data))

    def vjp(up):
        return _fold(up * r, self.shape), -_fold(up * self.data * r * r, y.shape)

    return Tensor.from_op("div", self.data * r, (self, y), vjp)


def rounded_down(self, other):
    out = self * Tensor.wrap(other) ** -1
    out.data = np.floor(out.data)
    return out


def operands_swapped(self, other):
    x, y = self, Tensor.wrap(other)

    def vjp(up):
        return _fold(-up * y.data / x.data**2, x.shape), _fold(up / x.data, y.shape)

    return Tensor.from_op("div", y.data / x.data, (x, y), vjp)


def changed(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def vjp(up):
        up /= y.data
        return _fold(up, self.shape), _fold(-up * q, y.shape)

    return Tensor.from_op("div", q, (self, y), vjp)


def squared(self, other):
    x, y = self, Tensor.wrap(other)

    def vjp(up):
        return _fold(up * up / y.data, x.shape), _fold(-(up**2) * x.data / y.data**2, y.shape)

    return Tensor.from_op("/", x.data / y.data, (x, y), vjp)


def outside__2(self, other):
    return Tensor(self.data / Tensor.wrap(other).data, requires_grad=True)


def numerator_as_in_mul(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def vjp(up):
        return _fold(np.multiply(y.data, up), self.shape), _fold(-up * q / y.data, y.shape)

    return Tensor.from_op("div", q, (self, y), vjp)


def denominator_by_x(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        return _fold(up / y.data, self.shape), -_fold(up / self.data, y.shape)

    return Tensor.from_op("div", self.data / y.data, (self, y), vjp)


def denominator_lost(self, other):
    y = Tensor.wrap(other)

    def vjp(up):
        return _fold(up / y.data, self.shape), _fold(-up * self.data, y.shape)

    return Tensor.from_op("div", self.data / y.data, (self, y), vjp)


def ignored__2(self, other):
    """And broadcasting is not undone either."""
    y = Tensor.wrap(other)
    q = self.data / y.data
    return Tensor.from_op("div", q, (self, y), lambda _: (y.data**-1.0, -q / y.data))


def other_sides_shape(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def vjp(up):
        dx = up / y.data
        return unbroadcast(dx, y.shape), unbroadcast(-dx * q, self.shape)

    return Tensor.from_op("div", q, (self, y), vjp)


def undone_too_early(self, other):
    y = Tensor.wrap(other)
    q = self.data / y.data

    def vjp(up):
        return _fold(up, self.shape) / y.data, -_fold(up, y.shape) * q / y.data

    return Tensor.from_op("div", q, (self, y), vjp)


def undone_too_early__2(self, other):
    """The denominator may well leave the sum of its own copies."""
    x, y = self, Tensor.wrap(other)

    def vjp(up):
        return _fold(up, x.shape) / y.data, -_fold(up * x.data, y.shape) / y.data**2

    return Tensor.from_op("div", x.data / y.data, (x, y), vjp)
