"""Answers to kata 20: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import random

import numpy as np

from minigrad import Tensor
from minigrad.nn import Module


class own_generator(Module):
    def __init__(self, in_features, out_features, bias=True):
        rng, bound = np.random.default_rng(), in_features**-0.5
        self.weight = Tensor(rng.uniform(-bound, bound, (out_features, in_features)), True)
        self.bias = Tensor(rng.uniform(-bound, bound, (out_features,)), True) if bias else None

    def forward(self, x):
        out = x.matmul(self.weight.transpose())
        if self.bias is not None:
            out = out.add(self.bias)
        return out


class plain_numbers(Module):
    def __init__(self, in_features, out_features, bias=True):
        def draw():
            return random.uniform(-1, 1) / in_features**0.5

        rows = [[draw() for _ in range(in_features)] for _ in range(out_features)]
        self.weight = Tensor(rows, requires_grad=True)
        self.bias = None
        if bias:
            self.bias = Tensor([draw() for _ in range(out_features)], requires_grad=True)

    def forward(self, x):
        return x @ self.weight.T + (0 if self.bias is None else self.bias)


class one_operation(Module):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = 1 / np.sqrt(in_features)
        self.has_bias, self.in_features = bias, in_features
        self.weight = Tensor(
            2 * bound * np.random.rand(out_features, in_features) - bound, requires_grad=True
        )
        self.bias = (
            Tensor((np.random.rand(out_features) * 2 - 1) * bound, requires_grad=True)
            if bias
            else None
        )

    def forward(self, x):
        out = x.data @ self.weight.data.T
        parents = [x, self.weight]
        if self.has_bias:
            out = out + self.bias.data
            parents.append(self.bias)

        def vjp(grad):
            rows = grad.reshape(-1, grad.shape[-1])
            found = [grad @ parents[1].data, rows.T @ x.data.reshape(-1, self.in_features)]
            return [*found, rows.sum(axis=0)] if self.has_bias else found

        return Tensor.from_op("linear", out, parents, vjp)


class products_added_up(Module):
    def __init__(self, in_features, out_features, bias=True):
        shape = (out_features, in_features)
        scale = np.sqrt(in_features)
        self.weight = Tensor(np.random.uniform(-1, 1, shape) / scale, requires_grad=True)
        self.bias = None
        if bias:
            self.bias = Tensor(np.random.uniform(-1, 1, shape[0]) / scale, requires_grad=True)

    def forward(self, x):
        if x.shape[-1] != self.weight.shape[1]:
            raise ValueError("does not fit")
        row = x.reshape(*x.shape[:-1], 1, x.shape[-1])
        out = (row * self.weight).sum(axis=-1)
        return out if self.bias is None else self.bias + out


class called_directly(Module):
    def __init__(self, in_features, out_features, bias=True):
        bound = 1 / np.sqrt(in_features)
        numbers = np.random.uniform(-bound, bound, (out_features, in_features + 1))
        self.weight = Tensor(numbers[:, 1:], requires_grad=True)
        self.bias = Tensor(numbers[:, 0], requires_grad=True) if bias else None

    def __call__(self, x):
        out = x @ self.weight.transpose(1, 0)
        return out + self.bias if self.bias is not None else out

    forward = __call__


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


class new_tensor_of_arrays__2(_Layer):
    def forward(self, x):
        out = np.einsum("...i,oi->...o", x.data, self.weight.data)
        return Tensor(out if self.bias is None else out + self.bias.data, requires_grad=True)
