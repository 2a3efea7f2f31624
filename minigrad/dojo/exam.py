"""The exam: every kata green alone, then a network trained on all of them at once."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeGuard

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.text import Text

from minigrad.dojo import memory, verdict
from minigrad.dojo.board import judge_all, state_of
from minigrad.dojo.together import failed, sentence
from minigrad.experiments.datasets import Dataset, digits
from minigrad.experiments.progress import training_bar
from minigrad.experiments.train import PLANS, batches
from minigrad.judging.at_once import at_once
from minigrad.judging.cases import SECONDS
from minigrad.judging.compare import Problem
from minigrad.judging.judge import Judgement
from minigrad.judging.stubs import own_lines
from minigrad.judging.supervisor import replies
from minigrad.kata import ROOT, name_of, number_of, stems

PASS = 0.95  # of the held-out digits


@dataclass(frozen=True)
class Outcome:
    """What became of the training: how well it reads; or what ended it, and in which kata files.

    read: what each held-out digit is read as
    losses: of the steps
    """

    accuracy: float = 0.0
    problem: Problem | None = None
    files: Sequence[str] = ()
    read: Sequence[int] = ()
    losses: Sequence[float] = ()

    @property
    def passed(self) -> bool:
        return self.problem is None and self.accuracy >= PASS


def exam(console: Console) -> int:
    """Hold the exam. Gives the exit status: 0 when it is passed."""
    console.print(Text("The exam (black belt)", "bold"), "", sep="\n")
    texts = memory.digests()
    with console.status("Judging every kata, each alone ..."):
        judgements = judge_all()
    for judgement in judgements:
        if not judgement.green:
            return _kept_out(judgement, console)
    console.print(f"All {len(stems())} katas are green, each alone. Now all of them at once:")
    data = digits()
    with training_bar(console, "digits", _steps(data)) as show:
        outcome = sit(data, show)
    if outcome.passed:
        console.print(Text.assemble(("PASSED  ", "bold green"), _reads(outcome)))
        console.print("Your engine has learned to read.")
        passed = memory.Passed(date.today().isoformat(), outcome.accuracy)
        with _told("This is not remembered", memory.FILE, console):
            memory.note_exam(passed, texts)
        with _told("There is no picture", ROOT / "pictures", console):
            title = (
                f"Exam passed on {passed.when}, with {_lines(judgements)} lines of your own code"
            )
            console.print(f"The picture: {_picture(data, outcome, title)}")
        return 0
    console.print(Text.assemble(("FAILED  ", "bold red"), _reads(outcome)))
    if outcome.problem:
        console.print(verdict.problem_shown(outcome.problem))
    console.print()
    mended = mended_by(data, console)
    if mended is None:
        console.print("No single kata fixes it. At least two of your katas are wrong together.")
    else:
        console.print(Text(f"With the reference for {_kata(mended)}, it passes.", "bold"))
        console.print(verdict.next_step(f"change katas/{mended}.py, and {verdict.command('exam')}"))
    return 1


def sit(data: Dataset, show: Callable[[float, float], None], but: str = "") -> Outcome:
    """Have a process train on the learner's katas; the one called `but` is the reference.

    show: is told the loss and the accuracy of each step
    """
    steps, outcome = _steps(data), Outcome()
    request = {"run": "exam", "yours": [stem for stem in stems() if stem != but]}
    for reply in replies("minigrad.dojo.yours_worker", request, SECONDS):
        if len(outcome.losses) == steps or outcome.problem:
            continue  # it need only end: so its guard lives on, for the next one
        if "error" in reply:
            outcome = Outcome(0.0, *failed(reply))
            continue
        loss, read = reply.get("loss"), reply.get("read")
        if not isinstance(loss, float) or not _is_reading(read, data):
            return Outcome(0.0, *failed(reply))
        accuracy = float(np.mean(np.equal(read, data.y_test)))
        outcome = Outcome(accuracy, read=read, losses=[*outcome.losses, loss])
        show(loss, accuracy)
    return outcome


def _is_reading(read: object, data: Dataset) -> TypeGuard[list[int]]:
    """Whether this has a digit for each that is held out."""
    if not isinstance(read, list) or len(read) != len(data.y_test):
        return False
    return all(type(one) is int and 0 <= one < data.classes for one in read)


def mended_by(data: Dataset, console: Console) -> str | None:
    """The first kata whose replacement by its reference lets the exam pass."""
    looking = "Trying the reference for one kata at a time"
    with contextlib.closing(
        at_once(lambda stem: sit(data, lambda *figures: None, stem), stems())
    ) as outcomes:
        both = zip(stems(), outcomes, strict=True)
        for stem, outcome in track(both, looking, len(stems()), console=console, transient=True):
            if outcome.passed:
                return stem
    return None


def _steps(data: Dataset) -> int:
    return sum(1 for _ in batches(data, PLANS["digits"]))


def _kept_out(judgement: Judgement, console: Console) -> int:
    """Say which kata keeps the exam from starting, and why. Gives the exit status."""
    stem, first = judgement.path.stem, judgement.first_failing
    console.print(f"The exam needs all katas green, but {_kata(stem)}, is {state_of(judgement)}.")
    problem = judgement.unjudged or (first.problem if first else None)
    if problem:
        where = f"In the case '{first.case.name}': " if first else ""
        console.print(Text(f"{where}{problem.sentence}", "bold"))
    console.print(verdict.next_step(verdict.command("kata", stem)))
    return 1


@contextlib.contextmanager
def _told(what: str, path: Path, console: Console) -> Iterator[None]:
    """Within, what the system refuses is told, and does no other harm."""
    try:
        yield
    except OSError as error:
        console.print(Text(f"{what}. The system says of {path.name}: {error.strerror or error}."))


def _lines(judgements: Sequence[Judgement]) -> int:
    """How many lines of the katas are the learner's own."""
    own = 0
    for judgement in judgements:
        if not judgement.borrowed:
            with contextlib.suppress(Exception):  # odd texts make the parser raise about anything
                own += own_lines(judgement.path)
    return own


def _picture(data: Dataset, outcome: Outcome, title: str) -> str:
    from minigrad.experiments import pictures  # matplotlib is slow to import

    whose = "yours: all katas"
    return pictures.digits(np.array(outcome.read), data, outcome.losses, "exam", whose, title)


def _reads(outcome: Outcome) -> str:
    if outcome.problem:
        return sentence(outcome.problem, outcome.files)
    return f"It reads {outcome.accuracy:.1%} of the held-out digits correctly. It needs {PASS:.0%}."


def _kata(stem: str) -> str:
    return f"kata {number_of(stem)}, {name_of(stem)}"
