"""Kata 4, transpose: what it must do. A tuple is a shape, a list or a number the values.

PyTorch calls it `permute`; its own `transpose` means something else.
"""

from minigrad.judging.cases import case, constant

CASES = [
    case("a matrix", "x.transpose()", torch="x.permute(1, 0)", x=(2, 3)),
    case("a square", "x.transpose()", torch="x.permute(1, 0)", x=(3, 3)),
    case("as a property", "x.T", x=(2, 3)),
    case("axes named", "x.transpose(1, 0)", torch="x.permute(1, 0)", x=(2, 3)),
    case("axes named as they are", "x.transpose(0, 1)", torch="x.permute(0, 1)", x=(2, 3)),
    case("square, axes as they are", "x.transpose(0, 1)", torch="x.permute(0, 1)", x=(3, 3)),
    case("axes as a tuple", "x.transpose((1, 0))", torch="x.permute((1, 0))", x=(2, 3)),
    case("negative axes", "x.transpose(-1, -2)", torch="x.permute(-1, -2)", x=(2, 3)),
    case("negative axes, as they are", "x.transpose(-2, -1)", torch="x.permute(-2, -1)", x=(2, 3)),
    case("axes counted both ways", "x.transpose(-1, 0)", torch="x.permute(-1, 0)", x=(2, 3)),
    # Three axes.
    case("three axes reversed", "x.transpose()", torch="x.permute(2, 1, 0)", x=(1, 2, 3)),
    case("the last two swapped", "x.transpose(0, 2, 1)", torch="x.permute(0, 2, 1)", x=(1, 2, 3)),
    case("the first two swapped", "x.transpose(1, 0, 2)", torch="x.permute(1, 0, 2)", x=(1, 2, 3)),
    case("the first goes last", "x.transpose(1, 2, 0)", torch="x.permute(1, 2, 0)", x=(1, 2, 3)),
    case("the last comes first", "x.transpose(2, 0, 1)", torch="x.permute(2, 0, 1)", x=(1, 2, 3)),
    case("three as they are", "x.transpose(0, 1, 2)", torch="x.permute(0, 1, 2)", x=(2, 3, 4)),
    case("a tuple of three", "x.transpose((1, 2, 0))", torch="x.permute((1, 2, 0))", x=(2, 3, 4)),
    case("-1 in front", "x.transpose(-1, 0, 1)", torch="x.permute(-1, 0, 1)", x=(2, 3, 4)),
    case("-1 in the middle", "x.transpose(1, -1, 0)", torch="x.permute(1, -1, 0)", x=(2, 3, 4)),
    case("three negative", "x.transpose(-2, -1, -3)", torch="x.permute(-2, -1, -3)", x=(2, 3, 4)),
    case(
        "a tuple of negative ones",
        "x.transpose((-1, -3, -2))",
        torch="x.permute((-1, -3, -2))",
        x=(2, 3, 4),
    ),
    # Axes of one length: a wrong order fits, and only the values tell.
    case("a cube reversed", "x.transpose()", torch="x.permute(2, 1, 0)", x=(2, 2, 2)),
    case("a cube turned", "x.transpose(1, 2, 0)", torch="x.permute(1, 2, 0)", x=(2, 2, 2)),
    case("turned back", "x.transpose(2, 0, 1)", torch="x.permute(2, 0, 1)", x=(2, 2, 2)),
    case("a cube from its end", "x.transpose(-1, 0, 1)", torch="x.permute(-1, 0, 1)", x=(2, 2, 2)),
    case("a cube's tuple", "x.transpose((1, 2, 0))", torch="x.permute((1, 2, 0))", x=(2, 2, 2)),
    # Four axes and five.
    case("four reversed", "x.transpose()", torch="x.permute(3, 2, 1, 0)", x=(2, 3, 4, 5)),
    case(
        "four in a ring", "x.transpose(1, 2, 3, 0)", torch="x.permute(1, 2, 3, 0)", x=(2, 3, 4, 5)
    ),
    case(
        "three in a ring", "x.transpose(0, 2, 3, 1)", torch="x.permute(0, 2, 3, 1)", x=(2, 1, 3, 4)
    ),
    case("four mixed", "x.transpose(2, 0, 3, 1)", torch="x.permute(2, 0, 3, 1)", x=(2, 2, 2, 2)),
    case(
        "four counted both ways",
        "x.transpose(2, -4, -1, 1)",
        torch="x.permute(2, -4, -1, 1)",
        x=(2, 2, 2, 2),
    ),
    case(
        "five mixed",
        "x.transpose((3, 0, -1, 1, 2))",
        torch="x.permute(3, 0, -1, 1, 2)",
        x=(2, 1, 3, 2, 2),
    ),
    # Few axes, short axes, none.
    case("a row to a column", "x.transpose()", torch="x.permute(1, 0)", x=(1, 3)),
    case(
        "between axes of length 1", "x.transpose(1, 2, 0)", torch="x.permute(1, 2, 0)", x=(1, 3, 1)
    ),
    case("one axis", "x.transpose()", torch="x.permute(0)", x=(3,)),
    case("one axis, named", "x.transpose(0)", torch="x.permute(0)", x=(3,)),
    case("one axis, named from the end", "x.transpose(-1)", torch="x.permute(-1)", x=(3,)),
    case("a tuple of one", "x.transpose((0,))", torch="x.permute((0,))", x=(3,)),
    case("no axes", "x.transpose()", torch="x.permute(())", x=3.0),
    case("nothing", "x.transpose()", torch="x.permute(0)", x=(0,)),
    case("an axis of length 0", "x.transpose(1, 2, 0)", torch="x.permute(1, 2, 0)", x=(2, 0, 3)),
    # With others.
    case("added to itself", "x.transpose() + x", torch="x.permute(1, 0) + x", x=(3, 3)),
    case(
        "two permutations of x",
        "x.transpose(1, 2, 0) + x.transpose(2, 0, 1)",
        torch="x.permute(1, 2, 0) + x.permute(2, 0, 1)",
        x=(2, 2, 2),
    ),
    case(
        "one after the other",
        "x.transpose(1, 2, 0).transpose(0, 2, 1)",
        torch="x.permute(1, 2, 0).permute(0, 2, 1)",
        x=(2, 3, 4),
    ),
    case(
        "of a broadcast sum",
        "(x + y).transpose(2, 0, 1)",
        torch="(x + y).permute(2, 0, 1)",
        x=(2, 3, 4),
        y=(3, 1),
    ),
    case(
        "broadcast afterwards", "x.transpose() + y", torch="x.permute(1, 0) + y", x=(1, 3), y=(2,)
    ),
    case(
        "no gradient needed",
        "x.transpose() + y",
        torch="x.permute(1, 0) + y",
        x=constant(2, 3),
        y=(3, 2),
    ),
    case("nothing needs a gradient", "x.transpose()", torch="x.permute(1, 0)", x=constant(2, 3)),
    # Refused.
    case("too few axes", "x.transpose(1, 0)", torch="x.permute(1, 0)", x=(2, 3, 4), refused=True),
    case("one axis of two", "x.transpose(0)", torch="x.permute(0)", x=(2, 3), refused=True),
    case("too many", "x.transpose(0, 1, 2)", torch="x.permute(0, 1, 2)", x=(2, 3), refused=True),
    case("an axis twice", "x.transpose(0, 0)", torch="x.permute(0, 0)", x=(2, 3), refused=True),
    case(
        "an axis twice, in a cube",
        "x.transpose(1, 0, 1)",
        torch="x.permute(1, 0, 1)",
        x=(2, 2, 2),
        refused=True,
    ),
    case(
        "an axis twice, counted both ways",
        "x.transpose(1, -1)",
        torch="x.permute(1, -1)",
        x=(2, 3),
        refused=True,
    ),
    case(
        "an axis that is not there",
        "x.transpose(1, 2)",
        torch="x.permute(1, 2)",
        x=(2, 3),
        refused=True,
    ),
    case("a negative one", "x.transpose(-3, 0)", torch="x.permute(-3, 0)", x=(2, 3), refused=True),
]


def test_transpose(judge_case):
    judge_case()
