"""Slips: mistakes as changes to the reference.

Most are one change to its text: `@rewritten("grad * other.data", "grad * self.data")` above a
function that has only a docstring. Those that many katas share are written once, here. A file in
`solutions/mistakes/` turns them into its own with `slip(Tensor.mul, gradients_swapped)`.
The docstring's first line is the mistake's name, and the rest is its nudge.
"""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from minigrad import Tensor
from minigrad.kata import SOLUTIONS, name_of


def rewritten(*texts: str) -> Callable[[Callable], Any]:
    """The kata's reference, with every second text in place of the one before it. An old text must
    be there just once, so that nobody changes another place."""

    def change(told: Callable) -> Any:
        stem = told.__module__
        source = (SOLUTIONS / f"{stem}.py").read_text()
        for old, new in zip(texts[::2], texts[1::2], strict=True):
            if source.count(old) != 1:
                raise ValueError(f"{stem}, {told.__name__}: {source.count(old)} times {old!r}")
            source = source.replace(old, new)
        defined: dict[str, Any] = {"__name__": stem}
        exec(compile(source, f"{stem}, {told.__name__}", "exec", dont_inherit=True), defined)
        wrong = defined[name_of(stem)]
        wrong.__doc__ = told.__doc__
        return wrong

    return change


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
    """the upstream gradient is not used

    Your gradient is the gradient of the sum of the output. But the code downstream may give each
    element of the output a different weight. The upstream gradient tells you these weights.
    """
    return vjp(np.ones_like(grad))


def upstream_squared(out, vjp, grad):
    """the upstream gradient is multiplied in twice

    The chain rule multiplies by the upstream gradient once. With an upstream gradient of 3, your
    gradient is 9 times the slope. It should be 3 times the slope.
    """
    return vjp(grad * grad)


def gradients_swapped(out, vjp, grad):
    """the gradients of the two operands are swapped

    The VJP returns one gradient per parent. They must be in the same order as the parents that you
    gave to `Tensor.from_op`.
    """
    return list(vjp(grad))[::-1]


def upstream_changed(out, vjp, grad):
    """the upstream gradient is changed in place

    The array that your VJP receives is not yours. Other operations may still need it. Compute a new
    array, with `a * b` and not with `a *= b`.
    """
    parts = [np.array(part) for part in vjp(grad)]
    grad *= 2
    return parts


def upstream_overwritten(out, vjp, grad):
    """the upstream gradient is overwritten in place

    The array that your VJP receives is not yours. Other operations may still need it. Compute a new
    array, with `a * b` and not with `a *= b`.
    """
    (grad[...],) = vjp(grad)
    return (grad,)


def outside_the_graph(reference: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """the result is not part of the graph

    A Tensor made with `Tensor(...)` does not know what it was computed from. So no gradient can go
    back through it. `Tensor.from_op` makes a Tensor that knows.
    """

    @functools.wraps(reference)
    def wrong(*args, **kwargs):
        return Tensor(reference(*args, **kwargs).data)

    wrong.__doc__ = outside_the_graph.__doc__
    return wrong


def second_outside(reference: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """the second operand is left out of the graph

    Either the second operand is not among the parents, or you computed something from its `.data`.
    `.data` is only numbers. Numbers do not know where they came from.
    """

    @functools.wraps(reference)
    def wrong(self, other):
        return reference(self, Tensor.wrap(other).detach())

    wrong.__doc__ = second_outside.__doc__
    return wrong
