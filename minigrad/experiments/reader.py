"""The network that reads digits, in the exam too: it has a use for every operation there is."""

import numpy as np

from minigrad import Tensor, nn


class Reader(nn.Module):
    """Ten logits for each image of a handwritten digit."""

    def __init__(self) -> None:
        self.layers = [nn.Linear(64, 32), nn.Linear(32, 32), nn.Linear(32, 10)]
        self.scale = Tensor(np.zeros(10), requires_grad=True)  # the logarithm of a factor

    def forward(self, x: Tensor) -> Tensor:
        """x: (N, 64), each row the 8 by 8 pixels of an image, from 0 to 1. Gives (N, 10)."""
        one, two, three = self.layers
        images = x.reshape(-1, 8, 8)
        images = (images - images.mean(axis=(1, 2), keepdims=True)) / 0.5
        x = one(images.reshape(-1, 64))
        x = two(x.relu() + x.tanh())
        x = three(x * x.sigmoid() - ((-x).exp() + 1).log())
        return x * self.scale.exp().broadcast_to(x.shape)
