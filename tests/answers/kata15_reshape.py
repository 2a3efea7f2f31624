"""Answers to kata 15: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import math

import numpy as np

from minigrad import Tensor


def with_np_reshape_and_copies(self, *shape):
    if len(shape) == 1 and isinstance(shape[0], tuple):
        (shape,) = shape
    before = np.shape(self.data)

    def vjp(grad):
        return [np.reshape(grad, before).copy()]

    return Tensor.from_op("Reshape", np.array(np.reshape(self.data, shape)), [self], vjp)


def worked_out_by_hand(self, *shape):
    shape = list(shape[0] if isinstance(shape[0], tuple) else shape)
    if -1 in shape:
        open_at = shape.index(-1)
        shape[open_at] = 1
        others = math.prod(shape)
        shape[open_at] = self.size // others
    if math.prod(shape) != self.size or min(shape, default=0) < 0:
        raise ValueError("does not fit")
    out = np.empty(shape)
    out.flat = list(self.data.flat)

    def vjp(grad):
        back = np.zeros(self.shape)
        back.flat = list(grad.flat)
        return (back,)

    return Tensor.from_op("", out, (self,), vjp)


def with_places(self, *shape):
    places = np.arange(self.size).reshape(*shape)
    out = self.data.ravel()[places]

    def vjp(grad):
        back = np.zeros(self.size)
        np.add.at(back, places.ravel(), grad.ravel())
        return (back.reshape(self.shape) if self.requires_grad else None,)

    return Tensor.from_op("reshape", out, (self,), vjp)


def by_way_of_columns(self, *shape):
    columns = self.data.T.reshape(-1, order="F")
    return Tensor.from_op(
        "reshape",
        columns.reshape(*shape),
        (self,),
        lambda grad: (np.einsum("i->i", grad.ravel()).reshape(self.data.T.shape[::-1]),),
    )


def with_scalars_for_no_axes(self, *shape):
    def vjp(grad):
        return (grad.reshape(self.shape) if self.ndim else grad.item(),)

    return Tensor.from_op("reshape", self.data.copy().reshape(*shape), (self,), vjp)
