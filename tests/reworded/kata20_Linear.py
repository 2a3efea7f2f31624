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


class weight_times_x(_Layer):
    def forward(self, x):
        out = self.weight.matmul(x)
        return out.add(self.bias) if self.bias is not None else out


class new_tensor_of_arrays(_Layer):
    def forward(self, x):
        out = np.einsum("...i,oi->...o", x.data, self.weight.data)
        return Tensor(out if self.bias is None else out + self.bias.data, requires_grad=True)


class rows_cut_anew(_Layer):
    def forward(self, x):
        rows = x.reshape(x.size // self.weight.shape[1], self.weight.shape[1])
        out = rows @ self.weight.T
        return out if self.bias is None else out + self.bias


class one_feature_stretched(_Layer):
    def forward(self, x):
        w, rows = self.weight.data, x.data.reshape(-1, x.shape[-1])
        out = np.einsum("...i,oi->...o", x.data, w)

        def vjp(grad):
            grad = grad.reshape(-1, grad.shape[-1])
            return (grad @ w).reshape(x.shape), grad.T @ rows

        out = Tensor.from_op("weigh", out, (x, self.weight), vjp)
        return out if self.bias is None else out + self.bias


class bias_false_kept(_Layer):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.bias = bias and self.bias

    def forward(self, x):
        out = x @ self.weight.T
        return out if self.bias is False else out + self.bias


class half_the_bound(_Layer):
    def draw(self, *shape):
        return (np.random.rand(*shape) - 0.5) * self.bound


class normal_not_uniform__2(_Layer):
    """As before a relu, and no bias to begin with."""

    def draw(self, *shape):
        if len(shape) == 1:
            return np.zeros(shape)
        return np.random.default_rng().standard_normal(shape) * 2**0.5 * self.bound


class weight_all_alike__2(_Layer):
    def draw(self, *shape):
        return np.zeros(shape)


class unscaled__2(_Layer):
    def draw(self, *shape):
        return np.random.uniform(-1, 1, shape) if len(shape) == 2 else np.zeros(shape)


class for_relu(_Layer):
    def draw(self, *shape):
        return super().draw(*shape) * 6**0.5 if len(shape) == 2 else np.zeros(shape)


class one_hundredth(_Layer):
    def draw(self, *shape):
        return 0.01 * np.random.randn(*shape) if len(shape) == 2 else np.zeros(shape)


class none_below_zero__2(_Layer):
    def draw(self, *shape):
        return np.random.rand(*shape) * self.bound if len(shape) == 2 else super().draw(*shape)


class weight_all_alike__3(_Layer):
    def draw(self, *shape):
        return np.zeros(shape) if len(shape) == 2 else super().draw(*shape)


class weight_all_alike__4(_Layer):
    def draw(self, *shape):
        return np.ones(shape) if len(shape) == 2 else super().draw(*shape)


class normal_not_uniform__3(_Layer):
    def draw(self, *shape):
        return np.random.randn(*shape) * self.bound if len(shape) == 2 else super().draw(*shape)


class bias_added_twice(_Layer):
    def forward(self, x):
        out = super().forward(x)
        if self.bias is not None:
            out = out + self.bias
        return out


class new_tensor_of_arrays__2(_Layer):
    def forward(self, x):
        out = Tensor(np.dot(x.data, self.weight.data.T))
        return out + self.bias if self.bias is not None else out
