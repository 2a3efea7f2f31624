"""Stubs: each is a pure function of its solution."""

import ast
from pathlib import Path

from minigrad.judging.reading import refusal
from minigrad.kata import SOLUTIONS, name_of, stems


def stub(stem: str) -> str:
    """The text of a kata's stub: the solution's imports, then its one definition up to the
    end of the docstring; of a class also its methods, each up to there."""
    text = _solution(stem)
    lines = text.splitlines()
    imports = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports += lines[node.lineno - 1 : node.end_lineno]
            if isinstance(node, ast.Import):
                imports.append("")  # the library's imports apart from ours
    node = _definition(stem)
    head = "\n".join(imports).strip()
    return "\n".join([*([head, "", ""] if head else []), *_unwritten(node, lines), ""])


def _unwritten(node: ast.AST, lines: list[str]) -> list[str]:
    """The lines of a definition up to the end of its docstring, then what is not written yet."""
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    first = node.body[0]
    docstring = ast.get_docstring(node) is not None
    head = lines[node.lineno - 1 : first.end_lineno if docstring else first.lineno - 1]
    while head[-1].lstrip().startswith("#"):
        head.pop()  # it speaks of the code below
    if isinstance(node, ast.FunctionDef):
        return [*head, " " * first.col_offset + "raise NotImplementedError"]
    for method in (part for part in node.body if isinstance(part, ast.FunctionDef)):
        head += ["", *_unwritten(method, lines)]
    return head


def about(stem: str) -> str:
    """What a kata is about: the first line of its docstring."""
    return (ast.get_docstring(_definition(stem)) or "").split("\n")[0]


def _solution(stem: str) -> str:
    return (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")


def _definition(stem: str) -> ast.FunctionDef | ast.ClassDef:
    for node in ast.parse(_solution(stem)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name_of(stem):
            return node
    raise ValueError(f"solutions/{stem}.py does not define {name_of(stem)}")


def is_unwritten(path: Path) -> bool:
    """Whether a kata file's code, comments and docstrings aside, is still its stub's."""
    if path.stem not in stems() or refusal(path):
        return False
    try:
        text, expected = path.read_text("utf-8"), stub(path.stem)
        if text == expected:
            return True
        return "NotImplementedError" in text and _code(text) == _code(expected)
    except Exception:  # odd texts make the parser raise about anything; no stub does
        return False


def _code(text: str | bytes) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node
        ):
            del node.body[0]
    return ast.dump(tree)
