"""Help with a kata: hints, and the reference beside yours."""

import ast
from pathlib import Path

from rich.console import Console, Group
from rich.prompt import Confirm
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from minigrad.dojo.verdict import command
from minigrad.judging.judge import judge_yours
from minigrad.kata import KATAS, ROOT, SOLUTIONS, name_of, number_of

WIDE = 160  # columns, for two files beside each other
SHOWN = ROOT / ".hints"  # how many hints of each kata have been shown


def hint(stem: str, console: Console) -> None:
    """Show a kata's next hint; once all have been shown, all of them."""
    hints = hints_of(stem)
    seen = _shown(stem)
    count = min(seen + 1, len(hints))
    for i, text in enumerate(hints, 1):
        if i == count or seen == len(hints):
            title = f"Hint {i} of {len(hints)} for kata {number_of(stem)}, {name_of(stem)}"
            console.print(Text(title, "bold"), text, "", sep="\n", markup=False)
    if count == len(hints):
        console.print(f"That is the last one. {command('solution', stem)} shows the reference.")
    else:
        console.print(f"{command('hint', stem)} shows one more.")
    try:
        SHOWN.mkdir(exist_ok=True)
        (SHOWN / stem).write_text(str(count))
    except OSError:
        pass  # the same hint comes again


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
        question = f"Kata {number_of(stem)} is not green yet. See the reference all the same?"
        try:
            if not Confirm.ask(question, console=console, default=False):
                return 0
        except EOFError:  # nobody there to answer
            console.print("\nNobody answered, so it is not shown.")
            return 1
    shown = [_listing("yours", path), _listing("the reference", SOLUTIONS / path.name)]
    if console.width >= WIDE:
        beside = Table.grid(padding=(0, 4), expand=True)
        beside.add_row(*shown)
        console.print(beside)
    else:
        console.print(*shown, sep="\n")
    return 0


def _listing(title: str, path: Path) -> Group:
    text = path.read_text("utf-8", "replace") if path.exists() else "(no such file)"
    text = _without_docstring(text)
    code = Syntax(text, "python", theme="ansi_dark", background_color="default", word_wrap=True)
    return Group(Text(f"{title}, {path.relative_to(ROOT).as_posix()}", "bold"), code)


def _without_docstring(text: str) -> str:
    """The text of a kata without the docstring of its definition, which the stub has too."""
    lines = text.split("\n")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return text
    for node in reversed(tree.body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            del lines[node.body[0].lineno - 1 : node.body[0].end_lineno]
    return "\n".join(lines)
