"""What a learner waits for, in a copy of the clone, and then the race of engines: `make bench`.

Single times vary with the machine; the ratio of two commands, run in turn, says more.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from minigrad import layers
from minigrad.kata import ROOT

RUNS = 11
STEM = "kata03_sum"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def bench(console: Console) -> None:
    """Print the time of a cold run, of a mistake named, of the board, of a save in watch mode, and,
    to compare, of importing PyTorch, which no verdict has to. Then a class is graded; the engines
    race."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        shutil.copy(clone / "solutions" / f"{STEM}.py", clone / "katas")
        empty = Path(folder) / "test_empty.py"
        empty.write_text("def test_nothing():\n    pass\n")
        _cold(clone, empty, console)
        _watch(clone, console)
        _named(clone, console)
        _progress(clone, console)
    if not layers.is_missing("torch"):
        torch = _time([sys.executable, "-c", "import torch"], ROOT)
        console.print(f"importing PyTorch: {torch:.2f} s")
    subprocess.run([sys.executable, "-m", "minigrad.grading.bench"], cwd=ROOT, check=True)
    race = [sys.executable, "-m", "minigrad.dojo.race"]
    subprocess.run(race, cwd=ROOT, env=_environment() | ONE_THREAD, check=True)


def _cold(clone: Path, empty: Path, console: Console) -> None:
    kata = [sys.executable, "-m", "minigrad", "kata", "3"]
    pytest = [sys.executable, "-m", "pytest", str(empty)]
    _time(kata, clone), _time(pytest, empty.parent)  # bytecode written
    pairs = [(_time(kata, clone), _time(pytest, empty.parent)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    console.print(
        f"kata, cold: {ours:.2f} s, {ratio:.2f} times pytest on one empty test ({theirs:.2f} s)"
    )


def _watch(clone: Path, console: Console) -> None:
    """From a save to the verdict on the screen."""
    path = clone / "katas" / f"{STEM}.py"
    text = path.read_text("utf-8")
    watching = subprocess.Popen(
        [sys.executable, "-m", "minigrad", "watch", "3"],
        cwd=clone,
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout
    times = []
    for i in range(2 * RUNS):
        while "Watching" not in watching.stdout.readline():
            pass
        time.sleep(0.5)  # as a learner would, for the next worker to be ready
        start = time.perf_counter()
        path.write_text(f"{text}# {i}\n", "utf-8")
        while not watching.stdout.readline().startswith("GREEN"):
            pass
        times.append(time.perf_counter() - start)
    watching.kill()
    console.print(
        f"watch, from save to verdict: {1000 * statistics.median(times):.0f} ms in the middle of "
        f"{len(times)}, at most {1000 * max(times):.0f} ms"
    )


def _named(clone: Path, console: Console) -> None:
    """A cold run on a known mistake; the first one fills the table of what mistakes answer."""
    mistakes = (clone / "solutions" / "mistakes" / f"{STEM}.py").read_text("utf-8")
    (clone / "katas" / f"{STEM}.py").write_text(f"{mistakes}\n\nsum = axis_lost\n", "utf-8")
    kata = [sys.executable, "-m", "minigrad", "kata", "3"]
    first, *later = (_time(kata, clone, status=1) for _ in range(RUNS))
    console.print(
        f"a mistake named, cold: {statistics.median(later):.2f} s, the first time {first:.2f} s"
    )


def _progress(clone: Path, console: Console) -> None:
    for path in (clone / "solutions").glob("kata*.py"):
        shutil.copy(path, clone / "katas")
    progress = [sys.executable, "-m", "minigrad", "progress"]
    times = [_time(progress, clone) for _ in range(3)]
    console.print(f"progress, every kata green: {statistics.median(times):.2f} s")


def _time(command: list[str], folder: Path, status: int = 0) -> float:
    """The seconds that a command takes, which must end with this exit status."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True)
    seconds = time.perf_counter() - start
    if done.returncode != status:
        sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}, not {status}")
    return seconds


def _environment() -> dict[str, str]:
    ours = ("PYTHONDONTWRITEBYTECODE", "MAKELEVEL", "N")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
