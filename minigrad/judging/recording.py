"""PyTorch's answers as text, in tests/recorded/: a file per kata, a line per case.

`make answers` writes them. Each line has the case's name and PyTorch code for the reader, and
under "asked" a digest of all that its answer depends on.
"""

import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from minigrad.judging.cases import Case, pack, pack_case, unpack
from minigrad.judging.compare import same
from minigrad.judging.run_case import Answer
from minigrad.judging.writing import put
from minigrad.kata import ROOT

RECORDED = ROOT / "tests" / "recorded"


class NoAnswer(Exception):
    """There is no answer of PyTorch's to judge by: a sentence for the user."""


@dataclass(frozen=True)
class Recording:
    """A kata's file: the version that answered; names and answers by the keys of the cases."""

    version: str
    names: dict[str, str]
    answers: dict[str, Answer | None]


def path_of(stem: str) -> Path:
    return RECORDED / f"{stem}.jsonl"


def installed() -> str:
    """The version of PyTorch that is installed, without what kind of build it is."""
    return importlib.metadata.version("torch").split("+")[0]


def key(case: Case) -> str:
    """Changes with whatever PyTorch's answer depends on."""
    asked = pack_case(case, pack) | {"code": "", "torch": case.torch}
    del asked["seed"]  # as none is, in the tables
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


def read(stem: str) -> Recording:
    """What is recorded for a kata: nothing yet, if it is a new one."""
    path = path_of(stem)
    if not path.exists():
        return Recording("", {}, {})
    try:
        head, *rows = map(json.loads, path.read_text("utf-8").splitlines())
        return Recording(
            head["PyTorch"],
            {row["asked"]: row["case"] for row in rows},
            {row["asked"]: _unpacked(row["answer"]) for row in rows},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        again = f"git checkout {name.as_posix()}"
        raise NoAnswer(f"{name} is damaged; this brings it back: {again}") from None


def write(stem: str, table: Sequence[Case], answers: Sequence[Answer | None]) -> None:
    """Record the answers to a kata's cases."""
    rows: list[dict] = [{"PyTorch": installed()}]
    for case, answer in zip(table, answers, strict=True):
        asked = {"case": case.name, "torch": case.torch, "asked": key(case)}
        rows.append(asked | {"answer": _packed(answer)})
    text = "".join(json.dumps(row) + "\n" for row in rows)
    RECORDED.mkdir(exist_ok=True)
    put(path_of(stem), text)


def faults(stem: str, table: Sequence[Case], answers: Sequence[Answer | None]) -> list[str]:
    """What in a kata's file is not as PyTorch now answers, each in a sentence."""
    found, keys = read(stem), [key(case) for case in table]
    said = []
    if found.version != installed():
        said.append(f"recorded from PyTorch {found.version}, not {installed()}")
    for asked, case, answer in zip(keys, table, answers, strict=True):
        if asked not in found.answers:
            said.append(f"case '{case.name}': its answer is not recorded")
        elif not _agree(found.answers[asked], answer):
            said.append(f"case '{case.name}': PyTorch answers otherwise")
    for asked, name in found.names.items():
        if asked not in keys:
            said.append(f"case '{name}': left over from a case that is gone or was changed")
    return [f"{stem}: {sentence}" for sentence in said]


def _agree(a: Answer | None, b: Answer | None) -> bool:
    """Whether two answers are the same, but for last digits, which vary with the machine."""
    if a is None or b is None:
        return a is b
    return a.keys() == b.keys() and all(same(a[label], b[label]) for label in a)


def _packed(answer: Answer | None) -> dict | None:
    return answer and {label: pack(values) for label, values in answer.items()}


def _unpacked(packed: dict | None) -> Answer | None:
    return packed and {label: unpack(values) for label, values in packed.items()}
