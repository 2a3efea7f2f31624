"""Tensor: an array that remembers how it was made, so that gradients can flow back.

An operation is a forward value and a vector-Jacobian product (VJP). `add` below is the
worked example; every other operation is a kata.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

# These katas are functions. minigrad/kata.py installs them here and in the package.
unbroadcast: Callable[[np.ndarray, tuple[int, ...]], np.ndarray]
gradcheck: Callable[..., bool]


class WrongShape(ValueError):
    """A gradient whose shape differs from its parent's. It carries both."""

    def __init__(self, message: str, gradient: np.ndarray, parent: Tensor):
        super().__init__(message)
        self.gradient, self.parent = gradient, parent


class GradcheckError(RuntimeError):
    """`gradcheck` found a gradient that differs from central differences."""


FLOAT64 = np.dtype(np.float64)

_recording = True


@contextlib.contextmanager
def no_grad() -> Iterator[None]:
    """Within `with no_grad():`, operations record no graph and their results need no gradient."""
    global _recording
    before, _recording = _recording, False
    try:
        yield
    finally:
        _recording = before


class Tensor:
    """A float64 array, its gradient, and the graph of what it was computed from.

    data: np.ndarray, the values
    grad: np.ndarray of the same shape, or None before `backward` has reached this tensor
    requires_grad: whether a gradient is wanted here
    """

    # The katas give these. minigrad/kata.py installs them.
    mul: ClassVar[Callable[..., Tensor]]
    pow: ClassVar[Callable[..., Tensor]]
    sum: ClassVar[Callable[..., Tensor]]
    transpose: ClassVar[Callable[..., Tensor]]
    broadcast_to: ClassVar[Callable[..., Tensor]]
    neg: ClassVar[Callable[..., Tensor]]
    sub: ClassVar[Callable[..., Tensor]]
    truediv: ClassVar[Callable[..., Tensor]]
    exp: ClassVar[Callable[..., Tensor]]
    log: ClassVar[Callable[..., Tensor]]
    relu: ClassVar[Callable[..., Tensor]]
    sigmoid: ClassVar[Callable[..., Tensor]]
    tanh: ClassVar[Callable[..., Tensor]]
    mean: ClassVar[Callable[..., Tensor]]
    reshape: ClassVar[Callable[..., Tensor]]
    matmul: ClassVar[Callable[..., Tensor]]
    backward: ClassVar[Callable[..., None]]

    __array_ufunc__ = None  # so that `np.ndarray * Tensor` asks Tensor, and makes one Tensor

    def __init__(self, data: Any, requires_grad: bool = False):
        self.data = _float64(data, "Tensor")
        self.grad: np.ndarray | None = None
        self.requires_grad = requires_grad
        self._prev: tuple[Tensor, ...] = ()
        self._op = ""
        self._backward: Callable[[np.ndarray], Sequence] | None = None

    @staticmethod
    def wrap(value: Any) -> Tensor:
        """A Tensor as it is; a number, list or NumPy array as a Tensor that needs no gradient."""
        return value if isinstance(value, Tensor) else Tensor(value)

    @staticmethod
    def from_op(
        op: str,
        data: Any,
        parents: Sequence[Tensor],
        vjp: Callable[[np.ndarray], Sequence] | None,
    ) -> Tensor:
        """The result of an operation: a Tensor that knows its parents and the way back to them.

        op: the operation's name
        data: the forward value, an array or number
        parents: the Tensors it was computed from, in order
        vjp: takes the upstream gradient, a float64 array of `data`'s shape, and returns one
            gradient per parent, each of that parent's shape (None for one that needs none)

        Where no parent needs a gradient, or within `no_grad`, no graph is recorded. Raises
        TypeError when `parents` are no Tensors, or `vjp` is no function (nor None).
        """
        if not isinstance(parents, (tuple, list)):
            raise TypeError(
                f"{op}: the parents must be a tuple of Tensors; of one, `(self,)`; "
                "of two, `(self, other)`"
            )
        needed = False
        for i, parent in enumerate(parents):
            if not isinstance(parent, Tensor):
                raise TypeError(f"{op}: parent {i} must be a Tensor, not {_kind(parent)}")
            needed = needed or parent.requires_grad
        if vjp is not None and not callable(vjp):
            raise TypeError(
                f"{op}: pass the vjp itself, not what it returns: `vjp`, not `vjp(...)`"
            )
        if getattr(data, "dtype", FLOAT64) != FLOAT64 and np.iscomplexobj(data):
            raise TypeError(f"{op}: the result must be real, but it is complex")
        out = Tensor.__new__(Tensor)  # not through __init__, which would copy the data
        out.data = np.asarray(data, FLOAT64)
        out.grad = None
        out.requires_grad = needed and _recording
        out._prev, out._backward = (tuple(parents), vjp) if out.requires_grad else ((), None)
        out._op = op
        return out

    @staticmethod
    def check_broadcast(op: str, a: Tensor, b: Tensor) -> None:
        """Raise ValueError, naming the operation and both shapes, unless they broadcast."""
        if a.data.shape == b.data.shape:
            return
        try:
            np.broadcast(a.data, b.data)
        except ValueError:
            message = f"{op}: shapes {a.shape} and {b.shape} do not broadcast together"
            raise ValueError(message) from None

    # The worked example.

    def add(self, other: Any) -> Tensor:
        """self + other, element by element, with broadcasting."""
        other = Tensor.wrap(other)
        Tensor.check_broadcast("add", self, other)

        # The slope of a + b is 1 in a and 1 in b: the upstream gradient passes straight
        # through to both, summed over whatever broadcasting copied.
        def vjp(grad):
            return unbroadcast(grad, self.shape), unbroadcast(grad, other.shape)

        return Tensor.from_op("add", self.data + other.data, (self, other), vjp)

    # The way back: `backward` is kata 18.

    def vjp(self, grad: np.ndarray) -> list[np.ndarray | None]:
        """Send an upstream gradient one step back: call `_backward` and check what it returns.

        Gives one float64 array per parent, of that parent's shape; None for a parent that
        needs no gradient. Raises TypeError or ValueError when `_backward` broke that promise.
        """
        if self._backward is None:
            raise TypeError(
                f"{self._op}: a parent needs a gradient, but from_op got no vjp"
                if self._prev
                else "vjp: this tensor is a leaf; there is no step back from it"
            )
        before = [parent.grad for parent in self._prev]
        returned = self._backward(grad)
        for i, parent in enumerate(self._prev):
            if parent.grad is not before[i]:
                raise ValueError(
                    f"{self._op}: its vjp changed a parent's .grad; it should return the "
                    "gradients, and the engine adds them up"
                )
        if not isinstance(returned, (tuple, list)):
            raise TypeError(
                f"{self._op}: its vjp must return a tuple with one gradient per parent, "
                f"not {_kind(returned)} (a tuple of one is `(g,)`, with the comma)"
            )
        if len(returned) != len(self._prev):
            raise ValueError(
                f"{self._op}: its vjp returned {_count(len(returned), 'gradient')} "
                f"for {_count(len(self._prev), 'parent')}"
            )
        return [self._checked(i, returned[i], parent) for i, parent in enumerate(self._prev)]

    def _checked(self, i: int, part: Any, parent: Tensor) -> np.ndarray | None:
        if not parent.requires_grad:
            return None
        if type(part) is np.ndarray and part.dtype == FLOAT64 and part.shape == parent.data.shape:
            return part  # as nearly always
        what = f"{self._op}: the gradient of parent {i}"
        if part is None:
            raise TypeError(f"{what} is None, but that parent needs one")
        if isinstance(part, Tensor):
            raise TypeError(f"{what} is a Tensor; return an array, made with .data")
        part = _float64(part, what, copy=False)
        if part.shape != parent.shape:
            message = f"{what} has shape {part.shape}, the parent {parent.shape}"
            raise WrongShape(message, part, parent)
        return part

    def zero_grad(self) -> None:
        """Forget the gradient."""
        self.grad = None

    # Looking at it.

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape

    @property
    def ndim(self) -> int:
        return self.data.ndim

    @property
    def size(self) -> int:
        return self.data.size

    @property
    def T(self) -> Tensor:
        """The tensor with its axes reversed."""
        return self.transpose()

    def item(self) -> float:
        """The one element as a Python number; ValueError unless there is just one."""
        if self.size != 1:
            raise ValueError(f"item: a tensor of shape {self.shape} has {self.size} elements")
        return self.data.item()

    def numpy(self) -> np.ndarray:
        """The values, as the array itself: writing into it changes the tensor."""
        return self.data

    def detach(self) -> Tensor:
        """The same values (shared, not copied) without the graph."""
        out = Tensor(())
        out.data = self.data
        return out

    def __repr__(self) -> str:
        values = np.array2string(self.data, separator=", ", prefix="Tensor(", threshold=50)
        notes = f", shape={self.shape}" if self.size == 0 or self.size > 50 else ""
        if self._op:
            notes += f", op={self._op!r}"
        elif self.requires_grad:
            notes += ", requires_grad=True"
        return f"Tensor({values}{notes})"

    # Python's operators.

    def __add__(self, other: Any) -> Tensor:
        return self.add(other)

    def __radd__(self, other: Any) -> Tensor:
        return Tensor.wrap(other).add(self)

    def __mul__(self, other: Any) -> Tensor:
        return self.mul(other)

    def __rmul__(self, other: Any) -> Tensor:
        return Tensor.wrap(other).mul(self)

    def __neg__(self) -> Tensor:
        return self.neg()

    def __sub__(self, other: Any) -> Tensor:
        return self.sub(other)

    def __rsub__(self, other: Any) -> Tensor:
        return Tensor.wrap(other).sub(self)

    def __truediv__(self, other: Any) -> Tensor:
        return self.truediv(other)

    def __rtruediv__(self, other: Any) -> Tensor:
        return Tensor.wrap(other).truediv(self)

    def __matmul__(self, other: Any) -> Tensor:
        return self.matmul(other)

    def __rmatmul__(self, other: Any) -> Tensor:
        return Tensor.wrap(other).matmul(self)

    def __pow__(self, exponent: Any) -> Tensor:
        return self.pow(exponent)

    def __rpow__(self, base: Any) -> Tensor:
        return Tensor.wrap(base).pow(self)


def _float64(data: Any, what: str, copy: bool = True) -> np.ndarray:
    """`data` as a float64 array, or an error that says what was given and what is taken."""
    if isinstance(data, Tensor):
        raise TypeError(f"{what}: takes numbers, lists and arrays, not a Tensor (use its .data)")
    try:
        array = np.asarray(data)
    except ValueError:
        raise ValueError(f"{what}: the rows of the list are not all of one length") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(
            f"{what}: takes a number, a list of numbers or a real NumPy array, not {_kind(data)}"
        )
    return array.astype(np.float64, copy=copy)


def _kind(value: Any) -> str:
    if value is None:
        return "None"
    name = f"a value of type {type(value).__name__}"
    return f"{name} ({value.dtype})" if isinstance(value, np.ndarray) else name


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
