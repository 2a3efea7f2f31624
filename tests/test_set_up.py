"""set_up.py: nothing half-done, whoever interrupts it or comes second.

In a folder with a package that needs nothing, so that pip needs no network.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from minigrad.kata import ROOT

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "little"
version = "1"

[project.optional-dependencies]
experiments = []
notebook = []
test = []
"""
BACKEND = """
import pathlib, time, zipfile

def build_editable(folder, *_):
    pathlib.Path("building").touch()
    time.sleep(float(pathlib.Path("seconds").read_text()))
    with zipfile.ZipFile(pathlib.Path(folder, "little-1-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("little.py", "")
        info = "Metadata-Version: 2.1\\nName: little\\nVersion: 1\\n"
        extras = "Provides-Extra: experiments\\nProvides-Extra: notebook\\nProvides-Extra: test\\n"
        wheel.writestr("little-1.dist-info/METADATA", info + extras)
        tags = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr("little-1.dist-info/WHEEL", tags)
        wheel.writestr("little-1.dist-info/RECORD", "")
    return "little-1-py3-none-any.whl"
"""
# Found before Python's own: it takes the pip that is here, where that would set up a new one, for
# seven seconds.
VENV = """
import pathlib, subprocess, sys, sysconfig

subprocess.run([sys.executable, "-P", "-m", "venv", "--without-pip", *sys.argv[1:]], check=True)
made = pathlib.Path(sys.argv[-1])
for packages in (*made.glob("lib/python*/site-packages"), *made.glob("Lib/site-packages")):
    (packages / "pip.pth").write_text(sysconfig.get_path("purelib"))
if (made / "bin").exists():
    (made / "bin" / "pip").write_text(f"#!{made}/bin/python\\nimport pip.__main__\\n")
    (made / "bin" / "pip").chmod(0o755)
"""
PYTHON = ".venv/Scripts/python" if os.name == "nt" else ".venv/bin/python"


@pytest.fixture
def folder(tmp_path):
    shutil.copy(ROOT / "set_up.py", tmp_path)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "backend.py").write_text(BACKEND)
    (tmp_path / "seconds").write_text("0")
    (tmp_path / "venv.py").write_text(VENV)
    return tmp_path


def start(folder, *words):
    return subprocess.Popen(
        [sys.executable, "set_up.py", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=None if os.name == "nt" else heed_interrupts,
    )


def heed_interrupts():
    """A shell that runs us in the background has us, and whatever we start, ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def set_up(folder, *words):
    process = start(folder, *words)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


def is_whole(folder):
    done = subprocess.run([PYTHON, "-c", "import little"], cwd=folder, capture_output=True)
    return done.returncode == 0


def stamps(folder):
    return [
        one
        for one in ("ready", "experiments", "notebook", "test")
        if (folder / ".venv" / one).exists()
    ]


def test_a_layer_is_set_up_once_with_those_before_it(folder):
    (folder / "venv.py").unlink()
    assert "NumPy" in set_up(folder)
    assert stamps(folder) == ["ready"] and is_whole(folder)
    assert set_up(folder, "ready") == ""
    assert "PyTorch" in set_up(folder, "test")
    assert stamps(folder) == ["ready", "experiments", "test"]
    assert set_up(folder, "experiments") == ""
    assert "JupyterLab" in set_up(folder, "notebook")
    assert stamps(folder) == ["ready", "experiments", "notebook", "test"]


def test_it_is_set_up_again_when_pyproject_changes(folder):
    set_up(folder)
    mine = folder / ".venv" / "mine"
    mine.touch()
    later = time.time() + 10
    os.utime(folder / "pyproject.toml", (later, later))
    assert "Ready." in set_up(folder)
    assert mine.exists()


@pytest.mark.skipif(os.name == "nt", reason="no such links there")
def test_a_copied_folder_gets_its_own_and_a_python_that_is_gone_comes_back(folder, tmp_path):
    set_up(folder)
    copy = tmp_path / "the copy"
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns("the copy"))
    assert f"This .venv was made in {folder}." in set_up(copy)
    assert set_up(copy) == "" and is_whole(copy)
    activate = ".venv/bin/activate"
    assert str(copy / ".venv") in (copy / activate).read_text()
    assert str(copy / ".venv") not in (folder / activate).read_text()
    assert os.access(copy / ".venv/bin/pip", os.X_OK)
    (copy / PYTHON).unlink()
    (copy / PYTHON).symlink_to(tmp_path / "nowhere")
    assert "Ready." in set_up(copy)
    assert is_whole(copy)


@pytest.mark.skipif(os.name == "nt", reason="no such lock there")
def test_of_two_at_once_the_second_waits(folder):
    (folder / "seconds").write_text("2")
    both = [start(folder), start(folder)]
    said = sorted(process.communicate()[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said[0].startswith("Setting up") and said[1].startswith("Waiting for another make")
    assert said[1].count("\n") == 1 and is_whole(folder)


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.parametrize("how, when", [(signal.SIGKILL, ".venv/bin"), (signal.SIGINT, "building")])
def test_an_interrupted_one_is_begun_anew(folder, how, when):
    (folder / "seconds").write_text("30")
    if when == ".venv/bin":
        (folder / "venv.py").unlink()
    process = start(folder)
    while not (folder / when).exists():
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, err = process.communicate()
    assert process.returncode != 0 and stamps(folder) == []
    if how == signal.SIGINT:
        assert err.splitlines()[-1] == "Stopped. The next make goes on."
    (folder / "seconds").write_text("0")
    (folder / "venv.py").write_text(VENV)
    set_up(folder)
    assert is_whole(folder)


def test_a_failure_is_told_and_leaves_what_was_there(folder):
    set_up(folder)
    (folder / "seconds").write_text("no number")
    process = start(folder, "test")
    _, err = process.communicate()
    assert process.returncode == 1
    assert "The set-up failed; what pip says stands above." in err
    assert stamps(folder) == ["ready"] and is_whole(folder)


def test_wrong_words_get_a_sentence(folder):
    process = start(folder, "nonsense")
    assert "no layer called 'nonsense'" in process.communicate()[1]
    assert process.returncode == 1
