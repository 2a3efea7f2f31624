"""`make draw`: the graph of a case, as text in the terminal and as a page for the browser."""

import os
import subprocess
import sys
from html import escape
from pathlib import Path

from rich.console import Console
from rich.text import Text

from minigrad.dojo import graph, verdict
from minigrad.draw import Drawing
from minigrad.draw.text import HERE
from minigrad.judging.judge import Judgement, Result, judge_yours
from minigrad.kata import ROOT, name_of, number_of

PICTURES = ROOT / "pictures"
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem;
  color: #1b1f24; background: #fff; }}
code {{ white-space: pre-wrap; }}
figure {{ margin: 1.5rem 0; overflow-x: auto; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #e8eaed; background: #0d0f12; }} }}
</style>
<h1>{title}</h1>
<p>{said}</p>
<p>Case: {case}</p>
<pre><code>{code}</code></pre>
<figure>
{svg}
</figure>
<p>Values go forward, from left to right, above each line. Gradients come back, from right to left,
below it. A gradient that has several parts is their sum. Below a name stands its shape.
{differs}</p>
</html>
"""
DIFFERS = """The marked place is the first one, in the order of computing, where your numbers are
wrong. The reference is the finished solution."""


def draw(stem: str, console: Console) -> int:
    """Draw the graph of the first case that fails, or of one that shows the kata well. Gives the
    exit status."""
    with console.status("Judging ..."):
        judgement = judge_yours(stem)
    if not judgement.results:
        verdict.show(judgement, console)
        return 1
    with console.status("Drawing ..."):
        found = graph.drawn(judgement)
    if found is None:
        console.print(f"{_of(judgement)} leaves no graph to draw.")
        return 0 if judgement.green else 1
    result, drawing = found
    told = _said(result)
    console.print(Text(f"Kata {number_of(stem)}, {name_of(stem)}: {told}", "bold"))
    console.print(Text.assemble("Case: ", (result.case.name, "bold")))
    console.print(Text(f"  {result.case.code}".replace("\n", "\n  "), "cyan"), "", sep="\n")
    shown = Text(drawing.text)
    shown.highlight_words([HERE], "bold red")
    console.print(shown, "", sep="\n")
    path = write(stem, result, drawing)
    console.print(f"The picture: {os.path.relpath(path)}")
    open_in_browser(path)
    return 0 if judgement.green else 1


def _of(judgement: Judgement) -> str:
    failing = judgement.first_failing
    return f"The case '{failing.case.name}'" if failing else "This kata"


def _said(result: Result) -> str:
    return result.problem.sentence if result.problem else "Your numbers are the same as PyTorch's."


def write(stem: str, result: Result, drawing: Drawing) -> Path:
    """Write a page with the picture; gives its path."""
    title = f"Kata {number_of(stem)}, {name_of(stem)}"
    words = title, _said(result), result.case.name, result.case.code
    names = ("title", "said", "case", "code")
    told = dict(zip(names, map(escape, words), strict=True))
    page = PAGE.format(**told, svg=drawing.svg, differs=DIFFERS if HERE in drawing.text else "")
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{stem}.html"
    path.write_text(page, "utf-8")
    return path


def open_in_browser(path: Path) -> None:
    """Show a page, where somebody sees it. A process of its own opens it: some browsers are slow,
    or say much."""
    seen = sys.stdout.isatty() and "CI" not in os.environ
    if sys.platform == "linux":
        seen = seen and bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
    if seen:
        subprocess.Popen(
            [sys.executable, "-m", "webbrowser", path.as_uri()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
