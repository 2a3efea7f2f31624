"""Kata 18, backward: what it must do. A tuple is a shape, a list or a number the values.

Each case is a few lines; what stands after them is compared with PyTorch's. An operation
other than add is made on the spot: `Tensor.from_op(name, value, parents, vjp)`.

PyTorch is spelled differently where it wants to be asked for the gradient of an inner node
(`retain_grad`), which it would also add up over calls; and it has no default upstream
gradient but for one element.
"""

from minigrad.judging.cases import array, constant, lines

CASES = [
    lines("a sum", "(x + y).backward(g)", "x.grad y.grad", x=[1.0, 2.0], y=[3.0, 4.0], g=array(2)),
    lines("a matrix", "(x + y).backward(g)", "x.grad y.grad", x=(2, 3), y=(2, 3), g=array(2, 3)),
    lines(
        "no gradient given",
        "(x + y).backward()",
        "x.grad y.grad",
        torch="(x + y).backward(torch.ones(2))",
        x=(2,),
        y=(2,),
    ),
    lines("no gradient given, one number", "(x + y).backward()", "x.grad y.grad", x=3.0, y=4.0),
    lines("a constant", "(x + c).backward(g)", "x.grad c.grad", x=(2,), c=constant(2), g=array(2)),
    lines(
        "three in a row",
        "(x + y + z).backward(g)",
        "x.grad z.grad",
        x=2.0,
        y=3.0,
        z=4.0,
        g=array(1.5),
    ),
    lines("x with itself", "(x + x).backward(g)", "x.grad", x=(2,), g=array(2)),
    lines("x three times", "(x + x + x).backward(g)", "x.grad", x=(2,), g=array(2)),
    lines(
        "a product",
        """
        def vjp(grad): return grad * y.data, grad * x.data
        Tensor.from_op("mul", x.data * y.data, (x, y), vjp).backward(g)
        """,
        "x.grad y.grad",
        torch="(x * y).backward(g)",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "a parent twice, with two slopes",
        """
        y = Tensor.from_op("f", 5 * x.data, (x, x), lambda grad: (7 * grad, -2 * grad))
        y.backward(g)
        """,
        "x.grad",
        torch="(7 * x - 2 * x).backward(g)",
        x=(2,),
        g=array(2),
    ),
    # Through inner nodes: each must have all of its gradient before it passes it on.
    lines(
        "an inner node",
        """
        y = x + x
        (y + y).backward(g)
        """,
        "x.grad y.grad",
        torch="""
        y = x + x
        y.retain_grad()
        (y + y).backward(g)
        """,
        x=(2,),
        g=array(2),
    ),
    lines(
        "a diamond",
        """
        a = x + x
        b = x + y
        (a + b).backward(g)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "two diamonds, one after the other",
        """
        y = (x + x) + x
        z = (y + x) + y
        (z + z + y).backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "an inner node used again later",
        """
        y = x + x
        z = y + x
        (z + y).backward(g)
        """,
        "x.grad y.grad",
        torch="""
        y = x + x
        y.retain_grad()
        z = y + x
        (z + y).backward(g)
        """,
        x=(2,),
        g=array(2),
    ),
    lines(
        "used again later, on the left",
        """
        y = x + x
        z = x + y
        (y + z).backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "used again much later",
        """
        y = x + x
        z = y + x
        for _ in range(5): z = z + x
        (z + y).backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "much later, on the left",
        """
        y = x + x
        z = x + y
        for _ in range(5): z = x + z
        (y + z).backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "used at every step",
        """
        y = x + x
        z = y
        for _ in range(5): z = z + y
        z.backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "twice by one, once by another",
        """
        y = x + x
        a = y + y
        b = y + x
        (a + (b + x)).backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "once by one, twice by another",
        """
        y = x + x
        a = y + y
        b = y + x
        ((x + b) + a).backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines(
        "every one with every one",
        """
        a, b = x + y, y + y
        a, b = a + b, b + a
        a, b = a + a, a + b
        (b + a).backward(g)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "a tensor used many times",
        """
        y = x
        for _ in range(50): y = x + y
        y.backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    lines("broadcast", "(x + y).backward(g)", "x.grad y.grad", x=(3,), y=(2, 3), g=array(2, 3)),
    lines(
        "broadcast on the way",
        """
        y = x + x
        z = y + c
        (z + y).backward(g)
        """,
        "x.grad",
        x=(3, 1),
        c=constant(2),
        g=array(3, 2),
    ),
    # What needs no gradient, and what is not on the way.
    lines(
        "a part that needs no gradient",
        """
        d = c + c
        e = d + d
        (e + x + d).backward(g)
        """,
        "x.grad c.grad d.grad e.grad",
        x=(2,),
        c=constant(2),
        g=array(2),
    ),
    lines(
        "a leaf that is not reached",
        "(x + x).backward(g)",
        "x.grad y.grad",
        x=2.0,
        y=3.0,
        g=array(1.5),
    ),
    lines(
        "what comes after the root",
        """
        y = x + x
        z = y + y
        y.backward(g)
        """,
        "x.grad z.grad",
        torch="""
        y = x + x
        z = y + y
        z.retain_grad()
        y.backward(g)
        """,
        x=(2,),
        g=array(2),
    ),
    lines(
        "the root has its gradient too",
        """
        y = x + x
        y.backward(g)
        """,
        "y.grad",
        torch="""
        y = x + x
        y.retain_grad()
        y.backward(g)
        """,
        x=(2,),
        g=array(2),
    ),
    lines("the root is a leaf", "x.backward(g)", "x.grad", x=(2,), g=array(2)),
    lines(
        "a leaf, no gradient given",
        "x.backward()",
        "x.grad",
        torch="x.backward(torch.ones(2, 3))",
        x=(2, 3),
    ),
    lines(
        "a constant on the left",
        "(c + x).backward(g)",
        "x.grad c.grad",
        x=2.0,
        c=constant(),
        g=array(1.5),
    ),
    # Several calls: leaves add up, inner nodes start afresh.
    lines(
        "two calls",
        """
        (x + y).backward(g)
        (x + x).backward(h)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "a graph walked twice",
        """
        z = x + y
        z.backward(g)
        z.backward(h)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "walked twice, through inner nodes",
        """
        y = x + x
        z = y + x
        (z + y).backward(g)
        (z + y).backward(h)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "the latest call's gradient",
        """
        y = x + x
        z = y + y
        z.backward(g)
        z.backward(h)
        """,
        "x.grad y.grad z.grad",
        torch="""
        y = x + x
        z = y + y
        z.backward(g)
        y.retain_grad()
        z.retain_grad()
        z.backward(h)
        """,
        x=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "two ends of one graph",
        """
        y = x + x
        (y + x).backward(g)
        (y + y).backward(h)
        """,
        "x.grad y.grad",
        torch="""
        y = x + x
        (y + x).backward(g)
        y.retain_grad()
        (y + y).backward(h)
        """,
        x=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "from the middle, then from the end",
        """
        y = x + x
        y.backward(g)
        (y + x).backward(h)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "a leaf as the root, twice",
        """
        x.backward(g)
        x.backward(h)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "zero_grad between two calls",
        """
        y = x + x
        y.backward(g)
        x.zero_grad()
        y.backward(h)
        """,
        "x.grad",
        torch="""
        y = x + x
        y.backward(g)
        x.grad = None
        y.backward(h)
        """,
        x=(2,),
        g=array(2),
        h=array(2),
    ),
    # The upstream gradient as list and number; no axes; nothing at all.
    lines(
        "a list",
        "(x + x).backward([[1.5, -2.0]])",
        "x.grad",
        torch="(x + x).backward(torch.tensor([[1.5, -2.0]]))",
        x=(1, 2),
    ),
    lines(
        "a list of integers",
        "(x + x).backward([3, -2])",
        "x.grad",
        torch="(x + x).backward(torch.tensor([3, -2]))",
        x=(2,),
    ),
    lines(
        "a number",
        "(x + x).backward(-2.5)",
        "x.grad",
        torch="(x + x).backward(torch.tensor(-2.5))",
        x=3.0,
    ),
    lines(
        "the number 0",
        "(x + x).backward(0)",
        "x.grad",
        torch="(x + x).backward(torch.tensor(0))",
        x=3.0,
    ),
    lines(
        "no axes",
        """
        y = x + x
        z = y + x
        (z + y).backward(g)
        """,
        "x.grad",
        x=3.0,
        g=array(),
    ),
    lines(
        "an array, even without axes",
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
    lines("empty", "(x + x).backward(g)", "x.grad", x=(0,), g=array(0)),
    lines(
        "empty, no gradient given",
        "(x + x).backward()",
        "x.grad",
        torch="(x + x).backward(torch.ones(2, 0))",
        x=(2, 0),
    ),
    # What a VJP may return.
    lines(
        "a VJP that returns a list",
        """
        y = Tensor.from_op("f", 3 * x.data, [x], lambda grad: [3 * grad])
        (y + x).backward(g)
        """,
        "x.grad",
        torch="(3 * x + x).backward(g)",
        x=(2,),
        g=array(2),
    ),
    lines(
        "None for a constant",
        """
        y = Tensor.from_op("f", c.data * x.data, (c, x), lambda grad: (None, grad * c.data))
        (x + y).backward(g)
        """,
        "x.grad c.grad",
        torch="(x + c * x).backward(g)",
        x=(2,),
        c=constant(2),
        g=array(2),
    ),
    lines(
        "a number where there are no axes",
        """
        def vjp(grad): return np.float64(3 * grad), float(2 * grad)
        y = Tensor.from_op("f", 5 * x.data, (x, x), vjp)
        (y + y).backward(g)
        array = isinstance(x.grad, np.ndarray)
        """,
        "x.grad array",
        torch="""
        y = 5 * x
        (y + y).backward(g)
        array = True
        """,
        x=3.0,
        g=array(),
    ),
    # One array may be in several hands. A leaf's own is in no other.
    lines(
        "an array that two inner nodes share",
        """
        a, b = x + x, y + y
        c = a + b
        (c + a).backward(g)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "shared, the other way round",
        """
        a, b = x + x, y + y
        c = b + a
        (a + c).backward(g)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "shared by inner node and leaf",
        """
        a = x + y
        (a + x).backward(g)
        (a + y).backward(h)
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
        h=array(2),
    ),
    lines(
        "one leaf's gradient changed in place",
        """
        (x + y).backward(g)
        x.grad += 10
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "the upstream gradient changed afterwards",
        """
        (x + y).backward(g)
        g += 10
        """,
        "x.grad y.grad",
        x=(2,),
        y=(2,),
        g=array(2),
    ),
    lines(
        "changed afterwards, and a leaf the root",
        """
        x.backward(g)
        g += 10
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    # Deep, and with more paths than can be walked.
    lines(
        "100,000 operations in a row",
        """
        def copy(x): return Tensor.from_op("copy", x.data, (x,), lambda grad: (grad,))
        y = x
        for _ in range(100_000): y = copy(y)
        y.backward(g)
        """,
        "x.grad",
        torch="""
        y = x
        for _ in range(100_000): y = y + 0
        y.backward(g)
        """,
        x=(2,),
        g=array(2),
    ),
    lines(
        "60 doublings, 2 to the 60 paths",
        """
        y = x
        for _ in range(60): y = y + y
        y.backward(g)
        """,
        "x.grad",
        x=(2,),
        g=array(2),
    ),
    # Refused.
    lines("needs no gradient", "c.backward(g)", "c.grad", c=constant(2), g=array(2), refused=True),
    lines(
        "a sum that needs none",
        "(c + c).backward(g)",
        "c.grad",
        c=constant(2),
        g=array(2),
        refused=True,
    ),
    lines("needs none, none given", "c.backward()", "c.grad", c=constant(), refused=True),
    lines("too long", "x.backward(g)", "x.grad", x=(2,), g=array(3), refused=True),
    lines("too short", "(x + x).backward(g)", "x.grad", x=(3,), g=array(2), refused=True),
    lines("would stretch", "x.backward(g)", "x.grad", x=(2, 3), g=array(3), refused=True),
    lines("turned round", "(x + x).backward(g)", "x.grad", x=(2, 3), g=array(3, 2), refused=True),
    lines("an axis too many", "(x + x).backward(g)", "x.grad", x=(2,), g=array(1, 2), refused=True),
    lines(
        "a number for a vector",
        "(x + x).backward(1.5)",
        "x.grad",
        torch="(x + x).backward(torch.tensor(1.5))",
        x=(2,),
        refused=True,
    ),
    lines("one element for no axes", "x.backward(g)", "x.grad", x=3.0, g=array(1), refused=True),
]


def test_backward(judge_case):
    judge_case()
