"""An exception of a kata, as advice looks at it."""

from pathlib import Path
from typing import NamedTuple

from minigrad import kata
from minigrad.judging.places import Place


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
        path = kata.SOLUTIONS / self.path.name
        return path.read_text("utf-8") if path.exists() else ""  # a learner's other file

    @property
    def is_operation(self) -> bool:
        return "Tensor.from_op(" in self.reference

    @property
    def last(self) -> Place:
        return self.places[-1]
