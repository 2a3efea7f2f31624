"""A copy of the clone for tests to live in, and the commands run there as a user runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minigrad import kata
from minigrad.dojo.generate import generate

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")


def new_clone(folder):
    """A copy of the repository with only stubs in katas/, set up as `make` leaves it."""
    clone = folder / "clone"
    shutil.copytree(kata.ROOT, clone, ignore=LEFT_OUT)
    only_stubs(clone)
    (clone / ".venv").mkdir()
    for layer in ("ready", "experiments", "notebook", "test"):
        (clone / ".venv" / layer).touch()
    return clone


def only_stubs(clone):
    shutil.rmtree(clone / "katas")
    generate(clone / "katas")


def outside_make():
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKELEVEL", "N")}
    return {"MINIGRAD_SECONDS": "20"} | kept  # kata 18's long chain takes seconds on a busy machine


def run(clone, *command, answer="", **environment):
    done = subprocess.run(
        command,
        cwd=clone,
        env=outside_make() | environment,
        input=answer,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done


def minigrad(clone, *words, **environment):
    return run(clone, sys.executable, "-m", "minigrad", *words, **environment)


def make(clone, *words, **environment):
    if not shutil.which("make"):
        pytest.skip("no make here")
    return run(clone, "make", *words, f"BIN={Path(sys.executable).parent}", **environment)


def write(clone, stem, text):
    (clone / "katas" / f"{stem}.py").write_text(text)


def solve(clone, stem):
    shutil.copy(clone / "solutions" / f"{stem}.py", clone / "katas")
