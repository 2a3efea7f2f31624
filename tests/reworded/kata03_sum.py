"""The mistakes of kata03_sum in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self, axis=None, keepdims=False):
    total = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", total, [self], lambda _: [np.ones(self.shape)])


def twice(self, axis=None, keepdims=False):
    kept = self.data.sum(axis=axis, keepdims=True)
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        g = np.zeros(self.shape) + grad.reshape(kept.shape)
        g += grad.reshape(kept.shape)
        return (g,)

    return Tensor.from_op("sum", data, (self,), vjp)


def outside(self, axis=None, keepdims=False):
    return Tensor(np.add.reduce(self.data, axis, keepdims=keepdims), self.requires_grad)


def axis_lost(self, axis=None, keepdims=False):
    out = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", out, [self], lambda g: [np.ones(self.shape) * g])


def axis_lost__2(self, axis=None, keepdims=False):
    def vjp(grad):
        full = np.zeros_like(self.data)
        full += grad
        return (full,)

    return Tensor.from_op("sum", np.sum(self.data, axis, keepdims=keepdims), (self,), vjp)


def axis_put_last(self, axis=None, keepdims=False):
    data = np.sum(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        missing = self.ndim - grad.ndim
        grad = grad.reshape(grad.shape + (1,) * missing)
        return (grad * np.ones(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axis_put_last__2(self, axis=None, keepdims=False):
    data = np.sum(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        if not keepdims and axis is not None:
            for _ in np.atleast_1d(axis):
                grad = np.expand_dims(grad, -1)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def zero_is_falsy(self, axis=None, keepdims=False):
    if axis:
        data = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    else:
        data = np.add.reduce(self.data, axis=None, keepdims=keepdims)

    def vjp(grad):
        if axis and not keepdims:
            grad = np.expand_dims(grad, axis)
        return (grad + np.zeros(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def negative_axis_off_by_one(self, axis=None, keepdims=False):
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            shape = list(grad.shape)
            for one in sorted(axis) if isinstance(axis, tuple) else [axis]:
                shape.insert(one, 1)
            grad = grad.reshape(shape)
        return (grad * np.ones(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def axes_in_the_order_given(self, axis=None, keepdims=False):
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is not None and not keepdims:
            shape = list(grad.shape)
            for one in [axis] if isinstance(axis, int) else axis:
                shape.insert(one if one >= 0 else one + self.ndim, 1)
            grad = grad.reshape(shape)
        return (grad * np.ones(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def place_guessed_from_sizes(self, axis=None, keepdims=False):
    data = self.data.sum(axis=axis, keepdims=keepdims)

    def vjp(grad):
        shape, at = [1] * self.ndim, 0
        for i, n in enumerate(self.shape):
            if at < grad.ndim and grad.shape[at] == n:
                shape[i] = n
                at += 1
        return (np.reshape(grad, shape) * np.ones(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def keepdims_ignored(self, axis=None, keepdims=False):
    letters = "abcdefg"[: self.ndim]
    axes = range(self.ndim) if axis is None else np.atleast_1d(axis)
    gone = [range(self.ndim)[a] for a in axes]
    if len(set(gone)) < len(gone):
        raise ValueError("an axis twice")
    kept = "".join(c for i, c in enumerate(letters) if i not in gone)

    def vjp(grad):
        return (np.einsum(f"{kept},{letters}->{letters}", grad, np.ones(self.shape)),)

    return Tensor.from_op("sum", np.einsum(f"{letters}->{kept}", self.data), (self,), vjp)


def axis_restored_twice(self, axis=None, keepdims=False):
    data = np.add.reduce(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is None:
            return (np.ones(self.shape) * grad,)
        return (np.ones(self.shape) * np.expand_dims(grad, axis),)

    return Tensor.from_op("sum", data, (self,), vjp)


def divided(self, axis=None, keepdims=False):
    kept = self.data.sum(axis=axis, keepdims=True)
    data = kept if keepdims else self.data.sum(axis=axis)

    def vjp(grad):
        n = self.size // max(kept.size, 1)
        return (np.broadcast_to(grad.reshape(kept.shape), self.shape) / max(n, 1),)

    return Tensor.from_op("sum", data, (self,), vjp)


def upstream_totalled(self, axis=None, keepdims=False):
    out = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", out, [self], lambda g: [np.ones(self.shape) * np.sum(g)])


def divided_by_the_size(self, axis=None, keepdims=False):
    kept = self.data.sum(axis=axis, keepdims=True)

    def vjp(grad):
        full = np.ones(self.shape) * grad.reshape(kept.shape)
        return (full / np.prod(self.shape),)

    return Tensor.from_op("sum", self.data.sum(axis, keepdims=keepdims), (self,), vjp)


def multiplied(self, axis=None, keepdims=False):
    kept = self.data.sum(axis=axis, keepdims=True)
    out = kept if keepdims else self.data.sum(axis=axis)
    return Tensor.from_op("sum", out, [self], lambda g: [self.data * np.reshape(g, kept.shape)])


def divided_by_the_size__2(self, axis=None, keepdims=False):
    """And the axis never came back."""
    out = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    return Tensor.from_op(
        "sum", out, [self], lambda g: [np.broadcast_to(g / self.size, self.shape)]
    )


def repeated_in_order(self, axis=None, keepdims=False):
    """For a single axis, or none."""
    data = np.add.reduce(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        if axis is None:
            return (np.full(self.shape, grad),)
        rows = grad.reshape(-1, 1) * np.ones(self.shape[axis])
        return (rows.reshape(self.shape),)

    return Tensor.from_op("sum", data, (self,), vjp)


def repeated_in_order__2(self, axis=None, keepdims=False):
    axes = range(self.ndim) if axis is None else [int(a) for a in np.atleast_1d(axis)]

    def vjp(grad):
        for a in axes:
            grad = np.repeat(grad, self.shape[a])
        return (grad.reshape(self.shape),)

    return Tensor.from_op("sum", self.data.sum(axis, keepdims=keepdims), (self,), vjp)
