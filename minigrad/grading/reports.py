"""Writes what a teacher reads of a class, and what other programs read of it."""

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from minigrad.grading import gradescope, junit, page
from minigrad.grading.grade import Grade, Mark, file_of
from minigrad.grading.pairs import Pair
from minigrad.judging.reply import harmless
from minigrad.judging.writing import put


def write(grades: Sequence[Grade], pairs: Sequence[Pair], out: Path, anonymous: bool) -> None:
    """Write all reports on a class into a folder.

    anonymous: students are called Student 1, Student 2, ..., in an order that tells nothing
    """
    grades = [_clean(grade) for grade in grades]
    if anonymous:
        grades, pairs = _without_names(grades, pairs)
    put(out / "grades.csv", table(grades))
    put(out / "class.html", page.page(grades, pairs))
    put(out / "junit.xml", junit.junit(grades))
    (out / "gradescope").mkdir(exist_ok=True)
    told = {file_of(grade.student): gradescope.results(grade) for grade in grades}
    for left in {path.name for path in (out / "gradescope").glob("*.json")} - told.keys():
        (out / "gradescope" / left).unlink()  # of a run with other names
    for name, text in told.items():
        put(out / "gradescope" / name, text)


def table(grades: Sequence[Grade]) -> str:
    """A row for each student and a column for each kata, as CSV."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    stems = [mark.stem for mark in grades[0].marks] if grades else []
    rows.writerow(["student", *stems, "total", "notes"])
    for grade in grades:
        marks = [_number(mark.mark) for mark in grade.marks]
        notes = _no_formula(" / ".join(grade.notes))
        rows.writerow([_no_formula(grade.student), *marks, _number(grade.total), notes])
    return text.getvalue()


def _number(mark: float) -> str:
    return f"{mark:.4f}".rstrip("0").rstrip(".")


def _no_formula(text: str) -> str:
    """The same, but no formula: a spreadsheet runs what begins like one, and some begin a new cell
    at a semicolon."""
    return re.sub(r"(^|(?<=[;,]))(?=\s*[=+\-@|＝＋－＠])", "'", text)


def _clean(grade: Grade) -> Grade:
    """The same without characters that no report can hold."""

    def clean(mark: Mark) -> Mark:
        return replace(
            mark,
            verdict=harmless(mark.verdict),
            sentence=harmless(mark.sentence),
            name=harmless(mark.name),
            where=[harmless(sentence) for sentence in mark.where],
            code=harmless(mark.code),
        )

    return replace(
        grade,
        student=_line(grade.student),
        marks=[clean(mark) for mark in grade.marks],
        notes=[_line(note) for note in grade.notes],
        protection=_line(grade.protection),
    )


def _line(text: str) -> str:
    return " ".join(harmless(text).split())


def _nobody_knows(grade: Grade) -> bytes:
    """What orders students, and does not follow from their names alone."""
    return hashlib.sha256(grade.as_json().encode()).digest()


def _without_names(
    grades: Sequence[Grade], pairs: Sequence[Pair]
) -> tuple[list[Grade], list[Pair]]:
    shuffled = sorted(grades, key=_nobody_knows)
    called = {grade.student: f"Student {k + 1}" for k, grade in enumerate(shuffled)}

    def hidden(grade: Grade) -> Grade:
        name = re.compile(re.escape(grade.student), re.IGNORECASE)
        notes = [name.sub(called[grade.student], note) for note in grade.notes]
        return replace(grade, student=called[grade.student], notes=notes)

    paired = [replace(p, first=called[p.first], second=called[p.second]) for p in pairs]
    return [hidden(grade) for grade in shuffled], paired
