"""Reads a sentence of how answers relate to PyTorch's, and works out anew whether it is true."""

import re
from dataclasses import replace
from typing import Any

import numpy as np

from minigrad.diagnosis.arrays import pairs_of
from minigrad.judging.compare import is_numeric
from minigrad.tensor import Tensor


def check_truth(said, results):
    """Every sentence holds in all the arrays, or in as many, as it says."""
    with np.errstate(all="ignore"):
        pairs = [pair for pair in pairs_of(results) if is_numeric(pair.yours, pair.theirs)]
        said = said.replace(". There, your", ", and your")
        text = re.sub(r"Where the operation stands alone, (.*?)\.(?= |$)", _each_alone, said)
        for sentence in filter(None, re.split(r"\. (?=[A-Z0-9])", text.removesuffix("."))):
            for one in _each_subject(sentence):
                _check(one, pairs)


def _each_alone(match):
    parts = match[1].split(", and your ")
    return " ".join(f"Alone your {part.removeprefix('your ')}." for part in parts)


def _each_subject(sentence):
    """`4 of your 5 wrong outputs and 2 of your 3 wrong gradients are` is two sentences."""
    count = r"(?:\d+ of|[Aa]ll|[Bb]oth) your .+ wrong"
    both = re.fullmatch(
        rf"(?=.*{count})(.+?) and ((?:{count}|your(?: one wrong)?) .+?) (are .+)", sentence
    )
    return [f"{both[1]} {both[3]}", f"{both[2].capitalize()} {both[3]}"] if both else [sentence]


def _check(sentence, pairs):
    read = re.fullmatch(
        r"(?P<head>Your one wrong|Your|Alone your|All your (?P<all>\d+) wrong|Both your wrong|"
        r"(?P<n>\d+) of your (?P<m>\d+) wrong) (?P<what>.+?) (?:is|are) (?P<told>.+)",
        sentence,
    )
    assert read, sentence
    labels = _labels(read["what"])
    if re.search("(?<! of )the output", read["told"]):
        assert all(p.right for p in pairs if p.label == "output"), sentence
    about = [p for p in pairs if p.label in labels or (not labels and "output" != p.label)]
    wrong = [p for p in about if not np.array_equal(p.yours, p.theirs) and not p.right]
    if read["head"] == "Alone your":
        wrong = [pair for pair in wrong if pair.read.alone]
    true = [pair for pair in wrong if _holds(read["told"], pair)]
    if same := re.match(r"the same for the same (.+), whatever", read["told"]):
        assert _same_within(true, same[1]), sentence
    assert wrong, sentence
    if read["n"]:
        assert len(wrong) == int(read["m"]) and len(true) >= int(read["n"]), sentence
    else:
        assert len(wrong) == int(read["all"] or len(wrong)), sentence
        missed = [pair for pair in wrong if pair not in true]
        assert not missed, (sentence, missed[0])


def _labels(what):
    what = re.sub(r" \(the \w+ side\)", "", what)
    if " and your gradient" in what:
        return {"output"} | _labels(what.partition(" and your ")[2])
    if what.startswith("output"):
        return {"output"}
    if what.startswith("gradient"):
        names = re.sub("gradients? of ", "", what).split(" and ")
        return {f"gradient of {name}" for name in names}
    return {what.removeprefix("values of ")} - {"result", "results"}


def _holds(told, pair):
    told = told.replace("PyTorch's output", "the output")
    if told.startswith("wrong only where "):
        return _only(told.removeprefix("wrong only where "), pair)
    told = told.removesuffix(", where PyTorch's is a product")
    for form, undo in FORMS.items():
        if told.endswith(f", {form}"):
            yours = (
                pair.yours if form in SAME_SHAPE or pair.yours.shape != pair.theirs.shape else None
            )
            if yours is not None:
                try:
                    pair = replace(pair, yours=undo(yours, pair.theirs.shape))
                except ValueError:
                    return False
            told = told.removesuffix(f", {form}")
    for pattern, predicted in SAYS.items():
        if found := re.fullmatch(pattern, told):
            try:
                value = predicted(pair, *found.groups())
            except (ValueError, KeyError, NameError, IndexError):  # it does not have that
                return False
            return value is True or (value is not False and _alike(pair.yours, value))
    raise AssertionError(f"this test cannot read: {told}")


def _alike(a, b):
    b = np.asarray(b)
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-6, equal_nan=True)


def _down(array, shape):
    """Summed down by trying: leading axes, then those of length 1."""
    array = array.sum(axis=tuple(range(array.ndim - len(shape))))
    for axis, length in enumerate(shape):
        if length == 1 != array.shape[axis]:
            array = array.sum(axis=axis, keepdims=True)
    return array


FORMS: dict[str, Any] = {
    "not summed down to the input's shape": _down,
    "not summed down to the right shape": _down,
    "not summed all the way down to the input's shape": _down,
    "not summed all the way down to the right shape": _down,
    "without its axes of length 1": np.reshape,
    "with axes of length 1 too many or too few": np.reshape,
    "in another shape": np.reshape,
    "not repeated to its shape": np.broadcast_to,
    "with the last two axes swapped": lambda a, shape: np.swapaxes(a, -1, -2) if a.ndim > 1 else a,
    "with its axes in reverse order": lambda a, shape: np.transpose(a),
}
SAME_SHAPE = {"with the last two axes swapped", "with its axes in reverse order"}


def _names(pair):
    names = {k: v for k, v in pair.given.items() if k.isidentifier()}
    names |= {"OUT": pair.given.get("the output"), "G": pair.given.get("the upstream gradient")}
    return names | {"log": np.log, "np": np, "e": np.e, "T": pair.theirs}


def _value(pair, text):
    """What a formula comes to; True where that cannot be seen, because something is stretched."""
    text = text.replace("the output", "OUT").replace("the upstream gradient", "G")
    text = text.replace("PyTorch's", "T").replace("about ", "")
    names = _names(pair)
    used = [
        names[name]
        for name in re.findall(r"\b(?!log\b|np\b|e\b)[A-Za-z_]+\b", text)
        if name in names
    ]
    if any(np.shape(one) != pair.theirs.shape for one in used) or not pair.read.alone:
        return True if pair.read.alone else _value_anyhow(text, pair)
    return eval(text, names)


def _value_anyhow(text, pair):
    value = np.asarray(eval(text, _names(pair)))
    return value if value.ndim < pair.yours.ndim else _down(value, pair.yours.shape)


def _swapped(pair, new, old, flipped):
    return _factor(pair, old, new, "", flipped)


def _factor(pair, without, times, over, flipped):
    text = "PyTorch's"
    text += f" / ({' * '.join(without.split(' and '))})" if without else ""
    text += f" * {times}" if times else ""
    text += f" / {over}" if over else ""
    text = f"-({text})" if flipped else text
    value, factor = _value(pair, text), _value(pair, text.replace("PyTorch's", "1"))
    if isinstance(value, bool):
        return value
    tells = np.isfinite(value) & np.isfinite(factor) & (factor != 0)
    return np.where(tells, value, pair.yours)


def _count(pair, words):
    if more := re.fullmatch(r"1 (more|less) than (.+)", words):
        of = _count(pair, more[2])
        return None if of is None else of + (1 if more[1] == "more" else -1)
    output = pair.theirs if pair.label == "output" else pair.given["the output"]
    x = next(iter(pair.inputs.values()))
    if words == "the number of elements that are added up":
        return x.size / max(output.size, 1)
    if words == "the number of copies of each element":
        return output.size / max(pair.theirs.size, 1)
    if words == "the sum of the lengths of the given axes":
        return sum(x.shape[axis] for axis in pair.read.axis) if pair.read.axis else None
    if words == "the number of elements of the output":
        return output.size
    name = words.rsplit(" of ", 1)[1]
    of = pair.inputs.get(name)
    if of is None:
        return None
    if words.startswith("the number"):
        return of.size
    return of.shape[-1 if "last" in words else 0] if of.ndim else None


def _counted(pair, how_, words):
    count = _count(pair, words)
    return (
        False if count is None else pair.theirs * count if how_ == "times" else pair.theirs / count
    )


def _counted_instead(pair, words, other):
    counts = _count(pair, words), _count(pair, other)
    return False if None in counts else pair.theirs * counts[1] / counts[0]


def _upstream(pair, _=None):
    given = pair.given["the upstream gradient"]
    raw = pair.others["the upstream gradient"]
    if pair.yours.shape == raw.shape and _alike(pair.yours, raw):
        return raw
    small = given.ndim < pair.yours.ndim or given.size < pair.yours.size
    return np.broadcast_to(given, pair.yours.shape) if small else _down(given, pair.yours.shape)


def _reduced(pair, reduced, of_upstream, along):
    array = (
        pair.others["the upstream gradient"] if of_upstream else next(iter(pair.inputs.values()))
    )
    if not array.size:
        return False
    return _along(array, getattr(np, REDUCED[reduced]), along).reshape(pair.yours.shape)


REDUCED = {"sum": "sum", "mean": "mean", "largest": "max", "smallest": "min", "product": "prod"}


def _along(array, reduction, along):
    axes = {
        "over all axes": None,
        "along the first axis": 0,
        "along the last axis": -1,
        "along the second axis": 1,
        "over all axes but the last": tuple(range(array.ndim - 1)),
        "over all axes but the first": tuple(range(1, array.ndim)),
        "over all axes but the last two": tuple(range(array.ndim - 2)),
    }
    return np.asarray(reduction(array, axis=axes[along]))


def _reordered(pair, *_):
    ours, theirs = (np.sort(array, axis=None) for array in (pair.yours, pair.theirs))
    return ours.shape == theirs.shape and _alike(ours, theirs)


def _shape_of(pair, name):
    """Summed down to another input's shape: all in all, the same is summed."""
    same_sum = _alike(np.sum(pair.yours), np.sum(pair.theirs))
    return pair.yours.shape == pair.inputs[name].shape != pair.theirs.shape and same_sum


def _summed_early(pair):
    """Such sums differ only where something was stretched."""
    return pair.theirs.shape != pair.full


def _whole(pair):
    """The gradient before it is summed."""
    names = _names(pair)
    x, y, g = names.get("x"), names.get("y"), names["G"]
    if g is None:
        return next(iter(pair.inputs.values()))
    if y is None or pair.label not in ("gradient of x", "gradient of y"):
        return g
    of_x = pair.label == "gradient of x"
    operations = [
        (x * y, g * y if of_x else g * x),
        (x - y, g if of_x else -g),
        (x / y, g / y if of_x else -g * x / y**2),
        (x**y, g * y * x ** (y - 1) if of_x else g * x**y * np.log(x)),
    ]
    return next((whole for value, whole in operations if _alike(names["OUT"], value)), g)


def _copies(pair, which):
    shape, whole = pair.theirs.shape, _whole(pair)
    if whole.shape == shape or not whole.size:
        return False
    if which in ("first", "last"):
        leading = whole.ndim - len(shape)
        pick = 0 if which == "first" else -1
        whole = whole[(pick,) * leading]
        for axis, length in enumerate(shape):
            whole = np.take(whole, [pick], axis) if length == 1 else whole
        return whole
    array = whole
    reduce = getattr(np, REDUCED[which.removeprefix("the ").removesuffix(" of")])
    array = reduce(array, axis=tuple(range(array.ndim - len(shape))))
    return reduce(array, axis=tuple(k for k, n in enumerate(shape) if n == 1), keepdims=True)


def _other(pair, name):
    name = name.removeprefix("the ")
    if pair.read.alone and name != "output" and {"x", "y"} <= pair.given.keys():
        return _down(_whole(replace(pair, label=name)), pair.yours.shape)
    return pair.results.get(name, False)


def _swapped_sides(pair):
    out = pair.given["the output"]
    if not (np.isfinite(out) & (out != 0)).any() or np.all(pair.given.get("y", 0) == 1):
        return True  # it does not tell of which operation it is
    other = f"gradient of {'y' if pair.label.endswith('x') else 'x'}"
    there = pair.results.get(other)
    return there if there is not None and _alike(pair.yours, there) else _other(pair, other)


def _moved(pair, name, far):
    far = "-1" if far == "as far, the other way" else far.removesuffix(" times as far")
    start = pair.inputs.get(name)
    return False if start is None else start + eval(far) * (pair.theirs - start)


def _clipped(pair, *ends):
    """The kept numbers are PyTorch's, and all others one of the ends."""
    at = [float(end) for end in ends if end]
    kept = np.isclose(pair.yours, pair.theirs, equal_nan=True)
    others = pair.yours[~kept]
    return all(any(np.isclose(one, end, rtol=1e-4) for end in at) for one in others)


def _turned(pair, text):
    """A matrix product other than PyTorch's, of two matrices; True where it is of others."""
    if pair.theirs.ndim != 2 or pair.full is None and len(pair.inputs) != 2:
        return True
    names = _names(pair)
    x, y, g = names["x"], names["y"], names["G"]
    if not x.ndim == y.ndim == 2:
        return True
    what = {"output": ["x", "y"], "gradient of x": ["G", "y"], "gradient of y": ["x", "G"]}
    turn = {"x": pair.label == "gradient of y", "y": pair.label == "gradient of x", "G": False}
    factors = [(name, turn[name]) for name in what[pair.label]]
    arrays = {"x": x, "y": y, "G": g, "ones": np.ones_like(pair.others["the upstream gradient"])}
    text = text.replace("the upstream gradient", "G")
    if "multiplied in the other order" in text:
        factors.reverse()
    for new, old in re.findall(r"with (\w+) in place of (\w+)", text):
        factors = [(new, turned) if name == old else (name, turned) for name, turned in factors]
    for name in re.findall(r"with (\w+) not transposed", text):
        factors = [(one, turned and one != name) for one, turned in factors]
    made = []
    for name, turned in factors:
        array = arrays[name]
        if f"with {name} reshaped" in text:
            array = array.reshape(array.shape[::-1])
        elif turned or re.search(rf"with {name} (transposed|with all axes|with its first)", text):
            array = array.T
        made.append(array)
    try:
        return made[0] @ made[1]
    except ValueError:
        return False


def _only(told, pair):
    """Whether only such elements differ, and have these values."""
    read = re.fullmatch(r"(.+?)(?:: yours is (\S+) there)?(?:, and PyTorch's is (\S+))?", told)
    assert read, told
    where = np.ones(pair.theirs.shape)
    for name, is_ in re.findall(
        r"(the upstream gradient|\w+) is (\w+(?: \w+)*)", read[1].replace(" and ", " , ")
    ):
        of = pair.given.get(name)
        if of is None:
            return False
        where = where * WHERE[is_](of)
    where = _down(where, pair.theirs.shape) > 0
    differs = ~np.isclose(pair.yours, pair.theirs, rtol=1e-7, atol=1e-7, equal_nan=True)
    values: dict[str, Any] = {"NaN": np.isnan, "infinite": np.isinf}
    for array, value in ((pair.yours, read[2]), (pair.theirs, read[3])):
        if value:
            is_ = values.get(value, lambda a, value=value: np.isclose(a, float(value), rtol=1e-4))
            if not is_(array[differs]).all():
                return False
    return not (differs & ~where).any()


WHERE: dict[str, Any] = {
    "0": lambda a: a == 0,
    "negative": lambda a: a < 0,
    "positive": lambda a: a > 0,
    "infinite": np.isinf,
    "very large": lambda a: a > 15,
    "a large negative number": lambda a: a < -15,
    "far from 0": lambda a: abs(a) > 15,
    "1": lambda a: a == 1,
    "nearly 0": lambda a: (a != 0) & (abs(a) < 0.01),
}
COUNT = r"(the (?:number|length|sum of the lengths) of .+?)"
FACTOR = (
    rf"PyTorch's(?: without (.+?))?,?(?: times (?!{COUNT[1:-1]})(.+?))?"
    rf",?(?: divided by (?!{COUNT[1:-1]})(.+?))?(,? with the sign flipped)?"
)


def _same_within(pairs, name):
    """Whether elements of one value have one result."""
    pairs = pairs if isinstance(pairs, list) else [pairs]
    of = [pair.given.get(f"the {name}", pair.given.get(name)) for pair in pairs]
    values = np.concatenate([array.ravel() for array in of])
    results = np.concatenate([pair.yours.ravel() for pair in pairs])
    return all(np.ptp(results[values == value]) < 1e-6 for value in values)


def _slope(pair, at, yours, theirs):
    """Where x is that, the slopes are these."""
    for told, array in ((yours, pair.yours), (theirs, pair.theirs)):
        slopes = array / pair.others["the upstream gradient"]
        here = slopes[np.isclose(pair.inputs["x"], float(at), 1e-5)]
        if not np.allclose(here, float(told), 6e-3, 1e-9, True):
            return False
    return True


def _moved_x(pair, text):
    """The operation itself at another x; its slope there by central differences."""
    x, name = eval(text, {"x": pair.inputs["x"]}), pair.read.operation

    def f(x):
        return getattr(Tensor(x), name)().data

    if pair.label == "output":
        return f(x)
    slope = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6 * pair.others["the upstream gradient"]
    near = np.isclose(slope, pair.yours, 1e-4, 1e-4) | ~np.isfinite(slope)
    near |= abs(x) < 1e-5  # relu bends within the step
    return np.where(near, pair.yours, slope)


SAYS: dict[str, Any] = {
    r"(\S+) everywhere.*": lambda p, v: np.full(p.yours.shape, float(v)),
    r"the upstream gradient itself(, in PyTorch's shape)?": _upstream,
    r"the (sum|mean) of the whole upstream gradient, everywhere": lambda p, how_: np.full(
        p.yours.shape, getattr(np, how_)(p.others["the upstream gradient"])
    ),
    r"the sum of PyTorch's(?:, everywhere)?": lambda p: np.full(p.yours.shape, p.theirs.sum()),
    r"what it would be for an upstream gradient of ones": lambda p: _down(
        np.ones_like(p.others["the upstream gradient"]), p.theirs.shape
    ),
    r"what should be (.+)": _other,
    r"swapped": _swapped_sides,
    r"PyTorch's plus (the gradient of .+|\S+\.grad)": lambda p, name: p.theirs + _other(p, name),
    r"just (.+)": lambda p, name: p.inputs.get(name, p.others.get(name, False)),
    rf"PyTorch's (times|divided by) {COUNT}": _counted,
    rf"PyTorch's without the upstream gradient, (times|divided by) {COUNT}": lambda p, how_, n: (
        _counted(p, how_, n) / p.others["the upstream gradient"].reshape(())
    ),
    rf"PyTorch's, but divided by ((?:1 more than )?{COUNT[1:]}, not by {COUNT}": _counted_instead,
    rf"PyTorch's, but divided by (1 \w+ than) {COUNT}": lambda p, more, words: _counted_instead(
        p, f"{more} {words}", words
    ),
    rf"PyTorch's times the square of {COUNT}": lambda p, words: p.theirs * _count(p, words) ** 2,
    r"PyTorch's (plus|minus) (.+)": lambda p, sign, c: (
        p.theirs + eval(c) * (-1) ** (sign == "minus")
    ),
    r"PyTorch's with (.+) in place of (.+?)(, with the sign flipped)?": _swapped,
    r"PyTorch's without its signs": lambda p: abs(p.theirs),
    r"PyTorch's, summed down to the shape of (\w+) instead": _shape_of,
    r"PyTorch's, but with the sum taken before the product": _summed_early,
    r"(.+) the copies' gradients, not their sum": _copies,
    r"the gradient of the (first|last) copy only": _copies,
    r"the (\w+)( of the upstream gradient)? ((?:along|over) .+)": _reduced,
    r"PyTorch's, summed ((?:along|over) .+)": lambda p, along: _along(
        p.theirs, np.sum, along
    ).reshape(p.yours.shape),
    r"the upstream gradient, summed along other axes": lambda p: _alike(
        p.yours.sum(), p.others["the upstream gradient"].sum()
    ),
    r"PyTorch's, repeated along another axis": lambda p: np.broadcast_to(p.theirs, p.yours.shape),
    r"the upstream gradient with its axes in reverse order": lambda p: (
        p.others["the upstream gradient"].T
    ),
    r"the upstream gradient(, only reshaped|, reshaped column .+)": _reordered,
    r"the upstream gradient( with its axes permuted .+)": _reordered,
    r"(PyTorch's, with its axes in another order)": _reordered,
    r"(made of PyTorch's numbers, in another order)": _reordered,
    r"(PyTorch's, (?:filled in|read) column by column.*)": _reordered,
    r"(PyTorch's, backwards|x reshaped .+)": _reordered,
    r"np\.minimum\(x, 0\)": lambda p: np.where(p.inputs["x"] < 0, p.inputs["x"], 0),
    r"np\.(\w+)\((.+)\)": lambda p, function, x: getattr(np, function)(p.given[x]),
    r"the upstream gradient, its axes reversed before it is reshaped": lambda p: np.reshape(
        p.others["the upstream gradient"].T, p.theirs.shape
    ),
    r"x's numbers one after the other, again and again until the shape is full": lambda p: (
        np.take(p.inputs["x"].ravel(), np.arange(p.theirs.size) % max(p.inputs["x"].size, 1))
    ).reshape(p.theirs.shape),
    r"10 \*\* x": lambda p: 10 ** p.inputs["x"],
    r"numbers that add up to 1": lambda p: bool(abs(p.yours.sum() - 1) < 1e-7),
    r"the upstream gradient times a wrong slope: at x = (\S+) it is (\S+), not (\S+)": _slope,
    r"PyTorch's for (\S+(?: . \S+)?) in place of x": _moved_x,
    r"the same for the same (.+), whatever .+ is": lambda p, name: _same_within(p, name),
    r"PyTorch's, with some of the numbers left out": lambda p: (
        p.yours.size < p.theirs.size and bool(np.isin(p.yours, p.theirs).all())
    ),
    r"1 / (\w+)": lambda p, x: 1 / p.inputs[x],
    r"1 / PyTorch's": lambda p: 1 / p.theirs,
    r"np\.(\w+) of PyTorch's": lambda p, function: getattr(np, function)(p.theirs),
    r"PyTorch's, rounded to whole numbers": lambda p: np.rint(p.theirs),
    r"PyTorch's, rounded down": lambda p: np.floor(p.theirs),
    r"PyTorch's, with the decimals cut off": lambda p: np.trunc(p.theirs),
    r"nearly PyTorch's: .+": lambda p: bool(np.allclose(p.yours, p.theirs, 1e-5, 1e-5, True)),
    r"PyTorch's, cut off at (\S+?)(?: and (\S+))?": _clipped,
    r"moved from (\w+) (.+)": _moved,
    r"PyTorch's, but (.+)": _turned,
    r"((?:x|y|the upstream gradient) (?:\(.+\) )?@ .+)": lambda p, text: (
        p.inputs["x"] @ p.inputs["y"] if text == "x @ y" else True
    ),
    FACTOR: _factor,
    r"(.+)": _value,
}
