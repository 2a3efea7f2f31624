"""Train a network on moons, circles or digits."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rich.console import Console

import minigrad
from minigrad import Tensor, nn, no_grad, optim
from minigrad.experiments.datasets import DATASETS, Dataset
from minigrad.experiments.progress import training_bar
from minigrad.experiments.reader import Reader


@dataclass(frozen=True)
class Plan:
    """How to train: by stochastic gradient descent with momentum.

    hidden: the size of the two hidden layers
    penalty: on the square of each parameter
    """

    hidden: int = 16
    epochs: int = 100
    batch: int = 50
    lr: float = 0.1
    momentum: float = 0.9
    penalty: float = 0.0


PLANS = {
    "moons": Plan(),
    "circles": Plan(),
    "digits": Plan(hidden=32, epochs=30, lr=0.03, penalty=1e-4),
}


def network(data: Dataset, plan: Plan) -> nn.Module:
    """The network to train: (N, features) in, (N, classes) out, the logits."""
    if data.name == "digits":
        return Reader()
    features, classes = data.x_train.shape[1], data.classes
    return nn.Sequential(
        nn.Linear(features, plan.hidden),
        nn.ReLU(),
        nn.Linear(plan.hidden, plan.hidden),
        nn.ReLU(),
        nn.Linear(plan.hidden, classes),
    )


def batches(data: Dataset, plan: Plan) -> Iterator[np.ndarray]:
    """The rows of each step; in every epoch all of them, in another order."""
    shuffled = np.random.default_rng(0)
    for _ in range(plan.epochs):
        rows = shuffled.permutation(len(data.x_train))
        yield from np.split(rows, range(plan.batch, len(rows), plan.batch))


def loss_of(net: nn.Module, x: Tensor, labels: np.ndarray, plan: Plan) -> Tensor:
    """Cross-entropy, and the penalty on large parameters."""
    loss = nn.cross_entropy(net(x), labels)
    for parameter in net.parameters() if plan.penalty else ():
        loss = loss + plan.penalty * (parameter**2).sum()
    return loss


def train(net: nn.Module, data: Dataset, plan: Plan) -> Iterator[float]:
    """Check a gradient, then train the network; gives the loss before each step."""
    first, label = Tensor(data.x_train[:1], requires_grad=True), data.y_train[:1]
    minigrad.gradcheck(lambda x: loss_of(net, x, label, plan), [first])
    optimiser = optim.SGD(net.parameters(), lr=plan.lr, momentum=plan.momentum)
    for rows in batches(data, plan):
        loss = loss_of(net, Tensor(data.x_train[rows]), data.y_train[rows], plan)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        yield loss.item()


def predict(net: nn.Module, x: np.ndarray) -> np.ndarray:
    """The most likely class of each row."""
    with no_grad():
        return net(Tensor(x)).data.argmax(axis=1)


def accuracy(net: nn.Module, data: Dataset) -> float:
    """The fraction of the held-out rows that is told rightly."""
    return float(np.mean(predict(net, data.x_test) == data.y_test))


@dataclass(frozen=True)
class Step:
    """Where a training run is. The last one has a picture: its path."""

    loss: float
    accuracy: float
    picture: str = ""


def steps(name: str, caption: str) -> Iterator[Step]:
    """Train on the data set of a name, and leave a picture.

    caption: stands below the picture
    """
    from minigrad.experiments import pictures  # matplotlib is slow to import

    data, plan = DATASETS[name](), PLANS[name]
    np.random.seed(0)  # the initial weights
    net = network(data, plan)
    losses = []
    for loss in train(net, data, plan):
        losses.append(loss)
        yield Step(loss, accuracy(net, data))
    if name == "digits":
        picture = pictures.digits(predict(net, data.x_test), data, losses, name, caption)
    else:
        picture = pictures.boundary(functools.partial(predict, net), data, losses, caption)
    yield Step(losses[-1], accuracy(net, data), picture)


def show(name: str, done: Iterator[Step], console: Console) -> int:
    """The experiment, on the terminal: a progress bar, then the result. The exit status is 0."""
    count = sum(1 for _ in batches(DATASETS[name](), PLANS[name]))
    with training_bar(console, name, count) as move:
        for step in done:
            if not step.picture:
                move(step.loss, step.accuracy)
    console.print(f"Held-out accuracy: {step.accuracy:.1%}")
    console.print(f"The picture: {step.picture}")
    return 0
