"""The engine: the graph, `backward`, and what a Tensor says of itself. PyTorch is asked live."""

import gc
import os
import subprocess
import sys
import weakref

import numpy as np
import pytest
import torch

from minigrad import GradcheckError, Tensor, gradcheck, kata, no_grad, unbroadcast


def leaf(data):
    return Tensor(data, requires_grad=True)


def pair(data):
    """The same leaf in minigrad and in PyTorch."""
    return leaf(data), torch.tensor(data, dtype=torch.float64, requires_grad=True)


# The sketch's faults, each mended.


def test_the_root_starts_from_ones():
    x, t = pair(3.0)
    (x * 2).backward()
    (t * 2).backward()
    assert x.grad == t.grad.numpy()


def test_a_tensor_used_twice_by_one_operation_gets_both_gradients():
    x, t = pair(3.0)
    (x + x).backward()
    (t + t).backward()
    assert x.grad == t.grad.numpy()
    assert (x + x)._prev == (x, x)


def test_a_chain_of_100_000_operations_is_built_walked_and_dropped():
    x = leaf(0.0)
    y = x
    for _ in range(100_000):
        y = y + 1
    y.backward()
    assert (y.item(), x.grad) == (100_000, 1)
    del y


def test_a_graph_dies_with_its_last_reference():
    gc.disable()  # so that only reference counts can free it
    try:
        y = leaf([1.0, 2.0]) * 2
        z = y + y
        z.backward([1.0, 1.0])
        seen = weakref.ref(y)
        del y, z
        assert seen() is None
    finally:
        gc.enable()


def test_leaves_accumulate_until_zero_grad_and_a_graph_may_be_walked_again():
    x, t = pair([1.0, 2.0])
    y, u = x * x, t * t
    for gradient in ([1.0, 2.0], [3.0, 5.0]):
        y.backward(gradient)
        u.backward(torch.tensor(gradient), retain_graph=True)
        assert np.array_equal(x.grad, t.grad.numpy())
    x.zero_grad()
    assert x.grad is None


def test_inner_nodes_start_afresh_and_keep_the_latest_gradient():
    x, t = pair(2.0)
    y, u = x * 3, t * 3
    u.retain_grad()
    (y * y).backward()
    (y * 5).backward()
    (u * 5).backward()
    assert y.grad == u.grad.numpy()


def test_a_leaf_that_was_not_reached_has_no_gradient():
    x, away = leaf(1.0), leaf(1.0)
    (x + 1).backward()
    assert away.grad is None


def test_every_user_of_a_tensor_comes_before_it():
    x, t = pair(2.0)
    for a in (x, t):
        b = a * 3
        c = b + a
        d = b * c
        (d + b * d).backward()
    assert x.grad == t.grad.numpy()


def test_sixty_doublings_are_walked_once_each():
    x = leaf(1.0)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60


def test_backward_without_an_argument_starts_from_ones_whatever_the_shape():
    x = leaf([[1.0, 2.0]])
    (x * 3).backward()
    assert np.array_equal(x.grad, [[3, 3]])


def test_backward_refuses_another_shape():
    with pytest.raises(ValueError, match=r"\(3,\).*\(2,\)"):
        (leaf([1.0, 2.0]) + 1).backward([1.0, 1.0, 1.0])


def test_backward_refuses_a_tensor_that_needs_no_gradient():
    with pytest.raises(RuntimeError, match="needs no gradient"):
        Tensor(1.0).backward()


def test_a_result_whose_parents_need_no_gradient_records_no_graph():
    y = Tensor(1.0) + Tensor(2.0)
    assert (y.requires_grad, y._prev, y._backward) == (False, (), None)


def test_a_leafs_gradient_shares_memory_with_nothing():
    def both(grad):
        return grad, grad

    a, b = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    upstream = np.array([1.0, 1.0])
    y = Tensor.from_op("both", a.data, (a, b), both)
    y.backward(upstream)
    y.backward(upstream)
    assert not np.shares_memory(a.grad, b.grad)
    assert not np.shares_memory(a.grad, upstream)
    before = a.grad
    y.backward(upstream)
    assert np.array_equal(before, [2, 2]), "the array of an earlier call was changed in place"


def test_gradients_of_one_array_handed_to_two_parents_do_not_mix():
    def both(grad):
        return grad, grad

    x = leaf([1.0])
    a, b = x + 0, x + 0
    y = Tensor.from_op("both", x.data, (a, b), both)
    (y + a).backward()
    assert np.array_equal(a.grad, [2])
    assert np.array_equal(b.grad, [1])
    assert np.array_equal(x.grad, [3])


@pytest.mark.parametrize("left", [np.array([1.0, 2.0]), np.float64(2), [1.0, 2.0], 2])
def test_what_stands_left_of_a_tensor_makes_one_tensor(left):
    x, t = pair([3.0, 4.0])
    for y, u in ((left + x, torch.tensor(left) + t), (left * x, torch.tensor(left) * t)):
        assert isinstance(y, Tensor)
        assert np.array_equal(y.data, u.detach().numpy())


def test_a_vjp_is_given_an_array_never_a_scalar():
    seen = []

    def vjp(grad):
        seen.append(grad)
        return (grad,)

    x = leaf(1.0)
    y = Tensor.from_op("same", x.data, (x,), vjp)
    (y + y + y).backward()
    assert type(seen[0]) is np.ndarray and seen[0].dtype == np.float64 and seen[0].shape == ()
    assert type(x.grad) is np.ndarray


# What `_backward` must keep to.


@pytest.mark.parametrize(
    "returned, message",
    [
        (np.ones(2), "must return a tuple"),
        (None, "must return a tuple .* None"),
        ((1.0, 1.0), "2 gradients for 1 parent"),
        ((), "0 gradients for 1 parent"),
        ((None,), "gradient of parent 0 is None"),
        ((np.ones(3),), r"shape \(3,\), the parent \(2,\)"),
        (("one",), "not a value of type str"),
    ],
)
def test_a_vjp_that_breaks_its_promise_is_told_in_a_sentence(returned, message):
    x = leaf([1.0, 2.0])
    y = Tensor.from_op("odd", x.data, (x,), lambda grad: returned)
    with pytest.raises((TypeError, ValueError), match=f"odd: .*{message}"):
        y.backward()


def test_none_will_do_for_a_parent_that_needs_no_gradient():
    x, c = leaf(2.0), Tensor(3.0)
    Tensor.from_op("mul", 6.0, (x, c), lambda grad: [grad * 3.0, None]).backward()
    assert (x.grad, c.grad) == (3.0, None)


# What a Tensor takes, and says of itself.


@pytest.mark.parametrize("wrong", ["1.5", None, 1j, {"a": 1}, object(), np.array(["a"])])
def test_a_wrong_type_is_named(wrong):
    with pytest.raises(TypeError, match="takes a number, a list of numbers .* not"):
        Tensor(wrong)
    with pytest.raises(TypeError, match="takes"):
        leaf(1.0) + wrong


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="one length"):
        Tensor([[1.0], [2.0, 3.0]])


@pytest.mark.parametrize("op", ["add", "mul", "pow"])
def test_a_shape_error_names_the_operation_and_both_shapes(op):
    with pytest.raises(ValueError, match=rf"{op}: .*\(2, 3\).*\(2,\)"):
        getattr(leaf(np.ones((2, 3))), op)(leaf(np.ones(2)))


def test_broadcast_to_names_itself_and_both_shapes():
    with pytest.raises(ValueError, match=r"broadcast_to: .*\(2, 3\).*\(2,\)"):
        leaf(np.ones((2, 3))).broadcast_to((2,))


def test_data_is_float64_and_a_copy():
    given = np.array([1, 2])
    x = Tensor(given)
    given[0] = 9
    assert x.data.dtype == np.float64 and x.data[0] == 1


def test_the_small_things():
    x = leaf([[1.0, 2.0, 3.0]])
    assert (x.shape, x.ndim, x.size) == ((1, 3), 2, 3)
    assert x.T.shape == (3, 1)
    assert leaf(2.5).item() == 2.5
    assert np.shares_memory(x.numpy(), x.data)
    free = (x + 1).detach()
    assert not free.requires_grad and np.array_equal(free.data, [[2, 3, 4]])
    with pytest.raises(ValueError, match="3 elements"):
        x.item()


def test_repr_shows_values_and_where_they_come_from():
    assert repr(Tensor([1.0, 2.0])) == "Tensor([1., 2.])"
    assert repr(leaf(3.0)) == "Tensor(3., requires_grad=True)"
    assert repr(leaf(3.0) + 1) == "Tensor(4., op='add')"
    assert "shape=(0, 3)" in repr(Tensor(np.zeros((0, 3))))
    assert len(repr(Tensor(np.zeros((1000, 1000))))) < 500


@pytest.mark.parametrize(
    "shape, to",
    [((3, 4), (4,)), ((2, 3, 4), (3, 1)), ((2, 2, 2), (1, 2)), ((3,), ()), ((2, 3), (2, 3))],
)
def test_unbroadcast_is_sum_to_size(shape, to):
    grad = np.random.default_rng(0).normal(size=shape)
    theirs = torch.tensor(grad).sum_to_size(to).numpy()
    assert np.allclose(unbroadcast(grad, to), theirs) and unbroadcast(grad, to).shape == to


# Which folder the methods come from.


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=kata.ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def test_the_folder_is_chosen_by_the_environment(tmp_path):
    for stem in kata.stems():
        text = (kata.SOLUTIONS / f"{stem}.py").read_text()
        (tmp_path / f"{stem}.py").write_text(text)
    mine = tmp_path / "kata01_mul.py"
    mine.write_text("from minigrad import Tensor\ndef mul(self, other): return Tensor(42.0)")
    code = "from minigrad import Tensor; print((Tensor(1.0) * 1).item())"
    assert run(code, MINIGRAD_KATAS=str(tmp_path)).stdout == "42.0\n"
    assert run(code, MINIGRAD_KATAS="solutions").stdout == "1.0\n"


def test_a_folder_that_is_not_there_is_named():
    assert "a folder that does not exist" in run("import minigrad", MINIGRAD_KATAS="nowhere").stderr


def test_the_engine_needs_no_torch_and_no_pytest():
    code = "import sys, minigrad.judging.worker; print({'torch', 'pytest'} & set(sys.modules))"
    assert run(code).stdout == "set()\n"


# Every method of the sketch, as a method and as an operator.


@pytest.mark.parametrize(
    "expression",
    """
    x.mul(y) x*y 2*x x*2  x.sub(y) x-y 2-x x-2  x.truediv(y) x/y 2/x x/2  x.neg() -x
    x.pow(2) x**2 2**x x**y  x.matmul(y.T) x@y.T  x.exp() x.log() x.relu() x.sigmoid() x.tanh()
    x.sum() x.mean() x.sum(axis=0) x.mean(axis=0) x.reshape(3,2) x.transpose() x.T
    x.broadcast_to((4,2,3)) x+y 2+x x+2 a*x a+x a-x a/x a**x a@x.T
    """.split(),
)
def test_methods_and_operators(expression):
    data = [np.arange(1.0, 7.0).reshape(2, 3), np.linspace(0.5, 2.0, 6).reshape(2, 3)]
    x, y = (leaf(d) for d in data)
    t, u = (torch.tensor(d, requires_grad=True) for d in data)
    out = eval(expression, {"x": x, "y": y, "a": data[1]})
    theirs = expression.replace("truediv", "div").replace("transpose()", "T")
    theirs = eval(theirs, {"x": t, "y": u, "a": torch.tensor(data[1])})
    assert isinstance(out, Tensor)
    np.testing.assert_allclose(out.data, theirs.detach().numpy(), rtol=1e-7)
    out.backward()
    theirs.backward(torch.ones_like(theirs))
    assert t.grad is not None
    np.testing.assert_allclose(x.grad, t.grad.numpy(), rtol=1e-7)


@pytest.mark.parametrize("op", ["sub", "truediv", "matmul"])
def test_their_shape_errors_name_the_operation_and_both_shapes(op):
    with pytest.raises(ValueError, match=rf"{op}: .*\(2, 3\).*\(2,\)"):
        getattr(leaf(np.ones((2, 3))), op)(leaf(np.ones(2)))


# no_grad.


def test_within_no_grad_no_graph_is_recorded():
    x = leaf(2.0)
    with no_grad():
        y = x * x
        with no_grad():
            pass
        z = x + 1
        made = leaf(1.0)
    assert not y.requires_grad and y._prev == () and not z.requires_grad
    assert made.requires_grad
    assert (x * x).requires_grad


def test_no_grad_ends_with_an_exception():
    x = leaf(2.0)
    with pytest.raises(KeyError), no_grad():
        raise KeyError
    assert (x * x).requires_grad


# gradcheck's error says where.


def test_gradcheck_names_input_and_element():
    def f(a, b):
        def vjp(grad):
            return grad, grad * [[1, 1, 1], [1, 1.5, 1]]

        return Tensor.from_op("f", a.data + b.data, (a, b), vjp)

    with pytest.raises(GradcheckError, match=r"input 1, element \[1, 1\].* 1\.5, .* 1$"):
        gradcheck(f, [leaf(np.ones((2, 3))), leaf(np.ones((2, 3)))])


def test_a_result_without_a_vjp_is_told_on_the_way_back():
    out = Tensor.from_op("f", 1.0, (Tensor(2.0, requires_grad=True),), None)
    with pytest.raises(TypeError, match="f: a parent needs a gradient, but from_op got no vjp"):
        out.backward()
