"""GitHub Classroom: `python -m minigrad.grading.classroom SUBMISSION` grades what was pushed.

It writes the run's summary, and as the output `result` what Classroom's reporter reads. The
workflow is in docs/classroom.yml.
"""

import base64
import json
import os
import re
import sys
from pathlib import Path

from minigrad.grading.grade import Grade, Mark
from minigrad.kata import name_of, number_of


def summary(grade: Grade) -> str:
    """How the katas stand, and the verdict on the first that is red, in Markdown."""
    green = sum(mark.state == "green" for mark in grade.marks)
    shown = [f"## {green} of {len(grade.marks)} katas are green", ""]
    red = next((mark for mark in grade.marks if mark.state in ("red", "not readable")), None)
    left = next((mark for mark in grade.marks if mark.state != "green"), None)
    if red:
        shown += [f"### {_name(red)}", "", _verbatim(red.verdict)]
    elif left:
        shown.append(f"Next: {_name(left)}")
    else:
        shown.append("You have written an autodiff engine.")
    if grade.notes:
        shown += ["", _verbatim("\n".join(grade.notes))]
    return "\n".join(shown) + "\n"


def _verbatim(text: str) -> str:
    """A text that Markdown leaves as it is."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`*", text)))
    return f"{fence}\n{text.strip()}\n{fence}"


def result(grade: Grade) -> dict:
    """The marks as Classroom's autograding expects them."""
    green = all(mark.state == "green" for mark in grade.marks)
    return {
        "version": 1,
        "status": "pass" if green else "fail",
        "max_score": len(grade.marks),
        "tests": [_test(mark) for mark in grade.marks],
    }


def _test(mark: Mark) -> dict:
    return {
        "name": _name(mark),
        "status": "pass" if mark.state == "green" else "fail",
        "score": mark.mark,
        "message": None if mark.state == "green" else mark.sentence,
    }


def _name(mark: Mark) -> str:
    return f"Kata {number_of(mark.stem)}, {name_of(mark.stem)}"


def main(folder: Path) -> None:
    from minigrad.grading.one import grade_one

    grade = grade_one(folder)
    told = json.dumps(result(grade)).encode()
    _append("GITHUB_STEP_SUMMARY", summary(grade))
    _append("GITHUB_OUTPUT", f"result={base64.b64encode(told).decode()}\n")
    print(f"{grade.total:g} of {len(grade.marks)} katas are green.")


def _append(variable: str, text: str) -> None:
    with open(os.environ[variable], "a", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
