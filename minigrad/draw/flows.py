"""What is written beside an edge: the numbers that flow there, as rows of text."""

import numpy as np

from minigrad.draw.graph import Flow
from minigrad.draw.words import row_of, rows_of

SAME, DIFFERS = "✓", "≠"
Row = tuple[str, str]  # a text, and what it is: "mine", "other" or "note"


def rows(flow: Flow, arrow: str) -> list[Row]:
    """The rows of a flow; where two arrays differ, both."""
    if flow.state in ("", "same"):
        mark = f" {SAME}" if flow.state else ""
        texts = _after(f"{arrow} ", rows_of(flow.array))
        return [(text, "mine") for text in [*texts[:-1], texts[-1] + mark]]
    mine, other = rows_of(flow.array), rows_of(flow.other)
    names = f"{arrow} yours", f"{DIFFERS} {flow.whose}"
    wide = max(map(len, names)) + 1
    if len(mine) == len(other) == 1:
        found = [
            (names[0].ljust(wide) + mine[0], "mine"),
            (names[1].ljust(wide) + other[0], "other"),
        ]
    else:
        found = [(names[0], "mine"), *((f"  {text}", "mine") for text in mine)]
        found += [(names[1], "other"), *((f"  {text}", "other") for text in other)]
    return [*found, *((f"  {note}", "note") for note in _unseen(flow, mine, other))]


def lines(flow: Flow, most: int) -> list[str]:
    """The same for a terminal: an array takes one line."""
    mine = row_of(flow.array, most)
    if flow.state in ("", "same"):
        return [f"{mine} {SAME}" if flow.state else mine]
    other = row_of(flow.other, most)
    names = "yours", f"{DIFFERS} {flow.whose}"
    wide = max(map(len, names)) + 1
    both = [names[0].ljust(wide) + mine, names[1].ljust(wide) + other]
    return [*both, *_unseen(flow, [mine], [other])]


def _after(prefix: str, texts: list[str]) -> list[str]:
    return [(prefix if not i else " " * len(prefix)) + text for i, text in enumerate(texts)]


def _unseen(flow: Flow, mine: list[str], other: list[str]) -> list[str]:
    """Where two arrays differ, if their texts do not show it."""
    a, b = flow.array, flow.other
    if a is None or b is None:
        return []
    if a.shape != b.shape:
        return [f"shapes {a.shape} and {b.shape}"]
    if mine != other and not any("…" in text or "..." in text for text in [*mine, *other]):
        return []
    differ = [i for i in np.ndindex(a.shape) if not np.isclose(a[i], b[i], 1e-7, 0, True)]
    if not differ:
        return []
    at = f"[{', '.join(map(str, differ[0]))}]"
    return [f"{len(differ)} of {a.size} differ, at {at}: {a[differ[0]]:.8g}, {b[differ[0]]:.8g}"]
