"""What a kata's code is without its names, its layout and its comments."""

import ast
import functools
import sys
import warnings
from collections import ChainMap
from dataclasses import dataclass
from typing import Any

from minigrad.judging.stubs import bare
from minigrad.kata import ROOT, SOLUTIONS, name_of

LONGEST = 50_000  # characters; longer ones are no answers, and take long to read
GRAM = 6  # nodes of the tree that make a phrase
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = (*FUNCTIONS, *COMPREHENSIONS)  # where the same name may stand for something else
LEFT_OUT = {ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal}
NAMES = {
    (ast.Name, "id"),
    (ast.arg, "arg"),
    (ast.FunctionDef, "name"),
    (ast.ClassDef, "name"),
    (ast.ExceptHandler, "name"),
}
UNSEEN = {"annotation", "returns", "type_comment", "kind", "simple", "ctx"}

Names = ChainMap[str, str]  # what stands for each name, scope by scope


@dataclass(frozen=True)
class Shape:
    """tree: the nodes of the code, its names numbered as they come; texts that differ only in
    names and layout have the same
    """

    tree: tuple[str, ...]

    @functools.cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """All short runs of nodes, with no names at all."""
        plain = ["name" if node.startswith("name ") else node for node in self.tree]
        return frozenset(zip(*(plain[i:] for i in range(GRAM)), strict=False))


_shared = functools.lru_cache(100_000)(Shape)  # one for all texts that have it


@functools.lru_cache(100_000)  # what students share, and what is asked again, is read once
def shape(text: str) -> Shape | None:
    """The shape of a kata's text; None where it cannot be read as Python."""
    if len(text) > LONGEST:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            return _shape(ast.parse(text))
    except Exception:  # odd texts make the parser raise about anything
        return None


@functools.cache
def given(stem: str) -> dict[tuple[str, ...], Shape]:
    """The shapes that everybody is given: the stub's and the reference's, by their trees."""
    texts = bare(stem), (SOLUTIONS / f"{stem}.py").read_text("utf-8")
    return {one.tree: one for one in map(_shape, map(ast.parse, texts))}


@functools.cache
def answers(stem: str) -> list[Shape]:
    """The shapes of what the project itself knows: what is given, and right answers."""
    tree = ast.parse((ROOT / "tests" / "answers" / f"{stem}.py").read_text("utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    found = list(given(stem).values())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            node.name = name_of(stem)
            found.append(_shape(ast.Module([*imports, node], [])))
    return found


def _shape(tree: ast.Module) -> Shape:
    nodes: list[str] = []
    _read(tree, ChainMap(_bound(tree, 0), _imported(tree)), _stored(tree), nodes)
    return _shared(tuple(map(sys.intern, nodes)))


def _read(node: ast.AST, names: Names, attributes: dict[str, str], nodes: list[str]) -> None:
    """Add a tree's nodes, from its root on."""
    kind = type(node)
    if kind in LEFT_OUT:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring, or a text that stands for a comment
    nodes.append(kind.__name__)
    if kind in SCOPES:
        names = names.new_child(_bound(node, len(names.maps)))
    for key in kind._fields:
        if key in UNSEEN:
            continue
        value: Any = getattr(node, key, None)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ast.AST):
                _read(one, names, attributes, nodes)
            elif (kind, key) in NAMES:
                nodes.append(f"name {names.get(one, one)}")
            elif key == "attr":
                nodes.append(f"name {attributes[one]}" if one in attributes else f"attr {one}")
            elif one is not None:
                nodes.append(f"{key} {one!r}")
    nodes.append("end")


def _imported(tree: ast.Module) -> dict[str, str]:
    """What is imported, by where it comes from: `numpy` stands for np."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            origin = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names |= {one.asname or one.name: origin + one.name for one in node.names}
    return names


def _stored(tree: ast.Module) -> dict[str, str]:
    """A number for each attribute that the code sets."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.attr, f".{len(found)}")
    return found


def _bound(scope: ast.AST, depth: int) -> dict[str, str]:
    """A number for each name that a scope binds, its inner scopes left alone."""
    found: dict[str, str] = {}
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        name = None
        if isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler):
            name = node.name
        if name:
            found.setdefault(name, f"{depth}.{len(found)}")
        if not isinstance(node, SCOPES):
            waiting[:0] = ast.iter_child_nodes(node)
    return found
