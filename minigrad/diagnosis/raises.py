"""Where a kata raises: in the forward pass or in the vjp, and in how many cases."""

from collections.abc import Sequence

from minigrad.judging.compare import Problem
from minigrad.judging.judge import Result

# Not raised by what the learner wrote, but for what it is: given back, not written, or ended.
NOT_RAISED = ("", "WrongKind", "NotImplementedError", "SystemExit")


def raises(results: Sequence[Result]) -> str:
    """A sentence about all the cases together that raise and must not; empty where none does."""
    asked = [result for result in results if result.theirs is not None]
    raised = [problem for result in asked if (problem := _raised(result))]
    if not raised or not all(result.ran for result in results):
        return ""
    in_vjp = [problem for problem in raised if problem.in_vjp]
    # Where the engine refuses it, it could not use what their vjp had returned.
    verb = "fails" if any(problem.refused for problem in raised) else "raises"
    told, count = f"It {verb}", f"{len(raised)} of the {len(asked)} cases that must not raise"
    if len(raised) == len(asked):
        count = "every case"
    if all("upstream gradient" in (result.theirs or {}) for result in asked):
        if not in_vjp:
            told += " in the forward pass"
        elif len(in_vjp) == len(raised):
            told += " in the vjp"
        else:
            forward = len(raised) - len(in_vjp)
            count += f": {forward} in the forward pass, {len(in_vjp)} in the vjp"
    told += f" in {count}."
    if in_vjp and all("output" in (result.theirs or {}) for result in asked):
        wrong = sum(problem.output_wrong for problem in in_vjp)
        told += f" {_outputs(wrong, len(in_vjp), len(raised))}"
    others = [result for result in asked if not _raised(result)]
    if wrong := sum(not result.passed for result in others):
        of = f"Of the other {len(others)}, {wrong} {'is' if wrong == 1 else 'are'} wrong."
        every = "All others are wrong too." if wrong > 1 else "The other one is wrong too."
        told += f" {every if wrong == len(others) else of}"
    elif others:
        told += " The others pass."
    return told


def _raised(result: Result) -> Problem | None:
    problem = result.problem
    return problem if problem and problem.raised not in NOT_RAISED else None


def _outputs(wrong: int, in_vjp: int, raised: int) -> str:
    """What is known of the outputs in the cases that raise in the vjp."""
    where = "there" if in_vjp == raised else "where the vjp fails"
    if wrong in (0, in_vjp):
        return f"The output is {'wrong' if wrong else 'right'} {where}."
    return f"The output is wrong in {wrong} of the {in_vjp} where the vjp fails."
