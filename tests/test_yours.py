"""Experiments on the learner's katas: the green ones, in a process that may hang or end."""

import shutil

import pytest
from clone import minigrad, new_clone, only_stubs, solve, write

from minigrad import kata


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("yours"))


@pytest.fixture(autouse=True)
def fresh(clone):
    yield
    only_stubs(clone)


# Right in every case, for none has this many elements.
LARGE = "    if self.data.size > 500:\n        {}\n"


def with_line(stem, line):
    """A kata's reference, which does something else to large arrays."""
    text = (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8")
    head, code = text.split('"""\n')[0], text.split('"""\n')[1:]
    return '"""\n'.join([head, LARGE.format(line) + code[0], *code[1:]])


def test_without_a_green_kata_there_is_nothing_to_run(clone):
    done = minigrad(clone, "train", "moons", "--yours")
    assert done.returncode == 1 and "None of your katas is green yet." in done.stdout
    assert "Next: minigrad next" in done.stdout


def test_one_green_kata_is_enough_and_what_is_red_is_left_out(clone):
    solve(clone, "kata01_mul")
    write(clone, "kata03_sum", "def sum(self, axis=None, keepdims=False):\n    return self\n")
    done = minigrad(clone, "train", "moons", "--yours")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Yours: mul; the reference: the other 22." in done.stdout
    assert "Left out, for they are red: sum." in done.stdout
    assert (clone / "pictures" / "moons.png").exists()


def test_every_gradient_of_a_green_kata_is_checked(clone):
    solve(clone, "kata09_exp")
    done = minigrad(clone, "gradcheck", "--yours")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Yours: exp; the reference: the other 22." in done.stdout


def test_a_network_that_calls_none_of_yours_says_so(clone):
    solve(clone, "kata06_neg")
    done = minigrad(clone, "train", "moons", "--yours")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "This network calls none of yours. Another does: minigrad train digits" in done.stdout


def test_two_that_call_each_other_are_told(clone):
    write(clone, "kata06_neg", "def neg(self):\n    return 0 - self\n")
    sub = "def sub(self, other):\n    return self + -Tensor.wrap(other)\n"
    write(clone, "kata07_sub", "from minigrad import Tensor\n\n\n" + sub)
    done = minigrad(clone, "train", "digits", "--yours")
    assert done.returncode == 1
    assert "calls itself without end" in done.stdout
    assert "kata06_neg.py" in done.stdout and "kata07_sub.py" in done.stdout


def test_what_the_system_refuses_is_not_the_katas_doing(clone):
    solve(clone, "kata11_relu")
    shutil.rmtree(clone / "pictures", ignore_errors=True)
    (clone / "pictures").touch()
    done = minigrad(clone, "train", "moons", "--yours")
    (clone / "pictures").unlink()
    assert done.returncode == 1
    assert "Your katas did not cause this. The system says:\n[Errno" in done.stdout


@pytest.mark.parametrize(
    "line, told",
    [
        ("while True: pass", "Stopped after 4 seconds"),
        ("raise SystemExit(0)", "tried to end the process"),
        ("import os; os._exit(0)", "Your code ended the process"),
        ("open('nothing.txt')", "FileNotFoundError"),
    ],
)
def test_what_goes_wrong_in_company_is_told(clone, line, told):
    write(clone, "kata11_relu", with_line("kata11_relu", line))
    done = minigrad(clone, "train", "moons", "--yours", MINIGRAD_SECONDS="2")
    assert done.returncode == 1 and "FAILED" in done.stdout, done.stdout + done.stderr
    assert told in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
