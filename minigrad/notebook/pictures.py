"""The pictures of docs/minigrad.ipynb, drawn where the cell is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from minigrad import Tensor

CLASSES = ListedColormap(["tab:blue", "tab:orange"])
Function = Callable[[Any], Any]  # of a number, or of an array element by element


def slope(f: Function, at: float) -> None:
    """A curve, with a step to the right at a place, and how far that goes up."""
    x, steep = np.linspace(at - 3, at + 1.5, 100), (f(at + 1e-6) - f(at - 1e-6)) / 2e-6
    _, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
    axes.plot(x, f(x))
    axes.plot([at, at + 1], [f(at), f(at)], "--", color="grey")
    axes.plot([at + 1, at + 1], [f(at), f(at) + steep], "--", color="grey")
    axes.plot([at - 1, at + 1], [f(at) - steep, f(at) + steep], color="tab:orange")
    axes.plot(at, f(at), "ko")
    axes.annotate(f" {steep:.3g} up", (at + 1, f(at) + steep / 2))
    axes.annotate(
        "1 to the right", (at + 0.5, f(at)), (0, -14), textcoords="offset points", ha="center"
    )
    axes.set_xlabel("x")
    axes.set_title(f"the slope at {at:g} is {steep:.3g}")
    plt.show()


def functions(*names: str) -> None:
    """Methods of Tensor, with their slopes as the engine computes them."""
    rows = -(-len(names) // 3)  # so that they can be read on a narrow page, too
    figure = plt.figure(figsize=(8, 2.6 * rows), layout="constrained")
    for place, name in enumerate(names, 1):
        axes = figure.add_subplot(rows, 3, place)
        x = Tensor(np.linspace(0.2 if name == "log" else -3, 3, 201), requires_grad=True)
        out = getattr(Tensor, name)(x)
        out.backward()
        axes.plot(x.data, out.data, label=name)
        if x.grad is not None:
            axes.plot(x.data, x.grad, "--", label="its slope")
        axes.set_ylim(-2, 5)
        axes.axhline(0, color="grey", linewidth=0.5)
        axes.legend()
    plt.show()


def tensors(**named: Tensor) -> None:
    """Tensors as grids of numbers: the values above, the gradients below."""
    tables = [[(name, one.data), (f"gradient of {name}", one.grad)] for name, one in named.items()]
    shapes = [np.atleast_2d(one.data).shape for one in named.values()]
    widths = [max(shape[1], 2.5) for shape in shapes]
    size = 0.6 * sum(widths) + 0.6, 1.1 * max(shape[0] for shape in shapes) + 1
    _, grid = plt.subplots(
        2, len(named), figsize=size, width_ratios=widths, squeeze=False, layout="constrained"
    )
    for column, both in zip(grid.T, tables, strict=True):
        for axes, (name, array) in zip(column, both, strict=True):
            _table(axes, name, array)
    plt.show()


def _table(axes: Axes, name: str, array: np.ndarray | None) -> None:
    """Numbers in a grid; the larger the number, the stronger the colour."""
    if array is None:
        axes.axis("off")
        return
    table = np.atleast_2d(array)
    strength = np.sqrt(np.abs(table))
    axes.imshow(strength, cmap="Blues", vmin=0, vmax=2 * strength.max())
    for (row, column), value in np.ndenumerate(table):
        axes.text(column, row, f"{value:g}", ha="center", va="center")
    axes.set(xticks=[], yticks=[], anchor="N")
    axes.set_title(name, fontsize=9)


def curve(f: Function, left: float, right: float, at: float, name: str) -> None:
    """A function, with one place marked."""
    x = np.linspace(left, right, 300)
    _, axes = plt.subplots(figsize=(5, 2.8), layout="constrained")
    axes.plot(x, f(x))
    axes.plot(at, f(at), "ko")
    axes.annotate(f"{f(at):.4f} at {at:g}", (at, f(at)), (0, 8), textcoords="offset points")
    axes.set(xlabel=name, ylabel="loss")
    plt.show()


def walks(f: Function, places: Mapping[str, Sequence[float]]) -> None:
    """The same walk downhill, taken in several ways."""
    _, row = plt.subplots(
        1, len(places), figsize=(4 * len(places), 2.8), layout="constrained", sharey=True
    )
    x = np.linspace(-1.1, 1.1, 100)
    for axes, (name, path) in zip(row, places.items(), strict=True):
        axes.plot(x, f(x), color="lightgrey")
        axes.plot(path, f(np.array(path)), "o-", markersize=4)
        axes.set(title=name, xlabel="p")
    row[0].set_ylabel("loss")
    plt.show()


def nudges(f: Function, at: float, slope: float) -> None:
    """How wrong the slope of one nudge is, and of two, for smaller and smaller nudges."""
    sizes = 10.0 ** np.arange(0, -13.5, -0.5)
    one = np.abs((f(at + sizes) - f(at)) / sizes - slope)
    two = np.abs((f(at + sizes) - f(at - sizes)) / (2 * sizes) - slope)
    _, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
    axes.loglog(sizes, one, "o--", label="one nudge", markersize=4)
    axes.loglog(sizes, two, "s-", label="two nudges, up and down", markersize=4)
    axes.invert_xaxis()
    axes.set(xlabel="size of the nudge", ylabel="how wrong the slope is")
    axes.legend()
    plt.show()


def points(x: np.ndarray, labels: np.ndarray) -> None:
    """Points on a plane, coloured by their classes."""
    _, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
    _scatter(axes, x, labels)
    plt.show()


def trained(predict: Function, x: np.ndarray, labels: np.ndarray, losses: Sequence[float]) -> None:
    """What a network says of each place on the plane, and the loss that it had at each step."""
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5), layout="constrained")
    (x0, y0), (x1, y1) = x.min(axis=0) - 0.3, x.max(axis=0) + 0.3
    across, up = np.meshgrid(np.linspace(x0, x1, 200), np.linspace(y0, y1, 200))
    said = predict(np.stack([across.ravel(), up.ravel()], axis=1)).reshape(across.shape)
    left.contourf(across, up, said, levels=[-0.5, 0.5, 1.5], cmap=CLASSES, alpha=0.25)
    _scatter(left, x, labels)
    left.set_title("the network's answers, and the held-out points")
    right.semilogy(losses)
    right.set(title="the loss", xlabel="step")
    plt.show()


def _scatter(axes: Axes, x: np.ndarray, labels: np.ndarray) -> None:
    for label, marker in enumerate("o^"):
        across, up = x[labels == label].T
        axes.scatter(across, up, color=CLASSES(label), marker=marker, s=16)
    axes.set_aspect("equal")
