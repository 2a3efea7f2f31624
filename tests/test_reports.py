"""The reports on a class: what they hold, and that nothing submitted can spoil them."""

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from classes import honest_class, renamed, student
from rich.console import Console

from minigrad.grading import page, reports, summary
from minigrad.grading.grade import Grade, Mark, file_of
from minigrad.grading.pairs import Pair, pairs
from minigrad.kata import stems

SCRIPT = (
    "</script><script>document.title='owned'</script><img src=x onerror=document.title='owned'>"
)
ODD = f"=1+1 {SCRIPT} \x00\x1b[31m\udcff \u202e & ]]> ' \" {{{{ 1 + 1 }}}}"
RED = "Kata 3, sum (white belt)\nWhat it does.\n\nRED  plain 3/4\n\nCase: a case\n\nNext: change it"


def red(
    stem, name="", where=(), code="def f():\n    return 1  # by Ann\n", sentence="It is wrong."
):
    return Mark(stem, "red", 0.0, {"plain": (3, 4)}, RED, sentence, name, list(where), code)


def a_class():
    """Ann has kata 3 wrong, and Bo the same; Cy's folder holds nothing but a note."""
    ann, bo = honest_class(2, seed=1)
    ann.student, bo.student = "Ann", "Bo"
    ann.marks[2] = red("kata03_sum", "the axis is lost", ["All your 3 wrong gradients are 0."])
    bo.marks[2] = red("kata03_sum", "the axis is lost", ["All your 5 wrong gradients are 0."])
    bo.marks[3] = replace(red("kata04_transpose"), mark=0.5)
    cy = Grade("Cy", [Mark(stem, "missing") for stem in stems()], ["There is no kata here."])
    return [ann, bo, cy]


@pytest.fixture
def written(tmp_path):
    def write(grades, anonymous=False):
        reports.write(grades, pairs(grades), tmp_path, anonymous)
        return tmp_path

    return write


def test_a_grade_survives_its_file():
    mark = Mark("kata03_sum", "red", 0.5, {"plain": (3, 4)}, "RED", "Wrong.", "a name", ["Where."])
    grade = Grade("Ann", [mark], ["a note"], "digest", "full")
    again = Grade.from_json(grade.as_json())
    assert again == grade and again.total == 0.5


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"marks": [{"no": 1}]}', '{"marks": 3}'])
def test_a_damaged_file_is_told_from_a_grade(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        Grade.from_json(text)


def test_every_student_has_a_file():
    assert file_of("Ann B. Müller") == "Ann B. Müller.json"
    names = ["a/b", "a:b", "..", "a" * 300, "a" * 301, "Ann\n", "é" * 300, "<b>"]
    files = [file_of(name) for name in names]
    assert len(set(files)) == len(names)
    assert all("/" not in file and len(file.encode()) < 200 for file in files)
    assert not any(file.startswith(".") for file in files)
    for name, file in zip(names, files, strict=True):  # no name is another's file
        assert file == f"{name}.json" or file_of(file.removesuffix(".json")) != file


def test_the_table_has_a_row_for_each_student(written):
    with (written(a_class()) / "grades.csv").open(newline="", encoding="utf-8") as file:
        ann, bo, cy = csv.DictReader(file)
    assert [row["student"] for row in (ann, bo, cy)] == ["Ann", "Bo", "Cy"]
    assert (ann["kata03_sum"], ann["kata04_transpose"], ann["total"]) == ("0", "1", "22")
    assert (bo["kata04_transpose"], bo["total"]) == ("0.5", "21.5")
    assert cy["total"] == "0" and cy["notes"] == "There is no kata here."


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n=1", "|x", "＝1"]
)
def test_no_name_is_a_formula(name):
    grade = replace(a_class()[0], student=name, notes=[name])
    *_, row = csv.reader(io.StringIO(reports.table([grade])))
    assert row[0] == f"'{name}" and row[-1] == f"'{name}"


def test_no_cell_of_another_spreadsheet_is_a_formula():
    grade = replace(a_class()[0], student="x;=1+1;2", notes=["a = b; @c"])
    *_, row = csv.reader(io.StringIO(reports.table([grade])))
    assert row[0] == "x;'=1+1;2" and row[-1] == "a = b;' @c"


def test_junit_has_a_suite_for_each_student(written):
    suites = ElementTree.parse(written(a_class()) / "junit.xml").getroot()
    ann, bo, cy = suites
    assert [suite.get("name") for suite in suites] == ["Ann", "Bo", "Cy"]
    assert (ann.get("tests"), ann.get("failures"), ann.get("errors")) == ("23", "1", "0")
    assert (bo.get("failures"), cy.get("skipped")) == ("2", "23")
    (failure,) = ann.iter("failure")
    assert failure.get("message") == "It is wrong." and failure.text == RED
    assert len(list(ann.iter("testcase"))) == len(stems())
    assert cy.findtext("system-out") == "There is no kata here."


def test_gradescope_has_a_test_for_each_kata(written):
    results = json.loads((written(a_class()) / "gradescope" / "Bo.json").read_text())
    tests = results["tests"]
    assert len(tests) == len(stems()) and {test["max_score"] for test in tests} == {1}
    assert [test["score"] for test in tests[:4]] == [1, 1, 0, 0.5]
    assert [test["status"] for test in tests[:4]] == ["passed", "passed", "failed", "failed"]
    assert tests[2]["output"] == RED and tests[2]["name"] == "Kata 3, sum"
    assert all(test["output"] for test in tests) and isinstance(results["execution_time"], int)


def test_reports_of_an_earlier_run_go(written):
    assert (written(a_class()) / "gradescope" / "Bo.json").exists()
    left = {path.name for path in (written(a_class()[:1]) / "gradescope").iterdir()}
    assert left == {"Ann.json"}


def test_names_can_be_left_out(written):
    grades = a_class()
    for mark in grades[0].marks:
        mark.code = f"# by Ann\nann = 'Ann'\n{mark.code}"
    grades.append(student("Dee", [renamed(mark.code) for mark in grades[1].marks]))
    out = written(grades, anonymous=True)
    for path in [*out.glob("*.*"), *out.glob("gradescope/*")]:
        text = path.name + path.read_text()
        assert not any(name in text for name in ("Ann", "Dee", "Cy", ">Bo<", ",Bo,", "\nBo,"))
    assert {path.stem for path in out.glob("gradescope/*")} == {
        f"Student {k}" for k in (1, 2, 3, 4)
    }


def test_the_order_of_students_without_names_does_not_follow_from_their_names(written):
    def order(mark):
        grades = [replace(one, student=f"Ann {k}") for k, one in enumerate(honest_class(9, 1))]
        grades = [replace(one, digest=f"{mark} {one.student}") for one in grades]
        shown = sorted(grades, key=reports._nobody_knows)
        return [one.student for one in shown]

    assert order("one") != order("other") and order("one") == order("one")


def test_the_page_says_what_was_not_understood(written):
    text = (written(a_class()) / "class.html").read_text()
    assert "<b>2 students</b>, kata 3 <code>sum</code>:" in text
    assert "This looks like: the axis is lost" in text
    assert "All your 3 wrong" in text and "All your 5 wrong" not in text  # they are the same
    assert "2 of 3 green" in text and "There is no kata here." in text


ALIKE = "Right, except where an axis is negative: all {} such cases fail."


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("All your 3 wrong gradients are 0.", "2 of your 9 wrong gradients are 0.", True),
        (ALIKE.format(9), ALIKE.format(4), True),
        (ALIKE.format(9), ALIKE.replace("negative", "given").format(9), False),
        ("It raises in 3 of the 46 cases.", "It raises in 9 of the 46 cases.", False),
        ("Your gradient of x is 2 everywhere.", "Your gradient of x is 3 everywhere.", False),
    ],
)
def test_the_same_wrong_in_fewer_cases_is_the_same(written, one, other, alike):
    grades = a_class()[:2]
    for grade, sentence in zip(grades, (one, other), strict=True):
        grade.marks[2] = red("kata03_sum", where=[sentence])
    text = (written(grades) / "class.html").read_text()
    assert ("<b>2 students</b>, kata 3" in text) == alike
    assert (other in text) == (not alike)


def test_an_example_is_without_words_of_its_writer():
    told = page.code_of('"""By Ann."""\nx = 1  # Ann\n\n\ndef f():\n    "Ann"\n    return "# no"\n')
    assert told.split("\n") == ["  2  x = 1", "  5  def f():", '  7      return "# no"']
    assert "Ann" not in page.code_of("def f(:\n  x = 1 # Ann\n") + page.code_of("# Ann\n'")


def test_the_terminal_shows_a_large_class_on_one_screen():
    three, shown = a_class(), io.StringIO()
    grades = [replace(three[k % 3], student=f"Student {k}") for k in range(300)]
    console = Console(file=shown, width=80, color_system=None)
    summary.show(grades, [Pair("a", "b", {}, 9.0)], Path("report"), console)
    lines = shown.getvalue().splitlines()
    assert len(lines) < 23 and max(map(len, lines)) <= 80
    assert any(line.split()[:5] == ["3", "sum", "0", "200", "100"] for line in lines)
    assert "300 students; half have 21.5 of 23 or more." in lines
    assert "To look at: 100 odd submissions and 1 pair alike." in lines


def test_the_page_shows_pairs(written):
    grades = a_class()
    grades.append(student("Dee", [renamed(mark.code) for mark in grades[1].marks]))
    text = (written(grades) / "class.html").read_text()
    assert "<b>Bo</b> and <b>Dee</b>" in text and "No mark depends on this" in text
    assert "Two of a kind" not in (written(grades[:1]) / "class.html").read_text()


@pytest.mark.parametrize("count", [0, 1])
def test_a_class_may_be_small(written, count):
    out = written(a_class()[:count])
    assert (out / "class.html").exists() and (out / "junit.xml").exists()


def odd_class():
    mark = red("kata03_sum", ODD, [ODD], ODD, ODD)
    mark.verdict = f"RED  {ODD}"
    marks = [mark if stem == mark.stem else replace(mark, stem=stem) for stem in stems()]
    return [Grade(ODD, marks, [ODD], "", ODD), Grade(ODD + "2", marks, [ODD], "", ODD)]


def test_nothing_submitted_spoils_a_report(written):
    grades = odd_class()
    grades[0].student, grades[1].student = ODD[:40], ODD[:41]
    out = written(grades)
    assert len(ElementTree.parse(out / "junit.xml").getroot()) == 2
    assert [len(row) for row in csv.reader((out / "grades.csv").open(newline=""))] == [26] * 3
    for path in (out / "gradescope").iterdir():
        assert len(json.loads(path.read_text())["tests"]) == len(stems())
    text = (out / "class.html").read_text()
    assert text.count("<script") == text.count("</script") == 1 and "<img" not in text
    assert "{{ 1 + 1 }}" in text and not set(text) & set("\x00\x1b\udcff\u202e")


def opened(path):
    """A page's content after its scripts have run, as a browser has it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no chromium here")
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    words += [f"--user-data-dir={path.parent / 'profile'}", "--virtual-time-budget=5000"]
    done = subprocess.run(
        [chromium, *words, "--dump-dom", path.as_uri()], capture_output=True, timeout=120
    )
    return done.stdout.decode()


def test_no_submitted_script_runs(written):
    shown = opened(written(odd_class()) / "class.html")
    assert "<title>The class</title>" in shown and "<td" in shown


def test_no_other_script_runs_even_where_one_gets_in(written):
    path = written(a_class()) / "class.html"
    text = path.read_text().replace("<h1>", SCRIPT.removeprefix("</script>") + "<h1>")
    path.write_text(text)
    assert "<title>The class</title>" in opened(path)


ACTS = """
<script>
const names = () => [...document.querySelectorAll("tbody tr:not([hidden])")]
  .map((row) => row.cells[0].dataset.value).join(" ");
const seen = [];
const click = (column) => document.querySelectorAll("thead button")[column].click();
const set = (id, value) => {
  document.getElementById(id).value = value;
  document.getElementById(id).dispatchEvent(new Event("input"));
};
click(24); seen.push(names());
click(24); seen.push(names());
click(0); click(0); seen.push(names());
set("name", "AN"); seen.push(names());
set("name", ""); set("state", "red"); seen.push(names());
set("kata", "4"); seen.push(names(), document.getElementById("shown").textContent);
document.title = seen.join("; ");
</script>
"""


def test_the_table_sorts_and_filters(written):
    path = written(a_class()) / "class.html"
    policy, text = "Content-Security-Policy", path.read_text()
    path.write_text(text.replace(policy, "no-policy") + ACTS)
    title = opened(path).partition("<title>")[2].partition("</title>")[0]
    assert title.split("; ") == [
        "Ann Bo Cy",
        "Cy Bo Ann",
        "Cy Bo Ann",
        "Ann",
        "Bo Ann",
        "Bo",
        "1 of 3 students",
    ]
