"""Kata 11, relu: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("positive numbers", "x.relu()", x=[1.0, 2.0, 0.5]),
        case("negative numbers", "x.relu()", x=[-1.0, -2.0, -0.5]),
        case("positive and negative numbers", "x.relu()", x=[-2.0, 3.0, -0.5, 0.25]),
        case("a matrix", "x.relu()", x=(2, 3)),
        case("three axes", "x.relu()", x=(2, 3, 4)),
    ],
    "short axes": [
        case("a tensor with no axes", "x.relu()", x=3.0),
        case("no axes, negative", "x.relu()", x=-3.0),
        case("no axes, zero", "x.relu()", x=0.0),
        case("one element", "x.relu()", x=(1, 1)),
        case("an empty vector", "x.relu()", x=(0,)),
        case("an axis of length 0", "x.relu()", x=(2, 0)),
    ],
    "odd numbers": [
        case("at zero", "x.relu()", x=[0.0, -0.0]),
        case("close to zero", "x.relu()", x=[1e-3, -1e-3, 1e-12, -1e-12]),
        case("far from zero", "x.relu()", x=[1000.0, -1000.0]),
        case("plus infinity", "x.relu()", x=[float("inf"), 1.0]),
        case("minus infinity", "x.relu()", x=[float("-inf"), 1.0]),
    ],
    "in a graph": [
        case("x is used again later", "x.relu() + x", x=(2, 3)),
        case("called twice and added", "x.relu() + x.relu()", x=(2, 3)),
        case("the result is broadcast later", "x.relu() + y", x=(3,), y=(2, 3)),
        case("relu of a relu", "x.relu().relu()", x=[-2.0, 0.0, 3.0]),
        case("after a broadcast add", "(x + y).relu()", x=(2, 3), y=(3,)),
        case("x needs no gradient", "x.relu() + y", x=constant(2, 3), y=(3,)),
        case("nothing needs a gradient", "x.relu()", x=constant(2, 3)),
    ],
}


def test_relu(judge_case):
    judge_case()
