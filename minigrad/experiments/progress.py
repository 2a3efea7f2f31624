"""The progress bar of a training run, with its loss and accuracy."""

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


@contextlib.contextmanager
def training_bar(
    console: Console, name: str, steps: int
) -> Iterator[Callable[[float, float], None]]:
    """Within, a bar that moves one step on each call of what it gives: `show(loss, accuracy)`."""
    figures = "loss {task.fields[loss]:.4f}  held-out accuracy {task.fields[accuracy]:.1%}"
    columns = (TextColumn(name), BarColumn(24), MofNCompleteColumn(), TextColumn(figures))
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(name, total=steps, loss=float("nan"), accuracy=0.0)

        def show(loss: float, accuracy: float) -> None:
            progress.update(task, advance=1, loss=loss, accuracy=accuracy)

        yield show
