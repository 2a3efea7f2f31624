"""Answers to kata 3: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def with_add_reduce_and_reshape(self, axis=None, keepdims=False):
    kept = np.add.reduce(self.data, axis=axis, keepdims=True)
    data = kept if keepdims else np.add.reduce(self.data, axis=axis)

    def vjp(grad):
        return [np.reshape(grad, np.shape(kept)) * np.ones_like(self.data)]

    return Tensor.from_op("Sum", data, [self], vjp)


def with_a_loop_over_axes(self, axis=None, keepdims=False):
    axes = range(self.ndim) if axis is None else np.atleast_1d(axis)
    axes = sorted(range(self.ndim)[a] for a in axes)
    if len(set(axes)) != len(axes):
        raise TypeError("an axis twice")
    data = self.data
    for a in reversed(axes):
        data = np.add.reduce(data, a, keepdims=keepdims)

    def vjp(grad):
        for a in axes:
            grad = grad if keepdims else np.expand_dims(grad, a)
            grad = np.repeat(grad, self.shape[a], a)
        return (grad,)

    return Tensor.from_op("", data, (self,), vjp)


def with_einsum(self, axis=None, keepdims=False):
    letters = "abcdefgh"[: self.ndim]
    axes = range(self.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [range(self.ndim)[a] for a in axes]
    assert len(axes) == len(set(axes))
    kept = "".join(c for i, c in enumerate(letters) if i not in axes)
    data = np.einsum(f"{letters}->{kept}", self.data)
    shape = data.shape
    if keepdims:
        data = data.reshape([1 if i in axes else n for i, n in enumerate(self.shape)])

    def vjp(grad):
        return (
            np.einsum(f"{kept},{letters}->{letters}", grad.reshape(shape), np.ones(self.shape)),
        )

    return Tensor.from_op("sum", data, (self,), vjp)


def with_an_index_for_each_axis(self, axis=None, keepdims=False):
    data = self.data.sum(axis, keepdims=keepdims)
    summed = range(self.ndim) if axis is None else np.atleast_1d(axis) % max(self.ndim, 1)
    index = tuple(None if i in summed else slice(None) for i in range(self.ndim))

    def vjp(grad):
        return (np.zeros(self.shape) + (grad if keepdims else grad[index]),)

    return Tensor.from_op("sum", data, (self,), vjp)


def outside__2(self, axis=None, keepdims=False):
    return Tensor(np.add.reduce(self.data, axis, keepdims=keepdims), self.requires_grad)


def axis_lost__2(self, axis=None, keepdims=False):
    out = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", out, [self], lambda g: [np.ones(self.shape) * g])
