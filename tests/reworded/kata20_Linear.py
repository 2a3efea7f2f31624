"""Known mistakes of kata 20 in other words; each has the key of the mistake that it is."""

import numpy as np

from minigrad import Tensor
from minigrad.nn import Module


class _Layer(Module):
    """A right layer, in other words than the reference's."""

    def __init__(self, in_features, out_features, bias=True):
        self.bound = in_features**-0.5
        self.weight = Tensor(self.draw(out_features, in_features), True)
        self.bias = Tensor(self.draw(out_features), True) if bias else None

    def draw(self, *shape):
        return self.bound * (2 * np.random.rand(*shape) - 1)

    def forward(self, x):
        out = x.matmul(self.weight.transpose())
        return out.add(self.bias) if self.bias is not None else out


class weight_the_other_way_round(Module):
    def __init__(self, in_features, out_features, bias=True):
        b = 1 / np.sqrt(in_features)
        self.weight = Tensor(np.random.uniform(-b, b, (in_features, out_features)), True)
        self.bias = Tensor(np.random.uniform(-b, b, out_features), True) if bias else None

    def forward(self, x):
        if self.bias is not None:
            return x @ self.weight + self.bias
        return x @ self.weight


class not_transposed(_Layer):
    def forward(self, x):
        return x.matmul(self.weight) + (0 if self.bias is None else self.bias)


class bias_left_out(_Layer):
    def forward(self, x):
        return x.matmul(self.weight.transpose())


class weight_as_array(_Layer):
    def forward(self, x):
        return x @ Tensor(self.weight.data.T) + (0 if self.bias is None else self.bias)


class no_gradient_wanted(Module):
    def __init__(self, in_features, out_features, bias=True):
        b = 1 / np.sqrt(in_features)
        self.weight = Tensor(np.random.uniform(-b, b, (out_features, in_features)))
        self.bias = Tensor(np.random.uniform(-b, b, out_features)) if bias else None

    def forward(self, x):
        out = x @ self.weight.T
        return out if self.bias is None else out + self.bias


class bias_always(_Layer):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias=True)


class bias_starts_at_zero(_Layer):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.bias = Tensor([0] * out_features, requires_grad=True) if bias else None


class bias_per_input(_Layer):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.bias = Tensor(self.draw(in_features), requires_grad=True) if bias else None


class no_square_root(_Layer):
    def draw(self, *shape):
        return np.random.uniform(-(self.bound**2), self.bound**2, shape)


class none_below_zero(_Layer):
    def draw(self, *shape):
        return np.random.rand(*shape) * self.bound


class normal_not_uniform(_Layer):
    def draw(self, *shape):
        return np.random.randn(*shape) * self.bound


class unscaled(_Layer):
    def draw(self, *shape):
        return 2 * np.random.random(shape) - 1
