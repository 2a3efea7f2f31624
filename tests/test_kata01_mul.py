"""Kata 1, mul: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import array, case, constant

CASES = {
    "plain": [
        case("two vectors", "x * y", x=[2.0, 3.0], y=[5.0, 7.0]),
        case("two matrices", "x * y", x=(2, 3), y=(2, 3)),
        case("two squares", "x * y", x=(3, 3), y=(3, 3)),
        case("as a method", "x.mul(y)", x=(2, 3), y=(2, 3)),
        case("two numbers", "x * y", x=3.0, y=-2.0),
        case("x times a number", "x * 2", x=(2, 3)),
        case("a number times x", "-1.5 * x", x=(2, 3)),
        case("x times itself", "x * x", x=(2, 3)),
        case("x times x times x", "x * x * x", x=(3,)),
    ],
    "broadcasting": [
        case("a matrix times a row", "x * y", x=(2, 3), y=(3,)),
        case("a row times a matrix", "x * y", x=(3,), y=(2, 3)),
        case("a matrix times a column", "x * y", x=(2, 3), y=(2, 1)),
        case("a column times a matrix", "x * y", x=(2, 1), y=(2, 3)),
        case("a matrix times a matrix of one row", "x * y", x=(2, 3), y=(1, 3)),
        case("a column times a row", "x * y", x=(2, 1), y=(1, 3)),
        case("a vector times a column", "x * y", x=(3,), y=(2, 1)),
        case("both sides are broadcast, three axes each", "x * y", x=(2, 1, 3), y=(1, 2, 3)),
        case("x needs a longer axis, y needs more axes", "x * y", x=(2, 3, 1), y=(4,)),
        case("y needs a new axis and a longer one", "x * y", x=(2, 3, 4), y=(3, 1)),
        case("x needs a new axis and a longer one", "x * y", x=(1, 4), y=(2, 3, 4)),
        case("a matrix times a tensor with no axes", "x * y", x=(2, 3), y=2.0),
        case("a tensor with no axes times a matrix", "x * y", x=-2.0, y=(2, 3)),
        case("a vector of one element times a matrix", "x * y", x=(1,), y=(2, 3)),
        case("a vector times a 1-by-1 matrix", "x * y", x=(3,), y=(1, 1)),
        case("one element times a tensor with no axes", "x * y", x=(1,), y=2.0),
        case("a square times a row", "x * y", x=(3, 3), y=(3,)),
        case("a row times a square", "x * y", x=(3,), y=(3, 3)),
        case("a square times a column", "x * y", x=(3, 3), y=(3, 1)),
        case("a matrix of one row times a square", "x * y", x=(1, 3), y=(3, 3)),
        case("a column and a row make a square", "x * y", x=(3, 1), y=(1, 3)),
        case("the new axis is as long as the next one", "x * y", x=(2, 2, 3), y=(2, 3)),
        case("a cube times a square", "x * y", x=(2, 2, 2), y=(2, 2)),
        case("a vector times a cube", "x * y", x=(2,), y=(2, 2, 2)),
        case("a cube times a column", "x * y", x=(2, 2, 2), y=(2, 1)),
        case("a cube, the middle axis of x is broadcast", "x * y", x=(2, 1, 2), y=(2, 2, 2)),
        case("a cube, the first two axes of y are broadcast", "x * y", x=(2, 2, 2), y=(1, 1, 2)),
    ],
    "constants": [
        case("a NumPy array on the right", "x * a", x=(2, 3), a=array(2, 3)),
        case("a NumPy array on the left", "a * x", a=array(2, 3), x=(2, 3)),
        case("a NumPy array broadcast to every row", "a * x", a=array(3), x=(2, 3)),
        case("a NumPy array with more axes than x", "x * a", x=(3,), a=array(2, 3)),
        case(
            "a NumPy array of integers",
            "np.array([2, 3]) * x",
            torch="torch.tensor([2, 3]) * x",
            x=(2,),
        ),
        case("a NumPy number", "np.float64(2) * x", torch="2.0 * x", x=(3,)),
        case(
            "a list on the right", "x * [2.0, -3.0]", torch="x * torch.tensor([2.0, -3.0])", x=(2,)
        ),
        case(
            "a list on the left",
            "[[2.0], [-3.0]] * x",
            torch="torch.tensor([[2.0], [-3.0]]) * x",
            x=(2,),
        ),
        case("right side needs no gradient", "x * y", x=(2, 3), y=constant(3)),
        case("left side needs no gradient", "x * y", x=constant(3), y=(2, 3)),
        case("neither needs a gradient", "x * y", x=constant(2, 3), y=constant(3)),
    ],
    "edges": [
        case("two empty vectors", "x * y", x=(0,), y=(0,)),
        case("an empty vector times one element", "x * y", x=(0,), y=(1,)),
        case("an axis of length 0", "x * y", x=(2, 1), y=(2, 0)),
        case("no axes times an empty matrix", "x * y", x=2.0, y=(3, 0)),
        case("zeros among the values", "x * y", x=[0.0, 2.0, 0.0, -0.0], y=[3.0, 0.0, 0.0, -1.0]),
        case("infinities", "x * y", x=[float("inf"), 2.0], y=[-3.0, float("-inf")]),
    ],
    "in a graph": [
        case("called twice and added", "x * y + x * y", x=(2, 3), y=(3,)),
        case("x is used again later", "x * y + x", x=(3,), y=(2, 3)),
        case("a sum times one of its parts", "(x + y) * x", x=(2, 1), y=(3,)),
        case("x times y times x, with broadcasting", "(x * y) * x", x=(3,), y=(2, 1)),
    ],
    "must raise": [
        case("a vector shorter than the last axis", "x * y", x=(2, 3), y=(2,), refused=True),
        case("vectors of different length", "x * y", x=(3,), y=(4,), refused=True),
        case("shapes (2, 3) and (3, 2)", "x * y", x=(2, 3), y=(3, 2), refused=True),
        case("the first axis does not fit", "x * y", x=(2, 2, 3), y=(4, 1, 3), refused=True),
        case("an empty vector times two elements", "x * y", x=(0,), y=(2,), refused=True),
        case("a NumPy array that does not fit", "a * x", a=array(4), x=(2, 3), refused=True),
        case(
            "a list that does not fit",
            "x * [1.0, 2.0]",
            torch="x * torch.tensor([1.0, 2.0])",
            x=(3,),
            refused=True,
        ),
        case("x times None", "x * None", x=(3,), refused=True),
        case("x times a string", "x * '2'", x=(3,), refused=True),
    ],
}


def test_mul(judge_case):
    judge_case()
