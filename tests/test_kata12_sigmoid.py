"""Kata 12, sigmoid: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("at zero", "x.sigmoid()", x=[0.0]),
        case("positive numbers", "x.sigmoid()", x=[0.5, 1.0, 2.0]),
        case("negative numbers", "x.sigmoid()", x=[-0.5, -1.0, -2.0]),
        case("a matrix", "x.sigmoid()", x=(2, 3)),
        case("three axes", "x.sigmoid()", x=(2, 3, 4)),
    ],
    "short axes": [
        case("a tensor with no axes", "x.sigmoid()", x=1.5),
        case("one element", "x.sigmoid()", x=(1, 1)),
        case("an empty vector", "x.sigmoid()", x=(0,)),
        case("an axis of length 0", "x.sigmoid()", x=(2, 0)),
    ],
    "large numbers": [
        case(
            "where the curve is nearly flat", "x.sigmoid()", x=[-5.0, 5.0, -12.0, 12.0, -40.0, 40.0]
        ),
        case("very large numbers", "x.sigmoid()", x=[400.0, 800.0, 1000.0]),
        case("very large negative numbers", "x.sigmoid()", x=[-400.0, -800.0, -1000.0]),
        case("no axes, a very large negative number", "x.sigmoid()", x=-1000.0),
        case("very large, and x is used again later", "x.sigmoid() + x", x=[-1000.0, 0.0, 1000.0]),
        case("plus infinity", "x.sigmoid()", x=[float("inf"), 1.0]),
        case("minus infinity", "x.sigmoid()", x=[float("-inf"), 1.0]),
    ],
    "in a graph": [
        case("x is used again later", "x.sigmoid() + x", x=(2, 3)),
        case("called twice and added", "x.sigmoid() + x.sigmoid()", x=(2, 3)),
        case("the result is broadcast later", "x.sigmoid() + y", x=(3,), y=(2, 3)),
        case("sigmoid of a sigmoid", "x.sigmoid().sigmoid()", x=(3,)),
        case("after a broadcast add", "(x + y).sigmoid()", x=(2, 3), y=(3,)),
        case("x needs no gradient", "x.sigmoid() + y", x=constant(2, 3), y=(3,)),
        case("nothing needs a gradient", "x.sigmoid()", x=constant(2, 3)),
    ],
}


def test_sigmoid(judge_case):
    judge_case()
