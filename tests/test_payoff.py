"""What a green kata makes possible, and what is remembered from one command to the next."""

import shutil

import pytest

from minigrad import kata
from minigrad.dojo import board, memory, payoff
from minigrad.experiments import train
from minigrad.experiments.datasets import DATASETS
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import Judgement, Result

MOONS = sorted(payoff.calls("moons"))


@pytest.fixture(autouse=True)
def without_make(monkeypatch):
    monkeypatch.delenv("MAKELEVEL", raising=False)


@pytest.fixture
def katas(tmp_path, monkeypatch):
    """A learner's folder, all solved, and nothing remembered."""
    folder = tmp_path / "katas"
    folder.mkdir()
    for stem in kata.stems():
        shutil.copy(kata.SOLUTIONS / f"{stem}.py", folder)
    monkeypatch.setattr(memory, "KATAS", folder)
    monkeypatch.setattr(memory, "FILE", tmp_path / ".remembered.json")
    return folder


def judged(katas, *stems, green=True):
    case = cases_of("kata01_mul")[0]
    return [Judgement(katas / f"{s}.py", results=[Result(case, None, ran=green)]) for s in stems]


def trains_without(stem, name="moons"):
    """Whether a step of training can do without a kata."""

    def missing(*given, **options):
        raise NotImplementedError

    data, plan = DATASETS[name](), train.PLANS[name]
    with kata.replaced(stem, missing):
        try:
            next(train.train(train.network(data, plan), data, plan))
        except NotImplementedError:
            return False
    return True


@pytest.mark.parametrize("stem", kata.stems())
def test_a_network_cannot_train_without_the_katas_that_it_calls(stem):
    if stem != "kata17_unbroadcast":  # the others have imported it before it is replaced
        assert trains_without(stem) == (stem not in MOONS)


def test_each_green_kata_counts(katas):
    for count, stem in enumerate(MOONS[:-1], 1):
        memory.note(judged(katas, stem))
        assert f"yours ({count} of {len(MOONS)} katas): minigrad train moons" in payoff.payoff(stem)
    assert "your code alone: minigrad train moons --yours" in payoff.payoff(MOONS[-1])
    assert f"({len(MOONS)} of 23 katas): minigrad train digits" in payoff.payoff("kata01_mul")


def test_a_network_that_calls_none_of_them_is_told():
    assert "minigrad train digits --yours" in payoff.uncalled("circles", ["kata01_mul"])
    assert not payoff.uncalled("circles", ["kata01_mul", "kata11_relu"])
    assert not payoff.uncalled("digits", ["kata01_mul"])


def test_a_kata_is_green_until_it_changes(katas):
    memory.note(judged(katas, "kata01_mul", "kata03_sum"))
    assert memory.greens() == ["kata01_mul", "kata03_sum"]
    path = katas / "kata03_sum.py"
    text = path.read_text()
    path.write_text(text + "\n")
    assert memory.greens() == ["kata01_mul"]
    path.write_text(text)
    assert memory.greens() == ["kata01_mul", "kata03_sum"]
    memory.note(judged(katas, "kata03_sum", green=False))
    path.unlink()
    assert memory.greens() == ["kata01_mul"]


def test_a_judgement_of_another_file_is_not_remembered(katas, tmp_path):
    memory.note(judged(tmp_path, "kata01_mul"))
    assert memory.greens() == [] and not memory.FILE.exists()


def test_an_exam_is_passed_until_a_kata_changes(katas):
    passed = memory.Passed("2026-02-03", 0.975)
    memory.note_exam(passed, memory.digests())
    memory.note(judged(katas, "kata01_mul"))
    assert memory.exam() == passed
    assert str(board.exam_stands()) == (
        "You passed the exam on 3 February 2026, with 97.5% of the digits."
    )
    (katas / "kata01_mul.py").write_text("")
    assert memory.exam() is None
    assert str(board.exam_stands()) == "Next: minigrad exam"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"green": 3, "exam": []}',
        '{"green": {"kata01_mul": ["x"]}, "exam": {"day": 1}}',
        '{"exam": {"day": "soon", "accuracy": 1.0, "texts": {}}}',
        "[" * 100_000,
        "\ud800",
    ],
    ids=range(8),
)
def test_a_broken_memory_is_none(katas, text):
    memory.FILE.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert memory.greens() == [] and memory.exam() is None
    memory.note(judged(katas, "kata01_mul"))
    assert memory.greens() == ["kata01_mul"]


def test_a_memory_that_cannot_be_written_does_no_harm(katas):
    memory.FILE.mkdir()
    memory.note(judged(katas, "kata01_mul"))
    assert memory.greens() == []
    with pytest.raises(OSError):
        memory.note_exam(memory.Passed("2026-02-03", 0.975), memory.digests())
