"""The examiner: grades one submission. It knows PyTorch's answers, compares, and diagnoses. It runs
no submitted code: that runs in the sandbox, and gives arrays."""

import contextlib
import functools
import hashlib
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from minigrad import kata
from minigrad.diagnosis.table import table_of
from minigrad.grading.fresh import fresh
from minigrad.grading.grade import Grade, Mark
from minigrad.grading.sandbox import FULL, LIMITS, NoSandbox, Sandbox
from minigrad.grading.submissions import Submission
from minigrad.grading.told import told, told_of_fresh, words
from minigrad.judging.cases import SECONDS, Case, cases_of
from minigrad.judging.compare import failure, printed, problem_of
from minigrad.judging.judge import Judgement, Result, judge
from minigrad.judging.oracle import recorded
from minigrad.judging.reading import refusal
from minigrad.judging.reply import harmless
from minigrad.judging.run_case import Answer
from minigrad.judging.supervisor import run_table
from minigrad.kata import KATAS, ROOT, stems

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
    """Grade a submission: every kata is judged in the sandbox."""
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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.py"
        path.write_bytes(text)
        mark = _judged(path, how)
    mark.code = harmless(text.decode("utf-8", "replace").replace("\r\n", "\n"))
    mark.seconds = time.perf_counter() - start
    return mark


def _judged(path: Path, how: How) -> Mark:
    """A mark for a kata file. Most are right, which fresh numbers alone show."""
    stem, run = path.stem, _sandbox.run_table if how.sandboxed else run_table
    asked = _asked(stem, how.salt)
    if how.sandboxed and (printing := _passed(path, asked)) is not None:
        spoke = [case for case in asked.table if case.name in printing][:1]
        said = printed(run(path, spoke, SECONDS, None)[-1]) if spoke else ""
        return replace(_green(stem, said))
    first, second = judge(path, asked.table, lambda *_: asked.theirs, SECONDS, run=run), None
    if first.green or (how.parts and any(result.passed for result in first.results)):
        second = judge(path, asked.fresh, lambda *_: asked.right, SECONDS, run=run)
    return _of(first, second, how.parts)


def _passed(path: Path, asked: "_Asked") -> set[str] | None:
    """If a kata is right with fresh numbers, in which cases it prints something; else None, as soon
    as it is wrong."""
    if refusal(path):
        return None
    printing = set()
    with contextlib.closing(_sandbox.replies(path, asked.fresh, SECONDS, brief=True)) as replies:
        try:
            if failure(next(replies)):
                return None
            for case, right, reply in zip(asked.fresh, asked.right, replies, strict=True):
                if problem_of(reply, right):
                    return None
                if printed(reply):
                    printing.add(case.name)
        except (OSError, ValueError):  # the sandbox is gone, or replies are missing
            return None
    return printing


@dataclass(frozen=True)
class _Asked:
    """The cases of a kata with PyTorch's answers; and those with fresh numbers with what is right
    there."""

    table: Sequence[Case]
    theirs: list[Answer | None]
    fresh: Sequence[Case]
    right: list[Answer | None]


@functools.cache
def _asked(stem: str, salt: str) -> _Asked:
    table = cases_of(stem)
    theirs = recorded(stem, table)
    return _Asked(table, theirs, *fresh(stem, table, theirs, salt))


def _of(first: Judgement, second: Judgement | None, by_parts: bool) -> Mark:
    stem = first.path.stem
    if first.unwritten:
        sentence = "It is the stub: nothing is written yet."
        return Mark(stem, "not written", verdict=words(first), sentence=sentence)
    parts = _parts(first, second)
    full = [passed == asked for passed, asked in parts.values()]
    mark = sum(full) / len(full) if by_parts and full and not first.borrowed else 0.0
    if first.borrowed:
        return Mark(stem, "red", 0.0, parts, f"{BORROWED}\n", BORROWED)
    if first.green and second and second.green:
        return Mark(stem, "green", 1.0, parts, words(first))
    if first.green and second:
        return Mark(stem, "red", mark, parts, *told_of_fresh(second))
    return Mark(stem, "red", mark, parts, *told(first))


def _parts(first: Judgement, second: Judgement | None) -> dict[str, tuple[int, int]]:
    """Of each part, how many cases passed whenever they were asked, and how many there are."""
    judged = [*first.results, *(second.results if second else ())]
    known = second is None or bool(second.results)  # what was not judged again is not right again
    failed = {result.case.name for result in judged if not (result.passed and known)}
    names: dict[str, set[str]] = {}
    for result in judged:
        names.setdefault(result.case.part, set()).add(result.case.name)
    return {part: (len(of - failed), len(of)) for part, of in names.items()}


@functools.lru_cache(KEPT)
def _green(stem: str, said: str) -> Mark:
    """The mark of a kata that is right, and prints this."""
    results = [Result(case, None, ran=True, printed=said) for case in cases_of(stem)]
    judgement = Judgement(KATAS / f"{stem}.py", results=results)
    return Mark(stem, "green", 1.0, _parts(judgement, None), words(judgement))
