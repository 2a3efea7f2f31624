"""The mistakes of kata02_pow in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor, unbroadcast


def _node(x, y, out, to_x, to_y):
    """The node, given the two slopes as functions of nothing."""

    def vjp(grad):
        return unbroadcast(to_x() * grad, x.shape), unbroadcast(to_y() * grad, y.shape)

    return Tensor.from_op("pow", out, (x, y), vjp)


def _to_base(b, p):
    slope = np.array(p * np.power(b, p - 1))
    slope[np.broadcast_to(p == 0, slope.shape)] = 0
    return slope


def _to_power(b, p):
    return np.power(b, p) * np.log(np.where((b == 0) & (p >= 0), 1, b))


def ignored(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def vjp(grad):
        return unbroadcast(_to_base(b, p), self.shape), unbroadcast(_to_power(b, p), e.shape)

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def minus(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: -_to_base(b, p), lambda: 0 - _to_power(b, p))


def swapped(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = np.broadcast_arrays(self.data, e.data)

    def vjp(grad):
        d_exponent = unbroadcast(grad * _to_power(b, p), e.shape)
        d_base = unbroadcast(grad * _to_base(b, p), self.shape)
        return d_exponent, d_base

    return Tensor.from_op("pow", np.float_power(b, p), (self, e), vjp)


def exponent_gets_zero(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def vjp(grad):
        return unbroadcast(grad * _to_base(b, p), self.shape), np.zeros(e.shape)

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def exponent_outside(self, exponent):
    p = exponent.data if isinstance(exponent, Tensor) else np.asarray(exponent, dtype=float)

    def vjp(grad):
        return [unbroadcast(grad * _to_base(self.data, p), self.shape)]

    return Tensor.from_op("pow", self.data**p, [self], vjp)


def outside(self, exponent):
    return Tensor(np.float_power(self.data, Tensor.wrap(exponent).data), self.requires_grad)


def not_undone(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return Tensor.from_op(
        "pow", b**p, (self, e), lambda g: (np.multiply(g, _to_base(b, p)), g * _to_power(b, p))
    )


def leading_axes_only(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def vjp(grad):
        to_b, to_p = grad * _to_base(b, p), grad * _to_power(b, p)
        while to_b.ndim > b.ndim:
            to_b = np.add.reduce(to_b)
        while to_p.ndim > p.ndim:
            to_p = np.add.reduce(to_p)
        return to_b, to_p

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def length_1_only(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def fold(grad, shape):
        for i in range(-1, -len(shape) - 1, -1):
            grad = grad.sum(i, keepdims=True) if shape[i] == 1 else grad
        return grad

    def vjp(grad):
        return fold(grad * _to_base(b, p), b.shape), fold(grad * _to_power(b, p), p.shape)

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def zero_times_infinity(self, exponent):
    e = Tensor.wrap(exponent)
    n = e.data
    return _node(
        self,
        e,
        np.float_power(self.data, n),
        lambda: np.float_power(self.data, np.subtract(n, 1)) * n,
        lambda: _to_power(self.data, n),
    )


def zero_times_infinity__2(self, exponent):
    """And the exponent's slope is the reference's in another guise."""
    e = Tensor.wrap(exponent)
    x, n = np.broadcast_arrays(self.data, e.data)
    out = x**n

    def vjp(grad):
        dx = np.einsum("...,...,...", grad, n, x ** (n - 1))
        dn = np.zeros(out.shape)
        for i in np.ndindex(out.shape):
            if x[i] != 0 or n[i] < 0:
                dn[i] = grad[i] * out[i] * np.log(x[i])
        return unbroadcast(dx, self.shape), unbroadcast(dn, e.shape)

    return Tensor.from_op("pow", out, (self, e), vjp)


def zero_times_log_of_zero(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = np.power(b, p)
    return _node(self, e, out, lambda: _to_base(b, p), lambda: np.log(b) * out)


def zero_times_log_of_zero__2(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def vjp(grad):
        logs = np.log(self.data)
        to_power = grad * logs * self.data**e.data
        return unbroadcast(grad * _to_base(b, p), self.shape), unbroadcast(to_power, e.shape)

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def base_zero_always_flat(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = np.broadcast_arrays(self.data, e.data)

    def slope():
        out = np.zeros(b.shape)
        out[b != 0] = b[b != 0] ** p[b != 0] * np.log(b[b != 0])
        return out

    return _node(self, e, b**p, lambda: _to_base(b, p), slope)


def exponent_zero_only(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def slope():
        return np.where(np.logical_and(b == 0, p > 0), 0, np.log(b) * b**p)

    return _node(self, e, b**p, lambda: _to_base(b, p), slope)


def epsilon_in_the_log(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    eps = 1e-12
    return _node(
        self, e, b**p, lambda: _to_base(b, p), lambda: np.log(eps + self.data) * self.data**p
    )


def log_of_the_size(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def slope():
        size = np.sqrt(b * b)
        return b**p * np.log(np.where(size == 0, np.where(p < 0, 0, 1), size))

    return _node(self, e, b**p, lambda: _to_base(b, p), slope)


def log_zero_unless_positive(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def slope():
        return b**p * np.log(b, out=np.zeros(b.shape), where=b > 0)

    return _node(self, e, b**p, lambda: _to_base(b, p), slope)


def positive_bases_only(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def slope():
        mask = b > 0
        return np.where(mask, np.log(np.where(mask, b, 1.0)) * b**p, 0)

    return _node(self, e, b**p, lambda: _to_base(b, p), slope)


def base_zero_gets_nothing(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def slope():
        safe = np.where(b == 0, 1.0, b)
        return (b != 0) * p * safe ** (p - 1)

    return _node(self, e, b**p, slope, lambda: _to_power(b, p))


def swept_away(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def finite(slope):
        return np.where(np.isfinite(slope), slope, 0)

    return _node(self, e, b**p, lambda: finite(p * b ** (p - 1)), lambda: finite(b**p * np.log(b)))


def divided_by_the_base(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: np.where(p == 0, 0, out / b * p), lambda: _to_power(b, p))


def divided_by_the_base__2(self, exponent):
    """Without a thought for exponent 0, which makes no difference but at base 0."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: p * out / b, lambda: _to_power(b, p))


def through_the_logarithm(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    log = np.log(b)
    return _node(self, e, np.exp(log * p), lambda: _to_base(b, p), lambda: _to_power(b, p))


def factor_forgotten(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: np.power(b, p - 1) * (p != 0), lambda: _to_power(b, p))


def factor_forgotten__2(self, exponent):
    """Without a thought for exponent 0."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: b ** (p - 1), lambda: _to_power(b, p))


def power_not_lowered(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: out * p, lambda: _to_power(b, p))


def upstream_in_the_power(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data

    def vjp(grad):
        inner = np.multiply(b, grad)
        lowered = inner ** np.where(p == 0, 1, p - 1)
        return unbroadcast(lowered * p, b.shape), unbroadcast(grad * _to_power(b, p), p.shape)

    return Tensor.from_op("pow", b**p, (self, e), vjp)


def log_forgotten(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = np.power(b, p)
    return _node(self, e, out, lambda: _to_base(b, p), lambda: out)


def result_forgotten(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = np.broadcast_arrays(self.data, e.data)

    def slope():
        return np.log(np.where((b == 0) & (p >= 0), 1, b))

    return _node(self, e, b**p, lambda: _to_base(b, p), slope)


def result_forgotten__2(self, exponent):
    """Without a thought for base 0."""
    e = Tensor.wrap(exponent)
    b, p = np.broadcast_arrays(self.data, e.data)
    return _node(self, e, b**p, lambda: _to_base(b, p), lambda: np.log(b))


def log_of_the_exponent(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: _to_base(b, p), lambda: np.log(p) * out)


def power_rule_for_both(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: _to_base(b, p), lambda: np.power(p, b - 1) * b)


def turned_round(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, p**b, lambda: _to_power(p, b), lambda: _to_base(p, b))


def changed_in_place(self, exponent):
    e = Tensor.wrap(exponent)
    self.data **= e.data
    b, p = self.data, e.data
    return _node(self, e, b.copy(), lambda: _to_base(b, p), lambda: _to_power(b, p))


def neither_edge__2(self, exponent):
    y = Tensor.wrap(exponent)
    a, b = self.data, y.data
    value = a**b

    def vjp(grad):
        return (
            unbroadcast(grad * b * a ** (b - 1), a.shape),
            unbroadcast(grad * value * np.log(a), b.shape),
        )

    return Tensor.from_op("pow", value, (self, y), vjp)


def neither_edge(self, exponent):
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: p * b ** (p - 1), lambda: out * np.log(b))


def zero_times_infinity__3(self, exponent):
    """And a little something inside the logarithm."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: p * b ** (p - 1), lambda: b**p * np.log(b + 1e-12))


def zero_times_infinity__4(self, exponent):
    """And the exponent's slope is 0 wherever the base is not positive."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(
        self, e, b**p, lambda: p * b ** (p - 1), lambda: np.where(b > 0, b**p * np.log(b), 0)
    )


def zero_times_infinity__5(self, exponent):
    """And the logarithm is 0 wherever the base is not positive."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    safe = np.where(b > 0, b, 1)
    return _node(self, e, b**p, lambda: p * b ** (p - 1), lambda: np.log(safe) * b**p)


def zero_times_infinity__6(self, exponent):
    """And the exponent's slope is 0 at base 0, always."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(
        self, e, b**p, lambda: p * b ** (p - 1), lambda: np.where(b == 0, 0, b**p * np.log(b))
    )


def not_undone__2(self, exponent):
    """With both formulas as they stand."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return Tensor.from_op(
        "pow", out, (self, e), lambda g: (g * p * b ** (p - 1), g * out * np.log(b))
    )


def swapped__2(self, exponent):
    """With both formulas as they stand."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p

    def vjp(g):
        to_e, to_x = g * out * np.log(b), g * p * b ** (p - 1)
        return unbroadcast(to_e, e.shape), unbroadcast(to_x, self.shape)

    return Tensor.from_op("pow", out, (self, e), vjp)


def ignored__2(self, exponent):
    """With both formulas as they stand."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p

    def vjp(_):
        return unbroadcast(p * b ** (p - 1), self.shape), unbroadcast(out * np.log(b), e.shape)

    return Tensor.from_op("pow", out, (self, e), vjp)


def exponent_gets_zero__2(self, exponent):
    """With the power rule as it stands."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: p * b ** (p - 1), lambda: 0 * e.data)


def power_not_lowered__2(self, exponent):
    """With the exponent's formula as it stands."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: p * b**p, lambda: b**p * np.log(b))


def log_forgotten__2(self, exponent):
    """With the power rule as it stands."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: p * b ** (p - 1), lambda: self.data**p)


def divided_by_the_base__3(self, exponent):
    """With both formulas as they stand."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return _node(self, e, out, lambda: p * out / b, lambda: out * np.log(b))


def ignored__3(self, exponent):
    """And broadcasting is not undone either, with both formulas as they stand."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p
    return Tensor.from_op("pow", out, (self, e), lambda _: (p * b ** (p - 1), out * np.log(b)))


def one_outside_the_power(self, exponent):
    """With the exponent's formula as it stands."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    out = b**p

    def vjp(grad):
        to_base = p * grad * out - 1
        return unbroadcast(to_base, b.shape), unbroadcast(grad * out * np.log(b), p.shape)

    return Tensor.from_op("pow", out, (self, e), vjp)


def one_outside_the_power__2(self, exponent):
    """With care for both edges."""
    e = Tensor.wrap(exponent)
    b, p = self.data, e.data
    return _node(self, e, b**p, lambda: np.where(p == 0, 0, p * b**p - 1), lambda: _to_power(b, p))
