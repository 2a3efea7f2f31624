"""Makes the README's pictures: `.venv/bin/python docs/pictures.py`."""

import functools
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from minigrad import Tensor, draw, kata
from minigrad.dojo import board, verdict
from minigrad.experiments import pictures, train
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import Judgement, judge
from minigrad.judging.stubs import stub

FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.S)  # no font from afar
DOCS = kata.ROOT / "docs"


def judged(stem: str, text: str) -> Judgement:
    """Judge a text as if it stood in katas/."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.py"
        path.write_text(text, "utf-8")
        judgement = judge(path, cases_of(stem))
    judgement.path = kata.KATAS / path.name
    return judgement


def screenshot(name: str, command: str, show: Callable[[Console], None]) -> None:
    """A picture of what a command shows."""
    console = Console(
        record=True,
        width=82,
        height=24,
        file=open(os.devnull, "w"),
        highlight=False,
        force_terminal=True,
        color_system="standard",
        _environ={"TERM": "dumb"},  # nothing moves
    )
    show(console)
    picture = console.export_svg(title=command, code_format=FORMAT, unique_id=name)
    (DOCS / f"{name}.svg").write_text(picture, "utf-8")


def graphs() -> None:
    """Two graphs, drawn: gradients that add up, and one that is summed down to its shape."""
    x, y = Tensor(2.0, requires_grad=True), Tensor(3.0, requires_grad=True)
    loss = x * y + x
    loss.backward()
    draw(loss, {"x": x, "y": y}).save(DOCS / "graph.svg")

    x = Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
    y = Tensor([10.0, 20.0, 30.0], requires_grad=True)
    out = x + y
    out.backward([[1.0, 2.0, 3.0], [100.0, 200.0, 300.0]])
    draw(out, {"x": x, "y": y}).save(DOCS / "broadcasting.svg")


graphs()
os.environ["MAKELEVEL"] = "1"  # as `make` shows it
solutions = {s: (kata.SOLUTIONS / f"{s}.py").read_text("utf-8") for s in kata.stems()}
right = solutions["kata03_sum"]
wrong = right.replace("np.full(self.shape, grad)", "np.ones(self.shape)")
assert wrong != right
for name, text in (("red", wrong), ("green", right)):
    screenshot(name, "make kata N=3", functools.partial(verdict.show, judged("kata03_sum", text)))

on_the_way = [
    judged(stem, wrong if text is right else text if number < 8 else stub(stem))
    for number, (stem, text) in enumerate(solutions.items(), 1)
]
screenshot("board", "make progress", functools.partial(board.show, on_the_way))

pictures.PICTURES = DOCS
train.show("moons", train.steps("moons", "the reference"), Console())
