"""The mistakes of kata14_mean in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)
    slope = np.ones(self.shape) * data.size / max(self.size, 1)
    return Tensor.from_op("mean", data, (self,), lambda grad: [slope])


def outside(self, axis=None, keepdims=False):
    total = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
    return Tensor(total / (np.float64(self.size) / max(np.size(total), 1)))


def not_divided(self, axis=None, keepdims=False):
    kept = self.data.sum(axis=axis, keepdims=True)
    count = np.float64(self.size) / max(kept.size, 1)
    data = kept / count if keepdims else np.mean(self.data, axis)

    def vjp(grad):
        return (np.ones_like(self.data) * grad.reshape(kept.shape),)

    return Tensor.from_op("mean", data, [self], vjp)


def multiplied(self, axis=None, keepdims=False):
    data = np.average(self.data, axis=axis, keepdims=keepdims)
    kept = np.empty(self.shape).sum(axis=axis, keepdims=True)
    n = self.size // max(kept.size, 1)

    def vjp(grad):
        return (np.full(self.shape, grad.reshape(kept.shape)) * n,)

    return Tensor.from_op("mean", data, (self,), vjp)


def whole_count_forward(self, axis=None, keepdims=False):
    return self.sum(axis=axis, keepdims=keepdims) / self.size


def whole_count_backward(self, axis=None, keepdims=False):
    n = np.prod(self.shape)

    def vjp(grad):
        if not keepdims and axis is not None:
            for a in sorted(a % self.ndim for a in np.atleast_1d(axis)):
                grad = np.expand_dims(grad, a)
        return ((grad + np.zeros(self.shape)) / n,)

    return Tensor.from_op("mean", np.mean(self.data, axis, keepdims=keepdims), [self], vjp)


def length_of_the_first_axis(self, axis=None, keepdims=False):
    kept = self.data.mean(axis=axis, keepdims=True)
    data = kept if keepdims else self.data.mean(axis=axis)

    def vjp(grad):
        return (grad.reshape(kept.shape) * np.ones(self.shape) * (1 / self.shape[0]),)

    return Tensor.from_op("mean", data, (self,), vjp)


def length_of_the_first_axis_forward(self, axis=None, keepdims=False):
    n = len(self.data) if axis is not None else self.size
    return self.sum(axis=axis, keepdims=keepdims) * (1 / n)


def length_of_another_axis(self, axis=None, keepdims=False):
    n = self.size if axis is None else len(self.data[axis])
    return self.sum(axis, keepdims) / n


def length_of_another_axis__2(self, axis=None, keepdims=False):
    n = self.size
    if axis is not None:
        n = np.prod([len(self.data[a]) for a in np.atleast_1d(axis)])
    return self.sum(axis, keepdims) / n


def length_of_another_axis_backward(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        n = self.size if axis is None else len(self.data[axis])
        grad = grad.reshape(np.mean(self.data, axis=axis, keepdims=True).shape)
        return (np.ones(self.shape) * (grad / n),)

    return Tensor.from_op("mean", data, [self], vjp)


def number_of_means(self, axis=None, keepdims=False):
    data = self.data.mean(axis=axis, keepdims=keepdims)

    def vjp(grad):
        shape = np.mean(self.data, axis, keepdims=True).shape
        return (np.ones(self.shape) / np.prod(data.shape) * grad.reshape(shape),)

    return Tensor.from_op("mean", data, (self,), vjp)


def first_of_the_axes(self, axis=None, keepdims=False):
    axes = tuple(range(self.ndim)) if axis is None else tuple(np.atleast_1d(axis))
    data = self.data.mean(axis=axes, keepdims=keepdims)
    count = self.size if axis is None else self.data.shape[axes[0]]

    def vjp(grad):
        if not keepdims:
            grad = np.expand_dims(grad, axes)
        return (np.ones(self.shape) * grad / count,)

    return Tensor.from_op("mean", data, (self,), vjp)


def lengths_added(self, axis=None, keepdims=False):
    axes = [axis] if isinstance(axis, int) else range(self.ndim) if axis is None else axis
    count = 0
    for a in axes:
        count += self.shape[a]

    def vjp(grad):
        grad = grad if keepdims else np.expand_dims(grad, tuple(axes))
        return (np.broadcast_to(grad, self.shape) / np.float64(count),)

    return Tensor.from_op("mean", self.data.mean(tuple(axes), keepdims=keepdims), (self,), vjp)


def negative_axis_not_counted(self, axis=None, keepdims=False):
    axes = (axis,) if isinstance(axis, int) else axis
    count = 1.0
    for i, length in enumerate(self.shape):
        if axes is None or i in axes:
            count *= length
    return self.sum(axis=axis, keepdims=keepdims) / count


def axis_lost(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)
    n = self.size // max(data.size, 1)
    return Tensor.from_op("mean", data, (self,), lambda g: (np.zeros(self.shape) + g / n,))


def axis_put_last(self, axis=None, keepdims=False):
    def vjp(grad):
        if not keepdims and axis is not None:
            for _ in range(self.ndim - grad.ndim):
                grad = grad[..., None]
        return (np.ones(self.shape) * grad * (data.size / self.size if self.size else 0),)

    data = np.mean(self.data, axis=axis, keepdims=keepdims)
    return Tensor.from_op("mean", data, (self,), vjp)


def axes_in_the_order_given(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)
    share = data.size / max(self.size, 1)

    def vjp(grad):
        if isinstance(axis, int) and not keepdims:
            grad = np.expand_dims(grad, axis)
        elif axis is not None and not keepdims:
            for a in axis:
                a = a + self.ndim if a < 0 else a
                grad = grad.reshape(grad.shape[:a] + (1,) + grad.shape[a:])
        return (share * np.ones(self.shape) * grad,)

    return Tensor.from_op("mean", data, (self,), vjp)


def zero_is_falsy(self, axis=None, keepdims=False):
    if not axis:
        axis = tuple(range(self.ndim))
    data = np.add.reduce(self.data, axis, keepdims=keepdims)
    n = np.float64(self.size) / max(data.size, 1)

    def vjp(grad):
        if not keepdims:
            grad = np.expand_dims(grad, axis)
        return (np.broadcast_to(grad / n, self.shape),)

    return Tensor.from_op("mean", data / n, (self,), vjp)


def keepdims_ignored(self, axis=None, keepdims=False):
    total = self.sum(axis=axis)
    return total / np.float64(self.size // max(total.size, 1))


def axis_restored_twice(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        share = grad * (data.size / max(self.size, 1))
        if axis is not None:
            for a in sorted(a % self.ndim for a in np.atleast_1d(axis)):
                share = np.expand_dims(share, a)
        return (share + np.zeros_like(self.data),)

    return Tensor.from_op("mean", data, (self,), vjp)


def upstream_averaged(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        return (np.ones(self.shape) / max(self.size, 1) * np.add.reduce(grad, axis=None),)

    return Tensor.from_op("mean", data, (self,), vjp)


def upstream_divided_in_place(self, axis=None, keepdims=False):
    data = np.mean(self.data, axis=axis, keepdims=keepdims)

    def vjp(grad):
        if not keepdims and axis is not None:
            grad = np.expand_dims(grad, axis)
        np.divide(grad, self.size / np.float64(data.size), out=grad)
        return (np.broadcast_to(grad, self.shape),)

    return Tensor.from_op("mean", data, (self,), vjp)


def nothing_is_zero(self, axis=None, keepdims=False):
    total = self.sum(axis=axis, keepdims=keepdims)
    count = self.size // total.size if total.size else 1
    return total / count if count else total
