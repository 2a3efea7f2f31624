"""What a verdict says of a kata that raises: the line, the shapes on it, the cases, an advice."""

import re

import pytest
from here import results_of

from minigrad.diagnosis.mistakes import names_for
from minigrad.diagnosis.raises import raises
from minigrad.dojo import verdict
from minigrad.dojo.remarks import diagnosis, remarks
from minigrad.judging import oracle
from minigrad.judging.cases import case, cases_of, constant
from minigrad.judging.compare import failure
from minigrad.judging.judge import judge
from minigrad.kata import SOLUTIONS, name_of

HEAD = "import numpy as np\nfrom minigrad import Tensor, unbroadcast\n\n"
TABLES = {
    "kata01_mul": [
        case("a matrix and a row", "x.mul(y)", x=(2, 3), y=(3,)),
        case("a number", "x.mul(2)", x=(2, 3)),
        case("a constant", "x.mul(c)", x=[1.0, 2.0], c=constant(2)),
        case("no such shape", "x.mul(y)", x=(2,), y=(3,), refused=True),
    ],
    "kata03_sum": [case("columns", "x.sum(axis=0)", x=(2, 3)), case("all", "x.sum()", x=(3,))],
    "kata09_exp": [case("a vector", "x.exp()", x=[1.0, 2.0])],
}


@pytest.fixture
def judged(tmp_path):
    def judged(stem, text):
        path = tmp_path / f"{stem}.py"
        path.write_text(HEAD + text)
        if stem in TABLES:
            return judge(path, TABLES[stem], oracle.live)
        return judge(path, cases_of(stem))

    return judged


def operation(stem, value, vjp, parents="(self,)", first="pass"):
    """An operation's text."""
    arguments = {"kata01_mul": "self, other", "kata02_pow": "self, exponent"}
    arguments |= {"kata07_sub": "self, other", "kata08_truediv": "self, other"}
    arguments |= {"kata16_matmul": "self, other", "kata03_sum": "self, axis=None, keepdims=False"}
    return (
        f"def {name_of(stem)}({arguments.get(stem, 'self')}):\n"
        f"    {first}\n"
        f"    def vjp(grad):\n        return {vjp}\n"
        f"    return Tensor.from_op('{name_of(stem)}', {value}, {parents}, vjp)\n"
    )


def mul(vjp="grad * other.data, grad * self.data", **parts):
    parts = {"value": "self.data * other.data", "parents": "(self, other)", **parts}
    return operation("kata01_mul", vjp=vjp, first="other = Tensor.wrap(other)", **parts)


UNWRAPPED = operation(
    "kata01_mul",
    "self.data * other.data",
    "unbroadcast(grad * other.data, self.shape), unbroadcast(grad * self.data, other.shape)",
    "(self, other)",
)


def test_a_kata_that_replaces_parts_of_the_engine_is_told_of_all_the_same(judged):
    text = mul().replace(
        "other = T", "Tensor.vjp = 1 / 0 if Tensor.vjp is None else None; other = T"
    )
    results = judged("kata01_mul", text).results
    assert "Your code raised ZeroDivisionError" in results[1].problem.sentence


# The line, and what stands on it.

SELF = [("self", "Tensor (2, 3)")]


@pytest.mark.parametrize(
    "vjp, shapes",
    [
        ("other.data @ grad, self", [("other.data", "(3,)"), ("grad", "(2, 3)"), *SELF]),
        ("grad @ other.data.T[:2], 0", [("grad", "(2, 3)"), ("other.data.T", "(3,)")]),
        ("grad, other.shape / 2", [("other.shape", "= (3,)"), ("grad", "(2, 3)")]),
        ("np.matmul(grad, other)", [("grad", "(2, 3)"), ("other", "Tensor (3,)")]),
        ("[grad @ self.data for _ in [0]]", [("grad", "(2, 3)"), ("self.data", "(2, 3)")]),
        ("self.grad + grad", [("self.grad", "= None"), ("grad", "(2, 3)")]),
        ("missing", []),
    ],
)
def test_the_shapes_on_the_line_are_shown_what_failed_first(judged, vjp, shapes):
    problem = judged("kata01_mul", mul(vjp)).first_failing.problem
    if "for _" in vjp:  # the names of a comprehension stand in a frame of their own before 3.12
        problem.shapes.sort()
    assert problem.shapes == shapes
    assert problem.lines[-1][1] == f"return {vjp}"


def test_the_line_that_returned_what_the_engine_refuses_is_shown(judged):
    problem = judged("kata01_mul", mul("grad * other,\\\n        1")).first_failing.problem
    assert problem.sentence.startswith("mul: the gradient of parent 0 is a Tensor;")
    assert problem.lines == [(7, "return grad * other,\\")]
    two = mul("grad * other, 1").replace("return g", "if grad is None: return\n        return g")
    assert judged("kata01_mul", two).first_failing.problem.lines == []


def test_a_wrong_output_is_shown_before_what_the_vjp_raises(judged):
    problem = judged("kata01_mul", mul("grad @ 1, 0", value="self.data")).first_failing.problem
    assert problem.sentence == (
        "The output differs from PyTorch's. After that, the vjp fails (ValueError)."
    )
    assert problem.yours.shape == problem.theirs.shape == (2, 3) and not problem.lines


def test_the_screen_shows_them_below_the_line(judged):
    judgement = judged("kata01_mul", mul("other.data @ grad, 0"))
    shown = verdict.as_text(judgement, judgement.first_failing).splitlines()
    line = next(i for i, text in enumerate(shown) if "return other.data @ grad" in text)
    assert shown[line + 1].strip() == "other.data (3,), grad (2, 3)"


@pytest.mark.parametrize(
    "line, shapes",
    [
        ("n = 10 ** 9; n.nothing", [("n", "= 1000000000")]),
        ("n = 10 ** 9999; n.nothing", []),
        ("a = []; a.append(a); a.nothing", [("a", "= [[[…]]]")]),
        ("a = [self, (1, 'b'), max]; a.nothing", [("a", "= [Tensor (2, 3), (1, 'b'), …]")]),
        ("s = 'x' * 999; s.nothing", [("s", ("= '" + "x" * 99)[:60])]),
        ("a = np.array([1, 2]); a.nothing", [("a", "(2,) of int64")]),
        ("a = np.float64(2.5); a.nothing", [("a", "= 2.5")]),
        ("a = b = c = d = e = f = g = 1; (a + b + c + d + e + f + g).nothing", 6),
    ],
)
def test_short_values_are_shown_too(judged, line, shapes):
    text = mul().replace("other = Tensor.wrap(other)", line.rsplit("; ", 1)[0] + f"\n    {line}")
    found = judged("kata01_mul", text).first_failing.problem.shapes
    assert (len(found) if isinstance(shapes, int) else found) == shapes


def test_looking_runs_none_of_the_learners_code(judged):
    text = (
        "class Odd:\n"
        "    @property\n    def shape(self):\n        print('ran')\n"
        "    def __getattr__(self, name):\n        print('ran')\n"
        "    def __repr__(self):\n        print('ran')\n"
        "    __eq__ = __len__ = __iter__ = __bool__ = __hash__ = __repr__\n"
        "class Own(Tensor):\n"
        "    @property\n    def shape(self):\n        print('ran')\n"
        "def mul(self, other):\n"
        "    odd, own = Odd(), Own([1.0])\n"
        "    return missing + odd.shape + own.shape + own + odd + odd.a.b\n"
    )
    problem = judged("kata01_mul", text).first_failing.problem
    assert problem.printed == ""
    assert problem.shapes == [("own.shape", "= (1,)"), ("own", "Tensor (1,)")]


@pytest.mark.parametrize(
    "message, shown",
    [
        ("a\n  b ", "a b"),
        ("x" * 300, "x" * 200 + "…"),
        (
            "operands could not be broadcast together with remapped shapes "
            "[original->remapped]: (2,)  and requested shape (2,3)",
            "operands could not be broadcast together with shapes (2,) and requested shape (2,3)",
        ),
        (
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
            "signature (n?,k),(k,m?)->(n?,m?) (size 3 is different from 4)",
            "matmul: Input operand 1 has a mismatch in its core dimension 0 "
            "(size 3 is different from 4)",
        ),
        (
            "matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with "
            "signature (n?,k),(k,m?)->(n?,m?) requires 1)",
            "matmul: Input operand 0 does not have enough dimensions (has 0, requires 1)",
        ),
    ],
)
def test_messages_are_shortened(message, shown):
    problem = failure({"error": {"type": "ValueError", "message": message, "lines": []}})
    assert problem and problem.sentence == shown


# What a beginner should know of it.

BACKWARD = """def backward(self, gradient=None):
    if not self.requires_grad: raise RuntimeError
    up = np.ones(self.shape) if gradient is None else Tensor.wrap(gradient).data
    if up.shape != self.shape: raise ValueError
    order, seen = [], set()
    stack = [(self, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack += [(node, True), *((p, False) for p in node._prev if p.requires_grad)]
"""

LINEAR = """
from minigrad.nn import Module
class Linear(Module):
    def __init__(self, i, o, bias=True):
        self.weight = Tensor(np.ones((o, i)), True)
        self.bias = Tensor(np.ones(o), True) if bias else None
    def forward(self, x):
        return x @ self.weight.T + self.bias
"""


@pytest.mark.parametrize(
    "stem, text, sentence",
    [
        # not wrapped
        (
            "kata01_mul",
            UNWRAPPED,
            r"'int' object has no attribute 'data'\. other is a plain number here\. "
            r"Write `other = Tensor.wrap\(other\)` first",
        ),
        ("kata07_sub", "def sub(self, other):\n    return self + (-other)", "other is a list here"),
        # a Tensor where its array belongs
        ("kata01_mul", mul(value="self * other"), "`self.data \\* other.data`"),
        ("kata01_mul", mul(value="self.data * other"), "`self.data \\* other.data`"),
        (
            "kata01_mul",
            mul(value="np.multiply(self, other)"),
            "NumPy cannot .* `np.multiply\\(self.d",
        ),
        (
            "kata03_sum",
            operation("kata03_sum", "np.sum(self, axis)", "grad"),
            "`np.sum\\(self.data, ",
        ),
        ("kata09_exp", operation("kata09_exp", "self", "grad"), "value given to .* is a Tensor"),
        (
            "kata09_exp",
            operation("kata09_exp", "np.exp(self.data)", "(grad * (self > 0),)"),
            "`self.data > 0`",
        ),
        ("kata09_exp", operation("kata09_exp", "self.max()", "grad"), "`self.data.max`"),
        # the kata's own name
        (
            "kata03_sum",
            operation("kata03_sum", "sum(self.data)", "grad"),
            "sum that you are writing",
        ),
        ("kata09_exp", operation("kata09_exp", "exp(self.data)", "grad"), "NumPy's is np.exp"),
        # what from_op takes
        ("kata01_mul", mul(parents="self, other"), r"one argument, a tuple: `\(self, other\)`"),
        ("kata01_mul", mul(parents="self"), r"of one, `\(self,\)`; of two, `\(self, other\)`"),
        ("kata01_mul", mul(parents="(self, other.data)"), "parent 1 must be a Tensor, not a value"),
        ("kata01_mul", mul().replace(", vjp)", ", vjp())"), r"the function itself: `vjp`, without"),
        ("kata01_mul", mul().replace("vjp(grad)", "vjp()"), "with one argument, the upstream"),
        ("kata01_mul", mul("setattr(self, 'grad', self.grad + grad)"), "NoneType"),
        (
            "kata01_mul",
            mul().replace('from_op("mul", ', "from_op(").replace("from_op('mul', ", "from_op("),
            r"The operation's name comes first: `Tensor.from_op\(\"mul\", ...\)`",
        ),
        (
            "kata01_mul",
            mul().replace("Tensor.from_op('mul', ", "Tensor("),
            r"Make the result with `Tensor.from_op\(\"mul\", value, parents, vjp\)`",
        ),
        # what a vjp returns, and of what
        ("kata01_mul", mul().replace("return grad", "grad"), "not None .*a `return` in your vjp?"),
        (
            "kata01_mul",
            mul("self.grad * other.data, 0"),
            "upstream gradient is the argument of your vjp, not .grad",
        ),
        ("kata01_mul", mul("self.grad.copy(), 0"), "the argument of your vjp, not .grad"),
        # one decision for a whole array
        (
            "kata09_exp",
            operation("kata09_exp", "self.data if self.data > 0 else 0", "grad"),
            r"is ambiguous\. `if` decides once for the whole array\. np\.where decides for each",
        ),
        (
            "kata09_exp",
            operation("kata09_exp", "0", "grad", first="if self.data > 0: pass"),
            r"is ambiguous\. `if` decides once for the whole array",
        ),
        (
            "kata09_exp",
            operation("kata09_exp", "max(self.data, 0)", "grad"),
            r"is ambiguous\. `max` decides once for the whole array\. np\.maximum decides for each",
        ),
        # what NumPy's functions take
        (
            "kata01_mul",
            mul("unbroadcast(grad, self), 1"),
            r"Give the shape: `unbroadcast\(grad, self\.shape\)`",
        ),
        (
            "kata09_exp",
            "import math\n" + operation("kata09_exp", "math.exp(self.data)", "grad"),
            r"math\.exp takes one number\. Use np\.exp\.",
        ),
        (
            "kata03_sum",
            operation("kata03_sum", "np.sum(self.data, axis, keepdims)", "grad"),
            r"third argument of np\.sum is dtype\. Write `keepdims=keepdims`",
        ),
        (
            "kata03_sum",
            operation("kata03_sum", "self.data.sum(axis, keepdims)", "grad"),
            r"second argument of self\.data\.sum is dtype",
        ),
        (
            "kata15_reshape",
            "def reshape(self, *shape):\n    np.reshape(self.data, *shape)",
            r"Give one tuple: `np\.reshape\(self\.data, shape\)`",
        ),
        # other arguments than the stub's
        (
            "kata05_broadcast_to",
            "def broadcast_to(self, *shape):\n    np.broadcast_to(self.data, shape)",
            r"The stub's signature is `broadcast_to\(self, shape\)`",
        ),
        (
            "kata03_sum",
            "def sum(self):\n    pass",
            r"The stub's signature is `sum\(self, axis=None, keepdims=False\)`",
        ),
        (
            "kata20_Linear",
            LINEAR.replace("__init__(self, i, o, bias=True)", "__init__(self)"),
            r"The stub's signature is `__init__\(self, in_features, out_features, bias=True\)`",
        ),
        # in a layer
        (
            "kata20_Linear",
            LINEAR.replace("self.weight =", "weight ="),
            r"`weight` is a local name in __init__\. Write `self\.weight`",
        ),
        (
            "kata20_Linear",
            LINEAR.replace("Tensor(np.ones((o, i)), True)", "np.ones((o, i))"),
            r"self\.weight must be a Tensor that needs a gradient\.",
        ),
        (
            "kata20_Linear",
            LINEAR.replace("x @ self.weight.T", "np.dot(x, self.weight.T)"),
            r"Compute with Tensors: the result must stay in the graph\.",
        ),
        # pairs of names and parameters
        (
            "kata21_named_parameters",
            "def named_parameters(self, prefix=''):\n"
            "    found = {}\n    found.update(vars(self))\n    return found",
            r"Return pairs, as of `found\.items\(\)`",
        ),
        (
            "kata21_named_parameters",
            "def named_parameters(self, prefix=''):\n"
            "    for name, value in vars(self).items():\n"
            "        if isinstance(value, Tensor): yield prefix + name, value\n"
            "        elif value: yield value.named_parameters()",
            r"Use `yield from`\.",
        ),
        (
            "kata21_named_parameters",
            "def named_parameters(self, prefix=''):\n    return [name for name in vars(self)]",
            r"Return pairs of a name and a Tensor\.",
        ),
        (
            "kata21_named_parameters",
            "def named_parameters(self, prefix=''):\n"
            "    return [(value, name) for name, value in vars(self).items()]",
            r"it holds a Tensor\. In each pair, the name comes first\.",
        ),
        (
            "kata20_Linear",
            LINEAR.replace("Linear(Module)", "Linear")
            .replace("forward", "__call__")
            .replace("+ self.bias", "+ (self.bias or 0)"),
            r"Write `class Linear\(Module\):`",
        ),
        # in gradcheck
        (
            "kata19_gradcheck",
            "def gradcheck(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):\n"
            "    for x in inputs: x.grad - 1.0",
            r"x\.grad is None: its slope is 0\.",
        ),
        # missing names
        (
            "kata09_exp",
            "def exp(self):\n    return math.exp(self)",
            r"'math' is not defined\. math\.exp takes one number\. Use np\.exp\.",
        ),
        (
            "kata09_exp",
            "def exp(self):\n    return math.exp(self.ndim)",
            "Write `import math` at the top",
        ),
        # local by accident
        (
            "kata09_exp",
            operation("kata09_exp", "e", "(grad * e,)", first="e = np.exp(self.data)").replace(
                "return (", "e *= grad; return ("
            ),
            r"`e \*= grad` makes e local to vjp\. Use a new name\.",
        ),
        # PyTorch's words
        (
            "kata20_Linear",
            LINEAR.replace("Tensor(np.ones((o, i)), True)", "nn.Parameter(np.ones((o, i)))"),
            r"There is no Parameter here\. Write `Tensor\(\.\.\., requires_grad=True\)`\.",
        ),
        (
            "kata09_exp",
            operation("kata09_exp", "self.data.exp()", "grad"),
            r"NumPy has np\.exp for",
        ),
        (
            "kata09_exp",
            operation("kata09_exp", "np.clamp(1)", "grad"),
            r"NumPy has np\.clip for it",
        ),
        ("kata01_mul", mul("grad.permute(0), 1"), "`permute` is PyTorch's word. Here it is `trans"),
        (
            "kata09_exp",
            "def exp(self): return self.view(3)",
            "PyTorch's word. Here it is `reshape`",
        ),
        ("kata01_mul", mul("grad.sum(dim=0), 1"), "`dim` is PyTorch's word. Here it is `axis`"),
        # what must stay in the graph
        (
            "kata07_sub",
            "def sub(self, other):\n    other = Tensor.wrap(other)\n    return self + (0 - other)",
            r"`0 - other` calls sub again\. Write `-other`\.",
        ),
        (
            "kata01_mul",
            "def mul(self, other):\n    return other * self",
            r"`other \* self` calls mul again\. Make the result with `Tensor\.from_op\(\"mul",
        ),
        ("kata12_sigmoid", "def sigmoid(self):\n    return np.exp(-self)", r"`\(-self\)\.exp\(\)`"),
        (
            "kata09_exp",
            "def exp(self):\n    return np.exp(self)",
            r"Compute with \.data, and give the result to Tensor\.from_op\.",
        ),
        (
            "kata09_exp",
            "def exp(self):\n    return self[0]",
            "A Tensor has no indexing. Compute with",
        ),
        (
            "kata22_cross_entropy",
            "def cross_entropy(logits, labels):\n    return logits[labels]",
            "A Tensor has no indexing. Multiply by a one-hot array",
        ),
        # in backward
        (
            "kata18_backward",
            f"{BACKWARD}    parts = {{self: up}}\n    for node in order:\n        parts[node]",
            r"KeyError: there is no entry for this tensor\. .*`reversed`",
        ),
        (
            "kata18_backward",
            f"{BACKWARD}    for node in order:\n        node.vjp(up)",
            "this tensor is a leaf; there is no step back from it",
        ),
        (
            "kata18_backward",
            f"{BACKWARD}    for node in order:\n        if node._prev: node.vjp(node.grad)",
            "none has arrived here yet.*`reversed`",
        ),
        (
            "kata18_backward",
            f"{BACKWARD}    for node in order:\n        node.grad += up",
            r"node.grad is None until a gradient has arrived there",
        ),
        (
            "kata18_backward",
            f"{BACKWARD}    for node in order:\n        node.grad = node.grad + up",
            r"node.grad is None until a gradient has arrived there",
        ),
        (
            "kata18_backward",
            f"{BACKWARD}    for node in order:\n        if node._prev: node._backward()",
            r"Call `node\.vjp\(node\.grad\)`: it returns one gradient per parent\.",
        ),
        (
            "kata18_backward",
            f"{BACKWARD}    for node in order:\n        node._backward()",
            r"node is a leaf here: there is no step back from it\.",
        ),
    ],
)
def test_what_a_beginner_should_know_is_told(judged, stem, text, sentence):
    told = judged(stem, text).first_failing.problem.sentence
    assert re.search(sentence, told), told


@pytest.mark.parametrize(
    "stem, text, absent",
    [
        ("kata01_mul", "def mul(self, other):\n    return other * self", ".data"),
        ("kata09_exp", "def exp(self):\n    y = self[0]\n    return y", "`self.data"),
        ("kata09_exp", "def exp(self):\n    e += 1\n    e = 1", "local to"),
        ("kata01_mul", mul("grad.nothing, 1"), "PyTorch"),
        ("kata18_backward", f"{BACKWARD}    self.grad += up", "Do not change .grad"),
        ("kata01_mul", mul("grad @ other.data, 0"), "wrap"),
        ("kata01_mul", mul("sum(None), 0"), "you are writing"),
        ("kata01_mul", mul("grad + None, 0"), ".grad"),
        ("kata09_exp", "def exp(self):\n    if self.data > 99: raise ValueError", "decides once"),
        ("kata09_exp", "def exp(x):\n    return 1 + 'a'", "signature"),
        ("kata18_backward", f"{BACKWARD}    up + self.grad", "add nothing"),
        ("kata03_sum", operation("kata03_sum", "self.data.sum(axis, dtype=sum)", "0"), "you are"),
        (
            "kata18_backward",
            "def backward(self, g=None):\n    self._prev[0].backward(g)",
            "On .data",
        ),
    ],
)
def test_no_advice_where_it_would_be_false(judged, stem, text, absent):
    assert absent not in judged(stem, text).first_failing.problem.sentence


def test_a_layer_that_gives_an_array_is_told_so(judged):
    arrays = "x.data @ self.weight.data.T + (0 if self.bias is None else self.bias.data)"
    text = LINEAR.replace("x @ self.weight.T + self.bias", arrays)
    text = text.replace("np.ones(", "np.random.uniform(-0.1, 0.1, ")
    problem = next(r.problem for r in judged("kata20_Linear", text).results if r.problem)
    assert "forward gave an array. Compute with Tensors." in problem.sentence


def test_a_bias_that_is_none_is_not_added(judged):
    results = judged("kata20_Linear", LINEAR).results
    problem = next(r.problem for r in results if r.case.name == "no bias")
    assert "self.bias is None here. Then add nothing." in problem.sentence


def test_a_graph_too_deep_for_recursion_is_not_called_endless(judged):
    text = BACKWARD + (
        "    self.grad = up\n"
        "    def visit(node):\n"
        "        for parent, part in zip(node._prev, node.vjp(node.grad) if node._prev else ()):\n"
        "            if part is not None: parent.grad = part; visit(parent)\n"
        "    visit(self)\n"
    )
    results = judged("kata18_backward", text).results
    deep = [r.problem for r in results if r.problem and r.problem.raised == "RecursionError"]
    assert deep and all("too many nested calls" in problem.sentence for problem in deep)


# Where it raises.


@pytest.mark.parametrize(
    "stem, text, sentence",
    [
        (
            "kata01_mul",
            "def mul(self, other):\n    1 / 0",
            "It raises in the forward pass in every case.",
        ),
        (
            "kata01_mul",
            mul("grad @ 1, 0"),
            "It raises in the vjp in every case. The output is right there.",
        ),
        (
            "kata01_mul",
            mul("grad @ 1, 0", value="self.data + other.data"),
            "It raises in the vjp in every case. The output is wrong there.",
        ),
        (
            "kata01_mul",
            mul("(grad @ self.data.T @ grad, 0)"),
            "It raises in the vjp in 1 of the 3 cases that must not raise. "
            "The output is right there. All others are wrong too.",
        ),
        (
            "kata03_sum",
            operation("kata03_sum", "self.data.sum(axis)", "(np.ones(self.shape) * grad[0],)"),
            "It raises in the vjp in 1 of the 2 cases that must not raise. "
            "The output is right there. The other one is wrong too.",
        ),
        (
            "kata01_mul",
            mul("grad"),
            "It fails in the vjp in every case. The output is right there.",
        ),
        (
            "kata01_mul",
            UNWRAPPED,
            "It raises in the forward pass in 1 of the 3 cases that must not raise. "
            "The others pass.",
        ),
        (
            "kata17_unbroadcast",
            "def unbroadcast(grad, shape):\n    return grad[0]",
            "It raises in 6 of the 58 cases that must not raise. Of the other 52, 49 are wrong.",
        ),
        ("kata01_mul", "def mul(self, other):\n    return self.data * Tensor.wrap(other).data", ""),
        ("kata01_mul", "def mul(self, other):\n    return Tensor.wrap(other)", ""),
    ],
)
def test_how_often_it_raises(judged, stem, text, sentence):
    assert raises(judged(stem, text).results) == sentence


# Names.

SELF_FOR_BOTH = [
    ("kata01_mul", "self.data * other.data", "grad * other.data", "grad * self.data"),
    ("kata07_sub", "self.data - other.data", "grad", "-grad"),
    (
        "kata08_truediv",
        "self.data / other.data",
        "grad / other.data",
        "-grad * self.data / other.data**2",
    ),
]


@pytest.mark.parametrize("stem, value, left, right", SELF_FOR_BOTH)
def test_selfs_shape_for_both_is_not_called_the_other_sides(judged, stem, value, left, right):
    vjp = f"unbroadcast({left}, self.shape), unbroadcast({right}, self.shape)"
    text = operation(stem, value, vjp, "(self, other)", "other = Tensor.wrap(other)")
    names = [mistake.name for mistake in names_for(stem, judged(stem, text).results).mistakes]
    assert not any("other operand's shape" in name for name in names)
    swapped = vjp.replace("self.shape", "?").replace("other.shape", "self.shape")
    swapped = swapped.replace("?", "other.shape", 1).replace("?", "self.shape")
    text = operation(stem, value, swapped, "(self, other)", "other = Tensor.wrap(other)")
    names = [mistake.name for mistake in names_for(stem, judged(stem, text).results).mistakes]
    assert any("other operand's shape" in name for name in names)


@pytest.mark.parametrize("stem, value", [case[:2] for case in SELF_FOR_BOTH[1:]])
def test_a_result_whose_vjp_ran_is_in_the_graph(judged, stem, value):
    text = operation(stem, value, "grad", "(self,)", "other = Tensor.wrap(other)")
    names = [mistake.name for mistake in names_for(stem, judged(stem, text).results).mistakes]
    assert names == ["the second operand is left out of the graph"]


def test_exceptions_that_begin_otherwise_name_nothing(judged):
    text = LINEAR.replace("x @ self.weight.T + self.bias", "self.weight.data @ x.data.T")
    text = text.replace("np.ones(", "np.random.uniform(-0.1, 0.1, ")
    results = judged("kata20_Linear", text).results
    assert not any(
        "transposing" in one.name for one in names_for("kata20_Linear", results).mistakes
    )


def test_empty_lists_of_names_are_no_evidence(judged):
    text = LINEAR.replace("self.weight =", "weight =").replace("self.bias =", "bias =")
    results = judged("kata20_Linear", text).results
    wrong = [result.found for result in results if result.problem and result.found]
    assert wrong and all(next(iter(found.values())).size == 0 for found in wrong)
    assert names_for("kata20_Linear", results).mistakes == []


PARAMETERS = """def named_parameters(self, prefix=""):
    dot = prefix + "." if prefix else ""
    found = {dot + k: v for k, v in vars(self).items() if isinstance(v, Tensor)}
    for k, v in vars(self).items():
        if hasattr(v, "named_parameters"):
            found.update(v.named_parameters(dot + k))
    return found
"""


def test_empty_lists_of_names_are_evidence_where_a_mistake_fails_in_little_else(judged):
    results = judged("kata21_named_parameters", PARAMETERS).results
    wrong = [result.found for result in results if result.problem and result.found]
    assert wrong and all(found["names"].size == 0 for found in wrong)
    names = [mistake.name for mistake in names_for("kata21_named_parameters", results).mistakes]
    assert names == ["modules in a list are left out"]


def test_what_explains_one_part_stands_below_what_holds_of_all(judged):
    listed = (
        "    for k, v in vars(self).items():\n"
        "        for i, m in enumerate(v if isinstance(v, list) else ()):\n"
        "            if isinstance(m, Tensor): found[f'{dot}{k}.{i}'] = m\n"
        "            else: found.update(m.named_parameters(f'{dot}{k}.{i}'))\n"
    )
    before, last = PARAMETERS.split("    for k", 1)
    text = f"{before}{listed}    for k{last.replace('return found', 'return found.items()')}"
    judgement = judged("kata21_named_parameters", text)
    shown = [str(one) for one in remarks(judgement, diagnosis(judgement))]
    assert "names are right, but in another order" in shown[0]
    assert shown[-1].startswith("In the part shared, a known mistake explains all your ")


def test_an_exponent_taken_for_a_number_is_not_called_nan(judged):
    text = operation(
        "kata02_pow", "self.data ** exponent", "(exponent * self.data ** (exponent - 1) * grad,)"
    )
    assert names_for("kata02_pow", judged("kata02_pow", text).results).mistakes == []


@pytest.mark.parametrize(
    "vjp, name",
    [
        ("grad @ other.data, self.data @ grad", "no matrix is transposed"),
        ("other.data.T @ grad, grad @ self.data.T", "both gradients multiply in the wrong order"),
        ("grad @ other.data.T, self.data.T @ grad", "the formula for two matrices"),
        ("grad @ other.data.mT, self.data.mT @ grad", "keeps the broadcast shape"),
    ],
)
def test_a_name_where_more_cases_raise_than_answer(judged, vjp, name):
    text = operation(
        "kata16_matmul",
        "self.data @ other.data",
        vjp,
        "(self, other)",
        "other = Tensor.wrap(other)",
    )
    results = judged("kata16_matmul", text).results
    failed = [result for result in results if result.problem]
    assert 2 * sum(not result.found for result in failed) > len(failed)
    assert [name in m.name for m in names_for("kata16_matmul", results).mistakes] == [True]


@pytest.mark.parametrize("new", ["ValueError", "(ValueError if j else KeyError)"])
def test_another_exception_than_the_one_that_is_asked_for(new):
    text = (SOLUTIONS / "kata19_gradcheck.py").read_text()
    text = text.replace("raise GradcheckError(", f"raise {new}(")
    results = results_of("kata19_gradcheck", text)
    kinds = [r.problem.raised for r in results if r.problem and (r.theirs or {}).get("raised")]
    kind = max(kinds, key=kinds.count)
    said = f"It raises {kind} where it must raise GradcheckError, in {kinds.count(kind)} cases. "
    rest = len(kinds) - kinds.count(kind)
    assert raises(results).startswith(f"{said}It {'fails' if rest else ''}" if rest else said)


def test_what_raises_for_nothing_given_back_is_not_counted(tmp_path):
    text = UNWRAPPED.replace("return Tensor", "Tensor")
    (tmp_path / "kata01_mul.py").write_text(HEAD + text)
    results = judge(tmp_path / "kata01_mul.py", cases_of("kata01_mul")).results
    kinds = {result.problem.raised for result in results if result.problem}
    assert {"WrongKind", "TypeError"} <= kinds and raises(results) == ""
