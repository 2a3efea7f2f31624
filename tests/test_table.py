"""What the known mistakes answer is remembered, and made anew when anything it follows from is."""

import pytest

from minigrad import kata
from minigrad.diagnosis import table
from minigrad.judging import oracle
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import Result

NEG = "kata06_neg"


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A kata's cases with PyTorch's answers; the table's file is in a folder of the test's own."""
    monkeypatch.setattr(table, "STORE", tmp_path / "store")
    monkeypatch.setattr(table, "MISTAKES", tmp_path)
    for path in (kata.SOLUTIONS / "mistakes").glob(f"{NEG}.py"):
        (tmp_path / path.name).write_text(path.read_text())
    cases = cases_of(NEG)
    return [Result(*pair) for pair in zip(cases, oracle.recorded(NEG, cases), strict=True)]


def _forbid(*args):
    raise AssertionError("the mistakes were tried again")


def _read_anew(asked):
    table._read.cache_clear()
    return table.table_of(NEG, asked)


def test_the_table_is_remembered_whole(asked, monkeypatch):
    made = table.table_of(NEG, asked)
    assert made == table.tried(NEG, asked)
    monkeypatch.setattr(table, "tried", _forbid)
    assert _read_anew(asked) == made


@pytest.mark.parametrize(
    "damage", [lambda t: b"", lambda t: t[:-9], lambda t: t + b"1", bytes.upper]
)
def test_a_damaged_file_is_made_anew(asked, damage):
    made = table.table_of(NEG, asked)
    path = table.STORE / f"{NEG}.json"
    before = path.read_bytes()
    path.write_bytes(damage(before))
    assert _read_anew(asked) == made
    assert path.read_bytes() == before


def test_a_changed_mistake_is_tried_again(asked):
    before = table.table_of(NEG, asked)
    path = table.MISTAKES / f"{NEG}.py"
    path.write_text(path.read_text() + "\n\ndef another(self):\n    '''x\n\n    y\n    '''\n")
    assert _read_anew(asked).keys() - before.keys() == {"another"}


def test_another_case_or_another_answer_counts(asked):
    before = table.table_of(NEG, asked)
    row = next(iter(before.values()))[1]
    assert len(next(iter(table.table_of(NEG, asked[1:]).values()))[1]) == len(row) - 1
    theirs = {
        label: values if values is None else values + 1 for label, values in asked[0].theirs.items()
    }
    asked[0] = Result(asked[0].case, theirs)
    first = [row[0] for _, row in table.table_of(NEG, asked).values()]
    assert not any(one and one.right for one in first)


def test_without_a_folder_to_write_to_the_mistakes_are_tried(asked):
    table.STORE.write_text("a file where the folder should be")
    assert table.table_of(NEG, asked) == table.tried(NEG, asked)


def test_a_long_case_is_left_out_where_others_show_the_mistake(asked):
    wrong = table.functions_in(table.MISTAKES / f"{NEG}.py")["ignored"]
    assert table.outcomes(NEG, wrong, asked, {0})[0] is None
    assert all(table.outcomes(NEG, wrong, asked))
    assert all(table.outcomes(NEG, kata.load(kata.SOLUTIONS / f"{NEG}.py"), asked, {0}))
