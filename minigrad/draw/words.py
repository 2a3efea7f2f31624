"""Arrays and names as text, cut where they are too long."""

import unicodedata
from typing import Any

import numpy as np

ROWS = 4  # of an array in a picture
WHOLE, ACROSS = 12, 6  # elements of an array that is shown whole, and of a row of it


def cut(text: str, most: int) -> str:
    """A text without characters that cannot be shown, and not too long."""
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= most else text[: most - 1] + "…"


def cells(text: str) -> int:
    """How wide a text is, in characters of a font in which all are equally wide."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def rows_of(array: np.ndarray | None) -> list[str]:
    """An array in a few rows: what is left out, from the middle or the end, leaves dots."""
    if array is None:
        return ["none"]
    if array.size == 0:
        return ["no elements"]
    rows = [row for row in _text(array, array.ndim > 1).split("\n") if row]
    return rows if len(rows) <= ROWS else [*rows[: ROWS - 1], "…"]


def row_of(array: np.ndarray | None, most: int) -> str:
    """An array in one row."""
    if array is None:
        return "none"
    if array.size == 0:
        return "no elements"
    return cut(" ".join(_text(array, False).split()), most)


def _text(array: np.ndarray, align: bool) -> str:
    """An array as NumPy lays it out; aligned, all numbers are equally wide."""
    small = array.size <= WHOLE and array.shape[-1:] <= (ACROSS,)
    wide = max(len(number(one)) for one in array.flat[:1000]) if align else 0
    layout: Any = {"float_kind": lambda one: number(one).rjust(wide)}
    return np.array2string(
        array,
        separator=", ",
        threshold=WHOLE if small else 0,
        edgeitems=2,
        max_line_width=1000,
        formatter=layout,
    )


def number(one: float) -> str:
    """A number in four digits, or more where these save an exponent."""
    return f"{one:.0f}" if 1e4 <= abs(one) < 1e8 else f"{one:.4g}"


def shown(shape: tuple[int, ...] | None) -> str:
    """A shape as Python shows it."""
    return "" if shape is None else str(tuple(map(int, shape)))


def full(array: np.ndarray) -> str:
    """An array as a whole, unless it is large."""
    return np.array2string(array, separator=", ", threshold=200, edgeitems=3)
