"""Wrong answers that people give to kata 16. A docstring is the mistake's name, then a nudge."""

import numpy as np
import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    second_outside,
    slip,
    upstream_changed,
    upstream_ignored,
)
from unbroadcast_slips import undone_by

from minigrad import Tensor, unbroadcast

_reference = Tensor.matmul


def _right(grad, a, b):
    return grad @ b.mT, a.mT @ grad


def _matmul(self, other, gradients=_right, forward=np.matmul, drop=True):
    """The reference in parts, so that one part can be wrong.

    gradients(grad, a, b): the gradients of both sides; vectors have their missing axis
    forward(x, y): the result
    drop: whether a vector's gradient loses the axis again
    """
    other = Tensor.wrap(other)
    a = self.data.reshape(1, -1) if self.ndim < 2 else self.data
    b = other.data.reshape(-1, 1) if other.ndim < 2 else other.data
    left_out = [axis for axis, side in ((-2, self), (-1, other)) if side.ndim == 1]

    def vjp(grad):
        parts = []
        for part, side, shape, axis in zip(
            gradients(np.expand_dims(grad, left_out), a, b),
            (self, other),
            (a.shape, b.shape),
            (-2, -1),
            strict=True,
        ):
            part = unbroadcast(part, shape)
            if drop and side.ndim == 1 < part.ndim and part.shape[axis] == 1:
                part = part.squeeze(axis)
            parts.append(part)
        return parts

    return Tensor.from_op("matmul", forward(self.data, other.data), (self, other), vjp)


def _of_matrices(gradients):
    """What those write who forget the vectors and the batches."""

    def matmul(self, other):
        other = Tensor.wrap(other)
        out = self.data @ other.data
        return Tensor.from_op(
            "matmul", out, (self, other), lambda grad: gradients(grad, self.data, other.data)
        )

    return matmul


ignored = slip(_reference, upstream_ignored)
swapped = slip(_reference, gradients_swapped)
changed = slip(_reference, upstream_changed)
outside = outside_the_graph(_reference)
right_outside = second_outside(_reference)


# The wrong product.


def matrices_only(self, other):
    """the formula for two matrices is used for all shapes

    It is right for two matrices. Work out a matrix times a vector by hand, then a batch.
    """
    return _of_matrices(lambda grad, a, b: (grad @ b.T, a.T @ grad))(self, other)


def nothing_transposed(self, other):
    """no matrix is transposed in the gradients

    Take shapes whose lengths all differ, such as (2, 3) @ (3, 4). Write down the shapes of the two
    matrices that you multiply in backward. Does their product exist?
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ b, a @ grad))


def wrong_order(self, other):
    """both gradients multiply in the wrong order

    A @ B is not B @ A. Write down the shapes, with lengths that all differ. In which order does
    each gradient get the shape of its own side?
    """
    return _matmul(self, other, lambda grad, a, b: (b.mT @ grad, grad @ a.mT))


nothing_transposed__matrices_only = _of_matrices(lambda grad, a, b: (grad @ b, a @ grad))
wrong_order__matrices_only = _of_matrices(lambda grad, a, b: (b.T @ grad, grad @ a.T))


def result_transposed(self, other):
    """both gradients come out transposed

    A gradient has the shape of its parent. With square matrices, a transposed gradient has that
    shape too, so you cannot see the mistake. Try your formula on shapes (2, 3) and (3, 4).
    """
    return _matmul(self, other, lambda grad, a, b: (b @ grad.mT, grad.mT @ a))


# A batch, and the wrong axes.


def every_axis_reversed(self, other):
    """the transpose reverses all axes, the batch axes too

    With three axes, `.T` moves the batch axis to the end. The matrix is only the last two axes.
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ b.T, a.T @ grad))


def one_batch_axis_assumed(self, other):
    """a batch is assumed to have only one batch axis

    With one batch axis, the matrix is axes 1 and 2. With two, it is axes 2 and 3. If you count from
    the end, it is always the same two axes.
    """

    def turned(x):
        return x.swapaxes(1, 2) if x.ndim > 2 else x.T

    return _matmul(self, other, lambda grad, a, b: (grad @ turned(b), turned(a) @ grad))


def np_dot(self, other):
    """the result is computed with np.dot

    For two batches, np.dot multiplies every matrix of one by every matrix of the other. `@` pairs
    them: first with first, second with second. np.dot also accepts a number, and `@` does not.
    """
    return _matmul(self, other, forward=np.dot)


# Axes that were stretched are summed wrongly.

not_undone = undone_by(_matmul, undo.not_undone)
leading_axes_only = undone_by(_matmul, undo.leading_axes_only)
length_1_only = undone_by(_matmul, undo.length_1_only)
from_the_left = undone_by(_matmul, undo.from_the_left)


# Vectors.


def vector_changed(self, other):
    """the vector itself gets another shape

    The input is not yours to change. Keep the reshaped array in a variable of your own, not in
    `self.data`.
    """
    other = Tensor.wrap(other)
    out = _reference(self, other)
    if self.ndim == 1:
        self.data = self.data[None, :]
    if other.ndim == 1 and other is not self:
        other.data = other.data[:, None]
    return out


def rows_of_vectors_taken_for_a_matrix(self, other):
    """in backward, a batch of vectors is used as one matrix

    (n,) @ (7, n, p) has shape (7, p): seven rows, each from its own matrix. The upstream gradient
    needs its missing axis back before you multiply it with the batch.
    """
    other = Tensor.wrap(other)

    def gradients(grad, a, b):
        to_a, to_b = _right(grad, a, b)
        if self.ndim == 1:
            to_a = grad.squeeze(-2) @ b.mT
        if other.ndim == 1:
            to_b = (a.mT @ grad.squeeze(-1))[..., None]
        return to_a, to_b

    return _matmul(self, other, gradients)


def outer_product_of_a_batch(self, other):
    """np.outer is used on a batch

    np.outer flattens what you give it. A batch needs one outer product for each of its matrices.
    """
    other = Tensor.wrap(other)
    out = _reference(self, other)

    def vjp(grad):
        to_self, to_other = out._backward(grad)
        if self.ndim > 1 == other.ndim:
            to_self = np.outer(grad, other.data)
        if other.ndim > 1 == self.ndim:
            to_other = np.outer(self.data, grad)
        return to_self, to_other

    return Tensor.from_op("matmul", out.data, (self, other), vjp)


# Wrong input is accepted.


def inner_axis_stretched(self, other):
    """an inner axis of length 1 is stretched

    If the inner axes have different lengths there is no product, even if one of the lengths is 1.
    einsum, and multiplying with broadcasting, stretch such an axis without an error.
    """

    def forward(x, y):
        row, column = "i" * (x.ndim > 1), "k" * (y.ndim > 1)
        return np.einsum(f"...{row}j,...j{column}->...{row}{column}", x, y)

    return _matmul(self, other, forward=forward)


def number_accepted(self, other):
    """a number is accepted and multiplies every element

    That is what `*` is for. A number has no axis to sum over, so `@` refuses it.
    """
    other = Tensor.wrap(other)
    return self.mul(other) if 0 in (self.ndim, other.ndim) else _matmul(self, other)
