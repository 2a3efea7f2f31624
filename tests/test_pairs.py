"""Two of a kind: copies are found under other names; who wrote alone is rarely taken for one."""

import random

import pytest
from classes import honest_class, renamed, right_answers, student, written

from minigrad.grading.pairs import pairs
from minigrad.grading.shapes import shape
from minigrad.kata import stems

OWN_WORK = """
from minigrad import Tensor


def transpose(self, *axes):
    if len(axes) == 1 and type(axes[0]) is tuple:
        axes = axes[0]
    rank = self.data.ndim
    wanted = []
    position = 0
    while position < rank:
        if axes:
            wanted.append(axes[position] if axes[position] >= 0 else rank + axes[position])
        else:
            wanted.append(rank - 1 - position)
        position += 1
    back = {}
    for place, axis in enumerate(wanted):
        back[axis] = place
    inverse = [back[axis] for axis in sorted(back)]
    moved = self.data
    for step in range(rank):
        now = list(range(rank))
        moved = moved if step else moved.transpose(wanted)
        assert len(now) == moved.ndim, "axes were lost"

    def vjp(grad):
        result = grad.transpose(inverse)
        return [result]

    return Tensor.from_op("transpose", moved, [self], vjp)
"""


def alike(a, b):
    one, other = shape(a), shape(b)
    return one is not None and other is not None and one.tree == other.tree


def found(grades):
    return {(pair.first, pair.second) for pair in pairs(grades)}


@pytest.mark.parametrize("stem", stems())
def test_new_names_and_layout_leave_the_shape(stem):
    for text in right_answers(stem):
        assert renamed(text) != text and alike(renamed(text), text)


ONE = "import numpy as np\ndef exp(self):\n    out = np.exp(self.data)\n    return out\n"


@pytest.mark.parametrize(
    "other",
    [
        "from numpy import exp as e\ndef exp(x):\n    y = e(x.data)\n    return y",
        "import numpy as np\ndef exp(self):\n    out = np.exp(self.grad)\n    return out\n",
        "import numpy as np\ndef exp(self):\n    out = np.log(self.data)\n    return out\n",
        "import numpy as np\ndef exp(self):\n    out = np.exp(self.data)\n    return self\n",
        "import numpy as np\ndef exp(self):\n    out = np.exp(self.data) + 1\n    return out\n",
    ],
)
def test_other_code_has_another_shape(other):
    assert not alike(ONE, other)


def test_names_are_told_apart_by_their_scopes():
    one = "def f(x):\n    def g(x):\n        return x\n    return [i for i in g(x)], [i for i in x]"
    two = "def f(a):\n    def g(b):\n        return b\n    return [c for c in g(a)], [d for d in a]"
    other = (
        "def f(a):\n    def g(b):\n        return a\n    return [c for c in g(a)], [d for d in a]"
    )
    assert alike(one, two) and not alike(one, other)


def test_notes_to_oneself_leave_the_shape():
    noted = '''
import numpy
"""My own work."""
def exp(self: object) -> object:
    "doc"  # and more
    out: object = numpy.exp(self.data)
    pass
    return (out)
'''
    assert shape(noted) and shape("def exp(") is None and shape("x" * 100_000) is None
    assert shape("-" * 40_000 + "1") is None  # it ends


@pytest.mark.parametrize("size", [2, 5, 20])
def test_who_wrote_alone_is_rarely_paired(size):
    assert sum(len(pairs(honest_class(size, seed))) for seed in range(3)) <= 1


@pytest.mark.parametrize("size", [2, 5, 20])
def test_a_renamed_copy_is_paired(size):
    grades = honest_class(size, seed=5)
    copied = [renamed(mark.code) for mark in grades[0].marks]
    assert found([*grades, student("copy", copied)]) == {("Student 0", "copy")}


def test_one_long_kata_of_ones_own_is_enough():
    grades = honest_class(12, seed=6)
    k = [mark.stem for mark in grades[0].marks].index("kata04_transpose")
    grades[3].marks[k].code, grades[7].marks[k].code = OWN_WORK, renamed(OWN_WORK)
    (pair,) = pairs(grades)
    assert (pair.first, pair.second) == ("Student 3", "Student 7")
    assert pair.alike["kata04_transpose"] == 0


def test_the_reference_explains_itself():
    reference = [right_answers(stem)[0] for stem in stems()]
    assert not pairs([student(name, map(renamed, reference)) for name in "ab"])


def test_what_the_whole_class_wrote_explains_itself():
    chance = random.Random(1)
    spread = [written(stem, chance) for stem in stems()]
    assert not pairs([student(f"Student {k}", spread) for k in range(20)])


def test_what_was_not_written_is_no_copy():
    grades = honest_class(2, seed=7)
    for grade in grades:
        for mark in grade.marks:
            mark.code, mark.state = "def x(): return 1234 + 5678", "missing"
    assert not pairs(grades) and not pairs(grades[:1]) and not pairs([])
