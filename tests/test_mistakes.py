"""The cases prove themselves: known mistakes end red, right answers in odd styles green."""

import functools
from pathlib import Path

import pytest

from minigrad.diagnosis.mistakes import fitting, functions_in, mistakes_of
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import judge
from minigrad.kata import ROOT, SOLUTIONS, name_of, stems

MISTAKES = SOLUTIONS / "mistakes"
UNUSUAL = ROOT / "tests" / "unusual"
REWORDED = ROOT / "tests" / "reworded"


def _each(folder):
    paths = [folder / f"{stem}.py" for stem in stems()]
    return [pytest.param(p, key, id=f"{p.stem}-{key}") for p in paths for key in functions_in(p)]


@pytest.fixture(scope="session")
def answers(pytestconfig):
    """The cases of a kata and PyTorch's answers to them, live in `make test`."""

    @functools.cache
    def answers(stem):
        table = cases_of(stem)
        return table, pytestconfig.oracle(stem, table)

    return answers


@pytest.fixture
def judged(tmp_path, answers):
    """Judges one function of a file as if a learner had written it in katas/."""
    return lambda path, key: _judge(tmp_path, path, key, *answers(path.stem))


def _judge(tmp_path: Path, path: Path, key: str, table, answers):
    written = tmp_path / path.name
    written.write_text(
        "from minigrad.diagnosis.mistakes import functions_in\n"
        "from pathlib import Path\n"
        f"{name_of(path.stem)} = functions_in(Path({str(path)!r}))[{key!r}]\n"
    )
    return judge(written, table, lambda stem, table: answers)


@pytest.mark.parametrize("path, key", _each(MISTAKES))
def test_mistake_is_red_for_the_right_reason(path, key, judged):
    judgement = judged(path, key)
    problems = [r.problem for r in judgement.results if r.problem]
    # Some run out of stack or time where PyTorch does not, and are right where they do not.
    exhausted = any(p.exhausted for p in problems) and 2 * len(problems) < len(judgement.results)
    assert any(p.answered for p in problems) or exhausted, (
        "no case gets an answer from this mistake that differs from PyTorch's"
    )

    # And it is told from what the learner would see, alone or with others that do the same.
    assert mistakes_of(path.stem)[key].name in _named(path, judgement)


@pytest.mark.parametrize("path, key", _each(REWORDED))
def test_mistake_in_other_words_is_named_all_the_same(path, key, judged):
    meant = mistakes_of(path.stem)[key.split("__")[0]]
    assert meant.name in _named(path, judged(path, key))


def _named(path, judgement):
    return [mistake.name for mistake in fitting(path.stem, judgement.results)]


@pytest.mark.parametrize("path, key", _each(UNUSUAL))
def test_unusual_answer_is_green(path, key, judged):
    judgement = judged(path, key)
    first = judgement.first_failing
    assert judgement.green, judgement.unjudged or (first and (first.case.name, first.problem))


@pytest.mark.parametrize("stem", stems())
def test_every_kata_has_mistakes_and_unusual_answers(stem):
    assert len(functions_in(MISTAKES / f"{stem}.py")) >= 10
    assert len(functions_in(UNUSUAL / f"{stem}.py")) >= 4
    assert functions_in(REWORDED / f"{stem}.py")


@pytest.mark.parametrize("stem", stems())
def test_mistakes_are_named(stem):
    mistakes = [m for key, m in mistakes_of(stem).items() if "__" not in key]
    assert len({mistake.name for mistake in mistakes}) == len(mistakes)
    for mistake in mistakes:
        assert "\n" not in mistake.name
        assert len(f"This looks like: {mistake.name}") <= 80
        assert mistake.nudge
