"""Known mistakes: wrong answers that people really give, each with a name and a nudge."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from minigrad import kata


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to a kata. name: one line; nudge: what to think about."""

    function: Callable
    name: str
    nudge: str


def mistakes_of(stem: str) -> dict[str, Mistake]:
    """The known mistakes of a kata, by the names of their functions."""
    found = {}
    for key, function in functions_in(kata.SOLUTIONS / "mistakes" / f"{stem}.py").items():
        name, _, nudge = (inspect.getdoc(function) or "").partition("\n\n")
        found[key] = Mistake(function, name, nudge)
    return found


def functions_in(path: Path) -> dict[str, Callable]:
    """The functions that a file defines for others, in its order."""
    return {
        key: value
        for key, value in kata.run(path).items()
        if getattr(value, "__module__", "") == path.stem and not key.startswith("_")
    }
