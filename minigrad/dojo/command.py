"""The command line: `python -m minigrad kata 3`, or `minigrad kata 3`, or `make kata N=3`."""

import argparse
import difflib
import itertools
import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from minigrad import kata, layers
from minigrad.dojo import screen
from minigrad.judging import supervisor
from minigrad.judging.recording import NoAnswer

REFERENCE = "the reference"
WITHOUT_TESTS = (
    "This minigrad was installed without the katas' tests. Clone the repository, and "
    "run make kata N=3 in the clone."
)


class Stop(Exception):
    """A sentence for the user; the command ends with status 2."""


Commands = argparse._SubParsersAction


def main(more: Callable[[Commands], None] | None = None) -> None:
    """more: adds commands of the rooms above, each with `run`, which is given what was typed"""
    screen.forgive()
    warnings.simplefilter("ignore", SyntaxWarning)  # of a kata that we parse
    try:
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.exit(run(parsed(more)))
    except (Stop, NoAnswer) as stop:
        print(stop, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(refused(error), file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one finds us leaving
        sys.exit(130)


def refused(error: OSError) -> str:
    """What the system did not let us do: the disk is full, say."""
    about = f" ({error.filename})" if error.filename else ""
    return f"The system says: {error.strerror or error}{about}. Nothing of yours was changed."


def parsed(more: Callable[[Commands], None] | None = None) -> argparse.Namespace:
    """What was typed; wrong words end in the usage."""
    parser = argparse.ArgumentParser(
        prog="minigrad", description="Learn automatic differentiation, one kata at a time."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in (
        ("kata", "judge your kata"),
        ("watch", "judge on every save; without N, kata after kata"),
        ("more", "show all failing cases of your kata"),
        ("case", "show one case in full"),
        ("draw", "draw the graph of a case"),
        ("hint", "show one more hint"),
        ("solution", "show your kata and the reference"),
        ("reset", "put the stub back; your file is kept"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("N", nargs="?", default=from_make("N"), help="number or name")
        if name == "case":
            command.add_argument(
                "CASE", nargs="?", default=from_make("CASE"), help="its name, as in 'sum each row'"
            )
        if name == "kata":
            command.add_argument(
                "--live", action="store_true", default=is_on("LIVE"), help="ask PyTorch live"
            )
    commands.add_parser("exam", help="train a network on all of your katas")
    train = commands.add_parser("train", help="train a network and leave a picture")
    train.add_argument("DATA", nargs="?", default=from_make("DATA"), help="what to learn")
    gradcheck = commands.add_parser("gradcheck", help="check the gradient of every operation")
    for experiment in (train, gradcheck):
        experiment.add_argument(
            "--yours", action="store_true", default=is_on("YOURS"), help="run on your katas"
        )
    commands.add_parser("next", help="judge the first kata that is not green")
    progress = commands.add_parser("progress", help="judge every kata, and show the state of each")
    progress.add_argument("--json", action="store_true", help="as JSON, for other programs")
    stubs = commands.add_parser("stubs", help="write the stubs and README.md's table")
    stubs.add_argument("folder", nargs="?", type=Path, default=kata.KATAS)
    commands.add_parser("answers", help="record PyTorch's answers to all cases in tests/recorded/")
    commands.add_parser("bench", help="measure how long a verdict takes, and the engine's speed")
    if more:
        more(commands)
    arguments = parser.parse_args()
    if from_make("N") and "N" not in arguments:
        print(f"make {arguments.command} takes no N=. It is ignored.", file=sys.stderr)
    return arguments


def from_make(name: str) -> str:
    """What was typed after make, as in `make kata N=3`. Outside make such a variable may be there
    for other reasons."""
    return os.environ.get(name, "").strip() if "MAKELEVEL" in os.environ else ""


def is_on(name: str) -> bool:
    """Whether a switch was typed after make, as in `make kata N=3 LIVE=1`."""
    return from_make(name) not in ("", "0")


def run(arguments: argparse.Namespace) -> int:
    """Carry out a command; imports only what it needs, for the learner waits."""
    if not (kata.ROOT / "tests").is_dir():
        raise Stop(WITHOUT_TESTS)
    for place in (Path.cwd(), Path(sys.argv[0]).absolute()):
        if (clone := clone_around(place)) not in (None, kata.ROOT):
            raise Stop(
                f"This minigrad judges the katas in {kata.ROOT}, but you called it in {clone}. "
                "There, python3 set_up.py gives that folder a minigrad of its own."
            )
    if os.path.lexists(kata.KATAS) and not kata.KATAS.is_dir():
        raise Stop("katas is a file, but must be a folder. Move it away, and run this again.")
    console = Console(highlight=False)
    if arguments.command in ("exam", "train", "gradcheck"):
        if any(map(layers.is_missing, ("matplotlib", "sklearn"))):
            layer = layers.install("experiments")
            raise Stop(f"This needs matplotlib and scikit-learn; this installs them: {layer}")
    if "run" in arguments:
        return int(arguments.run(arguments))
    match arguments.command:
        case "kata":
            return judge_kata(find(arguments.N, arguments.command), console, arguments.live)
        case "watch":
            from minigrad.dojo import watch

            try:
                given = arguments.N.strip()
                if watch.watch(find(given, arguments.command) if given else None, console):
                    all_green(console)
            except KeyboardInterrupt:
                console.print()
        case "next":
            from minigrad.dojo import board

            with console.status("Looking for the first kata that is not green ..."):
                stem = board.first_not_green(kata.stems())
            if stem is not None:
                return judge_kata(stem, console)
            all_green(console)
        case "more":
            from minigrad.dojo import more

            return more.more(find(arguments.N, arguments.command), console)
        case "case":
            from minigrad.dojo import more

            return more.one(find(arguments.N, arguments.command), arguments.CASE.strip(), console)
        case "draw":
            from minigrad.dojo import picture

            return picture.draw(find(arguments.N, arguments.command), console)
        case "hint":
            from minigrad.dojo import hints

            hints.hint(find(arguments.N, arguments.command), console)
        case "solution":
            from minigrad.dojo import hints

            return hints.solution(find(arguments.N, arguments.command), console)
        case "reset":
            from minigrad.dojo.reset import reset

            stem = find(arguments.N, arguments.command)
            kept = reset(stem)
            if kept:
                console.print(f"katas/{stem}.py is the stub again.")
                console.print(f"Your old file is in katas/{kept.name}.")
            else:
                console.print(f"katas/{stem}.py is the stub.")
        case "progress":
            from minigrad.dojo import board

            judgements = board.judge_all()
            if arguments.json:
                print(board.as_json(judgements))
            else:
                board.show(judgements, console)
        case "exam":
            from minigrad.dojo import exam

            return exam.exam(console)
        case "train":
            from minigrad.dojo import yours
            from minigrad.experiments import train
            from minigrad.experiments.datasets import DATASETS

            name = arguments.DATA.strip().lower()
            if name not in DATASETS:
                said = f"There is no data set called {quoted(name)}." if name else "Which data set?"
                names = ", ".join(DATASETS)
                raise Stop(f"{said} Name one of {names}, as in: make train DATA=moons")
            if arguments.yours:
                return yours.experiment("train", name, console)
            console.print(f"On {REFERENCE}:")
            return train.show(name, train.steps(name, REFERENCE), console)
        case "gradcheck":
            from minigrad.dojo import yours
            from minigrad.experiments import gradcheck

            if arguments.yours:
                return yours.experiment("gradcheck", "", console)
            console.print(f"On {REFERENCE}:")
            return gradcheck.show(gradcheck.rows(), REFERENCE, console)
        case "answers":
            from minigrad.dojo import answers

            answers.record(console)
        case "bench":
            from minigrad.dojo import bench

            bench.bench(console)
        case "stubs":
            from minigrad.dojo.generate import generate

            count = generate(arguments.folder)
            console.print(f"Wrote {count} stubs to {arguments.folder}. The rest have code.")
    return 0


def clone_around(place: Path) -> Path | None:
    """The clone of minigrad that a file or folder is in."""
    around = (place, *place.parents)
    found = (each for each in around if (each / "minigrad" / "kata.py").is_file())
    clone = next((each for each in found if (each / "solutions").is_dir()), None)
    return clone and clone.resolve()


def find(wanted: str, command: str, typed: str = "make {} N=3") -> str:
    """The stem of the kata meant by `3`, `03`, `sum`, `kata03_sum`, or the path of a file of it.

    typed: how a command is typed, for a sentence about a kata that is not there
    """
    wanted = wanted.strip()
    name = Path(wanted).stem.lower().removeprefix("test_")
    for stem in kata.stems():
        if name in (kata.name_of(stem).lower(), stem.lower()):
            return stem
        if wanted.isdecimal() and wanted.lstrip("0") == str(kata.number_of(stem)):
            return stem
    if wanted in ("24", "exam"):
        raise Stop("Kata 24 is the exam. It has no file. Run: make exam")
    names = {kata.name_of(stem): kata.number_of(stem) for stem in kata.stems()}
    listed = [f"  {number:2}  {name:18}" for name, number in names.items()]
    half = (len(listed) + 1) // 2  # two columns, for the sake of small screens
    pairs = itertools.zip_longest(listed[:half], listed[half:], fillvalue="")
    listing = "\n".join("".join(pair).rstrip() for pair in pairs)
    said = f"There is no kata called {quoted(wanted)}." if wanted else "Which kata?"
    close = difflib.get_close_matches(wanted, names, 1)
    meant = f" Did you mean {close[0]}?" if close else ""
    raise Stop(
        f"{said}{meant} Name one by number or name, as in: {typed.format(command)}\n{listing}"
    )


def quoted(text: str) -> str:
    """What was typed, as far as a line has room."""
    return repr(text if len(text) <= 40 else text[:40] + "...")


def all_green(console: Console) -> None:
    from minigrad.dojo import board

    console.print("Every kata is green.")
    console.print(board.exam_stands())


def judge_kata(stem: str, console: Console, live: bool = False) -> int:
    """Run pytest on the kata's test file, and print the verdict in place of pytest's report.

    live: by what PyTorch answers now, not by what is recorded
    """
    supervisor.prepare()  # it imports while we do
    import pytest

    from minigrad.dojo import memory, verdict

    path = kata.KATAS / f"{stem}.py"

    class Report:
        judgement, error = None, ""
        no_answer: NoAnswer | None = None

        def pytest_configure(self, config: pytest.Config) -> None:
            config.count = count  # type: ignore[attr-defined]

        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            self.error += report.longreprtext

        def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
            if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
                try:
                    self.judgement = session.config.judged(path)  # type: ignore[attr-defined]
                except NoAnswer as no_answer:
                    self.no_answer = no_answer

    def count(done: int) -> None:
        status.update(f"Judging: {done} cases are done ...")

    report = Report()
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.chdir(kata.ROOT)
    options = ["--judge=yours", "--capture=no", "-p", "no:terminal", "-p", "no:cacheprovider"]
    options += ["--disable-plugin-autoload"]  # whatever is installed doubles the start
    options += ["--live"] if live else []
    with console.status("Judging ...") as status:
        ended = pytest.main([f"tests/test_{stem}.py", *options], plugins=[report])
    if report.error:
        raise Stop(f"pytest cannot read tests/test_{stem}.py:\n{report.error}")
    if report.no_answer:
        raise report.no_answer
    if ended == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if report.judgement is None:
        raise Stop(f"pytest found no tests in tests/test_{stem}.py.")
    memory.note([report.judgement])
    verdict.show(report.judgement, console)
    return 0 if report.judgement.green else 1
