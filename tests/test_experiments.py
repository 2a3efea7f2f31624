"""Experiments: the same losses as PyTorch's, step for step, and pictures."""

import io

import numpy as np
import pytest
import torch
from matplotlib import image
from rich.console import Console

from minigrad import kata
from minigrad.diagnosis.table import MISTAKES, functions_in
from minigrad.experiments import gradcheck, pictures, train
from minigrad.experiments.datasets import DATASETS
from minigrad.experiments.reader import Reader


class ReaderInPyTorch(torch.nn.Module):
    """The network that reads digits. Its `forward` is ours, word for word: so it runs on theirs."""

    forward = Reader.forward

    def __init__(self):
        super().__init__()
        sizes = [(64, 32), (32, 32), (32, 10)]
        self.layers = torch.nn.ModuleList(torch.nn.Linear(*size) for size in sizes)
        self.scale = torch.nn.Parameter(torch.zeros(10))


def layers_in_pytorch(net):
    """ReLUs, and layers of the same sizes."""
    layers: list[torch.nn.Module] = []
    for layer in vars(net).values():
        if hasattr(layer, "weight"):
            layers.append(torch.nn.Linear(*reversed(layer.weight.shape)))
        else:
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers)


def in_pytorch(net, data, plan):
    """The same network trained in PyTorch, from the same weights; gives the loss of each step."""
    torch.set_default_dtype(torch.float64)
    theirs = ReaderInPyTorch() if isinstance(net, Reader) else layers_in_pytorch(net)
    theirs.load_state_dict({k: torch.from_numpy(v) for k, v in net.state_dict().items()})
    optimiser = torch.optim.SGD(theirs.parameters(), lr=plan.lr, momentum=plan.momentum)
    for rows in train.batches(data, plan):
        x, y = torch.from_numpy(data.x_train[rows]), torch.from_numpy(data.y_train[rows])
        loss = torch.nn.functional.cross_entropy(theirs(x), y)
        for parameter in theirs.parameters() if plan.penalty else ():
            loss = loss + plan.penalty * (parameter**2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        yield loss.item()


@pytest.mark.parametrize("name", DATASETS)
def test_every_loss_is_pytorchs(name):
    data, plan = DATASETS[name](), train.PLANS[name]
    np.random.seed(0)
    net = train.network(data, plan)
    theirs = list(in_pytorch(net, data, plan))  # first, from the initial weights
    ours = list(train.train(net, data, plan))
    assert len(ours) > 500
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", DATASETS)
def test_it_learns_and_leaves_a_picture(name, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    said = io.StringIO()
    train.show(name, train.steps(name, "a caption"), Console(file=said, width=80))
    figure = said.getvalue().split("Held-out accuracy: ")[1].split("%")[0]
    assert float(figure) > 95
    picture = image.imread(tmp_path / f"{name}.png")
    assert picture.std() > 0.1, "there is something in it"


def test_every_gradient_is_confirmed(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    said = io.StringIO()
    assert gradcheck.show(gradcheck.rows(), "", Console(file=said, width=80)) == 0
    assert (tmp_path / "gradcheck.png").exists()
    for operation in gradcheck.OPERATIONS:
        assert operation.name in said.getvalue()


def test_a_wrong_gradient_is_seen():
    mistake = functions_in(MISTAKES / "kata09_exp.py")["slope_of_the_output"]
    (exp,) = (one for one in gradcheck.OPERATIONS if one.name == "exp")
    assert gradcheck.check(exp).good
    with kata.replaced("kata09_exp", mistake):
        row = gradcheck.check(exp)
    assert row.differences > 0.1 and row.pytorch and row.pytorch > 0.1


def test_every_operation_has_its_row():
    methods = [kata.name_of(stem) for stem in kata.stems() if kata.number_of(stem) <= 16]
    assert {"add", *methods} <= {operation.name for operation in gradcheck.OPERATIONS}


def test_the_digits_are_those_of_scikit_learn():
    from sklearn.datasets import load_digits  # it takes seconds

    rows, labels = load_digits(return_X_y=True)
    data = DATASETS["digits"]()
    ours = np.column_stack(
        [np.concatenate([data.x_train, data.x_test]) * 16, [*data.y_train, *data.y_test]]
    )
    theirs = np.column_stack([rows, labels])
    assert sorted(map(tuple, ours)) == sorted(map(tuple, theirs))


def test_no_held_out_row_is_learned_from():
    for make in DATASETS.values():
        data = make()
        learned = {row.tobytes() for row in data.x_train}
        assert not any(row.tobytes() in learned for row in data.x_test)
