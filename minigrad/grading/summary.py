"""What the terminal shows of a class: how many have each kata green. The rest is in the report."""

import itertools
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from minigrad.grading.grade import Grade
from minigrad.grading.pairs import Pair
from minigrad.kata import name_of, number_of


def show(grades: Sequence[Grade], pairs: Sequence[Pair], out: Path, console: Console) -> None:
    """Print how a class stands, in two columns of katas, for the sake of small screens."""
    table = Table(box=None, padding=(0, 1, 0, 0))
    for heading in ("", "kata", "green", "red", "none") * 2:
        table.add_column(heading, justify="left" if heading == "kata" else "right", no_wrap=True)
    rows = [_row([grade.marks[k].state for grade in grades], stem) for k, stem in _stems(grades)]
    half = (len(rows) + 1) // 2
    for left, right in itertools.zip_longest(rows[:half], rows[half:], fillvalue=()):
        table.add_row(*left, *right)
    console.print(table)
    median = statistics.median(grade.total for grade in grades)
    students = f"{len(grades)} student{'s' if len(grades) > 1 else ''}"
    console.print(f"\n{students}; half have {median:.1f} of {len(rows)} or more.")
    noted = sum(bool(grade.notes) for grade in grades)
    found = [f"{noted} odd submission{'s' if noted > 1 else ''}"] if noted else []
    found += [f"{len(pairs)} pair{'s' if len(pairs) > 1 else ''} alike"] if pairs else []
    if found:
        console.print(f"To look at: {' and '.join(found)}.")
    for protection in sorted({grade.protection for grade in grades if grade.protection}):
        console.print(f"Protection: {protection}.")
    console.print(Text.assemble(("Next: ", "bold"), f"open {out / 'class.html'} in a browser"))


def _stems(grades: Sequence[Grade]) -> list[tuple[int, str]]:
    return [(k, mark.stem) for k, mark in enumerate(grades[0].marks)]


def _row(states: Sequence[str], stem: str) -> tuple[Text, ...]:
    count = Counter(states)
    none = len(states) - count["green"] - count["red"]
    cells = (count["green"], "green"), (count["red"], "red"), (none, "dim")
    told = (Text(str(number), style if number else "dim") for number, style in cells)
    return Text(str(number_of(stem))), Text(name_of(stem)), *told
