"""Kata 12, sigmoid: what it must do. A tuple is a shape, a list or a number the values."""

from minigrad.judging.cases import case, constant

CASES = [
    case("at zero", "x.sigmoid()", x=[0.0]),
    case("positive", "x.sigmoid()", x=[0.5, 1.0, 2.0]),
    case("negative", "x.sigmoid()", x=[-0.5, -1.0, -2.0]),
    case("a matrix", "x.sigmoid()", x=(2, 3)),
    case("three axes", "x.sigmoid()", x=(2, 3, 4)),
    case("no axes", "x.sigmoid()", x=1.5),
    case("one element", "x.sigmoid()", x=(1, 1)),
    case("empty", "x.sigmoid()", x=(0,)),
    case("an axis of length 0", "x.sigmoid()", x=(2, 0)),
    case("x used again downstream", "x.sigmoid() + x", x=(2, 3)),
    case("used twice downstream", "x.sigmoid() + x.sigmoid()", x=(2, 3)),
    case("stretched downstream", "x.sigmoid() + y", x=(3,), y=(2, 3)),
    case("sigmoid of a sigmoid", "x.sigmoid().sigmoid()", x=(3,)),
    case("of a sum", "(x + y).sigmoid()", x=(2, 3), y=(3,)),
    case("no gradient needed", "x.sigmoid() + y", x=constant(2, 3), y=(3,)),
    case("nothing needs a gradient", "x.sigmoid()", x=constant(2, 3)),
    case("flat already", "x.sigmoid()", x=[-5.0, 5.0, -12.0, 12.0, -40.0, 40.0]),
    case("far to the right", "x.sigmoid()", x=[400.0, 800.0, 1000.0]),
    case("far to the left", "x.sigmoid()", x=[-400.0, -800.0, -1000.0]),
    case("no axes, far to the left", "x.sigmoid()", x=-1000.0),
    case("far away, used downstream", "x.sigmoid() + x", x=[-1000.0, 0.0, 1000.0]),
    case("plus infinity", "x.sigmoid()", x=[float("inf"), 1.0]),
    case("minus infinity", "x.sigmoid()", x=[float("-inf"), 1.0]),
]


def test_sigmoid(judge_case):
    judge_case()
