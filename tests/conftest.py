"""Makes pytest tests of a kata's cases: for the reference solution and for the learner's kata.

`--judge solutions` (make test) judges the solutions alone, against live PyTorch; `--judge
yours` (make kata) the learner's kata alone; without it both are judged. By PyTorch's recorded
answers, or with `--live` by what it answers now. With `--pdb` a kata runs in pytest's own
process, for the debugger's sake.
"""

import os

os.environ.pop("MINIGRAD_KATAS", None)  # no learner's code in the process that judges
# One thread each: arrays are small here, and the threads of tests that run at once only wait.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import contextlib
import functools
import gc

import pytest

from minigrad import kata, layers
from minigrad.dojo import verdict
from minigrad.judging import oracle
from minigrad.judging.cases import cases_of, in_parts
from minigrad.judging.compare import difference
from minigrad.judging.judge import judge
from minigrad.judging.reading import refusal
from minigrad.judging.recording import NoAnswer
from minigrad.judging.run_case import MINIGRAD, run_case
from minigrad.judging.stubs import is_unwritten

# These test minigrad itself, and import more than judging needs.
LAYER = ("hypothesis", "matplotlib", "nbclient", "sklearn", "torch")
NEED_IT = (
    "exam",
    "experiments",
    "judge",
    "nn",
    "notebook",
    "oracle",
    "properties",
    "set_up",
    "tensor",
)
without = any(map(layers.is_missing, LAYER))
collect_ignore = [f"test_{name}.py" for name in NEED_IT] if without else []


def pytest_addoption(parser):
    parser.addoption(
        "--judge",
        choices=["both", "solutions", "yours"],
        default="both",
        help="whose katas to judge: the reference solutions, yours (in katas/), or both",
    )
    parser.addoption(
        "--live",
        action="store_true",
        help="judge by what PyTorch answers now, not by its recorded answers",
    )


def pytest_configure(config):
    is_live = config.option.live or config.option.judge == "solutions"
    config.oracle = oracle.live if is_live else oracle.recorded
    # One worker judges all cases of a file; each test then looks up its own.
    config.judged = functools.cache(functools.partial(_judged, config))


def pytest_collection_finish():
    gc.freeze()  # what is loaded by now stays: no use to look through it again and again


def _judged(config, path):
    count = getattr(config, "count", None)  # who waits for it may want to know how far it is
    return judge(path, cases_of(path.stem), config.oracle, count=count)


def pytest_report_header(config):
    lines = []
    with contextlib.suppress(NoAnswer, ImportError):  # a test will say so
        lines.append(f"oracle: {oracle.described(config.oracle)}")
    if without:
        lines.append(f"left out: {' '.join(collect_ignore)}; to run them: {layers.install('test')}")
    return lines


def pytest_generate_tests(metafunc):
    if "judge_case" not in metafunc.fixturenames:
        return
    stem = metafunc.module.__name__.removeprefix("test_")
    table = in_parts(metafunc.module.CASES)
    whose = metafunc.config.option.judge
    params = []
    if whose != "yours":
        params += _params("solution", kata.SOLUTIONS / f"{stem}.py", table)
    if whose != "solutions":
        path = kata.KATAS / f"{stem}.py"
        if is_unwritten(path):
            mark = pytest.mark.skip(reason=f"not written yet: katas/{path.name}")
            params.append(pytest.param((path, None), id="yours", marks=mark))
        else:
            params += _params("yours", path, table)
    metafunc.parametrize("judge_case", params, indirect=True)


def _params(whose, path, table):
    loads = pytest.param((path, None), id=f"{whose}-can be loaded")
    return [loads, *(pytest.param((path, case), id=f"{whose}-{case.name}") for case in table)]


@pytest.fixture
def judge_case(request):
    """Judges the case that this test stands for; without a case, whether the file loads."""
    path, case = request.param
    config = request.config

    def judged():
        try:
            if config.option.usepdb:
                _judge_here(path, case, config.oracle)
            else:
                _look_up(config.judged(path), case)
        except NoAnswer as no_answer:
            pytest.fail(str(no_answer), pytrace=False)

    return judged


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


def _judge_here(path, case, answers):
    if why := refusal(path):
        pytest.fail(why, pytrace=False)
    with kata.replaced(path.stem, kata.load(path)):
        if case is None:
            return
        if case.refused:
            with pytest.raises(Exception):  # noqa: B017
                run_case(case, case.code, MINIGRAD)
            return
        (theirs,) = answers(path.stem, [case])
        assert theirs is not None
        problem = difference(run_case(case, case.code, MINIGRAD), theirs)
        assert problem is None, problem.sentence
