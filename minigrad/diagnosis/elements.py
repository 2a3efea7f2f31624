"""What holds of single elements: which of them are wrong, and to how many digits."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from minigrad.diagnosis.arrays import OUTPUT, UPSTREAM, Pair, summed_to
from minigrad.diagnosis.relations import Holds, Pairs, Predict, Relation, predicts

CONDITIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "0": lambda a: a == 0,
    "negative": lambda a: a < 0,
    "positive": lambda a: a > 0,
    "infinite": np.isinf,
    "very large": lambda a: a > 15,
    "a large negative number": lambda a: a < -15,
    "far from 0": lambda a: np.abs(a) > 15,
    "1": lambda a: a == 1,
    "nearly 0": lambda a: (a != 0) & (np.abs(a) < 1e-2),
}
Condition = tuple[str, str]  # a name of an input, and what it is


def conditions(wrong: Pairs, pairs: Pairs) -> Iterator[Relation]:
    """Only those elements are wrong of which something can be said."""
    comparable = [pair for pair in pairs if pair.yours.shape == pair.theirs.shape]
    different = sum(int(pair.differing.sum()) for pair in comparable)
    if different > 0.8 * sum(pair.theirs.size for pair in comparable):
        return  # nearly all are
    single = [(name, told) for name in _names(wrong) for told in CONDITIONS]
    possible = [(one,) for one in single if _telling((one,), wrong)]
    both = [a + b for a, b in itertools.combinations(possible, 2) if a[0][0] != b[0][0]]
    for some in [*possible, *both]:
        telling = _telling(some, wrong)
        if telling and _is_rare(some, comparable):
            yours = _value(telling, lambda pair: pair.yours)
            theirs = _value(telling, lambda pair: pair.theirs) if yours else ""
            words = "where " + " and ".join(f"{name} is {told}" for name, told in some)
            words += f": yours is {yours} there" if yours else ""
            words += f", and PyTorch's is {theirs}" if theirs else ""
            holds = _with_values(some, yours, theirs)
            yield Relation(words, holds, 1.0 + len(some) / 2, elements=True)


def _names(wrong: Pairs) -> list[str]:
    """What stands in most of the cases, and on what the array may depend."""
    counts = Counter(name for pair in wrong for name in pair.given if not pair.read.lines)
    left_out = {OUTPUT, UPSTREAM} if wrong[0].label == "output" else {OUTPUT}
    return [name for name, n in counts.items() if 2 * n > len(wrong) and name not in left_out]


def _telling(some: Sequence[Condition], wrong: Pairs) -> Pairs:
    """The arrays in which only such elements are wrong; none, if these are not most."""
    found = [pair for pair in wrong if _only_where(some, pair)]
    return found if 2 * len(found) > len(wrong) else []


def _where(some: Sequence[Condition], pair: Pair) -> np.ndarray | None:
    """In which elements of an array all the conditions hold, or come in."""
    if not all(name in pair.given for name, _ in some):
        return None
    masks = [CONDITIONS[told](pair.given[name]) for name, told in some]
    try:
        shape = np.broadcast_shapes(pair.theirs.shape, *(mask.shape for mask in masks))
    except ValueError:
        return None
    every = np.ones(shape)
    for mask in masks:
        every = every * mask
    summed = summed_to(every, pair.theirs.shape)
    return None if summed is None else summed > 0


def _only_where(some: Sequence[Condition], pair: Pair) -> bool:
    if pair.yours.shape != pair.theirs.shape or not (pair.right or pair.differing.any()):
        return False
    where = _where(some, pair)
    return where is not None and not (pair.differing & ~where).any()


def _is_rare(some: Sequence[Condition], pairs: Pairs) -> bool:
    """Whether few of the right elements are such: else to say it says little."""
    inside = outside = 0
    for pair in pairs:
        if (where := _where(some, pair)) is not None:
            inside += int((where & ~pair.differing).sum())
            outside += int((~where & ~pair.differing).sum())
    return inside <= 0.25 * outside


def _value(pairs: Pairs, of: Callable[[Pair], np.ndarray]) -> str:
    """The one value of all the elements that differ; empty if there are several."""
    values = np.concatenate([np.array([]), *(of(pair)[pair.differing] for pair in pairs)])
    values = np.unique(np.abs(values) if np.isinf(values).all() else values)
    if len(values) != 1:
        return ""
    told = f"{values[0] + 0.0:g}"  # -0 is 0
    return {"nan": "NaN", "inf": "infinite"}.get(told, told)


def _with_values(some: Sequence[Condition], yours: str, theirs: str) -> Holds:
    def holds(pair: Pair) -> bool:
        if not _only_where(some, pair):
            return False
        mine, right = _value([pair], lambda p: p.yours), _value([pair], lambda p: p.theirs)
        return pair.right or (yours in ("", mine) and theirs in ("", right))

    return holds


def precision(wrong: Pairs) -> Iterator[Relation]:
    """Rounded, or cut off."""
    yield predicts("PyTorch's, rounded to whole numbers", 1.0, lambda pair: np.rint(pair.theirs))
    yield predicts("PyTorch's, rounded down", 1.0, lambda pair: np.floor(pair.theirs))
    yield predicts("PyTorch's, with the decimals cut off", 1.0, lambda p: np.trunc(p.theirs))
    nearly = "nearly PyTorch's: only the first digits agree (float32? something small added?)"
    yield Relation(nearly, _nearly, 1.0)
    kept = [pair.yours[pair.differing] for pair in wrong if pair.yours.shape == pair.theirs.shape]
    ends = np.unique(np.round(np.concatenate([np.array([]), *kept]), 9))
    cut = [pair.theirs[pair.differing] for pair in wrong if pair.yours.shape == pair.theirs.shape]
    if len(set(np.concatenate([np.array([]), *cut]).tolist())) < 3:
        return  # of one number, one cannot say that
    ends = ends[np.isfinite(ends)]
    bounds = [(ends[0], ends[1])] if len(ends) == 2 else [(e, np.inf) for e in ends[:1]]
    bounds += [(-np.inf, e) for e in ends[:1]]
    for low, high in bounds if 0 < len(ends) <= 2 else ():
        at = " and ".join(f"{end:g}" for end in (low, high) if np.isfinite(end))
        words = f"PyTorch's, cut off at {at}"
        yield predicts(words, 1.5, _clipped(low, high))


def _clipped(low: float, high: float) -> Predict:
    return lambda pair: np.clip(pair.theirs, low, high)


def _nearly(pair: Pair) -> bool:
    if pair.yours.shape != pair.theirs.shape or not pair.yours.size:
        return False
    return np.allclose(pair.yours, pair.theirs, rtol=1e-5, atol=1e-6, equal_nan=True)
