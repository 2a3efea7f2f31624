"""Products of powers: `2 * x / y`, read from numbers by least squares on their logarithms."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from minigrad.diagnosis.arrays import OUTPUT, UPSTREAM, Arrays, Pair

ROWS = 150  # as many elements as are looked at to find a product; it is checked on all
CONSTANTS = {1 / np.log(10): "1 / log(10)", 1 / np.log(2): "1 / log(2)", np.log(10): "log(10)",
             np.log(2): "log(2)"}  # fmt: skip


@dataclass(frozen=True)
class Product:
    """constant * name ** exponent * ..."""

    constant: float
    powers: tuple[tuple[str, float], ...] = ()

    @property
    def cost(self) -> float:
        """How complicated it is."""
        dear = sum(abs(e) * (1 if name in ("x", "y", UPSTREAM) else 1.1) for name, e in self.powers)
        derived = sum(0.6 for name, _ in self.powers if "(" in name)
        return dear + derived + (abs(self.constant) != 1) + 0.5 * (self.constant < 0)

    def times(self, other: "Product") -> "Product":
        powers = dict(self.powers)
        for name, e in other.powers:
            powers[name] = powers.get(name, 0) + e
        kept = tuple((name, e) for name, e in powers.items() if e)
        return Product(self.constant * other.constant, kept)

    def value(self, known: Arrays) -> np.ndarray | None:
        """What it comes to; None where it is of something that is not known."""
        if not all(name in known for name, _ in self.powers):
            return None
        result = np.array(self.constant)
        try:
            for name, e in self.powers:
                result = result * known[name] ** (int(e) if e == int(e) else e)
        except ValueError:  # shapes that do not fit
            return None
        return result


def atoms(pair: Pair) -> Arrays:
    """What a product may be made of."""
    known = dict(pair.spread)
    for name, array in pair.inputs.items():
        known[f"log({name})"] = np.log(array)
    if OUTPUT in known:
        known["(1 - the output)"] = 1 - known[OUTPUT]
        known["(1 - the output ** 2)"] = 1 - known[OUTPUT] ** 2
    return known


def products(pairs: Sequence[Pair], of: Callable[[Pair], np.ndarray]) -> list[Product]:
    """The simplest products that are `of` each pair, in all these pairs; none if there are none."""
    rows: list[tuple[np.ndarray, Arrays]] = []
    for pair in pairs:
        target = of(pair)
        known = {
            name: np.broadcast_to(array, target.shape).ravel()
            for name, array in atoms(pair).items()
            if _fits(array.shape, target.shape)
        }
        rows.append((target.ravel(), known))
    if not rows:
        return []
    names = [name for name in rows[0][1] if all(name in known for _, known in rows)]
    target = np.concatenate([target for target, _ in rows])[:ROWS]
    columns = {name: np.concatenate([known[name] for _, known in rows])[:ROWS] for name in names}
    logs = {name: np.log(np.abs(column)) for name, column in columns.items()}
    wanted = np.log(np.abs(target))
    found: list[Product] = []
    for size in range(5):
        for some in itertools.combinations(names, size):
            if sum("(" in name for name in some) < 2:
                found += _fitted(target, columns, wanted, logs, some)
        if found and min(one.cost for one in found) <= size + 1:
            break
    return sorted(found, key=lambda one: one.cost)[:3]


def _fitted(
    target: np.ndarray,
    columns: Arrays,
    wanted: np.ndarray,
    logs: Arrays,
    some: tuple[str, ...],
) -> list[Product]:
    """The product of powers of these names, if there is one."""
    table = np.stack([*(logs[name] for name in some), np.ones(len(wanted))], axis=1)
    usable = np.isfinite(table).all(axis=1) & np.isfinite(wanted)
    if usable.sum() < len(some) + 3:
        return []
    exact, _, rank, _ = np.linalg.lstsq(table[usable], wanted[usable], rcond=None)
    exponents = np.round(2 * exact[:-1]) / 2
    if rank <= len(some) or np.abs(exact[:-1] - exponents).max(initial=0) > 1e-4:
        return []
    if not exponents.all() or np.abs(exponents).max(initial=0) > 3:
        return []
    powers = tuple(zip(some, exponents.tolist(), strict=True))
    rest = Product(1.0, powers).value({name: columns[name][usable] for name in some})
    constants = target[usable] / rest
    if not np.allclose(constants, constants[0], rtol=1e-6, atol=0):
        return []
    return [Product(nice(float(np.median(constants))), powers)]


def nice(constant: float) -> float:
    """The fraction or known constant that a number is; or the number."""
    fraction = Fraction(constant).limit_denominator(64) if abs(constant) < 1e6 else Fraction(0)
    for one in [float(fraction), *CONSTANTS, *(-c for c in CONSTANTS)]:
        if one and abs(one - constant) < 1e-9 * abs(constant):
            return one
    return constant


def _fits(shape: tuple[int, ...], target: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(shape, target) == target
    except ValueError:
        return False


def in_words(ratio: Product, own: Product | None) -> str:
    """What a factor between yours and PyTorch's means.

    own: what PyTorch's array is, where that is a product, too
    """
    has = dict(own.powers) if own else {UPSTREAM: 1.0}
    left_out = [name for name, e in ratio.powers if e < 0 and has.get(name, 0) >= -e]
    too_often = [(name, e) for name, e in ratio.powers if name not in left_out or has[name] != -e]
    rest = Product(abs(ratio.constant), tuple((n, e) for n, e in ratio.powers if n not in left_out))
    without = [_power(name, -dict(ratio.powers)[name]) for name in left_out]
    said = []
    if without:
        said.append("without " + " and ".join(without))
    if rest.powers or rest.constant != 1:
        said.append(f"times {_formula(rest)}" if _over(rest) is None else f"divided by {_over(rest)}")
    if ratio.constant < 0:
        said.append("with the sign flipped")
    del too_often
    return "PyTorch's " + ", ".join(said)


def _over(product: Product) -> str | None:
    """What is divided by, where a product is only that."""
    if any(e > 0 for _, e in product.powers) or product.constant != 1:
        return None
    if len(product.powers) == 1:
        name, e = product.powers[0]
        return _power(name, -e)
    return "(" + _formula(Product(1.0, tuple((n, -e) for n, e in product.powers))) + ")"


def _formula(product: Product) -> str:
    above = [_power(name, e) for name, e in product.powers if e > 0]
    below = [_power(name, -e) for name, e in product.powers if e < 0]
    fraction = Fraction(product.constant).limit_denominator(64)
    if float(fraction) == product.constant:
        above = ([str(fraction.numerator)] if fraction.numerator != 1 else []) + above
        below = ([str(fraction.denominator)] if fraction.denominator != 1 else []) + below
    else:
        above = [CONSTANTS.get(product.constant, f"about {product.constant:.4g}"), *above]
    over = " * ".join(below)
    return " * ".join(above or ["1"]) + (f" / {f'({over})' if len(below) > 1 else over}" if below else "")


def _power(name: str, e: float) -> str:
    return name if e == 1 else f"{name} ** {e:g}"
