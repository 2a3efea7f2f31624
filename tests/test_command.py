"""The commands, as a learner types them, in a copy of the house."""

import re
import shutil
import subprocess
import sys

import pytest
from house import make, minigrad, new_house, only_stubs, run, solve, write

from minigrad import kata


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return new_house(tmp_path_factory.mktemp("copy"))


@pytest.fixture(autouse=True)
def fresh(house):
    yield
    only_stubs(house)


def test_a_stub_is_told_as_not_written(house):
    done = minigrad(house, "kata", "3")
    assert done.returncode == 1
    assert "Not written yet: open katas/kata03_sum.py" in done.stdout
    assert "RED" not in done.stdout


@pytest.mark.parametrize("stem", kata.stems())
def test_each_solution_is_green_while_the_others_are_stubs(house, stem):
    solve(house, stem)
    done = minigrad(house, "kata", str(kata.number_of(stem)))
    assert done.returncode == 0, done.stdout
    assert "GREEN" in done.stdout


@pytest.mark.parametrize("n", ["3", "03", "sum", "SUM", " 3 ", "kata03_sum", "kata03_sum.py"])
def test_a_kata_is_named_by_number_or_name(house, n):
    assert "Kata 3, sum" in minigrad(house, "kata", n).stdout


@pytest.mark.parametrize("n", ["99", "0", "-1", "banana", "3; touch pwned", "$(touch pwned)"])
def test_a_kata_that_is_not_there_gets_a_sentence_and_the_list(house, n):
    for done in (minigrad(house, "kata", N=n), make(house, "kata", f"N={n}")):
        assert done.returncode == 2
        assert f"There is no kata called {n!r}." in done.stderr
        assert re.search(r"\n +5  broadcast_to\n", done.stderr)
    assert not (house / "pwned").exists()


@pytest.mark.parametrize("words", [["kata"], ["kata", "N="]])
def test_make_kata_without_a_kata_gets_a_sentence_and_the_list(house, words):
    done = make(house, *words)
    assert done.returncode == 2
    assert done.stderr.startswith("Which kata? Name one by number or name")


@pytest.mark.parametrize("words", [[], ["banana"], ["kata", "3", "4"]])
def test_wrong_words_get_the_usage(house, words):
    done = minigrad(house, *words)
    assert done.returncode == 2 and "usage: minigrad" in done.stderr


def test_make_hands_n_over_as_it_was_typed(house):
    assert "Kata 3, sum" in make(house, "kata", "N=3").stdout
    assert "Kata 4, transpose" in make(house, "kata", N="transpose").stdout
    make(house, "kata", "N=$(shell touch pwned)")
    make(house, "kata", "N=`touch pwned`")
    assert not (house / "pwned").exists()


def test_make_says_what_its_own_last_line_means(house):
    assert "What make says below" in make(house, "kata", "N=3").stdout
    assert "What make says below" not in minigrad(house, "kata", "3").stdout


WRONG = """import numpy as np
from minigrad import Tensor

def sum(self, axis=None, keepdims=False):
    print("at work")
    data = self.data.sum(axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", data, (self,), lambda grad: (grad * np.ones(self.shape),))
"""


def test_a_red_verdict_shows_the_first_failing_case(house):
    write(house, "kata03_sum", WRONG)
    done = minigrad(house, "kata", "3")
    assert done.returncode == 1
    screen = done.stdout
    for shown in (
        "Kata 3, sum (white belt)",
        "RED",
        "Case: sum each row",
        "x.sum(axis=1)",
        "upstream gradient = ",
        "It printed:\nat work",
        "Next: change katas/kata03_sum.py, save, and minigrad kata 3",
    ):
        assert shown in screen
    assert len(screen.splitlines()) <= 40
    for line in screen.splitlines():
        assert len(line) <= 80 or line.startswith(("x = ", "out = ")), line


def test_colour_only_where_it_is_wanted(house):
    write(house, "kata03_sum", WRONG)
    assert "\x1b[" not in minigrad(house, "kata", "3").stdout
    assert "\x1b[1;31m" in minigrad(house, "kata", "3", FORCE_COLOR="1", TERM="xterm").stdout


def test_from_another_folder(house, tmp_path):
    done = run(tmp_path, sys.executable, "-m", "minigrad.dojo", "kata", "3", PYTHONPATH=str(house))
    assert "Not written yet" in done.stdout


def test_a_learners_pytest_settings_do_no_harm(house):
    solve(house, "kata03_sum")
    done = minigrad(house, "kata", "3", PYTEST_ADDOPTS="--nonsense", MINIGRAD_KATAS="katas")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_oracle_store_may_be_unwritable(house):
    shutil.rmtree(house / ".oracle", ignore_errors=True)
    (house / ".oracle").write_text("no folder")
    solve(house, "kata03_sum")
    done = minigrad(house, "kata", "3")
    (house / ".oracle").unlink()
    assert done.returncode == 0
    assert "Asking PyTorch" in done.stderr


# The board.


def board(house):
    done = minigrad(house, "progress")
    assert done.returncode == 0
    rows = re.findall(r"^ +(\d+) +(\w+) +(\w+) +(not written|red|green) *$", done.stdout, re.M)
    assert [int(row[0]) for row in rows] == [kata.number_of(stem) for stem in kata.stems()]
    return done.stdout, [row[3] for row in rows]


def test_the_board_of_a_fresh_clone(house):
    screen, states = board(house)
    assert set(states) == {"not written"}
    assert f"0 of {len(states)} are green." in screen


def test_the_board_half_way(house):
    for stem in kata.stems()[:4]:
        solve(house, stem)
    write(house, "kata03_sum", WRONG)
    write(house, "kata02_pow", "def pow(")
    (house / "katas" / "kata05_broadcast_to.py").unlink()
    _, states = board(house)
    assert states[:6] == ["green", "red", "red", "green", "red", "not written"]


def test_the_board_when_all_is_solved(house):
    for stem in kata.stems():
        solve(house, stem)
    screen, states = board(house)
    assert set(states) == {"green"}
    assert f"{len(states)} of {len(states)} are green." in screen


# Bare pytest.


def pytest_in(house, *words):
    return run(house, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words)


def test_bare_pytest_checks_solutions_and_skips_what_is_not_written(house):
    done = pytest_in(house, "-rs", "tests/test_kata03_sum.py", "tests/test_kata01_mul.py")
    assert done.returncode == 0, done.stdout
    assert "not written yet: katas/kata03_sum.py" in done.stdout
    assert "2 skipped" in done.stdout and "failed" not in done.stdout


def test_bare_pytest_judges_what_is_written(house):
    write(house, "kata03_sum", WRONG)
    done = pytest_in(house, "tests/test_kata03_sum.py")
    assert done.returncode == 1
    assert "test_sum[yours-sum each row]" in done.stdout
    assert "The gradient of x is not PyTorch's." in done.stdout
    assert "FAILED tests/test_kata03_sum.py::test_sum[solution" not in done.stdout


@pytest.mark.parametrize("text", ["def sum(self, :", "import nowhere", "x = 1"])
def test_a_kata_that_cannot_be_loaded_is_one_failed_test(house, text):
    write(house, "kata03_sum", text)
    done = pytest_in(house, "tests/test_kata03_sum.py")
    assert done.returncode == 1
    assert "1 failed" in done.stdout and "yours-can be loaded" in done.stdout


def test_pytest_of_the_solutions_does_not_look_at_katas(house):
    write(house, "kata03_sum", "import os; os._exit(3)")
    done = pytest_in(house, "--judge=solutions", "tests/test_kata03_sum.py")
    assert done.returncode == 0 and "yours" not in done.stdout


def test_the_debugger_stops_in_a_kata(house):
    stop = WRONG.replace('print("at work")', "breakpoint()")
    write(house, "kata03_sum", stop)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--pdb", "--judge=yours", "tests/test_kata03_sum.py"],
        cwd=house,
        input="p keepdims, self.shape\nq\n",
        capture_output=True,
        text=True,
    )
    assert "kata03_sum.py(6)sum()" in done.stdout
    assert "(False, (3,))" in done.stdout
