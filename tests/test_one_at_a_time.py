"""One submission at a time: Gradescope's autograder, and a push to GitHub Classroom."""

import base64
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from classes import honest_class, right_answers

from minigrad.grading import classroom, gradescope
from minigrad.grading.grade import Mark
from minigrad.kata import ROOT, SOLUTIONS, stems

WORKFLOW = ROOT / "docs" / "classroom.yml"


@pytest.fixture
def submission(tmp_path):
    """Kata 6 is wrong, kata 9 is right; no others are there."""
    katas = tmp_path / "submission" / "katas"
    katas.mkdir(parents=True)
    text = (SOLUTIONS / "kata06_neg.py").read_text()
    assert "(-grad,)" in text
    (katas / "kata06_neg.py").write_text(text.replace("(-grad,)", "(grad,)"))
    (katas / "kata09_exp.py").write_text(right_answers("kata09_exp")[1])
    return katas.parent


def scores(told):
    return {test["name"]: test["score"] for test in told["tests"]}


EXPECTED = {"Kata 3, sum": 0, "Kata 6, neg": 0, "Kata 9, exp": 1}


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_the_autograder_grades_as_gradescope_runs_it(submission, tmp_path):
    home = tmp_path / "autograder"
    source = home / "source"
    gradescope.write_autograder(tmp_path / "autograder.zip")
    with zipfile.ZipFile(tmp_path / "autograder.zip") as file:
        file.extractall(source)
        assert file.getinfo("run_autograder").external_attr >> 16 & 0o111
    (source / ".venv" / "bin").mkdir(parents=True)  # in place of what setup.sh does
    (source / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (source / ".venv" / "bin" / "python").chmod(0o755)
    shutil.copy(source / "run_autograder", home)
    shutil.copytree(submission, home / "submission")
    subprocess.run(["bash", home / "run_autograder"], check=True, cwd=home, timeout=300)
    told = json.loads((home / "results" / "results.json").read_text())
    assert scores(told).items() >= EXPECTED.items() and sum(scores(told).values()) == 1
    assert "RED" in told["tests"][5]["output"] and told["tests"][5]["name"] == "Kata 6, neg"


def test_the_autograder_brings_stubs_and_nothing_else_of_katas(tmp_path):
    gradescope.write_autograder(tmp_path / "a.zip", parts=True)
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        names = file.namelist()
        assert len(names) == len(set(names)) and not [n for n in names if "__pycache__" in n]
        for stem in stems():
            assert b"raise NotImplementedError" in file.read(f"katas/{stem}.py")
            assert {f"tests/test_{stem}.py", f"tests/recorded/{stem}.jsonl"} <= set(names)
        assert b"\nPARTS=--parts\n" in file.read("run_autograder")


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_a_push_is_graded_as_the_workflow_says(submission, tmp_path):
    step = WORKFLOW.read_text().partition("id: katas\n")[2]
    command = step.partition("run: ")[2].partition("\n")[0]
    assert "working-directory: minigrad\n" in step and "../submission" in command
    command = command.replace(".venv/bin/python", sys.executable)
    command = command.replace("../submission", str(submission))
    summary, output = tmp_path / "summary.md", tmp_path / "output"
    told = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}
    words = ["bash", "-e", "-c", command]
    subprocess.run(words, check=True, cwd=ROOT, env=os.environ | told, timeout=300)
    assert summary.read_text().startswith("## 1 of 23 katas are green\n\n### Kata 6, neg\n\n```\n")
    assert "RED" in summary.read_text()
    result = json.loads(base64.b64decode(output.read_text().removeprefix("result=")))
    assert (result["status"], result["max_score"]) == ("fail", 23)
    assert scores(result).items() >= EXPECTED.items()
    assert {test["status"] for test in result["tests"]} == {"pass", "fail"}


def test_the_summary_says_what_comes_next():
    grade = honest_class(1, seed=1)[0]
    assert "You have written an autodiff engine." in classroom.summary(grade)
    assert classroom.result(grade)["status"] == "pass"
    grade.marks[4] = Mark(grade.marks[4].stem, "not written")
    assert "Next: Kata 5, broadcast_to" in classroom.summary(grade)


def test_no_text_of_the_submission_is_markdown():
    grade = honest_class(1, seed=1)[0]
    grade.marks[2] = replace(grade.marks[2], state="red", verdict="RED\n````\n# owned")
    grade.notes = ["```"]
    lines = classroom.summary(grade).splitlines()
    inside = lines[lines.index("`````") + 1 :]
    assert inside[: inside.index("`````")] == ["RED", "````", "# owned"]
    assert lines[-3:] == ["````", "```", "````"]
