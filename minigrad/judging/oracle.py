"""The oracle: what PyTorch answers to a case, as recorded in the repository, or live.

Both give one answer per case; None where PyTorch refuses. PyTorch takes seconds to import and
is large, so only `live` needs it.
"""

import functools
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minigrad import layers
from minigrad.judging import recording
from minigrad.judging.cases import Case
from minigrad.judging.recording import NoAnswer
from minigrad.judging.run_case import Answer, Side, run_case
from minigrad.kata import stems

Oracle = Callable[[str, Sequence[Case]], list[Answer | None]]


def live(stem: str, table: Sequence[Case]) -> list[Answer | None]:
    """What PyTorch answers now. Raises NoAnswer where it does not do what a case expects."""
    if layers.is_missing("torch"):
        raise NoAnswer(f"PyTorch is not installed here; this installs it: {layers.install('test')}")
    import torch
    from torch.autograd.gradcheck import GradcheckError, gradcheck

    torch.set_default_dtype(torch.float64)  # as everything here

    def backward(out: Any, grad: np.ndarray) -> np.ndarray:
        out.backward(torch.from_numpy(grad))
        return grad

    side = Side(
        names=lambda: {
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
                sentence = f"{stem}, case '{case.name}': PyTorch cannot run {case.torch}: {error}"
                raise NoAnswer(sentence) from error
            found.append(None)
        else:
            if case.refused:
                raise NoAnswer(f"{stem}, case '{case.name}': PyTorch does not refuse {case.torch}")
    return found


def recorded(stem: str, table: Sequence[Case]) -> list[Answer | None]:
    """What PyTorch answered when `make answers` last asked it. A case that is new since then is
    asked live; raises NoAnswer without PyTorch."""
    known = recording.read(stem).answers
    new = [case for case in table if recording.key(case) not in known]
    if new:
        if layers.is_missing("torch"):
            raise NoAnswer(
                f"{stem}, case '{new[0].name}': no answer of PyTorch's is recorded, and PyTorch "
                f"is not installed here; this installs it: {layers.install('test')}"
            )
        _announce()
        known |= zip(map(recording.key, new), live(stem, new), strict=True)
    return [known[recording.key(case)] for case in table]


@functools.cache  # once is enough
def _announce() -> None:
    said = "Asking PyTorch (a few seconds), for some answers are not recorded: `make answers` ..."
    print(said, file=sys.stderr)


def described(oracle: Oracle) -> str:
    """Which PyTorch answers: `PyTorch 2.13.0, recorded`."""
    version = recording.installed() if oracle is live else recording.read(stems()[0]).version
    return f"PyTorch {version}, {'live' if oracle is live else 'recorded'}"
