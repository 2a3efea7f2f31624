"""The board: every kata and how it stands, judged afresh each time; and the exam."""

import contextlib
import itertools
import json
from dataclasses import asdict

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from minigrad.dojo import memory
from minigrad.dojo.verdict import command, next_step
from minigrad.judging.at_once import at_once
from minigrad.judging.judge import Judgement, judge_yours
from minigrad.kata import ROOT, belt_of, name_of, number_of, stems

STYLES = {"green": "bold green", "red": "bold red", "not written": "dim", "passed": "bold green"}
EXAM = (str(len(stems()) + 1), "exam", "black")


def judge_all() -> list[Judgement]:
    """Judge every kata, each alone."""
    longest_first = sorted(stems(), key=_size_of_table, reverse=True)
    judgements = sorted(
        at_once(judge_yours, longest_first), key=lambda judgement: number_of(judgement.path.stem)
    )
    memory.note(judgements)
    return judgements


def _size_of_table(stem: str) -> int:
    return (ROOT / "tests" / f"test_{stem}.py").stat().st_size


def first_not_green(among: list[str]) -> str | None:
    """The first of these katas that is not green; None when all are."""
    with contextlib.closing(at_once(judge_yours, among)) as judgements:
        for one in judgements:
            memory.note([one])
            if not one.green:
                return one.path.stem
    return None


def state_of(judgement: Judgement) -> str:
    if judgement.unwritten:
        return "not written"
    return "green" if judgement.green else "red"


def show(judgements: list[Judgement], console: Console) -> None:
    """Print the board, in two columns, for the sake of small screens."""
    table = Table(box=None, padding=(0, 1, 0, 0))
    for heading in ("", "method", "belt", "state") * 2:
        table.add_column(heading, justify="left" if heading else "right", no_wrap=True)
    exam = "passed" if memory.exam() else "not passed"
    rows = [*map(_row, judgements), (*EXAM, Text(exam, STYLES.get(exam, "dim")))]
    half = (len(rows) + 1) // 2
    for left, right in itertools.zip_longest(rows[:half], rows[half:], fillvalue=()):
        table.add_row(*left, *right)
    console.print(table)
    green = sum(judgement.green for judgement in judgements)
    console.print(f"\n{green} of {len(judgements)} are green.")
    if green == len(judgements):
        console.print("You have written an autodiff engine.", style="bold green")
        console.print(exam_stands())


def exam_stands() -> Text:
    """What to say of the exam where all katas are green."""
    if passed := memory.exam():
        return Text(
            f"You passed the exam on {passed.when}, with {passed.accuracy:.1%} of the digits."
        )
    return next_step(command("exam"))


def _row(judgement: Judgement) -> tuple[RenderableType, ...]:
    stem, state = judgement.path.stem, state_of(judgement)
    shown = Text(state, STYLES[state])
    return str(number_of(stem)), name_of(stem), belt_of(stem), shown


def as_json(judgements: list[Judgement]) -> str:
    """The board for other programs."""
    katas: list[dict] = [
        {
            "kata": number_of(judgement.path.stem),
            "method": name_of(judgement.path.stem),
            "belt": belt_of(judgement.path.stem),
            "state": state_of(judgement),
        }
        for judgement in judgements
    ]
    number, name, belt = EXAM
    exam = {"kata": int(number), "method": name, "belt": belt, "state": "not passed"}
    if passed := memory.exam():
        exam |= {"state": "passed", **asdict(passed)}
    return json.dumps([*katas, exam], indent=2)
