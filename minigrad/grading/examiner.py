"""The examiner: grades one submission. It knows PyTorch's answers, compares, and diagnoses. It runs
no submitted code: that runs in the sandbox, and gives arrays."""

import contextlib
import functools
import hashlib
import io
import itertools
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.console import Console

from minigrad import kata
from minigrad.diagnosis.table import table_of
from minigrad.dojo import verdict
from minigrad.dojo.remarks import Diagnosis, diagnosis
from minigrad.grading.fresh import fresh
from minigrad.grading.grade import Grade, Mark
from minigrad.grading.sandbox import FULL, LIMITS, NoSandbox, Sandbox
from minigrad.grading.submissions import Submission
from minigrad.judging.cases import SECONDS, Case, cases_of
from minigrad.judging.compare import Problem
from minigrad.judging.judge import Judgement, Result, judge
from minigrad.judging.oracle import recorded
from minigrad.judging.reply import harmless
from minigrad.judging.run_case import Answer
from minigrad.judging.supervisor import run_table
from minigrad.kata import KATAS, ROOT, stems

LOOKED_UP = (
    "Your code is right on the cases' own numbers, but not on others. Does it look answers up?"
)
BORROWED = "This is the reference's own code, not yours."
KEPT = 5000  # marks that are remembered, for those who hand in the same text


@dataclass(frozen=True)
class How:
    """How a class is graded.

    salt: what the numbers follow from that nobody can know beforehand
    parts: whether a kata is marked by the share of its parts that are full
    sandboxed: whether submissions run in the sandbox
    """

    salt: str
    parts: bool = False
    sandboxed: bool = True

    @property
    def protection(self) -> str:
        return FULL if self.sandboxed else LIMITS

    @property
    def digest(self) -> str:
        """Changes with whatever a grade depends on beside the submission."""
        told = f"{self.parts} {self.protection} {_version()}"
        return hashlib.sha256(told.encode()).hexdigest()


def new(parts: bool = False) -> How:
    """How to grade here: with a fresh salt, and in the sandbox if there is one."""
    return How(secrets.token_hex(16), parts, not why_no_sandbox())


@functools.cache
def why_no_sandbox() -> str:
    """Why there is no sandbox here, in a sentence; empty where there is one."""
    with Sandbox() as sandbox:
        try:
            sandbox.start()
        except (NoSandbox, OSError) as error:
            return str(error)
    return ""


@functools.cache
def _version() -> str:
    """Changes with the cases, PyTorch's answers, the known mistakes and the code that grades."""
    rooms = [kata.PACKAGE / room for room in (".", "judging", "diagnosis", "dojo", "grading")]
    tests = ROOT / "tests"
    folders = [*rooms, kata.SOLUTIONS, kata.SOLUTIONS / "mistakes", tests / "recorded"]
    paths = [path for folder in folders for path in folder.glob("*.*") if path.suffix != ".pyc"]
    digest = hashlib.sha256(f"{sys.version} {np.__version__}".encode())
    for path in sorted([*paths, *tests.glob("test_kata*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


_here = threading.Lock()  # of a scheduler's threads, one grades at a time
_sandbox = Sandbox()


def grade(submission: Submission, how: How) -> Grade:
    """Grade a submission: every kata is judged in the sandbox, by all of its cases, twice."""
    with _here:
        marks = [_mark(stem, submission, how) for stem in stems()]
    digest = digest_of(submission, how)
    return Grade(submission.student, marks, submission.notes, digest, how.protection)


def warm_up(stem: str) -> None:
    """Try a kata's known mistakes in all cases, which is remembered: then nobody waits for it."""
    table = cases_of(stem)
    theirs = recorded(stem, table)
    table_of(stem, [Result(case, one) for case, one in zip(table, theirs, strict=True)])


def close() -> None:
    """End what this process has started."""
    _sandbox.close()


def digest_of(submission: Submission, how: How) -> str:
    return hashlib.sha256(f"{submission.digest} {how.digest}".encode()).hexdigest()


def _mark(stem: str, submission: Submission, how: How) -> Mark:
    if stem in submission.refused:
        sentence = submission.refused[stem]
        return Mark(stem, "not readable", verdict=sentence, sentence=sentence)
    if stem not in submission.texts:
        sentence = f"There is no file {stem}.py."
        return Mark(stem, "missing", verdict=sentence, sentence=sentence)
    found = _marked(stem, submission.texts[stem], how)
    return replace(found, parts=dict(found.parts), where=list(found.where))


@functools.lru_cache(KEPT)
def _marked(stem: str, text: bytes, how: How) -> Mark:
    """The mark of a kata's text, whoever handed it in."""
    start = time.perf_counter()
    exam = _exam(stem, how.salt)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        path = Path(folder) / f"{stem}.py"
        path.write_bytes(text)
        run = stack.enter_context(_sandbox.running(path)) if how.sandboxed else run_table
        first = judge(path, exam.table, lambda *_: exam.theirs, SECONDS, run=run)
        second = None
        if first.green or (how.parts and any(result.passed for result in first.results)):
            again = exam.fresh
            second = judge(path, again, lambda *_: exam.expected, SECONDS, run=run)
    mark = _of(first, second, how.parts)
    mark.code = harmless(text.decode("utf-8", "replace").replace("\r\n", "\n"))
    mark.seconds = time.perf_counter() - start
    return mark


@dataclass(frozen=True)
class _Exam:
    """A kata's cases with PyTorch's answers, and the same with fresh numbers."""

    table: Sequence[Case]
    theirs: list[Answer | None]
    fresh: Sequence[Case]
    expected: list[Answer | None]


@functools.cache
def _exam(stem: str, salt: str) -> _Exam:
    table = cases_of(stem)
    theirs = recorded(stem, table)
    return _Exam(table, theirs, *fresh(table, theirs, f"{salt} {stem}"))


def _of(first: Judgement, second: Judgement | None, by_parts: bool) -> Mark:
    stem = first.path.stem
    if first.unwritten:
        sentence = "It is the stub: nothing is written yet."
        return Mark(stem, "not written", verdict=_words(first), sentence=sentence)
    parts = _parts(first, second)
    full = [passed == asked for passed, asked in parts.values()]
    mark = sum(full) / len(full) if by_parts and full and not first.borrowed else 0.0
    if first.borrowed:
        return Mark(stem, "red", 0.0, parts, f"{BORROWED}\n", BORROWED)
    if first.green and second and second.green:
        quiet = not any(result.printed for result in first.results)
        words = _green(stem) if quiet else _words(first)
        return Mark(stem, "green", 1.0, parts, words)
    shown = second if first.green and second else first
    found = diagnosis(shown)
    words = _words(shown, found)
    problem = shown.unjudged or _problem(shown)
    sentence = problem.sentence if problem else ""
    if shown is second:
        sentence, words = f"{LOOKED_UP} {sentence}", f"{LOOKED_UP}\n\n{words}"
    name = " or ".join(mistake.name for mistake in found.named.mistakes)
    return Mark(stem, "red", mark, parts, words, sentence.strip(), name, found.measured)


def _problem(judgement: Judgement) -> Problem | None:
    first = judgement.first_failing
    return first.problem if first else None


def _parts(first: Judgement, second: Judgement | None) -> dict[str, tuple[int, int]]:
    """Of each part, in how many cases it passed both times, and how many there are."""
    again = {result.case.name: result.passed for result in second.results} if second else {}
    known = second is None or bool(second.results)  # what was not judged again is not right again
    parts = {}
    for part, results in itertools.groupby(first.results, lambda result: result.case.part):
        several = list(results)
        passed = [one for one in several if one.passed and known and again.get(one.case.name, True)]
        parts[part] = len(passed), len(several)
    return parts


@functools.cache
def _green(stem: str) -> str:
    """What is read where all cases pass."""
    results = [Result(case, None, ran=True) for case in cases_of(stem)]
    return _words(Judgement(KATAS / f"{stem}.py", results=results))


def _words(judgement: Judgement, found: Diagnosis | None = None) -> str:
    """The verdict as the learner would read it, of the file in their katas."""
    text = io.StringIO()
    console = Console(file=text, width=verdict.WIDTH, color_system=None, legacy_windows=False)
    shown = replace(judgement, path=KATAS / judgement.path.name)
    lines = verdict.screen(shown, console, found=found)
    return harmless("\n".join(line.rstrip() for line in lines))
