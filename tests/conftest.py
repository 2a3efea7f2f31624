"""Makes pytest tests of a kata's cases: for the reference solution and for the learner's kata.

`--judge solutions` (make test) judges the solutions alone, against live PyTorch; `--judge
yours` (make kata) the learner's kata alone; without it both are judged, PyTorch's answers
being remembered. With `--pdb` a kata runs in pytest's own process, for the debugger's sake.
"""

import os

os.environ.pop("MINIGRAD_KATAS", None)  # no learner's code in the process that judges

import functools

import pytest

from minigrad import kata
from minigrad.dojo import verdict
from minigrad.judging import oracle
from minigrad.judging.cases import cases_of
from minigrad.judging.compare import difference
from minigrad.judging.judge import judge
from minigrad.judging.run_case import MINIGRAD, run_case
from minigrad.judging.stubs import is_unwritten


def pytest_addoption(parser):
    parser.addoption(
        "--judge",
        choices=["both", "solutions", "yours"],
        default="both",
        help="whose katas to judge: the reference solutions, yours (in katas/), or both",
    )


def pytest_configure(config):
    answers = oracle.ask if config.option.judge == "solutions" else oracle.recall
    # One worker judges all cases of a file; each test then looks up its own.
    config.judged = functools.cache(lambda path: judge(path, cases_of(path.stem), answers))


def pytest_generate_tests(metafunc):
    if "judge_case" not in metafunc.fixturenames:
        return
    stem = metafunc.module.__name__.removeprefix("test_")
    whose = metafunc.config.option.judge
    params = []
    if whose != "yours":
        params += _params("solution", kata.SOLUTIONS / f"{stem}.py", metafunc.module.CASES)
    if whose != "solutions":
        path = kata.KATAS / f"{stem}.py"
        if is_unwritten(path):
            mark = pytest.mark.skip(reason=f"not written yet: katas/{path.name}")
            params.append(pytest.param((path, None), id="yours", marks=mark))
        else:
            params += _params("yours", path, metafunc.module.CASES)
    metafunc.parametrize("judge_case", params, indirect=True)


def _params(whose, path, table):
    loads = pytest.param((path, None), id=f"{whose}-can be loaded")
    return [loads, *(pytest.param((path, case), id=f"{whose}-{case.name}") for case in table)]


@pytest.fixture
def judge_case(request):
    """Judges the case that this test stands for; without a case, whether the file loads."""
    path, case = request.param
    if request.config.option.usepdb:
        return lambda: _judge_here(path, case)
    return lambda: _look_up(request.config.judged(path), case)


def _look_up(judgement, case):
    if case is None:
        if judgement.unjudged:
            pytest.fail(verdict.as_text(judgement), pytrace=False)
        return
    if judgement.unjudged:
        pytest.skip(f"{judgement.path.name} cannot be loaded")
    result = next(r for r in judgement.results if r.case.name == case.name)
    if not result.passed:
        pytest.fail(verdict.as_text(judgement, result), pytrace=False)


def _judge_here(path, case):
    with kata.replaced(path.stem, kata.load(path)):
        if case is None:
            return
        if case.refused:
            with pytest.raises(Exception):  # noqa: B017
                run_case(case, case.code, MINIGRAD)
            return
        (theirs,) = oracle.ask(path.stem, [case])
        assert theirs is not None
        problem = difference(run_case(case, case.code, MINIGRAD), theirs)
        assert problem is None, problem.sentence
