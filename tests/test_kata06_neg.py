"""Kata 6, neg: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("a vector", "-x", x=[2.0, -3.0, 0.5]),
        case("as a method", "x.neg()", x=[2.0, -3.0, 0.5]),
        case("a matrix", "-x", x=(2, 3)),
        case("a square", "-x", x=(3, 3)),
        case("three axes", "-x", x=(2, 3, 4)),
    ],
    "short axes": [
        case("axes of length 1", "-x", x=(1, 3, 1)),
        case("a tensor with no axes", "-x", x=3.0),
        case("an empty vector", "-x", x=(0,)),
        case("an axis of length 0", "-x", x=(2, 0)),
    ],
    "odd numbers": [
        case("0 and -0", "-x", x=[0.0, -0.0]),
        case("large and small", "-x", x=[1e300, -1e-300]),
        case("infinities", "-x", x=[float("inf"), float("-inf")]),
        case("NaN", "-x", x=constant([float("nan"), 1.0])),
    ],
    "in a graph": [
        case("neg of neg", "-(-x)", x=(2, 3)),
        case("x is used again later", "-x + x + x", x=(2, 3)),
        case("called twice and added", "-x + -x", x=(2, 3)),
        case("after a broadcast add", "-(x + y)", x=(2, 3), y=(3,)),
        case("the result is broadcast later", "-x + y", x=(3,), y=(2, 3)),
        case("no axes, and broadcast later", "-x + y", x=3.0, y=(2, 3)),
        case("x needs no gradient", "-x + y", x=constant(2, 3), y=(2, 3)),
        case("nothing needs a gradient", "-x", x=constant(2, 3)),
    ],
}


def test_neg(judge_case):
    judge_case()
