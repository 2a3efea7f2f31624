"""Where a kata raises: in the forward pass or in the vjp, and in how many cases."""

import ast
from collections import Counter
from collections.abc import Sequence

from minigrad.judging.compare import Problem
from minigrad.judging.judge import Result

# Not raised by what the learner wrote, but for what it is: given back, not written, or ended.
NOT_RAISED = ("", "WrongKind", "NotImplementedError", "SystemExit")


def raises(results: Sequence[Result]) -> str:
    """A sentence about all the cases together that raise and must not; empty where none does."""
    asked = [result for result in results if result.theirs is not None]
    if not any(map(_raised, asked)) or not all(result.ran for result in results):
        return ""
    if sum(map(_gives_nothing, asked)) > sum(_raised(result) is not None for result in asked):
        return ""  # what raises then, raises for that
    kinds = [_other_kind(result) for result in asked]
    told = []
    for kind, count in Counter(filter(None, kinds)).most_common(1):
        if 2 * count <= sum(_raised(result) is not None for result in asked):
            break  # another reason is more common
        where = f"in {count} case{'s' * (count > 1)}"
        told.append(f"It raises {kind[0]} where it must raise {kind[1]}, {where}.")
        asked = [result for result, other in zip(asked, kinds, strict=True) if other != kind]
    told.append(_counted(asked))
    others = [result for result in asked if not _raised(result)]
    if wrong := sum(not result.passed for result in others):
        of = f"Of the other {len(others)}, {wrong} {'is' if wrong == 1 else 'are'} wrong."
        every = "All others are wrong too." if wrong > 1 else "The other one is wrong too."
        told.append(every if wrong == len(others) else of)
    elif others:
        told.append("The others pass.")
    return " ".join(filter(None, told))


def _counted(asked: Sequence[Result]) -> str:
    """How many cases raise, and whether in the forward pass or in the vjp."""
    raised = [problem for result in asked if (problem := _raised(result))]
    if not raised:
        return ""
    in_vjp = [problem for problem in raised if problem.in_vjp]
    # Where the engine refuses it, it could not use what their vjp had returned.
    verb = "fails" if any(problem.refused for problem in raised) else "raises"
    told, count = f"It {verb}", f"{len(raised)} of the {len(asked)} cases that must not raise"
    if len(raised) == len(asked):
        count = "every case"
    goes_back = all("upstream gradient" in (result.theirs or {}) for result in asked)
    if goes_back:
        if not in_vjp:
            told += " in the forward pass"
        elif len(in_vjp) == len(raised):
            told += " in the vjp"
        else:
            forward = len(raised) - len(in_vjp)
            count += f": {forward} in the forward pass, {len(in_vjp)} in the vjp"
    told += f" in {count}."
    if goes_back and in_vjp:
        wrong = sum(problem.output_wrong for problem in in_vjp)
        told += f" {_outputs(wrong, len(in_vjp), len(raised))}"
    return told


def _gives_nothing(result: Result) -> bool:
    """Whether what was given back is no answer, as None is not."""
    return result.problem is not None and result.problem.raised == "WrongKind"


def _raised(result: Result) -> Problem | None:
    problem = result.problem
    return problem if problem and problem.raised not in NOT_RAISED else None


def _other_kind(result: Result) -> tuple[str, str] | None:
    """The exception that is raised, and the one that the case's code expects; None elsewhere."""
    problem, must = _raised(result), (result.theirs or {}).get("raised")
    if problem is None or must is None or not must.all():
        return None
    tree = ast.walk(ast.parse(result.case.code))
    caught = [node.type for node in tree if isinstance(node, ast.ExceptHandler) and node.type]
    return (problem.raised, ast.unparse(caught[0])) if caught else None


def _outputs(wrong: int, in_vjp: int, raised: int) -> str:
    """What is known of the outputs in the cases that raise in the vjp."""
    where = "there" if in_vjp == raised else "where the vjp fails"
    if wrong in (0, in_vjp):
        return f"The output is {'wrong' if wrong else 'right'} {where}."
    return f"The output is wrong in {wrong} of the {in_vjp} where the vjp fails."
