"""Grades a class: the map over its submissions. Grades are written as they come, so that a run that
was stopped goes on where it was, and what has not changed is not graded again."""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from minigrad.grading import examiner
from minigrad.grading.examiner import How, digest_of
from minigrad.grading.grade import Grade, Mark, file_of
from minigrad.grading.pool import Pool
from minigrad.grading.submissions import Submission, find, read
from minigrad.judging.reply import harmless
from minigrad.judging.writing import put
from minigrad.kata import stems

# Gives each submission with its grade, as they come; None now and then meanwhile.
Map = Callable[[list[Submission], How], Iterator[tuple[Submission, Grade] | None]]


def here(submissions: list[Submission], how: How) -> Iterator[tuple[Submission, Grade] | None]:
    """Grade with all processors of this machine."""
    if not submissions:
        return
    count = min(os.cpu_count() or 1, len(submissions))
    for _ in Pool(examiner.warm_up, examiner.close, count).map(stems()):
        yield None
    pool = Pool(functools.partial(examiner.grade, how=how), examiner.close, count)
    for found in pool.map(submissions):
        if found is None:
            yield None
        else:
            submission, grade = found
            yield submission, grade if isinstance(grade, Grade) else lost(submission, how, grade)


def lost(submission: Submission, how: How, why: BaseException) -> Grade:
    """The grade of what could not be graded, through no fault of its own: the next run tries it
    again."""
    said = f"Not graded: {harmless(str(why) or type(why).__name__)}"
    marks = [Mark(stem, "not readable", verdict=said, sentence=said) for stem in stems()]
    notes = [*submission.notes, said]
    return Grade(submission.student, marks, notes, protection=how.protection)


def grade_all(
    folder: Path, out: Path, how: How, by: Map, tell: Callable[[int, int], None]
) -> list[Grade]:
    """Grade every submission of a folder; gives the grades by student's name.

    tell: is told, now and then, how many are done, and how many there are
    """
    results = out / "results"
    results.mkdir(parents=True, exist_ok=True)
    grades: dict[str, Grade] = {}
    to_do = []
    entries = [(student, path) for student, path in find(folder) if not _is(path, out)]
    for student, path in entries:
        submission = read(student, path)
        if known := _known(results / file_of(student), digest_of(submission, how)):
            grades[student] = known
        else:
            to_do.append(submission)
    tell(len(grades), len(entries))
    with contextlib.closing(by(to_do, how)) as found:  # type: ignore[type-var]
        for each in found:
            if each:
                submission, grade = each
                put(results / file_of(submission.student), grade.as_json())
                grades[submission.student] = grade
            tell(len(grades), len(entries))
    _forget_others(results, grades)
    return [grades[student] for student, _ in entries]


def _is(path: Path, out: Path) -> bool:
    """Whether a submission is the report, which may be in the same folder."""
    return os.path.realpath(path) == os.path.realpath(out)


def _known(path: Path, digest: str) -> Grade | None:
    """The grade of an earlier run, where it would be the same now."""
    try:
        grade = Grade.from_json(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return grade if grade.digest == digest else None


def _forget_others(results: Path, grades: dict[str, Grade]) -> None:
    """Results of submissions that are gone."""
    kept = {file_of(student) for student in grades}
    for path in results.glob("*.json"):
        if path.name not in kept:
            path.unlink()
