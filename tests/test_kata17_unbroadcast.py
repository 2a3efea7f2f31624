"""Kata 17, unbroadcast: what it must do. Arrays in, arrays out. At the end, inside `add`."""

from minigrad.judging.cases import array, case


def down(name, shape, to):
    """Sum a gradient down from one shape to another."""
    return case(name, f"unbroadcast(g, {to})", torch=f"g.sum_to_size({to})", g=array(*shape))


CASES = {
    "new axes": [
        down("undo a new axis", (2, 3), (3,)),
        down("a vector down to no axes", (4,), ()),
        down("a matrix down to no axes", (2, 3), ()),
        down("undo two new axes", (3, 4, 2), (2,)),
        down("undo three new axes", (2, 3, 2, 4), (4,)),
        down("undo a new axis before two others", (2, 3, 4), (3, 4)),
        down("a square down to a vector", (3, 3), (3,)),
        down("a cube down to a square", (2, 2, 2), (2, 2)),
        down("a cube down to a vector", (2, 2, 2), (2,)),
    ],
    "stretched axes": [
        down("undo stretching a column", (2, 3), (2, 1)),
        down("undo stretching one row", (2, 3), (1, 3)),
        down("a vector down to one element", (4,), (1,)),
        down("a matrix down to one element", (2, 3), (1, 1)),
        down("undo stretching the first of three axes", (2, 3, 4), (1, 3, 4)),
        down("undo stretching the middle of three axes", (2, 3, 4), (2, 1, 4)),
        down("undo stretching the last of three axes", (2, 3, 4), (2, 3, 1)),
        down("undo stretching the first and last of three", (2, 3, 4), (1, 3, 1)),
        down("undo stretching the last two of three", (2, 3, 4), (2, 1, 1)),
        down("undo stretching all three axes", (2, 3, 4), (1, 1, 1)),
        down("a square down to a column", (3, 3), (3, 1)),
        down("a square down to one row", (3, 3), (1, 3)),
        down("undo stretching the first axis of a cube", (2, 2, 2), (1, 2, 2)),
        down("undo stretching the middle axis of a cube", (2, 2, 2), (2, 1, 2)),
        down("undo stretching the last axis of a cube", (2, 2, 2), (2, 2, 1)),
        down("undo stretching the first two of a cube", (2, 2, 2), (1, 1, 2)),
        down("undo stretching the first and last of a cube", (2, 2, 2), (1, 2, 1)),
        down("undo stretching two of four axes", (2, 2, 2, 2), (1, 2, 1, 2)),
    ],
    "both": [
        down("a matrix down to a vector of one", (2, 3), (1,)),
        down("undo a new axis and a stretched last one", (2, 3, 4), (3, 1)),
        down("undo a new axis next to a stretched one", (2, 4, 3), (1, 3)),
        down("undo two new axes and a stretched one", (2, 2, 3, 4), (3, 1)),
        down("a cube down to a column", (2, 2, 2), (2, 1)),
        down("a cube down to one row", (2, 2, 2), (1, 2)),
        down("undo a new axis and two stretched ones", (2, 2, 2, 2), (1, 2, 1)),
    ],
    "same shape": [
        down("nothing was broadcast", (2, 3), (2, 3)),
        down("a vector keeps its shape", (3,), (3,)),
        down("an array with no axes keeps its shape", (), ()),
        down("an axis of length 1 stays", (1, 3), (1, 3)),
        down("one element keeps its shape", (1, 1), (1, 1)),
        down("an empty vector keeps its shape", (0,), (0,)),
    ],
    "short axes": [
        down("undo a new axis of length 1", (1, 3), (3,)),
        down("undo two new axes, one of length 1", (1, 2, 3), (3,)),
        down("length 1 stays, the next axis shrinks", (1, 3), (1, 1)),
        down("the middle axis of length 1 stays", (2, 1, 3), (1, 1, 3)),
        down("a new axis goes, length 1 stays", (2, 1, 3), (1, 3)),
        down("one element loses one axis", (1, 1), (1,)),
        down("one element loses both axes", (1, 1), ()),
        down("undo stretching a column to length 0", (2, 0), (2, 1)),
        down("undo stretching one row to length 0", (0, 3), (1, 3)),
        down("undo stretching one element to length 0", (0,), (1,)),
        down("undo a new axis of length 0", (0, 3), (3,)),
        down("an empty vector down to no axes", (0,), ()),
        down("three empty rows down to a vector", (3, 0), (0,)),
        down("three empty rows down to one row", (3, 0), (1, 0)),
    ],
    "in x + y": [
        case("in x + y, where y is a vector", "x + y", x=(2, 3), y=(3,)),
        case("in x + y, where both are broadcast", "x + y", x=(2, 1), y=(1, 3)),
        case("in x + y, where x has no axes", "x + y", x=3.0, y=(2, 2)),
        case("in x + x", "x + x", x=(2, 2)),
    ],
}


def test_unbroadcast(judge_case):
    judge_case()
