"""Judges a kata on every save, one verdict on the screen at a time."""

import re
import time
from collections.abc import Sequence

import watchfiles
from rich.console import Console
from rich.text import Text

from minigrad.dojo import memory, screen, verdict
from minigrad.dojo.board import first_not_green
from minigrad.dojo.payoff import payoff
from minigrad.judging.at_once import at_once
from minigrad.judging.judge import Judgement, judge_yours
from minigrad.judging.supervisor import prepare
from minigrad.kata import KATAS, name_of, number_of, stems

SMALL = 5  # rows; in less, a verdict has no room
POLL = 500  # milliseconds between looks at the file, beside what the file system reports

# Of each kata's file: by which one sees that it was saved.
Signatures = dict[str, tuple[int, int, int] | None]


def watch(stem: str | None, console: Console) -> bool:
    """Judge a kata, then again on every save, until Ctrl-C; without a kata, the first one that
    is not green, then the next. Whether all are green; or else, nobody reads what is printed."""
    missed, reported, saves = 0, False, 0
    done: list[str] = []
    if not stem:
        console.print("Looking for the first kata that is not green ...")
    current = stem or first_not_green(stems())
    while current:
        KATAS.mkdir(exist_ok=True)
        before = {one: _signature(one) for one in ([stem] if stem else stems())}
        if judgement := _judged(current, before):
            prepare()
            memory.note([judgement])
            console.clear()
            when = time.strftime("%H:%M:%S") + (f", save {saves}" if saves else "")
            below = [f"Watching katas/{current}.py. Judged at {when}. Ctrl-C ends."]
            if missed > 1 and not reported:
                below.append("The file system reports no saves: I look twice a second.")
            _show(judgement, console, done, below)
            done = []
            if not screen.is_read():
                return False
            if judgement.green and not stem:
                done = [f"Kata {number_of(current)}, {name_of(current)}, is GREEN. On to the next."]
                done += [] if judgement.borrowed else [payoff(current)]
                later = stems()[stems().index(current) + 1 :]
                current = first_not_green(later) or first_not_green(stems())
                continue
        if not _saved(before):
            told = _wait_for_save(before)
            missed, reported = missed + (not told), reported or told
        saves += 1
        console.print("Judging ...", style="dim")
        saved = _saved(before)
        current = current if current in saved or not saved else saved[0]
    return True


def _judged(stem: str, before: Signatures) -> Judgement | None:
    """The judgement of a kata; none when a newer save came meanwhile."""
    return next(at_once(judge_yours, [stem], unless=lambda: bool(_saved(before))), None)


def _wait_for_save(before: Signatures) -> bool:
    """Wait for a save. Whether the file system has reported it."""
    # Looked at between reports too: some file systems report nothing.
    for changes in watchfiles.watch(KATAS, step=5, rust_timeout=POLL, yield_on_timeout=True):
        if _saved(before):
            return bool(changes)
    return True


def _show(
    judgement: Judgement, console: Console, above: Sequence[str], below: Sequence[str]
) -> None:
    """The verdict, cut to the height of the window.

    above, below: what stands there beside it
    """
    stem, more = judgement.path.stem, "... and more: make the window higher."
    taken = sum(_rows(beside, console.width) + 1 for beside in (above, below) if beside)
    room = console.height - 1 - taken
    if room < SMALL:  # nothing but the first words of the verdict
        above, below, more, room = [], [], "...", console.height - 1
        lines = verdict.screen(judgement, console, watching=True)
        start = next(i for i, line in enumerate(lines) if re.search("RED|GREEN|Not written", line))
        lines = [line for line in lines[start:] if line]
        lines = [f"Kata {number_of(stem)}, {name_of(stem)}", *lines]
    else:
        lines = verdict.screen(judgement, console, True, taken)
    while console.is_terminal and len(lines) > 1 and _rows(lines, console.width) > room:
        lines = [*lines[:-2], more]
    if above:
        console.print(Text("\n".join(above), "bold green"), "", sep="\n")
    console.file.write("\n".join(lines) + "\n")  # coloured already
    if below:
        console.print("", *below, sep="\n", style="dim")


def _rows(lines: Sequence[str], width: int) -> int:
    """How many rows of the terminal the lines take."""
    return sum(1 + max(Text.from_ansi(line).cell_len - 1, 0) // width for line in lines)


def _saved(before: Signatures) -> list[str]:
    """The katas whose files are not what they were."""
    return [stem for stem, signature in before.items() if _signature(stem) != signature]


def _signature(stem: str) -> tuple[int, int, int] | None:
    try:
        found = (KATAS / f"{stem}.py").stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
