"""The exam's network, and how it is trained: it has a use for every operation there is."""

from collections.abc import Iterator

import numpy as np

import minigrad
from minigrad import Tensor, nn, no_grad, optim
from minigrad.experiments.datasets import Dataset, digits
from minigrad.experiments.train import Plan, batches

PLAN = Plan(epochs=30, lr=0.03)
WEIGHT_DECAY = 1e-4
DATA = digits()


class Network(nn.Module):
    """Reads digits."""

    def __init__(self) -> None:
        self.layers = [nn.Linear(64, 32), nn.Linear(32, 32), nn.Linear(32, 10)]
        self.scale = Tensor(np.zeros(10), requires_grad=True)  # the logarithm of a factor

    def forward(self, images: Tensor) -> Tensor:
        """images: (N, 8, 8), from 0 to 1. Gives the logits, (N, 10)."""
        one, two, three = self.layers
        x = images.reshape(-1, 64)
        x = one((x - x.mean(axis=1, keepdims=True)) / 0.5)
        x = two(x.relu() + x.tanh())
        x = three(x * x.sigmoid() - ((-x).exp() + 1).log())
        return x * self.scale.exp().broadcast_to(x.shape)


def loss_of(net: nn.Module, images: Tensor, labels: np.ndarray) -> Tensor:
    """Cross-entropy, and a penalty on large weights."""
    loss = nn.cross_entropy(net(images), labels)
    for parameter in net.parameters():
        loss = loss + WEIGHT_DECAY * (parameter**2).sum()
    return loss


def train(net: nn.Module, data: Dataset) -> Iterator[float]:
    """Check the gradient, then train; gives the loss before each step."""
    images = data.x_train.reshape(-1, 8, 8)
    first = Tensor(images[:1], requires_grad=True)
    minigrad.gradcheck(lambda x: loss_of(net, x, data.y_train[:1]), [first])
    optimiser = optim.SGD(net.parameters(), lr=PLAN.lr, momentum=PLAN.momentum)
    for rows in batches(data, PLAN):
        optimiser.zero_grad()
        loss = loss_of(net, Tensor(images[rows]), data.y_train[rows])
        loss.backward()
        optimiser.step()
        yield loss.item()


def read(net: nn.Module, x: np.ndarray) -> list[int]:
    """The most likely digit of each row."""
    with no_grad():
        return net(Tensor(x.reshape(-1, 8, 8))).data.argmax(axis=1).tolist()


def steps() -> Iterator[tuple[float, list[int]]]:
    """The steps of the exam: the loss before each, and what is read after it in the held-out
    digits."""
    net = Network()
    for loss in train(net, DATA):
        yield loss, read(net, DATA.x_test)
