"""How fast the engine is beside others that do the same work: `make bench`.

It runs in a process of its own, `python -m minigrad.dojo.race`, so that each has one thread.
All take turns, for no machine is equally fast all the time. First, all must agree on the gradients.
"""

import os
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from operator import methodcaller
from types import SimpleNamespace
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from minigrad import Tensor, layers, optim

Step = Callable[[], Sequence[Any]]  # does the work once, and gives the gradients

NETWORKS = ((2, 16, 16, 1), (64, 128, 10), (784, 512, 512, 10))
BATCHES = (64, 64, 256)
CHAINS = (1_000, 100_000)
LR = 1e-3
# What else the machine does counts little in the processor's time. Windows counts it too coarsely.
CLOCK = time.perf_counter if os.name == "nt" else time.process_time
BY_HAND = "by hand"
METHODS = SimpleNamespace(**{name: methodcaller(name) for name in ("relu", "exp", "log")})


def network_data(sizes: Sequence[int], batch: int) -> tuple[list[np.ndarray], Any, Any]:
    """Weights and biases in turn; inputs; and what should come out: numbers, or one-hot rows."""
    random = np.random.default_rng(0)
    parameters = []
    for m, n in zip(sizes, sizes[1:], strict=False):
        parameters += [random.normal(size=(m, n)) / np.sqrt(m), random.normal(size=n)]
    x = random.normal(size=(batch, sizes[0]))
    if sizes[-1] == 1:
        return parameters, x, random.normal(size=(batch, 1))
    return parameters, x, np.eye(sizes[-1])[random.integers(0, sizes[-1], batch)]


def loss_of(f: Any, parameters: Any, x: Any, target: Any) -> Any:
    """The network and its loss, written out; minigrad, PyTorch and autograd all run this.

    f: relu, exp and log, which each of them spells in its own way
    """
    pairs = [parameters[i : i + 2] for i in range(0, len(parameters), 2)]
    for w, b in pairs[:-1]:
        x = f.relu(x @ w + b)
    w, b = pairs[-1]
    z = x @ w + b
    if z.shape[1] == 1:  # squared error
        d = z - target
        return (d * d).mean()
    log_p = z - f.log(f.exp(z).sum(axis=1, keepdims=True))  # cross-entropy
    return -(log_p * target).sum(axis=1).mean()


def network_by_hand(sizes: Sequence[int], batch: int) -> Step:
    parameters, x, target = network_data(sizes, batch)
    weights, biases = parameters[::2], parameters[1::2]

    def step() -> list[np.ndarray]:
        inputs, z = [], x
        for w, b in zip(weights, biases, strict=True):
            inputs.append(z)
            z = z @ w
            z += b
            if w is not weights[-1]:
                np.maximum(z, 0, out=z)
        if z.shape[1] == 1:
            d = z - target
            (d * d).mean()  # the loss, which the others compute too
            grad = d * (2 / d.size)
        else:
            exps = np.exp(z)
            sums = exps.sum(axis=1, keepdims=True)
            -((z - np.log(sums)) * target).sum(axis=1).mean()
            grad = (exps / sums - target) / batch
        gradients: list[np.ndarray] = []
        for i in range(len(weights) - 1, -1, -1):
            h = inputs.pop()
            gradients[:0] = [h.T @ grad, grad.sum(axis=0)]
            if i:
                grad = (grad @ weights[i].T) * (h > 0)
        for p, g in zip(parameters, gradients, strict=True):
            p -= LR * g
        return gradients

    return step


def network_in_minigrad(sizes: Sequence[int], batch: int) -> Step:
    arrays, *given = network_data(sizes, batch)
    parameters = [Tensor(array, requires_grad=True) for array in arrays]
    x, target = map(Tensor, given)
    optimiser = optim.SGD(parameters, LR)

    def step() -> list[Any]:
        loss_of(METHODS, parameters, x, target).backward()
        optimiser.step()
        gradients = [p.grad for p in parameters]
        optimiser.zero_grad()
        return gradients

    return step


def network_in_pytorch(sizes: Sequence[int], batch: int, fused: bool = False) -> Step:
    import torch

    arrays, *given = network_data(sizes, batch)
    parameters = [torch.tensor(array, requires_grad=True) for array in arrays]
    x, target = map(torch.tensor, given)
    classes = target.argmax(dim=1)
    weights = [p.detach().T.contiguous().requires_grad_() for p in parameters[::2]]

    def fused_loss() -> Any:
        functions, z = torch.nn.functional, x
        for i, w in enumerate(weights):
            z = functions.linear(z, w, parameters[2 * i + 1])
            z = z if w is weights[-1] else functions.relu(z)
        if z.shape[1] == 1:
            return functions.mse_loss(z, target)
        return functions.cross_entropy(z, classes)

    if fused:
        learned = [p for pair in zip(weights, parameters[1::2], strict=True) for p in pair]
    else:
        learned = parameters

    def step() -> list[Any]:
        loss = fused_loss() if fused else loss_of(METHODS, parameters, x, target)
        loss.backward()
        gradients: list[Any] = [p.grad for p in learned]
        with torch.no_grad():
            for p, g in zip(learned, gradients, strict=True):
                p.add_(g, alpha=-LR)
                p.grad = None
        return [g.T if fused and g.ndim > 1 else g for g in gradients]

    return step


def network_in_autograd(sizes: Sequence[int], batch: int) -> Step:
    import autograd
    import autograd.numpy as anp

    parameters, x, target = network_data(sizes, batch)
    f = SimpleNamespace(relu=lambda z: anp.maximum(z, 0), exp=anp.exp, log=anp.log)
    gradients_of = autograd.grad(lambda parameters: loss_of(f, parameters, x, target))

    def step() -> list[np.ndarray]:
        gradients = gradients_of(parameters)
        for p, g in zip(parameters, gradients, strict=True):
            p -= LR * g
        return gradients

    return step


# One operation on 4 elements, again and again: what the machinery costs.

FOUR = np.array([1.0, -1.0, 1.0, -1.0])


def chain(x: Any, factor: Any, length: int) -> Any:
    for _ in range(length):
        x = x * factor
    return x


def chain_by_hand(length: int) -> Step:
    def step() -> list[np.ndarray]:
        chain(FOUR, FOUR, length)
        return [chain(np.ones(4), FOUR, length)]

    return step


def chain_in_minigrad(length: int) -> Step:
    x, factor = Tensor(FOUR, requires_grad=True), Tensor(FOUR)

    def step() -> list[Any]:
        x.zero_grad()
        chain(x, factor, length).backward()
        return [x.grad]

    return step


def chain_in_pytorch(length: int) -> Step:
    import torch

    x, factor, ones = torch.tensor(FOUR, requires_grad=True), torch.tensor(FOUR), torch.ones(4)

    def step() -> list[Any]:
        x.grad = None
        chain(x, factor, length).backward(ones)
        return [x.grad]

    return step


def chain_in_autograd(length: int) -> Step:
    import autograd

    gradient_of = autograd.grad(lambda x: chain(x, FOUR, length).sum())
    return lambda: [gradient_of(FOUR)]


NETWORK: dict[str, Callable[..., Step]] = {
    BY_HAND: network_by_hand,
    "minigrad": network_in_minigrad,
    "PyTorch": network_in_pytorch,
    "fused": partial(network_in_pytorch, fused=True),
    "HIPS": network_in_autograd,
}
CHAIN: dict[str, Callable[..., Step]] = {
    BY_HAND: chain_by_hand,
    "minigrad": chain_in_minigrad,
    "PyTorch": chain_in_pytorch,
    "HIPS": chain_in_autograd,
}


def compete(steps: dict[str, Step], rounds: int, repeats: int) -> dict[str, tuple[float, float]]:
    """The seconds that each takes, and its ratio to NumPy by hand: medians of the rounds."""
    expected, *others = [[np.asarray(g) for g in step()] for step in steps.values()]
    for gradients in others:
        for theirs, ours in zip(gradients, expected, strict=True):
            np.testing.assert_allclose(theirs, ours, rtol=1e-7, atol=1e-10)
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            start = CLOCK()
            for _ in range(repeats):
                step()
            times[name].append((CLOCK() - start) / repeats)
    return {
        name: (
            statistics.median(of),
            statistics.median(a / b for a, b in zip(of, times[BY_HAND], strict=True)),
        )
        for name, of in times.items()
    }


def peak(step: Step) -> float:
    """The MiB that a step has at most in NumPy's arrays, beside what was there before it."""
    step()
    tracemalloc.start()
    step()  # its new parameters take the place of others that were not counted
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    step()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (most - before) / 2**20


def those_installed(makers: dict[str, Callable[..., Step]], *what: Any) -> dict[str, Step]:
    """What each does, ready to run; PyTorch and autograd where they are installed."""
    needs = {"PyTorch": "torch", "fused": "torch", "HIPS": "autograd"}
    missing = {name for name, package in needs.items() if layers.is_missing(package)}
    return {name: make(*what) for name, make in makers.items() if name not in missing}


def run(console: Console) -> None:
    """Print the table."""
    if not layers.is_missing("torch"):
        import torch

        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
    table = Table("one step", *NETWORK, box=None, padding=(0, 1, 0, 0))
    for sizes, batch in zip(NETWORKS, BATCHES, strict=True):
        steps = those_installed(NETWORK, sizes, batch)
        results = compete(steps, 25, 1 if sizes[0] > 100 else 40)
        ratios = {name: f"{ratio:.2f}" for name, (_, ratio) in results.items()}
        ratios[BY_HAND] = f"{results[BY_HAND][0] * 1e6:,.0f} µs"
        name = f"{'-'.join(map(str, sizes))}, batch {batch}"
        table.add_row(name, *(ratios.get(name, "") for name in NETWORK))
    for length in CHAINS:
        steps = those_installed(CHAIN, length)
        results = compete(steps, 5 if length > 10_000 else 25, 1)
        each = {name: f"{seconds / length * 1e6:.2f} µs" for name, (seconds, _) in results.items()}
        name = f"an operation of {length:,}"
        table.add_row(name, *(each.get(name, "") for name in NETWORK))
    console.print(table)
    console.print("Networks: how many times as long as by hand, in NumPy. Chains: each operation.")
    console.print("fused: with PyTorch's own layers and losses. HIPS: HIPS autograd.")
    large = NETWORKS[-1], BATCHES[-1]
    ours, by_hand = peak(network_in_minigrad(*large)), peak(network_by_hand(*large))
    console.print(f"Memory of a step of the largest: {ours:.1f} MiB, by hand {by_hand:.1f} MiB.")


if __name__ == "__main__":
    run(Console())
