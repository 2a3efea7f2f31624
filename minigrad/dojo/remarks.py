"""What is said of a red kata below its first failing case: a name, and what was measured."""

from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from minigrad.diagnosis.defaults import defaults
from minigrad.diagnosis.how import how
from minigrad.diagnosis.mistakes import Named, names_for
from minigrad.diagnosis.raises import raises
from minigrad.diagnosis.where import few, where
from minigrad.diagnosis.which import which
from minigrad.diagnosis.words import words
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
    of_all = bool(named.mistakes) and not named.part
    return Diagnosis(named, measured(judgement, of_all, explained))


def remarks(judgement: Judgement, found: Diagnosis) -> list[RenderableType]:
    """What was found, as a learner sees it: the mistakes with their nudges, then the rest; a
    mistake that explains one part comes last."""
    said = [Text(sentence, STYLE) for sentence in found.measured]
    shown = _shown(found.named, judgement)
    return [*said, *shown] if found.named.part else [*shown, *said]


def measured(judgement: Judgement, named: bool = False, explained: bool = False) -> list[str]:
    """What can be seen in the results without guessing, in sentences.

    named: whether a known mistake is shown: then which arrays are wrong says little beside it
    explained: whether it explains all: then where it is wrong is an accident
    """
    first, results = judgement.first_failing, judgement.results
    seen = [raises(results)] if first and not first.found else []
    seen.append(how(results) or ("" if named else words(results) or which(results)))
    seen.append("" if explained else where(results))
    seen.append("" if named else defaults(judgement.path))
    if not (named or any(seen)):
        seen.append(few(results))
    return [sentence for sentence in seen if sentence]


def _shown(named: Named, judgement: Judgement) -> list[RenderableType]:
    """The names; what is said above them stays with the first."""
    heads: list[str] = []
    first = judgement.first_failing
    if named.mistakes and not named.explained and first and not first.found:
        if any(result.found for result in judgement.results if result.problem):
            heads.append("Other cases give a wrong answer:")
    if named.explained:
        count = "all" if named.explained == named.wrong else f"{named.explained} of"
        what, _, of = named.label.partition(" of ")
        wrong = f"{named.wrong} wrong {what}s{' of ' * bool(of)}{of}"
        where = f"In the part {named.part}, a" if named.part else "A"
        heads.append(f"{where} known mistake explains {count} your {wrong}:")
    if len(named.mistakes) > 1:
        heads.append("Several known mistakes fit equally well. You may have made one, or all:")
    shown: list[RenderableType] = []
    for mistake in named.mistakes:  # a name and its nudge stay together
        name = Text(f"This looks like: {mistake.name}", STYLE)
        nudge = Text(" ".join(mistake.nudge.split()))
        shown.append(Text("\n").join([*map(Text, heads), name, nudge]))
        heads = []
    return shown
