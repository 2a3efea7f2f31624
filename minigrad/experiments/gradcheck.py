"""Check the gradient of every operation, against central differences and against PyTorch."""

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from minigrad import Tensor, nn

LABELS = [2, 0, 2, 1]
TOLERANCE = 1e-7
EPSILON = 1e-5  # how far an element is nudged, either way


@dataclass(frozen=True)
class Operation:
    """An operation, the shapes of its inputs, and PyTorch's spelling where it differs."""

    name: str
    ours: Callable[..., Tensor]
    shapes: tuple[tuple[int, ...], ...]
    theirs: Callable[..., Any] | None = None  # takes torch, then the inputs

    def inputs(self) -> list[np.ndarray]:
        """Positive values, different from each other: smooth there for `log`, `pow` and `relu`."""
        rng = np.random.default_rng(0)
        return [rng.uniform(0.5, 2.0, shape) for shape in self.shapes]

    def upstream(self, shape: tuple[int, ...]) -> np.ndarray:
        return np.random.default_rng(1).uniform(1.0, 2.0, shape)


OPERATIONS = [
    Operation("add", lambda x, y: x + y, ((2, 3), (3,))),
    Operation("mul", lambda x, y: x * y, ((2, 3), (3,))),
    Operation("pow", lambda x, y: x**y, ((2, 3), (3,))),
    Operation("sum", lambda x: x.sum(axis=0), ((2, 3),)),
    Operation(
        "transpose",
        lambda x: x.transpose(2, 0, 1),
        ((2, 3, 4),),
        lambda torch, x: x.permute(2, 0, 1),
    ),
    Operation("broadcast_to", lambda x: x.broadcast_to((4, 2, 3)), ((2, 1),)),
    Operation("neg", lambda x: -x, ((2, 3),)),
    Operation("sub", lambda x, y: x - y, ((2, 3), (3,))),
    Operation("truediv", lambda x, y: x / y, ((2, 3), (3,))),
    Operation("exp", lambda x: x.exp(), ((2, 3),)),
    Operation("log", lambda x: x.log(), ((2, 3),)),
    Operation("relu", lambda x: (x + -1.2).relu(), ((2, 3),)),
    Operation("sigmoid", lambda x: x.sigmoid(), ((2, 3),)),
    Operation("tanh", lambda x: x.tanh(), ((2, 3),)),
    Operation("mean", lambda x: x.mean(axis=0), ((2, 3),)),
    Operation("reshape", lambda x: x.reshape(3, 2), ((2, 3),)),
    Operation("matmul", lambda x, y: x @ y, ((2, 3), (3, 4))),
    Operation(
        "cross_entropy",
        lambda x: nn.cross_entropy(x, np.array(LABELS)),
        ((4, 3),),
        lambda torch, x: torch.nn.functional.cross_entropy(x, torch.tensor(LABELS)),
    ),
]


@dataclass(frozen=True)
class Row:
    """An operation, and the largest relative errors of its gradients; or what it raised."""

    operation: str
    differences: float = np.inf  # against central differences
    pytorch: float | None = None  # against PyTorch's gradients; None without PyTorch
    raised: str = ""

    @property
    def good(self) -> bool:
        return not self.raised and max(self.differences, self.pytorch or 0.0) < TOLERANCE


def check(operation: Operation) -> Row:
    """Compare an operation's gradients, all of them, with what they should be."""
    try:
        inputs = [Tensor(values, requires_grad=True) for values in operation.inputs()]
        out = operation.ours(*inputs)
        out.backward(operation.upstream(out.shape))
    except Exception as error:
        return Row(operation.name, raised=type(error).__name__)
    found = [one.grad for one in inputs]
    return Row(
        operation.name,
        max(map(relative_error, found, central_differences(operation))),
        max(map(relative_error, found, in_pytorch(operation))) if has_pytorch() else None,
    )


def central_differences(operation: Operation) -> list[np.ndarray]:
    """The gradient of each input, from how the output moves when an element is nudged."""
    gradients = []
    for i, values in enumerate(operation.inputs()):
        gradient = np.zeros(values.shape)
        for k in np.ndindex(gradient.shape):
            up, down = (_output(operation, i, k, nudge) for nudge in (EPSILON, -EPSILON))
            weights = operation.upstream(up.shape)
            gradient[k] = np.sum(weights * (up - down)) / (2 * EPSILON)
        gradients.append(gradient)
    return gradients


def _output(operation: Operation, i: int, k: tuple[int, ...], nudge: float) -> np.ndarray:
    inputs = operation.inputs()
    inputs[i][k] += nudge
    return operation.ours(*map(Tensor, inputs)).data


def has_pytorch() -> bool:
    return importlib.util.find_spec("torch") is not None


def in_pytorch(operation: Operation) -> list[Any]:
    """PyTorch's gradient of each input."""
    import torch

    inputs: list[Any] = [torch.tensor(v, requires_grad=True) for v in operation.inputs()]
    out = operation.theirs(torch, *inputs) if operation.theirs else operation.ours(*inputs)
    out.backward(torch.tensor(operation.upstream(tuple(out.shape))))
    return [one.grad.numpy() for one in inputs]


def relative_error(a: np.ndarray | None, b: np.ndarray | None) -> float:
    """The largest |a - b| / max(|a|, |b|); infinite where there is no gradient, or it is NaN."""
    if a is None or b is None or a.shape != b.shape:
        return np.inf
    sizes = np.maximum(abs(a), abs(b))
    errors = abs(a - b) / np.where(sizes == 0, 1, sizes)
    return float(np.nan_to_num(errors, nan=np.inf).max())


def rows() -> Iterator[Row]:
    """Check every operation."""
    return map(check, OPERATIONS)


def show(done: Iterable[Row], caption: str, console: Console) -> int:
    """The experiment: a table, on the terminal and as a picture. Gives the exit status.

    caption: stands below the picture
    """
    from minigrad.experiments import pictures  # matplotlib is slow to import

    if has_pytorch():
        console.print("PyTorch is asked too. It takes a few seconds to start.")
    rows = list(track(done, "gradcheck", len(OPERATIONS), console=console))
    table = Table("operation", box=None, title="largest relative error of the gradient")
    table.add_column("central differences", justify="right")
    if has_pytorch():
        table.add_column("PyTorch", justify="right")
    for row in rows:
        errors = [row.differences] if row.pytorch is None else [row.differences, row.pytorch]
        shown = [row.raised or f"{error:.1e}" for error in errors]
        table.add_row(row.operation, *shown, style=None if row.good else "bold red")
    console.print(table)
    console.print(f"The picture: {pictures.gradcheck(rows, caption)}")
    if wrong := [row.operation for row in rows if not row.good]:
        console.print(f"Wrong gradients: {', '.join(wrong)}.", style="bold red")
    return 1 if wrong else 0
