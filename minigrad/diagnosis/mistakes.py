"""Names mistakes: which of the known ones answer what the learner's kata answers."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from minigrad.diagnosis.table import Mistake, Outcome, Row, Table, table_of
from minigrad.judging.compare import same
from minigrad.judging.judge import Result

# Whether a mistake's outcome in the case of this number is the learner's.
Agrees = Callable[[int, Outcome], bool]


@dataclass(frozen=True)
class Named:
    """The known mistakes to show: none, one, or several that fit equally well. Where one explains
    only some of the wrong answers: how many of them, and how many there are."""

    mistakes: list[Mistake]
    explained: int = 0
    wrong: int = 0


def names_for(stem: str, results: Sequence[Result]) -> Named:
    """The known mistakes that a learner is shown for a kata's results."""
    if not any(r.problem and (r.found or r.problem.exhausted) for r in results):
        return Named([])  # nothing to compare
    table = table_of(stem, results)
    agrees = functools.cache(lambda i, outcome: _agree(results[i], outcome))
    fits = _fitting(table, results, agrees)
    return Named(fits) if fits else _fitting_in_part(table, results, agrees)


def _fitting(table: Table, results: Sequence[Result], agrees: Agrees) -> list[Mistake]:
    """The known mistakes that fit the results best.

    A mistake fits when it answers what the learner answered, in every case that the learner has
    wrong and in which both answer, and there is one; unless it answers wrongly in yet more of
    those that the learner has right. The best is wrong in the fewest of these; then, raises in
    the most in which the learner's code raises: in half of them, where these come first. Where
    that code answers nothing wrongly but runs out of stack or time, those fit that do so too,
    and are right elsewhere.
    """
    wrong, raising = _wrong_and_raising(results)
    exhausted = [i for i, r in enumerate(results) if r.problem and r.problem.exhausted]
    ranked = []
    for mistake, row in table.values():
        missed = _missed(row, results)
        if wrong and _agree_throughout(wrong, row, results, agrees):
            if sum(not one.raised for one in missed) > len(wrong):
                continue  # it has more wrong than the learner
            raises = sum(bool(one and one.raised) for one in (row[i] for i in raising))
            if _comes_first(raising, wrong) and 2 * raises < len(raising):
                continue
            ranked.append((len(missed), -raises, mistake))
        elif exhausted and not (wrong or raising or missed):
            if all(_runs_out(results[i], row[i]) for i in exhausted):
                ranked.append((0, 0, mistake))
    best = min((rank[:2] for rank in ranked), default=None)
    return list(dict.fromkeys(mistake for *rank, mistake in ranked if tuple(rank) == best))


def _fitting_in_part(table: Table, results: Sequence[Result], agrees: Agrees) -> Named:
    """The one known mistake that fits the first wrong answer and most of the others, though not
    all, and is wrong in no case that the learner has right: there must be another one beside."""
    wrong, raising = _wrong_and_raising(results)
    if len(wrong) < 4 or _comes_first(raising, wrong):
        return Named([])

    def fits(row: Row, i: int) -> bool:
        one = row[i]
        return one is not None and not one.raised and agrees(i, one)

    found = {}
    for mistake, row in table.values():
        if not _missed(row, results) and fits(row, wrong[0]):
            count = sum(fits(row, i) for i in wrong)
            if 2 * count > len(wrong):
                found[mistake] = count
    best = [mistake for mistake, count in found.items() if count == max(found.values())]
    return Named(best, found[best[0]], len(wrong)) if len(best) == 1 else Named([])


def _wrong_and_raising(results: Sequence[Result]) -> tuple[list[int], list[int]]:
    """The cases that the learner's code answers wrongly, and those in which it raises."""
    failed = [(i, r, r.problem) for i, r in enumerate(results) if r.problem]
    return (
        [i for i, result, _ in failed if result.found],
        [i for i, result, problem in failed if not (result.found or problem.exhausted)],
    )


def _comes_first(raising: list[int], wrong: list[int]) -> bool:
    """Whether the learner should look at the exceptions before the wrong answers."""
    return len(raising) > len(wrong) and raising[0] < wrong[0]


def _missed(row: Row, results: Sequence[Result]) -> list[Outcome]:
    """What the mistake comes to where it is wrong and the learner is right."""
    pairs = zip(row, results, strict=True)
    return [one for one, result in pairs if one and not one.right and result.passed]


def _agree_throughout(
    wrong: Sequence[int], row: Row, results: Sequence[Result], agrees: Agrees
) -> bool:
    """Whether the mistake answers the same, wherever it answers, and does so once."""
    agreed = False
    for i in wrong:
        one = row[i]
        if one is None or one.raised:
            continue
        if agrees(i, one):
            agreed = True
        elif not _cut_short(results[i], one):
            return False
    return agreed


def _cut_short(result: Result, outcome: Outcome) -> bool:
    """Whether both ended at a gradient of the wrong shape, but at different inputs."""
    yours, found = result.found or {}, outcome.found or {}
    if yours.keys() == found.keys():
        return False
    return "upstream gradient" not in yours and "upstream gradient" not in found


def _runs_out(result: Result, outcome: Outcome | None) -> bool:
    """Whether the mistake runs out of what the learner's code ran out of: stack, or time."""
    assert result.problem
    of_stack = "RecursionError" in result.problem.sentence
    return outcome is not None and outcome.raised == (
        "RecursionError" if of_stack else "TimeoutError"
    )


def _agree(result: Result, outcome: Outcome) -> bool:
    """The same values; or, of what should be left as it was, changed or not in both."""
    yours, theirs, found = result.found or {}, result.theirs or {}, outcome.found or {}
    if yours.keys() != found.keys():
        return False
    for label, values in yours.items():
        if _identical(values, found[label]):
            continue  # as nearly always, and seen much faster
        if label == "upstream gradient" and (values is None or found[label] is None):
            continue  # a result outside the graph may be a leaf of its own, or none
        if label == "upstream gradient" or label.endswith(" afterwards"):
            left = theirs.get(label)
            if same(values, left) != same(found[label], left):
                return False
        elif not same(values, found[label]):
            return False
    return True


def _identical(a: np.ndarray | None, b: np.ndarray | None) -> bool:
    if a is None or b is None:
        return a is b
    return (a.shape, a.dtype, a.tobytes()) == (b.shape, b.dtype, b.tobytes())
