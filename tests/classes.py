"""Classes for tests: students who write alone, each in a style of their own, and one who copies."""

import ast
import functools
import random

from minigrad.grading.grade import Grade, Mark
from minigrad.kata import ROOT, SOLUTIONS, name_of, stems


@functools.cache
def right_answers(stem):
    """The texts of a kata's right answers: the reference's, and those in other styles."""
    source = (ROOT / "tests" / "answers" / f"{stem}.py").read_text("utf-8")
    tree = ast.parse(source)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    texts = [(SOLUTIONS / f"{stem}.py").read_text("utf-8")]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "__" not in node.name:
            node.name = name_of(stem)
            texts.append(ast.unparse(ast.Module([*imports, node], [])))
    return texts


class Anew(ast.NodeTransformer):
    """Writes the same in another way, as chance will have it: operands that may be swapped are, a
    result gets a name before it is returned."""

    def __init__(self, chance):
        self.chance = chance

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult | ast.Add) and self.chance.random() < 0.3:
            if not isinstance(node.left, ast.Tuple | ast.List | ast.Constant):
                node.left, node.right = node.right, node.left
        return node

    def visit_Return(self, node):
        self.generic_visit(node)
        if node.value is None or self.chance.random() > 0.2:
            return node
        named = ast.Assign([ast.Name("result", ast.Store())], node.value)
        return [named, ast.Return(ast.Name("result", ast.Load()))]


class Renamed(ast.NodeTransformer):
    """Gives other names to what a kata binds."""

    def __init__(self, tree):
        self.names = {name: f"my_{name}" for name in map(_bound, ast.walk(tree)) if name}

    def visit_Name(self, node):
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.name = self.names.get(node.name, node.name)
        return node

    def visit_arg(self, node):
        return ast.arg(self.names[node.arg])


def _bound(node):
    """The name that a node of the tree binds, if it does."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    return node.arg if isinstance(node, ast.arg) else ""


def written(stem, chance):
    """A right answer to a kata, written alone."""
    tree = ast.parse(chance.choice(right_answers(stem)))
    return ast.unparse(ast.fix_missing_locations(Anew(chance).visit(tree)))


def renamed(text):
    """The same with other names, in another layout."""
    tree = ast.parse(text)
    return "# my own work\n" + ast.unparse(ast.fix_missing_locations(Renamed(tree).visit(tree)))


def student(name, codes):
    """A grade for these texts of all katas; all of them green."""
    marks = [
        Mark(stem, "green", 1.0, {"plain": (3, 3)}, verdict="GREEN", code=code)
        for stem, code in zip(stems(), codes, strict=True)
    ]
    return Grade(name, marks, digest="d", protection="full")


def honest_class(size, seed):
    """Students who wrote all katas alone."""
    chance = random.Random(seed)
    return [
        student(f"Student {k}", [written(stem, chance) for stem in stems()]) for k in range(size)
    ]
