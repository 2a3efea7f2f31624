"""Kata 10, log: what it must do. A tuple is a shape, a list or a number the values."""

from minigrad.judging.cases import case, constant

CASES = [
    case("a vector", "x.log()", x=[2.0, 4.0, 10.0]),
    case("of one", "x.log()", x=[1.0, 1.0]),
    case("less than one", "x.log()", x=[0.5, 0.25, 0.1]),
    case("a matrix", "x.log()", x=[[1.0, 2.0, 3.0], [0.5, 0.25, 4.0]]),
    case("a square", "x.log()", x=[[1.0, 2.0], [0.5, 4.0]]),
    case("three axes", "x.log()", x=[[[1.0], [2.0], [3.0]], [[0.5], [0.25], [4.0]]]),
    case("no axes", "x.log()", x=3.0),
    case("an empty vector", "x.log()", x=(0,)),
    case("an axis of length 0", "x.log()", x=(2, 0)),
    case("large", "x.log()", x=[1e3, 1e30, 1e300]),
    case("small", "x.log()", x=[1e-3, 1e-6]),
    case("very small", "x.log()", x=[1e-30, 1e-300]),
    case("of zero", "x.log()", x=[0.0, 1.0]),
    case("of a negative number", "x.log()", x=[-2.0, 2.0]),
    case("of both signs", "x.log()", x=(2, 3)),
    case("of a negative number, no axes", "x.log()", x=-0.5),
    case("of infinity", "x.log()", x=[float("inf"), 1.0]),
    case("twice", "x.log().log()", x=[2.0, 4.0, 10.0]),
    case("x used again downstream", "x.log() + x", x=[2.0, 0.5]),
    case("used twice downstream", "x.log() + x.log()", x=[2.0, 0.5]),
    case("of a broadcast sum", "(x + y).log()", x=[[2.0, 3.0], [4.0, 5.0]], y=[0.5, -1.0]),
    case("broadcast downstream", "x.log() + y", x=[2.0, 0.5, 3.0], y=(2, 3)),
    case("no gradient needed", "x.log() + y", x=constant([2.0, 0.5]), y=(2,)),
    case("nothing needs a gradient", "x.log()", x=constant([2.0, 0.5])),
    case("not a number", "x.log()", x=constant([float("nan"), 1.0])),
]


def test_log(judge_case):
    judge_case()
