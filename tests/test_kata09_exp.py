"""Kata 9, exp: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("a vector", "x.exp()", x=[1.0, 2.0, 0.5]),
        case("at zero", "x.exp()", x=[0.0, -0.0]),
        case("positive and negative numbers", "x.exp()", x=[-1.0, 1.0, -0.5]),
        case("a matrix", "x.exp()", x=(2, 3)),
        case("a square", "x.exp()", x=(3, 3)),
        case("three axes", "x.exp()", x=(2, 3, 4)),
    ],
    "short axes": [
        case("axes of length 1", "x.exp()", x=(1, 3, 1)),
        case("a tensor with no axes", "x.exp()", x=3.0),
        case("an empty vector", "x.exp()", x=(0,)),
        case("an axis of length 0", "x.exp()", x=(2, 0)),
    ],
    "odd numbers": [
        case("large numbers", "x.exp()", x=[10.0, 20.0, 100.0]),
        case("large negative numbers", "x.exp()", x=[-5.0, -10.0, -40.0]),
        case("close to zero", "x.exp()", x=[1e-3, -1e-3, 1e-9]),
        case("as large as float64 allows", "x.exp()", x=[700.0, 705.0]),
        case("too large for float64", "x.exp()", x=[1000.0, 1.0]),
        case("too small for float64", "x.exp()", x=[-1000.0, 1.0]),
        case("infinities", "x.exp()", x=[float("inf"), float("-inf")]),
        case("NaN", "x.exp()", x=constant([float("nan"), 1.0])),
    ],
    "in a graph": [
        case("exp of exp", "x.exp().exp()", x=(2, 3)),
        case("x is used again later", "x.exp() + x", x=(2, 3)),
        case("called twice and added", "x.exp() + x.exp()", x=(2, 3)),
        case("after a broadcast add", "(x + y).exp()", x=(2, 3), y=(3,)),
        case("the result is broadcast later", "x.exp() + y", x=(3,), y=(2, 3)),
        case("x needs no gradient", "x.exp() + y", x=constant(2, 3), y=(2, 3)),
        case("nothing needs a gradient", "x.exp()", x=constant(2, 3)),
    ],
}


def test_exp(judge_case):
    judge_case()
