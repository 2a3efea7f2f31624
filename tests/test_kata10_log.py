"""Kata 10, log: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("a vector", "x.log()", x=[2.0, 4.0, 10.0]),
        case("at one", "x.log()", x=[1.0, 1.0]),
        case("numbers below one", "x.log()", x=[0.5, 0.25, 0.1]),
        case("a matrix", "x.log()", x=[[1.0, 2.0, 3.0], [0.5, 0.25, 4.0]]),
        case("a square", "x.log()", x=[[1.0, 2.0], [0.5, 4.0]]),
        case("three axes", "x.log()", x=[[[1.0], [2.0], [3.0]], [[0.5], [0.25], [4.0]]]),
    ],
    "short axes": [
        case("a tensor with no axes", "x.log()", x=3.0),
        case("an empty vector", "x.log()", x=(0,)),
        case("an axis of length 0", "x.log()", x=(2, 0)),
    ],
    "odd numbers": [
        case("large numbers", "x.log()", x=[1e3, 1e30, 1e300]),
        case("small numbers", "x.log()", x=[1e-3, 1e-6]),
        case("very small numbers", "x.log()", x=[1e-30, 1e-300]),
        case("at zero", "x.log()", x=[0.0, 1.0]),
        case("a negative number", "x.log()", x=[-2.0, 2.0]),
        case("positive and negative numbers", "x.log()", x=(2, 3)),
        case("a negative number, no axes", "x.log()", x=-0.5),
        case("at infinity", "x.log()", x=[float("inf"), 1.0]),
        case("NaN", "x.log()", x=constant([float("nan"), 1.0])),
    ],
    "in a graph": [
        case("log of log", "x.log().log()", x=[2.0, 4.0, 10.0]),
        case("x is used again later", "x.log() + x", x=[2.0, 0.5]),
        case("called twice and added", "x.log() + x.log()", x=[2.0, 0.5]),
        case("after a broadcast add", "(x + y).log()", x=[[2.0, 3.0], [4.0, 5.0]], y=[0.5, -1.0]),
        case("the result is broadcast later", "x.log() + y", x=[2.0, 0.5, 3.0], y=(2, 3)),
        case("x needs no gradient", "x.log() + y", x=constant([2.0, 0.5]), y=(2,)),
        case("nothing needs a gradient", "x.log()", x=constant([2.0, 0.5])),
    ],
}


def test_log(judge_case):
    judge_case()
