"""Kata 18, backward: what it must do. A tuple is a shape. A list or a number is the values.

Each case is a few lines of code. The results after them are compared with PyTorch's. A case
that needs another operation than add makes one: `Tensor.from_op(name, value, parents, vjp)`.

PyTorch needs different code in two places. It keeps the gradient of an inner node only after
`retain_grad`, and then adds it up over several calls. And the upstream gradient may be left
out only for one element.
"""

from typing import Any

from minigrad.judging.cases import array, constant, lines

UPSTREAM = ("g", "h")
PAIRS: dict[str, Any] = {"x": (2,), "y": (2,), "c": constant(2), "g": array(2), "h": array(2)}


def grads(name, code, results="", torch="", retain="", refused=False, **given):
    """A case of a few lines: `; ` between two statements starts a new line.

    results: what is compared. If left out: the gradient of every Tensor among the inputs
    retain: an inner node. PyTorch keeps its gradient only if asked
    """
    results = results or " ".join(f"{key}.grad" for key in given if key not in UPSTREAM)
    code, torch = code.replace("; ", "\n"), torch.replace("; ", "\n")
    if retain:
        made = next(line for line in code.split("\n") if line.startswith(f"{retain} = "))
        torch = code.replace(made, f"{made}\n{retain}.retain_grad()")
    return lines(name, code, results, torch, refused, **given)


def pairs(name, inputs, code, results="", **options):
    """The same for inputs of two elements. `inputs` names them, as in "x y g".

    x and y need a gradient, c is a constant, and g and h are upstream gradients.
    """
    return grads(name, code, results, **options, **{key: PAIRS[key] for key in inputs.split()})


CASES = {
    "plain": [
        grads("a sum", "(x + y).backward(g)", x=[1.0, 2.0], y=[3.0, 4.0], g=array(2)),
        grads("a matrix", "(x + y).backward(g)", x=(2, 3), y=(2, 3), g=array(2, 3)),
        pairs(
            "no gradient given",
            "x y",
            "(x + y).backward()",
            torch="(x + y).backward(torch.ones(2))",
        ),
        grads("no gradient given, one number", "(x + y).backward()", x=3.0, y=4.0),
        pairs("a constant", "x c g", "(x + c).backward(g)"),
        grads(
            "a sum of three",
            "(x + y + z).backward(g)",
            "x.grad z.grad",
            x=2.0,
            y=3.0,
            z=4.0,
            g=array(1.5),
        ),
        pairs("x plus x", "x g", "(x + x).backward(g)"),
        pairs("x plus x plus x", "x g", "(x + x + x).backward(g)"),
        pairs(
            "a product",
            "x y g",
            """
            def vjp(grad): return grad * y.data, grad * x.data
            Tensor.from_op("mul", x.data * y.data, (x, y), vjp).backward(g)
            """,
            torch="(x * y).backward(g)",
        ),
        pairs(
            "the same parent twice, with two gradients",
            "x g",
            """
            y = Tensor.from_op("f", 5 * x.data, (x, x), lambda grad: (7 * grad, -2 * grad))
            y.backward(g)
            """,
            torch="(7 * x - 2 * x).backward(g)",
        ),
    ],
    "inner nodes": [
        # Inner nodes. A node needs its whole gradient before it passes it on.
        pairs(
            "a node used twice",
            "x g",
            "y = x + x; (y + y).backward(g)",
            "x.grad y.grad",
            retain="y",
        ),
        pairs("two inner nodes share a leaf", "x y g", "a = x + x; b = x + y; (a + b).backward(g)"),
        pairs(
            "many paths through two inner nodes",
            "x g",
            "y = (x + x) + x; z = (y + x) + y; (z + z + y).backward(g)",
        ),
        pairs(
            "an inner node used again later",
            "x g",
            "y = x + x; z = y + x; (z + y).backward(g)",
            "x.grad y.grad",
            retain="y",
        ),
        pairs(
            "an inner node used again later, on the left",
            "x g",
            "y = x + x; z = x + y; (y + z).backward(g)",
        ),
        pairs(
            "an inner node used again much later",
            "x g",
            """
            y = x + x
            z = y + x
            for _ in range(5): z = z + x
            (z + y).backward(g)
            """,
        ),
        pairs(
            "an inner node used again much later, on the left",
            "x g",
            """
            y = x + x
            z = x + y
            for _ in range(5): z = x + z
            (y + z).backward(g)
            """,
        ),
        pairs(
            "an inner node used at every step",
            "x g",
            """
            y = x + x
            z = y
            for _ in range(5): z = z + y
            z.backward(g)
            """,
        ),
        pairs(
            "a node used twice by one, once by another",
            "x g",
            "y = x + x; a = y + y; b = y + x; (a + (b + x)).backward(g)",
        ),
        pairs(
            "a node used once by one, twice by another",
            "x g",
            "y = x + x; a = y + y; b = y + x; ((x + b) + a).backward(g)",
        ),
        pairs(
            "two nodes combined again and again",
            "x y g",
            "a, b = x + y, y + y; a, b = a + b, b + a; a, b = a + a, a + b; (b + a).backward(g)",
        ),
        pairs(
            "a leaf used many times",
            "x g",
            """
            y = x
            for _ in range(50): y = x + y
            y.backward(g)
            """,
        ),
        grads("broadcast", "(x + y).backward(g)", x=(3,), y=(2, 3), g=array(2, 3)),
        grads(
            "an inner node is broadcast",
            "y = x + x; z = y + c; (z + y).backward(g)",
            "x.grad",
            x=(3, 1),
            c=constant(2),
            g=array(3, 2),
        ),
    ],
    "roots and constants": [
        # Tensors that need no gradient, and tensors that the root does not depend on.
        pairs(
            "a part that needs no gradient",
            "x c g",
            "d = c + c; e = d + d; (e + x + d).backward(g)",
            "x.grad c.grad d.grad e.grad",
        ),
        pairs("a constant used twice", "x c g", "(c + x + c).backward(g)"),
        grads("a leaf that is not used", "(x + x).backward(g)", x=2.0, y=3.0, g=array(1.5)),
        pairs(
            "the root is in the middle of the graph",
            "x g",
            "y = x + x; z = y + y; y.backward(g)",
            "x.grad z.grad",
            retain="z",
        ),
        pairs(
            "the root also gets a gradient", "x g", "y = x + x; y.backward(g)", "y.grad", retain="y"
        ),
        pairs("the root is a leaf", "x g", "x.backward(g)"),
        grads(
            "the root is a leaf, no gradient given",
            "x.backward()",
            torch="x.backward(torch.ones(2, 3))",
            x=(2, 3),
        ),
        grads("a constant on the left", "(c + x).backward(g)", x=2.0, c=constant(), g=array(1.5)),
    ],
    "several calls": [
        # The gradients of leaves add up. Inner nodes start again from zero.
        pairs("two calls of backward", "x y g h", "(x + y).backward(g); (x + x).backward(h)"),
        pairs("backward twice on one graph", "x y g h", "z = x + y; z.backward(g); z.backward(h)"),
        pairs(
            "backward twice, with inner nodes",
            "x g h",
            "y = x + x; z = y + x; (z + y).backward(g); (z + y).backward(h)",
        ),
        pairs(
            "the gradient of an inner node after two calls",
            "x g h",
            "y = x + x; z = y + y; z.backward(g); z.backward(h)",
            "x.grad y.grad z.grad",
            torch="""
            y = x + x
            z = y + y
            z.backward(g)
            y.retain_grad()
            z.retain_grad()
            z.backward(h)
            """,
        ),
        pairs(
            "two roots that share an inner node",
            "x g h",
            "y = x + x; (y + x).backward(g); (y + y).backward(h)",
            "x.grad y.grad",
            torch="y = x + x; (y + x).backward(g); y.retain_grad(); (y + y).backward(h)",
        ),
        pairs(
            "backward from the middle, then from the end",
            "x g h",
            "y = x + x; y.backward(g); (y + x).backward(h)",
        ),
        pairs("the root is a leaf, backward twice", "x g h", "x.backward(g); x.backward(h)"),
        pairs(
            "zero_grad between two calls",
            "x g h",
            "y = x + x; y.backward(g); x.zero_grad(); y.backward(h)",
            torch="y = x + x; y.backward(g); x.grad = None; y.backward(h)",
        ),
    ],
    "shared arrays": [
        # Several nodes may share one array. The gradient of a leaf is an array of its own.
        pairs(
            "two inner nodes share one gradient array",
            "x y g",
            "a, b = x + x, y + y; c = a + b; (c + a).backward(g)",
        ),
        pairs(
            "one gradient array shared, the other order",
            "x y g",
            "a, b = x + x, y + y; c = b + a; (a + c).backward(g)",
        ),
        pairs(
            "an inner node and a leaf share one array",
            "x y g h",
            "a = x + y; (a + x).backward(g); (a + y).backward(h)",
        ),
        pairs(
            "x.grad is changed in place afterwards", "x y g", "(x + y).backward(g); x.grad += 10"
        ),
        pairs(
            "the upstream gradient is changed afterwards", "x y g", "(x + y).backward(g); g += 10"
        ),
        pairs("upstream changed afterwards, the root is a leaf", "x g", "x.backward(g); g += 10"),
    ],
    "edges": [
        grads(
            "the upstream gradient is a list",
            "(x + x).backward([[1.5, -2.0]])",
            torch="(x + x).backward(torch.tensor([[1.5, -2.0]]))",
            x=(1, 2),
        ),
        pairs(
            "the upstream gradient is a list of integers",
            "x",
            "(x + x).backward([3, -2])",
            torch="(x + x).backward(torch.tensor([3, -2]))",
        ),
        grads(
            "the upstream gradient is a number",
            "(x + x).backward(-2.5)",
            torch="(x + x).backward(torch.tensor(-2.5))",
            x=3.0,
        ),
        grads(
            "the upstream gradient is the number 0",
            "(x + x).backward(0)",
            torch="(x + x).backward(torch.tensor(0))",
            x=3.0,
        ),
        grads(
            "tensors with no axes", "y = x + x; z = y + x; (z + y).backward(g)", x=3.0, g=array()
        ),
        grads(
            "gradients are arrays, also with no axes",
            """
            y = x + x
            (y + y).backward()
            x_grad_is_an_array = isinstance(x.grad, np.ndarray)
            y_grad_is_an_array = isinstance(y.grad, np.ndarray)
            """,
            "x_grad_is_an_array y_grad_is_an_array",
            torch="x_grad_is_an_array = y_grad_is_an_array = True",
            x=3.0,
        ),
        grads(
            "gradients are arrays after two calls",
            """
            (x + x).backward()
            (x + x).backward()
            x_grad_is_an_array = isinstance(x.grad, np.ndarray)
            """,
            "x_grad_is_an_array x.grad",
            torch="(x + x).backward(); (x + x).backward(); x_grad_is_an_array = True",
            x=3.0,
        ),
        grads("an empty vector", "(x + x).backward(g)", x=(0,), g=array(0)),
        grads(
            "an empty matrix, no gradient given",
            "(x + x).backward()",
            torch="(x + x).backward(torch.ones(2, 0))",
            x=(2, 0),
        ),
        # What a VJP may return.
        pairs(
            "a VJP that returns a list",
            "x g",
            """
            y = Tensor.from_op("f", 3 * x.data, [x], lambda grad: [3 * grad])
            (y + x).backward(g)
            """,
            torch="(3 * x + x).backward(g)",
        ),
        pairs(
            "a VJP that returns None for a constant",
            "x c g",
            """
            y = Tensor.from_op("f", c.data * x.data, (c, x), lambda grad: (None, grad * c.data))
            (x + y).backward(g)
            """,
            torch="(x + c * x).backward(g)",
        ),
        grads(
            "a VJP that returns numbers",
            """
            def vjp(grad): return np.float64(3 * grad), float(2 * grad)
            y = Tensor.from_op("f", 5 * x.data, (x, x), vjp)
            (y + y).backward(g)
            array = isinstance(x.grad, np.ndarray)
            """,
            "x.grad array",
            torch="y = 5 * x; (y + y).backward(g); array = True",
            x=3.0,
            g=array(),
        ),
        # A deep graph, and a graph with too many paths to follow each.
        pairs(
            "50,000 operations in a row",
            "x g",
            """
            def same(grad): return (grad,)
            y = x
            for _ in range(50_000): y = Tensor.from_op("same", y.data, (y,), same)
            y.backward(g)
            """,
            torch="""
            y = x
            for _ in range(50_000): y = y + 0
            y.backward(g)
            """,
        ),
        pairs(
            "60 doublings, which make 2**60 paths",
            "x g",
            """
            y = x
            for _ in range(60): y = y + y
            y.backward(g)
            """,
        ),
    ],
    "must raise": [
        pairs("the root needs no gradient", "c g", "c.backward(g)", refused=True),
        pairs("the root is a sum of constants", "c g", "(c + c).backward(g)", refused=True),
        grads("the root needs no gradient, none given", "c.backward()", c=constant(), refused=True),
        grads("a gradient that is too long", "x.backward(g)", x=(2,), g=array(3), refused=True),
        grads(
            "a gradient that is too short", "(x + x).backward(g)", x=(3,), g=array(2), refused=True
        ),
        grads(
            "a gradient with an axis too few", "x.backward(g)", x=(2, 3), g=array(3), refused=True
        ),
        grads(
            "a transposed gradient", "(x + x).backward(g)", x=(2, 3), g=array(3, 2), refused=True
        ),
        grads(
            "a gradient with an axis too many",
            "(x + x).backward(g)",
            x=(2,),
            g=array(1, 2),
            refused=True,
        ),
        pairs(
            "a number as the gradient of a vector",
            "x",
            "(x + x).backward(1.5)",
            torch="(x + x).backward(torch.tensor(1.5))",
            refused=True,
        ),
        grads(
            "a gradient of shape (1,) for no axes", "x.backward(g)", x=3.0, g=array(1), refused=True
        ),
    ],
}


def test_backward(judge_case):
    judge_case()
