"""Judging: a kata's cases, run by the worker, compared with PyTorch's answers.

One function, `judge`, serves pytest, `make kata` and whatever comes to judge katas later, so
that their verdicts cannot differ.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from minigrad.judging.cases import SECONDS, Case, cases_of
from minigrad.judging.compare import Problem, failure, printed, problem_of
from minigrad.judging.oracle import Oracle, recorded
from minigrad.judging.reading import refusal
from minigrad.judging.run_case import Answer
from minigrad.judging.stubs import is_unwritten
from minigrad.judging.supervisor import Run, run_table
from minigrad.kata import KATAS


@dataclass
class Result:
    """One case: passed, failed with a problem, or not run because the process had ended."""

    case: Case
    theirs: Answer | None
    found: Answer | None = None  # what the kata answered, unless it raised
    problem: Problem | None = None
    ran: bool = False
    seconds: float = 0.0
    printed: str = ""

    @property
    def passed(self) -> bool:
        return self.ran and self.problem is None


@dataclass
class Judgement:
    """What became of one kata file. Without results, `unjudged` says why."""

    path: Path
    unwritten: bool = False
    unjudged: Problem | None = None
    results: list[Result] = field(default_factory=list)
    borrowed: bool = False  # whether it is the reference's own code

    @property
    def green(self) -> bool:
        return bool(self.results) and all(result.passed for result in self.results)

    @property
    def first_failing(self) -> Result | None:
        return next((result for result in self.results if result.problem), None)


def judge(
    path: Path,
    table: Sequence[Case],
    oracle: Oracle = recorded,
    seconds: float = SECONDS,
    count: Callable[[int], None] | None = None,
    run: Run = run_table,
) -> Judgement:
    """Judge one kata file by a table of cases.

    oracle: where PyTorch's answers come from: `recorded` or `live`
    seconds: that a case may take; all together may take four times as long
    count: is told, as they come, how many cases are done
    run: what runs the table on the kata
    """
    if why := refusal(path):
        return Judgement(path, unjudged=Problem(why))
    if is_unwritten(path):
        return Judgement(path, unwritten=True)
    theirs = oracle(path.stem, table)
    loaded, *found = run(path, table, seconds, count)
    if problem := failure(loaded):
        return Judgement(path, unjudged=problem)
    results = [Result(case, one) for case, one in zip(table, theirs, strict=True)]
    for result, reply in zip(results, found, strict=False):
        result.found, result.seconds = reply.get("found"), reply.get("seconds", 0.0)
        result.problem = problem_of(reply, result.theirs)
        result.printed, result.ran = printed(reply), True
    if not any(result.found for result in results):
        for result in results:
            if result.passed:  # a refusal, by code that raises whatever it is given
                result.problem = Problem("This case must raise, but your code raises in all cases.")
    return Judgement(path, results=results, borrowed=loaded.get("borrowed", False))


def judge_yours(stem: str) -> Judgement:
    """Judge the learner's kata of a stem by its table."""
    return judge(KATAS / f"{stem}.py", cases_of(stem))
