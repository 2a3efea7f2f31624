"""Judges a kata on every save, one verdict on the screen at a time."""

import watchfiles
from rich.console import Console
from rich.text import Text

from minigrad.dojo import verdict
from minigrad.dojo.board import first_not_green
from minigrad.judging.judge import Judgement, judge_yours
from minigrad.judging.supervisor import prepare
from minigrad.kata import KATAS, name_of, number_of, stems

POLL = 500  # milliseconds between looks at the file, beside what the file system reports


def watch(stem: str | None, console: Console) -> None:
    """Judge a kata, then again on every save, until Ctrl-C; without a kata, the first one that
    is not green, then the next, until all are green."""
    missed, reported, done = 0, False, ""
    KATAS.mkdir(exist_ok=True)
    with console.status("Looking for the first kata that is not green ..."):
        current = stem or first_not_green(stems())
    while current:
        before = {one: _signature(one) for one in ([stem] if stem else stems())}
        judgement = judge_yours(current)
        prepare()
        console.clear()
        _show(judgement, console, done, polling=missed > 1 and not reported)
        done = ""
        if judgement.green and not stem:
            done = f"Kata {number_of(current)}, {name_of(current)}, is GREEN. The next one:"
            later = stems()[stems().index(current) + 1 :]
            current = first_not_green(later) or first_not_green(stems())
            continue
        # Looked at between reports too: some file systems report nothing.
        for changes in watchfiles.watch(KATAS, step=5, rust_timeout=POLL, yield_on_timeout=True):
            reported = reported or bool(changes)
            saved = [one for one, signature in before.items() if _signature(one) != signature]
            if saved:
                missed += not changes
                current = current if current in saved else saved[0]
                break


def _show(judgement: Judgement, console: Console, done: str, polling: bool) -> None:
    """The verdict, cut to the height of the window; the lines to paste go first."""
    room = console.height - 4
    lines = _lines(judgement, console, done, paste=True)
    if console.is_terminal and _rows(lines, console.width) > room:
        lines = _lines(judgement, console, done, paste=False)
        while len(lines) > 1 and _rows(lines, console.width) > room:
            lines = [*lines[:-2], "... and more: make the window higher."]
    console.file.write("\n".join(lines) + "\n")  # coloured already
    console.print(f"\nWatching katas/{judgement.path.name}. Ctrl-C ends.", style="dim")
    if polling:
        console.print("The file system reports no saves: I look at the file twice a second.")


def _lines(judgement: Judgement, console: Console, done: str, paste: bool) -> list[str]:
    with console.capture() as captured:
        if done:
            console.print(Text(done, "bold green"), "", sep="\n")
        verdict.show(judgement, console, watching=True, paste=paste)
    return captured.get().splitlines()


def _rows(lines: list[str], width: int) -> int:
    """How many rows of the terminal the lines take."""
    return sum(1 + max(Text.from_ansi(line).cell_len - 1, 0) // width for line in lines)


def _signature(stem: str) -> tuple[int, int, int] | None:
    try:
        found = (KATAS / f"{stem}.py").stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
