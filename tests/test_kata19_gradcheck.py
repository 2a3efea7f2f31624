"""Kata 19, gradcheck: what it must do. A tuple is a shape. A list or a number is the values.

Each case is a function f and its inputs. A case that needs another operation than add makes
one, with a right or a wrong VJP: `Tensor.from_op(name, value, parents, vjp)`. In PyTorch, a
term like `c * (x - x.detach())` makes the gradient wrong: the term is always 0, so the value
stays the same, but PyTorch adds c to the slope.
"""

from minigrad.judging.cases import array, constant, lines


def check(name, f, torch=None, inputs="", options="", **given):
    """Does gradcheck return True or raise GradcheckError? And what is in the inputs' `.grad`?"""
    inputs = inputs or f"[{', '.join(given)}]"
    call = f"gradcheck(f, {inputs}{options and ', '}{options})"
    after = f"try: gave_true, raised = {call}, False\nexcept GradcheckError"
    ours, theirs = (
        f"{after} as error: gave_true, raised = False, True; print(error)",
        f"{after}: gave_true, raised = False, True",
    )
    results = " ".join(["gave_true", "raised", *(f"{x}.grad" for x in given)])
    return lines(name, f"f = {f}\n{ours}", results, f"f = {torch or f}\n{theirs}", **given)


def op(name, value_and_vjp, torch, options="", **given):
    """The same for an f that is one operation: "its value -> what its VJP returns".

    torch: the operation in PyTorch. ZERO stands for `(x - x.detach())`
    """
    value, vjp = value_and_vjp.split(" -> ")
    names, comma = ", ".join(given), "," if len(given) == 1 else ""
    f = f"Tensor.from_op('f', {value}, ({names}{comma}), lambda g: ({vjp}{comma}))"
    torch = torch.replace("ZERO", "(x - x.detach())")
    return check(name, f"lambda {names}: {f}", f"lambda {names}: {torch}", "", options, **given)


CASES = {
    "right gradients": [
        check("a sum of two", "lambda x, y: x + y", x=[1.0, 2.0], y=[3.0, 4.0]),
        check("x plus x", "lambda x: x + x", x=[1.0, 2.0]),
        check("a vector of one element", "lambda x: x + x", x=[1.0]),
        check("a tensor with no axes", "lambda x: x + x", x=3.0),
        check("two axes", "lambda x: x + x", x=(2, 3)),
        op("a square", "x.data**2 -> 2 * x.data * g", "x**2", x=[1.0, -2.0]),
        op(
            "a product",
            "x.data * y.data -> g * y.data, g * x.data",
            "x * y",
            x=[1.0, 2.0],
            y=[3.0, -4.0],
        ),
        check("three inputs", "lambda x, y, z: x + y + z + y", x=(2,), y=(2,), z=(2,)),
        check("inputs in a tuple", "lambda x, y: x + y", inputs="(x, y)", x=(2,), y=(2,)),
        check("inputs of two shapes", "lambda x, y: x + y", x=(2, 1), y=(3,)),
        check("one element in, three elements out", "lambda x, y: x + y", x=2.0, y=(3,)),
        op(
            "three elements in, one element out",
            "x.data.sum() -> g * np.ones(3)",
            "x.sum()",
            x=(3,),
        ),
        op(
            "the elements in reverse order",
            "x.data[::-1] -> g[::-1]",
            "x.flip(0)",
            x=[1.0, 2.0, 4.0],
        ),
        op("a transpose", "x.data.T -> g.T", "x.T", x=(2, 3)),
        op(
            "a matrix times a vector",
            "x.data @ y.data -> np.outer(g, y.data), x.data.T @ g",
            "x @ y",
            x=(2, 3),
            y=(3,),
        ),
        check("the second input is a constant", "lambda x, y: x + y", x=(2,), y=constant(2)),
        check("the first input is a constant", "lambda x, y: x + y", x=constant(2), y=(2,)),
        check("the second input is not used", "lambda x, y: x + x", x=(2,), y=(3,)),
        check("the first input is not used", "lambda x, y: y + y", x=(2,), y=(3,)),
        check("a matrix is not used", "lambda x, y: x + x", x=(2,), y=(2, 3)),
        check("the output is one input", "lambda x, y: y", x=(2,), y=(3,)),
        check("the output is the input itself", "lambda x: x", x=[1.0, 2.0]),
        op(
            "the output shares the input's array",
            "np.broadcast_to(x.data, (2, 2)) -> g.sum(axis=0)",
            "x.broadcast_to((2, 2))",
            x=[1.0, 2.0],
        ),
        check(
            "the output does not depend on x",
            "lambda x: Tensor([3.0, 4.0])",
            torch="lambda x: torch.tensor([3.0, 4.0])",
            x=(2,),
        ),
        check("an empty input", "lambda x: x + x", x=(0,)),
        # Rounding makes the finite differences hard.
        op(
            "a steep parabola at 0",
            "1e6 * x.data**2 -> 2e6 * x.data * g",
            "1e6 * x**2",
            x=[0.0, 0.0],
        ),
        op(
            "a slope of 0, rounding errors",
            "x.data**3 - 3 * x.data -> 3 * (x.data**2 - 1) * g",
            "x**3 - 3 * x",
            x=[1.0, -1.0],
        ),
        op(
            "steep slopes, rounding errors",
            "x.data**3 -> 3 * x.data**2 * g",
            "x**3",
            x=[100.0, -300.0],
        ),
    ],
    "wrong gradients": [
        op(
            "a square, the factor 2x is missing",
            "x.data**2 -> g",
            "(x**2).detach() + x - x.detach()",
            x=[1.0, -2.0],
        ),
        op(
            "no axes, gradient 0.5% too large",
            "2 * x.data -> 2.01 * g",
            "2 * x + 0.01 * ZERO",
            x=3.0,
        ),
        op(
            "no axes, gradient 0.5% too small",
            "2 * x.data -> 1.99 * g",
            "2 * x - 0.01 * ZERO",
            x=3.0,
        ),
        op("the sign is wrong", "-x.data -> g", "-x + 2 * ZERO", x=[1.0, 2.0]),
        op(
            "the first element is wrong",
            "2 * x.data -> [2.1, 2, 2] * g",
            "2 * x + torch.tensor([0.1, 0, 0]) * ZERO",
            x=(3,),
        ),
        op(
            "the last element is wrong",
            "2 * x.data -> [2, 2, 1.9] * g",
            "2 * x - torch.tensor([0, 0, 0.1]) * ZERO",
            x=(3,),
        ),
        op(
            "one of ten elements is slightly wrong",
            "x.data -> (1 + 0.005 * np.eye(10)[7]) * g",
            "x + 0.005 * torch.eye(10)[7] * ZERO",
            x=(10,),
        ),
        op(
            "one row is wrong",
            "2 * x.data -> [[2], [2.1]] * g",
            "2 * x + torch.tensor([[0], [0.1]]) * ZERO",
            x=(2, 3),
        ),
        op(
            "one element of the first input is wrong",
            "x.data + y.data -> [1, 1.1] * g, g",
            "x + y + torch.tensor([0, 0.1]) * ZERO",
            x=(2,),
            y=(2,),
        ),
        op(
            "one element of the second input is wrong",
            "x.data + y.data -> g, [1, 1.1] * g",
            "x + y + torch.tensor([0, 0.1]) * (y - y.detach())",
            x=(2,),
            y=(2,),
        ),
        op(
            "wrong, and the first input is a constant",
            "x.data + y.data -> None, 1.1 * g",
            "x + y + 0.1 * (y - y.detach())",
            x=constant(2),
            y=(2,),
        ),
        op(
            "the errors in two outputs cancel out",
            "x.data * [2, 3] -> g @ [2.5, 2.5]",
            "x * torch.tensor([2, 3]) + ZERO * torch.tensor([0.5, -0.5])",
            x=2.0,
        ),
        op(
            "the errors in two inputs cancel out",
            "x.data @ [2, 3] -> g * [2.5, 2.5]",
            "x @ torch.tensor([2.0, 3]).double() + ZERO @ torch.tensor([0.5, -0.5]).double()",
            x=[1.0, 2.0],
        ),
        op(
            "only the second output is wrong",
            "x.data * [2, 3] -> g @ [2, 3.1]",
            "x * torch.tensor([2, 3]) + ZERO * torch.tensor([0, 0.1])",
            x=2.0,
        ),
        op(
            "the gradient mixes in the other element",
            "2 * x.data -> 2 * g + g[::-1]",
            "2 * x + ZERO.flip(0)",
            x=[1.0, 2.0],
        ),
        op(
            "a square transposed, but not transposed back",
            "x.data.T -> g",
            "x.T.detach() + x - x.detach()",
            x=(2, 2),
        ),
        op(
            "the upstream gradient is ignored",
            "2 * x.data -> [2, 2]",
            "(2 * x).detach() + 2 * ZERO.sum()",
            x=[1.0, 2.0],
        ),
        op(
            "an unused input gets a gradient",
            "2 * x.data -> 2 * g, g",
            "2 * x + y - y.detach()",
            x=(2,),
            y=(2,),
        ),
        check(
            "a used input is missing from the parents",
            "lambda x, y: Tensor.from_op('f', 2 * x.data + y.data, (x,), lambda g: (2 * g,))",
            torch="lambda x, y: 2 * x + y.detach()",
            x=(2,),
            y=(2,),
        ),
        check(
            "the output is outside the graph",
            "lambda x: Tensor(2 * x.data)",
            torch="lambda x: (2 * x).detach()",
            x=(2,),
        ),
        op("the gradient is NaN", "2 * x.data -> np.nan * g", "2 * x + 0 * ZERO.sqrt()", x=3.0),
    ],
    "tolerances": [
        # How close is close enough? rtol is relative to the differences, not to the gradient.
        op(
            "off by less than rtol",
            "200 * x.data -> 200.1 * g",
            "200 * x + 0.1 * ZERO",
            x=[1.0, 2.0],
        ),
        op(
            "a smaller rtol",
            "200 * x.data -> 200.1 * g",
            "200 * x + 0.1 * ZERO",
            options="rtol=1e-4",
            x=[1.0, 2.0],
        ),
        op(
            "a larger rtol",
            "200 * x.data -> 201 * g",
            "200 * x + ZERO",
            options="rtol=0.01",
            x=[1.0, 2.0],
        ),
        op(
            "rtol 0.5, the gradient is 60% too large",
            "x.data -> 1.6 * g",
            "x + 0.6 * ZERO",
            options="rtol=0.5",
            x=[1.0, 2.0],
        ),
        op(
            "rtol 0.5, the gradient is 40% too small",
            "x.data -> 0.6 * g",
            "x - 0.4 * ZERO",
            options="rtol=0.5",
            x=[1.0, 2.0],
        ),
        op(
            "rtol with a negative slope",
            "-x.data -> -1.1 * g",
            "-x - 0.1 * ZERO",
            options="rtol=0.2",
            x=[1.0, 2.0],
        ),
        op("off by less than atol", "0 * x.data -> 5e-6 * g", "0 * x + 5e-6 * ZERO", x=[1.0, 2.0]),
        op(
            "a smaller atol",
            "0 * x.data -> 5e-6 * g",
            "0 * x + 5e-6 * ZERO",
            options="atol=1e-6",
            x=[1.0, 2.0],
        ),
        check("atol 0, a slope of 0", "lambda x, y: x + x", options="atol=0", x=(2,), y=(2,)),
        op(
            "a larger atol",
            "0 * x.data -> 0.1 * g",
            "0 * x + 0.1 * ZERO",
            options="atol=0.2",
            x=[1.0, 2.0],
        ),
        op(
            "an eps so large that the curve matters",
            "x.data**3 -> 3 * x.data**2 * g",
            "x**3",
            options="eps=0.5",
            x=[1.0, 2.0],
        ),
        op(
            "a large eps and a large atol",
            "x.data**3 -> 3 * x.data**2 * g",
            "x**3",
            options="eps=0.5, atol=0.3",
            x=[1.0, 2.0],
        ),
    ],
    "earlier gradients": [
        lines(
            "earlier gradients stay",
            "x.grad = g\nok = gradcheck(lambda x, y: x + y, [x, y])",
            "ok x.grad y.grad",
            x=(2,),
            y=(2,),
            g=array(2),
        ),
        lines(
            "earlier gradients stay when it raises",
            """
            x.grad = g
            f = lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: ([2, 3] * g,))
            try: raised = not gradcheck(f, [x])
            except GradcheckError: raised = True
            """,
            "raised x.grad",
            torch="""
            x.grad = g
            f = lambda x: 2 * x + torch.tensor([0, 1]) * (x - x.detach())
            try: raised = not gradcheck(f, [x])
            except GradcheckError: raised = True
            """,
            x=(2,),
            g=array(2),
        ),
    ],
    "must raise": [
        lines(
            "none of the inputs needs a gradient",
            "ok = gradcheck(lambda x, y: x + y, [x, y])",
            "ok",
            x=constant(2),
            y=constant(2),
            refused=True,
        ),
    ],
}


def test_gradcheck(judge_case):
    judge_case()
