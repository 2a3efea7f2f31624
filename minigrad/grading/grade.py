"""What grading leaves: a mark for each kata, a grade for each student."""

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Literal, Self

State = Literal["green", "red", "not written", "missing", "not readable"]


@dataclass
class Mark:
    """What became of one kata of a submission.

    mark: from 0 to 1; all or nothing, unless marks by parts were asked for: then the share of the
        kata's parts whose cases all pass
    parts: of each part of the cases, how many passed, and how many were asked
    verdict: what the learner would read; plain text, without characters that a terminal obeys
    sentence: what is wrong, in one sentence; empty where it is green
    name: the known mistake that it looks like, if any
    where: what the diagnosis measured, in sentences
    code: the kata's text; empty where it could not be read
    """

    stem: str
    state: State
    mark: float = 0.0
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    verdict: str = ""
    sentence: str = ""
    name: str = ""
    where: list[str] = field(default_factory=list)
    code: str = ""
    seconds: float = 0.0


@dataclass
class Grade:
    """What became of one student's submission.

    student: the name of the folder or zip; no two are alike
    marks: of every kata, in order
    notes: what was odd about the submission, in a line each
    digest: of the submission and the cases; grading again would give the same
    protection: what kept the submission from doing harm
    """

    student: str
    marks: list[Mark]
    notes: list[str] = field(default_factory=list)
    digest: str = ""
    protection: str = ""

    @property
    def total(self) -> float:
        return sum(mark.mark for mark in self.marks)

    def as_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=1)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The grade that `as_json` wrote; of other texts a ValueError, KeyError or TypeError."""
        told = json.loads(text)
        marks = [Mark(**mark) for mark in told.pop("marks")]
        for mark in marks:
            mark.parts = {part: (passed, asked) for part, (passed, asked) in mark.parts.items()}
        return cls(marks=marks, **told)


def file_of(student: str) -> str:
    """The name of a student's file, `Ann.json`; what no file may be called is replaced. No two
    students have the same, whatever they call themselves."""
    name = re.sub(r"[^\w @+,.-]", "_", student).lstrip(".")[:60].strip()
    same = name == student and not re.search(r"-[0-9a-f]{32}$", name)
    return (
        f"{name}.json"
        if same
        else f"{name}-{hashlib.sha256(student.encode()).hexdigest()[:32]}.json"
    )
