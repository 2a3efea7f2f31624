"""The race of `make bench`: all do the same work, and a step needs little memory."""

import gc
import tracemalloc

import numpy as np
import pytest
import torch

from minigrad import Tensor, layers
from minigrad.dojo import race


@pytest.fixture(autouse=True)
def float64():
    torch.set_default_dtype(torch.float64)


WITHOUT_AUTOGRAD = pytest.mark.skipif(layers.is_missing("autograd"), reason="not installed")
AUTOGRAD = pytest.param(race.network_in_autograd, race.chain_in_autograd, marks=WITHOUT_AUTOGRAD)


@pytest.mark.parametrize(
    "network, chain",
    [
        (race.network_by_hand, race.chain_by_hand),
        (race.network_in_minigrad, race.chain_in_minigrad),
        AUTOGRAD,
    ],
)
def test_all_have_pytorchs_gradients_at_every_step(network, chain):
    pairs = [
        (network((5, 4, 3, 1), 6), race.network_in_pytorch((5, 4, 3, 1), 6)),
        (network((5, 4, 3), 6), race.network_in_pytorch((5, 4, 3), 6, fused=True)),
        (chain(7), race.chain_in_pytorch(7)),
    ]
    for ours, theirs in pairs:
        for _ in range(3):
            for a, b in zip(ours(), theirs(), strict=True):
                np.testing.assert_allclose(a, b.numpy(), rtol=1e-7, atol=1e-12)


def test_a_different_gradient_ends_the_race():
    steps = {
        race.BY_HAND: race.chain_by_hand(3),
        "wrong": lambda: [np.zeros(4)],
    }
    with pytest.raises(AssertionError, match="Mismatched elements"):
        race.compete(steps, rounds=1, repeats=1)


def test_a_step_of_the_largest_network_makes_no_needless_copies():
    # 6 MiB of values, 4 of inner gradients, 5 of the parameters' gradients, and a copy of one.
    assert race.peak(race.network_in_minigrad(race.NETWORKS[-1], race.BATCHES[-1])) < 19


def test_a_thousand_graphs_leave_nothing_behind():
    x = Tensor(np.full(1000, 0.001), requires_grad=True)

    def build_and_drop():
        ((x * 2 + 1).exp().log() @ x).sum().backward()

    gc.disable()  # so that only reference counts can free them
    try:
        build_and_drop()
        tracemalloc.start()
        objects = len(gc.get_objects())
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(1000):
            build_and_drop()
        after, _ = tracemalloc.get_traced_memory()
        assert len(gc.get_objects()) == objects
    finally:
        tracemalloc.stop()
        gc.enable()
    # Python itself keeps up to 2,000 tuples of each length to use again, 112 KB of length 2.
    assert after - before < 300_000, "far less than one array, of 8 KB, for each graph"
