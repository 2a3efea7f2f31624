"""The magics. `load` is what `%load_ext minigrad` calls."""

import functools
import os
from collections.abc import Callable
from typing import Any

from IPython.display import display

from minigrad import kata
from minigrad.dojo import board, command, memory, reset
from minigrad.judging import supervisor
from minigrad.judging.judge import judge_yours
from minigrad.judging.recording import NoAnswer
from minigrad.notebook import cell as cells
from minigrad.notebook import kernel, verdict
from minigrad.notebook.help import board_shown, hint_shown, solution_shown

Magic = Callable[..., None]


class Told(Exception):
    """A sentence that ends a cell, and those that would run after it."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def telling(magic: Magic) -> Magic:
    """A magic that ends in a sentence where it cannot go on, and on an interrupt."""

    @functools.wraps(magic)
    def told(line: str, cell: str | None = None) -> None:
        try:
            return magic(line.strip()) if cell is None else magic(line.strip(), cell)
        except (command.Stop, NoAnswer, ImportError) as stop:  # drawing needs a package
            sentence = str(stop)
        except OSError as error:
            sentence = command.refused(error)
        except KeyboardInterrupt:
            sentence = "Stopped."
        raise Told(sentence) from None

    return told


@telling
def kata_magic(line: str, cell: str | None = None) -> None:
    """`%%kata sum` saves the cell to katas/ and judges it. `%kata sum` judges what is in katas/.
    `%kata` shows how every kata stands."""
    if cell is None and not line:
        return progress()
    stem = find(line, "%kata" if cell is None else "%%kata")
    note = cells.save(stem, cell) if cell and cell.strip() else ""
    kernel.give_back(stem)
    judgement = judge_yours(stem)
    memory.note([judgement])
    notes = [note, taken(stem) if judgement.green else ""]
    with kernel.reference():
        shown = verdict.shown(judgement, notes)
    display(shown)


def taken(stem: str) -> str:
    """Put a green kata into the notebook's engine. Gives what the learner should know of it."""
    try:
        return f"From here on, `{kernel.take(stem)}` in this notebook is yours."
    except Exception as error:  # it read a file, say, that the worker may read
        kind = type(error).__name__
        return f"This notebook cannot load it ({kind}), and goes on with the reference."


def progress() -> None:
    judgements = board.judge_all()
    for judgement in judgements:
        stem = judgement.path.stem
        kernel.give_back(stem)
        if judgement.green:
            taken(stem)
    display(board_shown(judgements))


@telling
def hint(line: str) -> None:
    """`%hint sum` shows one more hint each time."""
    display(hint_shown(find(line, "%hint")))


@telling
def solution(line: str) -> None:
    """`%solution sum` shows your kata and the reference."""
    stem = find(line, "%solution")
    display(solution_shown(stem, judge_yours(stem).green))


@telling
def put_stub_back(line: str) -> None:
    stem = find(line, "%reset")
    kept = reset.reset(stem)
    kernel.give_back(stem)
    print(f"katas/{stem}.py is the stub{' again' if kept else ''}.")
    if kept:
        print(f"Your old file is in katas/{kept.name}.")
    print("The cell is as it was: run it, and its code is saved again.")


def find(line: str, magic: str) -> str:
    return command.find(line, magic, "{} sum")


def load(ipython: Any) -> None:
    """Give a notebook its magics."""
    if not (kata.ROOT / "tests").is_dir():
        raise Told(command.WITHOUT_TESTS)
    os.environ.pop("MAKELEVEL", None)  # of `make notebook`: nothing is typed after make here
    supervisor.prepare()
    for stem in memory.greens():
        taken(stem)
    pythons_own = ipython.find_line_magic("reset")

    def reset_magic(line: str) -> None:
        """`%reset sum` puts the stub back and keeps your file. All else is IPython's %reset."""
        try:
            find(line, "%reset")
        except command.Stop:
            return pythons_own(line)
        put_stub_back(line)

    ipython.register_magic_function(kata_magic, "line_cell", "kata")
    for name, magic in (("hint", hint), ("solution", solution), ("reset", reset_magic)):
        ipython.register_magic_function(magic, "line", name)
