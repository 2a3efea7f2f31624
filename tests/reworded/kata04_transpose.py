"""Mistakes of kata04_transpose in other words; a function bears the key of its mistake."""

import numpy as np

from minigrad import Tensor


def _asked(x, axes):
    if len(axes) == 1 and isinstance(axes[0], tuple | list):
        (axes,) = axes
    return list(axes) if len(axes) else list(range(x.ndim))[::-1]


def ignored(self, *axes):
    out = np.transpose(self.data, _asked(self, axes))
    return Tensor.from_op("T", out, [self], lambda _: [np.ones(self.shape)])


def outside(self, *axes):
    return Tensor(np.transpose(self.data, _asked(self, axes)), self.requires_grad)


def same_order_both_ways(self, *axes):
    axes = axes[0] if axes and not isinstance(axes[0], int) else axes
    axes = axes if axes else None

    def vjp(grad):
        return (np.transpose(grad, axes),)

    return Tensor.from_op("transpose", np.transpose(self.data, axes), (self,), vjp)


def same_order_both_ways__2(self, *axes):
    letters = "abcdefg"[: self.ndim]
    new = "".join(letters[axis] for axis in _asked(self, axes))
    if len(new) != self.ndim:
        raise ValueError("too few axes")
    spec = f"{letters}->{new}"
    return Tensor.from_op(
        "T", np.einsum(spec, self.data), (self,), lambda grad: (np.einsum(spec, grad),)
    )


def sorted_with_minus_signs(self, *axes):
    order = _asked(self, axes)
    inverse = sorted(range(len(order)), key=order.__getitem__)

    def vjp(grad):
        return (np.transpose(grad, inverse),)

    return Tensor.from_op("transpose", np.transpose(self.data, order), (self,), vjp)


def gradient_always_reversed(self, *axes):
    out = np.transpose(self.data, _asked(self, axes))
    return Tensor.from_op("transpose", out, [self], lambda grad: [grad.T])


def gradient_always_reversed__2(self, *axes):
    back = range(self.ndim)[::-1]
    data = self.data.transpose(_asked(self, axes))
    return Tensor.from_op("transpose", data, (self,), lambda grad: (np.transpose(grad, back),))


def order_read_backwards(self, *axes):
    order = _asked(self, axes)
    back = list(order)
    back.reverse()
    return Tensor.from_op(
        "transpose", np.transpose(self.data, order), (self,), lambda g: (np.transpose(g, back),)
    )


def last_two_swapped_back(self, *axes):
    data = np.transpose(self.data, _asked(self, axes))

    def vjp(grad):
        back = list(range(self.ndim))
        back[-2:] = back[-2:][::-1]
        return (grad.transpose(back),)

    return Tensor.from_op("transpose", data, (self,), vjp)


def gradient_left_as_it_is(self, *axes):
    out = np.transpose(self.data, _asked(self, axes))
    return Tensor.from_op("T", out, [self], lambda upstream: [np.ones_like(upstream) * upstream])


def gradient_reshaped(self, *axes):
    def vjp(grad):
        back = np.empty(self.shape)
        back.flat = grad.ravel()
        return (back,)

    return Tensor.from_op("T", np.transpose(self.data, _asked(self, axes)), (self,), vjp)


def reshaped(self, *axes):
    new = np.array(self.shape, dtype=int)[_asked(self, axes)]

    def vjp(grad):
        return (np.resize(grad, self.shape),)

    return Tensor.from_op("transpose", np.resize(self.data, new), (self,), vjp)


def axes_ignored(self, *axes):
    return Tensor.from_op("transpose", self.data.T, [self], lambda grad: [np.transpose(grad)])


def last_two_swapped(self, *axes):
    if not axes:
        if self.ndim < 2:
            return Tensor.from_op("T", self.data, (self,), lambda grad: (grad,))
        out = np.swapaxes(self.data, -2, -1)
        return Tensor.from_op("T", out, (self,), lambda grad: (np.swapaxes(grad, -2, -1),))
    places = np.arange(self.size).reshape(self.shape).transpose(_asked(self, axes))

    def vjp(grad):
        back = np.zeros(self.size)
        back[places] = grad
        return (back.reshape(self.shape),)

    return Tensor.from_op("T", self.data.ravel()[places], (self,), vjp)


def two_axes_swapped(self, *axes):
    if len(axes) == 2:
        i, j = axes
        return Tensor.from_op(
            "T", self.data.swapaxes(i, j), (self,), lambda grad: (grad.swapaxes(i, j),)
        )
    order = _asked(self, axes)
    inverse = [0] * self.ndim
    for i, axis in enumerate(order):
        inverse[axis] = i
    return Tensor.from_op(
        "T", self.data.transpose(order), (self,), lambda grad: (grad.transpose(inverse),)
    )


def wrong_count_means_reversed(self, *axes):
    if len(axes) != self.ndim:
        return Tensor.from_op("T", self.data.T, (self,), lambda grad: (grad.T,))
    axes = [axis + self.ndim if axis < 0 else axis for axis in axes]
    inverse = [axes.index(i) for i in range(self.ndim)]
    return Tensor.from_op(
        "T", np.transpose(self.data, axes), (self,), lambda g: (np.transpose(g, inverse),)
    )


def order_read_as_destinations(self, *axes):
    order = _asked(self, axes)
    data = np.moveaxis(self.data, range(self.ndim), order)
    return Tensor.from_op("T", data, (self,), lambda g: (np.moveaxis(g, order, range(g.ndim)),))


def wrapped_round(self, *axes):
    order = np.array(_asked(self, axes), dtype=int) % max(self.ndim, 1)
    inverse = np.argsort(order)
    return Tensor.from_op(
        "T", np.transpose(self.data, order), (self,), lambda g: (np.transpose(g, inverse),)
    )


def turned_in_place(self, *axes):
    order = _asked(self, axes)
    inverse = np.argsort([axis % self.ndim for axis in order])
    self.data = np.transpose(self.data, order)
    return Tensor.from_op("T", self.data.copy(), (self,), lambda g: (np.transpose(g, inverse),))
