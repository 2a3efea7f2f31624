"""Sums of two terms: what a slip in brackets or in an operator makes of a product."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from minigrad.diagnosis.arrays import Arrays, Pair
from minigrad.diagnosis.powers import Product, fits, formula
from minigrad.diagnosis.relations import Pairs, Predict, Relation, down, is_plain, predicts

ROWS = 60
DEGREE = 3  # of a term, at most
FACTORS = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5)
THEIRS = "PyTorch's"


@dataclass(frozen=True)
class Sum:
    one: Product
    other: Product

    @property
    def cost(self) -> float:
        """PyTorch's and something more is simpler than two other terms."""
        simple = ((THEIRS, 1.0),) in (self.one.powers, self.other.powers)
        return 1.5 + 0.6 * (self.one.cost + self.other.cost) - simple

    def __str__(self) -> str:
        first, second = sorted((self.one, self.other), key=lambda term: term.constant < 0)
        sign = "-" if second.constant < 0 else "+"
        return f"{formula(first)} {sign} {formula(Product(abs(second.constant), second.powers))}"


def sums_of_two(wrong: Pairs, own: Product | None) -> Iterator[Relation]:
    """A sum or difference of two simple products."""
    plain = [pair for pair in wrong if is_plain(pair) and pair.yours.shape == pair.theirs.shape]
    plain.sort(key=lambda pair: -pair.theirs.size)
    found = _found(plain) or [one for pair in plain[:2] for one in _found([pair])]
    for one in dict.fromkeys(sorted(found, key=lambda one: one.cost)[:3]):
        words = str(one)
        both = one.one.powers + one.other.powers
        if own and own.constant == 1 and sorted(own.powers) == sorted(both):
            words += ", where PyTorch's is a product"
        yield predicts(words, one.cost, _value(one))


def _found(pairs: Pairs) -> list[Sum]:
    rows = [_known(pair) for pair in pairs]
    names = [name for name in rows[0] if all(name in known for known in rows)] if rows else []
    terms = [
        Product(1.0, tuple((name, float(some.count(name))) for name in dict.fromkeys(some)))
        for size in range(DEGREE + 1)
        for some in itertools.combinations_with_replacement(names, size)
        if THEIRS not in some or size == 1
    ]
    yours = np.concatenate([np.array([]), *(pair.yours.ravel() for pair in pairs)])[:ROWS]
    if not names:
        return []
    known = {name: np.concatenate([row[name].ravel() for row in rows])[:ROWS] for name in names}
    table = np.stack([np.broadcast_to(term.value(known), yours.shape) for term in terms])  # type: ignore[arg-type]
    usable = np.isfinite(table).all(axis=0) & np.isfinite(yours) & (np.abs(table).max(axis=0) < 1e6)
    table, yours = table[:, usable], yours[usable]
    if len(np.unique(yours)) < 6:
        return []  # much would fit
    found = []
    for factor in FACTORS:
        # The other term is what is left. Compared at a few elements first, for all terms at once.
        left = yours - factor * table
        for other in FACTORS:
            near = np.abs(left[:, None, :6] - other * table[None, :, :6]).max(axis=2) < 1e-6
            for i, k in zip(*np.nonzero(near), strict=True):
                if i < k and np.allclose(left[i], other * table[k], rtol=1e-9, atol=1e-9):
                    found.append(
                        Sum(Product(factor, terms[i].powers), Product(other, terms[k].powers))
                    )
    return found


def _known(pair: Pair) -> Arrays:
    """What terms are made of, each of PyTorch's shape."""
    shape = pair.theirs.shape
    fitting = {
        name: np.broadcast_to(array, shape)
        for name, array in pair.given.items()
        if fits(array.shape, shape)
    }
    return fitting | {THEIRS: pair.theirs}


def _value(one: Sum) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        of_theirs = any((THEIRS, 1.0) in term.powers for term in (one.one, one.other))
        known = _known(pair) if of_theirs else pair.given
        both = one.one.value(known), one.other.value(known)
        return None if both[0] is None or both[1] is None else down(both[0] + both[1], pair)

    return predict
