"""Optimisers: they change parameters by their gradients. `SGD` is kata 23, installed here."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from minigrad.tensor import Tensor

SGD: Any  # a class; so that type checkers let it be derived from


class Adam:
    """Steps scaled by running means of the gradient and of its square, as `torch.optim.Adam`.

    params: the Tensors to change; one whose `grad` is None is left alone
    lr: about how far an element moves in one step
    betas: how much of each running mean is kept from step to step
    eps: keeps the division finite where the gradient is 0

    From Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ):
        self.params = list(params)
        if not self.params:
            raise ValueError("Adam: there are no parameters to change")
        if lr < 0 or eps < 0 or not all(0 <= beta < 1 for beta in betas):
            raise ValueError("Adam: lr and eps must not be negative, and betas from 0 to below 1")
        self.lr, self.betas, self.eps = lr, betas, eps
        self.steps = [0] * len(self.params)
        self.means = [np.zeros(p.shape) for p in self.params]
        self.squares = [np.zeros(p.shape) for p in self.params]

    def step(self) -> None:
        """Move every parameter once."""
        beta1, beta2 = self.betas
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            self.steps[i] += 1
            self.means[i] = beta1 * self.means[i] + (1 - beta1) * p.grad
            self.squares[i] = beta2 * self.squares[i] + (1 - beta2) * p.grad**2
            # The running means start from 0: divided by the weight they hold so far.
            mean = self.means[i] / (1 - beta1 ** self.steps[i])
            square = self.squares[i] / (1 - beta2 ** self.steps[i])
            p.data = np.asarray(p.data - self.lr * mean / (np.sqrt(square) + self.eps))

    def zero_grad(self) -> None:
        """Forget every parameter's gradient."""
        for p in self.params:
            p.zero_grad()
