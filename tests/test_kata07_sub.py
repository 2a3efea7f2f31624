"""Kata 7, sub: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import array, case, constant

CASES = {
    "plain": [
        case("two vectors", "x - y", x=[5.0, 7.0], y=[2.0, 10.0]),
        case("as a method", "x.sub(y)", x=[5.0, 7.0], y=[2.0, 10.0]),
        case("two matrices", "x - y", x=(2, 3), y=(2, 3)),
        case("a number on the right", "x - 2", x=(2, 3)),
        case("a number on the left", "2 - x", x=(2, 3)),
        case("a number given to the method", "x.sub(0.5)", x=(3,)),
        case("x minus x", "x - x", x=(2, 3)),
    ],
    "broadcasting": [
        case("a matrix minus a row", "x - y", x=(2, 3), y=(3,)),
        case("a row minus a matrix", "x - y", x=(3,), y=(2, 3)),
        case("a matrix minus a column", "x - y", x=(2, 3), y=(2, 1)),
        case("a column minus a matrix", "x - y", x=(2, 1), y=(2, 3)),
        case("a square minus a row", "x - y", x=(3, 3), y=(3,)),
        case("a row minus a square", "x - y", x=(3,), y=(3, 3)),
        case("a square minus a column", "x - y", x=(3, 3), y=(3, 1)),
        case("a column minus a square", "x - y", x=(3, 1), y=(3, 3)),
        case("a matrix minus a matrix of one row", "x - y", x=(2, 3), y=(1, 3)),
        case("a column minus a row", "x - y", x=(2, 1), y=(3,)),
        case("a row minus a column", "x - y", x=(1, 3), y=(2, 1)),
        case("x has one axis more than y", "x - y", x=(2, 3, 4), y=(3, 4)),
        case("x has two axes fewer than y", "x - y", x=(4,), y=(2, 3, 4)),
        case("the middle axis of y is stretched", "x - y", x=(2, 3, 4), y=(2, 1, 4)),
        case("x needs a new axis and a longer one", "x - y", x=(3, 1), y=(2, 3, 4)),
        case("both sides are stretched", "x - y", x=(2, 1, 4), y=(3, 1)),
        case("a cube minus a square", "x - y", x=(2, 2, 2), y=(2, 2)),
        case("a vector minus a cube", "x - y", x=(2,), y=(2, 2, 2)),
        case("a cube minus a column", "x - y", x=(2, 2, 2), y=(2, 1)),
        case("length 1 on both sides", "x - y", x=(1, 3), y=(1, 3)),
        case("two tensors with no axes", "x - y", x=3.0, y=5.0),
        case("a matrix minus a tensor with no axes", "x - y", x=(2, 3), y=2.0),
        case("a tensor with no axes minus a matrix", "x - y", x=2.0, y=(2, 3)),
        case("no axes minus a 1-by-1 matrix", "x - y", x=2.0, y=(1, 1)),
    ],
    "constants": [
        case("a NumPy array on the right", "x - a", x=(2, 3), a=array(2, 3)),
        case("a NumPy array on the left", "a - x", a=array(2, 3), x=(2, 3)),
        case("a NumPy array broadcast to every row", "a - x", a=array(3), x=(2, 3)),
        case("a NumPy array with more axes than x", "x - a", x=(3,), a=array(2, 3)),
        case("a NumPy number on the left", "np.float64(2) - x", torch="2.0 - x", x=(2, 3)),
        case(
            "a list on the right",
            "x - [1.0, 2.0, 4.0]",
            torch="x - torch.tensor([1.0, 2.0, 4.0])",
            x=(2, 3),
        ),
        case(
            "a list on the left",
            "[1.0, 2.0, 4.0] - x",
            torch="torch.tensor([1.0, 2.0, 4.0]) - x",
            x=(2, 3),
        ),
        case("the right needs no gradient", "x - y", x=(2, 3), y=constant(3)),
        case("the left needs no gradient", "x - y", x=constant(3), y=(2, 3)),
        case("nothing needs a gradient", "x - y", x=constant(2, 3), y=constant(3)),
    ],
    "edges": [
        case("two empty vectors", "x - y", x=(0,), y=(0,)),
        case("an empty matrix minus a row", "x - y", x=(0, 3), y=(3,)),
        case("a column minus an empty matrix", "x - y", x=(2, 1), y=(2, 0)),
        case("infinity on each side", "x - y", x=[float("inf"), 1.0], y=[1.0, float("inf")]),
    ],
    "in a graph": [
        case("two subtractions in a row", "x - y - x", x=(2, 3), y=(3,)),
        case("x minus (y minus x)", "x - (y - x)", x=(2, 3), y=(2, 3)),
        case("x is used again later", "(x - y) + x", x=(3,), y=(2, 3)),
        case("called twice and added", "(x - y) + (x - y)", x=(2, 3), y=(3,)),
        case("a broadcast sum minus one of its terms", "(x + y) - y", x=(2, 3), y=(3,)),
    ],
    "must raise": [
        case("vectors of different length", "x - y", x=(3,), y=(4,), refused=True),
        case("shapes (2, 3) and (2,)", "x - y", x=(2, 3), y=(2,), refused=True),
        case("shapes (2, 3) and (3, 2)", "x - y", x=(2, 3), y=(3, 2), refused=True),
        case("shapes (0,) and (2,)", "x - y", x=(0,), y=(2,), refused=True),
        case("x minus None", "x - None", x=(2, 3), refused=True),
    ],
}


def test_sub(judge_case):
    judge_case()
