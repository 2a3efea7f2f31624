"""Experiments on the learner's katas: the green ones, and the reference in place of the others."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from minigrad import kata
from minigrad.dojo import board, verdict
from minigrad.dojo.payoff import uncalled
from minigrad.dojo.together import failed, sentence
from minigrad.experiments import gradcheck, train
from minigrad.judging.cases import SECONDS
from minigrad.judging.compare import Problem
from minigrad.judging.supervisor import replies

TEXTS = {"picture", "operation", "raised"}  # of a step; all else in it is numbers
DONE = {"done": True}  # the last reply
SLOW = 2  # times what a case may take: what a step may take, with its picture


class Failed(Exception):
    """The learner's katas, each green alone, fail together: the problem, and in which files."""

    def __init__(self, problem: Problem, files: Sequence[str]) -> None:
        self.problem, self.files = problem, files


def experiment(name: str, data: str, console: Console) -> int:
    """Run `train` or `gradcheck` on the learner's green katas. Gives the exit status."""
    with console.status("Judging every kata, each alone ..."):
        judgements = board.judge_all()
    yours = [one.path.stem for one in judgements if one.green]
    if not yours:
        console.print("None of your katas is green yet.")
        console.print(verdict.next_step(verdict.command("next")))
        return 1
    caption = whose(yours)
    console.print(Text(f"{caption[0].upper()}{caption[1:]}."))
    if red := [one.path.stem for one in judgements if not one.green and not one.unwritten]:
        console.print(f"Left out, for they are red: {_names(red)}.")
    if name == "train" and (why := uncalled(data, yours)):
        console.print(why)
    request = {"run": name, "yours": yours, "data": data, "caption": caption}
    try:
        if name == "train":
            return train.show(data, _steps(request, train.Step), console)
        return gradcheck.show(_steps(request, gradcheck.Row), caption, console)
    except Failed as together:
        console.print(
            Text.assemble(("FAILED  ", "bold red"), sentence(together.problem, together.files))
        )
        console.print(verdict.problem_shown(together.problem))
        return 1


def whose(yours: Sequence[str]) -> str:
    """Which katas are the learner's: "yours: mul, pow; the reference: the other 21"."""
    others = len(kata.stems()) - len(yours)
    if not others:
        return f"yours: all {len(yours)} katas"
    return f"yours: {_names(yours)}; the reference: the other {others}"


def _names(stems: Sequence[str]) -> str:
    return ", ".join(map(kata.name_of, stems))


def _steps(request: dict, kind: type) -> Iterator:
    """The steps that a worker replies; raises Failed where they end before their time."""
    done = False
    for reply in replies("minigrad.dojo.yours_worker", request, SLOW * SECONDS):
        if done:
            return
        done = reply == DONE
        if not done:
            try:
                step = kind(**reply)
                if not all(_is_of_its_kind(*one) for one in reply.items()):
                    raise TypeError
            except TypeError:
                raise Failed(*failed(reply)) from None
            yield step


def _is_of_its_kind(name: str, value: object) -> bool:
    if name in TEXTS:
        return isinstance(value, str)
    return value is None or isinstance(value, int | float)
