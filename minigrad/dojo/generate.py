"""Writes what follows from the solutions: the stubs, and README.md's table of katas."""

from pathlib import Path

from minigrad.dojo.reset import keep_copy
from minigrad.judging.stubs import about, is_unwritten, stub
from minigrad.kata import KATAS, ROOT, belt_of, name_of, number_of, stems


def generate(folder: Path) -> int:
    """Write the stub of every kata that is missing from the folder or not written there; for the
    learners' folder also README.md's table. Returns how many stubs were written."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{stem}.py" for stem in stems()]
    written = [path for path in paths if not path.exists() or is_unwritten(path)]
    for path in written:
        if path.exists() and path.read_text("utf-8") != stub(path.stem):
            keep_copy(path)  # notes, or an attempt that is commented out
        path.write_text(stub(path.stem), "utf-8")
    if folder == KATAS:
        readme = ROOT / "README.md"
        readme.write_text(with_table(readme.read_text("utf-8")), "utf-8")
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
