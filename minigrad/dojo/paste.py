"""Lines to paste into Python that show a case again."""

import re
from pathlib import Path

import numpy as np

from minigrad import Tensor
from minigrad.judging.cases import Input
from minigrad.judging.judge import Result
from minigrad.kata import ROOT, name_of


def relative(path: Path) -> str:
    """A path as seen from the top of the repository."""
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def lines_to_paste(path: Path, result: Result) -> list[str]:
    """Three lines for Python that show the case again."""
    case = result.case
    given = "; ".join(f"{name} = {_python(given)}" for name, given in case.inputs.items())
    if case.results:
        look = f'exec("""{case.code}"""); print({", ".join(case.results)})'
    else:
        look = f"out = {case.code}; print(out)"
    upstream = result.theirs.get("upstream gradient") if result.theirs else None
    if upstream is not None:
        grads = ", ".join(f"{k}.grad" for k, v in case.inputs.items() if v.kind == "leaf")
        look += f"; out.backward({_literal(upstream)}); print({grads})"
    if "np." in given + look:
        given = f"import numpy as np; {given}"
    install = f'kata.install("{relative(path)}")'
    if hasattr(Tensor, name_of(path.stem)):
        return [f"from minigrad import Tensor, kata; {install}", given, look]
    # A function must be imported after it was installed.
    names = f"from minigrad import *; {given}".removesuffix("; ")
    return [f"from minigrad import kata; {install}", names, look]


def _python(given: Input) -> str:
    values = _literal(given.values)
    if given.kind == "array":
        return values if given.values.size == 0 else f"np.array({values})"
    return f"Tensor({values}{', requires_grad=True' if given.kind == 'leaf' else ''})"


def _literal(array: np.ndarray) -> str:
    if array.size == 0:
        return f"np.zeros({array.shape})"
    return re.sub(r"\b(nan|inf)\b", r"np.\1", repr(array.tolist()))
