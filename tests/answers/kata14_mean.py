"""Answers to kata 14: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def composed_of_sum_and_mul(self, axis=None, keepdims=False):
    total = self.sum(axis=axis, keepdims=keepdims)
    count = np.float64(self.size) / max(total.size, 1)
    return (1 / count) * total


def with_np_mean_and_full(self, axis=None, keepdims=False):
    kept = np.mean(self.data, axis=axis, keepdims=True)
    data = kept if keepdims else np.mean(self.data, axis=axis)

    def vjp(grad):
        share = np.full(self.shape, kept.size / max(self.size, 1))
        return [share * np.reshape(grad, kept.shape)]

    return Tensor.from_op("Mean", data, [self], vjp)


def with_a_loop_over_axes(self, axis=None, keepdims=False):
    axes = range(self.ndim) if axis is None else np.atleast_1d(axis)
    axes = sorted(range(self.ndim)[a] for a in axes)
    if len(set(axes)) != len(axes):
        raise TypeError("an axis twice")
    data = self.data
    for a in reversed(axes):
        data = np.add.reduce(data, a, keepdims=keepdims) / np.float64(self.shape[a])

    def vjp(grad):
        for a in axes:
            grad = grad if keepdims else np.expand_dims(grad, a)
            grad = np.repeat(grad, self.shape[a], a) / self.shape[a]
        return (grad,)

    return Tensor.from_op("", data, (self,), vjp)


def with_einsum(self, axis=None, keepdims=False):
    letters = "abcdefgh"[: self.ndim]
    axes = range(self.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [range(self.ndim)[a] for a in axes]
    assert len(axes) == len(set(axes))
    kept = "".join(c for i, c in enumerate(letters) if i not in axes)
    count = np.prod([self.shape[a] for a in axes])
    data = np.einsum(f"{letters}->{kept}", self.data) / count
    shape = data.shape
    if keepdims:
        data = data.reshape([1 if i in axes else n for i, n in enumerate(self.shape)])

    def vjp(grad):
        ones = np.ones(self.shape)
        return (np.einsum(f"{kept},{letters}->{letters}", grad.reshape(shape), ones) / count,)

    return Tensor.from_op("mean", data, (self,), vjp)


def with_a_vjp_of_none_for_a_constant(self, axis=None, keepdims=False):
    where = [slice(None)] * self.ndim
    for a in range(self.ndim) if axis is None else np.atleast_1d(axis):
        where[a] = None if not keepdims else slice(None)

    def vjp(grad):
        if not self.requires_grad:
            return (None,)
        return (np.ones(self.shape) * grad[tuple(where)] * grad.size / max(self.size, 1),)

    data = np.array(np.mean(self.data, axis=axis, keepdims=keepdims))
    return Tensor.from_op("mean", data, (self,), vjp)


def axis_lost__2(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)
    n = self.size // max(data.size, 1)
    return Tensor.from_op("mean", data, (self,), lambda g: (np.zeros(self.shape) + g / n,))
