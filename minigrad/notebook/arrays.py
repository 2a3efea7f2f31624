"""Two arrays beside each other, as tables, with the elements that differ marked."""

import numpy as np

from minigrad.judging.compare import is_numeric, same
from minigrad.notebook.html import Html, tag, together

FEW = 6  # elements, of which anybody sees which ones differ
ROWS, COLUMNS = 8, 10  # that are shown of an array
DIGITS = (4, 6, 9, 12, 17)  # as many as tell two numbers apart

Index = tuple[int, ...]


def beside(names: tuple[str, str], yours: np.ndarray, theirs: np.ndarray, label: str) -> Html:
    """Both arrays; of large ones the rows and columns that differ."""
    differ = _differing(yours, theirs)
    digits = _digits(yours, theirs, differ)
    both = [
        tag("div", tag("div", name, class_="dim"), _table(array, differ, digits, label))
        for name, array in zip(names, (yours, theirs), strict=True)
    ]
    return together([tag("div", *both, class_="row"), _count(differ, yours.size)])


def alone(name: str, array: np.ndarray, label: str = "") -> Html:
    return tag("div", tag("div", name, class_="dim"), _table(array, set(), DIGITS[0], label))


def _differing(yours: np.ndarray, theirs: np.ndarray) -> set[Index]:
    if yours.shape != theirs.shape:
        return set()  # a sentence tells the shapes
    return {i for i in np.ndindex(yours.shape) if not same(yours[i], theirs[i])}


def _digits(yours: np.ndarray, theirs: np.ndarray, differ: set[Index]) -> int:
    """So many that no two numbers which differ look the same."""
    if not is_numeric(yours, theirs):
        return DIGITS[0]
    pairs = [(yours[i], theirs[i]) for i in differ]
    enough = (d for d in DIGITS if all(_spelt(a, d) != _spelt(b, d) for a, b in pairs))
    return next(enough, DIGITS[-1])


def _spelt(value: object, digits: int) -> str:
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def _table(array: np.ndarray, differ: set[Index], digits: int, label: str) -> Html:
    """Rows along the last axis, each named by its place along the others."""
    if label.endswith(".shape"):
        return tag("div", str(tuple(map(int, array))), class_="mono")
    if array.size == 0:
        return tag("div", f"no elements (shape {array.shape})", class_="mono")
    whole = array.reshape(1) if array.ndim == 0 else array
    marked = {i or (0,) for i in differ}
    rows = _chosen(list(np.ndindex(whole.shape[:-1])), {i[:-1] for i in marked}, ROWS)
    columns = _chosen(list(range(whole.shape[-1])), {i[-1] for i in marked}, COLUMNS)
    places = whole.size > FEW  # are named
    lines = [tag("tr", *(tag("th", str(name)) for name in ("", *columns)))] if places else []
    for row in rows:
        name = f"[{', '.join(map(str, row))}]" if row else ""
        cells = [
            tag("td", _spelt(whole[*row, j], digits), class_="differs" * ((*row, j) in marked))
            for j in columns
        ]
        lines.append(tag("tr", *[tag("th", name)] * places, *cells))
    cut = len(rows) * len(columns) < whole.size
    note = [tag("div", f"a part of it: its shape is {array.shape}", class_="dim")] if cut else []
    return together([tag("table", tag("tbody", *lines)), *note])


def _chosen(places: list, wanted: set, most: int) -> list:
    """All places where there is room; else those wanted, or the first."""
    if len(places) <= most:
        return places
    return [one for one in places if one in wanted or not wanted][:most]


def _count(differ: set[Index], size: int) -> Html:
    if not differ or size <= FEW:
        return Html()
    verb = "differs" if len(differ) == 1 else "differ"
    return tag("p", f"{len(differ)} of {size} {verb}.", class_="dim")
