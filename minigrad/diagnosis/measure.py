"""What can be seen in a wrong answer without guessing, where no known mistake fits."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from minigrad.judging.compare import is_numeric, same
from minigrad.judging.judge import Result

Pairs = list[tuple[np.ndarray, np.ndarray]]  # of what differs: yours and PyTorch's


def measure(results: Sequence[Result]) -> str:
    """A sentence about all the wrong answers together; empty where nothing stands out."""
    wrong = [result for result in results if result.found and result.problem and result.theirs]
    first = next((result for result in results if result.problem), None)
    if first not in wrong:
        return ""  # what it raises comes first
    pairs = [pair for result in wrong for pair in _differing(result)]
    with np.errstate(all="ignore"):  # a learner's numbers may be anything
        for sees in (_factor, _transposed, _upstream, _broadcasting, _edges):
            if sentence := sees(results, wrong, pairs):
                return sentence
    return ""


def _differing(result: Result) -> Pairs:
    found, theirs = result.found or {}, result.theirs or {}
    both = [(found.get(label), expected) for label, expected in theirs.items()]
    arrays = [(y, t) for y, t in both if y is not None and t is not None and not same(y, t)]
    return [(y, t) for y, t in arrays if is_numeric(y, t)]


def _factor(results: Sequence[Result], wrong: list[Result], pairs: Pairs) -> str:
    """One factor between yours and PyTorch's. Not everywhere: x may be used elsewhere too."""
    counts = Counter(factor for pair in pairs if (factor := _factor_of(*pair)) is not None)
    factor, count = counts.most_common(1)[0] if counts else (0.0, 0)
    if count < max(3, 0.75 * len(pairs)):
        return ""
    if factor == 0:
        return "Nearly all wrong numbers are 0, and should not be."
    if factor == -1:
        return "Nearly all wrong numbers differ only in sign."
    return f"Nearly all wrong numbers are {factor:g} times PyTorch's."


def _factor_of(yours: np.ndarray, theirs: np.ndarray) -> float | None:
    """What to multiply PyTorch's with to get yours; None if no one number does."""
    if yours.shape != theirs.shape or not np.isfinite(theirs).all() or not theirs.any():
        return None
    factor = float(np.sum(yours * theirs) / np.sum(theirs * theirs))
    return round(factor, 6) if same(yours, factor * theirs) else None


def _transposed(results: Sequence[Result], wrong: list[Result], pairs: Pairs) -> str:
    if pairs and all(y.ndim > 1 and same(np.transpose(y), t) for y, t in pairs):
        return "Every wrong array has the right numbers, but it is transposed."
    return ""


def _upstream(results: Sequence[Result], wrong: list[Result], pairs: Pairs) -> str:
    def is_upstream(result: Result) -> bool:
        label = result.problem.label if result.problem else ""
        assert result.theirs and result.found
        upstream, yours = result.theirs.get("upstream gradient"), result.found.get(label)
        return label.startswith("gradient") and yours is not None and same(yours, upstream)

    if all(map(is_upstream, wrong)):
        return "Every wrong gradient is just the upstream gradient."
    return ""


def _broadcasting(results: Sequence[Result], wrong: list[Result], pairs: Pairs) -> str:
    def broadcasts(result: Result) -> bool:
        shapes = {given.values.shape for given in result.case.inputs.values()}
        return len(shapes) > 1 and not result.case.results

    return _only("It is right only where nothing is broadcast.", broadcasts, results)


def _edges(results: Sequence[Result], wrong: list[Result], pairs: Pairs) -> str:
    def at_an_edge(result: Result) -> bool:
        values = [given.values for given in result.case.inputs.values()]
        return any(v.size == 0 or not np.isfinite(v).all() or (v == 0).any() for v in values)

    return _only(
        "It is right, except for zeros, infinities, NaN and empty arrays.", at_an_edge, results
    )


def _only(sentence: str, applies: Callable[[Result], bool], results: Sequence[Result]) -> str:
    """The sentence, where it applies to most cases that are wrong and to few that pass."""
    wrong = [result for result in results if result.problem and not result.case.refused]
    passed = [result for result in results if result.passed and not result.case.refused]
    most = sum(map(applies, wrong)) > 0.7 * len(wrong)
    few = sum(map(applies, passed)) < 0.25 * len(passed)
    return sentence if most and few and len(passed) > 2 else ""
