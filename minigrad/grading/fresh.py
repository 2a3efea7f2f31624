"""The same cases with other numbers, which nobody can have looked up.

PyTorch's answers to the cases are public, so a submission may hold them all. So each case is asked
with its values a little off, and with another upstream gradient. Signs, zeros and what is
alike stay so, and with them what the case is about. What is right is what the reference gives,
which the tests compare with PyTorch. A case whose values were chosen is asked with these, too.
Where numbers change no answer, there are unseen cases.
"""

import dataclasses
import random
from collections.abc import Sequence

import numpy as np

from minigrad.grading.unseen import INSTEAD, UNSEEN
from minigrad.judging.cases import Case, Input
from minigrad.judging.run_case import MINIGRAD, Answer, quietly, run_case

OFF = 1 / 16  # how far, at most, a value is off
STEPS = 256  # few enough that sums of such values are exact
LARGE = 10  # beyond, a value is off by at most 1: else right answers may differ by their rounding
LARGEST = 2000  # beyond, values stay as they are


def fresh(
    stem: str, table: Sequence[Case], theirs: Sequence[Answer | None], salt: str
) -> tuple[list[Case], list[Answer | None]]:
    """The cases with fresh numbers, and what is right. Who is right in these is right in the table.
    The table's first, which is plain, is the first: whose first answer is wrong is seen. The rest
    is in any order."""
    rng = random.Random(f"{salt} {stem}")
    asked = []
    for case, answer in zip(table, theirs, strict=True):
        other = None if stem in INSTEAD else _other(case, answer, rng)
        if other:
            asked.append(other)
        if other is None or not all(given.made for given in case.inputs.values()):
            asked.append((case, answer))
    unseen = UNSEEN[stem](rng) if stem in UNSEEN else ()
    rest = [*asked[1:], *((case, _reference(case)) for case in unseen)]
    rng.shuffle(rest)
    cases, answers = zip(asked[0], *rest, strict=True)
    return list(cases), list(answers)


def _other(
    case: Case, answer: Answer | None, rng: random.Random
) -> tuple[Case, Answer | None] | None:
    """The case with other numbers, and what the reference gives; None where other values would
    make another case of it: a NaN more, an exception."""
    case = dataclasses.replace(case, seed=rng.getrandbits(64))
    off = {name: _off(given, rng) for name, given in case.inputs.items()}
    but_one = [off | {name: given} for name, given in case.inputs.items()]
    for inputs in (off, *but_one, case.inputs):
        one = dataclasses.replace(case, inputs=inputs)
        found = _reference(one)
        if _alike(found, answer):
            return one, found
    return None


def _off(given: Input, rng: random.Random) -> Input:
    """The values, each a little off; 0 stays 0, and those of one size stay so."""
    sizes = np.abs(given.values).ravel().tolist()
    steps = {size: rng.choice([-1, 1]) * rng.randint(1, STEPS) for size in sizes}
    less = rng.randint(1, STEPS) / STEPS  # all large ones by the same, so they stay in order

    def off(size: float) -> float:
        if size <= LARGE:
            return size * (1 + OFF * steps[size] / STEPS)
        return size - less if size <= LARGEST else size

    new = np.array([off(size) for size in sizes]).reshape(given.values.shape)
    return dataclasses.replace(given, values=np.copysign(new, given.values))


def _reference(case: Case) -> Answer | None:
    """What the reference gives; None where it raises."""
    with quietly():
        try:
            return run_case(case, case.code, MINIGRAD)
        except Exception:
            return None


def _alike(a: Answer | None, b: Answer | None) -> bool:
    """Whether two answers are of one kind: shapes, NaNs, infinities, names."""
    if a is None or b is None:
        return a is b
    return a.keys() == b.keys() and all(_alike_arrays(a[label], b[label]) for label in a)


def _alike_arrays(a: np.ndarray | None, b: np.ndarray | None) -> bool:
    if a is None or b is None:
        return a is b
    if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
        return False
    if a.dtype.kind != "f":
        return np.array_equal(a, b)
    return all(np.array_equal(of(a), of(b)) for of in (np.isnan, np.isposinf, np.isneginf))
