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
    figures = TextColumn("{task.fields[figures]}")
    columns = (TextColumn(name), BarColumn(24), MofNCompleteColumn(), figures)
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(name, total=steps, figures="")

        def show(loss: float, accuracy: float) -> None:
            figures = f"loss {loss:.4f}  held-out accuracy {accuracy:.1%}"
            progress.update(task, advance=1, figures=figures)

        yield show
