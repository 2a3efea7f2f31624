"""Kata 20, Linear: what it must do. A tuple is a shape. A list or a number is the values.

Each case is a few lines of code. The results after them are compared with PyTorch's. The first
cases set the weights to known numbers, through `.data`. Later cases check how they start.
"""

from minigrad.judging.cases import array, constant, lines


def forward(name, sizes, x, w, b, results="x.grad", after="", **given):
    """Call a layer with known weights. Compare its output and its gradients."""
    code = f"""
layer = nn.Linear({sizes})
layer.weight.data, layer.bias.data = w.data, b.data
y = layer(x){after}
y.backward(g)
"""
    results = f"y layer.weight.grad layer.bias.grad {results}"
    return lines(name, code, results, x=x, w=w, b=b, **given)


def without_bias(name, sizes, x, w, g):
    """The same without a bias: the output is only the weighted sum."""
    code = f"""
layer = nn.Linear({sizes}, bias=False)
layer.weight.data = w.data
y = layer(x)
y.backward(g)
nothing_added = abs(y.data - x.data @ w.data.T).max() < 1e-9
"""
    return lines(name, code, "nothing_added layer.weight.grad x.grad", x=x, w=w, g=g)


def start(name, code, results, torch=None):
    """What must be true of a new layer."""
    return lines(name, code, results, torch)


def refused(name, x):
    """An input that a layer with 3 input features must refuse."""
    return lines(name, "shape = nn.Linear(3, 2)(x).shape", "shape", x=x, refused=True)


CASES = {
    "plain": [
        start(
            "the shapes of weight and bias",
            """
            layer = nn.Linear(3, 2)
            weight_shape, bias_shape = layer.weight.shape, layer.bias.shape
            """,
            "weight_shape bias_shape",
        ),
        forward("one row", "3, 2", (1, 3), constant(2, 3), constant(2), g=array(1, 2)),
        forward(
            "one row, small numbers",
            "3, 2",
            [[1.0, 0.0, -1.0]],
            constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
            constant([10.0, 20.0]),
            g=array([[1.0, -2.0]]),
        ),
        forward("four rows", "3, 2", (4, 3), constant(2, 3), constant(2), g=array(4, 2)),
        forward("one output feature", "3, 1", (4, 3), constant(1, 3), constant(1), g=array(4, 1)),
        forward("one input feature", "1, 3", (2, 1), constant(3, 1), constant(3), g=array(2, 3)),
        forward(
            "a square weight matrix", "3, 3", (3, 3), constant(3, 3), constant(3), g=array(3, 3)
        ),
    ],
    "no bias": [
        without_bias("no bias", "3, 2", (4, 3), constant(2, 3), array(4, 2)),
        without_bias(
            "no bias, a square weight matrix", "2, 2", (2, 2), constant(2, 2), array(2, 2)
        ),
        start(
            "bias=False: bias is None",
            "is_none = nn.Linear(3, 2, bias=False).bias is None",
            "is_none",
        ),
        start(
            "the parameters by name, no bias",
            "names = [name for name, _ in nn.Linear(3, 2, bias=False).named_parameters()]",
            "names",
        ),
    ],
    "other inputs": [
        forward("a vector, not a matrix", "3, 2", (3,), constant(2, 3), constant(2), g=array(2)),
        forward("two batch axes", "3, 2", (2, 4, 3), constant(2, 3), constant(2), g=array(2, 4, 2)),
        forward("no rows", "3, 2", (0, 3), constant(2, 3), constant(2), g=array(0, 2)),
        forward(
            "x needs no gradient",
            "3, 2",
            constant(4, 3),
            constant(2, 3),
            constant(2),
            g=array(4, 2),
        ),
    ],
    "called again": [
        forward(
            "called twice",
            "3, 2",
            (4, 3),
            constant(2, 3),
            constant(2),
            after=" + layer(x)",
            g=array(4, 2),
        ),
        forward(
            "called again on another input",
            "3, 2",
            (4, 3),
            constant(2, 3),
            constant(2),
            after=" + layer(z)",
            z=(1, 3),
            results="x.grad z.grad",
            g=array(4, 2),
        ),
        lines(
            "one layer after another",
            """
            one, two = nn.Linear(3, 4), nn.Linear(4, 2)
            one.weight.data, one.bias.data = v.data, a.data
            two.weight.data, two.bias.data = w.data, b.data
            y = two(one(x))
            y.backward(g)
            """,
            "y one.weight.grad one.bias.grad two.weight.grad two.bias.grad x.grad",
            x=(5, 3),
            v=constant(4, 3),
            a=constant(4),
            w=constant(2, 4),
            b=constant(2),
            g=array(5, 2),
        ),
    ],
    "new layers": [
        start(
            "weight and bias need a gradient",
            """
            layer = nn.Linear(3, 2)
            weight, bias = layer.weight.requires_grad, layer.bias.requires_grad
            """,
            "weight bias",
        ),
        start(
            "the parameters by name",
            "names = [name for name, _ in nn.Linear(3, 2).named_parameters()]",
            "names",
        ),
        # `tiny`, `double` and `more` show how wrong the size is.
        *(
            start(
                f"{kind} within 1 / sqrt({n}), and close to it",
                f"""
                values = nn.Linear({n}, {outs}).{attribute}.data.reshape({count})
                size = abs(values).max() * {n} ** 0.5
                within, close = size <= 1 + 1e-9, size > 0.98
                tiny, double, more = size < 0.25, size > 2, size > 2.5
                """,
                "within close tiny double more",
            )
            for kind, attribute, n, outs, count in (
                ("weights", "weight", 4, 2500, 10_000),
                ("weights", "weight", 100, 100, 10_000),
                ("weights", "weight", 1024, 10, 10_240),
                ("biases", "bias", 4, 10_000, 10_000),
                ("biases", "bias", 100, 2000, 2000),
            )
        ),
        *(
            start(
                f"as many {kind} {what}",
                f"""
                values = nn.Linear(4, 10000).{attribute}.data.reshape({count})
                part = ({condition}).sum() / {count}
                even = abs(part - 0.5) < 0.05
                """,
                "even",
            )
            for what, condition in (
                ("below half of the bound as above", "abs(values) < 0.25"),
                ("above 0 as below", "values > 0"),
            )
            for kind, attribute, count in (
                ("weights", "weight", 40_000),
                ("biases", "bias", 10_000),
            )
        ),
        start(
            "all weights are different",
            "count = len(set(nn.Linear(10, 10).weight.data.ravel().tolist()))",
            "count",
        ),
        start(
            "two layers are different",
            """
            one, two = nn.Linear(10, 10), nn.Linear(10, 10)
            weights = bool((one.weight.data == two.weight.data).any())
            biases = bool((one.bias.data == two.bias.data).any())
            """,
            "weights biases",
        ),
    ],
    "must raise": [
        refused("too many features", x=(4, 5)),
        refused("one feature instead of three", x=(4, 1)),
        refused("features on the wrong axis", x=(3, 4)),
        refused("an input with no axes", x=3.0),
    ],
}


def test_linear(judge_case):
    judge_case()
