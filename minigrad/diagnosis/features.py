"""What there is to notice about a case: computed from its code, its arguments and its inputs."""

import ast
import functools
import inspect
import math
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np

from minigrad.diagnosis.calls import KEPT, Call, is_tensor, own_calls, values_of
from minigrad.diagnosis.lines import Looked, lines
from minigrad.judging.cases import Case
from minigrad.judging.judge import Result
from minigrad.tensor import Tensor

LARGE, SMALL = 30, 1e-2
# What is linear in each operand has no reason to be wrong for negative numbers alone.
LINEAR = set("mul sum transpose broadcast_to neg sub mean reshape matmul unbroadcast".split())
Shape = tuple[int, ...]


class Feature(NamedTuple):
    """Something that is so in some cases, and not so in others: both follow "where"."""

    yes: str
    no: str


Features = dict[Feature, int]  # what holds in a case; the numbers rank what to say first


def features(results: Sequence[Result]) -> list[Features]:
    """What holds in the case of each result."""
    found: list[Features] = []
    for result, own in zip(results, own_calls([r.case for r in results]), strict=True):
        seen = dict(_noticed(result.case, own))
        for holds, yes, no in _expected(result):
            if holds:
                seen.setdefault(Feature(yes, no), len(LOOKS))
        found.append(seen)
    every = {feature.yes for seen in found for feature in seen}
    return [
        {f: rank for f, rank in seen.items() if f.no in every or not f.yes.endswith(" argument")}
        for seen in found
    ]


@functools.lru_cache(KEPT)
def _noticed(case: Case, own: tuple[Call, ...]) -> Features:
    """What holds in a case, whatever is answered there."""
    seen: Features = {}
    looked = [(rank, one) for rank, look in enumerate(LOOKS) for c in own for one in look(c)]
    rest = [(len(LOOKS), one) for one in (*_use(case, own), *lines(case))]
    for rank, (holds, yes, no) in looked + rest:
        if holds:
            seen.setdefault(Feature(yes, no), rank)
    return seen


# What to look at in a call, in the order in which it is worth saying.


def _axes(call: Call) -> Looked:
    """The axes that an operation was given."""
    function = getattr(Tensor, call.name, None)
    names = inspect.signature(function).parameters.keys() if function else ()
    if "axis" not in names and "axes" not in names:
        return
    permutes, ndim = "axes" in names, len(call.shapes[0])
    given: Any = call.given.get("axes", ()) if permutes else call.given.get("axis")
    none = given is None or given == ()
    yield none, "no axis is given", "an axis is given"
    if none:
        yield from _order(list(range(ndim))[::-1]) if permutes else ()
        return
    nested = isinstance(given, tuple) and isinstance(given[0], tuple)
    axes = given[0] if nested else given if isinstance(given, tuple) else (given,)
    places = [axis % ndim for axis in axes if ndim]
    if permutes:
        yield nested, "the axes are given as a tuple", "no tuple is given"
        yield not nested, "the axes are given one by one", "the axes are not given one by one"
    else:
        number = not isinstance(given, tuple)
        yield not number, "the axes are given as a tuple", "no tuple is given"
        yield number, "one axis is given as a number", "not one axis is given as a number"
    yield any(axis < 0 for axis in axes), "an axis is negative", "no axis is negative"
    yield any(axis < -1 for axis in axes), "an axis is below -1", "no axis is below -1"
    yield len(axes) > 1, "several axes are given", "at most one axis is given"
    if permutes:
        if sorted(places) == list(range(ndim)):
            yield from _order(places)
        return
    yield places != sorted(places), "the axes are out of order", "the axes are in order"
    before = set(range(max(places, default=0))) - set(places)
    yield bool(before), "an axis before a given one stays", "no axis before a given one stays"
    yield places == [ndim - 1], "only the last axis is given", "not only the last axis is given"
    yield 0 in axes, "axis 0 is given", "axis 0 is not given"
    yield 0 in places, "the first axis is given", "the first axis is not given"
    yield ndim - 1 in places, "the last axis is given", "the last axis is not given"


def _order(places: list[int]) -> Looked:
    inverse = [places.index(i) for i in range(len(places))]
    again = "the same order again"
    yield inverse != places, f"{again} does not undo it", f"{again} undoes it"
    kept = places == sorted(places)
    yield kept, "the axes keep their order", "the axes change their order"
    turned = places == sorted(places, reverse=True)
    yield turned, "the order is reversed", "the order is not just reversed"


def _arguments(call: Call) -> Looked:
    for name, value in call.given.items():
        yield value is True, f"{name}=True", f"{name} is False"
    shape = _shape(call)
    if shape is not None:
        yield -1 in shape, "a length is given as -1", "no length is given as -1"
        yield 0 in shape, "a length of 0 is given", "no length of 0 is given"
        yield not shape, "the shape is ()", "the shape is not ()"
        more = "the shape has two axes or more"
        yield len(shape) > 1, more, more.replace("two axes or more", "at most one axis")
        yield shape == call.shapes[0], "the shape stays as it is", "the shape changes"
        nested = call.given["shape"] != shape
        yield nested, "the shape is given as a tuple", "the shape is given as numbers"


def _broadcasting(call: Call) -> Looked:
    """What broadcasting does, or undoes: to anything; to what needs a gradient; to each side."""
    pairs = _broadcast(call)
    new = [len(large) > len(small) for small, large in pairs]
    longer = [any(a == 1 != b for a, b in _from_right(small, large)) for small, large in pairs]
    either = [a or b for a, b in zip(new, longer, strict=True)]
    some = "broadcasting adds or stretches an axis"
    yield any(either), some, "nothing is broadcast"
    other = any(math.prod(small) != math.prod(large) for small, large in pairs)
    number = "the number of elements"
    yield other, f"broadcasting changes {number}", f"broadcasting keeps {number}"
    stretched = "an axis of length 1 is stretched"
    yield any(longer), stretched, f"no{stretched.removeprefix('an')}"
    last = any(small[-1:] == (1,) != large[-1:] for small, large in pairs)
    yield last, "the last axis is stretched", "the last axis is not stretched"
    yield any(new), "there is a new axis in front", "there is no new axis in front"
    added = [len(large) - len(small) for small, large in pairs]
    yield max(added, default=0) > 1, "two axes or more are new", "at most one axis is new"
    longer_ones = [sum(a == 1 != b for a, b in _from_right(*pair)) for pair in pairs]
    several = max(longer_ones, default=0) > 1
    yield several, "two axes or more are stretched", "at most one axis is stretched"
    if call.of_two and pairs:
        for holds, what in ((either, "is broadcast"), (new, "gets a new axis in front")):
            needed = any(a and b for a, b in zip(holds, call.needs, strict=True))
            who = "side that needs a gradient"
            yield needed, f"a {who} {what}", f"no {who} {what}"
        needed = any(a and b for a, b in zip(longer, call.needs, strict=True))
        of = "axis of length 1 is stretched in a side that needs a gradient"
        yield needed, f"an {of}", f"no {of}"
    both = any(a and b for a, b in zip(new, longer, strict=True))
    of = "new axis is in front of a stretched one"
    yield both, f"a {of}", f"no {of}"
    if call.of_two and pairs:
        for word, one in zip(call.operands, either, strict=True):
            yield one, f"{word} is broadcast", f"{word} is not broadcast"
        yield all(either), "both sides are broadcast", "at most one side is broadcast"


def _kinds(call: Call) -> Looked:
    """What the two sides are."""
    if not call.of_two:
        return
    kinds = {"number": int | float | np.generic, "list": list, "NumPy array": np.ndarray}
    for word, value in call.operands.items():
        for kind, types in kinds.items():
            holds = isinstance(value, types)
            yield holds, f"a side is a {kind}", f"no side is a {kind}"
            yield holds, f"{word} is a {kind}", f"{word} is not a {kind}"
        yield is_tensor(value), f"{word} is a Tensor", f"{word} is not a Tensor"
    left, right = call.operands.values()
    both = is_tensor(left) and is_tensor(right)
    yield not both, "a side is not a Tensor", "both sides are Tensors"
    yield left is right, "both sides are the same Tensor", "the sides are not the same Tensor"


def look_at_values(call: Call) -> Looked:
    for word, value in call.operands.items():
        values = values_of(value)
        with np.errstate(all="ignore"):
            told = {
                "a 0": values == 0,
                "a negative number": values < 0,
                "a 0 or a negative number": values <= 0,
                "an infinity": np.isinf(values),
                "NaN": np.isnan(values),
                "a large number": abs(values) >= LARGE,
                "a large negative number": values <= -LARGE,
                "a number close to 0": (abs(values) < SMALL) & (values != 0),
            }
            if word == "the exponent":
                told["a fraction"] = values % 1 != 0
        if call.name in LINEAR:
            told = {what: where for what, where in told.items() if "negative" not in what}
        for what, where in told.items():
            yield bool(where.any()), f"{word} has {what}", f"{word} does not have {what}"


def _needs(call: Call) -> Looked:
    """Which operands need a gradient."""
    yield any(call.needs), "a gradient is needed", "nothing needs a gradient"
    for (word, value), needed in zip(call.operands.items(), call.needs, strict=True):
        yield needed, f"{word} needs a gradient", f"{word} needs no gradient"
        if is_tensor(value):
            yield not needed, "a Tensor needs no gradient", "every Tensor needs a gradient"
            yield not needed, f"{word} needs no gradient", f"{word} needs a gradient"


def _lengths(call: Call) -> Looked:
    """The shapes of the operands."""
    shapes = dict(zip(call.operands, call.shapes, strict=True))
    if call.of_two:
        left, right = shapes.values()
        yield left != right, "the sides have different shapes", "both sides have one shape"
        longer = len(left) != len(right)
        yield longer, "one side has more axes than the other", "both sides have as many axes"
    for word, shape in shapes.items():
        yield from _of_shape(word, f"{word} does not have", f"{word} is not", shape)
        if call.of_two:
            yield from _of_shape("a side", "no side has", "no side is", shape)
    for word, value in call.operands.items():
        if isinstance(value, np.ndarray) and value.dtype.kind == "i":
            several = len(np.unique(value)) > 1
            yield several, f"two numbers in {word} differ", f"all numbers in {word} are the same"
    for n, name in ((1, "vectors"), (2, "matrices")):
        both = call.of_two and all(len(shape) == n for shape in shapes.values())
        yield both, f"both sides are {name}", f"the sides are not both {name}"


def _of_shape(who: str, has_not: str, is_not: str, shape: Shape) -> Looked:
    cube = len(shape) > 1 and len(set(shape)) == 1
    yield len(shape) > 2, f"{who} has three axes or more", f"{has_not} three axes or more"
    yield cube, f"{who} has axes of one length", f"{has_not} axes of one length"
    yield len(shape) == 0, f"{who} is a tensor with no axes", f"{is_not} a tensor with no axes"
    yield len(shape) == 1, f"{who} is a vector", f"{is_not} a vector"
    yield len(shape) == 2, f"{who} is a matrix", f"{is_not} a matrix"
    yield 1 in shape, f"{who} has an axis of length 1", f"{has_not} an axis of length 1"
    yield 0 in shape, f"{who} is empty", f"{is_not} empty"


LOOKS = (_axes, _arguments, _broadcasting, _kinds, look_at_values, _needs, _lengths)
TOGETHER = (_kinds, look_at_values)  # values say little together with anything else


def _shape(call: Call) -> Shape | None:
    """The shape that an operation was given, as one tuple or in several numbers."""
    given = call.given.get("shape")
    if isinstance(given, tuple) and given and isinstance(given[0], tuple):
        return given[0]
    return given if isinstance(given, tuple) else None


def _broadcast(call: Call) -> list[tuple[Shape, Shape]]:
    """Shapes before and after broadcasting: of matrices, those of the batches."""
    shapes, shape = call.shapes, _shape(call)
    if call.of_two:
        stacks = [one[:-2] for one in shapes] if call.name == "matmul" else shapes
        try:
            return [(one, np.broadcast_shapes(*stacks)) for one in stacks]
        except ValueError:
            return []
    if shape is not None and _stretches(shapes[0], shape):
        return [(shapes[0], shape)]
    return [(shape, shapes[0])] if shape is not None and _stretches(shape, shapes[0]) else []


def _stretches(small: Shape, large: Shape) -> bool:
    return len(small) <= len(large) and all(a in (1, b) for a, b in _from_right(small, large))


def _from_right(a: Shape, b: Shape) -> list[tuple[int, int]]:
    return [pair for pair in zip_longest(a[::-1], b[::-1]) if None not in pair]


# The rest of a case: how the operation is used, and what PyTorch answers.


def _use(case: Case, calls: Sequence[Call]) -> Looked:
    if case.results or not calls:
        return
    tree = ast.parse(case.code, mode="eval").body
    yield len(calls) > 1, "it is called more than once", "it is called once"
    last = ast.unparse(tree) in [ast.unparse(call.node) for call in calls]
    yield not last, "another operation follows", "no other operation follows"
    names = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    again = any(names[name] > 1 for name in case.inputs)
    yield again, "an input is used more than once", "every input is used once"


def _expected(result: Result) -> Looked:
    theirs = result.theirs or {}
    arrays = {label: array for label, array in theirs.items() if array is not None}
    finite = all(np.isfinite(array).all() for array in arrays.values() if array.dtype.kind == "f")
    yield not finite, "PyTorch gives NaN or infinity", "all numbers of PyTorch's are finite"
    one = "output" in arrays and arrays["output"].size == 1
    yield one, "the output has one element", "the output does not have one element"
    none = any(array is None and label.endswith(".grad") for label, array in theirs.items())
    yield none, "a gradient is None", "no gradient is None"
