"""Wrong answers that people give to kata 16. A docstring is the mistake's name, then a nudge."""

from functools import partial

import numpy as np
import unbroadcast_slips as undo
from slips import (
    first_gets_all,
    gradients_swapped,
    outside_the_graph,
    second_outside,
    slip,
    upstream_changed,
    upstream_ignored,
)
from unbroadcast_slips import only_second_undone, undone_by

from minigrad import Tensor, unbroadcast

_reference = Tensor.matmul


def _right(grad, a, b):
    return grad @ b.mT, a.mT @ grad


def _matmul(self, other, gradients=_right, forward=np.matmul, drop=True):
    """The reference, cut up so that one part can be wrong.

    gradients(grad, a, b): of both sides, where vectors have their missing axis
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


ignored = slip(_reference, upstream_ignored)
swapped = slip(_reference, gradients_swapped)
second_zero = slip(_reference, first_gets_all)
changed = slip(_reference, upstream_changed)
outside = outside_the_graph(_reference)
right_outside = second_outside(_reference)


def swapped__before_summing(self, other):
    return _matmul(self, other, lambda grad, a, b: _right(grad, a, b)[::-1])


def swapped__matrices_only(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        return self.data.T @ grad, grad @ other.data.T

    return Tensor.from_op("matmul", self.data @ other.data, (self, other), vjp)


# The wrong product.


def matrices_only(self, other):
    """the formula for two matrices is used for everything

    It is right for two matrices. Do by hand a matrix with a vector, then a batch.
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        return grad @ other.data.T, self.data.T @ grad

    return Tensor.from_op("matmul", self.data @ other.data, (self, other), vjp)


def nothing_transposed(self, other):
    """nothing is transposed

    Write the shapes of the matrices that you multiply beside each other, all lengths
    different. Does the product exist?
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ b, a @ grad))


def wrong_order(self, other):
    """the factors stand in the wrong order

    A @ B is not B @ A. Write the shapes beside each other, all lengths different: which
    order gives the shape of the side whose gradient it is?
    """
    return _matmul(self, other, lambda grad, a, b: (b.mT @ grad, grad @ a.mT))


def right_like_left(self, other):
    """the right side's gradient has its factors in the wrong order

    On the left the upstream gradient comes first, but that does not hold for both. Write the
    shapes of a (2, 3) and a (3, 4) beside each other: does your product for the right exist?
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ b.mT, grad @ a.mT))


def right_like_left__matrices_only(self, other):
    other = Tensor.wrap(other)

    def vjp(grad):
        return grad @ other.data.T, grad @ self.data.T

    return Tensor.from_op("matmul", self.data @ other.data, (self, other), vjp)


def result_transposed(self, other):
    """the gradients are transposed

    A gradient has the shape of its parent. For squares the shape does not tell: try your
    formula on a (2, 3) and a (3, 4).
    """
    return _matmul(self, other, lambda grad, a, b: (b @ grad.mT, grad.mT @ a))


def reshaped_instead(self, other):
    """reshape stands where transposing is meant

    Both make a (3, 2) of a (2, 3). But reshape reads the numbers row by row and fills them
    in again row by row, so that rows do not become columns.
    """

    def turned(x):
        return x.reshape(*x.shape[:-2], x.shape[-1], x.shape[-2])

    return _matmul(self, other, lambda grad, a, b: (grad @ turned(b), turned(a) @ grad))


def right_values_twice(self, other):
    """the right side's values are used in both gradients

    What does the result do when an element of the right side moves? That depends on what
    it is multiplied by, and that stands on the left.
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ b.mT, b.mT @ grad))


def own_values(self, other):
    """each gradient is made of the side it belongs to

    The slope of a * b in a is b: what an element is multiplied by stands on the other side.
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ a.mT, b.mT @ grad))


def as_in_mul(self, other):
    """the gradients are those of mul, element by element

    Here an element takes part in a whole row or column of the result, with another factor
    in each place. Its gradient is a sum over them.
    """
    return _matmul(self, other, lambda grad, a, b: (grad * b, grad * a))


# The wrong axes of a batch.


def every_axis_reversed(self, other):
    """all axes are reversed, the batch axes too

    `.T` of three axes moves the batch axis to the end. Only the last two axes are the
    matrix.
    """
    return _matmul(self, other, lambda grad, a, b: (grad @ b.T, a.T @ grad))


def first_axes_swapped(self, other):
    """the first two axes are swapped, where the last two are meant

    They are the same two only as long as no batch axis stands in front.
    """

    def turned(x):
        return x.swapaxes(0, 1)

    return _matmul(self, other, lambda grad, a, b: (grad @ turned(b), turned(a) @ grad))


def one_batch_axis_assumed(self, other):
    """a batch is taken to have one batch axis

    With one batch axis the matrix is axes 1 and 2, with two it is axes 2 and 3. Counted from
    the end it is always the same two.
    """

    def turned(x):
        return x.swapaxes(1, 2) if x.ndim > 2 else x.T

    return _matmul(self, other, lambda grad, a, b: (grad @ turned(b), turned(a) @ grad))


def np_dot(self, other):
    """np.dot is used where batches come

    np.dot multiplies every matrix of one batch by every matrix of the other, and scales by
    a number. `@` pairs the matrices up, and takes no number.
    """
    return _matmul(self, other, forward=np.dot)


def np_dot_on_the_way_back(self, other):
    """np.dot is used on the way back

    np.dot multiplies every matrix of one batch by every matrix of the other. `@` pairs them
    up.
    """
    return _matmul(self, other, lambda grad, a, b: (np.dot(grad, b.mT), np.dot(a.mT, grad)))


# What was stretched, and is summed wrongly.

not_undone = undone_by(_matmul, undo.not_undone)
left_not_undone = only_second_undone(_matmul)
leading_axes_only = undone_by(_matmul, undo.leading_axes_only)
length_1_only = undone_by(_matmul, undo.length_1_only)
stretched_axis_lost = undone_by(_matmul, undo.stretched_axis_lost)
from_the_left = undone_by(_matmul, undo.from_the_left)
copies_averaged = undone_by(_matmul, undo.copies_averaged)


@partial(undone_by, _matmul)
def batch_always_summed(grad, shape):
    """every gradient is summed over the batch

    Where a side has a matrix of its own for each place in the batch, each has a gradient of
    its own. Only what was stretched is summed.
    """
    return grad.sum(axis=tuple(range(grad.ndim - 2)))


# Vectors.


def vector_gradient_keeps_the_axis(self, other):
    """a vector's gradient is a matrix of one row or column

    The axis that made a matrix of the vector must go again: the gradient has the vector's
    own shape.
    """
    return _matmul(self, other, drop=False)


def vector_leaves_an_axis(self, other):
    """a vector leaves an axis of length 1 in the result

    (n,) @ (n, p) has shape (p,), not (1, p): the axis that a vector lacks is missing in
    the result too.
    """
    other = Tensor.wrap(other)
    left_out = [axis for axis, side in ((-2, self), (-1, other)) if side.ndim == 1]
    out = _reference(self, other)
    return Tensor.from_op(
        "matmul",
        np.expand_dims(out.data, left_out),
        (self, other),
        lambda grad: out._backward(grad.reshape(out.shape)),
    )


def vector_changed(self, other):
    """the vector itself is given another shape

    The input is not yours to change. Give the axis to a variable of your own, not to
    `self.data`.
    """
    other = Tensor.wrap(other)
    out = _reference(self, other)
    if self.ndim == 1:
        self.data = self.data[None, :]
    if other.ndim == 1 and other is not self:
        other.data = other.data[:, None]
    return out


def vector_changed__gradient_as_before(self, other):
    other = Tensor.wrap(other)
    shapes = self.shape, other.shape
    out = vector_changed(self, other)

    def vjp(grad):
        return [part.reshape(s) for part, s in zip(out._backward(grad), shapes, strict=True)]

    return Tensor.from_op("matmul", out.data, (self, other), vjp)


def rows_of_vectors_taken_for_a_matrix(self, other):
    """on the way back, a batch of vectors is taken for a matrix

    (n,) @ (7, n, p) has shape (7, p): seven rows, each from a matrix of its own. Before it
    meets the batch again, the upstream gradient needs its missing axis back.
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


def outer_product_turned(self, other):
    """the outer product with the vector is turned round

    For a (2, 3) and a vector of 3, the matrix's gradient is a (2, 3): which of the two goes
    down, which across? For squares, only the numbers tell.
    """
    other = Tensor.wrap(other)
    out = _reference(self, other)

    def vjp(grad):
        if (self.ndim, other.ndim) == (2, 1):
            return np.outer(other.data, grad), self.data.T @ grad
        if (self.ndim, other.ndim) == (1, 2):
            return other.data @ grad, np.outer(grad, self.data)
        return out._backward(grad)

    return Tensor.from_op("matmul", out.data, (self, other), vjp)


def outer_product_of_a_batch(self, other):
    """np.outer is used on a batch

    np.outer lays whatever it is given out flat. For a batch there is one outer product for
    each matrix in it.
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


# Accepted, and should not be.


def inner_axis_stretched(self, other):
    """an inner axis of length 1 is stretched

    Where the inner axes differ there is no product, also when one of them has length 1.
    einsum and multiplying with broadcasting stretch it without a word.
    """

    def forward(x, y):
        row, column = "i" * (x.ndim > 1), "k" * (y.ndim > 1)
        return np.einsum(f"...{row}j,...j{column}->...{row}{column}", x, y)

    return _matmul(self, other, forward=forward)


def number_accepted(self, other):
    """a number is accepted and multiplies every element

    That is what `*` is for. Where a side has no axis there is nothing to sum over, and `@`
    refuses it.
    """
    other = Tensor.wrap(other)
    return self.mul(other) if 0 in (self.ndim, other.ndim) else _matmul(self, other)
