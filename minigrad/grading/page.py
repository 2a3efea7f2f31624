"""The page on a class: what it has not understood, and how everybody stands."""

import ast
import base64
import hashlib
import io
import re
import statistics
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from minigrad.grading.grade import Grade, Mark
from minigrad.grading.pairs import Pair
from minigrad.judging.stubs import about
from minigrad.kata import belt_of, name_of, number_of

HERE = Path(__file__).parent
SIGNS = {"green": "✓", "red": "✗", "not written": "–", "missing": "∅", "not readable": "?"}
KINDS = ("mistake", "measured", "problem")
MOST = 6  # findings shown of a kata; the rest are counted
FIRST = 5  # findings that stand at the top of the page
PAIRS = 50  # shown
LONG = 4000  # characters of an example


@dataclass
class Finding:
    """What the same students have wrong: a named mistake, measured sentences, or both.

    said: kind and text of each, of KINDS: "problem" where nothing else is known
    marks: of those students, the shortest code first
    """

    stem: str
    said: list[tuple[str, str]]
    marks: list[tuple[str, Mark]]

    @property
    def count(self) -> int:
        return len(self.marks)

    @property
    def example(self) -> dict[str, str]:
        """One student's code and verdict, without what tells whose they are."""
        student, mark = self.marks[0]
        verdict = mark.verdict.partition("\nNext: ")[0]
        verdict = verdict[verdict.find("\nRED  ") + 1 :]  # its heading is ours, too
        told = {"code": code_of(mark.code), "verdict": verdict.rstrip()}
        name = re.compile(re.escape(student), re.IGNORECASE)
        return {key: name.sub("…", text)[:LONG] for key, text in told.items()}


@dataclass
class Kata:
    """How a class stands with one kata. counts: of each state; more: findings that are not shown"""

    stem: str
    counts: dict[str, int]
    findings: list[Finding]
    more: int

    @property
    def name(self) -> str:
        return f"{number_of(self.stem)} {name_of(self.stem)}"


def page(grades: Sequence[Grade], pairs: Sequence[Pair]) -> str:
    """The page, in one file."""
    files = jinja2.FileSystemLoader(HERE)
    template = jinja2.Environment(
        loader=files, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    ).get_template("page.html")
    script = (HERE / "page.js").read_text("utf-8")
    katas = _katas(grades)
    codes = {(grade.student, mark.stem): mark.code for grade in grades for mark in grade.marks}
    return template.render(
        grades=grades,
        katas=katas,
        first=_first(katas),
        pairs=pairs[:PAIRS],
        more_pairs=len(pairs[PAIRS:]),
        code=lambda student, stem: code_of(codes[student, stem])[:LONG],
        median=statistics.median([grade.total for grade in grades]) if grades else 0,
        protections=sorted({grade.protection for grade in grades}),
        signs=SIGNS,
        sign=_sign,
        number_of=number_of,
        name_of=name_of,
        belt_of=belt_of,
        about=lambda stem: re.sub("`(.+?)`", r"<code>\1</code>", str(escape(about(stem)))),
        style=Markup((HERE / "page.css").read_text("utf-8")),
        script=Markup(script),
        # No script but this one runs, whatever was handed in.
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _sign(mark: Mark) -> str:
    return f"{mark.mark:.1f}".lstrip("0") if 0 < mark.mark < 1 else SIGNS[mark.state]


def _katas(grades: Sequence[Grade]) -> list[Kata]:
    katas = []
    for column in zip(*(grade.marks for grade in grades), strict=True):
        named = list(zip([grade.student for grade in grades], column, strict=True))
        counts = {state: sum(mark.state == state for mark in column) for state in SIGNS}
        findings = _findings(named)
        katas.append(Kata(column[0].stem, counts, findings[:MOST], len(findings[MOST:])))
    return katas


def _findings(named: Sequence[tuple[str, Mark]]) -> list[Finding]:
    """What students have wrong alike in one kata; first what most have."""
    heard: dict[tuple[str, str], tuple[str, list[tuple[str, Mark]]]] = {}
    for student, mark in sorted(named, key=lambda pair: len(pair[1].code)):
        for kind, text in _said(mark):
            key = kind, _gist(text)
            heard.setdefault(key, (text, []))[1].append((student, mark))
    found: dict[tuple[str, ...], Finding] = {}
    for (kind, _), (text, marks) in sorted(heard.items(), key=lambda one: KINDS.index(one[0][0])):
        whose = tuple(student for student, _ in marks)
        found.setdefault(whose, Finding(marks[0][1].stem, [], marks)).said.append((kind, text))
    return sorted(found.values(), key=lambda finding: (-finding.count, finding.said))


def _gist(text: str) -> str:
    """A measured sentence without its counts of numbers and cases: who has something wrong in fewer
    cases has the same wrong."""
    text = re.sub(r"(\d+ of|All) your \d+", "your", text)
    return re.sub(r": (all|\d+ of) \d+ such [^.]*", "", text)


def _first(katas: Sequence[Kata]) -> list[Finding]:
    """What most students have wrong."""
    findings = [finding for kata in katas for finding in kata.findings if finding.count > 1]
    return sorted(findings, key=lambda finding: -finding.count)[:FIRST]


def _said(mark: Mark) -> Iterator[tuple[str, str]]:
    if mark.state in ("red", "not readable"):
        if mark.name:
            yield "mistake", mark.name
        for sentence in dict.fromkeys(mark.where):
            yield "measured", sentence
        if not (mark.name or mark.where):
            yield "problem", mark.sentence or mark.state


def code_of(text: str) -> str:
    """A kata's code with its line numbers, without its comments and docstrings: what is the
    learner's own, but for their words."""
    lines, left_out = text.splitlines(), set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column]
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                left_out |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    except Exception:  # it is no Python; some of it may be left out all the same
        lines = [line.partition("#")[0] for line in lines]
    rows = [(k + 1, line.rstrip()) for k, line in enumerate(lines) if k + 1 not in left_out]
    return "\n".join(f"{number:3}  {line}" for number, line in rows if line)
