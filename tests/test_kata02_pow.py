"""Kata 2, pow: what it must do. A tuple is a shape. A list or a number is the values."""

from minigrad.judging.cases import array, case, constant

CASES = {
    "with numbers": [
        case("a vector squared", "x ** 2", x=[1.0, 2.0, 3.0]),
        case("a matrix squared", "x ** 2", x=(2, 3)),
        case("cubed", "x ** 3", x=(2, 3)),
        case("as a method", "x.pow(4)", x=(2, 3)),
        case("to the power 1", "x ** 1", x=(2, 3)),
        case("to the power 0", "x ** 0", x=(2, 3)),
        case("to the power -1", "x ** -1", x=(2, 3)),
        case("to the power 0.5", "x ** 0.5", x=[0.25, 2.0, 9.0]),
        case("to the power -2.5", "x ** -2.5", x=[0.25, 2.0, 9.0]),
        case("2 to the power x", "2 ** x", x=(2, 3)),
        case("0.5 to the power x", "0.5 ** x", x=(2, 3)),
        case("1 to the power x", "1 ** x", x=(2, 3)),
    ],
    "two Tensors": [
        case("both are Tensors", "x ** y", x=[1.0, 2.0, 3.0], y=[2.0, 0.5, -1.5]),
        case("both are matrices", "x ** y", x=[[0.5, 2.0], [1.5, 4.0]], y=(2, 2)),
        case("both are numbers", "x ** y", x=3.0, y=2.0),
    ],
    "constants": [
        case("the base needs no gradient", "x ** y", x=constant([1.5, 2.0, 3.0]), y=(3,)),
        case("the exponent needs no gradient", "x ** y", x=(3,), y=constant([3.0, -1.0, 2.0])),
        case("neither needs a gradient", "x ** y", x=constant([1.5, 2.0, 3.0]), y=constant(3)),
        case("a NumPy array as exponent", "x ** a", x=(2, 3), a=array([2.0, 3.0, -2.0])),
        case("a NumPy array as base", "a ** x", a=array([1.5, 2.0, 3.0]), x=(2, 3)),
        case(
            "a list as exponent", "x ** [2, -1, 3]", torch="x ** torch.tensor([2, -1, 3])", x=(3,)
        ),
        case("a list as base", "[2, 3, 4] ** x", torch="torch.tensor([2, 3, 4]) ** x", x=(3,)),
    ],
    "broadcasting": [
        case("a row of exponents", "x ** y", x=[[0.5, 2.0, 3.0], [1.5, 4.0, 0.25]], y=(3,)),
        case("a row of bases", "x ** y", x=[0.5, 2.0, 3.0], y=(2, 3)),
        case("a column of exponents", "x ** y", x=[[0.5, 2.0, 3.0], [1.5, 4.0, 0.25]], y=(2, 1)),
        case("a column of bases", "x ** y", x=[[0.5], [3.0]], y=(2, 3)),
        case("a column of bases, a row of exponents", "x ** y", x=[[0.5], [3.0]], y=(3,)),
        case("a row of bases, a column of exponents", "x ** y", x=[0.5, 2.0, 3.0], y=(2, 1)),
        case("a square of bases, a row of exponents", "x ** y", x=[[0.5, 2.0], [3.0, 1.5]], y=(2,)),
        case("a row of bases, a square of exponents", "x ** y", x=[0.5, 3.0], y=(2, 2)),
        case(
            "a square of bases, a column of exponents",
            "x ** y",
            x=[[0.5, 2.0], [3.0, 1.5]],
            y=(2, 1),
        ),
        case("a column of bases, a square of exponents", "x ** y", x=[[0.5], [3.0]], y=(2, 2)),
        case("one base, many exponents", "x ** y", x=1.5, y=(2, 3)),
        case("many bases, one exponent", "x ** y", x=[[0.5, 2.0, 3.0], [1.5, 4.0, 0.25]], y=1.75),
        case("a base of shape (1,), one exponent", "x ** y", x=[3.0], y=0.5),
        case("an exponent of shape (1, 1)", "x ** y", x=[1.5, 2.0, 3.0], y=[[2.0]]),
        case("a cube of exponents", "x ** y", x=[[0.5, 2.0], [3.0, 1.5]], y=(2, 2, 2)),
        case(
            "a cube of bases",
            "x ** y",
            x=[[[0.5, 2.0], [3.0, 1.5]], [[2.5, 0.75], [1.0, 4.0]]],
            y=(2, 1),
        ),
        case(
            "both are broadcast, y has one more axis",
            "x ** y",
            x=[[0.5], [2.0], [3.0]],
            y=(2, 1, 4),
        ),
        case(
            "both are broadcast, three axes each",
            "x ** y",
            x=[[[0.5, 3.0]], [[2.0, 1.5]]],
            y=(1, 3, 1),
        ),
    ],
    "in a graph": [
        case("x to the power x", "x ** x", x=[0.5, 2.0, 3.0]),
        case("x is used again later", "x ** 3 + x", x=(2, 3)),
        case("two powers of x", "x ** 2 + 3 ** x", x=(2, 3)),
        case("a power of a power", "(x ** 2) ** 3", x=[0.5, -2.0, 3.0]),
        case("a power of a sum", "(x + x) ** 2 + y", x=(2, 3), y=(3,)),
    ],
    "edges": [
        case("an empty vector squared", "x ** 2", x=(0,)),
        case("an empty matrix, a column of exponents", "x ** y", x=(2, 0), y=(2, 1)),
        case("squared at -2, 0, 2", "x ** 2", x=[-2.0, 0.0, 2.0]),
        case("cubed at -2, 0, 2", "x ** 3", x=[-2.0, 0.0, 2.0]),
        case("the power 1 at -2, 0, 2", "x ** 1", x=[-2.0, 0.0, 2.0]),
        case("the power 0 at -2, 0, 2", "x ** 0", x=[-2.0, 0.0, 2.0]),
        case("the power -1 at -2, 0, 2", "x ** -1", x=[-2.0, 0.0, 2.0]),
        case("the power 0.5 at -2, 0, 2", "x ** 0.5", x=[-2.0, 0.0, 2.0]),
        case("exponent 2 at 0 and 2", "x ** y", x=[0.0, 2.0], y=[2.0, 2.0]),
        case("exponent 2 at -2, 0, 2", "x ** y", x=[-2.0, 0.0, 2.0], y=[2.0, 2.0, 2.0]),
        case("exponent 3 at -2, 0, 2", "x ** y", x=[-2.0, 0.0, 2.0], y=[3.0, 3.0, 3.0]),
        case("exponent 1 at -2, 0, 2", "x ** y", x=[-2.0, 0.0, 2.0], y=[1.0, 1.0, 1.0]),
        case("exponent 0 at -2, 0, 2", "x ** y", x=[-2.0, 0.0, 2.0], y=[0.0, 0.0, 0.0]),
        case("exponent -1 at -2, 0, 2", "x ** y", x=[-2.0, 0.0, 2.0], y=[-1.0, -1.0, -1.0]),
        case("exponent 0.5 at -2, 0, 2", "x ** y", x=[-2.0, 0.0, 2.0], y=[0.5, 0.5, 0.5]),
        case("2 to many powers", "2 ** x", x=[0.0, 1.0, 2.0, 3.0, -1.0, 0.5]),
        case("0 to many powers", "0 ** x", x=[0.0, 1.0, 2.0, 3.0, -1.0, 0.5]),
        case("-2 to many powers", "(-2) ** x", x=[0.0, 1.0, 2.0, 3.0, -1.0, 0.5]),
        case("0 to the power 0, no axes", "x ** y", x=0.0, y=0.0),
        case("0 to the power -1, no axes", "x ** y", x=0.0, y=-1.0),
        case("0 and 2 with a row of exponents", "x ** y", x=[[0.0, 2.0], [2.0, 0.0]], y=[0.0, 2.0]),
        case(
            "base 0, the exponent needs no gradient",
            "x ** y",
            x=[0.0, 0.0, 0.0],
            y=constant([0.0, 1.0, -1.0]),
        ),
        case("base 0, the base needs no gradient", "x ** y", x=constant([0.0, 0.0]), y=[0.0, -1.0]),
    ],
    "must raise": [
        case("shapes (2, 3) and (2,)", "x ** y", x=(2, 3), y=(2,), refused=True),
        case("shapes (2, 3) and (2, 3, 1)", "x ** y", x=(2, 3), y=(2, 3, 1), refused=True),
        case("a NumPy array that does not fit", "x ** a", x=(3,), a=array(4), refused=True),
        case("shapes (2, 0) and (2,)", "x ** y", x=(2, 0), y=(2,), refused=True),
    ],
}


def test_pow(judge_case):
    judge_case()
