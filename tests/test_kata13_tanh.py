"""Kata 13, tanh: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("at zero", "x.tanh()", x=[0.0, -0.0]),
        case("positive numbers", "x.tanh()", x=[0.5, 1.0, 2.0]),
        case("negative numbers", "x.tanh()", x=[-0.5, -1.0, -2.0]),
        case("a matrix", "x.tanh()", x=(2, 3)),
        case("three axes", "x.tanh()", x=(2, 3, 4)),
    ],
    "short axes": [
        case("a tensor with no axes", "x.tanh()", x=1.5),
        case("one element", "x.tanh()", x=(1, 1)),
        case("an empty vector", "x.tanh()", x=(0,)),
        case("an axis of length 0", "x.tanh()", x=(2, 0)),
    ],
    "large numbers": [
        case("where the curve is nearly flat", "x.tanh()", x=[-3.0, 3.0, -6.0, 6.0, -20.0, 20.0]),
        case("very large numbers", "x.tanh()", x=[400.0, 800.0, 1000.0]),
        case("very large negative numbers", "x.tanh()", x=[-400.0, -800.0, -1000.0]),
        case("no axes, a very large negative number", "x.tanh()", x=-1000.0),
        case("very large, and x is used again later", "x.tanh() + x", x=[-1000.0, 0.0, 1000.0]),
        case("plus infinity", "x.tanh()", x=[float("inf"), 1.0]),
        case("minus infinity", "x.tanh()", x=[float("-inf"), 1.0]),
    ],
    "in a graph": [
        case("x is used again later", "x.tanh() + x", x=(2, 3)),
        case("called twice and added", "x.tanh() + x.tanh()", x=(2, 3)),
        case("the result is broadcast later", "x.tanh() + y", x=(3,), y=(2, 3)),
        case("tanh of a tanh", "x.tanh().tanh()", x=(3,)),
        case("after a broadcast add", "(x + y).tanh()", x=(2, 3), y=(3,)),
        case("x needs no gradient", "x.tanh() + y", x=constant(2, 3), y=(3,)),
        case("nothing needs a gradient", "x.tanh()", x=constant(2, 3)),
    ],
}


def test_tanh(judge_case):
    judge_case()
