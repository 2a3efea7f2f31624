"""The verdict: what a learner reads after saving. One screen, one failing case at a time."""

import ast
import io
import os
import re
from pathlib import Path

import numpy as np
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from minigrad.dojo.cases import Input
from minigrad.dojo.judge import Judgement, Result
from minigrad.dojo.problems import Problem, same
from minigrad.kata import ROOT, SOLUTIONS, belt_of, name_of, number_of, stems


def show(judgement: Judgement, console: Console) -> None:
    """Print the verdict on a kata."""
    stem = judgement.path.stem
    console.print(Text(f"Kata {number_of(stem)}, {name_of(stem)} ({belt_of(stem)} belt)", "bold"))
    console.print(Text(about(stem), "italic"), "")
    if judgement.unwritten:
        console.print(
            Text.assemble(("Not written yet: ", "bold yellow"), f"open {_path(judgement)}")
        )
        console.print("Read what it must do, write it, save, and run this again.")
    elif judgement.green:
        console.print(Text.assemble(("GREEN ", "bold green"), f"{_count(judgement)}."))
        console.print(_after(stem))
    else:
        console.print(_red(judgement), "")
        console.print(Text.assemble(("Next: ", "bold"), _again(judgement)))
    if not judgement.green and "MAKELEVEL" in os.environ:
        console.print(
            Text("(The line from make below only says that the kata is not green.)", "dim")
        )


def as_text(judgement: Judgement, result: Result | None = None) -> str:
    """What pytest reports: why the file was not judged, or what is wrong with one case."""
    console = Console(file=io.StringIO(), width=80, color_system=None)
    if judgement.unjudged:
        console.print(_problem(judgement.unjudged))
    elif result is not None and result.problem:
        console.print(_case(judgement.path, result))
    else:
        console.print("Not run: the process had ended at an earlier case.")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().rstrip()


def about(stem: str) -> str:
    """The first line of a kata's docstring."""
    tree = ast.parse((SOLUTIONS / f"{stem}.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name_of(stem):
            return (ast.get_docstring(node) or "").split("\n")[0]
    return ""


def _path(judgement: Judgement) -> str:
    path = judgement.path
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def _again(judgement: Judgement) -> str:
    return f"change {_path(judgement)}, save, and make kata N={number_of(judgement.path.stem)}"


def _after(stem: str) -> Text:
    later = stems()[stems().index(stem) + 1 :]
    if not later:
        return Text("That was the last kata.")
    following = later[0]
    return Text.assemble(
        ("Next: ", "bold"), f"make kata N={number_of(following)} ({name_of(following)})"
    )


def _count(judgement: Judgement) -> str:
    """How many cases pass, the refused ones counted apart."""
    parts = []
    for refused, noun in ((False, "case"), (True, "refusal")):
        results = [r for r in judgement.results if r.case.refused is refused]
        passed = sum(r.passed for r in results)
        if results:
            all_of = f"all {passed}" if passed == len(results) else f"{passed} of {len(results)}"
            parts.append(f"{all_of} {noun}s")
    return f"{' and '.join(parts)} pass"


def _red(judgement: Judgement) -> RenderableType:
    if judgement.unjudged:
        head = Text.assemble(("RED ", "bold red"), f"{_path(judgement)} could not be judged.")
        return Group(head, "", _problem(judgement.unjudged))
    result = judgement.first_failing
    assert result is not None
    head = Text.assemble(("RED ", "bold red"), f"{_count(judgement)}. The first that does not:")
    return Group(head, "", _case(judgement.path, result))


def _case(path: Path, result: Result) -> RenderableType:
    case, problem = result.case, result.problem
    assert problem is not None
    given: list[RenderableType] = [
        Text(case.name, "bold"),
        Padding(Text(case.code, "cyan"), (0, 2)),
    ]
    values = {name: given.values for name, given in case.inputs.items()}
    if problem.label.startswith(("gradient", "upstream")) and result.theirs:
        upstream = result.theirs["upstream gradient"]
        if upstream is not None:
            values["upstream gradient"] = upstream
    for name, array in values.items():
        given.append(Padding(_named(name, array), (0, 2)))
    again = Text("\n".join(_paste(path, result)), "dim", no_wrap=True, overflow="ignore")
    return Group(
        *given,
        "",
        _problem(problem),
        "",
        Text("To see it again, paste into .venv/bin/python:", "dim"),
        again,
    )


def _problem(problem: Problem) -> RenderableType:
    shown: list[RenderableType] = [Text(problem.sentence, "bold")]
    for number, line in problem.lines:
        shown.append(Text(f"  line {number}: {line}"))
    if problem.yours is not None and problem.theirs is not None:
        shown.append(_side_by_side(problem.yours, problem.theirs))
        shown.append(Text(_where(problem.yours, problem.theirs)))
    elif problem.yours is not None:
        shown.append(Padding(_named("yours", problem.yours), (0, 2)))
    if problem.printed:
        shown += ["", Text("Printed meanwhile:", "dim"), Text(problem.printed.rstrip())]
    return Group(*shown)


def _side_by_side(yours: np.ndarray, theirs: np.ndarray) -> RenderableType:
    columns = [("yours", yours, "red"), ("PyTorch's", theirs, "green")]
    texts = [np.array2string(array, separator=", ") for _, array, _ in columns]
    grid = Table.grid(padding=(0, 4, 0, 2))
    width = sum(max(map(len, text.split("\n"))) for text in texts)
    if width <= 66:
        grid.add_row(*(Text(name, "dim") for name, _, _ in columns))
        grid.add_row(*(Text(t, style) for t, (_, _, style) in zip(texts, columns, strict=True)))
    else:
        for text, (name, _, style) in zip(texts, columns, strict=True):
            grid.add_row(Text(name, "dim"), Text(text, style))
    return grid


def _where(yours: np.ndarray, theirs: np.ndarray) -> str:
    if yours.shape != theirs.shape:
        return ""
    different = [i for i in np.ndindex(yours.shape) if not same(yours[i], theirs[i])]
    if yours.ndim == 0:
        return ""
    first = different[0]
    return (
        f"  {len(different)} of {yours.size} differ, "
        f"first at {list(first)}: {yours[first]:g}, PyTorch's {theirs[first]:g}"
    )


def _named(name: str, array: np.ndarray) -> Text:
    head = f"{name} = "
    shape = f"  (shape {array.shape})" if array.size == 0 else ""
    return Text(head + np.array2string(array, separator=", ", prefix=head) + shape)


def _paste(path: Path, result: Result) -> list[str]:
    """Three lines for Python that show the case again."""
    case = result.case
    given = "; ".join(f"{name} = {_python(given)}" for name, given in case.inputs.items())
    look = f"out = {case.code}; print(out)"
    upstream = result.theirs["upstream gradient"] if result.theirs else None
    if upstream is not None:
        grads = ", ".join(f"{k}.grad" for k, v in case.inputs.items() if v.kind == "leaf")
        look += f"; out.backward({_values(upstream)}); print({grads})"
    if "np." in given + look:
        given = f"import numpy as np; {given}"
    where = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return [
        f'from minigrad import Tensor, kata; kata.install("{where.as_posix()}")',
        given,
        look,
    ]


def _python(given: Input) -> str:
    values = _values(given.values)
    if given.kind == "array":
        return values if values.startswith("np.") else f"np.array({values})"
    return f"Tensor({values}{', requires_grad=True' if given.kind == 'leaf' else ''})"


def _values(array: np.ndarray) -> str:
    if array.size == 0:
        return f"np.zeros({array.shape})"
    return re.sub(r"\b(nan|inf)\b", r"np.\1", repr(array.tolist()))
