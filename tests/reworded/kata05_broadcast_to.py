"""Mistakes of kata05_broadcast_to in other words; a function bears the key of its mistake."""

import numpy as np

from minigrad import Tensor, unbroadcast


def _stretched(x, shape, gather):
    data = np.broadcast_to(x.data, shape).copy()
    return Tensor.from_op("broadcast_to", data, [x], lambda grad: [gather(grad)])


def ignored(self, shape):
    return _stretched(self, shape, lambda _: unbroadcast(np.ones(shape), self.shape))


def ignored__2(self, shape):
    """How often each element was used."""
    copies = np.prod(shape) // max(self.size, 1)
    return _stretched(self, shape, lambda grad: np.full(self.shape, copies))


def outside(self, shape):
    return Tensor(np.broadcast_to(self.data, shape).copy(), requires_grad=self.requires_grad)


def not_undone(self, shape):
    return _stretched(self, shape, lambda grad: np.multiply(grad, np.ones(shape)))


def leading_axes_only(self, shape):
    def gather(grad):
        for _ in range(len(shape) - self.ndim):
            grad = np.add.reduce(grad, axis=0)
        return grad

    return _stretched(self, shape, gather)


def length_1_only(self, shape):
    def gather(grad):
        for back, n in enumerate(reversed(self.shape), 1):
            if n == 1:
                grad = np.add.reduce(grad, axis=grad.ndim - back, keepdims=True)
        return grad

    return _stretched(self, shape, gather)


def from_the_left(self, shape):
    def gather(grad):
        extra = tuple(range(self.ndim, grad.ndim))
        grad = np.sum(grad, axis=extra)
        for i in range(self.ndim):
            if self.shape[i] == 1:
                grad = np.sum(grad, axis=i, keepdims=True)
        return grad

    return _stretched(self, shape, gather)


def from_the_left__2(self, shape):
    def gather(grad):
        own = self.shape + (1,) * (len(shape) - self.ndim)
        axes = tuple(i for i in range(len(shape)) if own[i] == 1)
        return grad.sum(axis=axes, keepdims=True).reshape(self.shape)

    return _stretched(self, shape, gather)


def numbered_as_in_shape(self, shape):
    def gather(grad):
        for i, n in enumerate(self.shape):
            if n == 1:
                grad = np.add.reduce(grad, i, keepdims=True)
        while grad.ndim > self.ndim:
            grad = np.add.reduce(grad, 0)
        return grad

    return _stretched(self, shape, gather)


def axes_shifted(self, shape):
    def gather(grad):
        own = (1,) * (len(shape) - self.ndim) + self.shape
        for i in range(len(shape)):
            if own[i] == 1:
                grad = np.add.reduce(grad, axis=i)
        return grad.reshape(self.shape)

    return _stretched(self, shape, gather)


def length_1_lost(self, shape):
    return _stretched(self, shape, lambda grad: np.squeeze(unbroadcast(grad, self.shape)))


def new_axis_kept(self, shape):
    def gather(grad):
        own = (1,) * (grad.ndim - self.ndim) + self.shape
        for i, n in enumerate(own):
            if n == 1:
                grad = np.add.reduce(grad, i, keepdims=True)
        return grad

    return _stretched(self, shape, gather)


def copies_averaged(self, shape):
    def gather(grad):
        while grad.ndim > self.ndim:
            grad = np.mean(grad, axis=0)
        for i, n in enumerate(self.shape):
            if n == 1:
                grad = np.mean(grad, axis=i, keepdims=True)
        return grad

    return _stretched(self, shape, gather)


def first_copy(self, shape):
    def gather(grad):
        while grad.ndim > self.ndim:
            grad = grad[0]
        for i, n in enumerate(self.shape):
            if n == 1:
                grad = np.take(grad, [0], axis=i)
        return grad

    return _stretched(self, shape, gather)


def total_everywhere(self, shape):
    def gather(grad):
        if grad.shape == self.shape:
            return grad
        return np.ones(self.shape) * np.add.reduce(grad, axis=None)

    return _stretched(self, shape, gather)


def blocks_summed(self, shape):
    def gather(grad):
        total, flat = np.zeros(self.size), grad.ravel()
        for start in range(0, flat.size, max(self.size, 1)):
            total += flat[start : start + self.size]
        return total.reshape(self.shape)

    return _stretched(self, shape, gather)


def smaller_shape_accepted(self, shape):
    return self + np.zeros(shape)


def smaller_shape_accepted__2(self, shape):
    return self * np.ones(shape)


def new_axes_on_the_right(self, shape):
    data, new = self.data, len(shape) - self.ndim
    for _ in range(new):
        data = data[..., None]

    def vjp(grad):
        grad = grad.sum(axis=tuple(range(self.ndim, grad.ndim)))
        for i, n in enumerate(self.shape):
            if n == 1:
                grad = grad.sum(axis=i, keepdims=True)
        return (grad,)

    return Tensor.from_op("broadcast_to", data * np.ones(shape), (self,), vjp)


def shape_as_repetitions(self, shape):
    places = np.tile(np.arange(self.size).reshape(self.shape), shape)

    def vjp(grad):
        total = np.zeros(self.size)
        np.add.at(total, places, grad)
        return (total.reshape(self.shape),)

    return Tensor.from_op("tile", self.data.ravel()[places], (self,), vjp)


def filled_in_order(self, shape):
    places = np.arange(np.prod(shape, dtype=int)).reshape(shape) % max(self.size, 1)

    def vjp(grad):
        return (np.bincount(places.ravel(), grad.ravel(), self.size).reshape(self.shape),)

    return Tensor.from_op("resize", self.data.ravel()[places], (self,), vjp)


def length_1_lost__2(self, shape):
    def gather(grad):
        while grad.ndim > self.ndim:
            grad = grad.sum(axis=0)
        for i, n in enumerate(self.shape):
            if n == 1:
                grad = np.add.reduce(grad, axis=i)
        return grad

    return _stretched(self, shape, gather)


def stretched_axis_lost(self, shape):
    def gather(grad):
        new = len(shape) - self.ndim
        axes = [i for i in range(new, len(shape)) if self.shape[i - new] != shape[i]]
        return grad.sum(axis=(*range(new), *axes))

    return _stretched(self, shape, gather)


def stretched_axis_lost__2(self, shape):
    def gather(grad):
        for _ in range(len(shape) - self.ndim):
            grad = np.add.reduce(grad)
        for i in range(self.ndim):
            if self.shape[i] == 1 and grad.shape[i] > 1:
                grad = np.add.reduce(grad, axis=i)
        return grad

    return _stretched(self, shape, gather)


def axis_0_always(self, shape):
    return _stretched(self, shape, np.add.reduce)


def first_copy__2(self, shape):
    """Along axis 0, whatever the shapes."""
    return _stretched(self, shape, lambda grad: np.take(grad, 0, axis=0))


def copies_averaged__2(self, shape):
    """Along axis 0, whatever the shapes."""
    return _stretched(self, shape, lambda grad: np.add.reduce(grad) / len(grad))


def copies_averaged__3(self, shape):
    """Over everything."""
    return _stretched(self, shape, lambda grad: np.average(grad))
