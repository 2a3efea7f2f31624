"""Answers to kata 11: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def with_a_mask_into_a_copy(self):
    mask = self.data <= 0
    out = self.data.copy()
    out[mask] = 0

    def vjp(grad):
        mine = np.array(grad)
        mine[mask] = 0
        return [mine]

    return Tensor.from_op("ReLU", out, [self], vjp)


def with_where_and_the_result(self):
    out = Tensor.from_op("", np.where(self.data < 0, 0, self.data), (self,), None)
    if out.requires_grad:
        positive = out.data > 0
        out._backward = lambda grad: (grad * positive,)
    return out


def with_clip_and_heaviside(self):
    slope = np.heaviside(self.data, 0)
    return Tensor.from_op(
        "relu",
        np.clip(self.data, 0, None),
        (self,),
        lambda grad: (np.einsum("...,...->...", grad, slope) if self.requires_grad else None,),
    )


def with_a_loop(self):
    out = [max(0.0, value) for value in self.data.flat]

    def vjp(grad):
        parts = [g if value > 0 else 0.0 for g, value in zip(grad.flat, out, strict=True)]
        return (np.reshape(parts, self.shape),)

    return Tensor.from_op("relu", np.reshape(out, self.shape), (self,), vjp)


def with_scalars_for_no_axes(self):
    slope = np.sign(np.fmax(self.data, 0))
    return Tensor.from_op("relu", np.fmax(self.data, 0), (self,), lambda grad: (slope * grad,))


def outside__2(self):
    return Tensor(np.maximum(self.data, 0), requires_grad=True)
