"""A copy of the house for tests to live in, and the commands run there as a user runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minigrad import kata
from minigrad.dojo.stubs import write_stubs

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")


def new_house(folder):
    """A copy of the repository with only stubs in katas/, set up as `make` leaves it."""
    house = folder / "house"
    shutil.copytree(kata.ROOT, house, ignore=LEFT_OUT)
    only_stubs(house)
    (house / ".venv").mkdir()
    (house / ".venv" / "ready").touch()
    return house


def only_stubs(house):
    shutil.rmtree(house / "katas")
    write_stubs(house / "katas")


def outside_make():
    return {name: value for name, value in os.environ.items() if name not in ("MAKELEVEL", "N")}


def run(house, *command, answer="", **environment):
    done = subprocess.run(
        command,
        cwd=house,
        env=outside_make() | environment,
        input=answer,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done


def minigrad(house, *words, **environment):
    return run(house, sys.executable, "-m", "minigrad.dojo", *words, **environment)


def make(house, *words, **environment):
    if not shutil.which("make"):
        pytest.skip("no make here")
    return run(house, "make", *words, f"BIN={Path(sys.executable).parent}", **environment)


def write(house, stem, text):
    (house / "katas" / f"{stem}.py").write_text(text)


def solve(house, stem):
    shutil.copy(house / "solutions" / f"{stem}.py", house / "katas")
