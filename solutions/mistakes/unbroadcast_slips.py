"""Wrong ways to undo broadcasting, each written once for all the katas that need it.

Each is a function (grad, shape), like `unbroadcast`. A file in `solutions/mistakes/` turns it into
a mistake with `undone_by(Tensor.mul, leading_axes_only)`. The docstring's first line is the
mistake's name, and the rest is its nudge. None of them calls `unbroadcast`, because that may be the
mistake itself.
"""

import functools
import types
from collections.abc import Callable
from typing import Any

import numpy as np


def undone_by(reference: Any, undo: Callable) -> Callable[..., Any]:
    """The reference with undo(grad, shape) instead of `unbroadcast`. For kata 17, undo itself."""
    body, names = reference, {**reference.__globals__, "unbroadcast": undo}
    if reference.__name__ == "unbroadcast":
        body, names = undo, undo.__globals__
    wrong = types.FunctionType(body.__code__, names, argdefs=body.__defaults__)
    functools.update_wrapper(wrong, reference)
    wrong.__doc__ = undo.__doc__
    return wrong


def copied(grad, shape):
    """The axes of grad along which broadcasting copied an array of that shape."""
    new = grad.ndim - len(shape)
    return tuple(axis for axis in range(grad.ndim) if axis < new or shape[axis - new] == 1)


# Not undone everywhere.


def not_undone(grad, shape):
    """the gradient keeps the broadcast shape

    Broadcasting copied an element, and each copy has its own gradient. The gradient of the element
    is the sum of these gradients. The array of these sums has the shape from before broadcasting.
    """
    return grad


def leading_axes_only(grad, shape):
    """only the new leading axes are summed

    Broadcasting makes copies in two ways. It adds new axes on the left, and it stretches axes of
    length 1. Both hold copies.
    """
    return grad.sum(axis=tuple(range(grad.ndim - len(shape))))


def length_1_only(grad, shape):
    """only the axes of length 1 are summed

    Broadcasting makes copies in two ways. It stretches axes of length 1, and it adds new axes on
    the left. What about an axis that the smaller shape does not have at all?
    """
    axes = tuple(axis for axis in range(-len(shape), 0) if shape[axis] == 1)
    return grad.sum(axis=axes, keepdims=True)


# The wrong axes.


def from_the_left(grad, shape):
    """the shapes are lined up on the left, not on the right

    Broadcasting lines up two shapes at their right ends. So the new axes are the first axes of the
    gradient, not the last ones. If the array is square, the wrong end fits too, and gives wrong
    numbers.
    """
    while grad.ndim > len(shape):
        grad = grad.sum(axis=-1)
    return length_1_only(grad, shape)


def numbered_as_in_shape(grad, shape):
    """axis numbers of the smaller shape are used on the gradient

    With one new axis on the left, axis 0 of the smaller shape is axis 1 of the gradient. Count the
    axes from the right, or sum the new axes away first.
    """
    ones = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return leading_axes_only(grad.sum(axis=ones, keepdims=True), shape)


def axes_shifted(grad, shape):
    """the old axis numbers are used after an axis is summed away

    When you sum an axis away, the axes behind it move up. Their old numbers now point at other
    axes. Sum all the axes at once, keep them in place, or begin with the last one.
    """
    for axis in copied(grad, shape):
        grad = grad.sum(axis=min(axis, grad.ndim - 1))
    return grad.reshape(shape) if grad.size == np.prod(shape) else grad


# The wrong shape.


# Not the sum of the copies.


def copies_averaged(grad, shape):
    """the gradients of the copies are averaged, not summed

    Nudge the original, and all of its copies move. Each copy has its full effect on the output. The
    effects add up.
    """
    if grad.size == 0:
        raise NotImplementedError  # people get different answers
    return grad.mean(axis=copied(grad, shape)).reshape(shape)


def first_copy(grad, shape):
    """only the gradient of the first copy is used

    Nudge the original, and all of its copies move, not only the first one. Their effects add up.
    """
    if grad.size == 0:
        return np.zeros(shape)
    return grad[(0,) * (grad.ndim - len(shape))][tuple(slice(length) for length in shape)]


def blocks_summed(grad, shape):
    """the gradient is cut into blocks in reading order, then summed

    `reshape` reads the elements in order. Along a new leading axis, each block is one full copy of
    the original, so this works there. But stretch shape (2, 1) to (2, 3): the first block of 2
    numbers then holds two copies of the same element.
    """
    return grad.reshape(-1, *shape).sum(axis=0) if grad.size else np.zeros(shape)
