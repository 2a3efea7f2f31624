"""A copy of the clone for tests to live in, and the commands run there as a user runs them."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minigrad import kata
from minigrad.judging import stubs

stub = functools.cache(stubs.stub)

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
    (clone / "katas").mkdir()
    for stem in kata.stems():
        write(clone, stem, stub(stem))


def outside_make():
    """A user's environment. Python keeps what it has compiled: else each command compiles anew."""
    left_out = ("MAKELEVEL", "N", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
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


def bare_pytest(clone, *words, **environment):
    """pytest by itself, without the plug-ins that are installed here: these are slow to import."""
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words)
    return run(clone, *command, **{"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} | environment)


def make(clone, *words, **environment):
    if not shutil.which("make"):
        pytest.skip("no make here")
    return run(clone, "make", *words, f"BIN={Path(sys.executable).parent}", **environment)


def write(clone, stem, text):
    (clone / "katas" / f"{stem}.py").write_text(text)


def solve(clone, stem):
    shutil.copy(clone / "solutions" / f"{stem}.py", clone / "katas")
