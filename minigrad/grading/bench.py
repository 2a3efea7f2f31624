"""How fast a class is graded, beside one pytest process for each submission and kata: `make bench`.

No two texts are alike, so nothing is remembered. Both use all processors.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from minigrad.diagnosis.table import MISTAKES, functions_in
from minigrad.grading import examiner
from minigrad.grading.run import grade_all, here
from minigrad.kata import ROOT, SOLUTIONS, name_of, stems

COUNT = 20  # submissions
SAMPLE = 6  # katas for pytest, spread over all
RED = 0.25  # the share of katas with a known mistake


def submission(folder: Path, number: int) -> None:
    """A student's katas: most are right, some have a known mistake."""
    rng = random.Random(number)
    folder.mkdir(parents=True)
    for stem in stems():
        text = (SOLUTIONS / f"{stem}.py").read_text("utf-8")
        if rng.random() < RED:
            path = MISTAKES / f"{stem}.py"
            wrong = rng.choice(list(functions_in(path)))
            text = f"{path.read_text('utf-8')}\n\n{name_of(stem)} = {wrong}\n"
        (folder / f"{stem}.py").write_text(f"{text}# {number}\n", "utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        for number in range(COUNT):
            submission(top / "in" / f"student{number}", number)
        how = examiner.new()
        for stem in stems():
            examiner.warm_up(stem)
        start = time.perf_counter()
        grade_all(top / "in", top / "out", how, here, lambda done, of: None)
        ours = (time.perf_counter() - start) / COUNT
        theirs = _by_pytest(top)
    many = os.cpu_count() or 1
    print(
        f"grading: {60 / ours:.0f} submissions of {len(stems())} katas a minute with {many} "
        f"processors, {theirs / ours:.0f} times as fast as a pytest process for each kata"
    )


def _by_pytest(top: Path) -> float:
    """The seconds for one submission, from those for some of its katas."""
    clone = top / "clone"
    shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    for path in (top / "in" / "student0").iterdir():
        shutil.copy(path, clone / "katas")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def judge(stem: str) -> None:
        test = clone / "tests" / f"test_{stem}.py"
        command = [sys.executable, "-m", "pytest", "-q", "--judge=yours", str(test)]
        subprocess.run(command, cwd=clone, env=environment, capture_output=True)

    judge(stems()[0])  # bytecode written
    chosen = stems()[:: len(stems()) // SAMPLE]
    start = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(judge, chosen))
    return (time.perf_counter() - start) / len(chosen) * len(stems())


if __name__ == "__main__":
    main()
