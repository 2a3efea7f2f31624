"""The reference against live PyTorch on random inputs: values, gradients, and no warnings."""

import warnings

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from minigrad import Tensor, unbroadcast

settings.register_profile("same every time", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("same every time")

numbers = st.sampled_from([-2.0, -1.0, -0.0, 0.0, 0.5, 1.0, 2.0]) | st.floats(-3, 3, width=32)
shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)
seeds = st.integers(0, 2**32 - 1)


def arrays(shape, elements=numbers):
    return hnp.arrays(np.float64, shape, elements=elements)


def compare(f, g, *data, seed=0):
    """f on minigrad's tensors and g on PyTorch's: the same value, and the same gradients."""
    xs = [Tensor(d, requires_grad=True) for d in data]
    ts = [torch.tensor(d, requires_grad=True) for d in data]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        out = f(*xs)
        theirs = g(*ts)
        equal(out.data, theirs)
        upstream = np.random.default_rng(seed).normal(size=out.shape)
        out.backward(upstream)
    theirs.backward(torch.tensor(upstream))
    for x, t in zip(xs, ts, strict=True):
        equal(x.grad, t.grad)


def equal(ours, theirs):
    theirs = theirs.detach().numpy()
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-7)


@st.composite
def two_arrays(draw):
    both = draw(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4, min_side=0, max_side=3))
    return [draw(arrays(shape)) for shape in both.input_shapes]


@pytest.mark.parametrize("op", ["add", "sub", "mul", "truediv"])
def test_arithmetic(op):
    @given(two_arrays(), seeds)
    def check(pair, seed):
        theirs = {"truediv": "div"}.get(op, op)
        compare(
            lambda x, y: getattr(x, op)(y), lambda x, y: getattr(x, theirs)(y), *pair, seed=seed
        )
        compare(lambda x: getattr(x, op)(x), lambda x: getattr(x, theirs)(x), pair[0], seed=seed)

    check()


# For the numbers 0.5 and -0.5 PyTorch takes square roots, whose sign at -0.0 is another.
bases = numbers.map(lambda number: number + 0.0)
exponents = st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0])


@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3), st.data(), seeds)
def test_pow(both, data, seed):
    base, exponent = (
        data.draw(arrays(shape, elements))
        for shape, elements in zip(both.input_shapes, (bases, exponents), strict=True)
    )
    compare(lambda x, y: x**y, lambda x, y: x**y, base, exponent, seed=seed)


@given(shapes.flatmap(lambda shape: arrays(shape, bases)), exponents, seeds)
def test_pow_with_a_number(base, exponent, seed):
    compare(lambda x: x**exponent, lambda x: x**exponent, base, seed=seed)


@given(shapes.flatmap(lambda shape: arrays(shape, exponents)), numbers, seeds)
def test_pow_of_a_number(exponent, base, seed):
    compare(lambda y: base**y, lambda y: base**y, exponent, seed=seed)


far = numbers | st.sampled_from([-np.inf, -1000.0, -40.0, 40.0, 1000.0, np.inf])


@pytest.mark.parametrize("op", ["neg", "exp", "log", "relu", "sigmoid", "tanh"])
def test_functions_of_one_element(op):
    @given(shapes.flatmap(lambda shape: arrays(shape, far)), seeds)
    def check(x, seed):
        compare(lambda x: getattr(x, op)(), lambda x: getattr(x, op)(), x, seed=seed)

    check()


@st.composite
def array_and_axes(draw):
    x = draw(hnp.array_shapes(max_dims=4, min_side=0, max_side=3).flatmap(arrays))
    some = hnp.valid_tuple_axes(x.ndim, min_size=1)
    return x, draw(st.none() | st.integers(-x.ndim, x.ndim - 1) | some)


@pytest.mark.parametrize("op", ["sum", "mean"])
def test_reductions(op):
    @given(array_and_axes(), st.booleans(), seeds)
    def check(x_and_axes, keepdims, seed):
        x, axes = x_and_axes
        compare(
            lambda x: getattr(x, op)(axis=axes, keepdims=keepdims),
            lambda x: getattr(x, op)(dim=axes, keepdim=keepdims),
            x,
            seed=seed,
        )

    check()


@given(shapes.flatmap(arrays), st.data(), seeds)
def test_transpose(x, data, seed):
    order = data.draw(st.permutations(range(x.ndim)))
    order = [axis - x.ndim * data.draw(st.booleans()) for axis in order]
    if order:
        compare(lambda x: x.transpose(*order), lambda x: x.permute(order), x, seed=seed)
    compare(lambda x: x.T, lambda x: x.permute(list(reversed(range(x.ndim)))), x, seed=seed)


@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4, min_side=0), st.data(), seeds)
def test_broadcast_to(both, data, seed):
    x = data.draw(arrays(both.input_shapes[0]))
    to = both.result_shape
    compare(lambda x: x.broadcast_to(to), lambda x: x.broadcast_to(to), x, seed=seed)


@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4, min_side=0), st.data())
def test_unbroadcast(both, data):
    grad = data.draw(arrays(both.result_shape))
    to = both.input_shapes[0]
    equal(unbroadcast(grad, to), torch.tensor(grad).sum_to_size(to))


@given(st.lists(st.integers(1, 4), max_size=4), st.data(), seeds)
def test_reshape(shape, data, seed):
    x = data.draw(arrays(tuple(shape)))
    # Any shape of the same size: the axes in another order, some of them merged.
    to = data.draw(st.permutations(shape))
    while len(to) > 1 and data.draw(st.booleans()):
        to = [to[0] * to[1], *to[2:]]
    if to and data.draw(st.booleans()):
        to[data.draw(st.integers(0, len(to) - 1))] = -1
    compare(lambda x: x.reshape(tuple(to)), lambda x: x.reshape(tuple(to)), x, seed=seed)


@given(
    hnp.mutually_broadcastable_shapes(signature=np.matmul.signature, max_dims=2, max_side=3),
    st.data(),
    seeds,
)
def test_matmul(both, data, seed):
    a, b = (data.draw(arrays(shape)) for shape in both.input_shapes)
    compare(lambda a, b: a @ b, lambda a, b: a @ b, a, b, seed=seed)
    if a.ndim == 2 and a.shape[0] == a.shape[1]:
        compare(lambda a: a @ a, lambda a: a @ a, a, seed=seed)


# Random graphs. Each operation is spelled so that it stays finite on finite inputs.

OPERATIONS = [
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / (b * b + 1),
    lambda a, b: (a * a + 1) ** (b.tanh()),
    lambda a, b: -a,
    lambda a, b: a.tanh().exp(),
    lambda a, b: (a * a + 1).log(),
    lambda a, b: a.relu(),
    lambda a, b: a.sigmoid(),
    lambda a, b: a.tanh(),
    lambda a, b: a.sum(axis=0, keepdims=True),
    lambda a, b: a.mean(axis=-1, keepdims=True),
    lambda a, b: a.T,
    lambda a, b: (a + b).reshape(-1, 1).sum(axis=0, keepdims=True),
    lambda a, b: (a.broadcast_to((3, 3)) @ b.broadcast_to((3, 3))) / 3,
]


def random_graph(seed):
    """A graph of up to 50 operations on both sides: (nodes, PyTorch's nodes)."""
    rng = np.random.default_rng(seed)
    data = [rng.normal(size=shape) for shape in ((3, 3), (3, 1), (1, 3))]
    nodes = [Tensor(d, requires_grad=True) for d in data]
    theirs = [torch.tensor(d, requires_grad=True) for d in data]
    for _ in range(rng.integers(5, 51)):
        op = OPERATIONS[rng.integers(len(OPERATIONS))]
        # Recent nodes more often, so that the graph is deep; any node, so that it is shared.
        i, j = (max(0, len(nodes) - 1 - int(rng.exponential(4))) for _ in range(2))
        nodes.append(op(nodes[i], nodes[j]))
        theirs.append(op(theirs[i], theirs[j]))
        theirs[-1].retain_grad()
    return nodes, theirs


def test_random_graphs():
    graphs, finite = 200, 0
    for seed in range(graphs):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            nodes, theirs = random_graph(seed)
            upstream = np.random.default_rng(seed).normal(size=nodes[-1].shape)
            nodes[-1].backward(upstream)
        theirs[-1].backward(torch.tensor(upstream))
        for node, their in zip(nodes, theirs, strict=True):
            equal(node.data, their)
            assert (node.grad is None) == (their.grad is None)
            if node.grad is not None:
                scale = max(1.0, np.abs(node.grad).max())
                equal(node.grad / scale, their.grad / scale)
        values = [node.data for node in nodes] + [n.grad for n in nodes if n.grad is not None]
        finite += all(np.isfinite(value).all() for value in values)
    assert finite >= 0.9 * graphs
