"""Cases that are made anew for each run, a few for each part of a kata. Where a kata answers with
names or truth values, other numbers leave its answer as it is, so that it could be looked up."""

import dataclasses
import random
from collections.abc import Callable, Iterator
from typing import Any

from minigrad.judging.cases import Case, lines

COUNT = 3  # for each part
SLOPES = 1, 1, 1, -1, 0.9, 0.99, 1.01, 1.1  # what a slope is multiplied with

# Which attributes the networks have.
PARTS = {
    "plain": "parameter",
    "children": "parameter layer module",
    "lists": "parameter layer module list",
    "prefixes": "parameter layer module list",
    "other attributes": "parameter layer tensor tuple dict number",
    "shared": "parameter layer module known known",
    "in use": "parameter layer module call",
}


def _gradchecks(rng: random.Random) -> Iterator[Case]:
    """gradcheck of parabolas, whose gradient may be wrong in one element."""
    for part in ("right gradients", "wrong gradients", "tolerances", "earlier gradients"):
        for number in range(COUNT):
            values = [round(rng.uniform(0.5, 2), 2) for _ in range(rng.randint(1, 3))]
            factor = round(rng.uniform(0.5, 2), 2)
            slopes = [2 * factor for _ in values]
            slopes[rng.randrange(len(values))] *= rng.choice(SLOPES)
            options = f", rtol={rng.choice([0.05, 0.2, 3])}" if part == "tolerances" else ""
            before = f"x.grad = np.array({values})" if part == "earlier gradients" else ""
            code = f"""
                {before}
                vjp = lambda g: (np.array({slopes}) * x.data * g,)
                f = lambda x: Tensor.from_op("f", {factor} * x.data**2, (x,), vjp)
                try: gave_true, raised = gradcheck(f, [x]{options}), False
                except GradcheckError: gave_true, raised = False, True
            """
            yield _case(part, number, code, "gave_true raised x.grad", x=values)


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
            "tensor": "Tensor([1.0])",
            "tuple": "nn.Linear(1, 2), nn.Linear(2, 1)",
            "dict": "{'a': nn.Linear(1, 2)}",
            "number": "3",
            "known": rng.choice(known),
            "call": "len(list(net.named_parameters()))",
        }
        yield f"{name} = {made[kind]}"
        if kind == "module":
            modules.append(name)
        elif kind in ("layer", "parameter"):
            known.append(name)


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("abcdefgh") for _ in range(rng.randint(3, 5)))


def _case(part: str, number: int, code: str, results: str, **inputs: Any) -> Case:
    case = lines(f"{part}, unseen case {number}", code, results, **inputs)
    return dataclasses.replace(case, part=part)


UNSEEN: dict[str, Callable[[random.Random], Iterator[Case]]] = {
    "kata19_gradcheck": _gradchecks,
    "kata21_named_parameters": _networks,
}
