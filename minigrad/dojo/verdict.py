"""The verdict: what a learner reads after saving. One screen, one failing case at a time."""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from minigrad.dojo.arrays import named, side_by_side
from minigrad.dojo.paste import lines_to_paste, relative
from minigrad.dojo.remarks import Diagnosis, diagnosis, remarks
from minigrad.judging.compare import Problem, is_left, is_numeric, is_truth
from minigrad.judging.judge import Judgement, Result
from minigrad.judging.reading import refusal
from minigrad.judging.stubs import about
from minigrad.kata import belt_of, name_of, number_of, stems

HEIGHT = 24  # rows, where there is no terminal to ask
WIDTH = 80  # columns of a row


class Room(NamedTuple):
    """How much of a verdict is shown.

    about: the kata's first line; blank: empty rows between the parts
    inputs, rows: that each input may take, and the arrays that differ
    remarks: of the diagnosis
    """

    about: bool
    blank: bool
    inputs: int
    rows: int
    remarks: int


WHOLE = Room(True, True, 1000, 1000, 1000)
ROOMS = (
    WHOLE,
    Room(True, True, 4, 6, 1000),
    Room(False, True, 4, 6, 1000),
    Room(False, True, 3, 4, 1000),
    Room(False, False, 3, 5, 1000),
    Room(False, False, 3, 4, 3),
    Room(False, False, 1, 3, 3),
    Room(False, False, 1, 3, 2),
    Room(False, False, 1, 3, 1),
    Room(False, False, 0, 2, 1),
)


def show(judgement: Judgement, console: Console) -> None:
    """Print the verdict on a kata."""
    lines = Text.from_ansi("\n".join(screen(judgement, console)))
    console.print(lines, no_wrap=True, overflow="ignore", crop=False)


def screen(
    judgement: Judgement,
    console: Console,
    watching: bool = False,
    taken: int = 0,
    found: Diagnosis | None = None,
) -> list[str]:
    """The lines of a verdict, in as much detail as fits the screen.

    watching: the next save will be judged by itself
    taken: rows of the screen that something else takes
    found: the diagnosis, where it is known
    """
    room = (console.height if console.is_terminal else HEIGHT) - taken
    room -= 2 if "MAKELEVEL" in os.environ and not watching else 1  # make's own line, the prompt
    with contextlib.nullcontext() if watching else console.status("Comparing ..."):
        said = remarks(judgement, found or diagnosis(judgement))  # may take seconds
    for detail in ROOMS:
        lines = _rendered(_verdict(judgement, said, detail, watching), console)
        if len(lines) <= room:
            break
    return lines


def _rendered(shown: RenderableType, console: Console) -> list[str]:
    with console.capture() as captured:
        console.print(shown)
    return captured.get().rstrip("\n").split("\n")


def _verdict(
    judgement: Judgement, said: Sequence[RenderableType], room: Room, watching: bool
) -> RenderableType:
    stem, path = judgement.path.stem, relative(judgement.path)
    blank = [""] if room.blank else []
    again = "" if watching else f", and {command('kata', stem)}"
    shown: list[RenderableType] = [Text(title(stem), "bold")]
    if room.about:
        shown += [Text(about(stem), "italic"), ""]
    if judgement.unwritten:
        shown.append(Text.assemble(("Not written yet: ", "bold yellow"), f"open {path}"))
        shown.append(next_step(f"read what the method must do, write it, save{again}"))
    elif judgement.green:
        count = f"All {len(judgement.results)} cases pass."
        shown.append(Text.assemble(("GREEN  ", "bold green"), count))
        if judgement.borrowed:
            own = "But this is the reference's own code, not yours."
            shown.append(Text(own, "bold yellow"))
        else:
            from minigrad.dojo.payoff import payoff  # only here is its import worth the time

            shown.append(Text(payoff(stem), "green"))
        shown += _printed(first_print(judgement), room.rows)
        shown.append(f"To compare: the reference and its derivation are in solutions/{stem}.py")
        shown.append(_after(stem))
    else:
        shown += [red_shown(judgement, said, room), *blank]
        if not refusal(judgement.path):
            shown.append(next_step(f"change {path}, save{again}"))
            more = f" · more cases: {command('more', stem)}" if judgement.results else ""
            first = judgement.first_failing
            drawn = first is not None and has_graph(first)
            graph = f" · graph: {command('draw', stem)}" if drawn else ""
            shown.append(Text(f"Stuck? {command('hint', stem)}{more}{graph}"))
        else:
            shown.append(next_step(f"restore the stub with {command('reset', stem)}"))
    if room.blank and not (judgement.green or watching) and "MAKELEVEL" in os.environ:
        shown.append(Text('(Ignore make\'s "Error" line: it only means "not green yet".)', "dim"))
    return Group(*shown)


def has_graph(result: Result) -> bool:
    """Whether a case surely leaves a graph to draw: names and truth values may leave none."""
    case, answers = result.case, (result.theirs or {}).items()
    arrays = [array for label, array in answers if array is not None and not is_left(label)]
    return not case.results or bool(case.inputs) and is_numeric(*arrays)


def title(stem: str) -> str:
    return f"Kata {number_of(stem)}, {name_of(stem)} ({belt_of(stem)} belt)"


def red_shown(judgement: Judgement, said: Sequence[RenderableType], room: Room) -> RenderableType:
    """Why a kata is red: the map, the first case that fails, what the diagnosis says."""
    red = ("RED  ", "bold red")
    if judgement.unjudged:
        head = Text.assemble(red, f"{relative(judgement.path)} could not be judged.")
        return Group(head, "", problem_shown(judgement.unjudged))
    result = judgement.first_failing
    assert result is not None
    blank = [""] if room.blank else []
    shown = [Text.assemble(red, map_of(judgement)), *blank, case_shown(result, room)]
    if stop := stop_of(judgement):
        shown.append(Text(stop))
    return Group(*shown, *([*blank, *said[: room.remarks]] if said else []))


def case_shown(result: Result, room: Room = WHOLE) -> RenderableType:
    """A case, and what became of it."""
    case, problem = result.case, result.problem
    code = Padding(Text(case.code, "cyan"), (0, 0, 0, 2), expand=False)  # also where it wraps
    shown: list[RenderableType] = [Text.assemble("Case: ", (case.name, "bold")), code]
    inputs = inputs_of(result)
    if room.inputs:
        shown += [named(name, array, room.inputs) for name, array in inputs.items()]
    elif inputs:
        shapes = [f"{name}: shape {array.shape}" for name, array in inputs.items()]
        shown.append(Padding(Text(", ".join(shapes)), (0, 0, 0, 2)))
    shown += [""] if room.blank else []
    if problem:
        shown.append(problem_shown(problem, room))
    if room.inputs:
        answers = answers_of(result).items()
        shown += [named(f"PyTorch's {label}", array, room.inputs) for label, array in answers]
    return Group(*shown)


def inputs_of(result: Result) -> dict[str, np.ndarray]:
    """What a case starts from; the upstream gradient too, where the way back is reached."""
    inputs = {name: given.values for name, given in result.case.inputs.items()}
    upstream = result.theirs.get("upstream gradient") if result.theirs else None
    if upstream is not None and not (result.problem and result.problem.label == "output"):
        inputs["upstream gradient"] = upstream
    return inputs


def answers_of(result: Result) -> dict[str, np.ndarray]:
    """PyTorch's answers to a case; none where one of them stands beside the learner's."""
    problem = result.problem
    if problem and (problem.answered or problem.theirs is not None):
        return {}
    return {
        label: array
        for label, array in (result.theirs or {}).items()
        if array is not None and not is_left(label) and label != "upstream gradient"
    }


def problem_shown(problem: Problem, room: Room = WHOLE) -> RenderableType:
    shown: list[RenderableType] = [Text(problem.sentence, "bold")]
    shown += [Text(f"  line {number}: {line}") for number, line in problem.lines]
    if problem.shapes:
        told = ", ".join(f"{name} {told}" for name, told in problem.shapes)
        shown.append(Padding(Text(told, "cyan"), (0, 0, 0, 4)))
    if problem.yours is not None and problem.theirs is not None:
        if not is_truth(problem.yours, problem.theirs):  # those are in the sentence
            names = names_of(problem)
            shown += side_by_side(names, problem.yours, problem.theirs, problem.label, room.rows)
    elif problem.yours is not None:
        shown.append(named("yours", problem.yours, room.rows))
    return Group(*shown, *_printed(problem.printed, room.rows))


def names_of(problem: Problem) -> tuple[str, str]:
    """Of the two arrays that differ."""
    changed = is_left(problem.label) or problem.label == "upstream gradient"
    return ("after", "before") if changed else ("yours", "PyTorch's")


def _printed(text: str, rows: int) -> list[RenderableType]:
    """What a kata printed, or how it begins."""
    beginning = "\n".join(text[: rows * WIDTH].rstrip().split("\n")[:rows])
    if not beginning.strip():
        return []
    more = [] if beginning == text.rstrip() else [Text("… and more", "dim")]
    return [Text("It printed:", "bold"), Text(beginning), *more]


def first_print(judgement: Judgement) -> str:
    return next((result.printed for result in judgement.results if result.printed), "")


def as_text(judgement: Judgement, result: Result | None = None) -> str:
    """What pytest reports: why the file was not judged, or what is wrong with one case."""
    text = io.StringIO()
    console = Console(file=text, width=WIDTH, color_system=None)
    if judgement.unjudged:
        console.print(problem_shown(judgement.unjudged))
    elif result is not None and result.problem:
        show_case(judgement.path, result, console)
    else:
        console.print("Not run: an earlier case ended the process.")
    return text.getvalue().rstrip()


def show_case(path: Path, result: Result, console: Console) -> None:
    """Print a case in full, and the lines that show it again."""
    console.print(case_shown(result), "", sep="\n")
    python = relative(Path(sys.executable))
    console.print(Text(f"To run this case yourself, paste into {python}:"))
    again = Text("\n".join(lines_to_paste(path, result)), "dim")
    console.print(again, crop=False, no_wrap=True, overflow="ignore")  # long lines are to paste


def command(name: str, stem: str = "", data: str = "") -> str:
    """What to type for a command: on a kata, on a data set with the learner's katas, or alone."""
    by_make = "MAKELEVEL" in os.environ
    of = f" {'N=' if by_make else ''}{number_of(stem)}" if stem else ""
    if data:
        of = f" DATA={data} YOURS=1" if by_make else f" {data} --yours"
    return f"{'make' if by_make else 'minigrad'} {name}{of}"


def next_step(what: str) -> Text:
    return Text.assemble(("Next: ", "bold"), what)


def _after(stem: str) -> Text:
    later = stems()[stems().index(stem) + 1 :]
    if not later:
        return next_step(f"{command('exam')}, once all katas are green: a network on your engine")
    return next_step(f"{command('kata', later[0])} ({name_of(later[0])})")


def parts_of(judgement: Judgement) -> dict[str, list[Result]]:
    """The results by the part that their case is in."""
    parts: dict[str, list[Result]] = {}
    for result in judgement.results:
        parts.setdefault(result.case.part, []).append(result)
    return parts


def map_of(judgement: Judgement) -> str:
    """How many cases of each part pass: `vectors 0/21 · batches 3/25, 20 not run`."""
    parts = parts_of(judgement).items()
    return " · ".join(f"{part} {count_of(results)}".lstrip() for part, results in parts)


def count_of(results: Sequence[Result]) -> str:
    ran = [result for result in results if result.ran]
    if not ran:
        return "not run"
    count = f"{sum(result.passed for result in ran)}/{len(results)}"
    return f"{count}, {len(results) - len(ran)} not run" if len(ran) < len(results) else count


def stop_of(judgement: Judgement) -> str:
    """After which case the run stopped, if it did, and that is not the one shown."""
    ran = [result for result in judgement.results if result.ran]
    stop = ran[-1].problem
    if len(ran) == len(judgement.results) or ran[-1] is judgement.first_failing or not stop:
        return ""
    return f"The run stopped at '{ran[-1].case.name}': {stop.sentence}"
