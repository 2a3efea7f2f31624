"""Relations that may hold between your arrays of one kind and PyTorch's.

A relation has words that fit after "Your gradient of x is", a test for one array, and a cost: how
complicated or vague it is.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minigrad.diagnosis.arrays import OUTPUT, UPSTREAM, Pair, Reduction, close, summed_to
from minigrad.diagnosis.powers import Product, factor_in_words, fits, formula, nice, products

Holds = Callable[[Pair], bool]
Predict = Callable[[Pair], np.ndarray | None]
Pairs = Sequence[Pair]


@dataclass(frozen=True)
class Relation:
    words: str
    holds: Holds
    cost: float
    elements: bool = False  # whether it is of the elements that differ: "where x is 0"
    share: float = 0.5  # of the wrong arrays, in which it must hold
    applies: Holds = lambda pair: True  # whether it says something of an array


def predicts(words: str, cost: float, predict: Predict) -> Relation:
    """The relation that yours is what is predicted."""

    def predicted(pair: Pair) -> np.ndarray | None:
        try:
            return predict(pair)
        except (ValueError, IndexError):  # shapes that do not fit
            return None

    def holds(pair: Pair) -> bool:
        value = predicted(pair)
        return value is not None and close(pair.yours, np.asarray(value))

    return Relation(words, holds, cost, applies=lambda pair: predicted(pair) is not None)


def own_product(pairs: Pairs) -> Product | None:
    """What PyTorch's array is made of, where that is a product of what is given."""
    plain = [pair for pair in pairs if is_plain(pair)]
    for found in products(plain, lambda pair: pair.theirs)[:1]:
        values = [(found.value(pair.atoms), pair.theirs) for pair in plain]
        right = [close(value, theirs) for value, theirs in values if value is not None]
        return found if 2 * sum(right) > len(right) else None  # it may fit but for zeros
    return None


def is_plain(pair: Pair) -> bool:
    """Whether nothing is stretched, and no operations are combined."""
    return (
        (pair.read.alone or pair.read.lines)
        and pair.theirs.shape == pair.full
        and pair.theirs.size > 1
    )


# A factor between them, or a summand.


def constants(wrong: Pairs) -> Iterator[Relation]:
    """0, or one factor, or one summand."""
    yield predicts("0 everywhere", 0.5, _everywhere(0.0))
    factors, summands = [], []
    for pair in sorted(wrong, key=lambda pair: -pair.theirs.size)[:6]:
        if pair.theirs.size and pair.yours.shape == pair.theirs.shape:
            squares = np.sum(pair.theirs**2)
            factors.append(nice(float(np.sum(pair.yours * pair.theirs) / squares)))
            summands.append(nice(float(np.mean(pair.yours - pair.theirs))))
    for factor in dict.fromkeys(factors):
        if np.isfinite(factor) and abs(factor) > 1e-9 and factor != 1:
            # Few shapes are many cases', so that one factor may hold in these by chance.
            share = 0.5 if factor in (-1, 2, 0.5) else 0.8
            yield replace(factor_relation(Product(factor), None), share=share)
    if wrong[0].read.lines:
        return  # a case's lines may add a number themselves
    for summand in dict.fromkeys(summands):
        if np.isfinite(summand) and abs(summand) > 1e-9:
            words = (
                f"PyTorch's {'plus' if summand > 0 else 'minus'} {formula(Product(abs(summand)))}"
            )
            yield predicts(words, 1.5, _plus(summand))


def _everywhere(value: float) -> Predict:
    return lambda pair: np.full(pair.yours.shape, value) if pair.yours.size else None


def _plus(summand: float) -> Predict:
    return lambda pair: pair.theirs + summand


def factors(wrong: Pairs, own: Product | None) -> Iterator[Relation]:
    """A product between them, or a number of elements."""
    plain = [pair for pair in wrong if is_plain(pair) and pair.yours.shape == pair.theirs.shape]

    def ratios(pairs: Pairs) -> list[Product]:
        found = products(pairs, lambda pair: pair.yours / pair.theirs)
        return [one for one in found if one.powers]

    # Where no product fits them all, one may fit most.
    found = ratios(plain) or [one for pair in _largest(plain) for one in ratios([pair])]
    for product in dict.fromkeys(found):
        yield factor_relation(product, own)
    names = list(dict.fromkeys(name for pair in wrong for name in _counts(pair)))
    yield from _instead(names, ADDED_UP)  # a mean divides by that
    for name in names:
        for how, power in (("times", 1), ("divided by", -1)):
            yield predicts(f"PyTorch's {how} {name}", 1.3, _counted(name, power))
            words = f"PyTorch's without the upstream gradient, {how} {name}"
            yield predicts(words, 1.4, _counted(name, power, upstream=True))
    yield predicts(f"PyTorch's times the square of {ADDED_UP}", 1.4, _counted(ADDED_UP, 2))
    yield from _instead(names, FIRST)


def _instead(names: Sequence[str], other: str) -> Iterator[Relation]:
    """Divided by another number of elements, perhaps by one more or less."""
    for name in names:
        if name != other:
            words = f"PyTorch's, but divided by {name}, not by {other}"
            yield predicts(words, 1.3, _counted_instead(name, other))
    for name in (f"1 more than {other}", f"1 less than {other}"):
        relation = predicts(f"PyTorch's, but divided by {name}", 1.4, _counted_instead(name, other))
        yield replace(relation, share=0.6)  # of small numbers, half may fit by chance


def _largest(pairs: Pairs) -> Pairs:
    return sorted(pairs, key=lambda pair: -pair.theirs.size)[:3]


def factor_relation(ratio: Product, own: Product | None) -> Relation:
    def holds(pair: Pair) -> bool:
        # Before it was summed, or divided by 0, it is seen only where it is a product itself.
        if own and pair.read.alone and close_to(own, pair, pair.theirs):
            return close_to(ratio.times(own), pair, pair.yours)
        value = ratio.value(pair.atoms)
        return value is not None and close(pair.yours, np.asarray(_times(pair.theirs, value)))

    return Relation(factor_in_words(ratio, own), holds, ratio.cost)


def close_to(product: Product, pair: Pair, array: np.ndarray) -> bool:
    """Whether an array is a product, summed down where something is stretched."""
    value = product.value(pair.atoms)
    stretched = [] if value is None else [value, _stretched(value, pair)]
    sums = [summed_to(one, pair.theirs.shape) for one in stretched]
    return any(one is not None and close(array, one) for one in sums)


def _stretched(value: np.ndarray, pair: Pair) -> np.ndarray:
    """A value in the shape to which the inputs stretch together, where it has not all its axes."""
    full = pair.full
    return np.broadcast_to(value, full) if full and fits(value.shape, full) else value


def _times(theirs: np.ndarray, value: np.ndarray) -> np.ndarray | None:
    try:
        return theirs * value
    except ValueError:
        return None


ADDED_UP = "the number of elements that are added up"
LENGTHS = "the sum of the lengths of the given axes"
FIRST = "the length of the first axis of x"


@functools.lru_cache(1000)
def _counts(pair: Pair) -> dict[str, int]:
    """Numbers of elements that depend on the case."""
    output = pair.theirs if pair.label == "output" else pair.others.get(OUTPUT)
    found = {}
    for name, array in pair.inputs.items():
        found[f"the number of elements of {name}"] = array.size
        if array.ndim:
            found[f"the length of the last axis of {name}"] = array.shape[-1]
            found[f"the length of the first axis of {name}"] = array.shape[0]
    if output is None:
        return found
    found["the number of elements of the output"] = output.size
    if pair.label != "output" and 0 < pair.theirs.size < output.size:
        found["the number of copies of each element"] = output.size // pair.theirs.size
    if (
        len(pair.inputs) == 1
        and 0 < output.size <= (whole := next(iter(pair.inputs.values()))).size
    ):
        found[ADDED_UP] = whole.size // output.size
        axes = [axis for axis in pair.read.axis or () if -whole.ndim <= axis < whole.ndim]
        if len(axes) > 1:
            found[LENGTHS] = sum(whole.shape[axis] for axis in axes)
            found[f"1 more than {LENGTHS}"] = found[LENGTHS] + 1
    return found


def _counted(name: str, power: int, upstream: bool = False) -> Predict:
    """upstream: whether the upstream gradient, one number, is left out"""

    def predict(pair: Pair) -> np.ndarray | None:
        count, left_out = _counts(pair).get(name, 1), pair.others.get(UPSTREAM) if upstream else 1
        if count <= (not upstream) or left_out is None or np.size(left_out) != 1:
            return None
        return np.asarray(pair.theirs * float(count) ** power / np.reshape(left_out, ()))

    return predict


def _counted_instead(name: str, other: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        if other == ADDED_UP and not _is_mean(pair):
            return None
        counts = dict(_counts(pair))
        for more, by in (("more", 1), ("less", -1)):
            if other in counts:
                counts[f"1 {more} than {other}"] = counts[other] + by
        if not counts.get(name) or counts.get(other, counts[name]) == counts[name]:
            return None
        return pair.theirs * counts[other] / counts[name]

    return predict


def _is_mean(pair: Pair) -> bool:
    """Whether PyTorch's output is the mean of what is added up."""
    output = pair.theirs if pair.label == "output" else pair.others.get(OUTPUT)
    (whole,) = pair.inputs.values() if len(pair.inputs) == 1 else (None,)
    if output is None or whole is None or not whole.size or not output.size:
        return False
    axes = [axis for axis in pair.read.axis or () if -whole.ndim <= axis < whole.ndim]
    mean = np.mean(whole, axis=tuple(axes) or None)
    return bool(mean.size == output.size and close(np.reshape(mean, output.shape), output))


def steps(wrong: Pairs) -> Iterator[Relation]:
    """A value that was moved from an input, but by another step."""
    for name in dict.fromkeys(name for pair in wrong if pair.read.lines for name in pair.inputs):
        ratios = [nice(float(one)) for pair in wrong[:3] if (one := _step_ratio(pair, name))]
        for ratio in dict.fromkeys(ratios):
            if "about" in formula(Product(ratio)):
                continue
            far = (
                "as far, the other way"
                if ratio == -1
                else f"{formula(Product(ratio))} times as far"
            )
            yield predicts(f"moved from {name} {far}", 1.2, _step(name, ratio))


def _step_ratio(pair: Pair, name: str) -> float | None:
    """How far yours was moved, in steps of PyTorch's."""
    start = pair.inputs.get(name)
    if start is None or not pair.yours.shape == pair.theirs.shape == start.shape or not start.size:
        return None
    ratio = float((pair.yours - start).flat[0] / (pair.theirs - start).flat[0])
    return ratio if np.isfinite(ratio) else None


def _step(name: str, ratio: float) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        start = pair.inputs.get(name)
        if start is None or start.shape != pair.theirs.shape:
            return None
        return start + ratio * (pair.theirs - start)

    return predict


def formulas(wrong: Pairs) -> Iterator[Relation]:
    """What yours is, where that is simple."""
    plain = [pair for pair in wrong if is_plain(pair) and pair.yours.shape == pair.theirs.shape]
    for product in products(plain, lambda pair: pair.yours):
        text = formula(product)
        if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
            text = text[1:-1]
        yield predicts(text, 1 + product.cost, _product(product))


def _product(product: Product) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        value = product.value(pair.atoms)
        return None if value is None else down(value, pair)

    return predict


def down(value: np.ndarray, pair: Pair) -> np.ndarray:
    """A value as it is, or summed down to PyTorch's shape where yours has that."""
    if value.shape == pair.yours.shape or pair.yours.shape != pair.theirs.shape:
        return value
    summed = summed_to(_stretched(value, pair), pair.theirs.shape)
    return value if summed is None else summed


# Something else that stands in the case, or is made of it.

OTHER_SIDE = {"gradient of x": "gradient of y", "gradient of y": "gradient of x"}


def of_other_side(wrong: Pairs, other: str) -> Relation:
    """The other side's gradient, summed down to this side's shape where that is another."""
    theirs = [replace(pair, theirs=pair.results[other]) for pair in wrong if other in pair.results]
    own = own_product(theirs)

    def predict(pair: Pair) -> np.ndarray | None:
        there = pair.results.get(other)
        same_shape = there is not None and there.shape == pair.yours.shape == pair.full
        if not pair.read.alone or same_shape:
            return there
        full = own.value(pair.atoms) if own else None
        return None if full is None else summed_to(full, pair.yours.shape)

    return predicts(f"what should be the {other}", 0.9, predict)


def gradients(wrong: Pairs) -> Iterator[Relation]:
    """The upstream gradient, or another gradient."""
    label = wrong[0].label
    if label.startswith("gradient"):
        yield predicts("what it would be for an upstream gradient of ones", 1.0, _of_ones)
        yield predicts("the upstream gradient itself", 0.6, lambda pair: pair.others.get(UPSTREAM))
        yield predicts("the upstream gradient itself, in PyTorch's shape", 0.7, _upstream_shaped)
        for how, reduction in (("sum", np.sum), ("mean", np.mean)):
            words = f"the {how} of the whole upstream gradient, everywhere"
            yield predicts(words, 1.0, _upstream_reduced(reduction))
    for name in dict.fromkeys(name for pair in wrong for name in pair.results):
        the = f"the {name}" if " " in name else name
        if "output" not in (name, label):
            yield predicts(f"what should be {the}", 0.9, _result(name))
            yield predicts(f"PyTorch's plus {the}", 1.6, _plus_result(name))


def values(wrong: Pairs) -> Iterator[Relation]:
    """Another array of the case, or one number."""
    for name in dict.fromkeys(name for pair in wrong for name in (*pair.inputs, OUTPUT)):
        if not (wrong[0].label == "output" and name == OUTPUT):
            yield predicts(f"just {name}", 1.5, _given(name))
    first = [float(pair.yours.flat[0]) for pair in wrong if pair.yours.size]
    for value in dict.fromkeys(value for value in first[:3] if np.isfinite(value)):
        whatever = ", whatever the upstream gradient" if UPSTREAM in wrong[0].others else ""
        yield predicts(f"{value:g} everywhere{whatever}", 2.0, _everywhere(value))
    yield Relation("PyTorch's, with some of the numbers left out", _is_part, 1.4)
    single = all(pair.yours.size == 1 for pair in wrong)
    everywhere = "" if single else ", everywhere"
    if any(pair.theirs.size > 1 for pair in wrong):
        yield predicts(f"the sum of PyTorch's{everywhere}", 1.5, _sum_everywhere)
    yield predicts("PyTorch's without its signs", 1.2, lambda pair: np.abs(pair.theirs))


def _given(name: str) -> Predict:
    return lambda pair: pair.inputs.get(name, pair.others.get(name))


def _result(name: str) -> Predict:
    return lambda pair: None if name == pair.label else pair.results.get(name)


def _plus_result(name: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        value = _result(name)(pair)
        return None if value is None else pair.theirs + value

    return predict


def _is_part(pair: Pair) -> bool:
    """Whether yours are some of PyTorch's numbers, in their order."""
    if not 0 < pair.yours.size < pair.theirs.size:
        return False
    rest = iter(pair.theirs.flat)
    return all(any(np.isclose(one, other) for other in rest) for one in pair.yours.flat)


def _sum_everywhere(pair: Pair) -> np.ndarray | None:
    summands = np.count_nonzero(pair.theirs)  # a sum of one number is that number
    return np.full(pair.yours.shape, pair.theirs.sum()) if summands > 1 else None


def _upstream_reduced(reduction: Reduction) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        upstream = pair.others.get(UPSTREAM)
        if upstream is None or not upstream.size:
            return None
        return np.full(pair.yours.shape, reduction(upstream))

    return predict


def _of_ones(pair: Pair) -> np.ndarray | None:
    """The number of copies of each element: what comes back where these are only added up."""
    upstream = pair.others.get(UPSTREAM)
    summed = None if upstream is None else summed_to(upstream, pair.theirs.shape)
    if upstream is None or summed is None or not close(summed, pair.theirs):
        return None
    return summed_to(np.ones(upstream.shape), pair.theirs.shape)


def _upstream_shaped(pair: Pair) -> np.ndarray | None:
    upstream = pair.given.get(UPSTREAM)
    if upstream is None:
        return None
    summed = summed_to(upstream, pair.theirs.shape)
    return np.broadcast_to(upstream, pair.theirs.shape) if summed is None else summed


FUNCTIONS = "exp log log2 log10 log1p expm1 exp2 abs sqrt square sign".split()
FUNCTIONS += "sin cos tan arctan sinh cosh tanh arctanh".split()
OPERATIONS = {"*": np.multiply, "/": np.divide, "**": np.power, "@": np.matmul}


def functions(wrong: Pairs) -> Iterator[Relation]:
    """An output that another operation gives."""
    if wrong[0].label != "output":
        return
    for name in dict.fromkeys(name for pair in wrong for name in pair.inputs):
        for function in FUNCTIONS:
            yield predicts(f"np.{function}({name})", 1.5, _applied(function, name))
        yield predicts(f"1 / {name}", 1.5, _applied("reciprocal", name))
        yield predicts(f"10 ** {name}", 1.5, _ten_to(name))
        yield predicts(f"np.minimum({name}, 0)", 1.5, _at_most_0(name))
    yield Relation("numbers that add up to 1", _adds_up_to_1, 2.0)
    yield predicts("1 / PyTorch's", 1.5, _applied("reciprocal", ""))
    for function in FUNCTIONS:
        yield predicts(f"np.{function} of PyTorch's", 1.5, _applied(function, ""))
    for text, operation in OPERATIONS.items():
        for one, other in (("x", "y"), ("y", "x")):
            yield predicts(f"{one} {text} {other}", 1.5, _combined(operation, one, other))


def functions_of_upstream(wrong: Pairs) -> Iterator[Relation]:
    """A gradient in which the upstream gradient went through a function."""
    for function in FUNCTIONS if wrong[0].label.startswith("gradient") else ():
        new = f"np.{function}({UPSTREAM})"
        yield predicts(new, 1.5, _applied(function, UPSTREAM))
        words = f"PyTorch's with {new} in place of {UPSTREAM}"
        yield predicts(words, 1.8, _of_upstream(function))


def _applied(function: str, name: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        array = pair.given.get(name) if name else pair.theirs
        return None if array is None else getattr(np, function)(array)

    return predict


def _of_upstream(function: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        upstream = pair.others.get(UPSTREAM)
        if upstream is None or upstream.shape != pair.theirs.shape:
            return None
        return pair.theirs / upstream * getattr(np, function)(upstream)

    return predict


def _ten_to(name: str) -> Predict:
    return lambda pair: 10 ** pair.inputs[name] if name in pair.inputs else None


def _at_most_0(name: str) -> Predict:
    return lambda pair: np.minimum(pair.inputs[name], 0) if name in pair.inputs else None


def _adds_up_to_1(pair: Pair) -> bool:
    return bool(np.isclose(pair.yours.sum(), 1) and not np.isclose(pair.theirs.sum(), 1))


def _combined(operation: np.ufunc, one: str, other: str) -> Predict:
    def predict(pair: Pair) -> np.ndarray | None:
        both = pair.inputs.get(one), pair.inputs.get(other)
        return None if both[0] is None or both[1] is None else operation(*both)

    return predict
