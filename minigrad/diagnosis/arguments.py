"""Right for another x; or the same whatever an input is."""

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from minigrad.diagnosis.arrays import OUTPUT, UPSTREAM, Pair, close
from minigrad.diagnosis.relations import Pairs, Predict, Relation, predicts
from minigrad.tensor import Tensor

OTHER_X: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "-x": lambda x: -x,
    "2 * x": lambda x: 2 * x,
    "x / 2": lambda x: x / 2,
    "abs(x)": np.abs,
}
AGAIN = 4  # values that must come back, each with another result of PyTorch's


def _is_of_each(pair: Pair) -> bool:
    """Whether it is an operation on each element of x alone."""
    x, output = pair.inputs.get("x"), pair.results.get("output")
    if not pair.read.operation or x is None or output is None:
        return False
    return x.shape == output.shape


def moved(wrong: Pairs) -> Iterator[Relation]:
    """What PyTorch gives for another x, in an operation of x alone."""
    if any(pair.read.operation for pair in wrong):
        for text, other in OTHER_X.items():
            yield predicts(f"PyTorch's for {text} in place of x", 1.2, _at(other))


def _at(other: Callable[[np.ndarray], np.ndarray]) -> Predict:
    """The reference at another x: its output, or the gradient there."""

    def predict(pair: Pair) -> np.ndarray | None:
        if not _is_of_each(pair):
            return None
        x = Tensor(other(pair.inputs["x"]), requires_grad=True)
        out = getattr(x, pair.read.operation)()
        if pair.label == "output":
            return out.data
        return out.vjp(pair.others[UPSTREAM])[0] if UPSTREAM in pair.others else None

    return predict


def dependence(pairs: Pairs) -> Iterator[Relation]:
    """The same wherever one thing is the same; PyTorch's is not."""
    plain = [pair for pair in pairs if pair.read.alone and pair.yours.shape == pair.theirs.shape]
    names = dict.fromkeys(name for pair in plain for name in pair.given if name != OUTPUT)
    for name in names:
        rest = [other for other in names if other != name]
        known = _by_value(plain, name)
        if rest and sum(len(theirs) > 1 for _, theirs in known.values()) >= AGAIN:
            words = f"the same for the same {name.removeprefix('the ')}, whatever {rest[-1]} is"
            yield Relation(words, _is_known(name, known), 4.0)


# Of what a wrong slope may be made: y is the output.
TERMS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "the output": lambda x, y: y,
    "the output ** 2": lambda x, y: y**2,
    "np.abs(the output)": lambda x, y: np.abs(y),
    "np.exp(the output)": lambda x, y: np.exp(y),
    "x": lambda x, y: x,
    "x ** 2": lambda x, y: x**2,
    "np.abs(x)": lambda x, y: np.abs(x),
    "np.exp(x)": lambda x, y: np.exp(x),
    "np.exp(-x)": lambda x, y: np.exp(-x),
    "np.cosh(x)": lambda x, y: np.cosh(x),
    "np.cos(x)": lambda x, y: np.cos(x),
    "np.sin(x)": lambda x, y: np.sin(x),
}
WAYS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "* {}": lambda term: term,
    "/ {}": lambda term: 1 / term,
    "* (1 + {})": lambda term: 1 + term,
    "* (1 - {})": lambda term: 1 - term,
    "/ (1 + {})": lambda term: 1 / (1 + term),
    "/ (1 - {})": lambda term: 1 / (1 - term),
}


def simple_slopes(wrong: Pairs) -> Iterator[Relation]:
    """In an operation of x alone: the upstream gradient times a simple slope."""
    each = [pair for pair in wrong if _is_of_each(pair)]
    if not each or wrong[0].label != "gradient of x":
        return
    for (term, of), (way, slope) in itertools.product(TERMS.items(), WAYS.items()):
        if not all(_is_atom(slope(_term(of, pair)), pair) for pair in each):  # see `formulas`
            yield predicts(f"{UPSTREAM} {way.format(term)}", 2.0, _with_slope(of, slope))


def _with_slope(of: Callable[..., np.ndarray], slope: Callable[..., np.ndarray]) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        upstream = pair.others.get(UPSTREAM)
        if upstream is None or not _is_of_each(pair):
            return None
        return upstream * slope(_term(of, pair))

    return predict


def _term(of: Callable[..., np.ndarray], pair: Pair) -> np.ndarray:
    return of(pair.inputs["x"], pair.results["output"])


def _is_atom(array: np.ndarray, pair: Pair) -> bool:
    return any(close(array, atom) for atom in pair.atoms.values())


Slopes = dict[float, tuple[float, float]]  # by x: yours, and PyTorch's


def slopes(pairs: Pairs) -> Iterator[Relation]:
    """In an operation of x alone: the upstream gradient is used rightly, but the slope is wrong."""
    seen: Slopes = {}
    for pair in pairs:
        if pair.label == "gradient of x" and (rows := _slopes_of(pair)) is not None:
            for x, yours, theirs in rows.tolist():
                seen.setdefault(x, (yours, theirs))
    if not all(_has_slopes(pair, seen, theirs=True) for pair in pairs):
        return  # PyTorch's gradient is no such product
    told = {x: [f"{slope:.3g}" for slope in both] for x, both in seen.items()}
    if wrong := [x for x, (yours, theirs) in told.items() if yours != theirs]:
        at = min(wrong, key=lambda x: (abs(abs(x) - 1), -x))  # near 1, slopes are easy to check
        words = f"at x = {at:g} it is {told[at][0]}, not {told[at][1]}"
        words = f"the upstream gradient times a wrong slope: {words}"
        yield Relation(words, lambda pair: _has_slopes(pair, seen), 6.0)


def _slopes_of(pair: Pair) -> np.ndarray | None:
    """In rows: x, your slope there, and PyTorch's."""
    upstream = pair.others.get(UPSTREAM)
    if not _is_of_each(pair) or upstream is None or pair.yours.shape != upstream.shape:
        return None
    columns = pair.inputs["x"], pair.yours / upstream, pair.theirs / upstream
    return np.stack([column.ravel() for column in columns], axis=1)


def _has_slopes(pair: Pair, seen: Slopes, theirs: bool = False) -> bool:
    if (rows := _slopes_of(pair)) is None:
        return theirs
    told = np.array([seen.get(x, (np.nan, np.nan))[theirs] for x in rows[:, 0].tolist()])
    return np.allclose(rows[:, 1 + theirs], told, equal_nan=True)


Known = dict[float, tuple[float, set[float]]]


def _by_value(pairs: Pairs, name: str) -> Known:
    """By the values of an array: what yours was there at first, and all that PyTorch's was."""
    known: Known = {}
    for pair in pairs:
        if name in pair.given and pair.given[name].shape == pair.yours.shape:
            rows = (pair.given[name].flat, pair.yours.flat, pair.theirs.flat)
            for value, yours, theirs in zip(*rows, strict=True):
                known.setdefault(float(value), (float(yours), set()))[1].add(round(theirs, 9))
    return known


def _is_known(name: str, known: Known) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        array = pair.given.get(name)
        if array is None or array.shape != pair.yours.shape or not pair.read.alone:
            return False
        first = [known.get(float(value), (np.nan,))[0] for value in array.flat]
        return np.allclose(np.reshape(first, array.shape), pair.yours, rtol=1e-9)

    return holds
