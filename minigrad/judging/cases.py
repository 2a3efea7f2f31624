"""What a case is: a name, an expression as text, and inputs. Plain data throughout.

The same text runs on minigrad's Tensors and on PyTorch's, is shown to the learner, and is
part of the key under which PyTorch's answer is recorded.
"""

import binascii
import dataclasses
import math
import os
import random
import textwrap
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

from minigrad.kata import ROOT, run

SECONDS = float(os.environ.get("MINIGRAD_SECONDS", 5))  # that a case may take


@dataclasses.dataclass(frozen=True)
class Input:
    """One input of a case.

    kind: "leaf" (a Tensor that needs a gradient), "constant" (one that needs none) or
        "array" (a NumPy array)
    values: a float64 array; until `case` has named it, also a shape, a list or a number
    made: whether the values were made for a shape
    """

    kind: str
    values: Any
    made: bool = False


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """One thing a kata must do: `code` for minigrad, the same as `torch` for PyTorch.

    results: where the code is lines, not one expression: what is compared after them
    part: the name of the part of its kata's table that it is in
    seed: what the upstream gradient follows from; without one, from the name
    """

    name: str
    code: str
    torch: str
    inputs: dict[str, Input]
    refused: bool
    results: tuple[str, ...] = ()
    part: str = ""
    seed: int | None = None


def case(
    name: str, code: str, torch: str | None = None, refused: bool = False, **inputs: Any
) -> Case:
    """A case: an expression, checked for its value and for the gradient of every input.

    torch: the expression where PyTorch spells it differently
    refused: the operation must raise an exception
    inputs: a tuple is a shape, whose values follow from the names of case and input; a list
        or number is the values; each is a Tensor that needs a gradient, unless made by
        `constant` or `array`. Where all are arrays, so is the value, and nothing goes back.
    """
    return Case(name, code, torch or code, _made(name, inputs), refused)


def lines(
    name: str,
    code: str,
    results: str = "",
    torch: str | None = None,
    refused: bool = False,
    **inputs: Any,
) -> Case:
    """A case of several lines, which leave something to compare: `results`, names or attributes
    separated by spaces. The rest as in `case`."""
    code, torch = (textwrap.dedent(text).strip() for text in (code, torch or code))
    return Case(name, code, torch, _made(name, inputs), refused, tuple(results.split()))


def _made(name: str, inputs: dict[str, Any]) -> dict[str, Input]:
    made = {}
    for key, given in inputs.items():
        kind, values = (given.kind, given.values) if isinstance(given, Input) else ("leaf", given)
        is_shape = isinstance(values, tuple)
        if is_shape:
            values = spread(f"{name}/{key}", values)
        made[key] = Input(kind, np.array(values, dtype=np.float64), is_shape)
    return made


def constant(*spec: Any) -> Input:
    """A Tensor that needs no gradient: `constant(2, 3)` by shape, `constant([1.0])` by values."""
    return Input("constant", _shape_or_values(spec))


def array(*spec: Any) -> Input:
    """A NumPy array: `array(2, 3)` by shape, `array([1.0, 2.0])` by values."""
    return Input("array", _shape_or_values(spec))


def _shape_or_values(spec: tuple) -> Any:
    return spec[0] if len(spec) == 1 and isinstance(spec[0], list | float) else spec


def spread(seed: str | int, shape: tuple[int, ...]) -> np.ndarray:
    """Values for a shape: quarters between -2 and 2 (a finer step where there are not
    enough of them), none 0, no two alike. Fixed by `seed`."""
    size = int(np.prod(shape))
    steps = 8
    while 2 * steps < size:
        steps *= 2
    choice = [k * 2 / steps for k in range(-steps, steps + 1) if k != 0]
    return np.array(_random(seed).sample(choice, size)).reshape(shape)


def upstream(seed: str | int, shape: tuple[int, ...]) -> np.ndarray:
    """The upstream gradient for an output of `shape`: both signs, none 0, no two of one size, so
    that a VJP that ignores it, or takes ones, is seen. Fixed by `seed`, often a case's name."""
    size = math.prod(shape)
    rng = _random(seed)
    sizes = rng.sample([1.5 + k / 4 for k in range(size)], size)
    first = rng.choice([-1, 1])
    return np.array([first * s * (-1) ** k for k, s in enumerate(sizes)]).reshape(shape)


def _random(seed: str | int) -> random.Random:
    return random.Random(seed if isinstance(seed, int) else seed_of(seed))


def seed_of(name: str) -> int:
    """The number that the values of this name follow from."""
    return zlib.crc32(name.encode())


def cases_of(stem: str) -> list[Case]:
    """The table of cases at the top of a kata's test file."""
    return in_parts(run(ROOT / "tests" / f"test_{stem}.py")["CASES"])


def in_parts(parts: dict[str, list[Case]]) -> list[Case]:
    """All cases of a table, each knowing its part."""
    return [dataclasses.replace(case, part=part) for part, cases in parts.items() for case in cases]


def pack(array: np.ndarray | None) -> dict | None:
    """An array as JSON can hold it."""
    return None if array is None else {"shape": array.shape, "values": array.ravel().tolist()}


def pack_fast(array: np.ndarray | None) -> dict | None:
    """An array as JSON can hold it, where nobody reads it: numbers by their bytes."""
    if array is None or array.dtype != np.float64:
        return pack(array)
    return {
        "shape": array.shape,
        "bytes": binascii.b2a_base64(array.tobytes(), newline=False).decode(),
    }


def unpack(packed: dict | None) -> np.ndarray | None:
    """The array that `pack` or `pack_fast` packed."""
    if packed is None:
        return None
    if "bytes" in packed:
        found = np.frombuffer(binascii.a2b_base64(packed["bytes"]))
        return found.reshape(packed["shape"]).copy()
    values = packed["values"]
    other = values and isinstance(values[0], str | bool)
    return np.array(values, dtype=None if other else np.float64).reshape(packed["shape"])


def pack_case(case: Case, pack: Callable = pack_fast) -> dict:
    """A case as JSON can hold it, without what it is to PyTorch, and without its part."""
    inputs = {name: [given.kind, pack(given.values)] for name, given in case.inputs.items()}
    packed = vars(case) | {"inputs": inputs, "torch": ""}
    del packed["part"]
    return packed


def unpack_case(packed: dict) -> Case:
    """The case that `pack_case` packed."""
    inputs = {
        name: Input(kind, unpack(values)) for name, (kind, values) in packed["inputs"].items()
    }
    return Case(**packed | {"inputs": inputs})
