"""Products of powers: `2 * x / y`, read from numbers by least squares on their logarithms."""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from minigrad.diagnosis.arrays import OUTPUT, UPSTREAM, Arrays, Pair

ROWS = 150  # as many elements are looked at to find a product; it is checked on all
LARGEST = 3  # exponent
KNOWN = {np.log(2): "log(2)", np.log(10): "log(10)", np.e: "e"}


@dataclass(frozen=True)
class Product:
    """constant * name ** exponent * ..."""

    constant: float
    powers: tuple[tuple[str, float], ...] = ()

    @property
    def cost(self) -> float:
        """How complicated it is. What is computed from the inputs costs more than these."""
        names = [name for name, _ in self.powers]
        cost = sum(abs(e) * (1.6 if "(" in name else 1) for name, e in self.powers)
        beside = "x" in names or "y" in names  # of which the output is made
        cost += 1.1 * sum(abs(e) for name, e in self.powers if name == OUTPUT and beside)
        cost += 0.1 * (OUTPUT in names)
        return cost + (abs(self.constant) != 1) + 0.5 * (self.constant < 0)

    def times(self, other: "Product") -> "Product":
        powers = dict(self.powers)
        for name, e in other.powers:
            powers[name] = powers.get(name, 0) + e
        kept = tuple((name, e) for name, e in powers.items() if e)
        return Product(self.constant * other.constant, kept)

    def without(self, left_out: str) -> "Product":
        return Product(self.constant, tuple((n, e) for n, e in self.powers if n != left_out))

    def value(self, known: Arrays) -> np.ndarray | None:
        """What it comes to; None where it is of something that is not known, or does not fit."""
        if not all(name in known for name, _ in self.powers):
            return None
        result = np.array(self.constant)
        try:
            for name, e in self.powers:
                result = result * known[name] ** (int(e) if e == int(e) else e)
        except ValueError:
            return None
        return result


def products(pairs: Sequence[Pair], of: Callable[[Pair], np.ndarray]) -> list[Product]:
    """The simplest products of what is given that are `of` each pair, in all these pairs."""
    rows = []
    for pair in pairs:
        target = of(pair)
        fitting = {k: v for k, v in pair.atoms.items() if fits(v.shape, target.shape)}
        known = {k: np.broadcast_to(v, target.shape).ravel() for k, v in fitting.items()}
        rows.append((target.ravel(), known))
    # Cases that call their inputs otherwise are left out.
    names = list(Counter(tuple(known) for _, known in rows).most_common(1)[0][0]) if rows else []
    rows = [row for row in rows if all(name in row[1] for name in names)]
    target = np.concatenate([np.array([]), *(target for target, _ in rows)])[:ROWS]
    columns = {name: np.concatenate([known[name] for _, known in rows])[:ROWS] for name in names}
    logs = {name: np.log(np.abs(column)) for name, column in columns.items()}
    there = np.isfinite(np.log(np.abs(target)))
    names = [name for name in names if 2 * np.isfinite(logs[name][there]).sum() > there.sum()]
    table = np.stack([np.log(np.abs(target)), *(logs[name] for name in names)])
    usable = np.isfinite(table).all(axis=0)
    if usable.sum() < 3:
        return []
    columns = {name: columns[name][usable] for name in names}
    found: list[Product] = []
    for some, exponents in _exponents(names, table[:, usable]):
        powers = tuple(zip(some, exponents, strict=True))
        rest = Product(1.0, powers).value(columns)
        constants = target[usable] / rest
        if np.allclose(constants, constants[0], rtol=1e-6, atol=0):
            found.append(Product(nice(float(np.median(constants))), powers))
    return sorted(found, key=lambda one: one.cost)[:2]


def _exponents(names: list[str], table: np.ndarray):
    """Some of the names, and the exponents that fit: by least squares, for all such choices of one
    size at once."""
    centred = table - table.mean(axis=1, keepdims=True)
    gram = centred @ centred.T
    if gram[0, 0] < 1e-12:
        yield (), ()
        return
    for size in range(1, min(4, len(names), table.shape[1] - 2) + 1):
        chosen = list(itertools.combinations(range(1, len(names) + 1), size))
        index = np.array(chosen)
        square = gram[index[:, :, None], index[:, None, :]]
        solved = np.linalg.pinv(square, hermitian=True) @ gram[index, 0][:, :, None]
        for one, exact in zip(chosen, solved[:, :, 0], strict=True):
            exponents = np.round(2 * exact) / 2
            if exponents.all() and np.abs(exponents).max() <= LARGEST:
                if np.abs(exact - exponents).max() < 1e-4:
                    yield tuple(names[k - 1] for k in one), tuple(exponents.tolist())


def nice(constant: float) -> float:
    """The simple fraction or known constant that a number is; or the number."""
    if not np.isfinite(constant):
        return constant
    simple = float(Fraction(constant).limit_denominator(64))
    known = [simple, *KNOWN, *(1 / c for c in KNOWN)]
    return next(
        (s * c for c in known for s in (1, -1) if c and abs(s * c - constant) < 1e-8 * abs(c)),
        constant,
    )


def fits(shape: tuple[int, ...], target: tuple[int, ...]) -> bool:
    """Whether an array of a shape stretches to the other."""
    try:
        return np.broadcast_shapes(shape, target) == target
    except ValueError:
        return False


def factor_in_words(ratio: Product, own: Product | None) -> str:
    """What it means that yours is PyTorch's times this.

    own: what PyTorch's array is, where that is a product, too
    """
    has = dict(own.powers) if own else {UPSTREAM: 1.0}
    missing = {name: -e for name, e in ratio.powers if e < 0 and has.get(name, 0) >= -e}
    more = Product(
        abs(ratio.constant), tuple((name, e) for name, e in ratio.powers if name not in missing)
    )
    said = []
    if more.constant == 1 and [e for _, e in more.powers] == [1] == list(missing.values()):
        said.append(f"with {more.powers[0][0]} in place of {next(iter(missing))}")
    else:
        if missing:
            said.append("without " + " and ".join(_power(*one) for one in missing.items()))
        text = formula(more)
        if text.startswith("1 / "):
            said.append(f"divided by {text.removeprefix('1 / ')}")
        elif text != "1":
            said.append(f"times {text}")
    if ratio.constant < 0:
        said.append("with the sign flipped")
    return "PyTorch's " + ", ".join(said)


def formula(product: Product) -> str:
    """A product as one would write it."""
    above = [_power(name, e) for name, e in product.powers if e > 0]
    below = [_power(name, -e) for name, e in product.powers if e < 0]
    size, sign = abs(product.constant), "-" if product.constant < 0 else ""
    fraction = Fraction(size).limit_denominator(64)
    if abs(float(fraction) - size) < 1e-12 * size:
        if fraction.numerator != 1 or not (above or below):
            above.insert(0, str(fraction.numerator))
        if fraction.denominator != 1:
            below.insert(0, str(fraction.denominator))
    elif (inverse := _known(1 / size)) is not None:
        below.insert(0, inverse)
    else:
        above.insert(0, _known(size) or f"about {size:.4g}")
    text = sign + (" * ".join(above) or "1")
    return f"{text} / {_in_brackets(' * '.join(below))}" if below else text


def _known(size: float) -> str | None:
    return next((name for c, name in KNOWN.items() if abs(c - size) < 1e-12 * c), None)


def _in_brackets(text: str) -> str:
    return f"({text})" if " * " in text else text


def _power(name: str, e: float) -> str:
    return name if e == 1 else f"{name} ** {e:g}"
