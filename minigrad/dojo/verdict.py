"""The verdict: what a learner reads after saving. One screen, one failing case at a time."""

import contextlib
import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from minigrad import Tensor
from minigrad.diagnosis.how import how
from minigrad.diagnosis.mistakes import names_for
from minigrad.diagnosis.raises import raises
from minigrad.judging.cases import Input
from minigrad.judging.compare import Problem, is_numeric, same
from minigrad.judging.judge import Judgement, Result
from minigrad.judging.reading import refusal
from minigrad.judging.stubs import about
from minigrad.kata import ROOT, belt_of, name_of, number_of, stems

LARGE = 16  # elements; larger inputs stand only in the lines to paste


def show(
    judgement: Judgement, console: Console, watching: bool = False, paste: bool = True
) -> None:
    """Print the verdict on a kata.

    watching: the next save will be judged by itself
    paste: with the lines that show the failing case again
    """
    stem, path = judgement.path.stem, _relative(judgement.path)
    again = "" if watching else f", and {command('kata', stem)}"
    console.print(Text(f"Kata {number_of(stem)}, {name_of(stem)} ({belt_of(stem)} belt)", "bold"))
    console.print(Text(about(stem), "italic"), "", sep="\n")
    if judgement.unwritten:
        console.print(Text.assemble(("Not written yet: ", "bold yellow"), f"open {path}"))
        console.print(next_step(f"read what the method must do, write it, save{again}"))
    elif judgement.green:
        count = f"All {len(judgement.results)} cases pass."
        console.print(Text.assemble(("GREEN  ", "bold green"), count))
        if judgement.borrowed:
            console.print("But this is the reference's own code, not yours.", style="bold yellow")
        console.print(f"To compare: the reference and its derivation are in solutions/{stem}.py")
        console.print(_after(stem))
    else:
        with contextlib.nullcontext() if watching else console.status("Comparing ..."):
            shown = _red(judgement, paste)  # takes seconds where a table of mistakes is to be made
        console.print(shown, "", sep="\n", crop=False)  # long lines are to paste
        if not refusal(judgement.path):
            console.print(next_step(f"change {path}, save{again}"))
            console.print(f"      Stuck? {command('hint', stem)} gives a hint.")
        else:
            console.print(next_step(f"restore the stub with {command('reset', stem)}"))
    if not (judgement.green or watching) and "MAKELEVEL" in os.environ:
        console.print(Text('(Ignore make\'s "Error" line: it only means "not green yet".)', "dim"))


def as_text(judgement: Judgement, result: Result | None = None) -> str:
    """What pytest reports: why the file was not judged, or what is wrong with one case."""
    text = io.StringIO()
    console = Console(file=text, width=80, color_system=None)
    if judgement.unjudged:
        console.print(problem_shown(judgement.unjudged))
    elif result is not None and result.problem:
        console.print(_case(judgement.path, result), crop=False)
    else:
        console.print("Not run: an earlier case ended the process.")
    return text.getvalue().rstrip()


def command(name: str, stem: str = "") -> str:
    """What to type for a command, on a kata or by itself."""
    by_make = "MAKELEVEL" in os.environ
    of = f" {'N=' if by_make else ''}{number_of(stem)}" if stem else ""
    return f"{'make' if by_make else 'minigrad'} {name}{of}"


def next_step(what: str) -> Text:
    return Text.assemble(("Next: ", "bold"), what)


def _after(stem: str) -> Text:
    later = stems()[stems().index(stem) + 1 :]
    if not later:
        return next_step(f"{command('exam')}, once all katas are green: a network on your engine")
    return next_step(f"{command('kata', later[0])} ({name_of(later[0])})")


def map_of(judgement: Judgement) -> str:
    """How many cases of each part pass: `vectors 0/21 · batches 3/25, 20 not run`."""
    parts: dict[str, list[Result]] = {}
    for result in judgement.results:
        parts.setdefault(result.case.part, []).append(result)
    return " · ".join(f"{part} {_count(results)}".lstrip() for part, results in parts.items())


def _count(results: Sequence[Result]) -> str:
    ran = [result for result in results if result.ran]
    if not ran:
        return "not run"
    count = f"{sum(result.passed for result in ran)}/{len(results)}"
    return f"{count}, {len(results) - len(ran)} not run" if len(ran) < len(results) else count


def _stop(judgement: Judgement) -> str:
    """After which case the run stopped, if it did."""
    ran = [result for result in judgement.results if result.ran]
    if len(ran) == len(judgement.results):
        return ""
    stop = ran[-1].problem
    why = f": {stop.sentence}" if stop and ran[-1] != judgement.first_failing else "."
    return f"The run stopped at '{ran[-1].case.name}'{why} "


def _red(judgement: Judgement, paste: bool) -> RenderableType:
    red = ("RED  ", "bold red")
    if judgement.unjudged:
        head = Text.assemble(red, f"{_relative(judgement.path)} could not be judged.")
        return Group(head, "", problem_shown(judgement.unjudged))
    result = judgement.first_failing
    assert result is not None
    head = Text.assemble(red, map_of(judgement), "\n", _stop(judgement), "The first failure:")
    shown = _case(judgement.path, result, _looks_like(judgement), paste)
    return Group(head, "", shown)


def _looks_like(judgement: Judgement) -> list[RenderableType]:
    """The known mistakes that fit, with their nudges; or what else can be seen."""
    named = names_for(judgement.path.stem, judgement.results)
    first = judgement.first_failing
    shown: list[RenderableType] = []
    if first and not first.found and (sentence := raises(judgement.results)):
        shown += [Text(sentence, "bold yellow"), ""]
    if not named.mistakes:
        sentence = how(judgement.results)
        return [*shown, Text(sentence, "bold yellow"), ""] if sentence else shown
    if named.explained:
        shown.append(
            f"One known mistake explains {named.explained} of your {named.wrong} wrong answers:"
        )
    elif first and not first.found and any(r.found for r in judgement.results if r.problem):
        shown.append("Other cases give a wrong answer. They tell more:")
    if len(named.mistakes) > 1:
        shown.append("Several known mistakes fit equally well. You may have made one, or all:")
    for mistake in named.mistakes:
        shown.append(Text(f"This looks like: {mistake.name}", "bold yellow"))
        shown.append(Text(" ".join(mistake.nudge.split())))
    return [*shown, ""]


def _case(
    path: Path, result: Result, remarks: Sequence[RenderableType] = (), paste: bool = True
) -> RenderableType:
    case, problem = result.case, result.problem
    assert problem is not None
    code = Padding(Text(case.code, "cyan"), (0, 0, 0, 2), expand=False)  # also where it wraps
    shown: list[RenderableType] = [Text.assemble("Case: ", (case.name, "bold")), code]
    values = {name: given.values for name, given in case.inputs.items()}
    upstream = result.theirs.get("upstream gradient") if result.theirs else None
    if upstream is not None and problem.label != "output":
        values["upstream gradient"] = upstream
    shown += [_named(name, array) for name, array in values.items()]
    shown += ["", problem_shown(problem)]
    if not result.found:
        for label, right in (result.theirs or {}).items():
            told = label == "output" or label.startswith("gradient")
            if told and right is not None and right.size <= LARGE:
                shown.append(_named(f"PyTorch's {label}", right))
    shown += ["", *remarks]
    if paste:
        again = Text("\n".join(_paste(path, result)), "dim", no_wrap=True, overflow="ignore")
        shown += [
            f"To run this case yourself, paste into {_relative(Path(sys.executable))}:",
            again,
        ]
    else:
        shown.append(f"{command('kata', path.stem)} also shows lines to run this case yourself.")
    return Group(*shown)


def problem_shown(problem: Problem) -> RenderableType:
    shown: list[RenderableType] = [Text(problem.sentence, "bold")]
    shown += [Text(f"  line {number}: {line}") for number, line in problem.lines]
    if problem.shapes:
        told = ", ".join(f"{name} {told}" for name, told in problem.shapes)
        shown.append(Padding(Text(told, "cyan"), (0, 0, 0, 4)))
    if problem.yours is not None and problem.theirs is not None:
        shown.append(_side_by_side(problem.yours, problem.theirs))
        if problem.yours.shape == problem.theirs.shape != ():
            shown.append(Text(_where(problem.yours, problem.theirs)))
    elif problem.yours is not None:
        shown.append(_named("yours", problem.yours))
    if problem.printed:
        shown += ["", Text("It printed:", "bold"), Text(problem.printed.rstrip())]
    return Group(*shown)


def _side_by_side(yours: np.ndarray, theirs: np.ndarray) -> RenderableType:
    """Two arrays beside each other, or below each other where they are too wide."""
    columns = [("yours", yours, "red"), ("PyTorch's", theirs, "green")]
    names = [Text(f"  {name}", "dim") for name, _, _ in columns]
    arrays = [Text(_values(array, "  "), style) for _, array, style in columns]
    grid = Table.grid(padding=(0, 2))
    if sum(max(map(len, text.plain.split("\n"))) for text in arrays) < 76:
        grid.add_row(*names)
        grid.add_row(*arrays)
    else:
        for name, array in zip(names, arrays, strict=True):
            grid.add_row(name)
            grid.add_row(array)
    return grid


def _where(yours: np.ndarray, theirs: np.ndarray) -> str:
    different = [i for i in np.ndindex(yours.shape) if not same(yours[i], theirs[i])]
    first = different[0]
    a, b = yours[first], theirs[first]
    short = is_numeric(a, b) and f"{a:g}" != f"{b:g}"
    return (
        f"  {len(different)} of {yours.size} differ, first at [{', '.join(map(str, first))}]: "
        + (f"{a:g}, PyTorch's {b:g}" if short else f"{a}, PyTorch's {b}")
    )


def _named(name: str, array: np.ndarray) -> Text:
    if array.size > LARGE:
        return Text(f"  {name}: shape {array.shape}, values below")
    return Text(_values(array, f"  {name} = "))


def _values(array: np.ndarray, prefix: str) -> str:
    shape = f" (shape {array.shape})" if array.size == 0 else ""
    return prefix + np.array2string(array, separator=", ", prefix=prefix) + shape


def _relative(path: Path) -> str:
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def _paste(path: Path, result: Result) -> list[str]:
    """Three lines for Python that show the case again."""
    case = result.case
    given = "; ".join(f"{name} = {_python(given)}" for name, given in case.inputs.items())
    if case.results:
        look = f'exec("""{case.code}"""); print({", ".join(case.results)})'
    else:
        look = f"out = {case.code}; print(out)"
    upstream = result.theirs.get("upstream gradient") if result.theirs else None
    if upstream is not None:
        grads = ", ".join(f"{k}.grad" for k, v in case.inputs.items() if v.kind == "leaf")
        look += f"; out.backward({_literal(upstream)}); print({grads})"
    if "np." in given + look:
        given = f"import numpy as np; {given}"
    install = f'kata.install("{_relative(path)}")'
    if hasattr(Tensor, name_of(path.stem)):
        return [f"from minigrad import Tensor, kata; {install}", given, look]
    # A function must be imported after it was installed.
    names = f"from minigrad import *; {given}".removesuffix("; ")
    return [f"from minigrad import kata; {install}", names, look]


def _python(given: Input) -> str:
    values = _literal(given.values)
    if given.kind == "array":
        return values if given.values.size == 0 else f"np.array({values})"
    return f"Tensor({values}{', requires_grad=True' if given.kind == 'leaf' else ''})"


def _literal(array: np.ndarray) -> str:
    if array.size == 0:
        return f"np.zeros({array.shape})"
    return re.sub(r"\b(nan|inf)\b", r"np.\1", repr(array.tolist()))
