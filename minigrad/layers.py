"""The packages that only some commands need: the extras in pyproject.toml."""

import importlib.util
import sys
from pathlib import Path

from minigrad.kata import ROOT


def is_missing(package: str) -> bool:
    """Whether a package is not installed; it is not imported."""
    return importlib.util.find_spec(package) is None


def install(layer: str) -> str:
    """What to type for a layer, into the Python that runs."""
    python = Path(sys.executable)
    shown = python.relative_to(ROOT) if python.is_relative_to(ROOT) else python
    return f'{shown.as_posix()} -m pip install --editable ".[{layer}]"'
