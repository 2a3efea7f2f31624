"""Help with a kata: hints, and the reference beside yours."""

import ast
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.prompt import Confirm
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from minigrad.dojo.verdict import command
from minigrad.judging.judge import judge_yours
from minigrad.judging.reading import refusal
from minigrad.judging.reply import harmless
from minigrad.kata import KATAS, ROOT, SOLUTIONS, name_of, number_of

HELPERS = ("Tensor.wrap", "Tensor.from_op", "unbroadcast")  # that README explains
SHOWN = ROOT / ".hints"  # how many hints of each kata have been shown


class Hints(NamedTuple):
    """What is shown of a kata's hints: their titles and texts; before them what its code lacks.

    last: whether they end with the last one
    """

    lacks: list[str]
    shown: list[tuple[str, str]]
    last: bool


def hint(stem: str, console: Console) -> None:
    """Show a kata's next hint; once all have been shown, all of them."""
    hints = next_hints(stem)
    for line in [*hints.lacks, *[""] * bool(hints.lacks)]:
        console.print(Text(line, "yellow"))
    for title, text in hints.shown:
        console.print(Text(title, "bold"), text, "", sep="\n", markup=False)
    if hints.last:
        console.print(f"That is the last hint. {command('solution', stem)} shows the reference.")
    else:
        console.print(f"{command('hint', stem)} shows the next one.")


def next_hints(stem: str) -> Hints:
    """The next hint, noted as shown; once all have been shown, all of them."""
    hints = hints_of(stem)
    seen = _shown(stem)
    count = min(seen + 1, len(hints))
    of = f"of {len(hints)} for kata {number_of(stem)}, {name_of(stem)}"
    titled = [(f"Hint {i} {of}", text) for i, text in enumerate(hints, 1)]
    try:
        SHOWN.mkdir(exist_ok=True)
        (SHOWN / stem).write_text(str(count))
    except OSError:
        pass  # the same hint comes again
    shown = titled if seen == len(hints) else titled[count - 1 : count]
    return Hints(_lacks(stem), shown, count == len(hints))


def _lacks(stem: str) -> list[str]:
    """Which part of a red kata to work on, and what the reference calls that the kata does not."""
    judgement = judge_yours(stem)
    first = judgement.first_failing
    if first is None:
        return []
    reference = (SOLUTIONS / f"{stem}.py").read_text("utf-8")
    text = judgement.path.read_text("utf-8", "replace")
    missing = [name for name in HELPERS if f"{name}(" in reference and f"{name}(" not in text]
    said = [f"The part to work on: {first.case.part}."]
    if missing:
        said.append(f"You do not call {' or '.join(missing)} yet. README's `add` does.")
    return said


def hints_of(stem: str) -> list[str]:
    """A kata's hints, from the idea to nearly the line."""
    text = (SOLUTIONS / "hints" / f"{stem}.md").read_text("utf-8")
    return [part.strip() for part in text.split("\n---\n")]


def _shown(stem: str) -> int:
    try:
        return int((SHOWN / stem).read_text())
    except (OSError, ValueError):
        return 0


def solution(stem: str, console: Console) -> int:
    """Show the learner's kata and the reference, after a question unless the kata is green."""
    path = KATAS / f"{stem}.py"
    if not judge_yours(stem).green:
        question = f"Kata {number_of(stem)} is not green yet. See the reference now?"
        try:
            if not Confirm.ask(question, console=console, default=False):
                return 0
        except EOFError:  # nobody there to answer
            console.print("\nNo answer, so the reference stays hidden.")
            return 1
    both = [_listing("yours", path), _listing("the reference", SOLUTIONS / path.name)]
    widths = [max(map(len, text.plain.split("\n"))) for text in both]
    if sum(widths) + 4 <= console.width:
        beside = Table.grid(padding=(0, 4))
        beside.add_row(*both)
        console.print(beside)
    else:
        for text in both:
            console.print(text, soft_wrap=True)  # the terminal wraps: no line is broken in two
    return 0


def _listing(title: str, path: Path) -> Text:
    highlighted = Syntax("", "python", theme="ansi_dark").highlight(code_of(path))
    heading = Text(f"{title}, {path.relative_to(ROOT).as_posix()}\n", "bold")
    return Text.assemble(heading, highlighted)


def code_of(path: Path) -> str:
    """The text of a kata file to look at; or why there is none."""
    return refusal(path) or _without_docstring(harmless(path.read_text("utf-8", "replace")))


def _without_docstring(text: str) -> str:
    """The text of a kata without the docstring of its definition, which the stub has too."""
    lines = text.split("\n")
    try:
        tree = ast.parse(text)
    except Exception:  # odd texts make the parser raise about anything
        return text
    for node in reversed(tree.body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            del lines[node.body[0].lineno - 1 : node.body[0].end_lineno]
    return "\n".join(lines)
