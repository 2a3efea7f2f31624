"""Makes docs/minigrad.ipynb from docs/notebook.md: `.venv/bin/python docs/notebook.py`.

In the text, ```python begins a cell of code, and `<!-- kata sum -->` stands for a kata's cell,
which holds its stub.
"""

import re
import tomllib

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from minigrad import kata
from minigrad.judging.stubs import stub

DOCS = kata.ROOT / "docs"
PIECE = re.compile(r"^```python\n(.*?)^```$|^<!-- kata (\w+) -->$", re.M | re.S)
NO_ADDRESS = "put the address of your clone's repository here"


def notebook() -> str:
    """The notebook's text."""
    text = (DOCS / "notebook.md").read_text("utf-8").replace("{repository}", repository())
    cells, end = [], 0
    for piece in [*PIECE.finditer(text), None]:
        told = text[end : piece.start() if piece else None].strip()
        cells += [new_markdown_cell(told)] if told else []
        if piece:
            cells.append(new_code_cell(piece[1].strip() if piece[1] else kata_cell(piece[2])))
            end = piece.end()
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"  # not at random, so that the same text makes the same file
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(new_notebook(cells=cells, metadata=about)) + "\n"


def kata_cell(name: str) -> str:
    stem = next(stem for stem in kata.stems() if kata.name_of(stem) == name)
    return f"%%kata {name}\n{stub(stem).strip()}"


def repository() -> str:
    project = tomllib.loads((kata.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project.get("urls", {}).get("Repository", NO_ADDRESS)


if __name__ == "__main__":
    (DOCS / "minigrad.ipynb").write_text(notebook(), "utf-8")
