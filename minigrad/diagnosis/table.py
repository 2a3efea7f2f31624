"""What the known mistakes of a kata answer to its cases: one table, remembered in a file.

The table follows from files alone (the mistakes, the cases, the engine), so it is made once, and
made anew when one of them changes. A file that was damaged counts as missing.
"""

import contextlib
import dataclasses
import functools
import hashlib
import inspect
import json
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import minigrad
from minigrad import kata
from minigrad.judging.cases import pack, unpack
from minigrad.judging.compare import EXHAUSTED, Problem, problem_of
from minigrad.judging.judge import Result
from minigrad.judging.run_case import MINIGRAD, Answer, quietly, run_case
from minigrad.judging.writing import put

MISTAKES = kata.SOLUTIONS / "mistakes"
sys.path.append(str(MISTAKES))  # its files import slips.py, which several katas share
STORE = kata.ROOT / ".mistakes"
LONG = 0.1  # seconds; few answers are worth a case that takes the reference longer


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to a kata. name: one line; nudge: what to think about."""

    name: str
    nudge: str


@dataclass(frozen=True)
class Outcome:
    """What an answer comes to in a case.

    values: as JSON, unless it raised; few are ever looked at
    raised: the type of the exception, if it did
    right: whether this is what the case asks for
    """

    values: bytes
    raised: str
    right: bool

    @functools.cached_property
    def found(self) -> Answer | None:
        values = json.loads(self.values) if self.values else None
        return values and {label: unpack(packed) for label, packed in values.items()}

    @property
    def exhausted(self) -> bool:
        return self.raised in EXHAUSTED


# What a mistake comes to in each case: None where it was not run.
Row = list[Outcome | None]
# By the names of the mistakes' functions.
Table = dict[str, tuple[Mistake, Row]]


def table_of(stem: str, results: Sequence[Result]) -> Table:
    """What each known mistake of a kata comes to in the cases of some results; as remembered."""
    key, path = _key(stem, results), STORE / f"{stem}.json"
    try:
        return _read(path, key)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        table = tried(stem, results)
        _write(path, key, table)
        return table


def tried(stem: str, results: Sequence[Result]) -> Table:
    """The table, made by trying every mistake in every case."""
    long, rows = long_cases(results), {}
    for key, function in functions_in(MISTAKES / f"{stem}.py").items():
        rows[key] = outcomes(stem, function, results, long)
    return {key: (mistake, rows[key]) for key, mistake in mistakes_of(stem).items()}


def outcomes(
    stem: str, definition: Callable, results: Sequence[Result], long: Collection[int] = ()
) -> Row:
    """What a definition comes to in the cases of some results; these say what PyTorch answers.

    long: the cases that are left out where the others show already that it is wrong

    Nothing stops a definition that loops for ever: ours raise TimeoutError instead.
    """
    row: Row = [None] * len(results)
    with kata.replaced(stem, definition):
        for i in sorted(range(len(results)), key=lambda i: i in long):
            wrong = any(one and not (one.right or one.exhausted) for one in row)
            if not (i in long and wrong):
                row[i] = _outcome(results[i])
    return row


def long_cases(results: Sequence[Result]) -> set[int]:
    """The cases that take the reference long."""
    long = set()
    for i, result in enumerate(results):
        start = time.process_time()
        _outcome(result)
        if time.process_time() - start > LONG:
            long.add(i)
    return long


def _outcome(result: Result) -> Outcome:
    case = result.case
    with quietly():
        try:
            found = run_case(case, case.code, MINIGRAD)
        except Exception as error:
            raised = type(error).__name__
            return Outcome(b"", raised, problem_in(result, None, raised) is None)
    values = json.dumps({label: pack(array) for label, array in found.items()})
    return Outcome(values.encode(), "", problem_in(result, found) is None)


def problem_in(result: Result, found: Answer | None, raised: str = "") -> Problem | None:
    """What the judge finds wrong in a case where this was found, or raised."""
    error = {"type": raised, "message": "", "lines": []}
    return problem_of({"error": error} if raised else {"found": found}, result.theirs)


def _key(stem: str, results: Sequence[Result]) -> str:
    """Changes with the mistakes, the engine, and the cases with PyTorch's answers."""
    engine = Path(minigrad.__file__).parent
    folders = (engine, engine / "judging", kata.SOLUTIONS)
    paths = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    paths += [*sorted(MISTAKES.glob("*slips.py")), MISTAKES / f"{stem}.py", Path(__file__)]
    digest = hashlib.sha256(sys.version.encode() + np.__version__.encode())
    for path in paths:
        digest.update(_of_file(path, path.stat().st_mtime_ns))
    for case, theirs in ((result.case, result.theirs) for result in results):
        told = (case.name, case.code, case.refused, case.results)
        kinds = {name: given.kind for name, given in case.inputs.items()}
        arrays = {**{name: given.values for name, given in case.inputs.items()}, **(theirs or {})}
        shapes = {name: array is not None and array.shape for name, array in arrays.items()}
        digest.update(repr((told, kinds, shapes, theirs is None)).encode())
        for array in arrays.values():
            digest.update(b"" if array is None else array.tobytes())
    return digest.hexdigest()


@functools.lru_cache(1000)
def _of_file(path: Path, changed: int) -> bytes:
    """A digest of a file as it was when it was last changed."""
    return hashlib.sha256(path.read_bytes()).digest()


@functools.lru_cache(50)  # katas, for those who judge many
def _read(path: Path, key: str) -> Table:
    digest, text = path.read_bytes().split(b"\n", 1)
    if digest != _digest(key, text):
        raise ValueError("stale or damaged")
    head, *lines = text.split(b"\n")
    told = json.loads(head)
    mistakes = [Mistake(*one) for one in told["mistakes"]]
    columns = [
        [one and Outcome(lines[one[0]], *one[1:]) for one in column] for column in told["columns"]
    ]
    return {
        key: (mistakes[of], [column[i] for column, i in zip(columns, row, strict=True)])
        for key, of, row in told["rows"]
    }


def _write(path: Path, key: str, table: Table) -> None:
    """Remember a table: what is equal only once, and numbers for where it stands. Values have
    lines of their own, so that only those are parsed that are looked at."""
    mistakes = _numbered(mistake for mistake, _ in table.values())
    columns = [
        _numbered(column) for column in zip(*(row for _, row in table.values()), strict=True)
    ]
    lines = _numbered(one.values for column in columns for one in column if one)
    told = {
        "mistakes": [dataclasses.astuple(one) for one in mistakes],
        "columns": [
            [one and (lines[one.values], one.raised, one.right) for one in column]
            for column in columns
        ],
        "rows": [
            [key, mistakes[one], [column[i] for column, i in zip(columns, row, strict=True)]]
            for key, (one, row) in table.items()
        ],
    }
    text = b"\n".join([json.dumps(told).encode(), *lines])
    with contextlib.suppress(OSError):  # not remembered: made anew next time
        path.parent.mkdir(exist_ok=True)
        put(path, _digest(key, text) + b"\n" + text)


def _numbered(things: Iterable) -> dict:
    return {one: number for number, one in enumerate(dict.fromkeys(things))}


def _digest(key: str, text: bytes) -> bytes:
    return hashlib.sha256(key.encode() + text).hexdigest().encode()


def mistakes_of(stem: str) -> dict[str, Mistake]:
    """The known mistakes of a kata, by the names of their functions.

    `epsilon__7` is a variant of `epsilon` and has its name and nudge.
    """
    found: dict[str, Mistake] = {}
    for key, function in functions_in(MISTAKES / f"{stem}.py").items():
        base = key.split("__")[0]
        if base in found:
            found[key] = found[base]
        else:
            name, _, nudge = (inspect.getdoc(function) or "").partition("\n\n")
            found[key] = Mistake(name, nudge)
    return found


def functions_in(path: Path) -> dict[str, Callable]:
    """The functions and classes that a file defines for others, in its order; none without it."""
    if not path.exists():
        return {}
    return {
        key: value
        for key, value in kata.run(path).items()
        if getattr(value, "__module__", "") == path.stem and not key.startswith("_")
    }
