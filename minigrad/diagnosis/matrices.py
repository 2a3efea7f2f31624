"""Matrix products of what stands in the case, and how they differ from PyTorch's."""

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from minigrad.diagnosis.arrays import UPSTREAM, Arrays, Pair, close, summed_to
from minigrad.diagnosis.relations import Holds, Pairs, Relation

ONES = "ones"
TURNS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "": lambda a: a,
    "transposed": lambda a: a.mT,
    "with all axes reversed": lambda a: a.T,
    "with its first two axes swapped": lambda a: a.swapaxes(0, 1),
    "reshaped": lambda a: a.reshape(*a.shape[:-2], a.shape[-1], a.shape[-2]),
}


@dataclass(frozen=True)
class Term:
    """A factor of a matrix product: the name of an array, and how it is turned."""

    name: str
    turn: str

    def __str__(self) -> str:
        return f"{self.name} ({self.turn})" if self.turn else self.name


MatrixProduct = tuple[Term, Term]


def matrix_products(wrong: Pairs, pairs: Pairs) -> Iterator[Relation]:
    """A matrix product, told by how it differs from PyTorch's."""
    names = [*dict.fromkeys(name for pair in wrong for name in pair.inputs)][:2]
    names += [UPSTREAM, ONES] if wrong[0].label != "output" else []
    turns = {name: list(TURNS) if name in ("x", "y") else ["", "transposed"] for name in names}
    terms = [Term(name, turn) for name in names for turn in turns[name]]
    possible = [(a, b) for a, b in itertools.product(terms, repeat=2) if a.name != b.name]
    plain = sorted(
        (p for p in pairs if p.read.alone), key=lambda p: (-p.theirs.ndim, -p.theirs.size)
    )
    right = [one for one in possible if plain and all(map(_is(one, "theirs"), plain[:3]))]
    if not right:
        return
    largest = sorted((p for p in wrong if p.read.alone), key=lambda p: -p.theirs.size)[:4]
    found = [one for one in possible if one not in right and any(map(_is(one, "yours"), largest))]
    for words, cost, one in sorted(
        ((*_in_words(one, right[0]), one) for one in found), key=lambda told: told[1]
    ):
        yield Relation(words, _is(one, "yours"), cost)


def _in_words(yours: MatrixProduct, right: MatrixProduct) -> tuple[str, float]:
    said = []
    if [term.name for term in yours] == [term.name for term in reversed(right)]:
        said.append("multiplied in the other order")
        right = right[::-1]
    for mine, good in zip(yours, right, strict=True):
        if mine.name != good.name:
            said.append(f"with {mine.name} in place of {good.name}")
        if mine.turn != good.turn:
            instead = f" instead of {good.turn}" if good.turn and mine.turn else ""
            turned = f"{mine.turn}{instead}" if mine.turn else f"not {good.turn}"
            said.append(f"with {mine.name} {turned}")
    if len(said) > 2:
        return f"{yours[0]} @ {yours[1]}", 3.0
    return "PyTorch's, but " + " and ".join(said), 1.0 + len(said) / 2


def _is(product: MatrixProduct, whose: str) -> Holds:
    def holds(pair: Pair) -> bool:
        known, array = _matrices(pair), pair.theirs if whose == "theirs" else pair.yours
        try:
            a, b = (TURNS[term.turn](known[term.name]) for term in product)
            value = a @ b
            shape = next(
                (known[n].shape for n in pair.inputs if pair.label.endswith(f" of {n}")), None
            )
            summed = summed_to(value, shape) if shape else None
            either = [value] if summed is None else [summed, value]
            return any(
                one.size == array.size and close(one.reshape(array.shape), array) for one in either
            )
        except (KeyError, ValueError):
            return False

    return holds


@functools.lru_cache(maxsize=300)
def _matrices(pair: Pair) -> Arrays:
    """What is given, as matrices: a vector on the left as a row, one on the right as a column."""
    if not pair.read.alone or list(pair.inputs) != ["x", "y"] and list(pair.inputs) != ["y", "x"]:
        return {}
    x, y = pair.inputs["x"], pair.inputs["y"]
    if not x.ndim or not y.ndim:
        return {}
    found = {"x": x if x.ndim > 1 else x[None, :], "y": y if y.ndim > 1 else y[:, None]}
    if UPSTREAM in pair.others:
        lost = tuple(axis for axis, side in ((-2, x), (-1, y)) if side.ndim == 1)
        found[UPSTREAM] = np.expand_dims(pair.others[UPSTREAM], lost)
        found[ONES] = np.ones(found[UPSTREAM].shape)
    return found
