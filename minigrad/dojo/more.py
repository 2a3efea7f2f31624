"""What does not fit on the verdict's screen: all failing cases, or one case in full."""

import difflib
import sys

from rich.console import Console
from rich.text import Text

from minigrad.dojo import verdict
from minigrad.judging.judge import Judgement, judge_yours
from minigrad.kata import name_of, number_of


def more(stem: str, console: Console) -> int:
    """Every failing case by part, with the first one in full. Gives the exit status."""
    judgement = judge_yours(stem)
    first = judgement.first_failing
    if first is None:
        verdict.show(judgement, console)
        return 0 if judgement.green else 1
    title = f"Kata {number_of(stem)}, {name_of(stem)}: the cases that fail"
    console.print(Text(title, "bold"), "", sep="\n")
    for part, results in verdict.parts_of(judgement).items():
        failing = [result for result in results if not result.passed]
        if failing:
            console.print(Text(f"{part}: {len(failing)} of {len(results)}", "bold red"))
        for result in failing:
            told = result.problem.sentence if result.problem else "not run"
            line = Text.assemble("  ", (result.case.name, "bold"), f": {told}")
            console.print(line, no_wrap=True, overflow="ellipsis")
    console.print("", Text("The first of them:", "bold"), sep="\n")
    verdict.show_case(judgement.path, first, console)
    console.print("", verdict.next_step(_how_to_see_one(stem, first.case.name)), sep="\n")
    return 1


def one(stem: str, name: str, console: Console) -> int:
    """One case in full, whether it passes or not. Gives the exit status."""
    judgement = judge_yours(stem)
    if not judgement.results:
        verdict.show(judgement, console)
        return 1
    results = {result.case.name: result for result in judgement.results}
    if name not in results:
        print(_no_such_case(judgement, name), file=sys.stderr)
        return 2
    result = results[name]
    state = ("passes", "bold green") if result.passed else ("fails", "bold red")
    if not result.ran:
        state = ("did not run: an earlier case ended the process", "bold red")
    console.print(Text.assemble(f"Kata {number_of(stem)}, {name_of(stem)}: this case ", state, "."))
    console.print()
    verdict.show_case(judgement.path, result, console)
    return 0 if result.passed else 1


def _how_to_see_one(stem: str, name: str) -> str:
    given = f'CASE="{name}"' if "=" in verdict.command("case", stem) else f'"{name}"'
    return f"{verdict.command('case', stem)} {given} shows one case, also when it passes"


def _no_such_case(judgement: Judgement, name: str) -> str:
    stem, names = judgement.path.stem, [result.case.name for result in judgement.results]
    close = difflib.get_close_matches(name, names, 4, 0.4) or names[:4]
    said = f"Kata {number_of(stem)} has no case called {name!r}." if name else "Which case?"
    listed = "\n".join(f"  {one}" for one in close)
    return f"{said} Name one as in: {_how_to_see_one(stem, close[0])}. Some of its cases:\n{listed}"
