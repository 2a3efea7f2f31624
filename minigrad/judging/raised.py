"""An exception of a kata, as advice looks at it."""

import functools
from pathlib import Path
from typing import NamedTuple

from minigrad import kata
from minigrad.judging.places import Place


@functools.cache  # a process judges one kata, and reads many exceptions of it
def _reference(name: str) -> str:
    path = kata.SOLUTIONS / name
    return path.read_text("utf-8") if path.exists() else ""  # a learner's other file


class Raised(NamedTuple):
    """An exception, its message, the places in a kata that it came through, the kata's file."""

    error: BaseException
    message: str
    places: list[Place]
    path: Path

    @property
    def name(self) -> str:
        return self.path.stem.partition("_")[2]

    @property
    def reference(self) -> str:
        return _reference(self.path.name)

    @property
    def is_operation(self) -> bool:
        return "Tensor.from_op(" in self.reference

    @property
    def last(self) -> Place:
        return self.places[-1]
