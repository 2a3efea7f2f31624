"""Answers to kata 2: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor, unbroadcast


def with_harmless_numbers(self, exponent):
    """Takes the logarithm of 1, and the power 1, where the formula would go wrong."""
    y = Tensor.wrap(exponent)
    b, p = np.broadcast_arrays(self.data, y.data)
    out = np.float_power(b, p)

    def vjp(grad):
        slope = p * np.float_power(b, np.where(p == 0, 1, p - 1))
        log = np.log(np.where((b == 0) & (p >= 0), 1, b))
        return [unbroadcast(slope * grad, self.shape), unbroadcast(out * log * grad, y.shape)]

    return Tensor.from_op("Pow", out, [self, y], vjp)


def number_and_tensor_apart(self, exponent):
    if not isinstance(exponent, Tensor) and np.ndim(exponent) == 0:
        n = exponent

        def vjp(grad):
            return (grad * n * self.data ** (n - 1) if n else np.zeros_like(grad),)

        return Tensor.from_op(f"**{n}", self.data**n, (self,), vjp)

    exponent = Tensor.wrap(exponent)
    out = self.data**exponent.data

    def vjp_of_both(grad):
        to_base = to_exponent = None
        if self.requires_grad:
            to_base = np.array(grad * exponent.data * self.data ** (exponent.data - 1))
            to_base[np.broadcast_to(exponent.data == 0, out.shape)] = 0
            to_base = unbroadcast(to_base, self.shape)
        if exponent.requires_grad:
            to_exponent = np.array(grad * out * np.log(self.data))
            to_exponent[(self.data == 0) & (exponent.data >= 0)] = 0.0
            to_exponent = unbroadcast(to_exponent, exponent.shape)
        return to_base, to_exponent

    return Tensor.from_op("pow", out, (self, exponent), vjp_of_both)


def one_element_at_a_time(self, exponent):
    exponent = Tensor.wrap(exponent)
    bases, powers = np.broadcast_arrays(self.data, exponent.data)
    out = np.empty(bases.shape)
    for i in np.ndindex(out.shape):
        out[i] = bases[i] ** powers[i]

    def vjp(grad):
        to_base, to_power = np.zeros(self.shape), np.zeros(exponent.shape)
        for i in np.ndindex(out.shape):
            b, p = bases[i], powers[i]
            if p != 0:
                to_base[_home(i, self.shape)] += grad[i] * p * b ** (p - 1)
            if b != 0 or p < 0:
                to_power[_home(i, exponent.shape)] += grad[i] * out[i] * np.log(b)
        return to_base, to_power

    return Tensor.from_op("pow", out, (self, exponent), vjp)


def _home(index, shape):
    """Where the element that broadcasting copied to `index` stands."""
    index = index[len(index) - len(shape) :]
    return tuple(0 if n == 1 else i for i, n in zip(index, shape, strict=True))


def squares_and_cubes_by_mul(self, exponent):
    if isinstance(exponent, int) and exponent in (2, 3):
        return self * self if exponent == 2 else self * self * self
    exponent = Tensor.wrap(exponent)
    out = np.power(self.data, exponent.data)
    return Tensor.from_op(
        "pow",
        out,
        (self, exponent),
        lambda grad: (
            _to_base(grad, self, exponent),
            _to_exponent(grad, self, exponent, out),
        ),
    )


def _to_base(grad, base, exponent):
    b, p = np.broadcast_arrays(base.data, exponent.data)
    slope = np.multiply(p, np.power(b, p - 1), where=p != 0, out=np.zeros(p.shape))
    return _fold(grad * slope, base.shape)


def _to_exponent(grad, base, exponent, out):
    b, p = np.broadcast_arrays(base.data, exponent.data)
    zero = np.logical_and(b == 0, p >= 0)
    return _fold(grad * np.select([zero], [0.0], out * np.log(b)), exponent.shape)


def _fold(grad, shape):
    """unbroadcast, by padding the shape with ones on the left."""
    padded = (1,) * (np.ndim(grad) - len(shape)) + shape
    for axis, n in enumerate(padded):
        if n == 1:
            grad = np.sum(grad, axis=axis, keepdims=True)
    return np.reshape(grad, shape)


def numbers_for_no_axes(self, exponent):
    """NumPy scalars in, NumPy scalars out, where there are no axes."""
    y = Tensor.wrap(exponent)
    b, p = self.data[()], y.data[()]
    out = b**p

    def vjp(grad):
        grad = grad[()]
        to_b = grad * np.where(p, p * b ** (p - 1), 0)
        to_p = grad * np.where((b == 0) > (p < 0), 0, out * np.log(b))
        return [unbroadcast(to_b, self.shape)[()], unbroadcast(to_p, y.shape)[()]]

    return Tensor.from_op("pow", out, [self, y], vjp)


def _node(x, y, out, to_x, to_y):
    """The node, given the two slopes as functions of nothing."""

    def vjp(grad):
        return unbroadcast(to_x() * grad, x.shape), unbroadcast(to_y() * grad, y.shape)

    return Tensor.from_op("pow", out, (x, y), vjp)


def _base_slope(b, p):
    slope = np.array(p * np.power(b, p - 1))
    slope[np.broadcast_to(p == 0, slope.shape)] = 0
    return slope


def _to_power(b, p):
    return np.power(b, p) * np.log(np.where((b == 0) & (p >= 0), 1, b))


def ignored__2(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def vjp(grad):
        return unbroadcast(_base_slope(b, p), self.shape), unbroadcast(_to_power(b, p), e.shape)

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def swapped__2(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = np.broadcast_arrays(self.data, e.data)

    def vjp(grad):
        d_exponent = unbroadcast(grad * _to_power(b, p), e.shape)
        d_base = unbroadcast(grad * _base_slope(b, p), self.shape)
        return d_exponent, d_base

    return Tensor.from_op("pow", np.float_power(b, p), (self, e), vjp)


def outside__2(self, exponent):
    return Tensor(np.float_power(self.data, Tensor.wrap(exponent).data), self.requires_grad)


def divided_by_the_base__2(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: np.where(p == 0, 0, out / b * p), lambda: _to_power(b, p))


def power_not_lowered__2(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: out * p, lambda: _to_power(b, p))


def power_rule_for_both__2(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: _base_slope(b, p), lambda: np.power(p, b - 1) * b)


def changed_in_place__2(self, exponent):
    e = Tensor.wrap(exponent)
    self.data **= e.data
    b, p = self.data, e.data
    return _node(self, e, b.copy(), lambda: _base_slope(b, p), lambda: _to_power(b, p))
