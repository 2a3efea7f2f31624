"""The same cases with other numbers, which nobody can have looked up.

PyTorch's answers to the cases are public, so a submission may hold them all. Each case is therefore
asked a second time: with new values where the case gives a shape, with values a little off where
it gives values, and with a new upstream gradient. What is right then is what the reference gives,
which the tests compare with PyTorch. Where other values would make another case of it (a NaN more,
an exception), they stay.
"""

import dataclasses
import random
import time
from collections.abc import Sequence

import numpy as np

from minigrad.judging.cases import Case, Input, spread
from minigrad.judging.run_case import MINIGRAD, Answer, quietly, run_case

LONG = 0.1  # seconds; what takes the reference longer is asked once
OFF = 16 / 256  # how far, at most, a value is off
LARGE = 10  # such values stay as they are: beyond, right answers may differ by their rounding


def fresh(
    table: Sequence[Case], theirs: Sequence[Answer | None], salt: str
) -> tuple[list[Case], list[Answer | None]]:
    """The cases in another order and with other numbers, and what the reference gives."""
    rng = random.Random(salt)
    found = []
    for case, answer in zip(table, theirs, strict=True):
        start = time.process_time()
        _reference(case)
        if time.process_time() - start < LONG:
            found.append(_other(case, answer, rng))
    rng.shuffle(found)
    cases, answers = zip(*found, strict=True)
    return list(cases), list(answers)


def _other(case: Case, answer: Answer | None, rng: random.Random) -> tuple[Case, Answer | None]:
    case = dataclasses.replace(case, seed=rng.getrandbits(64))
    made = {name: _new(given, rng) for name, given in case.inputs.items() if given.made}
    signed = {name: _signed(given, case.inputs[name]) for name, given in made.items()}
    off = {name: _off(given, rng) for name, given in case.inputs.items() if _may_be_off(given)}
    for inputs in (made | off, signed | off, signed, {}):
        one = dataclasses.replace(case, inputs=case.inputs | inputs)
        found = _reference(one)
        if _alike(found, answer):
            break
    return one, found


def _new(given: Input, rng: random.Random) -> Input:
    """Other values of the shape."""
    values = spread(rng.getrandbits(64), given.values.shape)
    return dataclasses.replace(given, values=values)


def _signed(given: Input, like: Input) -> Input:
    """The same sizes, with the signs of the case's own values."""
    return dataclasses.replace(given, values=np.copysign(given.values, like.values))


def _may_be_off(given: Input) -> bool:
    return not given.made and bool((np.abs(given.values) <= LARGE).all())


def _off(given: Input, rng: random.Random) -> Input:
    """The values, each a little off; 0 stays 0."""
    parts = [1 + OFF * rng.choice([-1, 1]) * rng.randint(1, 16) / 16 for _ in given.values.flat]
    values = given.values * np.array(parts).reshape(given.values.shape)
    return dataclasses.replace(given, values=values)


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
