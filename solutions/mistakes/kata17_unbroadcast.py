"""Wrong answers that people give to kata 17. A docstring is the mistake's name, then a nudge."""

import numpy as np
import unbroadcast_slips as undo
from unbroadcast_slips import copied, undone_by

from minigrad import unbroadcast as _reference

not_undone = undone_by(_reference, undo.not_undone)
leading_axes_only = undone_by(_reference, undo.leading_axes_only)
length_1_only = undone_by(_reference, undo.length_1_only)
from_the_left = undone_by(_reference, undo.from_the_left)
numbered_as_in_shape = undone_by(_reference, undo.numbered_as_in_shape)
axes_shifted = undone_by(_reference, undo.axes_shifted)
copies_averaged = undone_by(_reference, undo.copies_averaged)
first_copy = undone_by(_reference, undo.first_copy)
blocks_summed = undone_by(_reference, undo.blocks_summed)


def _stretched(shape, new=0):
    """The axes of length 1 in shape, numbered as they are after some new axes."""
    return tuple(new + i for i, length in enumerate(shape) if length == 1)


def only_one_new_axis(grad, shape):
    """only one of the new axes is summed

    Broadcasting adds as many axes on the left as are missing, not just one. `if` asks once, `while`
    asks again.
    """
    grad = grad.sum(axis=0) if grad.ndim > len(shape) else grad
    return grad.sum(axis=_stretched(shape, grad.ndim - len(shape)), keepdims=True)


def axes_move(grad, shape):
    """the loop sums axis i away, so later axes change number

    `sum` removes the axis unless you tell it to keep it. Axis 2 then becomes axis 1, and your loop
    does not know. With `keepdims=True` the axes stay where the loop expects them.
    """
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for i in range(len(shape)):
        if shape[i] == 1:
            grad = grad.sum(axis=i)
    return grad


def axes_move__where_stretched(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for i, n in enumerate(shape):
        if n == 1 and grad.shape[i] > 1:
            grad = grad.sum(axis=i)
    return grad


def guessed_from_sizes(grad, shape):
    """the axes to sum are guessed from their lengths

    In a square, all axes have the same length. So a length does not tell you which axis it belongs
    to. The place of the axis does, counted from the right.
    """
    left, axes = list(shape), []
    for axis, length in enumerate(grad.shape):
        if length in left:
            left.remove(length)
        else:
            axes.append(axis)
    total = grad.sum(axis=tuple(axes))
    return total.reshape(shape) if total.size == np.prod(shape) else total


def no_axes_forgotten(grad, shape):
    """the shape () is treated as if no shape was given

    `()` is a shape: the shape of a single number. But it counts as false, so `if not shape` is true
    for it. To get to this shape, everything is summed.
    """
    if not shape:
        return grad
    return grad.sum(axis=copied(grad, shape)).reshape(shape)


def nothing_to_sum_is_everything(grad, shape):
    """if there is no axis to sum, all axes are summed

    `axis=None` sums along every axis, and an empty tuple sums along none. `axes or None` turns the
    empty tuple into None.
    """
    if grad.size == 0:
        raise NotImplementedError  # people get different answers
    stretched = [axis for axis in copied(grad, shape) if grad.shape[axis] > 1]
    total = grad.sum(axis=tuple(stretched) or None)
    return total.reshape(shape) if total.size == np.prod(shape) else total


def only_longer_axes(grad, shape):
    """an axis stretched from length 1 to 0 is not summed

    Broadcasting can stretch an axis of length 1 to any length, even to 0. A test like `> 1` asks
    whether grad is longer there, and misses that. The sum of no numbers is 0.
    """
    new = grad.ndim - len(shape)
    grad = grad.sum(axis=tuple(range(new)))
    axes = tuple(i for i, n in enumerate(shape) if n == 1 and grad.shape[i] > 1)
    return grad.sum(axis=axes, keepdims=True)


def same_size_left_alone(grad, shape):
    """a gradient of the right size keeps its wrong shape

    Shapes (1, 3) and (3,) have the same number of elements, but they are not the same shape. Do you
    compare sizes or shapes?
    """
    if grad.size == np.prod(shape):
        return grad
    return grad.sum(axis=copied(grad, shape)).reshape(shape)


def added_up_in_place(grad, shape):
    """grad itself is changed in place

    `total = grad[0]` is a view: `total += ...` writes into grad itself, and others may still need
    it. Start with a copy, or let `sum` make a new array.
    """
    for axis in copied(grad, shape):
        lines = np.moveaxis(grad, axis, 0)
        if len(lines) == 0:
            return np.zeros(shape)
        total = lines[0]
        for line in lines[1:]:
            total += line
        grad = np.expand_dims(total, axis)
    return grad.reshape(shape)
