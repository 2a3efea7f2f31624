"""Known mistakes: wrong answers that people really give, each with a name and a nudge."""

import contextlib
import inspect
import io
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from minigrad import kata
from minigrad.judging.compare import difference, same
from minigrad.judging.judge import Result
from minigrad.judging.run_case import MINIGRAD, Answer, run_case

MISTAKES = kata.SOLUTIONS / "mistakes"
sys.path.append(str(MISTAKES))  # its files import slips.py, which several katas share

QUICK = 0.1  # seconds; a case that took the learner longer is not replayed


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to a kata. name: one line; nudge: what to think about."""

    function: Callable
    name: str
    nudge: str


def mistakes_of(stem: str) -> dict[str, Mistake]:
    """The known mistakes of a kata, by the names of their functions.

    `epsilon__7` is a variant of `epsilon` and has its name and nudge.
    """
    found: dict[str, Mistake] = {}
    for key, function in functions_in(MISTAKES / f"{stem}.py").items():
        base = key.split("__")[0]
        if base in found:
            name, nudge = found[base].name, found[base].nudge
        else:
            name, _, nudge = (inspect.getdoc(function) or "").partition("\n\n")
        found[key] = Mistake(function, name, nudge)
    return found


def fitting(stem: str, results: Sequence[Result]) -> list[Mistake]:
    """The known mistakes that fit a kata's results best: none, one, or several equally well.

    A mistake fits when it answers what the learner answered, in every case that he has wrong
    and in which both answer, and there is one; unless it answers wrongly in yet more of those
    that he has right. The best is wrong in the fewest cases that he has right; then, raises in
    the most in which he raises. Where he answers nothing wrongly but runs out of stack or time,
    those fit that do so too, and are right elsewhere.
    """
    quick = [result for result in results if result.seconds < QUICK]
    wrong = [result for result in quick if result.problem and result.found]
    right = [result for result in quick if result.passed]
    raising = [r for r in quick if r.problem and not r.found and not r.problem.exhausted]
    exhausted = [r for r in results if r.problem and r.problem.exhausted]
    ranked = []
    for mistake in mistakes_of(stem).values():
        with kata.replaced(stem, mistake.function):
            if wrong and _agrees(wrong):
                replayed = [(result, _replay(result)) for result in right]
                missed = [found for result, found in replayed if _misses(result, found)]
                if sum(found is not None for found in missed) > len(wrong):
                    continue  # it has more wrong than the learner
                misses = len(missed)
                raises = sum(_replay(result) is None for result in raising)
                ranked.append((misses, -raises, mistake))
            elif (
                exhausted
                and not wrong
                and not raising
                and not any(_misses(r, _replay(r)) for r in right)
            ):
                if all(map(_runs_out, exhausted)):
                    ranked.append((0, 0, mistake))
    best = min((rank[:2] for rank in ranked), default=None)
    fits = [mistake for *rank, mistake in ranked if tuple(rank) == best]
    return list({mistake.name: mistake for mistake in fits}.values())  # variants only once


@dataclass(frozen=True)
class Partly:
    """A mistake that fits some of the wrong answers: count of them, of wrong in all."""

    mistake: Mistake
    count: int
    wrong: int


def fitting_in_part(stem: str, results: Sequence[Result]) -> Partly | None:
    """The one known mistake that fits the first wrong answer and most of the others, though not
    all, and is wrong in no case that the learner has right. He then makes two at once."""
    wrong = [r for r in results if r.seconds < QUICK and r.problem and r.found]
    right = [r for r in results if r.seconds < QUICK and r.passed]
    found = {}
    for mistake in mistakes_of(stem).values():
        with kata.replaced(stem, mistake.function):
            agreed = [(yours := _replay(r)) is not None and _equal(r, yours) for r in wrong]
            if len(wrong) > 3 and agreed[0] and 2 * sum(agreed) > len(wrong):
                if not any(_misses(r, _replay(r)) for r in right):
                    found[mistake.name] = Partly(mistake, sum(agreed), len(wrong))
    best = max((one.count for one in found.values()), default=0)
    fits = [one for one in found.values() if one.count == best]
    return fits[0] if len(fits) == 1 else None


def _agrees(wrong: Sequence[Result]) -> bool:
    """Whether the mistake in place answers the same, wherever it answers, and does so once."""
    agreed = False
    for result in wrong:
        found = _replay(result)
        if found is None or _cut_short(result.found, found):
            continue
        if not _equal(result, found):
            return False
        agreed = True
    return agreed


def _cut_short(yours: Answer | None, found: Answer) -> bool:
    """Whether both ended at a gradient of the wrong shape, but at different inputs."""
    if yours is None or yours.keys() == found.keys():
        return False
    return "upstream gradient" not in yours and "upstream gradient" not in found


def _replay(result: Result) -> Answer | None:
    """What a case comes to with the mistake in place; None if it raises."""
    with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
        try:
            return run_case(result.case, result.case.code, MINIGRAD)
        except Exception:
            return None


def _runs_out(result: Result) -> bool:
    """Whether the mistake in place runs out of what the learner ran out of: stack, or time."""
    assert result.problem
    of_stack = "RecursionError" in result.problem.sentence
    try:
        run_case(result.case, result.case.code, MINIGRAD)
    except RecursionError:
        return of_stack
    except TimeoutError:
        return not of_stack
    except Exception:
        return False
    return False


def _equal(result: Result, found: Answer) -> bool:
    """The same values; or, of what should be left as it was, changed or not in both."""
    yours, theirs = result.found or {}, result.theirs or {}
    if yours.keys() != found.keys():
        return False
    for label, values in yours.items():
        if label == "upstream gradient" and (values is None or found[label] is None):
            continue  # a result outside the graph may be a leaf of its own, or none
        if label == "upstream gradient" or label.endswith(" afterwards"):
            left = theirs.get(label)
            if same(values, left) != same(found[label], left):
                return False
        elif not same(values, found[label]):
            return False
    return True


def _misses(result: Result, found: Answer | None) -> bool:
    """Whether what was found, None for an exception, is not what a case asks for."""
    if result.theirs is None:
        return found is not None
    return found is None or difference(found, result.theirs) is not None


def functions_in(path: Path) -> dict[str, Callable]:
    """The functions and classes that a file defines for others, in its order; none without it."""
    if not path.exists():
        return {}
    return {
        key: value
        for key, value in kata.run(path).items()
        if getattr(value, "__module__", "") == path.stem and not key.startswith("_")
    }
