"""The arrays of an answer beside PyTorch's, and what else stands in the case.

In a case of one operation with two sides, the sides are called x and y, whatever the case calls
them: in `2 * x` the right side, y, is x.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from minigrad.judging.cases import Case
from minigrad.judging.compare import TOLERANCE, same
from minigrad.judging.judge import Result
from minigrad.judging.run_case import Answer

OUTPUT, UPSTREAM = "the output", "the upstream gradient"
GIVEN_BACK = "upstream gradient"  # as an answer calls it
LARGE = 10_000  # elements; what is larger takes too long to look at
ITSELF = (OUTPUT, "output")
Arrays = dict[str, np.ndarray]
Reduction = Callable[..., np.ndarray]  # np.sum and its like


@dataclass(frozen=True)
class Read:
    """What the text of a case says.

    alone: it is one operation, with every input on one side only
    names: what its inputs are called here
    values: sides that are no inputs
    axis: along which the operation goes, if it says so
    operation: of x alone, without arguments
    """

    alone: bool
    names: dict[str, str]
    values: Arrays
    lines: bool = False  # it is lines, not one expression
    axis: tuple[int, ...] | None = None
    operation: str = ""


@dataclass(frozen=True, eq=False)
class Pair:
    """One array of an answer, and PyTorch's."""

    label: str  # "output", "gradient of x"
    called: str  # what the case calls it
    yours: np.ndarray
    theirs: np.ndarray
    inputs: Arrays
    others: Arrays  # PyTorch's output, unless it is this; and the upstream gradient
    results: Arrays  # all of PyTorch's gradients, or results
    read: Read

    @cached_property
    def right(self) -> bool:
        return same(self.yours, self.theirs)

    @cached_property
    def full(self) -> tuple[int, ...] | None:
        """The shape to which the inputs stretch together; None where they do not."""
        try:
            return np.broadcast_shapes(*(array.shape for array in self.inputs.values()))
        except ValueError:
            return None

    @cached_property
    def given(self) -> Arrays:
        """The inputs, the output and the upstream gradient; with the axes put back that a
        reduction took away."""
        return self.inputs | {name: self._spread(array) for name, array in self.others.items()}

    @cached_property
    def atoms(self) -> Arrays:
        """What products are made of."""
        found = self.given | {f"log({name})": np.log(array) for name, array in self.inputs.items()}
        if OUTPUT in found and len(self.inputs) == 1:
            found["(1 - the output)"] = 1 - found[OUTPUT]
            found["(1 - the output ** 2)"] = 1 - found[OUTPUT] ** 2
        elif OUTPUT in found:
            found["(the output - 1)"] = found[OUTPUT] - 1
        return found

    @cached_property
    def differing(self) -> np.ndarray:
        """Which elements differ, of two arrays of one shape."""
        near = np.isclose(self.yours, self.theirs, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
        return np.asarray(~near)

    def _spread(self, array: np.ndarray) -> np.ndarray:
        full = self.full
        if full is None or len(self.inputs) > 1 or array.ndim >= len(full):
            return array
        axes = tuple(range(len(full))) if self.read.axis is None else self.read.axis
        axes = axes if all(-len(full) <= axis < len(full) for axis in axes) else ()
        return np.expand_dims(array, axes) if array.ndim + len(axes) == len(full) else array


def pairs_of(results: Sequence[Result]) -> Iterator[Pair]:
    """All arrays of an answer that can be compared with PyTorch's. Where something was changed that
    must stay, or nothing is connected, the numbers say nothing; and where the output has another
    shape, what goes back to the inputs is another upstream gradient."""
    for result in results:
        found, theirs = result.found or {}, result.theirs or {}
        kept = [label for label in theirs if label == GIVEN_BACK or label.endswith(" afterwards")]
        changed = [
            label for label in kept if label in found and not same(found[label], theirs[label])
        ]
        if changed and (changed != [GIVEN_BACK] or _shape(found) == _shape(theirs)):
            continue
        told = read(result.case)
        names = {label: _renamed(label, told.names) for label in theirs if label not in kept}
        wanted = {
            name: array for label, name in names.items() if (array := theirs[label]) is not None
        }
        inputs = {told.names[k]: given.values for k, given in result.case.inputs.items()}
        others = {OUTPUT: theirs.get("output"), UPSTREAM: theirs.get(GIVEN_BACK)}
        for label in ["output"] if changed else names:
            name, yours = names[label], found.get(label)
            if yours is not None and name in wanted and yours.size <= LARGE:
                beside = {k: v for k, v in others.items() if v is not None and (k, name) != ITSELF}
                arrays = yours, wanted[name], inputs | told.values
                yield Pair(name, label, *arrays, beside, wanted, told)


def _shape(answer: Answer) -> tuple[int, ...] | None:
    output = answer.get("output")
    return None if output is None else output.shape


def _renamed(label: str, names: dict[str, str]) -> str:
    what, _, of = label.partition(" of ")
    return f"{what} of {names[of]}" if of else label


def read(case: Case) -> Read:
    """What the text of a case says."""
    as_is = {name: name for name in case.inputs}
    if case.results:
        return Read(False, as_is, {}, lines=True)
    tree = ast.parse(case.code, mode="eval").body
    sides: list[ast.expr] = []
    if isinstance(tree, ast.BinOp):
        sides = [tree.left, tree.right]
    elif isinstance(tree, ast.Call) and isinstance(tree.func, ast.Attribute):
        if hasattr(operator, tree.func.attr):
            sides = [tree.func.value, *tree.args]
    if len(sides) == 2:
        return _read_sides(sides, case) or Read(False, as_is, {})
    used = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in as_is]
    plain = isinstance(tree, ast.UnaryOp) and isinstance(tree.operand, ast.Name)
    if isinstance(tree, ast.Call):
        of = tree.func.value if isinstance(tree.func, ast.Attribute) else None
        plain = any(isinstance(node, ast.Name) and node.id in as_is for node in [of, *tree.args])
    alone = plain and len(used) == 1
    return Read(alone, as_is, {}, axis=_axis(tree), operation=_bare(tree) if alone else "")


def _bare(tree: ast.expr) -> str:
    """The operation in `x.exp()`."""
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Attribute):
        bare = isinstance(tree.func.value, ast.Name) and not (tree.args or tree.keywords)
        return tree.func.attr if bare else ""
    return ""


def _read_sides(sides: list[ast.expr], case: Case) -> Read | None:
    names, values = {}, {}
    for name, side in zip("xy", sides, strict=True):
        if isinstance(side, ast.Name) and side.id in case.inputs and side.id not in names:
            names[side.id] = name
        elif not any(isinstance(n, ast.Name) and n.id in case.inputs for n in ast.walk(side)):
            try:
                value = eval(compile(ast.Expression(side), "", "eval"), {"np": np})
                values[name] = np.array(value, dtype=np.float64)
            except (NameError, TypeError, ValueError):
                return None
        else:
            return None
    return Read(True, names, values)


def _axis(tree: ast.expr) -> tuple[int, ...] | None:
    """The axis that a call is given."""
    if not isinstance(tree, ast.Call):
        return None
    given = [key.value for key in tree.keywords if key.arg == "axis"] + tree.args[:1]
    try:
        axis = ast.literal_eval(given[0]) if given else None
    except ValueError:
        return None
    return (axis,) if isinstance(axis, int) else axis if isinstance(axis, tuple) else None


def summed_to(
    array: np.ndarray, shape: tuple[int, ...], reduction: Reduction = np.sum
) -> np.ndarray | None:
    """An array summed (or else reduced) down to a shape that was stretched to its own; None if it
    was not."""
    leading = array.ndim - len(shape)
    if leading < 0 or any(
        n not in (1, m) for n, m in zip(shape, array.shape[leading:], strict=True)
    ):
        return None
    axes = [k for k in range(array.ndim) if k < leading or shape[k - leading] == 1]
    return np.asarray(reduction(array, axis=tuple(axes))).reshape(shape)


def close(a: np.ndarray, b: np.ndarray) -> bool:
    """`same`, but quick where the first elements differ already."""
    if a.shape != b.shape:
        return False
    if a.dtype.kind == b.dtype.kind == "f" and a.size:
        first, other = a.flat[0], b.flat[0]
        if abs(first - other) > 1e-3 * (abs(first) + abs(other)) + 1e-5:
            return False
    return same(a, b)
