"""What a case comes to, on either side: minigrad in the candidate, PyTorch in the oracle."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from minigrad import Tensor
from minigrad.dojo.cases import Case, Input, upstream
from minigrad.tensor import WrongShape

Answer = dict[str, np.ndarray | None]


class NotATensor(TypeError):
    """The operation returned something else."""


@dataclass(frozen=True)
class Side:
    """How minigrad and PyTorch are spoken to."""

    names: dict[str, Any]  # what an expression may use beside its inputs
    input: Callable[[Input], Any]  # an input of a case, made anew
    array: Callable[[Any], Any]  # the values of a tensor (an array stays one)
    backward: Callable[[Any, np.ndarray], Any]  # goes back, returns what it went back with


def _minigrad_input(given: Input) -> Any:
    return (
        given.values.copy() if given.kind == "array" else Tensor(given.values, given.kind == "leaf")
    )


def _minigrad_backward(out: Tensor, grad: np.ndarray) -> np.ndarray | None:
    out.backward(grad)
    return out.grad


MINIGRAD = Side(
    names={"np": np, "Tensor": Tensor},
    input=_minigrad_input,
    array=lambda value: value.data if isinstance(value, Tensor) else value,
    backward=_minigrad_backward,
)


def answer(case: Case, code: str, side: Side) -> Answer:
    """Run a case, spelled as `code`, and give all that it is judged by, each under its label.

    A gradient of the wrong shape ends the way back, and is given instead of what would follow.
    Raises what the operation raises, and NotATensor when it returns no tensor.
    """
    inputs = {name: side.input(given) for name, given in case.inputs.items()}
    out = eval(code, {**side.names, **inputs})
    if not hasattr(out, "backward"):
        what = "None" if out is None else f"a value of type {type(out).__name__}"
        raise NotATensor(f"{case.code} gave {what}, not a Tensor: is there a `return`?")
    found = {"output": side.array(out)}
    if case.refused:
        return found
    found["output"] = found["output"].copy()
    found["upstream gradient"] = None
    if out.requires_grad:
        grad = upstream(case.name, tuple(out.shape))
        try:
            found["upstream gradient"] = side.backward(out, grad)
        except WrongShape as wrong:
            for name, tensor in inputs.items():
                if tensor is wrong.parent:
                    return {"output": found["output"], f"gradient of {name}": wrong.gradient}
            raise
    for name, given in case.inputs.items():
        if given.kind != "array":
            found[f"gradient of {name}"] = side.array(inputs[name].grad)
    for name in case.inputs:
        found[f"{name} afterwards"] = side.array(inputs[name])
    return found
