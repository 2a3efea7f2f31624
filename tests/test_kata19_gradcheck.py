"""Kata 19, gradcheck: what it must do. A tuple is a shape, a list or a number the values.

Each case is a function f and its inputs. Where an operation other than add is needed, with a
right or a wrong VJP, it is made on the spot: `Tensor.from_op(name, value, parents, vjp)`. On
PyTorch's side a term such as `c * (x - x.detach())`, which is always 0, adds c to the slope
that PyTorch believes in, and nothing to the value.
"""

from minigrad.judging.cases import array, constant, lines


def check(name, f, torch=None, inputs="", options="", **given):
    """Whether gradcheck gives True or raises GradcheckError, and the inputs' gradients."""
    inputs = inputs or f"[{', '.join(given)}]"
    call = f"gradcheck(f, {inputs}{options and ', '}{options})"
    after = f"try: gave_true, raised = {call}, False\nexcept GradcheckError"
    ours, theirs = (
        f"{after} as error: gave_true, raised = False, True; print(error)",
        f"{after}: gave_true, raised = False, True",
    )
    results = " ".join(["gave_true", "raised", *(f"{x}.grad" for x in given)])
    return lines(name, f"f = {f}\n{ours}", results, f"f = {torch or f}\n{theirs}", **given)


CASES = [
    # Right gradients.
    check("a sum of two", "lambda x, y: x + y", x=[1.0, 2.0], y=[3.0, 4.0]),
    check("x and itself", "lambda x: x + x", x=[1.0, 2.0]),
    check("one element", "lambda x: x + x", x=[1.0]),
    check("no axes", "lambda x: x + x", x=3.0),
    check("two axes", "lambda x: x + x", x=(2, 3)),
    check(
        "a square",
        "lambda x: Tensor.from_op('f', x.data**2, (x,), lambda g: (2 * x.data * g,))",
        torch="lambda x: x**2",
        x=[1.0, -2.0],
    ),
    check(
        "a product",
        "lambda x, y: Tensor.from_op('f', x.data * y.data, (x, y),"
        " lambda g: (g * y.data, g * x.data))",
        torch="lambda x, y: x * y",
        x=[1.0, 2.0],
        y=[3.0, -4.0],
    ),
    check("three inputs", "lambda x, y, z: x + y + z + y", x=(2,), y=(2,), z=(2,)),
    check("inputs in a tuple", "lambda x, y: x + y", inputs="(x, y)", x=(2,), y=(2,)),
    check("inputs of two shapes", "lambda x, y: x + y", x=(2, 1), y=(3,)),
    check("one input element, three output elements", "lambda x, y: x + y", x=2.0, y=(3,)),
    check(
        "three input elements, one output element",
        "lambda x: Tensor.from_op('f', x.data.sum(), (x,), lambda g: (g * np.ones(3),))",
        torch="lambda x: x.sum()",
        x=(3,),
    ),
    check(
        "the elements in another order",
        "lambda x: Tensor.from_op('f', x.data[::-1], (x,), lambda g: (g[::-1],))",
        torch="lambda x: x.flip(0)",
        x=[1.0, 2.0, 4.0],
    ),
    check(
        "a transpose",
        "lambda x: Tensor.from_op('f', x.data.T, (x,), lambda g: (g.T,))",
        torch="lambda x: x.T",
        x=(2, 3),
    ),
    check(
        "a matrix times a vector",
        "lambda x, y: Tensor.from_op('f', x.data @ y.data, (x, y),"
        " lambda g: (np.outer(g, y.data), x.data.T @ g))",
        torch="lambda x, y: x @ y",
        x=(2, 3),
        y=(3,),
    ),
    check("the second input is a constant", "lambda x, y: x + y", x=(2,), y=constant(2)),
    check("the first input is a constant", "lambda x, y: x + y", x=constant(2), y=(2,)),
    check("the second input is not used", "lambda x, y: x + x", x=(2,), y=(3,)),
    check("the first input is not used", "lambda x, y: y + y", x=(2,), y=(3,)),
    check("the output is one input", "lambda x, y: y", x=(2,), y=(3,)),
    check("the output is the input itself", "lambda x: x", x=[1.0, 2.0]),
    check(
        "the output looks into the input's array",
        "lambda x: Tensor.from_op('f', np.broadcast_to(x.data, (2, 2)), (x,),"
        " lambda g: (g.sum(axis=0),))",
        torch="lambda x: x.broadcast_to((2, 2))",
        x=[1.0, 2.0],
    ),
    check(
        "the output depends on nothing",
        "lambda x: Tensor([3.0, 4.0])",
        torch="lambda x: torch.tensor([3.0, 4.0])",
        x=(2,),
    ),
    check("nothing to check", "lambda x: x + x", x=(0,)),
    # Right, but not easy to nudge.
    check(
        "a steep parabola at its bottom",
        "lambda x: Tensor.from_op('f', 1e6 * x.data**2, (x,), lambda g: (2e6 * x.data * g,))",
        torch="lambda x: 1e6 * x**2",
        x=[0.0, 0.0],
    ),
    check(
        "a slope of 0 beside rounding errors",
        "lambda x: Tensor.from_op('f', x.data**3 - 3 * x.data, (x,),"
        " lambda g: (3 * (x.data**2 - 1) * g,))",
        torch="lambda x: x**3 - 3 * x",
        x=[1.0, -1.0],
    ),
    check(
        "steep slopes beside rounding errors",
        "lambda x: Tensor.from_op('f', x.data**3, (x,), lambda g: (3 * x.data**2 * g,))",
        torch="lambda x: x**3",
        x=[100.0, -300.0],
    ),
    # Wrong gradients.
    check(
        "a square, its slope forgotten",
        "lambda x: Tensor.from_op('f', x.data**2, (x,), lambda g: (g,))",
        torch="lambda x: (x**2).detach() + x - x.detach()",
        x=[1.0, -2.0],
    ),
    check(
        "no axes, a little too large",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: (2.01 * g,))",
        torch="lambda x: 2 * x + 0.01 * (x - x.detach())",
        x=3.0,
    ),
    check(
        "no axes, a little too small",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: (1.99 * g,))",
        torch="lambda x: 2 * x - 0.01 * (x - x.detach())",
        x=3.0,
    ),
    check(
        "the sign is wrong",
        "lambda x: Tensor.from_op('f', -x.data, (x,), lambda g: (g,))",
        torch="lambda x: -x + 2 * (x - x.detach())",
        x=[1.0, 2.0],
    ),
    check(
        "the first element is wrong",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: ([2.1, 2, 2] * g,))",
        torch="lambda x: 2 * x + torch.tensor([0.1, 0, 0]) * (x - x.detach())",
        x=(3,),
    ),
    check(
        "the last element is wrong",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: ([2, 2, 1.9] * g,))",
        torch="lambda x: 2 * x - torch.tensor([0, 0, 0.1]) * (x - x.detach())",
        x=(3,),
    ),
    check(
        "one of ten is wrong by a little",
        "lambda x: Tensor.from_op('f', x.data, (x,), lambda g: ((1 + 0.005 * np.eye(10)[7]) * g,))",
        torch="lambda x: x + 0.005 * torch.eye(10)[7] * (x - x.detach())",
        x=(10,),
    ),
    check(
        "one row is wrong",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: ([[2], [2.1]] * g,))",
        torch="lambda x: 2 * x + torch.tensor([[0], [0.1]]) * (x - x.detach())",
        x=(2, 3),
    ),
    check(
        "one element of the first of two inputs is wrong",
        "lambda x, y: Tensor.from_op('f', x.data + y.data, (x, y), lambda g: ([1, 1.1] * g, g))",
        torch="lambda x, y: x + y + torch.tensor([0, 0.1]) * (x - x.detach())",
        x=(2,),
        y=(2,),
    ),
    check(
        "one element of the second of two inputs is wrong",
        "lambda x, y: Tensor.from_op('f', x.data + y.data, (x, y), lambda g: (g, [1, 1.1] * g))",
        torch="lambda x, y: x + y + torch.tensor([0, 0.1]) * (y - y.detach())",
        x=(2,),
        y=(2,),
    ),
    check(
        "wrong behind a constant",
        "lambda x, y: Tensor.from_op('f', x.data + y.data, (x, y), lambda g: (None, 1.1 * g))",
        torch="lambda x, y: x + y + 0.1 * (y - y.detach())",
        x=constant(2),
        y=(2,),
    ),
    check(
        "errors in two outputs that cancel",
        "lambda x: Tensor.from_op('f', x.data * [2, 3], (x,), lambda g: (g @ [2.5, 2.5],))",
        torch="lambda x: x * torch.tensor([2, 3]) + (x - x.detach()) * torch.tensor([0.5, -0.5])",
        x=2.0,
    ),
    check(
        "errors in two inputs that cancel",
        "lambda x: Tensor.from_op('f', x.data @ [2, 3], (x,), lambda g: (g * [2.5, 2.5],))",
        torch="lambda x: x @ torch.tensor([2.0, 3]).double()"
        " + (x - x.detach()) @ torch.tensor([0.5, -0.5]).double()",
        x=[1.0, 2.0],
    ),
    check(
        "the second output alone is wrong",
        "lambda x: Tensor.from_op('f', x.data * [2, 3], (x,), lambda g: (g @ [2, 3.1],))",
        torch="lambda x: x * torch.tensor([2, 3]) + (x - x.detach()) * torch.tensor([0, 0.1])",
        x=2.0,
    ),
    check(
        "an effect on another element that is not there",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: (2 * g + g[::-1],))",
        torch="lambda x: 2 * x + (x - x.detach()).flip(0)",
        x=[1.0, 2.0],
    ),
    check(
        "a transpose of a square, not transposed back",
        "lambda x: Tensor.from_op('f', x.data.T, (x,), lambda g: (g,))",
        torch="lambda x: x.T.detach() + x - x.detach()",
        x=(2, 2),
    ),
    check(
        "the upstream gradient ignored",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: ([2, 2],))",
        torch="lambda x: (2 * x).detach() + 2 * (x - x.detach()).sum()",
        x=[1.0, 2.0],
    ),
    check(
        "an input that is not used gets a gradient",
        "lambda x, y: Tensor.from_op('f', 2 * x.data, (x, y), lambda g: (2 * g, g))",
        torch="lambda x, y: 2 * x + y - y.detach()",
        x=(2,),
        y=(2,),
    ),
    check(
        "an input that is used is not among the parents",
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
    check(
        "the gradient is NaN",
        "lambda x: Tensor.from_op('f', 2 * x.data, (x,), lambda g: (np.nan * g,))",
        torch="lambda x: 2 * x + 0 * (x - x.detach()).sqrt()",
        x=3.0,
    ),
    # How near is near enough.
    check(
        "off by less than rtol",
        "lambda x: Tensor.from_op('f', 200 * x.data, (x,), lambda g: (200.1 * g,))",
        torch="lambda x: 200 * x + 0.1 * (x - x.detach())",
        x=[1.0, 2.0],
    ),
    check(
        "a smaller rtol",
        "lambda x: Tensor.from_op('f', 200 * x.data, (x,), lambda g: (200.1 * g,))",
        torch="lambda x: 200 * x + 0.1 * (x - x.detach())",
        options="rtol=1e-4",
        x=[1.0, 2.0],
    ),
    check(
        "a larger rtol",
        "lambda x: Tensor.from_op('f', 200 * x.data, (x,), lambda g: (201 * g,))",
        torch="lambda x: 200 * x + (x - x.detach())",
        options="rtol=0.01",
        x=[1.0, 2.0],
    ),
    check(
        "rtol counts from the differences, a larger gradient",
        "lambda x: Tensor.from_op('f', x.data, (x,), lambda g: (1.6 * g,))",
        torch="lambda x: x + 0.6 * (x - x.detach())",
        options="rtol=0.5",
        x=[1.0, 2.0],
    ),
    check(
        "rtol counts from the differences, a smaller gradient",
        "lambda x: Tensor.from_op('f', x.data, (x,), lambda g: (0.6 * g,))",
        torch="lambda x: x - 0.4 * (x - x.detach())",
        options="rtol=0.5",
        x=[1.0, 2.0],
    ),
    check(
        "rtol of a negative slope",
        "lambda x: Tensor.from_op('f', -x.data, (x,), lambda g: (-1.1 * g,))",
        torch="lambda x: -x - 0.1 * (x - x.detach())",
        options="rtol=0.2",
        x=[1.0, 2.0],
    ),
    check(
        "a slope of 0, off by less than atol",
        "lambda x: Tensor.from_op('f', 0 * x.data, (x,), lambda g: (5e-6 * g,))",
        torch="lambda x: 0 * x + 5e-6 * (x - x.detach())",
        x=[1.0, 2.0],
    ),
    check(
        "a smaller atol",
        "lambda x: Tensor.from_op('f', 0 * x.data, (x,), lambda g: (5e-6 * g,))",
        torch="lambda x: 0 * x + 5e-6 * (x - x.detach())",
        options="atol=1e-6",
        x=[1.0, 2.0],
    ),
    check(
        "a larger atol",
        "lambda x: Tensor.from_op('f', 0 * x.data, (x,), lambda g: (0.1 * g,))",
        torch="lambda x: 0 * x + 0.1 * (x - x.detach())",
        options="atol=0.2",
        x=[1.0, 2.0],
    ),
    check(
        "a nudge so large that the curve shows",
        "lambda x: Tensor.from_op('f', x.data**3, (x,), lambda g: (3 * x.data**2 * g,))",
        torch="lambda x: x**3",
        options="eps=0.5",
        x=[1.0, 2.0],
    ),
    check(
        "a large nudge, allowed for",
        "lambda x: Tensor.from_op('f', x.data**3, (x,), lambda g: (3 * x.data**2 * g,))",
        torch="lambda x: x**3",
        options="eps=0.5, atol=0.3",
        x=[1.0, 2.0],
    ),
    # Gradients from before.
    lines(
        "gradients from before stay",
        "x.grad = g\nok = gradcheck(lambda x, y: x + y, [x, y])",
        "ok x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "gradients from before stay, when it raises",
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
    lines(
        "none of the inputs needs a gradient",
        "ok = gradcheck(lambda x, y: x + y, [x, y])",
        "ok",
        x=constant(2),
        y=constant(2),
        refused=True,
    ),
]


def test_gradcheck(judge_case):
    judge_case()
