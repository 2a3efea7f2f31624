"""Wrong ways to undo broadcasting, each written once for all katas in which it matters.

Each is a function (grad, shape), as `unbroadcast` is. A file in `solutions/mistakes/` makes a
mistake of it with `undone_by(Tensor.mul, leading_axes_only)`. The docstring's first line is the
mistake's name, the rest its nudge. None calls `unbroadcast`, which may be the mistake itself.
"""

import functools
import types
from collections.abc import Callable
from typing import Any

import numpy as np
from slips import slip


def undone_by(reference: Any, undo: Callable) -> Callable[..., Any]:
    """The reference with undo(grad, shape) in the place of `unbroadcast`, or undo itself."""
    body, names = reference, {**reference.__globals__, "unbroadcast": undo}
    if reference.__name__ == "unbroadcast":
        body, names = undo, undo.__globals__
    wrong = types.FunctionType(body.__code__, names, argdefs=body.__defaults__)
    functools.update_wrapper(wrong, reference)
    wrong.__doc__ = undo.__doc__
    return wrong


def copied(grad, shape):
    """The axes of grad along which something of that shape was copied."""
    new = grad.ndim - len(shape)
    return tuple(axis for axis in range(grad.ndim) if axis < new or shape[axis - new] == 1)


# Not everywhere.


def not_undone(grad, shape):
    """broadcasting is not undone

    An element that broadcasting copied was used once per copy. Its gradient is the sum of its
    copies' gradients, and the array of these sums has the shape from before broadcasting.
    """
    return grad


def leading_axes_only(grad, shape):
    """broadcasting is undone on new leading axes only

    Broadcasting copies in two ways: it puts new axes on the left, and it stretches axes of
    length 1. Both hold copies.
    """
    return grad.sum(axis=tuple(range(grad.ndim - len(shape))))


def length_1_only(grad, shape):
    """broadcasting is undone on axes of length 1 only

    Broadcasting copies in two ways: it stretches axes of length 1, and it puts new axes on the
    left. What about an axis that the smaller shape has not got at all?
    """
    axes = tuple(axis for axis in range(-len(shape), 0) if shape[axis] == 1)
    return grad.sum(axis=axes, keepdims=True)


def only_first_undone(reference: Any) -> Callable[..., Any]:
    """broadcasting is undone for the first operand only

    Either side may be the one that was stretched; where a column meets a row, both are.
    """
    return _undone_on(0, reference, only_first_undone.__doc__)


def only_second_undone(reference: Any) -> Callable[..., Any]:
    """broadcasting is undone for the second operand only

    Either side may be the one that was stretched; where a column meets a row, both are.
    """
    return _undone_on(1, reference, only_second_undone.__doc__)


def _undone_on(side, reference, doc):
    bare = undone_by(reference, not_undone)

    def change(out, vjp, grad):
        parts = list(bare(*out._prev)._backward(grad))
        parts[side] = vjp(grad)[side]
        return parts

    change.__doc__ = doc
    return slip(reference, change)


# The wrong axes.


def from_the_left(grad, shape):
    """shapes are compared from the left

    Broadcasting lines shapes up at their right ends, so the new axes are the first ones, not
    the last. On a square, the wrong end fits too.
    """
    while grad.ndim > len(shape):
        grad = grad.sum(axis=-1)
    return length_1_only(grad, shape)


def numbered_as_in_shape(grad, shape):
    """the gradient's axes are numbered as in the smaller shape

    With one new axis on the left, axis 0 of the smaller shape is axis 1 of the gradient. Count
    from the right, or sum the new axes away first.
    """
    ones = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return leading_axes_only(grad.sum(axis=ones, keepdims=True), shape)


def axes_shifted(grad, shape):
    """an axis is counted after those before it have gone

    When an axis is summed away, those behind it move up, and their old numbers point at other
    axes. Sum them all at once, keep them in place, or begin at the end.
    """
    for axis in copied(grad, shape):
        grad = grad.sum(axis=min(axis, grad.ndim - 1))
    return grad.reshape(shape) if grad.size == np.prod(shape) else grad


# The wrong shape.


def length_1_lost(grad, shape):
    """every axis of length 1 is lost from the gradient

    Summing along an axis drops it, and so does `squeeze`. Only new axes must go: an axis that
    was there before broadcasting, with length 1, must be there again.
    """
    return grad.sum(axis=copied(grad, shape))


def stretched_axis_lost(grad, shape):
    """a stretched axis is lost when it is summed

    `sum` drops the axis unless it is told to keep it. An axis that was there before
    broadcasting, with length 1, must be there again.
    """
    new = grad.ndim - len(shape)
    axes = copied(grad, shape)
    return grad.sum(axis=tuple(axis for axis in axes if axis < new or grad.shape[axis] != 1))


def new_axis_kept(grad, shape):
    """a new axis is kept, with length 1

    `keepdims=True` is right for an axis that was there before broadcasting, with length 1. One
    that was not there must go altogether.
    """
    return grad.sum(axis=copied(grad, shape), keepdims=True)


# Not the sum of the copies.


def copies_averaged(grad, shape):
    """the copies' gradients are averaged, not summed

    Nudge the original, and all its copies move, each with its full effect. The effects add up.
    """
    return grad.mean(axis=copied(grad, shape)).reshape(shape)


def first_copy(grad, shape):
    """only the first copy's gradient counts

    Nudge the original, and all its copies move, not only the first. Their effects add up.
    """
    if grad.size == 0:
        return np.zeros(shape)
    return grad[(0,) * (grad.ndim - len(shape))][tuple(slice(length) for length in shape)]


def total_everywhere(grad, shape):
    """every element gets the sum of the whole upstream gradient

    An element's gradient is the sum over its own copies, not over those of its neighbours.
    """
    return grad if grad.shape == shape else np.full(shape, grad.sum())


def blocks_summed(grad, shape):
    """the copies are taken to lie one behind another

    `reshape` reads the elements in order, and the copies along a new leading axis do lie one
    whole original apart. Those along a stretched axis of length 1 lie in between.
    """
    return grad.reshape(-1, *shape).sum(axis=0) if grad.size else np.zeros(shape)
