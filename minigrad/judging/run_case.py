"""What a case comes to, on either side: minigrad in the worker, PyTorch in the oracle."""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from minigrad import nn, optim, tensor
from minigrad.judging.cases import Case, Input, upstream
from minigrad.tensor import Tensor, WrongShape

Answer = dict[str, np.ndarray | None]
MOST = 100_000  # elements of an array; PyTorch's largest answer has far fewer


class WrongKind(TypeError):
    """The operation returned something else than a tensor, or than an array."""


@dataclass(frozen=True)
class Side:
    """How minigrad and PyTorch are spoken to."""

    names: Callable[[], dict[str, Any]]  # what a case may use beside its inputs
    input: Callable[[Input], Any]  # an input of a case, made anew
    tensor: Any  # the type of a tensor
    array: Any  # the type of what stands for an array
    backward: Callable[[Any, np.ndarray], Any]  # goes back, returns what it went back with
    values: Callable[[Any], Any]  # the values of a tensor as an array


def _input(given: Input) -> Any:
    return (
        given.values.copy() if given.kind == "array" else Tensor(given.values, given.kind == "leaf")
    )


def _backward(out: Tensor, grad: np.ndarray) -> np.ndarray | None:
    out.backward(grad)
    return out.grad


MINIGRAD = Side(
    # The module's own names as they are now, for what was installed is among them.
    names=lambda: vars(tensor) | {"nn": nn, "optim": optim},
    input=_input,
    tensor=Tensor,
    array=np.ndarray | np.generic,
    backward=_backward,
    values=lambda value: value.data if isinstance(value, Tensor) else value,
)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Within, nothing that a case prints or warns of is seen."""
    with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
        yield


def run_case(case: Case, code: str, side: Side) -> Answer:
    """Run a case, spelled as `code`, and give all that it is judged by, each under its label.

    A gradient of the wrong shape ends the way back, and is given instead of what would follow.
    Raises what the operation raises, and WrongKind when it returns something odd.
    """
    inputs = {name: side.input(given) for name, given in case.inputs.items()}
    scope = side.names() | inputs
    if case.results:
        exec(code, scope)
        found = {result: _array(eval(result, scope), side, result) for result in case.results}
    else:
        of_arrays = all(given.kind == "array" for given in case.inputs.values())
        out = eval(code, scope)
        if not isinstance(out, side.array if of_arrays else side.tensor):
            wanted = "a NumPy array" if of_arrays else "a Tensor"
            what = (
                "a NumPy array"
                if isinstance(out, np.ndarray)
                else f"a value of type {type(out).__name__}"
            )
            if out is None:
                raise WrongKind(f"{case.code} gave None, not {wanted}. Is there a `return`?")
            how = "" if of_arrays else " Make the result with Tensor.from_op."
            raise WrongKind(f"{case.code} gave {what}, not {wanted}.{how}")
        found = {"output": _array(out, side)}
        if not of_arrays and not case.refused:
            try:
                found |= _gradients(case, out, inputs, side)
            except WrongShape as wrong:
                label = next((k for k, v in inputs.items() if v is wrong.parent), None)
                if label is None:
                    raise
                name = f"gradient of {label}"
                found[name] = _array(wrong.gradient, side, f"The {name}")
    left = [name for name in inputs if name not in case.results]  # what a result is may change
    return found | {f"{name} afterwards": _array(inputs[name], side) for name in left}


def _gradients(case: Case, out: Any, inputs: dict[str, Any], side: Side) -> Answer:
    found: Answer = {"upstream gradient": None}
    if out.requires_grad:
        grad = upstream(case.name if case.seed is None else case.seed, tuple(out.shape))
        found["upstream gradient"] = _array(side.backward(out, grad), side)
    for name, given in case.inputs.items():
        if given.kind != "array":
            found[f"gradient of {name}"] = _array(inputs[name].grad, side)
    return found


def _array(value: Any, side: Side, name: str = "The output") -> np.ndarray | None:
    """A copy of the values, for what comes later may change them in place; as numbers, but for
    names and truth values."""
    if value is None:
        return None
    array = np.asarray(side.values(value))
    if array.size > MOST:
        raise WrongKind(f"{name} has {array.size} elements. No case needs more than {MOST}.")
    array = array.copy()
    if array.dtype.kind == "c":
        raise WrongKind(f"{name} must hold real numbers, but it holds complex ones.")
    if array.dtype.kind in "Ub":
        return array
    try:
        return array.astype(np.float64)
    except (TypeError, ValueError):
        items = value if isinstance(value, list | tuple) and value else [value]
        kind = type(items[0]).__name__
        raise WrongKind(f"{name} must hold numbers or names, but it holds a {kind}.") from None
