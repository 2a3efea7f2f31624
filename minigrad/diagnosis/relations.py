"""Relations that may hold between your array and PyTorch's, the simplest first.

Each is checked on every array of which it is said. Words fit after "Your gradient of x is".
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minigrad.diagnosis.arrays import OUTPUT, UPSTREAM, Arrays, Pair, close, differing, summed_to
from minigrad.diagnosis.powers import Product, atoms, in_words, products

Holds = Callable[[Pair], bool]
Predict = Callable[[Pair], np.ndarray | None]
Form = Callable[[Pair], np.ndarray | None]


@dataclass(frozen=True)
class Relation:
    words: str
    holds: Holds
    cost: float = 1.0


def relations(wrong: Sequence[Pair], pairs: Sequence[Pair]) -> Iterator[Relation]:
    """What may hold of the wrong among some pairs of one kind."""
    own = _own(pairs)
    yield from _constants(wrong)
    yield from _values(wrong)
    yield from _factors(wrong, own)
    for words, form, cost in FORMS:
        formed = [one for pair in wrong if (one := _formed(form, pair))]
        changed = sum(one is not pair for one, pair in zip(formed, wrong, strict=False))
        if changed and formed:
            for relation in (Relation("PyTorch's", _same, 0), *_factors(formed, own)):
                holds = _through(form, relation.holds)
                yield Relation(f"{relation.words}, {words}", holds, relation.cost + cost)
    yield from _order(wrong)
    yield from _sums(wrong)
    yield from _functions(wrong)
    yield from _matrix_products(wrong, pairs)
    yield from _precision(wrong)
    yield from _conditions(wrong, pairs)


def predicts(words: str, predict: Predict, cost: float = 1.0) -> Relation:
    """The relation that yours is what is predicted."""

    def holds(pair: Pair) -> bool:
        try:
            value = predict(pair)
        except ValueError:  # shapes that do not fit
            return False
        return value is not None and close(pair.yours, np.asarray(value))

    return Relation(words, holds, cost)


def _same(pair: Pair) -> bool:
    return close(pair.yours, pair.theirs)


# A factor between them.


def _constants(wrong: Sequence[Pair]) -> Iterator[Relation]:
    """One number everywhere, or one factor, or one summand."""
    first = [pair.yours.flat[0] for pair in wrong if pair.yours.size]
    for value in dict.fromkeys([0.0, 1.0, *first[:3]]):
        yield predicts(f"{value:g} everywhere", _everywhere(value), 0.5)
    factors, summands = [], []
    for pair in sorted(wrong, key=lambda pair: -pair.theirs.size)[:8]:
        if pair.yours.shape == pair.theirs.shape:
            sizes = np.sum(pair.theirs**2)
            factors.append(round(float(np.sum(pair.yours * pair.theirs) / sizes), 9))
            summands.append(round(float(np.mean(pair.yours - pair.theirs)), 9))
    for factor in dict.fromkeys(factors):
        if factor not in (0, 1) and np.isfinite(factor):
            product = _nice(factor)
            yield _product(product, None, in_words(product, None))
    for summand in dict.fromkeys(summands):
        if summand and np.isfinite(summand):
            sign, size = "plus" if summand > 0 else "minus", abs(summand)
            yield predicts(f"PyTorch's {sign} {size:g}", _plus(summand), 1.5)


def _everywhere(value: float) -> Predict:
    return lambda pair: np.full(pair.yours.shape, value)


def _plus(summand: float) -> Predict:
    return lambda pair: pair.theirs + summand


def _nice(factor: float) -> Product:
    from minigrad.diagnosis.powers import nice

    return Product(nice(factor))


def _own(pairs: Sequence[Pair]) -> Product | None:
    """What PyTorch's array is made of, where that is a product."""
    plain = [p for p in pairs if p.read.alone and p.theirs.shape == p.full and p.theirs.size > 1]
    found = products(plain, lambda pair: pair.theirs)
    return found[0] if found else None


def _factors(wrong: Sequence[Pair], own: Product | None) -> Iterator[Relation]:
    """A product between them, or a number of elements."""

    def ratio(pair: Pair) -> np.ndarray:
        return pair.yours / pair.theirs

    plain = [
        p
        for p in wrong
        if p.read.alone and p.yours.shape == p.theirs.shape == p.full and p.theirs.size > 1
    ]
    largest = sorted(plain, key=lambda pair: -pair.theirs.size)
    tried = [plain, *([pair] for pair in largest[:2])]
    for product in dict.fromkeys(p for some in tried for p in products(some, ratio)):
        yield _product(product, own, in_words(product, own))
    names = dict.fromkeys(name for pair in wrong for name in _counts(pair))
    for name in names:
        for how, power in (("times", 1), ("divided by", -1)):
            yield predicts(f"PyTorch's {how} {name}", _counted(name, power), 1.5)


def _product(ratio: Product, own: Product | None, words: str) -> Relation:
    def holds(pair: Pair) -> bool:
        known = atoms(pair)
        if own and pair.read.alone:
            full = ratio.times(own).value(known)
            summed = None if full is None else summed_to(full, pair.theirs.shape)
            if summed is not None and close(pair.yours, summed):
                return True
        value = ratio.value(known)
        return value is not None and close(pair.yours, np.asarray(pair.theirs * value))

    return Relation(words, holds, ratio.cost)


def _counts(pair: Pair) -> dict[str, int]:
    """Numbers of elements that depend on the case."""
    found = {}
    output = pair.others.get(OUTPUT)
    for name, array in pair.inputs.items():
        found[f"the number of elements of {name}"] = array.size
        if array.ndim:
            found[f"the length of the last axis of {name}"] = array.shape[-1]
            found[f"the length of the first axis of {name}"] = array.shape[0]
        if output is not None and output.size and len(pair.inputs) == 1:
            if array.size >= output.size:
                found["the number of elements that come together"] = array.size // output.size
            else:
                found["the number of copies of each element"] = output.size // max(array.size, 1)
    if output is not None:
        found["the number of elements of the output"] = output.size
        if pair.theirs.size and len(pair.inputs) > 1:
            found["the number of copies of each element"] = output.size // pair.theirs.size
    return found


def _counted(name: str, power: int) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        count = _counts(pair).get(name)
        return None if not count else pair.theirs * float(count) ** power

    return predict


# The right numbers in another form.


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
        formed = _formed(form, pair)
        return formed is not None and holds(formed)

    return formed_holds


def _not_summed(pair: Pair) -> np.ndarray | None:
    if pair.yours.shape == pair.theirs.shape:
        return pair.yours
    return summed_to(pair.yours, pair.theirs.shape)


def _ones(pair: Pair) -> np.ndarray | None:
    """Yours, if only axes of length 1 are too few or too many."""
    if pair.yours.shape == pair.theirs.shape:
        return pair.yours
    lengths = [[n for n in one.shape if n != 1] for one in (pair.yours, pair.theirs)]
    return pair.yours.reshape(pair.theirs.shape) if lengths[0] == lengths[1] else None


def _other_shape(pair: Pair) -> np.ndarray | None:
    if pair.yours.shape == pair.theirs.shape:
        return pair.yours
    return pair.yours.reshape(pair.theirs.shape)


def _transposed(pair: Pair) -> np.ndarray | None:
    return pair.yours.T if pair.yours.ndim > 1 else pair.yours


def _last_two(pair: Pair) -> np.ndarray | None:
    return pair.yours.mT if pair.yours.ndim > 1 else pair.yours


def _not_stretched(pair: Pair) -> np.ndarray | None:
    if pair.yours.shape == pair.theirs.shape:
        return pair.yours
    return np.broadcast_to(pair.yours, pair.theirs.shape)


FORMS: list[tuple[str, Form, float]] = [
    ("not summed down where it was stretched", _not_summed, 1.0),
    ("with axes of length 1 too few or too many", _ones, 1.0),
    ("in another shape", _other_shape, 1.2),
    ("not repeated to PyTorch's shape", _not_stretched, 1.2),
    ("with the last two axes swapped", _last_two, 1.0),
    ("with all axes in reverse order", _transposed, 1.1),
]


def _order(wrong: Sequence[Pair]) -> Iterator[Relation]:
    def permuted(pair: Pair) -> bool:
        orders = itertools.permutations(range(pair.theirs.ndim)) if pair.theirs.ndim < 5 else ()
        return any(close(pair.yours, pair.theirs.transpose(order)) for order in orders)

    def sorted_same(pair: Pair) -> bool:
        if pair.yours.size != pair.theirs.size:
            return False
        return close(np.sort(pair.yours, axis=None), np.sort(pair.theirs, axis=None))

    yield Relation("PyTorch's, with its axes in another order", permuted, 1.5)
    yield predicts(
        "PyTorch's, read column by column instead of row by row",
        lambda pair: pair.theirs.ravel("F").reshape(pair.yours.shape),
        1.6,
    )
    yield predicts(
        "PyTorch's, backwards", lambda p: p.theirs.ravel()[::-1].reshape(p.yours.shape), 1.6
    )
    yield Relation("made of PyTorch's numbers, in another order", sorted_same, 2.0)


# Something else that stands in the case, or is made of it.


def _values(wrong: Sequence[Pair]) -> Iterator[Relation]:
    """Another array of the case."""
    label = wrong[0].label
    if label.startswith("gradient"):
        yield predicts("the upstream gradient itself", lambda p: p.others.get(UPSTREAM), 0.6)
        yield predicts(
            "the upstream gradient itself, in the right shape", _upstream_shaped, 0.7
        )
    for name in dict.fromkeys(name for pair in wrong for name in (*pair.inputs, OUTPUT)):
        if not (label == "output" and name == OUTPUT):
            yield predicts(f"just {name}", lambda pair, name=name: pair.given.get(name), 0.8)
    for name in dict.fromkeys(name for pair in wrong for name in pair.gradients):
        if name != label:
            yield predicts(
                f"what should be the {name}", lambda p, name=name: p.gradients.get(name), 0.9
            )
            yield predicts(
                f"PyTorch's plus the {name}", lambda p, name=name: _sum(p, name), 1.6
            )
    yield predicts("the sum of PyTorch's, everywhere", lambda p: _all(p, p.theirs.sum()), 1.5)
    yield predicts(
        "the sum of the whole upstream gradient, everywhere",
        lambda p: _all(p, p.others[UPSTREAM].sum()) if UPSTREAM in p.others else None,
        1.4,
    )
    yield predicts("PyTorch's without its signs", lambda p: np.abs(p.theirs), 1.2)
    yield predicts("PyTorch's without its negative numbers", lambda p: np.maximum(p.theirs, 0), 1.3)


def _all(pair: Pair, value: float) -> np.ndarray:
    return np.full(pair.yours.shape, value)


def _sum(pair: Pair, name: str) -> np.ndarray | None:
    return pair.theirs + pair.gradients[name] if name in pair.gradients else None


def _upstream_shaped(pair: Pair) -> np.ndarray | None:
    upstream = pair.spread.get(UPSTREAM)
    if upstream is None:
        return None
    summed = summed_to(upstream, pair.theirs.shape)
    return np.broadcast_to(upstream, pair.theirs.shape) if summed is None else summed


def _sums(wrong: Sequence[Pair]) -> Iterator[Relation]:
    """A sum or difference of two arrays of the case, or of PyTorch's and one of them."""
    names = list(dict.fromkeys(name for pair in wrong for name in pair.given))
    if wrong[0].label == "output":
        names.remove(OUTPUT)
    for one, other in itertools.combinations(names, 2):
        for text, sign in (("+", 1), ("-", -1)):
            yield predicts(f"{one} {text} {other}", _added(one, other, sign), 2.0)
        yield predicts(f"{other} - {one}", _added(other, one, -1), 2.0)
    for name in names:
        for text, sign in (("plus", 1), ("minus", -1)):
            yield predicts(f"PyTorch's {text} {name}", _added("", name, sign), 2.0)


def _added(one: str, other: str, sign: int) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        known = pair.spread | {"": pair.theirs}
        if one not in known or other not in known:
            return None
        return _down(known[one] + sign * known[other], pair)

    return predict


def _down(value: np.ndarray, pair: Pair) -> np.ndarray:
    """A value as it is, or summed down to PyTorch's shape where yours has that."""
    if value.shape == pair.yours.shape or pair.yours.shape != pair.theirs.shape:
        return value
    summed = summed_to(value, pair.theirs.shape)
    return value if summed is None else summed


FUNCTIONS = "exp log log2 log10 log1p expm1 exp2 abs sqrt square negative reciprocal tanh sign".split()
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "largest": np.max, "smallest": np.min,
              "product": np.prod}  # fmt: skip


def _functions(wrong: Sequence[Pair]) -> Iterator[Relation]:
    """What another operation gives."""
    if wrong[0].label != "output":
        return
    for name in dict.fromkeys(name for pair in wrong for name in pair.inputs):
        for function in FUNCTIONS:
            yield predicts(f"np.{function}({name})", _applied(function, name), 1.5)
    for text, operation in (("*", np.multiply), ("/", np.divide), ("**", np.power)):
        for one, other in (("x", "y"), ("y", "x")):
            yield predicts(f"{one} {text} {other}", _combined(operation, one, other), 1.5)
    for name, reduction in REDUCTIONS.items():
        yield predicts(f"the {name} of all elements", _reduced(reduction, lambda n: None), 1.4)
        for axis, which in ((0, "first"), (-1, "last"), (1, "second")):
            words = f"the {name} along the {which} axis"
            yield predicts(words, _reduced(reduction, lambda n, axis=axis: axis), 1.5)
        yield Relation(f"the {name} along another axis", _reduced_anyhow(reduction), 1.7)


def _applied(function: str, name: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        return getattr(np, function)(pair.inputs[name]) if name in pair.inputs else None

    return predict


def _combined(operation: np.ufunc, one: str, other: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        both = pair.inputs.get(one), pair.inputs.get(other)
        return None if both[0] is None or both[1] is None else operation(*both)

    return predict


def _reduced(reduction: Callable, axis_of: Callable[[int], int | None]) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        (array, *more) = pair.inputs.values()
        axis = axis_of(array.ndim)
        if more or not array.size or (axis is not None and not -array.ndim <= axis < array.ndim):
            return None
        value = np.asarray(reduction(array, axis=axis, keepdims=True))
        return value.reshape(pair.yours.shape) if value.size == pair.yours.size else None

    return predict


def _reduced_anyhow(reduction: Callable) -> Holds:
    def holds(pair: Pair) -> bool:
        (array, *more) = pair.inputs.values()
        return not more and any(
            predicts("", _reduced(reduction, lambda n, axis=axis: axis)).holds(pair)
            for axis in range(array.ndim)
        )

    return holds


def _matrix_products(wrong: Sequence[Pair], pairs: Sequence[Pair]) -> Iterator[Relation]:
    """A matrix product of two arrays of the case; and how PyTorch's differs from it."""
    names = list(dict.fromkeys(name for pair in wrong for name in (*pair.inputs, UPSTREAM)))
    if wrong[0].label == "output":
        names.remove(UPSTREAM)
    for one, other in itertools.permutations(names[:3], 2):
        for a, b in itertools.product(("", ".T"), repeat=2):
            words = f"{one}{a} @ {other}{b}"
            yield predicts(words, _multiplied(one, other, bool(a), bool(b)), 1.8)


def _multiplied(one: str, other: str, turn_one: bool, turn_other: bool) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        a, b = pair.given.get(one), pair.given.get(other)
        if a is None or b is None or not a.ndim or not b.ndim:
            return None
        a = a.mT if turn_one and a.ndim > 1 else a
        b = b.mT if turn_other and b.ndim > 1 else b
        return _down(a @ b, pair)

    return predict


# Right, but for some elements or digits.


def _precision(wrong: Sequence[Pair]) -> Iterator[Relation]:
    yield predicts(
        "PyTorch's rounded to whole numbers", lambda pair: np.round(pair.theirs), 1.0
    )
    yield predicts("PyTorch's with the decimals cut off", lambda p: np.trunc(p.theirs), 1.0)
    yield Relation("equal to PyTorch's in the first digits only (is it float32?)", _nearly, 1.0)
    ends = [p.yours[differing(p)] for p in wrong if p.yours.shape == p.theirs.shape]
    values = np.unique(np.round(np.concatenate(ends), 9)) if ends else np.array([])
    if 0 < len(values) <= 2:
        low, high = (values[0], values[-1]) if len(values) == 2 else (values[0], np.inf)
        yield predicts(
            f"PyTorch's, cut off at {low:g}" + (f" and {high:g}" if high < np.inf else ""),
            lambda pair: np.clip(pair.theirs, low, high), 1.5,
        )  # fmt: skip
        if len(values) == 1:
            words = f"PyTorch's, cut off at {low:g}"
            yield predicts(words, lambda pair: np.minimum(pair.theirs, low), 1.5)


def _nearly(pair: Pair) -> bool:
    if pair.yours.shape != pair.theirs.shape or not pair.yours.size:
        return False
    return np.allclose(pair.yours, pair.theirs, rtol=1e-5, atol=1e-6, equal_nan=True)


CONDITIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "0": lambda a: a == 0,
    "negative": lambda a: a < 0,
    "positive": lambda a: a > 0,
    "infinite": np.isinf,
    "very large": lambda a: np.abs(a) > 20,
    "1": lambda a: a == 1,
}


def _conditions(wrong: Sequence[Pair], pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Wrong only in some elements, of which something can be said."""
    names = dict.fromkeys(name for pair in wrong for name in pair.inputs)
    single = {f"{name} is {told}": (name, told) for name in names for told in CONDITIONS}
    tried = [({words: of}) for words, of in single.items()]
    tried += [
        {one: single[one], other: single[other]}
        for one, other in itertools.combinations(single, 2)
        if single[one][0] != single[other][0]
    ]
    for some in tried:
        only = _only_where(list(some.values()))
        telling = sum(map(only, wrong))
        if telling < 0.6 * len(wrong) or not _is_rare(list(some.values()), pairs):
            continue
        words = f"right, except where {' and '.join(some)}"
        yours = _values_there([p for p in wrong if only(p)], lambda p: p.yours)
        theirs = _values_there([p for p in wrong if only(p)], lambda p: p.theirs)
        if yours is not None:
            words += f": it is {yours} there"
            words += f", and PyTorch's is {theirs}" if theirs is not None else ""
        yield Relation(words, _also_there(only, yours, theirs), 1.5 + len(some) / 2)


def _where(of: Sequence[tuple[str, str]], pair: Pair) -> np.ndarray | None:
    """In which elements of PyTorch's array all conditions hold."""
    if not all(name in pair.inputs for name, _ in of):
        return None
    masks = [CONDITIONS[told](pair.inputs[name]) for name, told in of]
    try:
        full = np.logical_and.reduce(np.broadcast_arrays(*masks))
        full = np.broadcast_to(full, np.broadcast_shapes(full.shape, pair.theirs.shape))
    except ValueError:
        return None
    summed = summed_to(full.astype(float), pair.theirs.shape)
    return None if summed is None else summed > 0


def _only_where(of: Sequence[tuple[str, str]]) -> Holds:
    def holds(pair: Pair) -> bool:
        if pair.yours.shape != pair.theirs.shape:
            return False
        where = _where(of, pair)
        return where is not None and bool(np.all(where | ~differing(pair)))

    return holds


def _is_rare(of: Sequence[tuple[str, str]], pairs: Sequence[Pair]) -> bool:
    """Whether few of the right elements are such: else to say it says little."""
    inside = outside = 0
    for pair in pairs:
        where = _where(of, pair)
        if where is not None and pair.yours.shape == pair.theirs.shape:
            right = ~differing(pair)
            inside, outside = inside + int((where & right).sum()), outside + int((~where & right).sum())
    return inside <= 0.25 * outside


def _values_there(pairs: Sequence[Pair], of: Callable[[Pair], np.ndarray]) -> str | None:
    """The one value of all elements that differ; None if there are several."""
    values = np.concatenate([of(pair)[differing(pair)] for pair in pairs] or [np.array([])])
    values = np.unique(np.abs(values) if np.isinf(values).all() else values)
    if len(values) != 1:
        return None
    return {"nan": "NaN", "inf": "infinite"}.get(f"{values[0]:g}", f"{values[0]:g}")


def _also_there(only: Holds, yours: str | None, theirs: str | None) -> Holds:
    def holds(pair: Pair) -> bool:
        if not only(pair) or not differing(pair).any():
            return only(pair)
        return (yours is None or _values_there([pair], lambda p: p.yours) == yours) and (
            yours is None or theirs is None or _values_there([pair], lambda p: p.theirs) == theirs
        )

    return holds


def unstretched(pair: Pair) -> bool:
    return pair.full is not None and pair.theirs.shape == pair.full


__all__ = ["Arrays", "Relation", "relations"]
