"""Slips that are the same in many katas, each written once, as a change to the reference.

A file in `solutions/mistakes/` makes a mistake of a slip with `slip(Tensor.mul, sign_flipped)`.
The docstring's first line is the mistake's name, the rest its nudge.
"""

import functools
from collections.abc import Callable

import numpy as np

from minigrad import Tensor


def slip(reference: Callable[..., Tensor], change: Callable) -> Callable[..., Tensor]:
    """The reference with one change. change(out, vjp, grad): what the VJP returns instead."""

    @functools.wraps(reference)
    def wrong(*args, **kwargs):
        out = reference(*args, **kwargs)
        vjp = out._backward
        if vjp is None:
            return out
        return Tensor.from_op(out._op, out.data, out._prev, lambda grad: change(out, vjp, grad))

    wrong.__doc__ = change.__doc__
    return wrong


def upstream_ignored(out, vjp, grad):
    """the upstream gradient is left out

    Your gradient is that of the sum of the output. But what is downstream may weigh each
    element of the output differently, and tells you how in the upstream gradient.
    """
    return vjp(np.ones_like(grad))


def upstream_squared(out, vjp, grad):
    """the upstream gradient counts twice

    The chain rule multiplies by the upstream gradient once.
    """
    return vjp(grad * grad)


def sign_flipped(out, vjp, grad):
    """the sign is wrong

    Nudge one input up by hand: does the output go up or down?
    """
    return [-np.asarray(part) for part in vjp(grad)]


def doubled(out, vjp, grad):
    """the gradient is twice what it should be

    The size of the slope is off by a factor 2. Nudge one input by hand and measure.
    """
    return [2 * np.asarray(part) for part in vjp(grad)]


def gradients_swapped(out, vjp, grad):
    """the gradients of the two operands are swapped

    The VJP returns one gradient per parent, in the order in which the parents were given
    to `Tensor.from_op`.
    """
    return list(vjp(grad))[::-1]


def first_gets_all(out, vjp, grad):
    """the second operand's gradient is zero

    The output depends on both operands, so both have a slope.
    """
    first, second = vjp(grad)
    return first, np.zeros_like(second)


def upstream_changed(out, vjp, grad):
    """the upstream gradient is changed in place

    The array that arrives is not yours: others may still need it. Compute a new one, with
    `a * b`, rather than `a *= b`.
    """
    parts = [np.array(part) for part in vjp(grad)]
    grad *= 2
    return parts


def upstream_overwritten(out, vjp, grad):
    """the upstream gradient is overwritten in place

    The array that arrives is not yours: others may still need it. Compute a new one, with
    `a * b`, rather than `a *= b`.
    """
    (grad[...],) = vjp(grad)
    return (grad,)


def outside_the_graph(reference: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """the result is not part of the graph

    A Tensor made with `Tensor(...)` does not know what it was computed from. `Tensor.from_op`
    makes one that does.
    """

    @functools.wraps(reference)
    def wrong(*args, **kwargs):
        return Tensor(reference(*args, **kwargs).data)

    wrong.__doc__ = outside_the_graph.__doc__
    return wrong


def second_outside(reference: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """the second operand is left out of the graph

    Either it is not among the parents, or something was computed from its `.data`, which is only
    numbers: they do not know where they came from.
    """

    @functools.wraps(reference)
    def wrong(self, other):
        return reference(self, Tensor.wrap(other).detach())

    wrong.__doc__ = second_outside.__doc__
    return wrong
