"""Kata 17, unbroadcast: what it must do. Arrays in, arrays out; then within `add`."""

from minigrad.judging.cases import array, case


def down(name, shape, to):
    """A gradient of one shape, summed down to another."""
    return case(name, f"unbroadcast(g, {to})", torch=f"g.sum_to_size({to})", g=array(*shape))


CASES = [
    down("a new axis", (2, 3), (3,)),
    down("a column, stretched", (2, 3), (2, 1)),
    down("one row, stretched", (2, 3), (1, 3)),
    down("nothing was broadcast", (2, 3), (2, 3)),
    down("a vector as it is", (3,), (3,)),
    down("no axes into one", (4,), ()),
    down("no axes into two", (2, 3), ()),
    down("no axes as they are", (), ()),
    down("one element into a vector", (4,), (1,)),
    down("one element into a matrix", (2, 3), (1, 1)),
    down("one element, a new axis too", (2, 3), (1,)),
    down("two new axes", (3, 4, 2), (2,)),
    down("three new axes", (2, 3, 2, 4), (4,)),
    down("a new axis before two", (2, 3, 4), (3, 4)),
    down("the first of three", (2, 3, 4), (1, 3, 4)),
    down("the middle of three", (2, 3, 4), (2, 1, 4)),
    down("the last of three", (2, 3, 4), (2, 3, 1)),
    down("the outer two of three", (2, 3, 4), (1, 3, 1)),
    down("the last two of three", (2, 3, 4), (2, 1, 1)),
    down("all of three", (2, 3, 4), (1, 1, 1)),
    down("a new axis and a stretched one", (2, 3, 4), (3, 1)),
    down("a new axis beside a stretched one", (2, 4, 3), (1, 3)),
    down("two new axes and a stretched one", (2, 2, 3, 4), (3, 1)),
    down("a column into a square", (3, 3), (3, 1)),
    down("one row into a square", (3, 3), (1, 3)),
    down("a vector into a square", (3, 3), (3,)),
    down("a square into a cube", (2, 2, 2), (2, 2)),
    down("a vector into a cube", (2, 2, 2), (2,)),
    down("a column into a cube", (2, 2, 2), (2, 1)),
    down("one row into a cube", (2, 2, 2), (1, 2)),
    down("the first axis of a cube", (2, 2, 2), (1, 2, 2)),
    down("the middle axis of a cube", (2, 2, 2), (2, 1, 2)),
    down("the last axis of a cube", (2, 2, 2), (2, 2, 1)),
    down("the first two axes of a cube", (2, 2, 2), (1, 1, 2)),
    down("the outer two axes of a cube", (2, 2, 2), (1, 2, 1)),
    down("two axes of four", (2, 2, 2, 2), (1, 2, 1, 2)),
    down("a new axis, and two of four", (2, 2, 2, 2), (1, 2, 1)),
    down("a new axis of length 1", (1, 3), (3,)),
    down("two new axes, one of length 1", (1, 2, 3), (3,)),
    down("length 1 on both sides", (1, 3), (1, 3)),
    down("length 1, stays beside a stretched one", (1, 3), (1, 1)),
    down("length 1, stays between two others", (2, 1, 3), (1, 1, 3)),
    down("length 1, behind a new axis", (2, 1, 3), (1, 3)),
    down("one element as it is", (1, 1), (1, 1)),
    down("one element, one axis too many", (1, 1), (1,)),
    down("one element, to no axes", (1, 1), ()),
    down("a column stretched to length 0", (2, 0), (2, 1)),
    down("one row stretched to length 0", (0, 3), (1, 3)),
    down("one element stretched to length 0", (0,), (1,)),
    down("a new axis of length 0", (0, 3), (3,)),
    down("no axes stretched to length 0", (0,), ()),
    down("nothing as it is", (0,), (0,)),
    down("nothing, in three rows", (3, 0), (0,)),
    down("nothing, one row stretched", (3, 0), (1, 0)),
    case("within a sum, a vector", "x + y", x=(2, 3), y=(3,)),
    case("within a sum, both sides", "x + y", x=(2, 1), y=(1, 3)),
    case("within a sum, a number", "x + y", x=3.0, y=(2, 2)),
    case("within a sum, x with itself", "x + x", x=(2, 2)),
]


def test_unbroadcast(judge_case):
    judge_case()
