"""The mistakes of kata15_reshape in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def ignored(self, *shape):
    slope = np.ones_like(self.data)
    return Tensor.from_op(
        "reshape", np.reshape(self.data, *_one(shape)), (self,), lambda g: [slope]
    )


def _one(shape):
    return shape if isinstance(shape[0], tuple) else (shape,)


def outside(self, *shape):
    return Tensor(np.reshape(self.data, *_one(shape)))


def not_cut_back(self, *shape):
    data = self.data.reshape(*shape)

    def vjp(grad):
        return [1 * grad.reshape(data.shape)]

    return Tensor.from_op("reshape", data, [self], vjp)


def not_cut_back__2(self, *shape):
    data = self.data.reshape(*shape)
    return Tensor.from_op("reshape", data, [self], lambda grad: [grad.reshape(*shape)])


def flat_gradient(self, *shape):
    data = self.data.ravel().reshape(*shape)
    return Tensor.from_op("reshape", data, (self,), lambda grad: (np.concatenate([grad.flat]),))


def transposed_back(self, *shape):
    def vjp(grad):
        return (np.transpose(grad, range(grad.ndim)[::-1]),)

    return Tensor.from_op("reshape", np.reshape(self.data, *_one(shape)), (self,), vjp)


def column_by_column(self, *shape):
    data = self.data.T.ravel()
    data = data.reshape(*_one(shape), order="F")
    back = np.arange(self.size).reshape(self.shape, order="F")

    def vjp(grad):
        return (grad.T.ravel()[back],)

    return Tensor.from_op("reshape", data, (self,), vjp)


def column_by_column_back(self, *shape):
    def vjp(grad):
        return (grad.ravel("F").reshape(self.shape[::-1]).T,)

    return Tensor.from_op("reshape", self.data.reshape(*shape), [self], vjp)


def shape_backwards(self, *shape):
    data = self.data.copy().reshape(*shape)
    return Tensor.from_op("reshape", data, [self], lambda g: [np.reshape(g, self.data.T.shape)])


def minus_one_flattens(self, *shape):
    asked = tuple(shape[0]) if isinstance(shape[0], tuple) else shape
    data = self.data.flatten() if -1 in asked else self.data.reshape(asked)
    return Tensor.from_op("reshape", data, (self,), lambda grad: (grad.reshape(self.shape),))


def minus_one_keeps(self, *shape):
    asked = list(shape[0] if isinstance(shape[0], tuple) else shape)
    for i, _ in enumerate(asked):
        if asked[i] < 0:
            asked[i] = self.shape[i]
    data = self.data.reshape(asked)
    return Tensor.from_op("reshape", data, (self,), lambda grad: (grad.reshape(self.shape),))


def resized(self, *shape):
    asked = list(*_one(shape))
    if -1 in asked:
        others = -np.prod(asked)
        asked[asked.index(-1)] = int(self.size // others) if others else 0
    size = int(np.prod(asked))
    data = np.resize(self.data, size).reshape(asked)
    return Tensor.from_op("reshape", data, (self,), lambda g: (np.resize(g, self.shape),))


def empty_shape_is_falsy(self, *shape):
    if len(shape) == 1 and isinstance(shape[0], tuple):
        shape = shape[0]
    if not shape:
        shape = (self.size,)
    data = self.data.reshape(*shape)
    return Tensor.from_op("reshape", data, (self,), lambda grad: (grad.reshape(self.shape),))


def squeezed(self, *shape):
    data = self.data.reshape(*shape)
    data = data.reshape([n for n in data.shape if n != 1])

    def vjp(grad):
        return (np.reshape(grad, self.shape),)

    return Tensor.from_op("reshape", data, (self,), vjp)


def x_changed(self, *shape):
    self.data = np.reshape(self.data, *_one(shape))

    def vjp(grad):
        return [grad.ravel().reshape(self.shape)]

    return Tensor.from_op("reshape", self.data, [self], vjp)
