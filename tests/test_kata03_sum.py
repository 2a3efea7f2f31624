"""Kata 3, sum: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("sum a whole vector", "x.sum()", x=[1.0, 2.0, 4.0]),
        case("sum a whole matrix", "x.sum()", x=(2, 3)),
        case("sum each column", "x.sum(axis=0)", x=(2, 3)),
        case("sum each row", "x.sum(axis=1)", x=(2, 3)),
        case("axis given by position", "x.sum(1)", x=(2, 3)),
        case("sum each column of a square", "x.sum(axis=0)", x=(3, 3)),
        case("sum each row of a square", "x.sum(axis=1)", x=(3, 3)),
        case("the last axis", "x.sum(axis=-1)", x=(2, 3)),
        case("the second to last axis", "x.sum(axis=-2)", x=(2, 3)),
        case("axis=None", "x.sum(axis=None)", x=(2, 3)),
        case("the only axis", "x.sum(axis=0)", x=(3,)),
    ],
    "keepdims": [
        case("keepdims, axis 0", "x.sum(axis=0, keepdims=True)", x=(2, 3)),
        case("keepdims, axis 1", "x.sum(axis=1, keepdims=True)", x=(2, 3)),
        case("keepdims, axis -1", "x.sum(axis=-1, keepdims=True)", x=(2, 3)),
        case(
            "keepdims, all axes",
            "x.sum(keepdims=True)",
            torch="x.sum(axis=None, keepdims=True)",
            x=(2, 3),
        ),
        case("keepdims given by position", "x.sum(1, True)", x=(2, 3)),
    ],
    "more axes": [
        case("the middle axis of three", "x.sum(axis=1)", x=(2, 3, 4)),
        case("the middle axis, counted from the end", "x.sum(axis=-2)", x=(2, 3, 4)),
        case("two of three axes", "x.sum(axis=(0, 2))", x=(2, 3, 4)),
        case("two axes, out of order", "x.sum(axis=(2, 0))", x=(2, 3, 4)),
        case("one positive and one negative axis", "x.sum(axis=(0, -1))", x=(2, 3, 4)),
        case("two negative axes", "x.sum(axis=(-1, -3))", x=(2, 3, 4)),
        case("every axis, out of order", "x.sum(axis=(1, 0, 2))", x=(2, 3, 4)),
        case("a tuple with one axis", "x.sum(axis=(1,))", x=(2, 3, 4)),
        case("keepdims, two axes", "x.sum(axis=(-1, 0), keepdims=True)", x=(2, 3, 4)),
        case("the first axis of a cube", "x.sum(axis=0)", x=(2, 2, 2)),
        case("the middle axis of a cube", "x.sum(axis=1)", x=(2, 2, 2)),
        case("the last axis of a cube", "x.sum(axis=-1)", x=(2, 2, 2)),
        case("two axes of a cube", "x.sum(axis=(2, 0))", x=(2, 2, 2)),
        case("two axes of four", "x.sum(axis=(1, -1))", x=(2, 2, 2, 2)),
        case("two axes of four, out of order", "x.sum(axis=(2, 0))", x=(2, 2, 2, 2)),
    ],
    "edges": [
        case("sum an axis of length 1", "x.sum(axis=1)", x=(3, 1)),
        case("the axis next to one of length 1", "x.sum(axis=0)", x=(3, 1)),
        case("the axis between two of length 1", "x.sum(axis=1)", x=(1, 3, 1)),
        case("a tensor with no axes", "x.sum()", x=3.0),
        case(
            "a tensor with no axes, keepdims",
            "x.sum(keepdims=True)",
            torch="x.sum(axis=None, keepdims=True)",
            x=3.0,
        ),
        case("sum an empty vector", "x.sum()", x=(0,)),
        case("sum an axis of length 0", "x.sum(axis=1)", x=(2, 0)),
        case("the axis next to one of length 0", "x.sum(axis=0)", x=(2, 0)),
        case("infinity among the values", "x.sum(axis=0)", x=[[1.0, float("inf")], [2.0, 3.0]]),
    ],
    "in a graph": [
        case("called twice and added", "x.sum(axis=0) + x.sum(axis=0)", x=(2, 3)),
        case("x is used again later", "x.sum(axis=1, keepdims=True) + x", x=(2, 3)),
        case("a sum of a sum", "x.sum(axis=0).sum()", x=(2, 3)),
        case("after a broadcast add", "(x + y).sum(axis=0)", x=(2, 3), y=(3,)),
        case("x needs no gradient", "x.sum(axis=0) + y", x=constant(2, 3), y=(3,)),
        case("nothing needs a gradient", "x.sum(axis=0)", x=constant(2, 3)),
    ],
    "must raise": [
        case("an axis out of range", "x.sum(axis=2)", x=(2, 3), refused=True),
        case("a negative axis out of range", "x.sum(axis=-3)", x=(2, 3), refused=True),
        case("one of two axes out of range", "x.sum(axis=(0, 2))", x=(2, 3), refused=True),
        case("the same axis twice", "x.sum(axis=(0, 0))", x=(2, 3), refused=True),
        case("the same axis twice, as 1 and -1", "x.sum(axis=(1, -1))", x=(2, 3), refused=True),
    ],
}


def test_sum(judge_case):
    judge_case()
