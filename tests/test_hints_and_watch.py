"""Hints, the reference beside yours, a fresh start, and judging on every save."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import time

import pytest
from clone import minigrad, new_clone, only_stubs, outside_make
from rich.console import Console

from minigrad import kata
from minigrad.diagnosis.table import mistakes_of
from minigrad.dojo import hints, watch
from minigrad.judging.stubs import stub

SUM = "kata03_sum"
RIGHT = (kata.SOLUTIONS / f"{SUM}.py").read_text("utf-8")
WRONG = RIGHT.replace("np.full(self.shape, grad)", "np.ones(self.shape)")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("hints"))


@pytest.fixture
def clone(whole):
    yield whole
    only_stubs(whole)
    shutil.rmtree(whole / ".hints", ignore_errors=True)


@pytest.mark.parametrize("stem", kata.stems())
def test_every_kata_has_hints_that_fit_the_screen(stem):
    texts = hints.hints_of(stem)
    assert len(texts) >= 3
    assert all(0 < len(line) <= 80 for text in texts for line in text.split("\n") if line)


def test_hints_come_one_by_one(clone):
    texts = hints.hints_of(SUM)
    for expected in ([0], [1], [2], [0, 1, 2]):  # once all have been shown, all of them
        shown = minigrad(clone, "hint", "3").stdout
        assert [i for i, text in enumerate(texts) if text in shown] == expected
    assert "minigrad solution 3 shows the reference" in shown


def test_a_red_verdict_names_the_mistake_and_the_hint(clone):
    (clone / "katas" / f"{SUM}.py").write_text(WRONG)
    screen = minigrad(clone, "kata", "3").stdout
    assert "\nThis looks like: the upstream gradient is not used\n" in screen
    nudge = mistakes_of(SUM)["ignored"].nudge
    assert " ".join(nudge.split())[:60] in screen
    assert "Stuck? minigrad hint 3" in screen


def test_a_mistake_without_a_name_is_described(clone):
    text = RIGHT.replace("np.full(self.shape, grad)", "np.full(self.shape, 7 * grad)")
    assert text != RIGHT
    (clone / "katas" / f"{SUM}.py").write_text(text)
    screen = minigrad(clone, "kata", "3").stdout
    assert "This looks like" not in screen
    assert "your gradient of x is PyTorch's times 7." in screen


def test_two_mistakes_at_once_are_told_apart(clone):
    path = clone / "katas" / "kata12_sigmoid.py"
    path.write_text(
        "import numpy as np\nfrom minigrad import Tensor\n\n\n"
        "def sigmoid(self):\n"
        "    e = np.exp(self.data)\n"
        "    def vjp(grad):\n"
        "        return (grad * self.data * (1 - self.data),)\n"
        "    return Tensor.from_op('sigmoid', e / (1 + e), (self,), vjp)\n"
    )
    done = minigrad(clone, "kata", "12")
    assert "A known mistake explains 16 of your 19 wrong answers:" in done.stdout
    assert "This looks like: the slope uses x where the output belongs" in done.stdout
    assert "Warning" not in done.stdout + done.stderr


def test_what_a_mistake_prints_while_it_is_replayed_is_not_shown(clone):
    right = (kata.SOLUTIONS / "kata19_gradcheck.py").read_text("utf-8")
    wrong = right.replace("(nudged[0] - nudged[1]) / (2 * eps)", "(nudged[0] - nudged[1]) / eps")
    (clone / "katas" / "kata19_gradcheck.py").write_text(wrong)
    screen = minigrad(clone, "kata", "19").stdout
    assert screen.startswith("Kata 19, gradcheck")
    assert "This looks like: divided by eps" in screen
    assert screen.index("RED") < 150


def test_the_solution_is_shown_after_a_question(clone):
    for answer, status in (("n\n", 0), ("", 1), ("y\n", 0)):
        done = minigrad(clone, "solution", "3", answer=answer)
        assert done.returncode == status
        assert "not green yet" in done.stdout
        assert ("slope 1, so its gradient" in done.stdout) is (answer == "y\n")


def test_the_solution_is_shown_freely_once_green(clone):
    shutil.copy(clone / "solutions" / f"{SUM}.py", clone / "katas")
    done = minigrad(clone, "solution", "3")
    assert done.returncode == 0 and "not green yet" not in done.stdout
    assert done.stdout.count("slope 1, so its gradient") == 2


def test_reset_brings_the_stub_back_and_loses_nothing(clone):
    path = clone / "katas" / f"{SUM}.py"
    for i, text in enumerate(("def sum(", "x = 1"), 1):
        path.write_text(text)
        assert f"katas/{SUM}.old{i}.py" in minigrad(clone, "reset", "3").stdout
        assert path.read_text("utf-8") == stub(SUM)
        assert path.with_name(f"{SUM}.old{i}.py").read_text() == text
    minigrad(clone, "reset", "3")
    path.unlink()
    minigrad(clone, "reset", "3")
    assert path.read_text("utf-8") == stub(SUM)
    assert len(list(path.parent.glob("*.old*"))) == 2


def test_next_is_the_first_that_is_not_green(clone):
    assert "Kata 1, mul" in minigrad(clone, "next").stdout
    shutil.copy(clone / "solutions" / "kata01_mul.py", clone / "katas")
    assert "Kata 2, pow" in minigrad(clone, "next").stdout
    shutil.copytree(clone / "solutions", clone / "katas", dirs_exist_ok=True)
    done = minigrad(clone, "next")
    assert done.returncode == 0 and "Every kata is green." in done.stdout


def test_the_board_as_json(clone):
    shutil.copy(clone / "solutions" / f"{SUM}.py", clone / "katas")
    board = json.loads(minigrad(clone, "progress", "--json").stdout)
    assert board[2] == {"kata": 3, "method": "sum", "belt": "white", "state": "green"}
    assert board[0]["state"] == "not written"
    assert board[-1] == {"kata": 24, "method": "exam", "belt": "black", "state": "not passed"}


class Watching:
    """A learner before `make watch`."""

    def __init__(self, clone, *words, seconds="20"):
        self.path = clone / "katas" / f"{SUM}.py"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "minigrad", "watch", *words],
            cwd=clone,
            env=outside_make() | {"MINIGRAD_SECONDS": seconds},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def screen(self):
        """The next verdict."""
        assert self.process.stdout
        timer = threading.Timer(30, self.process.kill)
        timer.start()
        lines = []
        while (line := self.process.stdout.readline()) and not line.startswith("Watching"):
            lines.append(line)
        timer.cancel()
        assert line, "".join(lines)
        return "".join(lines)

    def save(self, text):
        self.path.write_text(text)
        return self.screen()

    def save_by_renaming(self, text):
        other = self.path.with_suffix(".tmp")
        other.write_text(text)
        os.replace(other, self.path)
        return self.screen()


@pytest.fixture
def watching(clone):
    watching = Watching(clone, "3", seconds="2")
    yield watching
    watching.process.kill()


def test_watch_judges_on_every_save(watching):
    assert "Not written yet" in watching.screen()
    assert "This looks like" in watching.save(WRONG)
    assert "Python cannot read the file" in watching.save("def sum(")
    assert "must define sum, but does not" in watching.save("")
    assert "GREEN" in watching.save_by_renaming(RIGHT)
    assert "This looks like" in watching.save_by_renaming(WRONG)
    watching.path.unlink()
    assert "There is no file" in watching.screen()
    assert "… and more" in watching.save(
        WRONG.replace("    data", "    print('x' * 1000000)\n    data", 1)
    )
    assert "Stopped after" in watching.save(
        RIGHT.replace("    data", "    while True: pass\n    data", 1)
    )
    assert "GREEN" in watching.save(RIGHT)


def test_a_newer_save_ends_the_judgement_of_an_older(clone):
    watching, told = Watching(clone, "3", seconds="60"), clone / "told"
    tell = f"    open({str(told)!r}, 'w')\n    while True: pass\n    data"
    try:
        assert "Not written yet" in watching.screen()
        for newer, shown in ((lambda: watching.path.unlink(), "no file"), (None, "GREEN")):
            watching.path.write_text(RIGHT.replace("    data", tell, 1))
            while not told.exists():
                time.sleep(0.01)
            told.unlink()
            start = time.monotonic()
            newer() if newer else watching.path.write_text(RIGHT)
            assert shown in watching.screen()
            assert time.monotonic() - start < 20
    finally:
        watching.process.kill()


def test_watch_looks_for_itself_where_no_saves_are_reported(tmp_path, monkeypatch):
    """As on network mounts: watchfiles then only says that its time is up."""
    texts = [WRONG, RIGHT, WRONG]

    def silent(*args, **kwargs):
        if not texts:
            raise KeyboardInterrupt
        (tmp_path / f"{SUM}.py").write_text(texts.pop(0))
        yield set()

    monkeypatch.setattr(watch, "KATAS", tmp_path)
    monkeypatch.setattr("minigrad.judging.judge.KATAS", tmp_path)
    monkeypatch.setattr(watch.watchfiles, "watch", silent)
    text = io.StringIO()
    console = Console(file=text, width=80)
    with pytest.raises(KeyboardInterrupt):
        watch.watch(SUM, console)
    screens = text.getvalue().split("Watching")
    assert ["RED" in s for s in screens] == [True, True, False, True, False]
    assert "GREEN" in screens[2]
    assert ["reports no saves" in s for s in screens] == [False, False, False, True, True]


def test_watch_goes_on_to_the_next_kata(clone):
    for stem in kata.stems():
        if stem not in (SUM, kata.stems()[-1]):
            shutil.copy(clone / "solutions" / f"{stem}.py", clone / "katas")
    watching = Watching(clone)
    assert "Kata 3, sum" in watching.screen()
    assert "GREEN" in watching.save(RIGHT)
    shown = watching.screen()
    assert "Kata 23, SGD" in shown
    assert "Kata 3, sum, is GREEN. On to the next.\nA network now trains on yours (" in shown
    (clone / "katas" / f"{SUM}.py").write_text(WRONG)
    assert "Kata 3, sum" in watching.screen()
    assert "GREEN" in watching.save(RIGHT)
    assert "Kata 23, SGD" in watching.screen()
    shutil.copy(clone / "solutions" / f"{kata.stems()[-1]}.py", clone / "katas")
    assert "GREEN" in watching.screen()
    assert "Every kata is green." in watching.process.communicate(timeout=60)[0]


def test_the_worker_has_no_torch():
    code = "import sys, minigrad.judging.worker; print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=kata.ROOT, capture_output=True, text=True
    )
    assert done.stdout == "False\n"
