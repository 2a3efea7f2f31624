"""Kata 13, tanh: what it must do. A tuple is a shape, a list or a number the values."""

from minigrad.judging.cases import case, constant

CASES = [
    case("at zero", "x.tanh()", x=[0.0, -0.0]),
    case("positive", "x.tanh()", x=[0.5, 1.0, 2.0]),
    case("negative", "x.tanh()", x=[-0.5, -1.0, -2.0]),
    case("a matrix", "x.tanh()", x=(2, 3)),
    case("three axes", "x.tanh()", x=(2, 3, 4)),
    case("no axes", "x.tanh()", x=1.5),
    case("one element", "x.tanh()", x=(1, 1)),
    case("empty", "x.tanh()", x=(0,)),
    case("an axis of length 0", "x.tanh()", x=(2, 0)),
    case("x used again downstream", "x.tanh() + x", x=(2, 3)),
    case("used twice downstream", "x.tanh() + x.tanh()", x=(2, 3)),
    case("stretched downstream", "x.tanh() + y", x=(3,), y=(2, 3)),
    case("tanh of a tanh", "x.tanh().tanh()", x=(3,)),
    case("of a sum", "(x + y).tanh()", x=(2, 3), y=(3,)),
    case("no gradient needed", "x.tanh() + y", x=constant(2, 3), y=(3,)),
    case("nothing needs a gradient", "x.tanh()", x=constant(2, 3)),
    case("flat already", "x.tanh()", x=[-3.0, 3.0, -6.0, 6.0, -20.0, 20.0]),
    case("far to the right", "x.tanh()", x=[400.0, 800.0, 1000.0]),
    case("far to the left", "x.tanh()", x=[-400.0, -800.0, -1000.0]),
    case("no axes, far to the left", "x.tanh()", x=-1000.0),
    case("far away, used downstream", "x.tanh() + x", x=[-1000.0, 0.0, 1000.0]),
    case("plus infinity", "x.tanh()", x=[float("inf"), 1.0]),
    case("minus infinity", "x.tanh()", x=[float("-inf"), 1.0]),
]


def test_tanh(judge_case):
    judge_case()
