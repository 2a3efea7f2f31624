"""The exam: every kata green alone, then a network trained on all of them at once."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.text import Text

from minigrad.dojo import verdict
from minigrad.dojo.board import judge_all, state_of
from minigrad.dojo.exam_network import DATA, PLAN
from minigrad.dojo.together import failed, sentence
from minigrad.experiments.datasets import Dataset
from minigrad.experiments.progress import training_bar
from minigrad.experiments.train import batches
from minigrad.judging.at_once import at_once
from minigrad.judging.cases import SECONDS
from minigrad.judging.compare import Problem
from minigrad.judging.supervisor import replies
from minigrad.kata import name_of, number_of, stems

PASS = 0.95  # of the held-out digits


@dataclass(frozen=True)
class Outcome:
    """What became of the training: how well it reads; or what ended it, and in which kata files."""

    accuracy: float = 0.0
    problem: Problem | None = None
    files: Sequence[str] = ()

    @property
    def passed(self) -> bool:
        return self.problem is None and self.accuracy >= PASS


def exam(console: Console) -> int:
    """Hold the exam. Gives the exit status: 0 when it is passed."""
    console.print(Text("The exam (black belt)", "bold"), "", sep="\n")
    with console.status("Judging every kata, each alone ..."):
        judgements = judge_all()
    for judgement in judgements:
        if not judgement.green:
            stem = judgement.path.stem
            console.print(
                f"The exam needs all katas green, but {_kata(stem)}, is {state_of(judgement)}."
            )
            console.print(verdict.next_step(verdict.command("kata", stem)))
            return 1
    console.print(f"All {len(stems())} katas are green, each alone. Now all of them at once:")
    data = DATA
    with training_bar(console, "digits", sum(1 for _ in batches(data, PLAN))) as show:
        outcome = sit(data, show)
    if outcome.passed:
        console.print(Text.assemble(("PASSED  ", "bold green"), _reads(outcome)))
        console.print("Your engine has learned to read.")
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
    accuracy, done, steps = 0.0, 0, sum(1 for _ in batches(data, PLAN))
    failure: Outcome | None = None
    request = {"run": "exam", "yours": [stem for stem in stems() if stem != but]}
    for reply in replies("minigrad.dojo.yours_worker", request, SECONDS):
        if done == steps or failure:
            continue  # it need only end: so its guard lives on, for the next one
        if "error" in reply:
            failure = Outcome(0.0, *failed(reply))
            continue
        read = reply.get("read")
        if not isinstance(read, list) or len(read) != len(data.y_test):
            return Outcome(0.0, *failed(reply))
        try:
            loss, accuracy = float(reply["loss"]), float(np.mean(np.equal(read, data.y_test)))
        except (KeyError, TypeError, ValueError):
            return Outcome(0.0, *failed(reply))
        show(loss, accuracy)
        done += 1
    return failure or Outcome(accuracy)


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


def _reads(outcome: Outcome) -> str:
    if outcome.problem:
        return sentence(outcome.files)
    return f"It reads {outcome.accuracy:.1%} of the held-out digits correctly. It needs {PASS:.0%}."


def _kata(stem: str) -> str:
    return f"kata {number_of(stem)}, {name_of(stem)}"
