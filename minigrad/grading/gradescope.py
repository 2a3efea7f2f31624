"""A grade in the format of Gradescope's results.json: a test for each kata."""

import json

from minigrad.grading.grade import Grade, Mark
from minigrad.kata import name_of, number_of


def results(grade: Grade) -> str:
    """A student's results.json."""
    told = {
        "tests": [_test(mark) for mark in grade.marks],
        "output": "\n".join([*grade.notes, f"Graded with {grade.protection}."]),
        "output_format": "text",
        "visibility": "visible",
        "execution_time": round(sum(mark.seconds for mark in grade.marks)),
    }
    return json.dumps(told, indent=1)


def _test(mark: Mark) -> dict:
    output = mark.verdict or mark.sentence or f"This kata is {mark.state}."
    return {
        "name": f"Kata {number_of(mark.stem)}, {name_of(mark.stem)}",
        "number": str(number_of(mark.stem)),
        "score": round(mark.mark, 4),
        "max_score": 1,
        "status": "passed" if mark.state == "green" else "failed",
        "output": output,
        "output_format": "text",
        "visibility": "visible",
    }
