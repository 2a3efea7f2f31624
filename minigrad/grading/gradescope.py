"""Gradescope: a grade in the format of its results.json, and the autograder.zip to upload.

`python -m minigrad.grading.gradescope SUBMISSION RESULTS` is what the autograder runs for each
submission, and without words once beforehand.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

from minigrad.grading.grade import Grade, Mark
from minigrad.judging.stubs import stub
from minigrad.judging.writing import put
from minigrad.kata import ROOT, name_of, number_of, stems

HERE = Path(__file__).parent
# What grading needs of this repository.
FILES = ("pyproject.toml", "set_up.py", "README.md", "LICENSE", "tests/test_kata*.py")
FOLDERS = ("minigrad", "solutions", "tests/recorded")


def results(grade: Grade) -> str:
    """A student's results.json: a test for each kata."""
    told = {
        "tests": [_test(mark) for mark in grade.marks],
        "output": "\n".join(grade.notes),
        "output_format": "text",
        "visibility": "visible",
        "execution_time": round(sum(mark.seconds for mark in grade.marks)),
    }
    return json.dumps(told, indent=1)


def _test(mark: Mark) -> dict:
    return {
        "name": f"Kata {number_of(mark.stem)}, {name_of(mark.stem)}",
        "number": str(number_of(mark.stem)),
        "score": round(mark.mark, 4),
        "max_score": 1,
        "status": "passed" if mark.state == "green" else "failed",
        "output": mark.verdict or mark.sentence or f"This kata is {mark.state}.",
        "output_format": "text",
        "visibility": "visible",
    }


def write_autograder(out: Path, parts: bool = False) -> None:
    """Write autograder.zip: this repository as far as grading needs it, and Gradescope's scripts.

    parts: whether katas are marked by the share of their parts that are full
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("setup.sh", "run_autograder"):
            text = (HERE / "autograder" / name).read_text("utf-8")
            about = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            about.external_attr = 0o100755 << 16
            file.writestr(about, text.replace("PARTS=", f"PARTS={'--parts' * parts}"))
        paths = [path for pattern in FILES for path in ROOT.glob(pattern)]
        paths += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")]
        for path in sorted(paths):
            if path.is_file() and "__pycache__" not in path.parts:
                file.write(path, path.relative_to(ROOT))
        for stem in stems():
            file.writestr(f"katas/{stem}.py", stub(stem))
    put(out, made.getvalue())


def main(words: list[str]) -> None:
    from minigrad.grading.one import grade_one, warm_up

    if not words:
        return warm_up()
    submission, out, *parts = words
    put(Path(out), results(grade_one(Path(submission), parts == ["--parts"])))


if __name__ == "__main__":
    main(sys.argv[1:])
