"""Known mistakes for kata 20, Linear: each is the reference but for one thing."""

import numpy as np

from minigrad import Tensor, nn


def _tensor(values):
    return Tensor(values, requires_grad=True)


def _starts(layer, weight, bias):
    """Give a layer its first values; a bias only where there is one."""
    layer.weight = _tensor(weight)
    if layer.bias is not None:
        layer.bias = _tensor(bias)


class weight_the_other_way_round(nn.Linear):
    """the weight has shape (in, out), not (out, in)

    PyTorch keeps one row of weights for each output: see the shape in the docstring. The
    transpose then happens in forward.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight = _tensor(self.weight.data.T)

    def forward(self, x):
        out = x @ self.weight
        return out if self.bias is None else out + self.bias


class not_transposed(nn.Linear):
    """forward multiplies by the weight without transposing it

    x has its features along its last axis; where does the weight have them? In a square
    both ways fit, and one of them is wrong.
    """

    def forward(self, x):
        out = x @ self.weight
        return out if self.bias is None else out + self.bias


class bias_left_out(nn.Linear):
    """forward adds no bias

    The layer has two parameters. Which of them does forward use?
    """

    def forward(self, x):
        return x @ self.weight.T


class bias_subtracted(nn.Linear):
    """forward subtracts the bias

    Weighted sum, plus bias.
    """

    def forward(self, x):
        out = x @ self.weight.T
        return out if self.bias is None else out - self.bias


class weight_as_array(nn.Linear):
    """the weight enters as an array, so no gradient comes back to it

    `.data` is a NumPy array: what is computed with it knows nothing of the Tensor it came
    from. Keep to Tensors, and the methods of Tensor.
    """

    def forward(self, x):
        out = x @ self.weight.data.T
        return out if self.bias is None else out + self.bias


class bias_as_array(nn.Linear):
    """the bias enters as an array, so no gradient comes back to it

    `.data` is a NumPy array: what is computed with it knows nothing of the Tensor it came
    from. Keep to Tensors.
    """

    def forward(self, x):
        out = x @ self.weight.T
        return out if self.bias is None else out + self.bias.data


class input_as_array(nn.Linear):
    """x enters as an array, so no gradient comes back to it

    In a network x is what the layer before has made: without its gradient, all layers before
    this one learn nothing.
    """

    def forward(self, x):
        out = Tensor(x.data) @ self.weight.T
        return out if self.bias is None else out + self.bias


class no_gradient_wanted(nn.Linear):
    """the parameters need no gradient

    `Tensor(values)` needs none unless told so: without `requires_grad=True` nothing is
    recorded for them.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight.requires_grad = False
        if bias:
            self.bias.requires_grad = False


class bias_needs_no_gradient(nn.Linear):
    """the bias needs no gradient

    It is learned like the weight.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        if bias:
            self.bias.requires_grad = False


class bias_always(nn.Linear):
    """there is a bias even with bias=False

    What is the third argument for?
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features)


class bias_of_zeros_for_none(nn.Linear):
    """bias=False gives a bias of zeros, not None

    It would be learned, and soon be no zeros any more. Without a bias the attribute is None,
    and forward must do without.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features)
        if not bias:
            self.bias = _tensor(np.zeros(out_features))


class bias_per_input(nn.Linear):
    """the bias has one number for each input, not for each output

    It is added to what comes out of the weighted sums. How many are they?
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        if bias:
            self.bias = _tensor(np.random.uniform(-1, 1, in_features) / np.sqrt(in_features))


class bias_with_two_axes(nn.Linear):
    """the bias has shape (1, out), not (out,)

    Broadcasting would add either, but weights exchanged with PyTorch have one axis there.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        if bias:
            self.bias = _tensor(self.bias.data[None, :])


class bias_starts_at_zero(nn.Linear):
    """the bias starts at 0

    Many libraries do so; torch.nn.Linear draws it like the weight, within the same bound.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        _starts(self, self.weight.data, np.zeros(out_features))


class weight_all_alike(nn.Linear):
    """all weights start alike

    Equal weights get equal gradients, so they stay equal for ever: the layer's outputs would
    all compute the same.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight = _tensor(np.full((out_features, in_features), 1 / np.sqrt(in_features)))


class always_the_same_numbers(nn.Linear):
    """every layer starts with the same numbers

    A generator made anew with a fixed seed begins anew. Two layers of one shape would be
    copies of each other.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        bound, rng = 1 / np.sqrt(in_features), np.random.default_rng(0)
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        _starts(self, weight, rng.uniform(-bound, bound, out_features))


class _Drawn(nn.Linear):
    """Draws weight and bias in a way of its own."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        shape = (out_features, in_features)
        _starts(self, self.draw(shape, *shape), self.draw(shape[:1], *shape))


class no_square_root(_Drawn):
    """the bound is 1 / in, without the square root

    The sum of n random numbers grows like the square root of n, not like n: with this bound
    the outputs fade from layer to layer.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / ins


class bound_from_outputs(_Drawn):
    """the bound is made of out_features, not in_features

    As many numbers are added up as there are inputs: their count decides how large the sum
    gets.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / np.sqrt(outs)


class unscaled(_Drawn):
    """the numbers are between -1 and 1, whatever in_features is

    With a hundred inputs the outputs would be about six times as large as they should be, and
    in the next layer again.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape)


class none_below_zero(_Drawn):
    """the numbers are between 0 and the bound, none below 0

    `np.random.rand` gives numbers from 0 to 1. The bound counts on both sides.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(0, 1, shape) / np.sqrt(ins)


class normal_not_uniform(_Drawn):
    """the numbers are normally distributed, not uniform

    `np.random.randn` has no bound: now and then a number is three times as large.
    """

    def draw(self, shape, outs, ins):
        return np.random.normal(0, 1, shape) / np.sqrt(ins)


class for_in_plus_out(_Drawn):
    """the bound is that of Glorot, sqrt(6 / (in + out))

    A good one, and PyTorch has it too, but not here: see the docstring.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(6 / (ins + outs))


class variance_for_bound(_Drawn):
    """the bound is sqrt(3 / in): 1 / sqrt(in) is taken for the spread

    A uniform number between -b and b has a standard deviation of b / sqrt(3). Here 1 /
    sqrt(in) is b itself.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(3 / ins)


class activated(nn.Linear):
    """forward ends in a relu

    The layer is linear; the activation is a module of its own, `nn.ReLU`.
    """

    def forward(self, x):
        return super().forward(x).relu()
