"""The command line: `python -m minigrad.dojo kata 3`, or `minigrad kata 3`, or `make kata N=3`."""

import argparse
import os
import sys
from pathlib import Path

from minigrad import kata


class Stop(Exception):
    """A sentence for the user; the command ends with status 2."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="minigrad", description="Learn automatic differentiation, one kata at a time."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    judge = commands.add_parser("kata", help="judge your kata")
    judge.add_argument("N", nargs="?", default=os.environ.get("N", ""), help="its number or name")
    commands.add_parser("progress", help="judge every kata and show how each stands")
    stubs = commands.add_parser("stubs", help="write what follows from the solutions: stubs, table")
    stubs.add_argument("folder", nargs="?", type=Path, default=kata.KATAS)
    arguments = parser.parse_args()
    try:
        if arguments.command == "kata":
            sys.exit(judge_kata(find(arguments.N)))
        elif arguments.command == "progress":
            show_progress()
        else:
            write_stubs(arguments.folder)
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def find(wanted: str) -> str:
    """The stem of the kata meant by `3`, `03`, `sum` or `kata03_sum`."""
    wanted = wanted.strip()
    for stem in kata.stems():
        number = kata.number_of(stem)
        if wanted.lower() in (kata.name_of(stem).lower(), stem.lower(), f"{stem}.py".lower()):
            return stem
        if wanted.isdecimal() and int(wanted) == number:
            return stem
    listing = "\n".join(f"  {kata.number_of(s):2}  {kata.name_of(s)}" for s in kata.stems())
    said = f"There is no kata called {wanted!r}." if wanted else "Which kata?"
    raise Stop(f"{said} Name one by number or name, as in: make kata N=3\n{listing}")


def judge_kata(stem: str) -> int:
    """Run pytest on the kata's test file, and print the verdict in place of pytest's report."""
    import pytest
    from rich.console import Console

    from minigrad.dojo import verdict

    path = kata.KATAS / f"{stem}.py"

    class Report:
        judgement, error = None, ""

        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            self.error += report.longreprtext

        def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
            if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
                self.judgement = session.config.judged(path)  # type: ignore[attr-defined]

    report = Report()
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.chdir(kata.ROOT)
    options = ["--judge=yours", "--capture=no", "-p", "no:terminal", "-p", "no:cacheprovider"]
    status = pytest.main([f"tests/test_{stem}.py", *options], plugins=[report])
    if report.error:
        raise Stop(f"pytest cannot read tests/test_{stem}.py:\n{report.error}")
    if status == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if report.judgement is None:
        raise Stop(f"pytest found no tests in tests/test_{stem}.py.")
    verdict.show(report.judgement, Console(highlight=False))
    return 0 if report.judgement.green else 1


def show_progress() -> None:
    from rich.console import Console

    from minigrad.dojo import board

    board.show(board.judge_all(), Console(highlight=False))


def write_stubs(folder: Path) -> None:
    from minigrad.dojo import stubs

    written = stubs.write_stubs(folder)
    print(f"{len(written)} stubs written to {folder}; files with code in them are left alone.")
    if folder == kata.KATAS:
        readme = kata.ROOT / "README.md"
        readme.write_text(stubs.with_table(readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
