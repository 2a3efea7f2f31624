"""The right numbers in another shape or order, or summed along other axes."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

import numpy as np

from minigrad.diagnosis.arrays import UPSTREAM, Pair, Reduction, close, summed_to
from minigrad.diagnosis.powers import Product
from minigrad.diagnosis.relations import (
    Holds,
    Pairs,
    Predict,
    Relation,
    constants,
    factors,
    predicts,
)

Form = Callable[[Pair], np.ndarray | None]  # yours in PyTorch's form; None if that cannot be


def _same_shape_or(form: Form) -> Form:
    return lambda pair: pair.yours if pair.yours.shape == pair.theirs.shape else form(pair)


def _without_ones(pair: Pair) -> np.ndarray | None:
    yours, theirs = ([n for n in a.shape if n != 1] for a in (pair.yours, pair.theirs))
    return pair.yours.reshape(pair.theirs.shape) if yours == theirs else None


def _with_fewer(pair: Pair) -> np.ndarray | None:
    return _without_ones(pair) if pair.yours.ndim < pair.theirs.ndim else None


def _summed(pair: Pair) -> np.ndarray | None:
    return summed_to(pair.yours, pair.theirs.shape)


def _whole(pair: Pair) -> np.ndarray | None:
    output = pair.others.get(UPSTREAM)
    whole = pair.full if output is None else output.shape
    return _summed(pair) if pair.yours.shape == whole else None


FORMS: list[tuple[str, Form, float]] = [
    ("without its axes of length 1", _same_shape_or(_with_fewer), 0.3),
    ("with axes of length 1 too many or too few", _same_shape_or(_without_ones), 0.4),
    ("not summed down to {}", _same_shape_or(_whole), 0.4),
    ("not summed all the way down to {}", _same_shape_or(_summed), 0.6),
    (
        "in another shape",
        _same_shape_or(lambda pair: pair.yours.reshape(pair.theirs.shape)),
        0.9,
    ),
    (
        "not repeated to its shape",
        _same_shape_or(lambda pair: np.broadcast_to(pair.yours, pair.theirs.shape)),
        1.6,
    ),
    ("with the last two axes swapped", lambda p: p.yours.mT if p.yours.ndim > 1 else p.yours, 0.5),
    ("with its axes in reverse order", lambda p: p.yours.T if p.yours.ndim > 1 else p.yours, 0.6),
]


def formed(wrong: Pairs, own: Product | None) -> Iterator[Relation]:
    """PyTorch's in another form; by itself, or with a factor."""
    shape = "the input's shape" if wrong[0].label.startswith("gradient") else "the right shape"
    for words, form, cost in FORMS:
        words = words.format(shape)
        put = [(pair, one) for pair in wrong if (one := _formed(form, pair))]
        if sum(pair is not one for pair, one in put) < max(1, len(wrong) / 4):
            continue
        yield Relation(
            f"PyTorch's, {words}", _through(form, lambda p: close(p.yours, p.theirs)), cost
        )
        ones = [one for _, one in put if not close(one.yours, one.theirs)]
        for relation in (*constants(ones), *factors(ones, own)) if ones else ():
            if "everywhere" not in relation.words:
                yield Relation(
                    f"{relation.words}, {words}",
                    _through(form, relation.holds),
                    relation.cost + cost,
                )


def _formed(form: Form, pair: Pair) -> Pair | None:
    """A pair with yours put into PyTorch's form; itself where it has that; None if impossible."""
    try:
        yours = form(pair)
    except ValueError:
        return None
    if yours is None or yours.shape != pair.theirs.shape:
        return None
    return pair if yours is pair.yours else replace(pair, yours=yours)


def _through(form: Form, holds: Holds) -> Holds:
    def formed_holds(pair: Pair) -> bool:
        one = _formed(form, pair)
        return one is not None and holds(one)

    return formed_holds


def sums(wrong: Pairs, own: Product | None) -> Iterator[Relation]:
    """Summed along other axes, too early, or to another shape."""
    label = wrong[0].label
    if own and label.startswith("gradient"):
        for name in dict.fromkeys(name for pair in wrong for name in pair.inputs):
            if name != label.removeprefix("gradient of "):
                words = f"PyTorch's, summed down to the shape of {name} instead"
                yield predicts(words, 0.8, _summed_like(own, name))
        if dict(own.powers).get(UPSTREAM) == 1 and len(own.powers) > 1:
            words = "PyTorch's, but with the sum taken before the product"
            yield predicts(words, 1.0, _summed_early(own))
    source = UPSTREAM if label != "output" else ""
    of = " of the upstream gradient" if source else ""
    for words, reduction in REDUCTIONS.items():
        copies = f"the {words} of the copies' gradients, not their sum"
        yield predicts(copies, 1.0, _copies(own, reduction))
        for along, axis in AXES.items():
            yield predicts(f"the {words}{of} {along}", 1.6, _reduced(reduction, axis, source))
    for which, reduction in (("first", _pick(0)), ("last", _pick(-1))):
        words = f"the gradient of the {which} copy only"
        yield predicts(words, 1.0, _copies(own, reduction))
    for along, axis in AXES.items():
        yield predicts(f"PyTorch's, summed {along}", 1.5, _theirs_summed(axis))
    if source:
        yield Relation("the upstream gradient, summed along other axes", _is_summed, 2.0)
    yield predicts("PyTorch's, repeated along another axis", 1.2, _repeated)


def _pick(index: int) -> Reduction:
    """Takes one of the copies instead of their sum."""

    def reduction(array: np.ndarray, axis: tuple[int, ...]) -> np.ndarray:
        return array[tuple(index if k in axis else slice(None) for k in range(array.ndim))]

    return reduction


REDUCTIONS: dict[str, Reduction] = {
    "sum": np.sum,
    "mean": np.mean,
    "largest": np.max,
    "smallest": np.min,
    "product": np.prod,
}
AXES: dict[str, Callable[[int], tuple[int, ...]]] = {
    "over all axes": lambda ndim: tuple(range(ndim)),
    "along the first axis": lambda ndim: (0,),
    "along the last axis": lambda ndim: (-1,),
    "along the second axis": lambda ndim: (1,),
    "over all axes but the last": lambda ndim: tuple(range(ndim - 1)),
    "over all axes but the first": lambda ndim: tuple(range(1, ndim)),
    "over all axes but the last two": lambda ndim: tuple(range(ndim - 2)),
}


def _copies(own: Product | None, reduction: Reduction) -> Predict:
    """Reduced instead of summed where it was stretched."""

    def predict(pair: Pair) -> np.ndarray | None:
        full = pair.others.get(UPSTREAM)
        if own:
            full = own.value(pair.atoms) if pair.read.alone else None
        if full is None or not full.size or full.shape == pair.theirs.shape:
            return None
        return summed_to(full, pair.theirs.shape, reduction)

    return predict


def _theirs_summed(axes: Callable[[int], tuple[int, ...]]) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        if pair.yours.size >= pair.theirs.size:
            return None
        return pair.theirs.sum(axes(pair.theirs.ndim)).reshape(pair.yours.shape)

    return predict


def _summed_like(own: Product, name: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        full = own.value(pair.atoms) if pair.read.alone and name in pair.inputs else None
        if full is None or full.shape != pair.full or pair.inputs[name].shape == pair.theirs.shape:
            return None
        return summed_to(full, pair.inputs[name].shape)

    return predict


def _summed_early(own: Product) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        if not pair.read.alone or pair.theirs.shape == pair.full:
            return None
        rest = own.without(UPSTREAM).value(pair.atoms)
        summed = summed_to(pair.given[UPSTREAM], pair.theirs.shape)
        return None if rest is None or summed is None else summed * rest

    return predict


def _reduced(reduction: Reduction, axes: Callable[[int], tuple[int, ...]], source: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        if not source and len(pair.inputs) != 1:
            return None
        array = pair.others.get(source) if source else next(iter(pair.inputs.values()))
        if array is None or not array.size or not axes(array.ndim):
            return None
        value = np.asarray(reduction(array, axis=axes(array.ndim)))
        return value.reshape(pair.yours.shape) if value.size == pair.yours.size else None

    return predict


def _is_summed(pair: Pair) -> bool:
    upstream = pair.others.get(UPSTREAM)
    if upstream is None or not pair.yours.size < upstream.size:
        return False
    choices = (
        axes
        for size in range(1, upstream.ndim + 1)
        for axes in itertools.combinations(range(upstream.ndim), size)
        if np.prod([upstream.shape[axis] for axis in axes]) * pair.yours.size == upstream.size
    )
    return any(close(pair.yours, upstream.sum(axis).reshape(pair.yours.shape)) for axis in choices)


def _repeated(pair: Pair) -> np.ndarray | None:
    if pair.yours.size <= pair.theirs.size:
        return None
    return np.broadcast_to(pair.theirs, pair.yours.shape)


def orders(wrong: Pairs) -> Iterator[Relation]:
    """The same numbers in another order."""
    if wrong[0].label.startswith("gradient"):
        again = "the upstream gradient with its axes permuted like those of x, not back again"
        yield predicts(again, 0.9, _permuted_again)
        yield predicts("the upstream gradient with its axes in reverse order", 0.9, _reversed)
        yield predicts("the upstream gradient, only reshaped", 1.0, _reshaped("C"))
        by_columns = "the upstream gradient, reshaped column by column instead of row by row"
        yield predicts(by_columns, 1.1, _reshaped("F"))
        turned = "the upstream gradient, its axes reversed before it is reshaped"
        yield predicts(turned, 1.1, _turned)
    elif wrong[0].label == "output":
        yield predicts("x reshaped column by column instead of row by row", 1.1, _input_reshaped)
        again = "x's numbers one after the other, again and again until the shape is full"
        yield predicts(again, 1.1, _refilled)
    permuted = "PyTorch's, with its axes in another order"
    yield Relation(permuted, _is_permuted, 3.0, applies=lambda pair: pair.theirs.ndim > 1)
    yield predicts(
        "PyTorch's, filled in column by column instead of row by row",
        1.6,
        lambda pair: pair.theirs.ravel().reshape(pair.yours.shape, order="F"),
    )
    yield predicts(
        "PyTorch's, read column by column instead of row by row",
        1.6,
        lambda pair: pair.theirs.ravel("F").reshape(pair.yours.shape),
    )
    yield predicts(
        "PyTorch's, backwards", 1.6, lambda p: p.theirs.ravel()[::-1].reshape(p.yours.shape)
    )
    yield Relation("made of PyTorch's numbers, in another order", _is_reordered, 5.0)


def _permuted_again(pair: Pair) -> np.ndarray | None:
    """The upstream gradient, with the axes permuted that made the output of the only input."""
    output, upstream = pair.results.get("output"), pair.others.get(UPSTREAM)
    if output is None or upstream is None or len(pair.inputs) != 1 or not pair.read.alone:
        return None
    whole = next(iter(pair.inputs.values()))
    if whole.ndim > 4:
        return None
    for order in itertools.permutations(range(whole.ndim)):
        if close(whole.transpose(order), output):
            return upstream.transpose(order)
    return None


def _reversed(pair: Pair) -> np.ndarray | None:
    return pair.others[UPSTREAM].T if UPSTREAM in pair.others else None


def _reshaped(order: Literal["C", "F"]) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        upstream = pair.others.get(UPSTREAM)
        return None if upstream is None else upstream.reshape(pair.theirs.shape, order=order)

    return predict


def _turned(pair: Pair) -> np.ndarray | None:
    upstream = pair.others.get(UPSTREAM)
    return None if upstream is None else upstream.T.reshape(pair.theirs.shape)


def _refilled(pair: Pair) -> np.ndarray | None:
    """What np.resize gives."""
    x = pair.inputs.get("x")
    if x is None or not x.size < pair.theirs.size:
        return None
    return np.resize(x, pair.theirs.shape)


def _input_reshaped(pair: Pair) -> np.ndarray | None:
    x = pair.inputs.get("x")
    if x is None or close(x.reshape(pair.theirs.shape), pair.yours):
        return None
    return x.reshape(pair.theirs.shape, order="F")


def _is_permuted(pair: Pair) -> bool:
    if (
        pair.yours.ndim < 2
        or sorted(pair.yours.shape) != sorted(pair.theirs.shape)
        or pair.yours.ndim > 4
    ):
        return False
    orders = itertools.permutations(range(pair.theirs.ndim))
    return any(close(pair.yours, pair.theirs.transpose(order)) for order in orders)


def _is_reordered(pair: Pair) -> bool:
    if pair.yours.size != pair.theirs.size:
        return False
    return close(np.sort(pair.yours, axis=None), np.sort(pair.theirs, axis=None))
