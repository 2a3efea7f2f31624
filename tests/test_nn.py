"""Modules, losses and optimisers do what PyTorch's do, and exchange weights with them."""

from typing import Any

import numpy as np
import pytest
import torch

from minigrad import Tensor, nn, optim
from minigrad.judging.cases import upstream


@pytest.fixture(autouse=True)
def float64():
    torch.set_default_dtype(torch.float64)


def networks():
    """The same architecture twice, ours and PyTorch's, with weights of their own."""

    def make(nn: Any):
        class Block(nn.Module):
            def __init__(self, size):
                super().__init__()
                self.inner = nn.Sequential(nn.Linear(size, size), nn.Tanh())

            def forward(self, x):
                return x + self.inner(x)

        return nn.Sequential(
            nn.Linear(3, 4),
            nn.ReLU(),
            Block(4),
            nn.Sigmoid(),
            nn.Linear(4, 2, bias=False),
        )

    return make(nn), make(torch.nn)


X = upstream("x", (5, 3))


def assert_same_outputs(ours, theirs):
    expected = theirs(torch.from_numpy(X)).detach().numpy()
    np.testing.assert_allclose(ours(Tensor(X)).data, expected, rtol=1e-12)


def test_pytorchs_weights_load_here():
    ours, theirs = networks()
    ours.load_state_dict({name: value.numpy() for name, value in theirs.state_dict().items()})
    assert_same_outputs(ours, theirs)


def test_our_weights_load_in_pytorch():
    ours, theirs = networks()
    theirs.load_state_dict(
        {name: torch.from_numpy(value) for name, value in ours.state_dict().items()}
    )
    assert_same_outputs(ours, theirs)


def test_names_are_pytorchs_in_pytorchs_order():
    ours, theirs = networks()
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert [n for n, _ in ours.named_parameters()] == [n for n, _ in theirs.named_parameters()]


def shared(nn):
    """A network with a list of modules, a module used twice and a parameter used twice."""
    net = nn.Module()
    net.layers = [nn.Linear(2, 2), nn.Linear(2, 2)]
    net.again = net.layers[0]
    net.tied = nn.Linear(2, 2)
    net.tied.bias = net.layers[1].bias
    return net


def test_what_is_shared_stands_under_each_of_its_names_in_a_state_dict():
    ours, theirs = shared(nn), shared(torch.nn)
    theirs.layers = torch.nn.ModuleList(theirs.layers)
    del theirs.again, theirs.tied  # in the order of ours again
    theirs.again, theirs.tied = theirs.layers[0], torch.nn.Linear(2, 2)
    theirs.tied.bias = theirs.layers[1].bias
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert [n for n, _ in ours.named_parameters()] == [n for n, _ in theirs.named_parameters()]


def test_a_state_dict_is_a_copy_and_so_is_what_was_loaded():
    net = nn.Linear(2, 2)
    state = net.state_dict()
    before = state["weight"].copy()
    net.weight.data[...] = 0
    np.testing.assert_array_equal(state["weight"], before)
    net.load_state_dict(state)
    state["weight"][...] = 7
    np.testing.assert_array_equal(net.weight.data, before)


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda state: state.pop("0.weight"), "nothing to load for 0.weight"),
        (lambda state: state.update(extra=np.ones(2)), "this network has no extra"),
        (
            lambda state: state.update({"2.inner.0.bias": np.ones(3)}),
            r"2.inner.0.bias has shape \(4,\) in this network, but \(3,\) in the state",
        ),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_loaded(change, message):
    net, _ = networks()
    before, state = net.state_dict(), {k: v + 1 for k, v in net.state_dict().items()}
    change(state)
    with pytest.raises(ValueError, match=message):
        net.load_state_dict(state)
    for name, value in net.state_dict().items():
        np.testing.assert_array_equal(value, before[name])


def test_zero_grad_forgets_every_gradient():
    net, _ = networks()
    net(Tensor(X)).backward()
    assert all(p.grad is not None for p in net.parameters())
    net.zero_grad()
    assert all(p.grad is None for p in net.parameters())


def test_a_module_without_forward_says_so():
    with pytest.raises(NotImplementedError, match="Module defines no forward"):
        nn.Module()(Tensor(X))


def test_mse_loss_is_pytorchs():
    target = upstream("target", X.shape)
    ours = Tensor(X, requires_grad=True)
    theirs = torch.tensor(X, requires_grad=True)
    loss = nn.mse_loss(ours, target)
    expected = torch.nn.functional.mse_loss(theirs, torch.from_numpy(target))
    loss.backward()
    expected.backward()
    np.testing.assert_allclose(loss.data, expected.item())
    assert ours.grad is not None and theirs.grad is not None
    np.testing.assert_allclose(ours.grad, theirs.grad.numpy())
    with pytest.raises(ValueError, match=r"the prediction has shape \(5, 3\), the target \(5,\)"):
        nn.mse_loss(ours, np.ones(5))


@pytest.mark.parametrize("options", [{}, {"lr": 0.1, "betas": (0.5, 0.9), "eps": 1e-3}])
def test_adams_trajectory_is_pytorchs(options):
    ours = [Tensor(X, requires_grad=True), Tensor(1.0, requires_grad=True)]
    theirs = [torch.tensor(p.data, requires_grad=True) for p in ours]
    adam, expected = optim.Adam(iter(ours), **options), torch.optim.Adam(theirs, **options)
    for step in range(6):
        adam.zero_grad()
        expected.zero_grad()
        for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            if i == 1 and step in (0, 3):
                continue  # no gradient: left alone
            a.grad = upstream(f"{i}, {step}", a.shape)
            b.grad = torch.from_numpy(a.grad)
        adam.step()
        expected.step()
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a.data, b.detach().numpy(), rtol=1e-12)


@pytest.mark.parametrize(
    "params, options", [([], {}), ([1], {"lr": -1}), ([1], {"betas": (1, 0)}), ([1], {"eps": -1})]
)
def test_adam_refuses_what_pytorch_refuses(params, options):
    with pytest.raises(ValueError):
        torch.optim.Adam([torch.ones(1, requires_grad=True) for _ in params], **options)
    with pytest.raises(ValueError, match="Adam: "):
        optim.Adam([Tensor(1.0, requires_grad=True) for _ in params], **options)


def test_sequential_runs_only_its_modules():
    net = nn.Sequential(nn.ReLU())
    net.name = "x"  # type: ignore[attr-defined]
    assert net(Tensor([-1.0, 2.0])).data.tolist() == [0.0, 2.0]
