"""The packages that only some commands need: the extras in pyproject.toml."""

import importlib.metadata
import importlib.util
import sys
from pathlib import Path

from minigrad.kata import ROOT

# A package of each layer.
ONE_OF = {"experiments": "matplotlib", "grading": "distributed", "test": "torch"}


def is_missing(package: str) -> bool:
    """Whether a package is not installed; it is not imported."""
    return importlib.util.find_spec(package) is None


def install(layer: str) -> str:
    """What to type for a layer, into the Python that runs."""
    python = Path(sys.executable)
    shown = python.relative_to(ROOT) if python.is_relative_to(ROOT) else python
    again = "--force-reinstall " if _is_known(ONE_OF[layer]) else ""
    return f'{shown.as_posix()} -m pip install {again}--editable ".[{layer}]"'


def _is_known(package: str) -> bool:
    """Whether pip takes a package for installed, be it that its folder is gone."""
    try:
        importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
