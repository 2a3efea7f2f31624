"""Wrong answers that people give to kata 1. A docstring is the mistake's name, then a nudge."""

import numpy as np

from minigrad import Tensor, unbroadcast
from minigrad.dojo.slips import (
    gradients_swapped,
    outside_the_graph,
    slip,
    upstream_ignored,
    upstream_squared,
)

ignored = slip(Tensor.mul, upstream_ignored)
squared = slip(Tensor.mul, upstream_squared)
swapped = slip(Tensor.mul, gradients_swapped)
outside = outside_the_graph(Tensor.mul)


def _mul(x, y, gradients):
    """x * y, with gradients(grad, x, y) for its VJP."""
    y = Tensor.wrap(y)
    Tensor.check_broadcast("mul", x, y)
    return Tensor.from_op("mul", x.data * y.data, (x, y), lambda grad: gradients(grad, x, y))


def _undone_by(undo):
    """The right gradients, but with undo(grad, shape) in the place of unbroadcast."""
    return lambda grad, x, y: (undo(grad * y.data, x.shape), undo(grad * x.data, y.shape))


def _undone(x, to_x, y, to_y):
    return unbroadcast(to_x, x.shape), unbroadcast(to_y, y.shape)


def own_value(self, other):
    """each side's gradient is made of that side's own value

    Nudge x a little: x * y moves by y times the nudge. It is the other side that counts.
    """
    return _mul(self, other, lambda grad, x, y: _undone(x, grad * x.data, y, grad * y.data))


def one_value_for_both(self, other):
    """both sides' gradients are made of the same operand

    There are two slopes, one for a nudge of x and one for a nudge of y, and they differ.
    """
    return _mul(self, other, lambda grad, x, y: _undone(x, grad * y.data, y, grad * y.data))


def output_divided(self, other):
    """the other side's value is got by dividing the output

    x * y / x is y, unless x is 0 or infinite. The other side is at hand: use it itself.
    """

    def gradients(grad, x, y):
        with np.errstate(all="ignore"):
            out = x.data * y.data
            return _undone(x, grad * out / x.data, y, grad * out / y.data)

    return _mul(self, other, gradients)


def no_unbroadcast(self, other):
    """broadcasting is not undone

    Where a side was stretched to fit, its gradient has the stretched shape. Each of its
    elements was used several times: bring their gradients together, in the side's own shape.
    """
    return _mul(self, other, lambda grad, x, y: (grad * y.data, grad * x.data))


def left_not_undone(self, other):
    """broadcasting is undone on the right side only

    The left side may be the one that was stretched: think of a vector x and a matrix y.
    """
    return _mul(
        self, other, lambda grad, x, y: (grad * y.data, unbroadcast(grad * x.data, y.shape))
    )


def right_not_undone(self, other):
    """broadcasting is undone on the left side only

    The right side may be the one that was stretched: think of a matrix x and a vector y.
    """
    return _mul(
        self, other, lambda grad, x, y: (unbroadcast(grad * y.data, x.shape), grad * x.data)
    )


def undone_too_early(self, other):
    """the copies are added up before they are multiplied

    Each copy met another element of the other side. So each copy's gradient must first be
    multiplied by what that copy met; only then can they be added up.
    """
    return _mul(
        self,
        other,
        lambda grad, x, y: (
            unbroadcast(grad, x.shape) * y.data,
            unbroadcast(grad, y.shape) * x.data,
        ),
    )


def leading_axes_only(self, other):
    """broadcasting is undone on new leading axes only

    An axis of length 1 is stretched too, and its copies have to be added up as well.
    """

    def undo(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        return grad

    return _mul(self, other, _undone_by(undo))


def stretched_axes_only(self, other):
    """broadcasting is undone on axes of length 1 only

    A side with fewer axes is given new ones on the left. Those hold copies too.
    """

    def undo(grad, shape):
        if grad.ndim > len(shape):
            return grad
        axes = tuple(axis for axis, length in enumerate(shape) if length == 1)
        return grad.sum(axis=axes, keepdims=True)

    return _mul(self, other, _undone_by(undo))


def wrong_end(self, other):
    """the axes are added up at the wrong end

    Shapes are lined up at their right ends, so the new axes are the first ones, not the last.
    """

    def undo(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=-1)
        for axis, length in enumerate(shape):
            if length == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return _mul(self, other, _undone_by(undo))


def from_the_left(self, other):
    """shapes are compared from the left

    Axis 0 of a side need not be axis 0 of the result: shapes are lined up at their right
    ends. Of some hundred small engines that were looked at, seven slip here.
    """

    def undo(grad, shape):
        for axis, length in enumerate(shape):
            if length == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        return grad

    return _mul(self, other, _undone_by(undo))


def length_1_lost(self, other):
    """an axis of length 1 is lost from the gradient

    Adding up along an axis drops it. Where the side had that axis, with length 1, its
    gradient has it too.
    """

    def undo(grad, shape):
        leading = grad.ndim - len(shape)
        ones = tuple(leading + axis for axis, length in enumerate(shape) if length == 1)
        return grad.sum(axis=(*range(leading), *ones))

    return _mul(self, other, _undone_by(undo))


def copies_averaged(self, other):
    """the gradients of the copies are averaged, not added up

    Nudge an element that broadcasting copied: all its copies move, and what they do
    downstream adds up.
    """

    def undo(grad, shape):
        copies = grad.size / max(int(np.prod(shape)), 1)
        return unbroadcast(grad, shape) / max(copies, 1)

    return _mul(self, other, _undone_by(undo))


def one_parent(self, other):
    """the right side is not among the parents

    The result depends on both sides. A parent that is not given to `Tensor.from_op` gets no
    gradient.
    """
    other = Tensor.wrap(other)
    Tensor.check_broadcast("mul", self, other)

    def vjp(grad):
        return (unbroadcast(grad * other.data, self.shape),)

    return Tensor.from_op("mul", self.data * other.data, (self,), vjp)


def plain_numbers_outside(self, other):
    """a product with a plain number is not part of the graph

    A number, list or array needs no gradient, but x still does. `Tensor.wrap` lets you treat
    all of them alike.
    """
    if not isinstance(other, Tensor):
        return Tensor(self.data * Tensor.wrap(other).data)
    return _mul(self, other, _undone_by(unbroadcast))


def matrix_product(self, other):
    """it is the matrix product

    `np.dot` and `@` multiply rows with columns and add up. Here each element meets one
    other, and nothing is added up.
    """
    other = Tensor.wrap(other)

    def vjp(grad):
        return (
            unbroadcast(np.dot(grad, other.data.T), self.shape),
            unbroadcast(np.dot(self.data.T, grad), other.shape),
        )

    return Tensor.from_op("mul", np.dot(self.data, other.data), (self, other), vjp)


def upstream_multiplied_in_place(self, other):
    """the upstream gradient is multiplied in place

    After `grad *= a` the upstream gradient is gone, for the other side and for everybody
    else who holds that array. `grad * a` makes a new one.
    """

    def gradients(grad, x, y):
        to_x = grad
        to_x *= y.data
        return _undone(x, to_x, y, grad * x.data)

    return _mul(self, other, gradients)


def input_changed(self, other):
    """the left side is changed in place

    `self.data *= ...` writes into the tensor that was given to you. Make a new array.
    """
    other = Tensor.wrap(other)
    self.data *= other.data

    def vjp(grad):
        return (
            unbroadcast(grad * other.data, self.shape),
            unbroadcast(grad * self.data, other.shape),
        )

    return Tensor.from_op("mul", self.data, (self, other), vjp)
