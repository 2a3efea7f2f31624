"""Check the gradient of every operation, against central differences and against PyTorch."""

from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from minigrad.dojo import oracle
from minigrad.dojo.answers import MINIGRAD, Answer, answer
from minigrad.dojo.cases import Case, Input, case, upstream
from minigrad.experiments import pictures

POSITIVE = [[0.25, 0.5, 1.0], [1.5, 2.0, 3.0]]
LABELS = "[2, 0, 2, 1]"
# Each is named by its operation; smooth where its inputs stand, so that differences can tell.
OPERATIONS = [
    case("add", "x + y", x=(2, 3), y=(3,)),
    case("mul", "x * y", x=(2, 3), y=(3,)),
    case("pow", "x ** y", x=POSITIVE, y=(3,)),
    case("sum", "x.sum(axis=0)", x=(2, 3)),
    case("transpose", "x.transpose(2, 0, 1)", torch="x.permute(2, 0, 1)", x=(2, 3, 4)),
    case("broadcast_to", "x.broadcast_to((4, 2, 3))", x=(2, 1)),
    case("neg", "-x", x=(2, 3)),
    case("sub", "x - y", x=(2, 3), y=(3,)),
    case("truediv", "x / y", x=(2, 3), y=(3,)),
    case("exp", "x.exp()", x=(2, 3)),
    case("log", "x.log()", x=POSITIVE),
    case("relu", "x.relu()", x=(2, 3)),
    case("sigmoid", "x.sigmoid()", x=(2, 3)),
    case("tanh", "x.tanh()", x=(2, 3)),
    case("mean", "x.mean(axis=0)", x=(2, 3)),
    case("reshape", "x.reshape(3, 2)", x=(2, 3)),
    case("matmul", "x @ y", x=(2, 3), y=(3, 4)),
    case(
        "cross_entropy",
        f"nn.cross_entropy(x, np.array({LABELS}))",
        torch=f"nn.functional.cross_entropy(x, torch.tensor({LABELS}))",
        x=(4, 3),
    ),
]
TOLERANCE = 1e-7
EPSILON = 1e-5  # how far an element is nudged, either way


@dataclass(frozen=True)
class Row:
    """An operation, and the largest relative errors of its gradient; or what it raised."""

    operation: str
    differences: float = np.inf  # against central differences
    pytorch: float = np.inf  # against PyTorch's gradient
    raised: str = ""

    @property
    def good(self) -> bool:
        return max(self.differences, self.pytorch) < TOLERANCE


def check(operation: Case) -> Row:
    """Compare an operation's gradients, all of them, with what they should be."""
    try:
        found = answer(operation, operation.code, MINIGRAD)
    except NotImplementedError:
        return Row(operation.name, raised="not written")
    except Exception as error:
        return Row(operation.name, raised=type(error).__name__)
    (theirs,) = oracle.ask("gradcheck", [operation])
    assert theirs is not None
    names = [f"gradient of {name}" for name in operation.inputs]
    differences = central_differences(operation)
    return Row(
        operation.name,
        max(relative_error(found[name], differences[name]) for name in names),
        max(relative_error(found[name], theirs[name]) for name in names),
    )


def central_differences(operation: Case) -> Answer:
    """The gradient of each input, from how the output moves when an element is nudged."""
    found: Answer = {}
    for name, given in operation.inputs.items():
        gradient = np.zeros(given.values.shape)
        for k in np.ndindex(gradient.shape):
            up, down = (_output(operation, name, k, e) for e in (EPSILON, -EPSILON))
            weights = upstream(operation.name, up.shape)
            gradient[k] = np.sum(weights * (up - down)) / (2 * EPSILON)
        found[f"gradient of {name}"] = gradient
    return found


def _output(operation: Case, name: str, k: tuple[int, ...], nudge: float) -> np.ndarray:
    given = operation.inputs[name]
    values = given.values.copy()
    values[k] += nudge
    inputs = operation.inputs | {name: Input(given.kind, values)}
    scope = {**MINIGRAD.names, **{key: MINIGRAD.input(one) for key, one in inputs.items()}}
    return eval(operation.code, scope).data


def relative_error(a: np.ndarray | None, b: np.ndarray | None) -> float:
    """The largest |a - b| / max(|a|, |b|); infinite where there is no gradient, or it is NaN."""
    if a is None or b is None or a.shape != b.shape:
        return np.inf
    sizes = np.maximum(abs(a), abs(b))
    errors = abs(a - b) / np.where(sizes == 0, 1, sizes)
    return float(np.nan_to_num(errors, nan=np.inf).max())


def run(console: Console) -> int:
    """The experiment: a table, on the terminal and as a picture. Gives the exit status."""
    console.print("PyTorch is asked too, and takes a few seconds to start.")
    rows = [check(operation) for operation in track(OPERATIONS, "gradcheck", console=console)]
    table = Table("operation", box=None, title="largest relative error of the gradient")
    table.add_column("central differences", justify="right")
    table.add_column("PyTorch", justify="right")
    for row in rows:
        errors = (
            [row.raised] * 2 if row.raised else [f"{row.differences:.1e}", f"{row.pytorch:.1e}"]
        )
        table.add_row(row.operation, *errors, style=None if row.good else "bold red")
    console.print(table)
    console.print(f"The picture: {pictures.gradcheck(rows)}")
    if wrong := [row.operation for row in rows if not row.good]:
        console.print(f"Not right: {', '.join(wrong)}.", style="bold red")
    return 1 if wrong else 0
