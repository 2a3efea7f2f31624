"""Stubs: they follow from the solutions and cases, and a learner's file is never touched."""

import ast

import pytest

from minigrad import kata
from minigrad.dojo.generate import generate, with_table
from minigrad.judging import stubs
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import judge


@pytest.mark.parametrize("stem", kata.stems())
def test_an_unwritten_kata_is_the_generated_stub(stem):
    path = kata.KATAS / f"{stem}.py"
    if stubs.is_unwritten(path):
        assert path.read_text("utf-8") == stubs.stub(stem), "`make stubs` writes it anew"


@pytest.mark.parametrize("stem", kata.stems())
def test_every_stub_is_unwritten_and_would_fail_every_case(stem, tmp_path):
    path = tmp_path / f"{stem}.py"
    path.write_text(stubs.stub(stem))
    table = cases_of(stem)
    assert judge(path, table).unwritten
    path.write_text(stubs.stub(stem) + "\n\nwritten = True\n")
    judgement = judge(path, table)
    assert judgement.results and not any(result.passed for result in judgement.results)


@pytest.mark.parametrize("stem", kata.stems())
def test_a_stub_teaches_and_does_not_tell(stem):
    text = stubs.stub(stem)
    *imports, definition = ast.parse(text).body
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    assert all(isinstance(node, ast.ImportFrom | ast.Import) for node in imports)
    assert definition.name == kata.name_of(stem)
    docstring = (ast.get_docstring(definition) or "").splitlines()
    assert 0 < len(docstring) <= 32, "at most a screen"
    assert len(docstring[0]) <= 80
    assert stubs.bare(stem).rstrip().endswith("raise NotImplementedError")
    assert 'from_op("' not in text


@pytest.mark.parametrize("stem", kata.stems())
def test_cases_come_in_a_few_parts_and_those_that_must_raise_are_the_last(stem):
    table = cases_of(stem)
    parts = list(dict.fromkeys(case.part for case in table))
    assert 3 <= len(parts) <= 7 and all(1 <= len(part.split()) <= 4 for part in parts)
    assert [case for case in table if case.part == "must raise"] == [c for c in table if c.refused]
    assert "must raise" not in parts[:-1]


def test_a_stub_ends_with_the_parts_of_its_cases():
    told = stubs.stub("kata03_sum").removeprefix(stubs.bare("kata03_sum"))
    for part in {case.part for case in cases_of("kata03_sum")}:
        assert part in told.replace("\n#", "")


def test_a_stub_keeps_imports_and_drops_helpers_and_derivation(tmp_path, monkeypatch):
    (tmp_path / "kata01_mul.py").write_text(
        "import numpy as np\n\nfrom minigrad import Tensor\n\nN = 1\n\n\n"
        "def helper():\n    return N\n\n\n"
        'def mul(self, other):\n    """What it does."""\n    # derivation\n    return helper()\n'
    )
    monkeypatch.setattr(stubs, "SOLUTIONS", tmp_path)
    assert stubs.bare("kata01_mul") == (
        "import numpy as np\n\nfrom minigrad import Tensor\n\n\n"
        'def mul(self, other):\n    """What it does."""\n    raise NotImplementedError\n'
    )


def test_a_class_keeps_its_methods_up_to_their_docstrings(tmp_path, monkeypatch):
    (tmp_path / "kata02_SGD.py").write_text(
        'class SGD:\n    """What it does."""\n\n    rate = 1\n\n'
        "    def __init__(self, params):\n        # derivation\n        self.params = params\n\n"
        '    def step(self):\n        """One step."""\n        return self.rate\n'
    )
    monkeypatch.setattr(stubs, "SOLUTIONS", tmp_path)
    assert stubs.bare("kata02_SGD") == (
        'class SGD:\n    """What it does."""\n\n'
        "    def __init__(self, params):\n        raise NotImplementedError\n\n"
        '    def step(self):\n        """One step."""\n        raise NotImplementedError\n'
    )


@pytest.mark.parametrize(
    "change, unwritten",
    [
        (lambda text: text, True),
        (lambda text: "# a note to myself\n" + text, True),
        (lambda text: text.partition("\n\n\n# Its cases")[0], True),
        (lambda text: text.replace("By hand", "With a pencil"), True),
        (lambda text: text.replace("    raise NotImplementedError", "    return self"), False),
        (lambda text: text + "\nhelper = 1\n", False),
        (lambda text: text.replace('"""', "'", 1), False),
        (lambda text: "", False),
    ],
)
def test_what_counts_as_unwritten(tmp_path, change, unwritten):
    path = tmp_path / "kata03_sum.py"
    path.write_text(change(stubs.stub("kata03_sum")))
    assert stubs.is_unwritten(path) is unwritten


def test_generate_leaves_code_alone(tmp_path):
    first, *rest = kata.stems()
    mine = tmp_path / f"{first}.py"
    mine.write_text("def mul(self, other):\n    return self\n")
    generate(tmp_path)
    assert mine.read_text() == "def mul(self, other):\n    return self\n"
    assert all((tmp_path / f"{stem}.py").read_text() == stubs.stub(stem) for stem in rest)


def test_the_readmes_table_is_the_generated_one():
    readme = (kata.ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == with_table(readme), "`make stubs` writes it anew"


@pytest.mark.parametrize("stem", kata.stems())
def test_own_lines_are_the_code_beside_the_stubs(stem, tmp_path):
    path, solution = tmp_path / f"{stem}.py", kata.SOLUTIONS / f"{stem}.py"
    path.write_text(stubs.stub(stem))
    assert stubs.own_lines(path) == 0
    own = stubs.own_lines(solution)
    assert 0 < own < len(solution.read_text("utf-8").splitlines())
    path.write_text("# a comment\n" + solution.read_text("utf-8") + "\none = 1\n\n")
    assert stubs.own_lines(path) == own + 1
