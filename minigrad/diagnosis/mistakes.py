"""Names mistakes: which of the known ones answer what the learner's kata answers."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minigrad.diagnosis.table import Mistake, Outcome, Row, Table, table_of
from minigrad.judging.compare import same
from minigrad.judging.judge import Result
from minigrad.judging.run_case import Answer

# Whether a mistake's outcome in the case of this number is the learner's.
Agrees = Callable[[int, Outcome], bool]


@dataclass(frozen=True)
class Named:
    """The known mistakes to show: none, one, or several that fit equally well. Where one explains
    only some of the wrong answers: how many of them, and how many there are; and of which array,
    or in which part, if it is of one."""

    mistakes: list[Mistake]
    explained: int = 0
    wrong: int = 0
    label: str = "answer"
    part: str = ""


def names_for(stem: str, results: Sequence[Result]) -> Named:
    """The known mistakes that a learner is shown for a kata's results."""
    if not any(result.found or result.passed for result in results):
        return Named([])  # nothing to compare
    table = table_of(stem, results)
    agrees = functools.cache(lambda i, outcome: _agree(results[i], outcome))
    fits = _fitting(table, results, agrees)
    named = Named(fits) if fits else _fitting_some(table, results, agrees)
    named = named if named.mistakes else _fitting_one_array(table, results)
    return named if named.mistakes else _fitting_one_part(table, results, agrees)


def _fitting(table: Table, results: Sequence[Result], agrees: Agrees) -> list[Mistake]:
    """The known mistakes that fit the results best.

    A mistake fits when it is right wherever the learner is right, and answers what the learner
    answered, in every case that the learner has wrong and in which both answer, and there is one.
    Where exceptions come first, it also raises the same in half of these cases; or it fails in all
    of them, and no other mistake answers so. Where there is nothing else, it fails in all of them,
    and raises the same in half and in the first. The best is right in the fewest cases in which
    that code raises; raises the same in the most; and answers the most.
    """
    wrong, raising = _wrong_and_raising(results)
    ranked, agreeing = [], set()
    for mistake, row in table.values():
        left = sum(_is_right(row[i]) for i in raising)
        alike = sum(_raises_alike(results[i], row[i]) for i in raising)
        agreed = _agreements(wrong, row, results, agrees)
        if (wrong and not agreed) or _contradicts(row, results):
            continue
        agreeing.add(mistake)
        explains = 2 * alike >= len(raising)
        if not wrong:
            explains = explains and not left and _raises_alike(results[raising[0]], row[raising[0]])
        if explains or (wrong and not (left and _comes_first(raising, wrong))):
            ranked.append((left, -alike, -agreed, mistake, explains))
    best = min((rank[:3] for rank in ranked), default=None)
    # Where exceptions come first, the few answers may fit others as well.
    alone = len(agreeing) == 1 or not _comes_first(raising, wrong)
    fits = [one for *rank, one, alike in ranked if tuple(rank) == best and (alike or alone)]
    return list(dict.fromkeys(fits))


def _fitting_some(table: Table, results: Sequence[Result], agrees: Agrees) -> Named:
    """The one known mistake that fits the first wrong answer and is wrong in no case that the
    learner has right: there must be another one beside, perhaps what raises. It fits most wrong
    answers, or a third of those that people give who make it alone."""
    wrong, raising = _wrong_and_raising(results)
    least = 2 if _comes_first(raising, wrong) else 1
    found: dict[Mistake, int] = {}
    for mistake, row in table.values():
        if not _contradicts(row, results):
            answered = [i for i in wrong if (one := row[i]) and not one.raised]
            fitting = [i for i in answered if (one := row[i]) and agrees(i, one)]
            own = [i for i in answered if not _is_right(row[i])]
            most = len(wrong) >= 4 and 2 * len(fitting) > len(wrong)
            if len(fitting) < least or fitting[0] != wrong[0]:
                continue
            if most or 3 * len(fitting) >= len(own):
                needed = max(0.9 * len(wrong), sum(not _is_right(one) for one in row) / 2)
                if len(fitting) >= needed or not _is_weak([results[i] for i in fitting]):
                    found[mistake] = max(len(fitting), found.get(mistake, 0))
    return _the_best(found, len(wrong))


def _is_weak(fitting: Sequence[Result]) -> bool:
    """Whether answers easily agree by accident, as truth values and empty ones do."""
    pairs = [
        (values, (result.theirs or {}).get(label))
        for result in fitting
        for label, values in (result.found or {}).items()
    ]
    telling = [mine for mine, right in pairs if not same(mine, right)]
    return all(one is not None and (one.dtype.kind == "b" or one.size == 0) for one in telling)


def _fitting_one_array(table: Table, results: Sequence[Result]) -> Named:
    """The same, of one array of each answer: where the output shows one mistake, and a gradient
    another, each answer as a whole shows neither."""
    label = next((r.problem.label for r in results if r.problem and r.found and r.theirs), "")
    if not label.startswith(("output", "gradient of ")):
        return Named([])
    judged = [_right_arrays(result) for result in results]
    wrong = [i for i, one in enumerate(judged) if one.get(label) is False]
    found: dict[Mistake, int] = {}
    for mistake, row in table.values():
        told = [one.found if one and one.found else {} for one in row]
        if not any(_is_wrong_beside(*both) for both in zip(told, judged, results, strict=True)):
            fitting = [
                i for i in wrong if label in told[i] and _same_array(label, told[i], results[i])
            ]
            if fitting[:1] == wrong[:1] and len(fitting) >= max(4, len(wrong) / 2):
                found[mistake] = max(len(fitting), found.get(mistake, 0))
    return _the_best(found, len(wrong), label)


def _fitting_one_part(table: Table, results: Sequence[Result], agrees: Agrees) -> Named:
    """The one known mistake that explains all of a part whose cases all give an answer."""
    for part in dict.fromkeys(result.case.part for result in results):
        inside = [i for i, result in enumerate(results) if result.case.part == part]
        wrong = [i for i in inside if results[i].problem]
        if len(wrong) < 3 or not all(results[i].found for i in inside):
            continue
        found = {
            mistake: len(wrong)
            for mistake, row in table.values()
            if not _contradicts(row, results)
            and all((one := row[i]) and not one.raised and agrees(i, one) for i in wrong)
        }
        best = _the_best(found, len(wrong))
        if best.mistakes and not _is_weak([results[i] for i in wrong]):
            return replace(best, part=part)
    return Named([])


def _right_arrays(result: Result) -> dict[str, bool]:
    """Whether each array of an answer is right."""
    found, theirs = result.found or {}, result.theirs or {}
    return {label: same(found[label], theirs[label]) for label in found if label in theirs}


def _is_wrong_beside(told: Answer, right: dict[str, bool], result: Result) -> bool:
    """Whether a mistake's arrays are wrong where the learner's are right."""
    theirs = result.theirs or {}
    return any(
        one and label in told and not same(told[label], theirs[label])
        for label, one in right.items()
    )


def _same_array(label: str, told: Answer, result: Result) -> bool:
    return same(told[label], (result.found or {})[label])


def _the_best(found: dict[Mistake, int], wrong: int, label: str = "answer") -> Named:
    """The mistake that explains the most, if it is one."""
    best = [mistake for mistake, count in found.items() if count == max(found.values())]
    return Named(best, found[best[0]], wrong, label) if len(best) == 1 else Named([])


def _wrong_and_raising(results: Sequence[Result]) -> tuple[list[int], list[int]]:
    """The cases that the learner's code answers wrongly, and those to which it has no answer."""
    failed = [i for i, result in enumerate(results) if result.problem]
    return (
        [i for i in failed if results[i].found],
        [i for i in failed if not results[i].found],
    )


def _comes_first(raising: list[int], wrong: list[int]) -> bool:
    """Whether the learner should look at the exceptions before the wrong answers."""
    return len(raising) > len(wrong) > 0 and raising[0] < wrong[0]


def _contradicts(row: Row, results: Sequence[Result]) -> bool:
    """Whether the mistake is wrong where the learner is right: in a case, or up to the vjp that
    raises."""
    pairs = zip(row, results, strict=True)
    return any(
        not _is_right(one) and _speaks(one) and (result.passed or _stops_before(one, result))
        for one, result in pairs
    )


def _stops_before(outcome: Outcome | None, result: Result) -> bool:
    """Whether the learner's vjp raises, and what led there is right; not so with the mistake."""
    if not (result.problem and result.problem.in_vjp and outcome and (told := outcome.found)):
        return False
    outside = told.get("upstream gradient", True) is None
    theirs, right = result.theirs or {}, not result.problem.output_wrong
    return outside or (right and not same(told.get("output"), theirs.get("output")))


def _is_right(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.right


def _speaks(outcome: Outcome | None) -> bool:
    """Whether the mistake was run, and says what people who make it get here."""
    return outcome is not None and outcome.raised != "NotImplementedError"


def _raises_alike(result: Result, outcome: Outcome | None) -> bool:
    """Whether the mistake raises what the learner's code raises, or runs out of time as it does."""
    assert result.problem
    return outcome is not None and outcome.raised == (result.problem.raised or "TimeoutError")


def _agreements(wrong: Sequence[int], row: Row, results: Sequence[Result], agrees: Agrees) -> int:
    """In how many cases the mistake answers the same; 0 where it answers differently in one."""
    agreed = cut_short = 0
    for i in wrong:
        one = row[i]
        if one is None or one.raised:
            continue
        if agrees(i, one):
            agreed += 1
        elif _cut_short(results[i], one):
            cut_short += 1
        else:
            return 0
    return agreed if agreed > cut_short else 0


def _cut_short(result: Result, outcome: Outcome) -> bool:
    """Whether both ended at a gradient of the wrong shape, but at different inputs."""
    yours, found = result.found or {}, outcome.found or {}
    if yours.keys() == found.keys():
        return False
    return "upstream gradient" not in yours and "upstream gradient" not in found


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
