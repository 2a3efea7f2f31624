"""The oracle: what PyTorch answers to a case.

Importing PyTorch takes seconds, and its answers are pure functions of the case and of its
version: so they are remembered, one file per kata, and PyTorch is imported only when one is
missing. A file that was damaged, or that belongs to another version, counts as missing.
"""

import functools
import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from minigrad.judging.cases import Case, pack, pack_case, unpack
from minigrad.judging.run_case import Answer, Side, run_case
from minigrad.kata import ROOT

STORE = ROOT / ".oracle"

Oracle = Callable[[str, Sequence[Case]], list[Answer | None]]


def ask(stem: str, table: Sequence[Case]) -> list[Answer | None]:
    """PyTorch's answer to each case, live; None where it refuses."""
    import torch
    from torch.autograd.gradcheck import GradcheckError, gradcheck

    torch.set_default_dtype(torch.float64)  # as everything here

    def backward(out: Any, grad: np.ndarray) -> np.ndarray:
        out.backward(torch.from_numpy(grad))
        return grad

    side = Side(
        names={
            "torch": torch,
            "nn": torch.nn,
            "optim": torch.optim,
            "gradcheck": gradcheck,
            "GradcheckError": GradcheckError,
        },
        input=lambda given: torch.tensor(given.values, requires_grad=given.kind == "leaf"),
        tensor=torch.Tensor,
        array=torch.Tensor,
        backward=backward,
        values=lambda value: value.detach().numpy() if isinstance(value, torch.Tensor) else value,
    )
    found: list[Answer | None] = []
    for case in table:
        try:
            found.append(run_case(case, case.torch, side))
        except Exception as error:
            if not case.refused:
                error.add_note(f"{stem}, {case.name}: PyTorch cannot run {case.torch}")
                raise
            found.append(None)
        else:
            if case.refused:
                raise ValueError(f"{stem}, {case.name}: PyTorch does not refuse {case.torch}")
    return found


def recall(stem: str, table: Sequence[Case]) -> list[Answer | None]:
    """PyTorch's answer to each case, as remembered; where one is missing, ask and remember."""
    key = _key(table)
    try:
        return _read(STORE / f"{stem}.json", key)
    except (OSError, ValueError, KeyError, TypeError):
        _announce()
        found = ask(stem, table)
        _write(STORE / f"{stem}.json", key, found)
        return found


@functools.cache  # once is enough
def _announce() -> None:
    print("Asking PyTorch (a few seconds; its answers are remembered) ...", file=sys.stderr)


def _key(table: Sequence[Case]) -> str:
    """Changes with the cases, with PyTorch's version, and with the code that asks."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        raise SystemExit("PyTorch is not installed here: delete .venv and run make again.")
    version = Path(spec.origin).with_name("version.py")  # spares importing it
    modules = [Path(__file__).with_name(name) for name in ("run_case.py", "cases.py")]
    sources = [path.read_text("utf-8") for path in (version, *modules, Path(__file__))]
    return _digest("\0".join(sources + [json.dumps([pack_case(c), c.torch]) for c in table]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path, key: str) -> list[Answer | None]:
    digest, text = path.read_text().split("\n", 1)
    if digest != _digest(key + text):
        raise ValueError("stale or damaged")
    return [
        found and {label: unpack(packed) for label, packed in found.items()}
        for found in json.loads(text)
    ]


def _write(path: Path, key: str, found: list[Answer | None]) -> None:
    text = json.dumps(
        [one and {label: pack(values) for label, values in one.items()} for one in found]
    )
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            file.write(f"{_digest(key + text)}\n{text}")
        os.replace(file.name, path)  # whole or not at all, also with several writers
    except OSError:
        pass  # not remembered: PyTorch is asked again next time
