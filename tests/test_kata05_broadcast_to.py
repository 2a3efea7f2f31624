"""Kata 5, broadcast_to: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("repeat a vector as three rows", "x.broadcast_to((3, 2))", x=[1.0, 2.0]),
        case("stretch one row to two", "x.broadcast_to((2, 3))", x=(1, 3)),
        case("stretch a column", "x.broadcast_to((2, 3))", x=(2, 1)),
        case("one element into a vector", "x.broadcast_to((4,))", x=(1,)),
        case("one element into a matrix", "x.broadcast_to((2, 3))", x=(1, 1)),
        case("one element, with a new axis", "x.broadcast_to((2, 3))", x=(1,)),
        case("from no axes to one", "x.broadcast_to((4,))", x=3.0),
        case("from no axes to two", "x.broadcast_to((2, 3))", x=3.0),
        case("a vector keeps its shape", "x.broadcast_to((3,))", x=(3,)),
        case("a matrix keeps its shape", "x.broadcast_to((2, 3))", x=(2, 3)),
        case("a matrix of one row keeps its shape", "x.broadcast_to((1, 3))", x=(1, 3)),
        case("a tensor with no axes keeps its shape", "x.broadcast_to(())", x=3.0),
        case("a new axis of length 1", "x.broadcast_to((1, 3))", x=(3,)),
        case("two new axes of length 1", "x.broadcast_to((1, 1, 3))", x=(3,)),
        case("from no axes to one of length 1", "x.broadcast_to((1,))", x=3.0),
    ],
    "more axes": [
        case("two new axes", "x.broadcast_to((3, 4, 2))", x=(2,)),
        case("stretch the middle axis", "x.broadcast_to((2, 4, 3))", x=(2, 1, 3)),
        case("stretch the first and the last axis", "x.broadcast_to((2, 3, 4))", x=(1, 3, 1)),
        case("a new axis, and stretch the last one", "x.broadcast_to((2, 3, 4))", x=(3, 1)),
        case("a new axis next to a stretched one", "x.broadcast_to((2, 4, 3))", x=(1, 3)),
        case("a new axis next to one that stays 1", "x.broadcast_to((2, 1, 3))", x=(1, 3)),
        case("stretch one of two axes of length 1", "x.broadcast_to((2, 1, 3))", x=(1, 1, 3)),
        case("the new axis is as long as the next one", "x.broadcast_to((2, 2, 3))", x=(2, 3)),
    ],
    "squares and cubes": [
        case("a vector into a square", "x.broadcast_to((3, 3))", x=(3,)),
        case("one row into a square", "x.broadcast_to((3, 3))", x=(1, 3)),
        case("a column into a square", "x.broadcast_to((3, 3))", x=(3, 1)),
        case("a vector into a cube", "x.broadcast_to((2, 2, 2))", x=(2,)),
        case("a square into a cube", "x.broadcast_to((2, 2, 2))", x=(2, 2)),
        case("a column into a cube", "x.broadcast_to((2, 2, 2))", x=(2, 1)),
        case("one row into a cube", "x.broadcast_to((2, 2, 2))", x=(1, 2)),
        case("stretch the first axis of a cube", "x.broadcast_to((2, 2, 2))", x=(1, 2, 2)),
        case("stretch the middle axis of a cube", "x.broadcast_to((2, 2, 2))", x=(2, 1, 2)),
        case("stretch the last axis of a cube", "x.broadcast_to((2, 2, 2))", x=(2, 2, 1)),
        case("stretch the first two axes of a cube", "x.broadcast_to((2, 2, 2))", x=(1, 1, 2)),
        case("stretch two of four axes", "x.broadcast_to((2, 2, 2, 2))", x=(1, 2, 1, 2)),
        case("a new axis, and stretch two of four", "x.broadcast_to((2, 2, 2, 2))", x=(1, 2, 1)),
    ],
    "edges": [
        case("infinity among the values", "x.broadcast_to((2, 3))", x=[float("inf"), 0.0, -1.0]),
        case("stretch one element to length 0", "x.broadcast_to((0,))", x=(1,)),
        case("stretch a column to length 0", "x.broadcast_to((2, 0))", x=(2, 1)),
        case("a new axis of length 0", "x.broadcast_to((0, 3))", x=(3,)),
        case("from no axes to one of length 0", "x.broadcast_to((0,))", x=3.0),
        case("an empty vector keeps its shape", "x.broadcast_to((0,))", x=(0,)),
        case("repeat an empty vector as three rows", "x.broadcast_to((3, 0))", x=(0,)),
        case("stretch one empty row to three", "x.broadcast_to((3, 0))", x=(1, 0)),
    ],
    "in a graph": [
        case("called twice and added", "x.broadcast_to((2, 3)) + x.broadcast_to((2, 3))", x=(3,)),
        case("x is used again later", "x.broadcast_to((2, 3)) + x", x=(2, 1)),
        case("two shapes of x, added", "x.broadcast_to((3, 1)) + x.broadcast_to((3,))", x=(1,)),
        case("broadcast twice in a row", "x.broadcast_to((1, 3)).broadcast_to((2, 2, 3))", x=(3,)),
        case("after a broadcast add", "(x + y).broadcast_to((2, 2, 3))", x=(2, 1), y=(3,)),
        case("x needs no gradient", "x.broadcast_to((2, 3)) + y", x=constant(3), y=(2, 1)),
        case("nothing needs a gradient", "x.broadcast_to((2, 3))", x=constant(3)),
    ],
    "must raise": [
        case("a vector to another length", "x.broadcast_to((2,))", x=(3,), refused=True),
        case("a vector to twice its length", "x.broadcast_to((4,))", x=(2,), refused=True),
        case("a new axis on the right", "x.broadcast_to((3, 2))", x=(3,), refused=True),
        case("swap the lengths of two axes", "x.broadcast_to((3, 2))", x=(2, 3), refused=True),
        case("fewer axes than before", "x.broadcast_to((3,))", x=(2, 3), refused=True),
        case("drop an axis of length 1", "x.broadcast_to((3,))", x=(1, 3), refused=True),
        case("drop the only axis", "x.broadcast_to(())", x=(1,), refused=True),
        case("shrink an axis to length 1", "x.broadcast_to((1, 3))", x=(2, 3), refused=True),
        case("shrink an axis to length 0", "x.broadcast_to((0,))", x=(2,), refused=True),
        case("an empty vector to length 3", "x.broadcast_to((3,))", x=(0,), refused=True),
    ],
}


def test_broadcast_to(judge_case):
    judge_case()
