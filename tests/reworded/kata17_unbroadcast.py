"""The mistakes of kata17_unbroadcast in other words; a function bears the key of its mistake."""

import numpy as np


def not_undone(grad, shape):
    return np.array(grad)


def leading_axes_only(grad, shape):
    while grad.ndim > len(shape):
        grad = np.add.reduce(grad, axis=0)
    return grad


def length_1_only(grad, shape):
    for i in range(1, len(shape) + 1):
        if shape[-i] == 1:
            grad = np.sum(grad, -i, keepdims=True)
    return grad


def from_the_left(grad, shape):
    grad = grad.sum(axis=tuple(range(len(shape), grad.ndim)))
    for i, n in enumerate(shape):
        if n == 1:
            grad = np.add.reduce(grad, i, keepdims=True)
    return grad


def from_the_left__2(grad, shape):
    padded = list(shape) + [1] * (grad.ndim - len(shape))
    axes = tuple(i for i in range(grad.ndim) if padded[i] == 1 and grad.shape[i] != 1)
    return grad.sum(axis=axes, keepdims=True).reshape(shape)


def numbered_as_in_shape(grad, shape):
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad


def numbered_as_in_shape__2(grad, shape):
    n = grad.ndim - len(shape)
    axes = tuple(range(n)) + tuple(i for i, m in enumerate(shape) if m == 1)
    return grad.sum(axis=axes, keepdims=True).reshape(shape)


def axes_shifted(grad, shape):
    full = (1,) * (grad.ndim - len(shape)) + shape
    for axis, n in enumerate(full):
        if n == 1:
            grad = np.add.reduce(grad, axis)
    return grad.reshape(shape)


def length_1_lost(grad, shape):
    extra = grad.ndim - len(shape)
    for axis in reversed(range(grad.ndim)):
        if axis < extra or shape[axis - extra] == 1:
            grad = np.add.reduce(grad, axis)
    return grad


def length_1_lost__2(grad, shape):
    extra = grad.ndim - len(shape)
    grad = grad.sum(axis=tuple(range(extra)))
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad.squeeze()


def stretched_axis_lost(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(0)
    axes = [i for i in range(grad.ndim) if shape[i] < grad.shape[i] or not grad.shape[i]]
    return np.sum(grad, tuple(i for i in axes if shape[i] == 1))


def new_axis_kept(grad, shape):
    full = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    for axis in range(grad.ndim):
        if full[axis] == 1 and grad.shape[axis] != 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def new_axis_kept__2(grad, shape):
    for axis in range(grad.ndim - len(shape)):
        grad = grad.sum(axis=axis, keepdims=True)
    return grad


def copies_averaged(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.mean(axis=0) if len(grad) else grad.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1 and grad.shape[axis]:
            grad = np.mean(grad, axis, keepdims=True)
        elif n == 1:
            grad = grad.sum(axis, keepdims=True)
    return grad


def copies_averaged__2(grad, shape):
    while grad.ndim > len(shape):
        grad = np.mean(grad, axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            grad = np.add.reduce(grad, axis, keepdims=True)
    return grad


def copies_averaged__3(grad, shape):
    while grad.ndim > len(shape):
        grad = np.add.reduce(grad)
    for axis, n in enumerate(shape):
        if n == 1 and grad.shape[axis] != 1:
            grad = np.mean(grad, axis, keepdims=True)
    return grad


def first_copy(grad, shape):
    while grad.ndim > len(shape):
        grad = grad[0]
    for axis, n in enumerate(shape):
        grad = np.take(grad, range(n), axis)
    return grad


def total_everywhere(grad, shape):
    if grad.shape != shape:
        grad = np.ones(shape) * np.add.reduce(grad, None)
    return grad


def blocks_summed(grad, shape):
    out = np.zeros(shape).ravel()
    for i, g in enumerate(grad.ravel()):
        out[i % out.size] += g
    return out.reshape(shape)


def only_one_new_axis(grad, shape):
    extra = grad.ndim - len(shape)
    if extra:
        grad = np.add.reduce(grad)
        extra -= 1
    for i, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=i + extra, keepdims=True)
    return grad


def only_one_new_axis__2(grad, shape):
    if grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for i, n in enumerate(shape):
        if n == 1 and grad.shape[i] != 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad


def only_axis_0(grad, shape):
    if shape != grad.shape:
        grad = np.einsum("i...->...", grad)
    return grad


def guessed_from_sizes(grad, shape):
    wanted = list(shape)
    for axis in range(grad.ndim):
        if grad.shape[axis] in wanted:
            wanted.remove(grad.shape[axis])
        else:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad.reshape(shape)


def no_axes_forgotten(grad, shape):
    if len(shape) > 0:
        grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
        axes = tuple(i for i, n in enumerate(shape) if n == 1)
        grad = grad.sum(axis=axes, keepdims=True)
    return grad


def nothing_to_sum_is_everything(grad, shape):
    full = (1,) * (grad.ndim - len(shape)) + shape
    axes = tuple(i for i, (m, n) in enumerate(zip(grad.shape, full, strict=True)) if m != n)
    total = np.add.reduce(grad, axis=axes if axes else None)
    return total.reshape(shape) if np.size(total) == np.zeros(shape).size else total


def only_longer_axes(grad, shape):
    while grad.ndim > len(shape):
        grad = np.add.reduce(grad)
    for axis, (m, n) in enumerate(zip(grad.shape, shape, strict=True)):
        if m > n:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def same_size_left_alone(grad, shape):
    out = np.zeros(shape)
    if out.size == grad.size:
        return grad
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def added_up_in_place(grad, shape):
    full = (1,) * (grad.ndim - len(shape)) + shape
    for axis, n in enumerate(full):
        if n == 1 and grad.size:
            rows = list(grad.swapaxes(0, axis))
            total = rows.pop(0)
            for row in rows:
                total += row
            grad = np.asarray(total)[None].swapaxes(0, axis)
    return grad.reshape(shape) if grad.size else np.zeros(shape)


def axes_move(grad, shape):
    for _ in range(grad.ndim - len(shape)):
        grad = np.add.reduce(grad, 0)
    for axis, length in enumerate(shape):
        grad = np.add.reduce(grad, axis) if length == 1 else grad
    return grad
