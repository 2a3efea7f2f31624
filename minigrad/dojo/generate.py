"""Writes what follows from the solutions: the stubs, and README.md's table of katas."""

import os
from pathlib import Path

from minigrad.dojo.reset import replace
from minigrad.judging.stubs import about, is_unwritten, stub
from minigrad.judging.writing import put
from minigrad.kata import KATAS, ROOT, belt_of, name_of, number_of, stems


def generate(folder: Path) -> int:
    """Write the stub of every kata that is missing from the folder or not written there; for the
    learners' folder also README.md's table. Returns how many stubs were written."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{stem}.py" for stem in stems()]
    written = [path for path in paths if not os.path.lexists(path) or is_unwritten(path)]
    for path in written:
        replace(path, stub(path.stem))  # what is kept: notes, or an attempt that is commented out
    if folder == KATAS:
        readme = ROOT / "README.md"
        put(readme, with_table(readme.read_text("utf-8")))
    return len(written)


def with_table(readme: str) -> str:
    """README.md's text with its table of katas made anew."""
    head, _, rest = readme.partition("<!-- katas -->\n")
    _, _, tail = rest.partition("<!-- /katas -->")
    rows = ["| kata | method | belt | what it does |", "| ---: | --- | --- | --- |"]
    for stem in stems():
        name = f"[`{name_of(stem)}`](katas/{stem}.py)"
        rows.append(f"| {number_of(stem)} | {name} | {belt_of(stem)} | {about(stem)} |")
    return f"{head}<!-- katas -->\n" + "\n".join(rows) + f"\n<!-- /katas -->{tail}"
