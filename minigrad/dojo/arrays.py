"""Arrays as text: whole where they are small, else the rows that differ."""

import textwrap
from collections.abc import Sequence

import numpy as np
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from minigrad.judging.compare import is_numeric, same

WIDE = 74  # columns for two arrays beside each other
FEW = 6  # elements, of which anybody sees which ones differ


def named(name: str, array: np.ndarray, rows: int) -> Text:
    """`x = [1., 2.]`; of an array that takes more rows, only the shape."""
    text = values(array, f"  {name} = ", name)
    if text.count("\n") >= rows:
        return Text(f"  {name}: shape {array.shape}")
    return Text(text)


def values(array: np.ndarray, prefix: str = "", label: str = "") -> str:
    """An array as NumPy shows it, after a prefix; as a tuple where it is some array's shape."""
    if label.endswith((".shape", "_shape")) and array.ndim == 1:
        return prefix + str(tuple(map(int, array)))
    shape = f" (shape {array.shape})" if array.size == 0 else ""
    return prefix + np.array2string(array, separator=", ", prefix=prefix) + shape


def side_by_side(
    names: tuple[str, str], yours: np.ndarray, theirs: np.ndarray, label: str, rows: int
) -> list[RenderableType]:
    """Two arrays beside each other, or below each other where they are too wide; of large ones
    the rows that differ.

    names: of the two
    rows: that they may take
    """
    both = [values(array, label=label) for array in (yours, theirs)]
    heights = [text.count("\n") + 1 for text in both]
    wide = _is_wide(both)
    if (sum(heights) + 1 if wide else max(heights)) <= rows:
        return [_grid(names, [(both[0], both[1])], wide), *_where(names, yours, theirs)]
    if yours.shape != theirs.shape or yours.ndim == 0:
        return []  # the sentence tells the shapes
    rows_of = yours.shape[:-1] if is_numeric(yours, theirs) else yours.shape  # names are long
    differ = [i for i in np.ndindex(rows_of) if not same(yours[i], theirs[i])]
    shown = [(_row(i, yours[i]), _row(i, theirs[i])) for i in differ[: max(rows - 2, 1)]]
    if wide := _is_wide(["\n".join(column) for column in zip(*shown, strict=True)]):
        shown = shown[: max(rows // 2 - 1, 1)]
    return [_grid(names, shown, wide), *_where(names, yours, theirs)]


def _is_wide(both: Sequence[str]) -> bool:
    """Whether two texts are too wide to stand beside each other."""
    return sum(max(map(len, text.split("\n"))) + 2 for text in both) > WIDE


def _row(index: tuple[int, ...], row: np.ndarray) -> str:
    where = f"[{', '.join(map(str, index))}]: " if index else ""
    with np.printoptions(threshold=4, edgeitems=2, precision=6):
        return where + np.array2string(row, separator=", ").replace("\n", "")


def _grid(names: tuple[str, str], rows: list[tuple[str, str]], wide: bool) -> Table:
    grid = Table.grid(padding=(0, 2))
    headings = [Text(f"  {name}", "dim") for name in names]
    columns = [
        [Text(textwrap.indent(text, "  "), style) for text in column]
        for column, style in zip(zip(*rows, strict=True), ("red", "green"), strict=True)
    ]
    if wide:
        for heading, column in zip(headings, columns, strict=True):
            for text in (heading, *column):
                grid.add_row(text)
    else:
        grid.add_row(*headings)
        for pair in zip(*columns, strict=True):
            grid.add_row(*pair)
    return grid


def _where(names: tuple[str, str], yours: np.ndarray, theirs: np.ndarray) -> list[Text]:
    """How many elements differ, and the first of them, where that is not seen at once."""
    if yours.shape != theirs.shape or yours.shape == ():
        return []
    different = [i for i in np.ndindex(yours.shape) if not same(yours[i], theirs[i])]
    a, b = yours[different[0]], theirs[different[0]]
    seen = not is_numeric(yours, theirs) or not np.isclose(a, b, rtol=1e-6, atol=0)
    if yours.size <= FEW and seen:
        return []
    short = is_numeric(a, b) and f"{a:g}" != f"{b:g}"
    first, second = (f"{a:g}", f"{b:g}") if short else (str(a), str(b))
    at = ", ".join(map(str, different[0]))
    count = f"{len(different)} of {yours.size} differ"
    return [Text(f"  {count}, first at [{at}]: {first}, {names[1]} {second}")]
