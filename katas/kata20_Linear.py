import numpy as np

from minigrad import Tensor
from minigrad.nn import Module


class Linear(Module):
    """Multiply each row's features by weights and add them up: `Linear(3, 2)(x)`.

    in_features: how many numbers go in
    out_features: how many numbers come out
    bias: whether there is a bias
    Sets two attributes, which are Tensors that need a gradient:
    weight: shape (out_features, in_features)
    bias: shape (out_features,), or None if there is no bias
    They start at random: each number is uniform between -b and b, where
        b = 1 / sqrt(in_features), and no two are alike (`np.random.uniform`).

    `forward(x)` takes a Tensor of shape (N, in_features), N rows of features.
    It returns a Tensor of shape (N, out_features). To compute one output,
    multiply each input by its weight, add up, and add the output's bias.
    `layer(x)` calls `forward`.

    By hand: weight [[1, 2, 3], [4, 5, 6]] and bias [10, 20] turn the row
    [1, 0, -1] into [1 - 3 + 10, 4 - 6 + 20], which is [8, 18].

    You need no VJP. If you use the methods you know, on Tensors, the layer's
    gradients come by themselves. On arrays (`.data`) they would not.

    Watch out for: x may have more axes in front, or be one row without N. The
    weights must differ: equal weights would always get equal gradients.
    """

    def __init__(self, in_features, out_features, bias=True):
        """Make `weight` and `bias`."""
        raise NotImplementedError

    def forward(self, x):
        """x: (N, in_features). Returns (N, out_features)."""
        raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, no bias, other inputs,
# called again, new layers, must raise.
