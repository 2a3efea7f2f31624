"""What is said of a red kata below its first failing case: a name, and what was measured."""

from rich.console import RenderableType
from rich.text import Text

from minigrad.diagnosis.how import how
from minigrad.diagnosis.mistakes import names_for
from minigrad.diagnosis.raises import raises
from minigrad.diagnosis.where import where
from minigrad.diagnosis.which import which
from minigrad.judging.judge import Judgement

STYLE = "bold yellow"


def remarks(judgement: Judgement) -> list[RenderableType]:
    """The known mistakes that fit, with their nudges; then how the wrong numbers relate to
    PyTorch's, or which are wrong, and where."""
    return [*_names(judgement), *(Text(sentence, STYLE) for sentence in measured(judgement))]


def measured(judgement: Judgement) -> list[str]:
    """What can be seen in the results without guessing, in sentences."""
    first, results = judgement.first_failing, judgement.results
    seen = [raises(results)] if first and not first.found else []
    related = how(results)
    seen += [related or which(results), where(results)]  # how they relate also says which
    return [sentence for sentence in seen if sentence]


def _names(judgement: Judgement) -> list[RenderableType]:
    named, first = names_for(judgement.path.stem, judgement.results), judgement.first_failing
    shown: list[RenderableType] = []
    if named.explained:
        shown.append(
            f"One known mistake explains {named.explained} of your {named.wrong} wrong answers:"
        )
    elif named.mistakes and first and not first.found:
        if any(result.found for result in judgement.results if result.problem):
            shown.append("Other cases give a wrong answer. They tell more:")
    if len(named.mistakes) > 1:
        shown.append("Several known mistakes fit equally well. You may have made one, or all:")
    for mistake in named.mistakes:
        shown.append(Text(f"This looks like: {mistake.name}", STYLE))
        shown.append(Text(" ".join(mistake.nudge.split())))
    return shown
