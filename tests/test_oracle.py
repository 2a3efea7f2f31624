"""The oracle remembers PyTorch's answers, and notices when it must not."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from minigrad.judging import oracle
from minigrad.judging.cases import case, cases_of
from minigrad.kata import ROOT

TABLE = [
    case("sum", "x.sum(axis=0)", x=[[1.0, float("nan")], [float("inf"), 2.0]]),
    case("empty", "x.sum()", x=(0, 3)),
    case("none there", "x.sum(axis=2)", x=(2, 3), refused=True),
]


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(oracle, "STORE", tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def asked(monkeypatch):
    """How often PyTorch was asked."""
    times = []
    ask = oracle.ask

    def counted(*args):
        times.append(1)
        return ask(*args)

    monkeypatch.setattr(oracle, "ask", counted)
    return times


def equal(a, b):
    return all(
        x is y is None
        or x.keys() == y.keys()
        and all(np.array_equal(x[k], y[k], equal_nan=True) for k in x)
        for x, y in zip(a, b, strict=True)
    )


def test_what_is_remembered_is_what_was_answered(asked):
    live = oracle.ask("kata03_sum", TABLE)
    asked.clear()
    assert equal(oracle.recall("kata03_sum", TABLE), live)
    assert equal(oracle.recall("kata03_sum", TABLE), live)
    assert len(asked) == 1


def test_a_changed_case_asks_again(asked):
    oracle.recall("kata03_sum", TABLE)
    oracle.recall("kata03_sum", TABLE[:2])
    oracle.recall("kata03_sum", [case("sum", "x.sum(axis=1)", x=(2, 2))])
    assert len(asked) == 3


def test_another_version_of_pytorch_asks_again(asked, monkeypatch, tmp_path):
    oracle.recall("kata03_sum", TABLE)
    (tmp_path / "version.py").write_text("__version__ = '99'")

    class Spec:
        origin = str(tmp_path / "__init__.py")

    monkeypatch.setattr(oracle.importlib.util, "find_spec", lambda name: Spec)
    oracle.recall("kata03_sum", TABLE)
    assert len(asked) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("2.0", "3.0"),
        lambda text: "{}\n" + text,
        lambda text: text.replace("\n", " "),
    ],
)
def test_a_damaged_store_is_noticed(asked, store, damage):
    live = oracle.recall("kata03_sum", TABLE)
    path = store / "kata03_sum.json"
    path.write_text(damage(path.read_text()))
    assert equal(oracle.recall("kata03_sum", TABLE), live)
    assert len(asked) == 2


def test_a_store_that_is_no_text_or_no_file_is_noticed(asked, store):
    oracle.recall("kata03_sum", TABLE)
    path = store / "kata03_sum.json"
    path.write_bytes(b"\xff\xfe\x00")
    oracle.recall("kata03_sum", TABLE)
    path.unlink()
    path.mkdir()
    oracle.recall("kata03_sum", TABLE)
    assert len(asked) == 3


def test_a_store_that_cannot_be_written_is_done_without(asked, store):
    store.write_text("a file where the folder should be")
    assert equal(oracle.recall("kata03_sum", TABLE), oracle.recall("kata03_sum", TABLE))
    assert len(asked) == 2


def test_a_refusal_that_pytorch_does_not_share_is_an_error():
    with pytest.raises(ValueError, match="PyTorch does not refuse"):
        oracle.ask("kata03_sum", [case("fits", "x.sum()", x=(2,), refused=True)])


def test_a_case_that_pytorch_cannot_run_is_an_error_that_names_it():
    with pytest.raises(IndexError) as error:
        oracle.ask("kata03_sum", [case("no axis", "x.sum(axis=7)", x=(2,))])
    assert "no axis" in error.value.__notes__[0]


def test_a_judge_of_solutions_does_not_notice_false_answers(tmp_path):
    """Answers stored under the right key, but false: `--judge=solutions` asks PyTorch live."""
    table = cases_of("kata03_sum")
    false = [one and {label: np.array(7.0) for label in one} for one in oracle.ask("", table)]
    path = tmp_path / "kata03_sum.json"
    oracle._write(path, oracle._key(table), false)
    code = (
        "import sys, pytest; from pathlib import Path; from minigrad.judging import oracle;"
        f"oracle.STORE = Path({str(tmp_path)!r});"
        "sys.exit(pytest.main(['-q', sys.argv[1], 'tests/test_kata03_sum.py']))"
    )
    status = {
        whose: subprocess.run(
            [sys.executable, "-c", code, f"--judge={whose}"],
            cwd=ROOT,
            env=os.environ | {"PYTEST_ADDOPTS": "-p no:cacheprovider"},
            capture_output=True,
        ).returncode
        for whose in ("solutions", "both")
    }
    assert status == {"solutions": 0, "both": 1}
    assert json.loads(path.read_text().split("\n", 1)[1])[0]["output"]["values"] == [7.0]
