"""The commands, as a learner types them, in a copy of the clone."""

import re
import shutil
import subprocess
import sys

import pytest
from clone import bare_pytest, make, minigrad, new_clone, only_stubs, run, solve, write

from minigrad import kata
from minigrad.dojo import command
from minigrad.judging.stubs import stub


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("copy"))


@pytest.fixture(autouse=True)
def fresh(clone):
    yield
    only_stubs(clone)


def test_a_stub_is_told_as_not_written(clone):
    done = minigrad(clone, "kata", "3")
    assert done.returncode == 1
    assert "Not written yet: open katas/kata03_sum.py" in done.stdout
    assert "RED" not in done.stdout


# Of every kata, in one process, for each start of a command takes a second.
EACH_ALONE = """
import shutil
from minigrad import kata
from minigrad.judging.judge import judge_yours
for stem in kata.stems():
    path = kata.KATAS / f"{stem}.py"
    unwritten = path.read_text()
    shutil.copy(kata.SOLUTIONS / path.name, path)
    if judge_yours(stem).green:
        print(stem)
    path.write_text(unwritten)
"""


def test_each_solution_is_green_while_the_others_are_stubs(clone):
    done = run(clone, sys.executable, "-c", EACH_ALONE)
    assert done.stdout.split() == kata.stems(), done.stderr
    last = kata.stems()[-1]
    solve(clone, last)
    done = minigrad(clone, "kata", str(kata.number_of(last)))
    assert done.returncode == 0 and "GREEN" in done.stdout
    assert "\nA network now trains on yours (1 of " in done.stdout


@pytest.mark.parametrize("n", ["3", "03", "sum", "SUM", " 3 ", "kata03_sum", "kata03_sum.py"])
def test_a_kata_is_named_by_number_or_name(n):
    assert command.find(n, "kata") == "kata03_sum"


@pytest.mark.parametrize("n", ["99", "0", "-1", "banana", "3; touch pwned", "$(touch pwned)"])
def test_a_kata_that_is_not_there_gets_a_sentence_and_the_list(n):
    with pytest.raises(command.Stop, match=re.escape(f"There is no kata called {n!r}.")) as stop:
        command.find(n, "kata")
    assert re.search(r"\n +5  broadcast_to +17  unbroadcast\n", str(stop.value))


@pytest.mark.parametrize("n", ["-1", "3; touch pwned", "$(touch pwned)"])
def test_no_shell_runs_what_was_typed_for_a_kata(clone, n):
    for done in (minigrad(clone, "kata", "--", n), make(clone, "kata", f"N={n}")):
        assert done.returncode == 2
        assert done.stderr.startswith(f"There is no kata called {n!r}.")
    assert not (clone / "pwned").exists()


@pytest.mark.parametrize("words", [["kata"], ["kata", "N="]])
def test_make_kata_without_a_kata_gets_a_sentence_and_the_list(clone, words):
    done = make(clone, *words)
    assert done.returncode == 2
    assert done.stderr.startswith("Which kata? Name one by number or name")


@pytest.mark.parametrize("words", [[], ["banana"], ["kata", "3", "4"]])
def test_wrong_words_get_the_usage(clone, words):
    done = minigrad(clone, *words)
    assert done.returncode == 2 and "usage: minigrad" in done.stderr


def test_make_hands_n_over_as_it_was_typed(clone):
    assert "Kata 3, sum" in make(clone, "kata", "N=3").stdout
    assert "Kata 4, transpose" in make(clone, "kata", N="transpose").stdout
    make(clone, "kata", "N=$(shell touch pwned)")
    make(clone, "kata", "N=`touch pwned`")
    assert not (clone / "pwned").exists()


def test_make_says_what_its_own_last_line_means(clone):
    assert "Ignore make's" in make(clone, "kata", "N=3").stdout
    assert "Ignore make's" not in minigrad(clone, "kata", "3").stdout


WRONG = """import numpy as np
from minigrad import Tensor

def sum(self, axis=None, keepdims=False):
    print("at work")
    data = self.data.sum(axis=axis, keepdims=keepdims)
    return Tensor.from_op("sum", data, (self,), lambda grad: (grad * np.ones(self.shape),))
"""


def test_a_red_verdict_shows_the_first_failing_case(clone):
    write(clone, "kata03_sum", WRONG)
    done = minigrad(clone, "kata", "3")
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


def test_what_no_terminal_can_show_is_replaced(clone):
    write(clone, "kata03_sum", WRONG.replace("at work", "at \\ud800 work"))
    assert "at ? work" in minigrad(clone, "kata", "3").stdout
    assert "at ? work" in bare_pytest(clone, "--judge=yours", "tests/test_kata03_sum.py").stdout


def test_colour_only_where_it_is_wanted(clone):
    write(clone, "kata03_sum", WRONG)
    assert "\x1b[" not in minigrad(clone, "kata", "3").stdout
    assert "\x1b[1;31m" in minigrad(clone, "kata", "3", FORCE_COLOR="1", TERM="xterm").stdout


def test_from_another_folder(clone, tmp_path):
    done = run(tmp_path, sys.executable, "-m", "minigrad", "kata", "3", PYTHONPATH=str(clone))
    assert "Not written yet" in done.stdout


def test_a_learners_pytest_settings_do_no_harm(clone):
    solve(clone, "kata03_sum")
    done = minigrad(clone, "kata", "3", PYTEST_ADDOPTS="--nonsense", MINIGRAD_KATAS="katas")
    assert done.returncode == 0, done.stdout + done.stderr


# The board.


def board(clone):
    done = minigrad(clone, "progress")
    assert done.returncode == 0
    rows = re.findall(r"(\d+) +(\w+) +(\w+) +(not written|red|green)", done.stdout)
    rows.sort(key=lambda row: int(row[0]))
    assert [int(row[0]) for row in rows] == [kata.number_of(stem) for stem in kata.stems()]
    return done.stdout, [row[3] for row in rows]


def test_the_board_of_a_fresh_clone(clone):
    screen, states = board(clone)
    assert set(states) == {"not written"}
    assert f"0 of {len(states)} are green." in screen


def test_the_board_half_way(clone):
    for stem in kata.stems()[:4]:
        solve(clone, stem)
    write(clone, "kata03_sum", WRONG)
    write(clone, "kata02_pow", "def pow(")
    (clone / "katas" / "kata05_broadcast_to.py").unlink()
    _, states = board(clone)
    assert states[:6] == ["green", "red", "red", "green", "red", "not written"]


def test_the_board_when_all_is_solved(clone):
    for stem in kata.stems():
        solve(clone, stem)
    screen, states = board(clone)
    assert set(states) == {"green"}
    assert f"{len(states)} of {len(states)} are green." in screen


# Bare pytest.


def test_bare_pytest_checks_solutions_and_skips_what_is_not_written(clone):
    done = bare_pytest(clone, "-rs", "tests/test_kata03_sum.py", "tests/test_kata01_mul.py")
    assert done.returncode == 0, done.stdout
    assert "not written yet: katas/kata03_sum.py" in done.stdout
    assert "2 skipped" in done.stdout and "failed" not in done.stdout


def test_bare_pytest_judges_what_is_written(clone):
    write(clone, "kata03_sum", WRONG)
    done = bare_pytest(clone, "tests/test_kata03_sum.py")
    assert done.returncode == 1
    assert "test_sum[yours-sum each row]" in done.stdout
    assert "The gradient of x differs from PyTorch's." in done.stdout
    assert "FAILED tests/test_kata03_sum.py::test_sum[solution" not in done.stdout


def test_a_kata_that_cannot_be_loaded_is_one_failed_test(clone):
    write(clone, "kata03_sum", "x = 1")
    done = bare_pytest(clone, "tests/test_kata03_sum.py")
    assert done.returncode == 1
    assert "1 failed" in done.stdout and "yours-can be loaded" in done.stdout


def test_pytest_of_the_solutions_does_not_look_at_katas(clone):
    pytest.importorskip("torch")
    write(clone, "kata03_sum", "import os; os._exit(3)")
    done = bare_pytest(clone, "--judge=solutions", "tests/test_kata03_sum.py")
    assert done.returncode == 0 and "yours" not in done.stdout


def test_bare_pytest_takes_plug_ins(clone):
    pytest.importorskip("xdist")
    solve(clone, "kata03_sum")
    done = bare_pytest(clone, "-p", "xdist", "-n", "2", "tests/test_kata03_sum.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 workers" in done.stdout


def test_make_kata_takes_none(clone):
    (clone / "plugged.py").write_text("raise SystemExit('a plug-in was loaded')")
    (clone / "plugged-1.dist-info").mkdir()
    (clone / "plugged-1.dist-info" / "METADATA").write_text("Name: plugged\nVersion: 1\n")
    (clone / "plugged-1.dist-info" / "entry_points.txt").write_text("[pytest11]\na = plugged\n")
    try:
        assert "Kata 3, sum" in minigrad(clone, "kata", "3").stdout
        told = bare_pytest(clone, "tests/test_kata03_sum.py", PYTEST_DISABLE_PLUGIN_AUTOLOAD="")
        assert "a plug-in was loaded" in told.stderr
    finally:
        shutil.rmtree(clone / "plugged-1.dist-info")


@pytest.mark.parametrize("words", [["train", "moons"], ["gradcheck"], ["exam"]])
def test_an_experiment_without_its_packages_is_told_in_a_sentence(clone, tmp_path, words):
    missing = "import sys\nsys.modules['matplotlib'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(missing)
    done = minigrad(clone, *words, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert re.search(r"this installs them: .*pip install .*\[experiments\]", done.stderr)


def test_the_debugger_stops_in_a_kata(clone):
    stop = WRONG.replace('print("at work")', "breakpoint()")
    write(clone, "kata03_sum", stop)
    words = ("--pdb", "--judge=yours", "tests/test_kata03_sum.py")
    done = bare_pytest(clone, *words, answer="p keepdims, self.shape\nq\n")
    assert "kata03_sum.py(6)sum()" in done.stdout
    assert "(False, (3,))" in done.stdout


def test_an_exported_n_picks_no_kata_outside_make(clone):
    assert minigrad(clone, "kata", N="3").stderr.startswith("Which kata?")


def test_a_command_without_n_says_that_it_ignores_one(clone):
    done = make(clone, "next", "N=7")
    assert "make next takes no N=. It is ignored." in done.stderr
    assert "Kata 1, mul" in done.stdout


COMMENTED = stub("kata03_sum").replace(
    "    raise NotImplementedError",
    "    # return Tensor(self.data.sum())\n    raise NotImplementedError",
)


def test_an_attempt_that_is_commented_out_is_kept(clone):
    for words in (["reset", "3"], ["stubs"]):
        write(clone, "kata03_sum", COMMENTED)
        minigrad(clone, *words)
        assert (clone / "katas" / "kata03_sum.py").read_text() == stub("kata03_sum")
    kept = sorted((clone / "katas").glob("*.old*.py"))
    assert [path.read_text() for path in kept] == [COMMENTED, COMMENTED]


def test_reset_of_a_stub_keeps_nothing(clone):
    assert "katas/kata03_sum.py is the stub." in minigrad(clone, "reset", "3").stdout
    assert not list((clone / "katas").glob("*.old*.py"))


def test_the_solution_is_shown_without_broken_lines(clone):
    solve(clone, "kata22_cross_entropy")
    shown = minigrad(clone, "solution", "22", COLUMNS="60").stdout
    code = (clone / "solutions" / "kata22_cross_entropy.py").read_text().splitlines()
    assert code[-1] in shown.splitlines()
    assert max(code[-12:], key=len) in shown.splitlines()


def test_a_wheel_brings_the_references_and_wants_a_clone_for_katas(tmp_path):
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    source = new_clone(tmp_path)
    subprocess.run([*wheel, "-w", str(tmp_path), str(source)], check=True)
    (path,) = tmp_path.glob("minigrad-*.whl")
    installed = tmp_path / "installed"
    shutil.unpack_archive(path, installed, "zip")
    code = "from minigrad import Tensor; print((Tensor([2.0]) * 3).data, Tensor.__module__)"
    done = run(tmp_path, sys.executable, "-c", code, PYTHONPATH=str(installed))
    assert done.stdout == "[6.] minigrad.tensor\n"
    assert (installed / "minigrad" / "katas" / "kata01_mul.py").exists()
    done = run(tmp_path, sys.executable, "-m", "minigrad", "kata", "3", PYTHONPATH=str(installed))
    assert done.returncode == 2 and "Clone the repository" in done.stderr
