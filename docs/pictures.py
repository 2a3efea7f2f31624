"""Makes the README's pictures of verdicts: `.venv/bin/python docs/pictures.py`."""

import os
import re
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from minigrad import kata
from minigrad.dojo import verdict
from minigrad.dojo.cases import cases_of
from minigrad.dojo.judge import judge

STEM = "kata03_sum"
FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.S)  # no font from afar

os.environ["MAKELEVEL"] = "1"  # as `make` shows it
right = (kata.SOLUTIONS / f"{STEM}.py").read_text("utf-8")
wrong = right.replace("np.broadcast_to(grad, self.shape)", "np.full(self.shape, grad.sum())")
for colour, text in (("red", wrong), ("green", right)):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{STEM}.py"
        path.write_text(text, "utf-8")
        judgement = judge(path, cases_of(STEM))
        judgement.path = kata.KATAS / path.name
        console = Console(record=True, width=82, file=open(os.devnull, "w"), highlight=False)
        verdict.show(judgement, console)
        picture = kata.ROOT / "docs" / f"{colour}.svg"
        picture.write_text(
            console.export_svg(title="make kata N=3", code_format=FORMAT, unique_id=colour), "utf-8"
        )
