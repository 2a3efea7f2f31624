"""The pictures that experiments leave in pictures/."""

import os
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib
import numpy as np

matplotlib.use("agg")  # draws into files, needs no window
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from minigrad.experiments.datasets import Dataset
from minigrad.kata import ROOT

PICTURES = ROOT / "pictures"
MISREAD = (2, 11)  # rows and columns: room for as many as a passed exam may have
COLOURS = ListedColormap(["tab:blue", "tab:orange"])

Predict = Callable[[np.ndarray], np.ndarray]


def save(figure: Figure, name: str, caption: str) -> str:
    """Write a figure to pictures/, with a caption below; gives its path as seen from here."""
    figure.supxlabel("\n".join(textwrap.wrap(caption, 110)), fontsize=8, color="grey")
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    figure.savefig(path, dpi=120)
    plt.close(figure)
    return os.path.relpath(path)


def boundary(predict: Predict, data: Dataset, losses: Sequence[float], caption: str) -> str:
    """The decision boundary over the data, beside the loss curve."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.5), layout="constrained")
    x = np.concatenate([data.x_train, data.x_test])
    (x0, y0), (x1, y1) = x.min(axis=0) - 0.3, x.max(axis=0) + 0.3
    across, up = np.meshgrid(np.linspace(x0, x1, 300), np.linspace(y0, y1, 300))
    classes = predict(np.stack([across.ravel(), up.ravel()], axis=1)).reshape(across.shape)
    left.contourf(across, up, classes, levels=[-0.5, 0.5, 1.5], cmap=COLOURS, alpha=0.25)
    for name, points, labels, marker in (
        ("to learn from", data.x_train, data.y_train, "o"),
        ("held out", data.x_test, data.y_test, "^"),
    ):
        left.scatter(*points.T, color=COLOURS(labels), marker=marker, s=18, label=name)
    right_answers = np.mean(predict(data.x_test) == data.y_test)
    left.set_title(f"{data.name}: {right_answers:.1%} of the held-out points are right")
    for handle in left.legend(loc="upper right").legend_handles:
        handle.set_color("grey")  # the marker tells
    loss_curve(right, losses)
    return save(figure, data.name, caption)


def loss_curve(axes: Axes, losses: Sequence[float]) -> None:
    axes.plot(losses, linewidth=0.8)
    axes.set_yscale("log")
    axes.set_title("loss of each step's batch")
    axes.set_xlabel("step")
    axes.grid(alpha=0.3)


def digits(
    found: np.ndarray,
    data: Dataset,
    losses: Sequence[float],
    name: str,
    caption: str,
    title: str = "",
) -> str:
    """The confusion matrix, the loss curve, and the misread digits, as many as there is room for.

    found: what each held-out digit is read as
    """
    wrong = np.flatnonzero(found != data.y_test)
    most, columns = MISREAD
    lines = max(1, min(most, -(-len(wrong) // columns)))
    heights = [5.7, 0.4 + 1.2 * lines]
    figure = plt.figure(figsize=(10, sum(heights)), layout="constrained")
    if title:
        figure.suptitle(title, fontsize=16, fontweight="bold")
    rows = figure.add_gridspec(2, 1, height_ratios=heights)
    upper, lower = figure.add_subfigure(rows[0]), figure.add_subfigure(rows[1])
    left, right = upper.subplots(1, 2, width_ratios=[5, 4])
    counts = np.zeros((data.classes, data.classes), dtype=int)
    np.add.at(counts, (data.y_test, found), 1)
    left.imshow(counts, cmap="Blues")
    for (row, column), count in np.ndenumerate(counts):
        if count:
            colour = "white" if count > counts.max() / 2 else "black"
            left.text(column, row, str(count), ha="center", va="center", color=colour)
    left.set_xticks(range(data.classes))
    left.set_yticks(range(data.classes))
    left.set_xlabel("read as")
    left.set_ylabel("is")
    left.set_title(f"{np.mean(found == data.y_test):.1%} of the held-out digits are right")
    loss_curve(right, losses)
    lower.suptitle(f"Misread: {len(wrong)} of {len(found)}")
    places = lower.subplots(lines, columns).ravel()
    for axes, i in zip(places, [*wrong, *[None] * len(places)], strict=False):
        axes.axis("off")
        if i is not None:
            axes.imshow(data.x_test[i].reshape(8, 8), cmap="gray_r")
            axes.set_title(f"a {data.y_test[i]}, read as {found[i]}", fontsize=7)
    return save(figure, name, caption)


def gradcheck(rows: Sequence[Any], caption: str) -> str:
    """Every operation's largest relative errors, as a table of dots; see gradcheck.Row."""
    figure, axes = plt.subplots(figsize=(8, 6), layout="constrained")
    heights = range(len(rows))
    compared = [("against central differences", "differences", "o", "tab:blue")]
    if any(row.pytorch is not None for row in rows):
        compared.append(("against PyTorch's gradient", "pytorch", "s", "tab:orange"))
    for name, attribute, marker, colour in compared:
        errors = [getattr(row, attribute) for row in rows]
        errors = [np.inf if error is None else error for error in errors]
        drawn = np.clip(errors, 1e-17, 10)  # a logarithmic axis has no 0, and no infinity
        axes.scatter(
            drawn, heights, marker=marker, facecolors="none", edgecolors=colour, label=name
        )
        for error, x, y in zip(errors, drawn, heights, strict=True):
            axes.annotate(
                f"{error:.0e}" if error else "0",
                (x, y),
                (6, 3),
                fontsize=7,
                textcoords="offset points",
            )
    axes.set_xscale("log")
    axes.set_yticks(heights, [row.operation for row in rows])
    for label, row in zip(axes.get_yticklabels(), rows, strict=True):
        label.set_color("black" if row.good else "red")
    axes.invert_yaxis()
    axes.set_title("largest relative error of each operation's gradient")
    axes.margins(x=0.12)
    figure.legend(loc="outside lower center", ncols=2)
    axes.grid(alpha=0.3)
    return save(figure, "gradcheck", caption)
