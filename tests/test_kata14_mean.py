"""Kata 14, mean: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("the mean of a whole vector", "x.mean()", x=[1.0, 2.0, 6.0]),
        case("the mean of a whole matrix", "x.mean()", x=(2, 3)),
        case("the mean of each column", "x.mean(axis=0)", x=(2, 3)),
        case("the mean of each row", "x.mean(axis=1)", x=(2, 3)),
        case("axis given by position", "x.mean(1)", x=(2, 3)),
        case("the mean of each column of a square", "x.mean(axis=0)", x=(3, 3)),
        case("the mean of each row of a square", "x.mean(axis=1)", x=(3, 3)),
        case("the last axis", "x.mean(axis=-1)", x=(2, 3)),
        case("the second to last axis", "x.mean(axis=-2)", x=(2, 3)),
        case("axis=None", "x.mean(axis=None)", x=(2, 3)),
        case("the only axis", "x.mean(axis=0)", x=(3,)),
    ],
    "keepdims": [
        case("keepdims, axis 0", "x.mean(axis=0, keepdims=True)", x=(2, 3)),
        case("keepdims, axis 1", "x.mean(axis=1, keepdims=True)", x=(2, 3)),
        case("keepdims, axis -1", "x.mean(axis=-1, keepdims=True)", x=(2, 3)),
        case(
            "keepdims, all axes",
            "x.mean(keepdims=True)",
            torch="x.mean(axis=None, keepdims=True)",
            x=(2, 3),
        ),
        case("keepdims given by position", "x.mean(1, True)", x=(2, 3)),
    ],
    "more axes": [
        case("the middle axis of three", "x.mean(axis=1)", x=(2, 3, 4)),
        case("the middle axis, counted from the end", "x.mean(axis=-2)", x=(2, 3, 4)),
        case("two of three axes", "x.mean(axis=(0, 2))", x=(2, 3, 4)),
        case("two axes, out of order", "x.mean(axis=(2, 0))", x=(2, 3, 4)),
        case("one positive and one negative axis", "x.mean(axis=(0, -1))", x=(2, 3, 4)),
        case("two negative axes", "x.mean(axis=(-1, -3))", x=(2, 3, 4)),
        case("every axis, out of order", "x.mean(axis=(1, 0, 2))", x=(2, 3, 4)),
        case("a tuple with one axis", "x.mean(axis=(1,))", x=(2, 3, 4)),
        case("keepdims, two axes", "x.mean(axis=(-1, 0), keepdims=True)", x=(2, 3, 4)),
        case("the first axis of a cube", "x.mean(axis=0)", x=(2, 2, 2)),
        case("the middle axis of a cube", "x.mean(axis=1)", x=(2, 2, 2)),
        case("the last axis of a cube", "x.mean(axis=-1)", x=(2, 2, 2)),
        case("two axes of a cube", "x.mean(axis=(2, 0))", x=(2, 2, 2)),
        case("two axes of four", "x.mean(axis=(1, -1))", x=(2, 2, 2, 2)),
        case("two axes of four, out of order", "x.mean(axis=(2, 0))", x=(2, 2, 2, 2)),
    ],
    "edges": [
        case("the mean of an axis of length 1", "x.mean(axis=1)", x=(3, 1)),
        case("the axis next to one of length 1", "x.mean(axis=0)", x=(3, 1)),
        case("the axis between two of length 1", "x.mean(axis=1)", x=(1, 3, 1)),
        case("a tensor with no axes", "x.mean()", x=3.0),
        case(
            "a tensor with no axes, keepdims",
            "x.mean(keepdims=True)",
            torch="x.mean(axis=None, keepdims=True)",
            x=3.0,
        ),
        case("infinity among the values", "x.mean(axis=0)", x=[[1.0, float("inf")], [2.0, 3.0]]),
        case("the mean of an empty vector", "x.mean()", x=(0,)),
        case("the mean of an axis of length 0", "x.mean(axis=1)", x=(2, 0)),
        case("the axis next to one of length 0", "x.mean(axis=0)", x=(2, 0)),
        case(
            "the mean of an axis of length 0, keepdims", "x.mean(axis=-1, keepdims=True)", x=(2, 0)
        ),
        case("the mean of two axes, one of length 0", "x.mean(axis=(1, 0))", x=(2, 0, 3)),
    ],
    "in a graph": [
        case("called twice and added", "x.mean(axis=0) + x.mean(axis=0)", x=(2, 3)),
        case("the means of both axes, added", "x.mean(axis=0) + x.mean(axis=1)", x=(3, 3)),
        case("x is used again later", "x.mean(axis=1, keepdims=True) + x", x=(2, 3)),
        case("a mean of means", "x.mean(axis=0).mean()", x=(2, 3)),
        case("after a broadcast add", "(x + y).mean(axis=0)", x=(2, 3), y=(3,)),
        case("x needs no gradient", "x.mean(axis=0) + y", x=constant(2, 3), y=(3,)),
        case("nothing needs a gradient", "x.mean(axis=0)", x=constant(2, 3)),
    ],
    "must raise": [
        case("an axis out of range", "x.mean(axis=2)", x=(2, 3), refused=True),
        case("a negative axis out of range", "x.mean(axis=-3)", x=(2, 3), refused=True),
        case("one of two axes out of range", "x.mean(axis=(0, 2))", x=(2, 3), refused=True),
        case("the same axis twice", "x.mean(axis=(0, 0))", x=(2, 3), refused=True),
        case("the same axis twice, as 1 and -1", "x.mean(axis=(1, -1))", x=(2, 3), refused=True),
    ],
}


def test_mean(judge_case):
    judge_case()
