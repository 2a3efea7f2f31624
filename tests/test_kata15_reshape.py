"""Kata 15, reshape: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import case, constant

CASES = {
    "plain": [
        case("a vector into rows", "x.reshape(2, 3)", x=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        case("rows into a vector", "x.reshape(6)", x=(2, 3)),
        case("two rows into three", "x.reshape(3, 2)", x=(2, 3)),
        case("a square into a vector", "x.reshape(4)", x=(2, 2)),
        case("the same shape", "x.reshape(2, 3)", x=(2, 3)),
        case("the shape as a tuple", "x.reshape((3, 2))", x=(2, 3)),
        case("a tuple with one length", "x.reshape((6,))", x=(2, 3)),
    ],
    "with -1": [
        case("-1 alone", "x.reshape(-1)", x=(2, 3)),
        case("-1 last", "x.reshape(3, -1)", x=(2, 3)),
        case("-1 first", "x.reshape(-1, 2)", x=(2, 3)),
        case("-1 in a tuple", "x.reshape((2, -1))", x=(6,)),
        case("-1 alone in a tuple", "x.reshape((-1,))", x=(2, 3)),
        case("-1 for a length of 1", "x.reshape(2, 3, -1)", x=(2, 3)),
    ],
    "more axes": [
        case("two axes into three", "x.reshape(2, 3, 4)", x=(4, 6)),
        case("three axes into two", "x.reshape(4, 6)", x=(2, 3, 4)),
        case("three axes with other lengths", "x.reshape(4, 3, 2)", x=(2, 3, 4)),
        case("merge the first two axes", "x.reshape(-1, 4)", x=(2, 3, 4)),
        case("merge the last two axes", "x.reshape(2, -1)", x=(2, 3, 4)),
        case("-1 in the middle", "x.reshape(3, -1, 4)", x=(2, 3, 4)),
        case("a cube into a matrix", "x.reshape(2, 4)", x=(2, 2, 2)),
        case("a matrix into a cube", "x.reshape(2, 2, 2)", x=(4, 2)),
    ],
    "edges": [
        case("a vector into a column", "x.reshape(3, 1)", x=(3,)),
        case("a vector into one row", "x.reshape(1, -1)", x=(3,)),
        case("a row into a column", "x.reshape(-1, 1)", x=(1, 3)),
        case("add axes of length 1", "x.reshape(1, 3, 1, 2)", x=(2, 3)),
        case("drop axes of length 1", "x.reshape(2, 3)", x=(1, 2, 1, 3)),
        case("one element into a 1-by-1 matrix", "x.reshape(1, 1)", x=[2.0]),
        case("one element into no axes", "x.reshape(())", x=[[2.0]]),
        case("from no axes to one", "x.reshape(1)", x=2.0),
        case("from no axes with -1", "x.reshape(-1)", x=2.0),
        case("from no axes to none", "x.reshape(())", x=2.0),
        case("an empty vector into an empty matrix", "x.reshape(0, 3)", x=(0,)),
        case("an empty matrix with -1", "x.reshape(-1)", x=(2, 0)),
        case("an empty matrix, -1 becomes 0", "x.reshape(3, -1)", x=(2, 0)),
        case("move the axis of length 0", "x.reshape(0, 2)", x=(2, 0, 3)),
        case("infinity among the values", "x.reshape(2, 1)", x=[float("inf"), float("-inf")]),
    ],
    "in a graph": [
        case("called twice and added", "x.reshape(3, 2) + x.reshape(3, 2)", x=(2, 3)),
        case("two shapes of x, added", "x.reshape(3, 1) + x.reshape(1, 3)", x=(3,)),
        case("x is used again later", "x.reshape(2, 2) + x", x=(2, 2)),
        case("the result is broadcast later", "x.reshape(2, 1) + y", x=(2,), y=(2, 3)),
        case("there and back", "x.reshape(3, 2).reshape(2, 3)", x=(2, 3)),
        case("after a broadcast add", "(x + y).reshape(-1)", x=(2, 3), y=(3,)),
        case("x needs no gradient", "x.reshape(3, 2) + y", x=constant(2, 3), y=(2,)),
        case("nothing needs a gradient", "x.reshape(3, 2)", x=constant(2, 3)),
    ],
    "must raise": [
        case("a shape too small", "x.reshape(2, 2)", x=(2, 3), refused=True),
        case("a shape too large", "x.reshape(2, 4)", x=(2, 3), refused=True),
        case("a shape too large, as a tuple", "x.reshape((7,))", x=(2, 3), refused=True),
        case("six elements into none", "x.reshape(2, 0)", x=(2, 3), refused=True),
        case("six elements into no axes", "x.reshape(())", x=(2, 3), refused=True),
        case("an empty vector into one element", "x.reshape(1)", x=(0,), refused=True),
        case("-1, but 6 is not divisible by 4", "x.reshape(4, -1)", x=(2, 3), refused=True),
        case("-1 twice", "x.reshape(-1, -1)", x=(2, 3), refused=True),
        case("-1 next to a 0", "x.reshape(0, -1)", x=(2, 0), refused=True),
    ],
}


def test_reshape(judge_case):
    judge_case()
