"""Right answers to kata 17 in styles unlike the reference's: all must be green."""

import numpy as np

from minigrad import Tensor


def with_two_loops(grad, shape):
    while grad.ndim > len(shape):
        grad = np.add.reduce(grad)
    for axis, length in enumerate(shape):
        if length == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def from_the_right_end(grad, shape):
    total = grad
    for axis in range(-1, -grad.ndim - 1, -1):
        if -axis > len(shape):
            total = np.sum(total, axis=0)
        elif shape[axis] == 1 != grad.shape[axis]:
            total = np.sum(total, axis=axis, keepdims=True)
    return total


def with_einsum(grad, shape):
    letters = "abcdefgh"[: grad.ndim]
    own = letters[grad.ndim - len(shape) :]
    kept = "".join(c for c, length in zip(own, shape, strict=True) if length != 1)
    return np.einsum(f"{letters}->{kept}", grad).reshape(shape)


def with_a_padded_shape(grad, shape):
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    different = np.flatnonzero(np.not_equal(padded, grad.shape))
    return np.add.reduce(grad, tuple(different.tolist()), keepdims=True).reshape(shape)


def by_broadcasting_positions(grad, shape):
    # Positions are broadcast as the values were: each copy then says what it is a copy of.
    size = int(np.prod(shape))
    of = np.broadcast_to(np.arange(size).reshape(shape), grad.shape)
    return np.bincount(of.ravel(), weights=grad.ravel(), minlength=size).reshape(shape)


def element_by_element(grad, shape):
    total = np.zeros(shape)
    new = grad.ndim - len(shape)
    for place in np.ndindex(grad.shape):
        own = [0 if length == 1 else i for i, length in zip(place[new:], shape, strict=True)]
        total[tuple(own)] += grad[place]
    return total


def with_the_katas(grad, shape):
    new = tuple(range(grad.ndim - len(shape)))
    stretched = tuple(len(new) + axis for axis, length in enumerate(shape) if length == 1)
    return Tensor(grad).sum(axis=new + stretched).reshape(shape).data if new or stretched else grad
