"""How fast a class is graded, beside one pytest process for each submission and kata: `make bench`.

No two texts are alike, so nothing is remembered. Both use all processors.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from minigrad.grading import examiner
from minigrad.grading.run import grade_all, here
from minigrad.kata import ROOT, SOLUTIONS, stems

COUNT = 60  # submissions
RED = 0.25  # the share of katas with a slip
STUDENTS = 2  # whose katas pytest judges


def submission(folder: Path, number: int) -> None:
    """A student's katas: most are right, some have a slip."""
    rng = random.Random(number)
    folder.mkdir(parents=True)
    for stem in stems():
        text = (SOLUTIONS / f"{stem}.py").read_text("utf-8")
        if rng.random() < RED:
            text = _with_a_slip(text, rng)
        (folder / f"{stem}.py").write_text(f"{text}\n# {number}\n", "utf-8")


def _with_a_slip(text: str, rng: random.Random) -> str:
    """The text with another operator, or another name, in one place."""
    tree = ast.parse(text)
    nodes: list[Any] = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    if nodes:
        rng.choice(nodes).op = rng.choice([ast.Add(), ast.Sub(), ast.Mult(), ast.Div()])
    else:
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        rng.choice(nodes).id = rng.choice(nodes).id
    return ast.unparse(tree)


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
    """The seconds for one submission."""
    clone = top / "clone"
    shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def judge(stem: str) -> None:
        test = clone / "tests" / f"test_{stem}.py"
        command = [sys.executable, "-m", "pytest", "-q", "--judge=yours", str(test)]
        subprocess.run(command, cwd=clone, env=environment, capture_output=True)

    judge(stems()[0])  # bytecode written
    start = time.perf_counter()
    for number in range(STUDENTS):
        shutil.copytree(top / "in" / f"student{number}", clone / "katas", dirs_exist_ok=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(judge, stems()))
    return (time.perf_counter() - start) / STUDENTS


if __name__ == "__main__":
    main()
