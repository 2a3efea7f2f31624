import numpy as np

from minigrad import Tensor
from minigrad.nn import Module


class Linear(Module):
    """Weigh and add up the features of each row: `Linear(3, 2)(x)`.

    in_features: how many numbers go in
    out_features: how many come out
    bias: whether there is a bias
    Sets two attributes, Tensors that need a gradient:
    weight: shape (out_features, in_features)
    bias: shape (out_features,); or None, if there is to be none
    They start at random, each number uniform between -b and b for
        b = 1 / sqrt(in_features), no two alike (`np.random.uniform`).

    `forward(x)` takes a Tensor of shape (N, in_features), N rows of features,
    and gives one of shape (N, out_features): each output is the sum of the
    inputs, each times its weight, plus the output's bias. `layer(x)` calls it.

    By hand: weight [[1, 2, 3], [4, 5, 6]] and bias [10, 20] turn the row
    [1, 0, -1] into [1 - 3 + 10, 4 - 6 + 20], which is [8, 18].

    No VJP is asked for: made of the methods you know, on Tensors, the layer's
    gradients come by themselves. On arrays (`.data`) they would not.

    To think of: x may have further axes in front, or be one row without N; why
    the weights must differ: equal ones would get equal gradients, for ever.
    """

    def __init__(self, in_features, out_features, bias=True):
        """Make `weight` and `bias`."""
        # With this bound the outputs stay about as large as the inputs, however
        # many inputs there are. It is the one that torch.nn.Linear takes.
        bound = 1 / np.sqrt(in_features)

        def parameter(*shape):
            return Tensor(np.random.uniform(-bound, bound, shape), requires_grad=True)

        self.weight = parameter(out_features, in_features)
        self.bias = parameter(out_features) if bias else None

    def forward(self, x):
        """x: (N, in_features). Returns (N, out_features)."""
        # One output for each row of weight: its product with each row of x. The
        # bias broadcasts along the rows, so its gradient is their sum.
        out = x @ self.weight.T
        return out if self.bias is None else out + self.bias
