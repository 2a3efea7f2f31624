"""Grading a class: what is handed in is read whatever it is, nothing is lost, and every verdict is
that of `make kata`."""

import io
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minigrad import kata
from minigrad.diagnosis.table import MISTAKES, functions_in
from minigrad.grading import examiner, run, submissions
from minigrad.grading.fresh import fresh
from minigrad.grading.grade import Grade
from minigrad.grading.pool import Lost, Pool
from minigrad.grading.submissions import Submission, find, read
from minigrad.grading.told import words
from minigrad.judging.cases import cases_of
from minigrad.judging.compare import problem_of
from minigrad.judging.judge import judge
from minigrad.judging.oracle import recorded
from minigrad.judging.run_case import MINIGRAD, run_case
from minigrad.kata import ROOT, SOLUTIONS, stems

STEM, OTHER = "kata03_sum", "kata09_exp"
QUICK = {stem for stem in stems() if kata.number_of(stem) <= 13}
TEXT = (SOLUTIONS / f"{STEM}.py").read_bytes()
needs_sandbox = pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs bubblewrap")


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


HAND_IN: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "a": written,
    "a.zip": zipped,
    "a.tar.gz": tarred,
}
WHERE = {
    "katas": f"katas/{STEM}.py",
    "alone": f"{STEM}.py",
    "deep": f"work/minigrad-main/katas/{STEM}.py",
    "in capitals": f"{STEM}.PY",
}


@pytest.mark.parametrize("form", HAND_IN)
@pytest.mark.parametrize("where", WHERE.values(), ids=WHERE)
def test_katas_are_found_wherever_they_stand(tmp_path: Path, form: str, where: str) -> None:
    path = HAND_IN[form](tmp_path / form, {where: TEXT, "README.md": b"hello"})
    submission = read("a", path)
    assert submission.texts == {STEM: TEXT} and not submission.notes


@pytest.mark.parametrize("form", HAND_IN)
def test_of_a_whole_clone_only_the_katas_count(tmp_path: Path, form: str) -> None:
    files = {
        f"clone/solutions/{STEM}.py": b"no",
        f"clone/tests/answers/{STEM}.py": b"no",
        f"__MACOSX/katas/{STEM}.py": b"no",
        f"clone/.git/{STEM}.py": b"no",
        f"clone/solutions/{OTHER}.py": b"no",
        f"old/{STEM}.py": b"no",
        f"clone/katas/{STEM}.py": TEXT,
    }
    submission = read("a", HAND_IN[form](tmp_path / form, files))
    assert submission.texts == {STEM: TEXT} and not submission.notes


def test_an_archive_alone_in_a_folder_is_opened(tmp_path: Path) -> None:
    (tmp_path / "Ann_1234_assignsubmission_file_").mkdir()
    zipped(tmp_path / "Ann_1234_assignsubmission_file_" / "mine.zip", {f"{STEM}.py": TEXT})
    ((student, path),) = find(tmp_path)
    assert read(student, path).texts == {STEM: TEXT}


def test_a_folder_with_katas_is_one_submission(tmp_path: Path) -> None:
    written(tmp_path / "ann", {f"{STEM}.py": TEXT, f"{OTHER}.py": b""})
    assert find(tmp_path / "ann") == [("ann", tmp_path / "ann")]


def test_katas_may_be_the_name_of_a_student(tmp_path: Path) -> None:
    written(tmp_path, {f"katas/{STEM}.py": TEXT, "report/results/ann.json": b"{}"})
    assert [path for _, path in find(tmp_path)] == [tmp_path]
    written(tmp_path, {f"ann/katas/{STEM}.py": TEXT})
    assert [student for student, _ in find(tmp_path)] == ["ann", "katas", "report"]
    written(tmp_path, {"minigrad/tensor.py": b"", f"solutions/{STEM}.py": b""})
    assert [path for _, path in find(tmp_path)] == [tmp_path]


def test_two_students_of_one_name_are_told_apart(tmp_path: Path) -> None:
    written(tmp_path / "ann", {f"{STEM}.py": TEXT})
    zipped(tmp_path / "ann.zip", {f"{STEM}.py": b"another"})
    zipped(tmp_path / "Ann.zip", {f"{STEM}.py": b"a third"})
    found = find(tmp_path)
    assert len({student.lower() for student, _ in found}) == 3
    texts = [read(student, path).texts[STEM] for student, path in found]
    assert sorted(texts) == sorted([TEXT, b"another", b"a third"])
    assert sum("same name" in " ".join(read(*one).notes) for one in found) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_no_two_students_have_one_name_in_a_report(tmp_path: Path) -> None:
    for name in ("a b", "a\nb", "a  b", "A B", " ", "\t"):
        written(tmp_path / name, {f"{STEM}.py": TEXT})
    names = [" ".join(student.split()).lower() for student, _ in find(tmp_path)]
    assert len(set(names)) == len(names) == 6 and all(names)


# What is noted of one file, or of the whole; and whether the file can be judged all the same.
ODD = {
    "empty": ({f"{STEM}.py": b""}, "is empty", True),
    "Windows": ({f"{STEM}.py": TEXT.replace(b"\n", b"\r\n")}, "Windows line ends", True),
    "Latin": ({f"{STEM}.py": TEXT + "# é".encode("latin-1")}, "not UTF-8", True),
    "huge": ({f"{STEM}.py": b"#" * 300_000}, "more than the 262,144 bytes", False),
    "twice": ({f"a/{STEM}.py": TEXT, f"b/{STEM}.py": b"no"}, "more than once", True),
    "nothing": ({"notes.txt": b"hello"}, "no kata in it", False),
}


@pytest.mark.parametrize("form", HAND_IN)
@pytest.mark.parametrize("files, note, is_read", ODD.values(), ids=ODD)
def test_what_is_odd_is_noted_in_a_line(
    tmp_path: Path, form: str, files: dict[str, bytes], note: str, is_read: bool
) -> None:
    submission = read("a", HAND_IN[form](tmp_path / form, files))
    assert note in submission.notes[0] and "\n" not in submission.notes[0]
    assert (STEM in submission.texts) == is_read


def test_paths_that_climb_out_are_left_alone(tmp_path: Path) -> None:
    files = {f"../{STEM}.py": b"no", f"/etc/katas/{OTHER}.py": b"no"}
    for path in (zipped(tmp_path / "a.zip", files), tarred(tmp_path / "a.tar.gz", files)):
        submission = read("a", path)
        assert not submission.texts
        assert all("leads out of the archive" in note for note in submission.notes)
    assert not (tmp_path.parent / f"{STEM}.py").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_pipes_and_closed_folders_are_noted(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_text("secret")
    for number, student in enumerate(("file", "folder", "pipe", "whole", "shut", "directory")):
        (tmp_path / student).mkdir()
        written(tmp_path / student, {f"{OTHER}.py": b"kept"}) if number < 3 else None
    (tmp_path / "file" / f"{STEM}.py").symlink_to(secret)
    (tmp_path / "folder" / "katas").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe" / f"{STEM}.py")
    shutil.rmtree(tmp_path / "whole")
    (tmp_path / "whole").symlink_to(tmp_path / "file")
    (tmp_path / "directory" / f"{STEM}.py").mkdir()
    (tmp_path / "shut" / "katas").mkdir(mode=0)
    notes = {
        student: " ".join(read(student, tmp_path / student).notes)
        for student in ("file", "folder", "pipe", "whole", "directory")
    }
    assert all("is a link, which is not followed" in notes[one] for one in ("file", "folder"))
    assert "link" in notes["whole"]
    assert "is not a file" in notes["pipe"] and "is not a file" in notes["directory"]
    assert all(OTHER in read(one, tmp_path / one).texts for one in ("file", "folder", "pipe"))
    assert all(STEM not in read(one, tmp_path / one).texts for one in notes)
    if os.getuid() != 0:
        assert "cannot be read" in " ".join(read("shut", tmp_path / "shut").notes)


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo(f"{STEM}.py")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        one = zipfile.ZipInfo(f"{STEM}.py")
        one.external_attr = 0o120777 << 16
        packed.writestr(one, "/etc/passwd")
    for path in (tmp_path / "a.tar", tmp_path / "a.zip"):
        assert "is a link" in read("a", path).notes[0]


DAMAGED = {
    "a.zip": b"PK\x03\x04 and no more",
    "b.zip": b"",
    "c.tar.gz": b"\x1f\x8b and no more",
    "d.tar": b"nothing" * 999,
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_archive_is_noted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(DAMAGED[name])
    ((student, path),) = find(tmp_path)
    submission = read(student, path)
    assert not submission.texts and len(submission.notes) == 1


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = bytes(50 * 2**20)
    submission = read("a", zipped(tmp_path / "a.zip", {f"{STEM}.py": zeros, "junk": zeros}))
    assert "more than the 262,144 bytes" in submission.notes[0]
    monkeypatch.setattr(submissions, "MOST_BYTES", 2**20)
    tarred(tmp_path / "b.tar.gz", {"junk": zeros, f"{STEM}.py": TEXT})
    assert "unpacks to more" in read("b", tmp_path / "b.tar.gz").notes[0]
    monkeypatch.setattr(submissions, "MOST_LISTED", 2**10)
    many = zipped(tmp_path / "c.zip", {f"{i}": b"" for i in range(100)})
    assert "too many files" in read("c", many).notes[0]


def test_a_zip_that_lies_about_its_list_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "MOST_LISTED", 2**10)
    path = zipped(tmp_path / "a.zip", {f"{i}": b"" for i in range(100)} | {f"{STEM}.py": TEXT})
    content = bytearray(path.read_bytes())
    content[-6:-2] = b"PK\x05\x06"  # where the list begins, which nobody needs; looks like an end
    path.write_bytes(content)
    assert "too many files" in read("a", path).notes[0]


def test_long_names_and_many_files_in_a_tar_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "MOST_LISTED", 2**10)
    monkeypatch.setattr(submissions, "MOST_FILES", 10)
    long = tarred(tmp_path / "a.tar.gz", {"x" * 2000: b"", f"{STEM}.py": TEXT})
    assert "too much of a file" in read("a", long).notes[0]
    for form in (zipped, tarred):
        many = form(tmp_path / f"b.{form.__name__}", {f"{i}": b"" for i in range(11)})
        many = many.rename(tmp_path / ("b.zip" if form is zipped else "b.tgz"))
        assert "more than 10 files" in read("b", many).notes[0]


# Fresh numbers.


@pytest.mark.parametrize("stem", stems())
def test_a_right_answer_is_right_with_fresh_numbers_too(
    stem: str, capsys: pytest.CaptureFixture
) -> None:
    table = cases_of(stem)
    theirs = recorded(stem, table)
    right = {
        name: function
        for name, function in functions_in(ROOT / "tests" / "answers" / f"{stem}.py").items()
        if not _wrong(stem, function, table, theirs)
    }
    for salt in range(3):
        cases, expected = fresh(stem, table, theirs, f"{salt}")
        assert {case.name for case in table} <= {case.name for case in cases}
        assert cases[0].name == table[0].name and not cases[0].refused
        for name, function in right.items():
            assert not _wrong(stem, function, cases, expected), f"{name}, salt {salt}"


@pytest.mark.parametrize("stem", stems())
def test_a_wrong_answer_is_wrong_with_fresh_numbers_too(
    stem: str, capsys: pytest.CaptureFixture
) -> None:
    table = [case for case in cases_of(stem) if "50,000" not in case.name]  # it takes long
    theirs = recorded(stem, table)
    cases, expected = fresh(stem, table, theirs, "a salt")
    paths = MISTAKES / f"{stem}.py", ROOT / "tests" / "answers" / f"{stem}.py"
    for name, function in itertools.chain(*(functions_in(path).items() for path in paths)):
        if _wrong(stem, function, table, theirs):
            assert _wrong(stem, function, cases, expected), name


def _wrong(stem: str, function: Any, table: Any, theirs: Any) -> str:
    """The first case in which a definition is wrong."""
    with kata.replaced(stem, function), warnings.catch_warnings(action="ignore"):
        for case, answer in zip(table, theirs, strict=True):
            try:
                reply: dict = {"found": run_case(case, case.code, MINIGRAD)}
            except Exception as error:
                kind = type(error).__name__
                reply = {"error": {"type": kind, "message": "", "lines": []}}
            if problem_of(reply, answer):
                return case.name
    return ""


def test_fresh_numbers_are_others_each_time() -> None:
    table = cases_of(STEM)
    theirs = recorded(STEM, table)
    one, other = (
        [case for case in fresh(STEM, table, theirs, salt)[0] if case not in table]
        for salt in ("1", "2")
    )
    assert [case.name for case in one] != [case.name for case in other]
    values = [
        {c.name: [g.values.tobytes() for g in c.inputs.values()] for c in cases}
        for cases in (table, one, other)
    ]
    same = [name for name in values[1] if values[1][name] in (values[0][name], values[2][name])]
    empty = [case.name for case in table if all(g.values.size == 0 for g in case.inputs.values())]
    assert set(same) <= set(empty) | {case.name for case in table if "nfinit" in case.name}


# Verdicts.


def _texts() -> list[tuple[str, bytes]]:
    """Some texts of each kind for some katas: a solution, a stub, wrong ones, odd ones."""
    found = []
    for stem in (
        "kata01_mul",
        "kata05_broadcast_to",
        "kata14_mean",
        "kata17_unbroadcast",
        "kata19_gradcheck",
        "kata21_named_parameters",
        "kata23_SGD",
    ):
        mistakes = SOLUTIONS / "mistakes" / f"{stem}.py"
        first = next(iter(functions_in(mistakes)))
        text = mistakes.read_text("utf-8").replace("from slips import", "from minigrad import")
        name = kata.name_of(stem)
        found.append((stem, (kata.KATAS / f"{stem}.py").read_bytes()))
        if "slips" not in mistakes.read_text("utf-8"):
            found.append((stem, f"{text}\n\n{name} = {first}\n".encode()))
    wrong = [
        b"def sum(self, axis=None): 1 / 0",
        b"""from minigrad import Tensor
def sum(self, axis=None, keepdims=False):
    other = Tensor.wrap(self)
    return other.sum(axis)
""",
        b"sum = 3",
        b"",
        b"def sum(self:\n",
        b"\xff\xfe",
        b"def sum(self, axis=None, keepdims=False):\n    while True: pass",
        b"def sum(self, axis=None, keepdims=False):\n    return self.sum(axis)",
        b"import os\ndef sum(self, axis=None, keepdims=False):\n    os._exit(3)",
        b"import ctypes\ndef sum(self, axis=None, keepdims=False):\n    ctypes.string_at(0)",
        b"def sum(self, axis=None, keepdims=False):\n    return self.data.sum()",
        b"def sum(self, axis=None, keepdims=False):\n    print('x')\n    return self + 1",
        TEXT.replace(b"keepdims", b"kept"),
        TEXT.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + TEXT,
    ]
    return [*found, *((STEM, text) for text in wrong)]


@needs_sandbox
@pytest.mark.parametrize("stem, text", _texts())
def test_a_verdict_is_make_katas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stem: str, text: bytes
) -> None:
    monkeypatch.setattr(examiner, "SECONDS", 3.0)
    path = written(tmp_path, {f"{stem}.py": text}) / f"{stem}.py"
    judgement = judge(path, cases_of(stem), seconds=3.0)
    mark = examiner._marked(stem, text, examiner.new())
    state = "not written" if judgement.unwritten else "green" if judgement.green else "red"
    assert mark.state == state
    assert mark.verdict == words(judgement)


@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap is not installed")
def test_there_is_a_sandbox_where_bubblewrap_works() -> None:
    words = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    if subprocess.run(words, capture_output=True).returncode == 0:
        assert not examiner.why_no_sandbox()


@needs_sandbox
def test_whole_submissions_are_green_one_after_the_other(tmp_path: Path) -> None:
    """Each kata has a process that starts its workers: it must not see another's scratch."""
    how = examiner.new()
    for student in ("ann", "bob", "cat"):
        texts = {
            f"{stem}.py": f"# {student}\n".encode() + (SOLUTIONS / f"{stem}.py").read_bytes()
            for stem in QUICK
        }
        found = examiner.grade(read(student, written(tmp_path / student, texts)), how)
        assert {mark.stem for mark in found.marks if mark.state == "green"} == QUICK


@needs_sandbox
def test_marks_by_parts_count_full_parts() -> None:
    text = TEXT.replace(b"keepdims: bool = False", b"keepdims=False")
    text += b"\n\n_sum = sum\n\n\ndef sum(self, axis=None, keepdims=False):\n"
    text += b"    if keepdims:\n        return self\n    return _sum(self, axis, keepdims)\n"
    mark = examiner._marked(STEM, text, examiner.new(parts=True))
    assert mark.state == "red" and 0 < mark.mark < 1
    full = [passed == asked for passed, asked in mark.parts.values()]
    assert mark.mark == sum(full) / len(full)
    assert examiner._marked(STEM, text, examiner.new()).mark == 0


# The run.


def _class(folder: Path, count: int) -> Path:
    for number in range(count):
        text = TEXT + f"# {number}\n".encode()
        written(folder / f"student{number}", {f"katas/{STEM}.py": text})
    return folder


def grade(*words: str | Path, **options: Any) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "minigrad", "grade", *map(str, words)]
    environment = {k: v for k, v in os.environ.items() if k != "MAKELEVEL"} | {"COLUMNS": "80"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, **options
    )


def _grades(out: Path) -> dict[str, Grade]:
    return {p.stem: Grade.from_json(p.read_bytes()) for p in (out / "results").glob("*.json")}


def test_a_class_is_graded_and_only_what_changed_again(tmp_path: Path) -> None:
    folder, out = _class(tmp_path / "in", 3), tmp_path / "out"
    (folder / "student1" / "katas" / f"{STEM}.py").write_bytes(b"def sum(self): return self\n")
    done = grade(folder, out)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    grades = _grades(out)
    assert [grades[f"student{i}"].total for i in range(3)] == [1, 0, 1]
    assert [mark.stem for mark in grades["student0"].marks] == stems()
    times = {path.name: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    written(folder / "student2", {f"katas/{OTHER}.py": b"def exp(self): return self\n"})
    shutil.rmtree(folder / "student0")
    assert grade(folder, out).returncode == 0
    again = {path.name: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    assert again.keys() == {"student1.json", "student2.json"}
    assert again["student1.json"] == times["student1.json"]
    assert again["student2.json"] != times["student2.json"]


def test_a_run_with_nothing_to_do_ends_and_a_report_among_the_submissions_is_none(
    tmp_path: Path,
) -> None:
    folder = _class(tmp_path / "in", 1)
    for _ in range(2):
        assert grade(folder, folder / "report").returncode == 0
        assert _grades(folder / "report").keys() == {"student0"}


def _started(folder: Path, out: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "minigrad", "grade", folder, out],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Which a shell in the background had ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def _wait_for(out: Path, count: int) -> None:
    end = time.monotonic() + 120
    while len(list((out / "results").glob("s*.json"))) < count and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on(tmp_path: Path, number: int) -> None:
    folder, out = _class(tmp_path / "in", 12), tmp_path / "out"
    process = _started(folder, out)
    _wait_for(out, 2)
    os.killpg(process.pid, number) if number == signal.SIGINT else process.kill()
    said, _ = process.communicate(timeout=60)
    if number == signal.SIGINT:
        assert process.returncode == 130 and "The same command goes on" in said
        assert "Traceback" not in said
    before = {path.name: path.read_bytes() for path in (out / "results").glob("*.json")}
    assert before and all(json.loads(text) for text in before.values())
    assert grade(folder, out).returncode == 0
    after = {path.name: path.read_bytes() for path in (out / "results").glob("*.json")}
    assert len(after) == 12
    assert {name: after[name] for name in before} == before


REFUSED = {
    "no folder": ([], "Name two folders"),
    "no such folder": (["nowhere", "out"], "There is no folder nowhere."),
    "nothing in it": (["empty", "out"], "There are no submissions"),
    "into itself": (["empty", "empty"], "Name another folder"),
}


@pytest.mark.parametrize("words, sentence", REFUSED.values(), ids=REFUSED)
def test_wrong_words_get_a_sentence(tmp_path: Path, words: list[str], sentence: str) -> None:
    (tmp_path / "empty").mkdir()
    done = grade(*(tmp_path / word if word in ("empty", "out") else word for word in words))
    assert done.returncode == 2 and sentence in done.stderr


def test_strict_refuses_without_a_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _class(tmp_path / "in", 1)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    done = grade(folder, tmp_path / "out", "--strict")
    assert done.returncode == 2 and "bubblewrap is not installed" in done.stderr
    assert not (tmp_path / "out").exists()
    done = grade(folder, tmp_path / "out")
    assert done.returncode == 0 and "Without the full protection" in done.stdout
    ((_, found),) = _grades(tmp_path / "out").items()
    assert found.total == 1 and "limits alone" in found.protection


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_process_that_dies_loses_nothing(tmp_path: Path) -> None:
    def once(number: int) -> int:
        mark = tmp_path / str(number)
        if number % 3 == 0 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 4:
            os._exit(1)
        if number == 5:
            raise ValueError("no")
        return 10 * number

    found = dict(filter(None, Pool(once, lambda: None, 2).map(range(8))))
    assert {number: 10 * number for number in (0, 1, 2, 3, 6, 7)}.items() <= found.items()
    assert isinstance(found[4], Lost) and "died" in str(found[4])
    assert isinstance(found[5], Lost) and "no" in str(found[5])


def test_what_is_lost_is_tried_again() -> None:
    lost = run.lost(Submission("a", {STEM: TEXT}), examiner.new(), ValueError("odd"))
    assert lost.digest == "" and "odd" in lost.notes[0] and len(lost.marks) == len(stems())
