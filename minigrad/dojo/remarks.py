"""What is said of a red kata below its first failing case: a name, and what was measured."""

from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from minigrad.diagnosis.how import how
from minigrad.diagnosis.mistakes import Named, names_for
from minigrad.diagnosis.raises import raises
from minigrad.diagnosis.where import where
from minigrad.diagnosis.which import which
from minigrad.judging.judge import Judgement

STYLE = "bold yellow"


class Diagnosis(NamedTuple):
    """The known mistakes that fit; then how the wrong numbers relate to PyTorch's, or which are
    wrong, and where, in sentences."""

    named: Named
    measured: list[str]


def diagnosis(judgement: Judgement) -> Diagnosis:
    if not judgement.first_failing:
        return Diagnosis(Named([]), [])
    named = names_for(judgement.path.stem, judgement.results)
    explained = bool(named.mistakes) and not named.explained
    return Diagnosis(named, measured(judgement, explained))


def remarks(judgement: Judgement, found: Diagnosis) -> list[RenderableType]:
    """What was found, as a learner sees it: the mistakes with their nudges, then the rest."""
    said = (Text(sentence, STYLE) for sentence in found.measured)
    return [*_shown(found.named, judgement), *said]


def measured(judgement: Judgement, explained: bool = False) -> list[str]:
    """What can be seen in the results without guessing, in sentences.

    explained: whether a known mistake explains all: then where it is wrong is an accident
    """
    first, results = judgement.first_failing, judgement.results
    seen = [raises(results)] if first and not first.found else []
    seen.append(how(results) or which(results))  # how they relate also says which
    seen.append("" if explained else where(results))
    return [sentence for sentence in seen if sentence]


def _shown(named: Named, judgement: Judgement) -> list[RenderableType]:
    shown: list[RenderableType] = []
    first = judgement.first_failing
    if named.mistakes and first and not first.found:
        if any(result.found for result in judgement.results if result.problem):
            shown.append("Other cases give a wrong answer:")
    if named.explained:
        count = f"{named.explained} of your {named.wrong} wrong answers"
        shown.append(f"One known mistake explains {count}:")
    if len(named.mistakes) > 1:
        shown.append("Several known mistakes fit equally well. You may have made one, or all:")
    for mistake in named.mistakes:  # a name and its nudge stay together
        name = Text(f"This looks like: {mistake.name}", STYLE)
        shown.append(Text("\n").join([name, Text(" ".join(mistake.nudge.split()))]))
    return shown
