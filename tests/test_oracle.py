"""The oracle: recorded answers are PyTorch's, and what is new or damaged is noticed."""

import subprocess
import sys

import clone as clones
import numpy as np
import pytest
from clone import make, minigrad, new_clone, only_stubs, solve
from rich.console import Console

from minigrad import kata, layers
from minigrad.dojo import answers
from minigrad.judging import oracle, recording
from minigrad.judging.cases import array, case, cases_of, lines
from minigrad.judging.recording import NoAnswer

SUM = "kata03_sum"
RIGHT = cases_of(SUM)
RECORDED = recording.path_of(SUM).read_text("utf-8")
ODD = [
    case("NaN and infinities", "x.sum(axis=0)", x=[[1.0, float("nan")], [float("-inf"), 2.0]]),
    case("minus zero", "x * y", x=[-0.0, 0.0], y=[1.0, -1.0]),
    case("a third", "x / y", x=[1.0, 1e-300], y=[3.0, 7e300]),
    case("empty", "x.sum(axis=1)", x=(0, 3)),
    lines("names", "names = ['a', 'b']\ntruths = [x.sum().item() > 0]", "names truths", x=[1.0]),
    lines("nothing", "y = None", "y x.grad", x=[1.0]),
    case("none there", "x.sum(axis=2)", x=(2, 3), refused=True),
]


@pytest.fixture
def without_pytorch(monkeypatch):
    monkeypatch.setattr(layers, "is_missing", lambda package: True)


@pytest.fixture
def recorded_in(tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "RECORDED", tmp_path / "recorded")
    return tmp_path / "recorded"


@pytest.mark.parametrize("stem", kata.stems())
def test_what_is_recorded_is_what_pytorch_answers(stem):
    table = cases_of(stem)
    faults = recording.faults(stem, table, oracle.live(stem, table))
    assert not faults, "\n".join([*faults, "`make answers` records them anew."])


def test_every_file_belongs_to_a_kata():
    assert sorted(path.stem for path in recording.RECORDED.iterdir()) == kata.stems()


def equal(a, b):
    """Equal to the last bit, the sign of a zero too."""
    return all(
        x is y is None
        or x.keys() == y.keys()
        and all(
            x[k] is y[k] is None
            or (x[k].dtype, x[k].shape, x[k].tobytes()) == (y[k].dtype, y[k].shape, y[k].tobytes())
            for k in x
        )
        for x, y in zip(a, b, strict=True)
    )


def test_nothing_is_lost_in_the_recording(recorded_in, monkeypatch):
    live = oracle.live(SUM, ODD)
    zeros = (live[1] or {})["output"]
    assert live[-1] is None and zeros is not None and np.signbit(zeros).all()
    recording.write(SUM, ODD, live)
    monkeypatch.setattr(layers, "is_missing", lambda package: True)
    assert equal(oracle.recorded(SUM, ODD), live)
    assert not recording.faults(SUM, ODD, live)


CHANGED = case(RIGHT[0].name, "x.sum(axis=-1)", x=[1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    "new",
    [
        CHANGED,
        case("sum a whole vector", "x.sum()", x=[1.0, 2.0, 5.0]),
        case("sum a whole vector", "x.sum()", x=array([1.0, 2.0, 4.0])),
        case("a new one", "x.sum()", x=[1.0, 2.0, 4.0]),
    ],
)
def test_a_case_that_was_added_or_changed_is_asked(new, monkeypatch, capsys):
    asked = []
    live = oracle.live

    def counted(stem, table):
        asked.append(table)
        return live(stem, table)

    monkeypatch.setattr(oracle, "live", counted)
    oracle._announce.cache_clear()
    assert equal(oracle.recorded(SUM, [new, *RIGHT[1:]]), live(SUM, [new, *RIGHT[1:]]))
    assert asked == [[new]]
    assert "Asking PyTorch" in capsys.readouterr().err


def test_without_pytorch_it_is_told_in_a_sentence(without_pytorch):
    with pytest.raises(NoAnswer, match=r"'sum a whole vector': no answer.* install .*\[test\]"):
        oracle.recorded(SUM, [CHANGED])
    with pytest.raises(NoAnswer, match=r"PyTorch is not installed here"):
        oracle.live(SUM, RIGHT)


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda rows: rows[:3] + rows[4:], "case 'sum each column': its answer is not recorded"),
        (lambda rows: ['{"PyTorch": "1.0"}\n', *rows[1:]], "recorded from PyTorch 1.0"),
        (
            lambda rows: [*rows[:1], rows[1].replace("[7.0]", "[7.001]"), *rows[2:]],
            "case 'sum a whole vector': PyTorch answers otherwise",
        ),
        (
            lambda rows: [*rows[:-1], rows[-1].replace("null", "{}")],
            f"case '{RIGHT[-1].name}': PyTorch answers otherwise",
        ),
        (
            lambda rows: [*rows, rows[1].replace('"asked": "', '"asked": "0')],
            "case 'sum a whole vector': left over",
        ),
    ],
)
def test_what_is_not_as_pytorch_answers_is_named(change, said, recorded_in):
    live = oracle.live(SUM, RIGHT)
    recording.write(SUM, RIGHT, live)
    assert not recording.faults(SUM, RIGHT, live)
    path = recording.path_of(SUM)
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))
    (fault,) = recording.faults(SUM, RIGHT, live)
    assert fault.startswith(f"{SUM}: {said}")


def test_make_answers_mends_what_is_wrong_and_leaves_the_rest(tmp_path, monkeypatch, capsys):
    right = recording.path_of(SUM).read_text()
    monkeypatch.setattr(answers, "stems", lambda: [SUM, "kata06_neg"])
    monkeypatch.setattr(answers, "ROOT", tmp_path)
    monkeypatch.setattr(recording, "RECORDED", tmp_path)
    (tmp_path / f"{SUM}.jsonl").write_text(right.replace("7.0", "7.00000000001"))
    (tmp_path / "kata06_neg.jsonl").write_text("damaged")
    (tmp_path / "kata99_gone.jsonl").write_text("")
    answers.record(Console())
    assert "7.00000000001" in (tmp_path / f"{SUM}.jsonl").read_text()  # another machine's digit
    assert len((tmp_path / "kata06_neg.jsonl").read_text().splitlines()) > 2
    assert not (tmp_path / "kata99_gone.jsonl").exists()
    assert "1 of 2 files were right already." in capsys.readouterr().out


def test_a_refusal_that_pytorch_does_not_share_is_told():
    with pytest.raises(NoAnswer, match="case 'fits': PyTorch does not refuse"):
        oracle.live(SUM, [case("fits", "x.sum()", x=(2,), refused=True)])


def test_a_case_that_pytorch_cannot_run_is_told():
    with pytest.raises(NoAnswer, match="case 'no axis': PyTorch cannot run .*axis=7"):
        oracle.live(SUM, [case("no axis", "x.sum(axis=7)", x=(2,))])


# In a copy of the clone, as a learner without PyTorch has it.


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    clone = new_clone(tmp_path_factory.mktemp("oracle"))
    (clone / "sitecustomize.py").write_text("import sys\nsys.modules['torch'] = None\n")
    return clone


@pytest.fixture
def clone(whole):
    solve(whole, SUM)
    yield whole
    only_stubs(whole)


@pytest.fixture
def path(clone):
    path = clone / "tests" / "recorded" / f"{SUM}.jsonl"
    before = path.read_text()
    yield path
    path.write_text(before)


def bare_pytest(clone, *words, **environment):
    return clones.bare_pytest(clone, f"tests/test_{SUM}.py", *words, **environment)


def test_a_learner_needs_no_pytorch(clone):
    here = {"PYTHONPATH": str(clone)}
    assert "GREEN" in minigrad(clone, "kata", "3", **here).stdout
    assert "1 of 23 are green." in minigrad(clone, "progress", **here).stdout
    assert "Kata 1, mul" in minigrad(clone, "next", **here).stdout
    done = bare_pytest(clone, **here)
    assert done.returncode == 0 and "oracle: PyTorch 2.13.0, recorded" in done.stdout


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.encode()[: len(text) // 2],
        lambda text: text.replace("[7.0]", "[7.0, 8.0]").encode(),
        lambda text: b"",
        lambda text: b"\xff\xfe\x00",
        lambda text: text.replace("PyTorch", "Python").encode(),
        lambda text: text.replace('"answer"', '"question"').encode(),
        lambda text: (text + "7\n").encode(),
    ],
)
def test_a_damaged_file_is_noticed(damage, recorded_in):
    recorded_in.mkdir()
    recording.path_of(SUM).write_bytes(damage(RECORDED))
    with pytest.raises(NoAnswer, match=rf"{SUM}.jsonl is damaged; this brings it back: git check"):
        oracle.recorded(SUM, RIGHT)


def test_a_damaged_file_is_told_in_a_sentence(clone, path):
    path.write_bytes(b"\xff\xfe\x00")
    sentence = f"tests/recorded/{path.name} is damaged; this brings it back: git checkout tests/rec"
    for words in (["kata", "3"], ["progress"]):
        done = minigrad(clone, *words)
        assert done.returncode == 2 and done.stderr.startswith(sentence)
        assert done.stderr.count("\n") == 1
    done = bare_pytest(clone)
    assert done.returncode == 1 and sentence in done.stdout


def test_a_case_without_an_answer_is_told_in_a_sentence(clone, path):
    path.unlink()
    done = minigrad(clone, "kata", "3", PYTHONPATH=str(clone))
    assert done.returncode == 2
    assert "case 'sum a whole vector': no answer of PyTorch's is recorded" in done.stderr
    assert done.stderr.count("\n") == 1


def test_live_pytorch_is_another_judge(clone, path):
    path.write_text(path.read_text().replace("[7.0]", "[7.5]"))
    assert minigrad(clone, "kata", "3").returncode == 1
    assert minigrad(clone, "kata", "3", "--live").returncode == 0
    done = bare_pytest(clone, "--judge=both")
    assert done.returncode == 1 and "oracle: PyTorch 2.13.0, recorded" in done.stdout
    done = bare_pytest(clone, "--live", "--judge=both")
    assert done.returncode == 0 and "oracle: PyTorch 2.13.0, live" in done.stdout


def test_live_without_pytorch_is_told_in_a_sentence(clone):
    told, here = "PyTorch is not installed here; this", {"PYTHONPATH": str(clone)}
    for done in (
        minigrad(clone, "kata", "3", "--live", **here),
        make(clone, "kata", "N=3", "LIVE=1", **here),
    ):
        assert done.returncode == 2 and told in done.stderr
    for option in ("--live", "--judge=solutions"):
        done = bare_pytest(clone, option, **here)
        assert done.returncode == 1 and told in done.stdout
    assert "GREEN" in make(clone, "kata", "N=3", "LIVE=0", **here).stdout


def test_judging_imports_no_pytorch():
    code = (
        "import sys; from minigrad.judging import judge; judge.judge_yours('kata03_sum');"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=kata.ROOT, capture_output=True)
    assert done.stdout.strip() == b"False"
