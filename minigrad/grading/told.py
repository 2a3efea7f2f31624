"""What is told of a kata that is wrong: the verdict, and what of it goes into reports."""

import hashlib
import io
from dataclasses import replace
from typing import NamedTuple

from rich.console import Console

from minigrad.diagnosis.defaults import defaults
from minigrad.diagnosis.mistakes import Named
from minigrad.dojo import verdict
from minigrad.dojo.remarks import Diagnosis, diagnosis, measured
from minigrad.judging.judge import Judgement
from minigrad.judging.reply import harmless
from minigrad.kata import KATAS

LOOKED_UP = (
    "Your code is right on the cases' own numbers, but not on others. Does it look answers up?"
)
KEPT = 5000  # ways to go wrong that are remembered


class Told(NamedTuple):
    """What is told of a wrong kata: the verdict, what is wrong, the known mistake, the rest."""

    words: str
    sentence: str
    name: str
    where: list[str]


def told(judgement: Judgement) -> Told:
    """What is told of a judgement: of all that go wrong in the same way it is made once."""
    answers = _answers(judgement)
    if answers not in _known:
        if len(_known) >= KEPT:
            _known.clear()
        _known[answers] = _told(judgement, diagnosis(judgement))
    return _known[answers]


_known: dict[bytes, Told] = {}


def told_of_fresh(judgement: Judgement) -> Told:
    """The same where only fresh numbers are wrong. No known mistake was tried with these."""
    found = _told(judgement, Diagnosis(Named([]), measured(judgement)))
    return found._replace(
        words=f"{LOOKED_UP}\n\n{found.words}", sentence=f"{LOOKED_UP} {found.sentence}"
    )


def _told(judgement: Judgement, found: Diagnosis) -> Told:
    first = judgement.first_failing
    problem = judgement.unjudged or (first.problem if first else None)
    name = " or ".join(mistake.name for mistake in found.named.mistakes)
    sentence = problem.sentence if problem else ""
    return Told(words(judgement, found), sentence, name, found.measured)


def _answers(judgement: Judgement) -> bytes:
    """Changes with all that a verdict depends on."""
    stem, why = judgement.path.stem, judgement.unjudged
    digest = hashlib.sha256(f"{stem} {why} {defaults(judgement.path)}".encode())
    for result in judgement.results:
        problem = result.problem and replace(result.problem, yours=None, theirs=None)
        digest.update(f"{result.case.name} {result.ran} {problem} {result.printed!r}".encode())
        arrays = dict(result.found or {})
        if result.problem:
            arrays["problem"] = result.problem.yours
        for label, array in arrays.items():
            one = array is not None and (array.shape, array.dtype.str, array.tobytes())
            digest.update(repr((label, one)).encode())
    return digest.digest()


def words(judgement: Judgement, found: Diagnosis | None = None) -> str:
    """The verdict as the learner would read it, of the file in their katas."""
    text = io.StringIO()
    console = Console(file=text, width=verdict.WIDTH, color_system=None, legacy_windows=False)
    shown = replace(judgement, path=KATAS / judgement.path.name)
    lines = verdict.screen(shown, console, found=found)
    return harmless("\n".join(line.rstrip() for line in lines))
