"""Answers to kata 4: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def with_a_loop_for_the_inverse(self, *axes):
    if len(axes) == 0:
        axes = tuple(range(self.ndim))[::-1]
    elif isinstance(axes[0], tuple):
        (axes,) = axes
    inverse = [0] * self.ndim
    for i, axis in enumerate(axes):
        inverse[axis] = i
    return Tensor.from_op(
        "permute",
        np.transpose(self.data, axes).copy(),
        [self],
        lambda grad: [np.transpose(grad, inverse).copy()],
    )


def with_einsum(self, *axes):
    letters = "abcdefgh"[: self.ndim]
    axes = axes[0] if axes and not isinstance(axes[0], int) else axes
    new = "".join(letters[axis] for axis in axes) if axes else letters[::-1]
    if len(new) != self.ndim:
        raise IndexError("too few axes")
    return Tensor.from_op(
        "transpose",
        np.einsum(f"{letters}->{new}", self.data),
        (self,),
        lambda grad: (np.einsum(f"{new}->{letters}", grad),),
    )


def with_moveaxis(self, *axes):
    """Axes move to where they belong, and back; moveaxis knows the inverse by itself."""
    order = axes[0] if axes and isinstance(axes[0], tuple) else axes or range(self.ndim)[::-1]
    places = list(range(self.ndim))
    assert len(order) == self.ndim

    def vjp(grad):
        return (np.moveaxis(grad, places, order),)

    return Tensor.from_op("", np.moveaxis(self.data, order, places), (self,), vjp)


def written_through_a_view(self, *axes):
    """What is written into the permuted view lands where it came from."""
    order = None if not axes else axes[0] if isinstance(axes[0], tuple) else axes

    def vjp(grad):
        back = np.empty(self.shape)
        back.transpose(order)[...] = grad
        return (back,)

    return Tensor.from_op("transpose", self.data.transpose(order), (self,), vjp)


def with_a_table_of_places(self, *axes):
    """Permutes the places once; both ways then are plain indexing."""
    axes = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
    places = np.arange(self.size).reshape(self.shape).transpose(axes or None)

    def vjp(grad):
        flat = np.zeros(self.size)
        flat[places] = grad
        return (flat.reshape(self.shape),)

    return Tensor.from_op("transpose", self.data.ravel()[places], (self,), vjp)


def reversal_apart(self, *axes):
    if not axes:
        return Tensor.from_op("T", self.data.T, (self,), lambda grad: (grad.T,))
    if isinstance(axes[0], tuple):
        axes = axes[0]
    data = self.data.transpose(axes)
    wanted = [a + self.ndim if a < 0 else a for a in axes]
    inverse = [wanted.index(i) for i in range(self.ndim)]
    return Tensor.from_op("permute", data, (self,), lambda grad: [grad.transpose(inverse)])


def _asked(x, axes):
    if len(axes) == 1 and isinstance(axes[0], tuple | list):
        (axes,) = axes
    return list(axes) if len(axes) else list(range(x.ndim))[::-1]


def outside__2(self, *axes):
    return Tensor(np.transpose(self.data, _asked(self, axes)), self.requires_grad)
