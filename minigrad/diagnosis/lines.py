"""What there is to notice about a case of several lines: its inputs and its text."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterator

from minigrad.judging.cases import Case

Looked = Iterator[tuple[bool, str, str]]  # whether it holds; what follows "where" if so, if not


def lines(case: Case) -> Looked:
    """All of it; nothing for a case of one expression."""
    if case.results:
        tree = ast.parse(case.code)
        yield from _inputs(case, tree)
        yield from _users(case, tree)
        yield from _calls_in(tree)
        yield from _written(tree)


def _inputs(case: Case, tree: ast.AST) -> Looked:
    """The inputs, but for those of which the code takes only the array."""
    nodes = list(ast.walk(tree))
    arrays = [
        node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr == "data"
    ]
    used = {node.id for node in nodes if isinstance(node, ast.Name) and node not in arrays}
    for given in (given for name, given in case.inputs.items() if name in used):
        constant, tensor = given.kind == "constant", given.kind != "array"
        ndim = given.values.ndim
        yield constant, "a Tensor needs no gradient", "every Tensor needs a gradient"
        yield tensor and ndim == 0, "a Tensor has no axes", "every Tensor has axes"
        yield tensor and ndim > 1, "a Tensor has two axes or more", "no Tensor has two axes or more"
        yield tensor and given.values.size == 0, "a Tensor is empty", "no Tensor is empty"


def _users(case: Case, tree: ast.AST) -> Looked:
    """How often a Tensor is used: in a loop again and again."""
    names = [node for node in _again(tree) if isinstance(node, ast.Name)]
    loads = Counter(node.id for node in names if isinstance(node.ctx, ast.Load))
    made = {
        node.id
        for assigned in ast.walk(tree)
        if isinstance(assigned, ast.Assign)
        and any(isinstance(node, ast.BinOp) for node in ast.walk(assigned.value))
        for target in assigned.targets
        for node in ast.walk(target)
        if isinstance(node, ast.Name)
    }
    often = any(loads[name] > 1 for name in made)
    yield often, "a result is used more than once", "no result is used more than once"
    leaves = [name for name, given in case.inputs.items() if given.kind == "leaf"]
    often = any(loads[name] > 1 for name in leaves)
    yield often, "an input is used more than once", "no input is used more than once"


def _calls_in(tree: ast.AST) -> Looked:
    """What is called, how often, and with which options."""
    calls = [node for node in _again(tree) if isinstance(node, ast.Call)]
    named = [(_name(call.func), call) for call in calls if not _is_plain(call.func)]
    for name, count in Counter(name for name, _ in named).items():
        if name[0].isupper():  # a class
            yield True, f"a {name} is made", f"no {name} is made"
            yield count > 1, f"more than one {name} is made", f"at most one {name} is made"
            continue
        yield True, f"{name} is called", f"{name} is not called"
        yield count > 1, f"{name} is called more than once", f"{name} is called at most once"
    for name, call in named:
        given = bool(call.args or call.keywords)
        yield given, f"{name} gets an argument", f"{name} gets no argument"
        yield not given, f"{name} gets no argument", f"{name} gets an argument"
        for option in call.keywords:
            value = option.value.value if isinstance(option.value, ast.Constant) else True
            yield value is False, f"{option.arg}=False", f"{option.arg} is True"
            yield bool(value), f"{option.arg} is given", f"{option.arg} is not given"


def _written(tree: ast.AST) -> Looked:
    for node in ast.walk(tree):
        modules = isinstance(node, ast.List) and any(isinstance(x, ast.Call) for x in node.elts)
        yield modules, "there is a list of modules", "there is no list of modules"
        none = isinstance(node, ast.Constant) and node.value is None
        yield none, "None is given", "None is not given"
        named = isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute)
        yield named, "one thing has two names", "nothing has two names"
        yield isinstance(node, ast.For), "there is a loop", "there is no loop"


def _again(tree: ast.AST) -> list[ast.AST]:
    """All nodes; those within a loop twice."""
    nodes = list(ast.walk(tree))
    return nodes + [one for node in nodes if isinstance(node, ast.For) for one in ast.walk(node)]


def _is_plain(function: ast.expr) -> bool:
    """Whether it is Python's own, or a method of an array: only what the check needs."""
    return _name(function) in vars(builtins) or ".data." in ast.unparse(function)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "a function")
