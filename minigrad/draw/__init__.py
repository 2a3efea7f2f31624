"""Draws a graph: how a tensor was computed, the values on the way, and the gradients on the way
back. `minigrad.draw(tensor)` is its one door.

Imports the engine, and igraph only when something is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minigrad.draw.graph import Node
    from minigrad.nn import Module
    from minigrad.tensor import Tensor


class Drawing:
    """A picture of a graph: `svg`, and the same as `text`. Notebooks show it by themselves."""

    def __init__(self, svg: str, text: str):
        self.svg, self.text = svg, text

    def save(self, path: str | Path) -> None:
        """Write the picture: `draw(loss).save("graph.svg")`."""
        Path(path).write_text(self.svg + "\n", "utf-8")

    def _repr_html_(self) -> str:
        return f'<div style="overflow-x: auto">{self.svg}</div>'

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return self.text


def draw(tensor: Tensor, params: Module | Mapping[str, Tensor] | None = None) -> Drawing:
    """The graph that a tensor was made by, as a picture: `draw(loss, params=net)`.

    params: has the leaves' names: a module with its parameters, or a dict: `{"x": x}`

    Each value stands above its edge, and after `backward` each gradient below it. Of a graph with
    more than 60 nodes, each layer of the module is drawn as one.
    """
    from minigrad.draw.fold import folded
    from minigrad.draw.graph import add_parts, in_order, nodes_of
    from minigrad.nn import Module
    from minigrad.tensor import Tensor

    if not isinstance(tensor, Tensor):
        raise TypeError(f"draw: takes a Tensor, not a value of type {type(tensor).__name__}")
    pairs = params.named_parameters() if isinstance(params, Module) else (params or {}).items()
    names = {id(one): name for name, one in pairs}
    tensors = in_order(tensor)
    nodes = nodes_of(tensors, names)
    small = folded(nodes)
    if small is nodes:
        add_parts(tensors, nodes)
    return drawing_of(small, f"The graph of {small[-1].name}")


def drawing_of(nodes: list[Node], title: str) -> Drawing:
    """The picture of nodes, parents first."""
    from minigrad.draw.svg import svg
    from minigrad.draw.text import text

    told = text(nodes)
    return Drawing(svg(nodes, title, told), told)
