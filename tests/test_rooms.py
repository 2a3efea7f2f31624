"""The rooms import each other in one direction, and importing minigrad costs what NumPy costs."""

import ast
import subprocess
import sys

import pytest

from minigrad.kata import PACKAGE

# What each room may import. "" is the engine: the modules beside the rooms.
MAY_IMPORT = {
    "": {"", "draw"},  # minigrad.draw, the one door
    "draw": {"", "draw"},
    "experiments": {"", "experiments"},
    "judging": {"", "judging"},
    "diagnosis": {"", "judging", "diagnosis"},
    "dojo": {"", "draw", "judging", "diagnosis", "experiments", "dojo"},
    "notebook": {"", "judging", "diagnosis", "dojo", "notebook"},
    "grading": {"", "judging", "diagnosis", "dojo", "grading"},
}
ENTRANCE = PACKAGE / "__init__.py"  # Jupyter asks the package itself for what is in "notebook"
MODULES = [path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py"]


def room_of(name):
    """The room of `minigrad.judging.cases`: judging."""
    room = (name.split(".") + [""])[1]
    return room if (PACKAGE / room / "__init__.py").exists() and room else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path):
    parent = path.parent.relative_to(PACKAGE).parts
    room = parent[0] if parent else ""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    ours = [name for name in names if name.split(".")[0] == "minigrad"]
    entered = {"notebook"} if path == ENTRANCE else set()
    assert {room_of(name) for name in ours} <= MAY_IMPORT[room] | entered


def test_every_room_says_what_belongs_in_it():
    rooms = [folder for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()]
    assert {room.name for room in rooms} == set(MAY_IMPORT) - {""}
    for room in rooms:
        assert ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8")))


def test_importing_minigrad_imports_only_numpy():
    code = (
        "import numpy, sys; before = set(sys.modules); import minigrad;"
        "names = {name.split('.')[0] for name in set(sys.modules) - before};"
        "print(*names - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"minigrad", "numpy"}
