"""The command: `minigrad grade submissions report`, or `make grade DIR=submissions OUT=report`."""

import argparse
import time
from pathlib import Path

from rich.console import Console

from minigrad.dojo.command import Stop, from_make, is_on


def add(commands: argparse._SubParsersAction) -> None:
    """Add what this room has to the commands."""
    grade = commands.add_parser("grade", help="grade a class: a folder of submissions")
    grade.add_argument("DIR", nargs="?", default=from_make("DIR"), help="the submissions")
    grade.add_argument("OUT", nargs="?", default=from_make("OUT"), help="for the report")
    grade.add_argument(
        "--strict",
        action="store_true",
        default=is_on("STRICT"),
        help="do not grade without the full protection",
    )
    grade.add_argument(
        "--anonymous",
        action="store_true",
        default=is_on("ANONYMOUS"),
        help="leave the names out of the report",
    )
    grade.add_argument(
        "--scheduler", metavar="ADDRESS", default=from_make("SCHEDULER"), help="of a Dask cluster"
    )
    grade.set_defaults(run=run)
    autograder = commands.add_parser("autograder", help="make autograder.zip for Gradescope")
    autograder.add_argument(
        "OUT", nargs="?", default=from_make("OUT") or "autograder.zip", help="the zip to write"
    )
    autograder.set_defaults(run=make_autograder)
    for command in (grade, autograder):
        command.add_argument(
            "--parts", action="store_true", default=is_on("PARTS"), help="mark katas by their parts"
        )


def run(arguments: argparse.Namespace) -> int:
    from minigrad.grading import examiner, pairs, reports, summary
    from minigrad.grading.run import grade_all, here

    folder, out = _folders(arguments.DIR.strip(), arguments.OUT.strip())
    console = Console(highlight=False)
    how = examiner.new(arguments.parts)
    if not how.sandboxed:
        why = examiner.why_no_sandbox()
        if arguments.strict:
            raise Stop(f"Not graded: there is no full protection here, for {why}.")
        console.print(f"Without the full protection, for {why}.", style="yellow")
        console.print("A submission can read the solutions, and your files. See docs/grading.md.")
    by = here
    if arguments.scheduler:
        from minigrad.grading.cluster import Cluster

        by = Cluster(arguments.scheduler)
    with _Progress(console) as progress:
        try:
            grades = grade_all(folder, out, how, by, progress.tell)
        except KeyboardInterrupt:
            progress.stop()
            console.print(f"Stopped: {progress.done} of {progress.all} are graded.")
            console.print("The same command goes on from there.")
            raise
    if not grades:
        raise Stop(f"There are no submissions in {folder}: no folder, no archive, no kata.")
    with console.status("Writing the report ..."):
        alike = pairs.pairs(grades)
        reports.write(grades, alike, out, arguments.anonymous)
    summary.show(grades, alike, out, console)
    return 0


def make_autograder(arguments: argparse.Namespace) -> int:
    from minigrad.grading import gradescope

    out = Path(arguments.OUT)
    if out.suffix != ".zip":
        raise Stop(f"Name a zip, as in: minigrad autograder autograder.zip, not {out}.")
    gradescope.write_autograder(out, arguments.parts)
    print(f"{out} is ready to upload to Gradescope.")
    return 0


def _folders(folder: str, out: str) -> tuple[Path, Path]:
    if not folder or not out:
        raise Stop("Name two folders, as in: make grade DIR=submissions OUT=report")
    if not Path(folder).is_dir():
        raise Stop(f"There is no folder {folder}.")
    if Path(out).resolve() == Path(folder).resolve():
        raise Stop("Name another folder for the report than that of the submissions.")
    return Path(folder), Path(out)


class _Progress:
    """A bar with the time that is left; where nobody looks at a terminal, a line at the end of
    each minute."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        columns = (
            "Grading",
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
        )
        # It has no thread: the processes that grade are forks of this one.
        self._bar = Progress(*columns, console=console, auto_refresh=False, transient=True)
        self._task = self._bar.add_task("", total=None)
        self._said = time.monotonic()
        self.done = self.all = 0

    def __enter__(self) -> "_Progress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._bar.stop()

    def tell(self, done: int, all: int) -> None:
        self.done, self.all = done, all
        self._bar.update(self._task, completed=done, total=all)
        if self._bar.console.is_terminal:
            self._bar.refresh()
        elif time.monotonic() - self._said > 60:
            self._said = time.monotonic()
            print(f"{done} of {all} are graded.", flush=True)
