"""Stubs: each follows from its solution and from the names of its cases' parts."""

import ast
import textwrap
from collections import Counter
from pathlib import Path

from minigrad.judging.cases import cases_of
from minigrad.judging.reading import refusal
from minigrad.kata import SOLUTIONS, name_of, stems


def stub(stem: str) -> str:
    """The text of a kata's stub: what is to be written, then the parts of its cases."""
    parts = ", ".join(dict.fromkeys(case.part for case in cases_of(stem)))
    told = f"Its cases come in parts, from plain to odd: {parts}."
    lines = textwrap.wrap(told, 80, initial_indent="# ", subsequent_indent="# ")
    return bare(stem) + "\n\n" + "\n".join(lines) + "\n"


def bare(stem: str) -> str:
    """The solution's imports, then its one definition up to the end of the docstring; of a
    class also its methods, each up to there."""
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
    if refusal(path):
        return False
    try:
        return is_unwritten_text(path.read_text("utf-8"), path.stem)
    except UnicodeDecodeError:
        return False


def is_unwritten_text(text: str, stem: str) -> bool:
    """The same of a kata file's text."""
    try:
        if "NotImplementedError" not in text or stem not in stems():
            return False
        return _code(text) == _code(bare(stem))
    except Exception:  # odd texts make the parser raise about anything; no stub does
        return False


def own_lines(path: Path) -> int:
    """How many lines of code a kata file has beyond its stub's, each statement laid out anew."""
    texts = path.read_bytes(), bare(path.stem).encode()
    yours, given = (Counter(ast.unparse(_without_docstrings(text)).splitlines()) for text in texts)
    return (yours - given).total()


def _code(text: str | bytes) -> str:
    return ast.dump(_without_docstrings(text))


def _without_docstrings(text: str | bytes) -> ast.Module:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node
        ):
            del node.body[0]
    return tree
