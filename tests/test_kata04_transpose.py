"""Kata 4, transpose: what it must do. A tuple is a shape. A list or a number is the values.

In PyTorch this is `permute`. PyTorch's own `transpose` does something else.
"""

from minigrad.judging.cases import case, constant


def order(name, axes, torch="", **given):
    """x with its axes in another order. torch: the axes, where PyTorch's permute needs others."""
    return case(name, f"x.transpose({axes})", f"x.permute({torch or axes})", **given)


CASES = {
    "matrices": [
        order("swap the axes of a matrix", "", torch="1, 0", x=(2, 3)),
        order("swap the axes of a square", "", torch="1, 0", x=(3, 3)),
        case("as a property, without parentheses", "x.T", x=(2, 3)),
        order("swap the axes, with axes given", "1, 0", x=(2, 3)),
        order("keep the order of the axes", "0, 1", x=(2, 3)),
        order("keep the order of the axes of a square", "0, 1", x=(3, 3)),
        order("axes given as a tuple", "(1, 0)", x=(2, 3)),
        order("negative axes", "-1, -2", x=(2, 3)),
        order("negative axes, in the same order", "-2, -1", x=(2, 3)),
        order("one negative and one positive axis", "-1, 0", x=(2, 3)),
    ],
    "three axes": [
        order("reverse three axes", "", torch="2, 1, 0", x=(1, 2, 3)),
        order("swap the last two axes", "0, 2, 1", x=(1, 2, 3)),
        order("swap the first two axes", "1, 0, 2", x=(1, 2, 3)),
        order("move the first axis to the end", "1, 2, 0", x=(1, 2, 3)),
        order("move the last axis to the front", "2, 0, 1", x=(1, 2, 3)),
        order("keep the order of three axes", "0, 1, 2", x=(2, 3, 4)),
        order("three axes given as a tuple", "(1, 2, 0)", x=(2, 3, 4)),
        order("-1 first", "-1, 0, 1", x=(2, 3, 4)),
        order("-1 in the middle", "1, -1, 0", x=(2, 3, 4)),
        order("three negative axes", "-2, -1, -3", x=(2, 3, 4)),
        order("negative axes given as a tuple", "(-1, -3, -2)", x=(2, 3, 4)),
        # All axes have one length: a wrong order gives the right shape, but wrong values.
        order("reverse the axes of a cube", "", torch="2, 1, 0", x=(2, 2, 2)),
        order("move the first axis of a cube to the end", "1, 2, 0", x=(2, 2, 2)),
        order("move the last axis of a cube to the front", "2, 0, 1", x=(2, 2, 2)),
        order("a cube, with -1 first", "-1, 0, 1", x=(2, 2, 2)),
        order("a cube, axes given as a tuple", "(1, 2, 0)", x=(2, 2, 2)),
    ],
    "more axes": [
        order("reverse four axes", "", torch="3, 2, 1, 0", x=(2, 3, 4, 5)),
        order("move the first of four axes to the end", "1, 2, 3, 0", x=(2, 3, 4, 5)),
        order("move the second of four axes to the end", "0, 2, 3, 1", x=(2, 1, 3, 4)),
        order("four axes in a mixed order", "2, 0, 3, 1", x=(2, 2, 2, 2)),
        order("four axes, positive and negative", "2, -4, -1, 1", x=(2, 2, 2, 2)),
        order(
            "five axes in a mixed order",
            "(3, 0, -1, 1, 2)",
            torch="3, 0, -1, 1, 2",
            x=(2, 1, 3, 2, 2),
        ),
    ],
    "edges": [
        order("turn a row into a column", "", torch="1, 0", x=(1, 3)),
        order("axes of length 1", "1, 2, 0", x=(1, 3, 1)),
        order("a vector", "", torch="0", x=(3,)),
        order("a vector, axis given", "0", x=(3,)),
        order("a vector, axis given as -1", "-1", x=(3,)),
        order("a vector, axis given as a tuple", "(0,)", x=(3,)),
        order("a tensor with no axes", "", torch="()", x=3.0),
        order("an empty vector", "", torch="0", x=(0,)),
        order("an axis of length 0", "1, 2, 0", x=(2, 0, 3)),
    ],
    "in a graph": [
        case("x transposed plus x", "x.transpose() + x", torch="x.permute(1, 0) + x", x=(3, 3)),
        case(
            "two orders of the axes of x, added",
            "x.transpose(1, 2, 0) + x.transpose(2, 0, 1)",
            torch="x.permute(1, 2, 0) + x.permute(2, 0, 1)",
            x=(2, 2, 2),
        ),
        case(
            "transposed twice",
            "x.transpose(1, 2, 0).transpose(0, 2, 1)",
            torch="x.permute(1, 2, 0).permute(0, 2, 1)",
            x=(2, 3, 4),
        ),
        case(
            "after a broadcast add",
            "(x + y).transpose(2, 0, 1)",
            torch="(x + y).permute(2, 0, 1)",
            x=(2, 3, 4),
            y=(3, 1),
        ),
        case(
            "the result is broadcast later",
            "x.transpose() + y",
            torch="x.permute(1, 0) + y",
            x=(1, 3),
            y=(2,),
        ),
        case(
            "x needs no gradient",
            "x.transpose() + y",
            torch="x.permute(1, 0) + y",
            x=constant(2, 3),
            y=(3, 2),
        ),
        order("nothing needs a gradient", "", torch="1, 0", x=constant(2, 3)),
    ],
    "must raise": [
        order("too few axes", "1, 0", x=(2, 3, 4), refused=True),
        order("one axis given, but x has two", "0", x=(2, 3), refused=True),
        order("too many axes", "0, 1, 2", x=(2, 3), refused=True),
        order("the same axis twice", "0, 0", x=(2, 3), refused=True),
        order("the same axis twice, in a cube", "1, 0, 1", x=(2, 2, 2), refused=True),
        order("the same axis twice, as 1 and -1", "1, -1", x=(2, 3), refused=True),
        order("an axis out of range", "1, 2", x=(2, 3), refused=True),
        order("a negative axis out of range", "-3, 0", x=(2, 3), refused=True),
    ],
}


def test_transpose(judge_case):
    judge_case()
