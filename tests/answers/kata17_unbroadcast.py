"""Answers to kata 17: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

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


def first_copy__2(grad, shape):
    while grad.ndim > len(shape):
        grad = grad[0]
    for axis, n in enumerate(shape):
        grad = np.take(grad, range(n), axis)
    return grad


def nothing_to_sum_is_everything__2(grad, shape):
    full = (1,) * (grad.ndim - len(shape)) + shape
    axes = tuple(i for i, (m, n) in enumerate(zip(grad.shape, full, strict=True)) if m != n)
    total = np.add.reduce(grad, axis=axes if axes else None)
    return total.reshape(shape) if np.size(total) == np.zeros(shape).size else total
