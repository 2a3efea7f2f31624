"""Which of an answer's numbers are wrong: the output, or the gradient of which operand."""

from collections.abc import Sequence
from dataclasses import dataclass

from minigrad.diagnosis.calls import roles
from minigrad.judging.compare import same
from minigrad.judging.judge import Result

ONLY = "gradient of x"  # of an operation with one operand
ELSEWHERE = "gradient of an input that is used otherwise"  # more than once, or by another operation


@dataclass
class Count:
    """Of the cases that compare something: how many there are, and how many have it wrong."""

    cases: int = 0
    wrong: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.cases + other.cases, self.wrong + other.wrong)

    def __str__(self) -> str:
        return f"in {self.wrong} of the {self.cases} cases that check it"

    @property
    def told(self) -> str:
        return "always" if self.always else f"{self.wrong} of {self.cases} cases"

    @property
    def always(self) -> bool:
        return self.wrong == self.cases

    @property
    def nearly_always(self) -> bool:
        return self.wrong > 0.9 * self.cases


def which(results: Sequence[Result]) -> str:
    """What is right and what is wrong; empty where nothing is right, or nothing is wrong."""
    usual = [r for r in results if r.ran and not r.case.refused]
    if all(r.passed for r in usual):
        return _of_refusals([r for r in results if r.ran and r.case.refused])
    answered = [r for r in usual if r.found]
    if any(_changed(r) for r in answered) or len(answered) < 5:
        return ""  # computed from what was changed; or too few to speak of
    told = counts([r for r in answered if not r.case.results]) or counts(answered)
    wrong = {label: count for label, count in told.items() if count.wrong}
    if (
        not wrong
        or len(wrong) == len(told)
        and all(count.nearly_always for count in wrong.values())
    ):
        return ""
    said = _of_expressions(told) if "output" in told else _of_lines(told, wrong)
    if said and len(answered) < len(usual):
        return f"In the {len(answered)} cases that it answers, {said[0].lower()}{said[1:]}"
    return said


def _of_expressions(told: dict[str, Count]) -> str:
    output = told.pop("output")
    if ONLY in told:
        told[ONLY] += told.pop(ELSEWHERE, Count())
    every = sum(told.values(), Count())
    if not every.wrong:
        return f"Every gradient is right; only the output is wrong, {output}." if told else ""
    if not output.wrong and len(told) > 1 and every.nearly_always:
        if every.always:
            return "Every output is right, but every gradient is wrong."
        of = f"{every.wrong} of {every.cases}"
        return f"Every output is right, but nearly every gradient is wrong ({of})."
    elsewhere = told.pop(ELSEWHERE, Count())
    told = {"output": output, **told}
    right = [label for label, count in told.items() if not count.wrong]
    wrong = {label: count for label, count in told.items() if count.wrong}
    if not right or not wrong:
        said = _listed(wrong)
        return f"{said[0].upper()}{said[1:]}." if wrong else ""
    is_right = f"Every {right[0]} is right" + "".join(f", and every {label}" for label in right[1:])
    if len(wrong) > 1:
        return f"{is_right}; {_listed(wrong)}."
    ((label, count),) = wrong.items()
    if count.always:
        return f"{is_right}, but the {label} is always wrong."
    only = "" if elsewhere.wrong else "only "
    return f"{is_right}; {only}the {label} is wrong, {count}."


def _of_refusals(refused: list[Result]) -> str:
    """The same where all else is right: an answer may be given where none must be."""
    given = sum(bool(r.problem and r.found) for r in refused)
    if not given:
        return ""
    return f"Every answer is right, but {given} of the {len(refused)} cases that must raise do not."


def _of_lines(told: dict[str, Count], wrong: dict[str, Count]) -> str:
    """The same for cases of several lines, which compare this and that."""
    if len(wrong) in (1, 2) and len(told) > len(wrong):
        both = " and ".join(f"{_the(label)} ({count.told})" for label, count in wrong.items())
        return f"Only {both} {'is' if len(wrong) == 1 else 'are'} wrong; everything else is right."
    if wrong and all(label.endswith(".grad") for label in wrong) and len(told) > len(wrong):
        return "Only gradients are wrong; everything else is right."
    return ""


def counts(answered: Sequence[Result]) -> dict[str, Count]:
    """How often each label is compared and wrong."""
    found: dict[str, Count] = {}
    for judged in judged_labels(answered):
        for label, right in judged:
            count = found.setdefault(label, Count())
            count.cases += 1
            count.wrong += not right
    return found


def judged_labels(results: Sequence[Result]) -> list[list[tuple[str, bool]]]:
    """Whether what was compared in each case is right, by label: for the gradient of an operand
    by what operand it is. What is empty counts only where it is wrong."""
    found = []
    for result, role in zip(results, roles([r.case for r in results]), strict=True):
        told = []
        for label, expected in (result.theirs or {}).items():
            if not is_compared(label) or label not in (result.found or {}):
                continue
            right = same((result.found or {})[label], expected)
            if not right or (expected is not None and expected.size):
                told.append((_named(label, role), right))
        found.append(told)
    return found


def _changed(result: Result) -> bool:
    """Whether something was changed in place."""
    problem = result.problem
    return problem is not None and problem.yours is not None and not is_compared(problem.label)


def is_compared(label: str) -> bool:
    """Whether it is an answer, not something to be left as it was."""
    return label != "upstream gradient" and not label.endswith(" afterwards")


def _named(label: str, role: dict[str, str]) -> str:
    name = label.removeprefix("gradient of ")
    return label if name == label else f"gradient of {role[name]}" if name in role else ELSEWHERE


def _the(label: str) -> str:
    return f"the {label}" if label == "output" or " " in label else label


def _listed(wrong: dict[str, Count]) -> str:
    said = []
    counted = False  # whether one that is counted came before
    for label, count in wrong.items():
        short = f"in {count.wrong} of {count.cases}" if counted else f"is wrong {count}"
        said.append(f"{_the(label)} {'is always wrong' if count.always else short}")
        counted = not count.always
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
