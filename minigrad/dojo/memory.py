"""What is remembered from one command to the next: which katas were green, and a passed exam.

All of it holds for texts: of a kata that has changed since, or whose cases have, nothing is known.
Without the file, or with a broken one, nothing is known at all.
"""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from minigrad.judging.judge import Judgement
from minigrad.judging.reading import refusal
from minigrad.judging.writing import put
from minigrad.kata import KATAS, ROOT, stems

FILE = ROOT / ".remembered.json"


@dataclass(frozen=True)
class Passed:
    """An exam that was passed: on which day, and how much of the held-out digits it read."""

    day: str
    accuracy: float

    @property
    def when(self) -> str:
        day = date.fromisoformat(self.day)
        return f"{day.day} {day:%B %Y}"


def digests() -> dict[str, str]:
    """What stands for the texts of each kata and its cases."""
    return {stem: _digest(stem) for stem in stems()}


def _digest(stem: str) -> str:
    paths = KATAS / f"{stem}.py", ROOT / "tests" / f"test_{stem}.py"
    if any(map(refusal, paths)):
        return ""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def note(judgements: Sequence[Judgement]) -> None:
    """Remember which of the learner's katas are green, and which are not."""
    known = _read()
    before = known.get("green")
    before = before if isinstance(before, dict) else {}
    green = dict(before)
    for one in judgements:
        stem = one.path.stem
        if one.path == KATAS / f"{stem}.py":
            green.pop(stem, None)
            if one.green:
                green[stem] = _digest(stem)
    if green != before:
        with contextlib.suppress(OSError):  # then it is judged again
            _write(known | {"green": green})


def greens() -> list[str]:
    """The learner's katas that are known to be green."""
    green = _read().get("green")
    return [stem for stem in stems() if isinstance(green, dict) and _is(green.get(stem), stem)]


def _is(digest: object, stem: str) -> bool:
    return bool(digest) and digest == _digest(stem)


def note_exam(passed: Passed, texts: dict[str, str]) -> None:
    """Remember a passed exam, for the texts that passed it. Raises OSError when it cannot."""
    _write(_read() | {"exam": asdict(passed) | {"texts": texts}})


def exam() -> Passed | None:
    """The exam, if the katas as they are now have passed it."""
    match _read().get("exam"):
        case {"day": str(day), "accuracy": float(accuracy), "texts": dict(texts)}:
            with contextlib.suppress(ValueError):
                date.fromisoformat(day)
                return Passed(day, accuracy) if texts == digests() else None
    return None


def _read() -> dict:
    if refusal(FILE):
        return {}
    try:
        known = json.loads(FILE.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(known: dict) -> None:
    put(FILE, json.dumps(known, indent=1))
