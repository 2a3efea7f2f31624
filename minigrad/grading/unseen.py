"""Cases that are made anew for each run, a few for each part of a kata. Where a kata answers with
names or truth values, or starts at random, other numbers leave its answer as it is, so that it
could be looked up."""

import dataclasses
import random
from collections.abc import Callable, Iterator
from typing import Any

from minigrad.judging.cases import Case, constant, lines

COUNT = 3  # for each part
SLOPES = 1, 1, 1, -1, 0.9, 0.99, 1.01, 1.1  # what a slope is multiplied with

# Functions of numbers from 0.5 to 2, by a factor from 0.5 to 0.75, and their slopes.
FUNCTIONS = {
    "{a} * {x}**2": "2 * {a} * {x}",
    "{x}**3 + {a} * {x}": "(3 * {x}**2 + {a})",
    "np.sin({a} * {x})": "({a} * np.cos({a} * {x}))",
    "np.exp(-{a} * {x})": "(-{a} * np.exp(-{a} * {x}))",
    "{a} / {x}": "(-{a} / {x}**2)",
    "{a} * np.sqrt({x})": "({a} / 2 / np.sqrt({x}))",
}
OPTIONS = "rtol=0.05", "rtol=0.2", "rtol=3", "atol=100", "eps=1e-5"
# Which attributes the networks have.
PARTS = {
    "plain": "parameter",
    "children": "parameter layer module sequential",
    "lists": "parameter layer module list lists",
    "prefixes": "parameter layer module list",
    "other attributes": "parameter layer tensor tuple dict number tensors",
    "shared": "parameter layer module sequential known known",
    "in use": "parameter layer module call",
}


def _gradchecks(rng: random.Random) -> Iterator[Case]:
    """gradcheck of one or two inputs, whose gradient may be wrong in one element."""
    for part in ("right gradients", "wrong gradients", "tolerances", "earlier gradients"):
        for number in range(COUNT):
            size, names = rng.randint(1, 3), rng.choice(["x", "xy"])
            values = {n: [round(rng.uniform(0.5, 2), 2) for _ in range(size)] for n in names}
            given = values | {n: constant(values[n]) for n in names[1:] if rng.random() < 0.3}
            value, slopes = zip(*(_function(n, size, rng) for n in names), strict=True)
            total = rng.choice(["np.sum({})", "({})"]).format(" + ".join(value))
            options = f", {rng.choice(OPTIONS)}" if part == "tolerances" else ""
            before = f"x.grad = np.array({values['x']})" if part == "earlier gradients" else ""
            inputs = ", ".join(names)
            code = f"""
                {before}
                def f({inputs}):
                    vjp = lambda g: [{", ".join(slopes)}]
                    return Tensor.from_op("f", {total}, ({inputs},), vjp)
                try: gave_true, raised = gradcheck(f, [{inputs}]{options}), False
                except GradcheckError: gave_true, raised = False, True
            """
            yield _case(part, number, code, "gave_true raised x.grad", **given)


def _function(name: str, size: int, rng: random.Random) -> tuple[str, str]:
    """A function of an input, and what a VJP returns for it."""
    value, slope = rng.choice(list(FUNCTIONS.items()))
    factor = round(rng.uniform(0.5, 0.75), 2)
    wrong = [1.0] * size
    wrong[rng.randrange(size)] *= rng.choice(SLOPES)
    value, slope = (text.format(a=factor, x=f"{name}.data") for text in (value, slope))
    return value, f"{slope} * {wrong} * g"


def _layers(rng: random.Random) -> Iterator[Case]:
    """How the weights and biases of new layers of some size are spread."""
    for number in range(COUNT):
        sizes = rng.randint(2, 5), rng.randint(8_000, 12_000)
        tenths = rng.randint(1, 9)  # of all numbers, so many are below
        code = f"""
            layer = nn.Linear{sizes}
            shapes = [*layer.weight.shape, *layer.bias.shape]
            most, share = {sizes[0]} ** -0.5, {tenths / 5 - 1:.1f}
            def below(of): return round((of.data < share * most).mean(), 1)
            weights, biases = below(layer.weight), below(layer.bias)
            largest = [round(abs(of.data).max() / most, 2) for of in (layer.weight, layer.bias)]
        """
        yield _case("new layers", number, code, "shapes weights biases largest")


def _networks(rng: random.Random) -> Iterator[Case]:
    """The names of the parameters of networks, with modules in modules."""
    for part in PARTS:
        for number in range(COUNT):
            code = "\n".join(_network(part, rng))
            prefix = f"'{_word(rng)}'" if part == "prefixes" else ""
            code += f"\nnames = [name for name, _ in net.named_parameters({prefix})]"
            yield _case(part, number, code, "names")


def _network(part: str, rng: random.Random) -> Iterator[str]:
    modules, known = ["net"], ["None"]
    yield "net = nn.Module()"
    for _ in range(rng.randint(2, 9)):
        name, kind = f"{rng.choice(modules)}.{_word(rng)}", rng.choice(PARTS[part].split())
        made = {
            "module": "nn.Module()",
            "layer": "nn.Linear(2, 1)",
            "parameter": "Tensor([1.0], requires_grad=True)",
            "list": "[nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1, bias=False)]",
            "lists": "[[nn.Linear(1, 2)], nn.Linear(2, 1)]",
            "sequential": "nn.Sequential(nn.Linear(1, 2), nn.Sequential(nn.Linear(2, 1)))",
            "tensor": "Tensor([1.0])",
            "tensors": "[Tensor([1.0], requires_grad=True)]",
            "tuple": "nn.Linear(1, 2), nn.Linear(2, 1)",
            "dict": "{'a': nn.Linear(1, 2)}",
            "number": "3",
            "known": rng.choice(known),
            "call": "len(list(net.named_parameters()))",
        }
        yield f"{name} = {made[kind]}"
        if kind == "module":
            modules.append(name)
        elif kind in ("layer", "parameter", "sequential"):
            known.append(name)


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("abcdghij") for _ in range(rng.randint(3, 5)))


def _case(part: str, number: int, code: str, results: str, **inputs: Any) -> Case:
    case = lines(f"{part}, unseen case {number}", code, results, **inputs)
    return dataclasses.replace(case, part=part)


INSTEAD = "kata19_gradcheck", "kata21_named_parameters"  # there, no other numbers are asked
UNSEEN: dict[str, Callable[[random.Random], Iterator[Case]]] = {
    "kata19_gradcheck": _gradchecks,
    "kata20_Linear": _layers,
    "kata21_named_parameters": _networks,
}
