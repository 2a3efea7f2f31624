"""Wrong answers that people give to kata 20: each is the reference with one thing wrong."""

import numpy as np
from slips import rewritten

from minigrad import Tensor, nn


def _tensor(values):
    return Tensor(values, requires_grad=True)


def _starts(layer, weight, bias):
    """Give a layer its first values; a bias only if it has one."""
    layer.weight = _tensor(weight)
    if layer.bias is not None:
        layer.bias = _tensor(bias)


@rewritten(
    "parameter(out_features, in_features)",
    "parameter(in_features, out_features)",
    "self.weight.T",
    "self.weight",
)
def weight_the_other_way_round():
    """the weight has shape (in, out), not (out, in)

    PyTorch keeps one row of weights for each output: see the shape in the docstring. The transpose
    then happens in forward.
    """


@rewritten("x @ self.weight.T", "x @ self.weight")
def not_transposed():
    """forward multiplies by the weight without transposing it

    x has its features along its last axis. Along which axis does the weight have them? With a
    square weight both ways fit, and one of them is wrong.
    """


@rewritten("x @ self.weight.T", "self.weight @ x")
def weight_times_x():
    """the weight is on the left of @, and x on the right

    In a book, x is a column and the layer is W x. Here each row of x is one example. Write down the
    two shapes, (N, in) and (out, in). In which order do they fit?
    """


@rewritten("out + self.bias", "out + self.bias + self.bias")
def bias_added_twice():
    """forward adds the bias twice

    Adding it to the weighted sum once is enough. Is it added in two places, perhaps in a line of
    its own and again in the return?
    """


@rewritten("self.weight.T", "self.weight.data.T")
def weight_as_array():
    """forward uses the weight's .data, so it gets no gradient

    `.data` is a NumPy array. What you compute with it does not know the Tensor that it came from.
    Use Tensors, and the methods of Tensor.
    """


@rewritten("out + self.bias", "out + self.bias.data")
def bias_as_array():
    """forward uses the bias's .data, so it gets no gradient

    `.data` is a NumPy array. What you compute with it does not know the Tensor that it came from.
    Use Tensors.
    """


@rewritten("x @ self", "Tensor(x.data) @ self")
def input_as_array():
    """forward uses x.data, so x gets no gradient

    In a network, x is the output of the layer before. Without the gradient of x, all layers before
    this one learn nothing.
    """


@rewritten(
    "x @ self.weight.T",
    "x.data @ self.weight.data.T",
    "return out if self.bias is None else out + self.bias",
    "out = out if self.bias is None else out + self.bias.data\n"
    "        return Tensor(out, requires_grad=True)",
)
def new_tensor_of_arrays():
    """forward wraps a NumPy result in a new Tensor

    A new Tensor is a leaf: it does not know what it was made from. So no gradient goes back, even
    with `requires_grad=True`. Compute with Tensors, and the result knows.
    """


@rewritten(
    "x @ self.weight.T", "(x.reshape(*x.shape[:-1], 1, x.shape[-1]) * self.weight).sum(axis=-1)"
)
def one_feature_stretched():
    """a single feature is broadcast to in_features

    `x * weight` stretches a length of 1 to any length. `@` does not.
    """


@rewritten(", requires_grad=True", "")
def no_gradient_wanted():
    """the parameters do not ask for a gradient

    `Tensor(values)` gets no gradient unless you ask for one. Without `requires_grad=True`, nothing
    is recorded for the parameters.
    """


@rewritten("parameter(out_features) if bias", "Tensor(parameter(out_features).data) if bias")
def bias_needs_no_gradient():
    """the bias does not ask for a gradient

    The bias is learned, like the weight. Compare how you make the two.
    """


@rewritten(" if bias else None", "")
def bias_always():
    """there is a bias even with bias=False

    What is the third argument for?
    """


@rewritten("if bias else None", "if bias else Tensor(np.zeros(out_features), requires_grad=True)")
def bias_of_zeros_for_none():
    """bias=False gives a bias of zeros, not None

    These zeros would be learned, and soon they would not be zeros any more. Without a bias the
    attribute is None, and forward must work without it.
    """


@rewritten("parameter(out_features)", "parameter(in_features)")
def bias_per_input():
    """the bias has one number per input, not per output

    The bias is added to the weighted sums. How many weighted sums are there?
    """


@rewritten("parameter(out_features)", "parameter(1, out_features)")
def bias_with_two_axes():
    """the bias has shape (1, out), not (out,)

    Broadcasting would add both. But parameters are exchanged with PyTorch, and its bias has one
    axis.
    """


@rewritten("parameter(out_features) if", "Tensor(np.zeros(out_features), requires_grad=True) if")
def bias_starts_at_zero():
    """the bias starts at 0

    Many libraries do that. torch.nn.Linear draws the bias like the weight, with the same bound.
    """


class weight_all_alike(nn.Linear):
    """all weights start with the same value

    Equal weights get equal gradients, so they stay equal for ever. All outputs of the layer would
    compute the same.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight = _tensor(np.full((out_features, in_features), 1 / np.sqrt(in_features)))


class weight_all_alike__zeros(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        _starts(self, np.zeros((out_features, in_features)), np.zeros(out_features))


class weight_all_alike__zero_bias(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        bound = 1 / np.sqrt(in_features)
        _starts(self, np.full((out_features, in_features), bound), np.zeros(out_features))


class always_the_same_numbers(nn.Linear):
    """every layer starts with the same numbers

    If you make a new generator with a fixed seed, it starts from the beginning again. Two layers of
    the same shape would be copies of each other.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        bound, rng = 1 / np.sqrt(in_features), np.random.default_rng(0)
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        _starts(self, weight, rng.uniform(-bound, bound, out_features))


class _Drawn(nn.Linear):
    """Draws weight and bias in its own way."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        shape = (out_features, in_features)
        _starts(self, self.draw(shape, *shape), self.draw_bias(shape[:1], *shape))

    def draw_bias(self, shape, outs, ins):
        return self.draw(shape, outs, ins)


class _RightBias:
    def draw_bias(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / np.sqrt(ins)


class _ZeroBias:
    def draw_bias(self, shape, outs, ins):
        return np.zeros(shape)


class no_square_root(_Drawn):
    """the bound is 1 / in_features, without the square root

    The sum of n random numbers grows like the square root of n, not like n. With your bound, the
    outputs get smaller from layer to layer.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / ins


class no_square_root__weight_only(_RightBias, no_square_root):
    pass


class no_square_root__bias_at_zero(_ZeroBias, no_square_root):
    pass


class bound_from_outputs(_Drawn):
    """the bound uses out_features, not in_features

    Each output is a sum with one number for each input. So the number of inputs decides how large
    the sum gets.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / np.sqrt(outs)


class bound_from_outputs__weight_only(_RightBias, bound_from_outputs):
    pass


class bound_from_outputs__bias_at_zero(_ZeroBias, bound_from_outputs):
    pass


class unscaled(_Drawn):
    """the numbers are between -1 and 1 for any in_features

    With 100 inputs, the weighted sums would be ten times as large as they should be. In the next
    layer they would grow again.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape)


class unscaled__weight_only(_RightBias, unscaled):
    pass


class unscaled__bias_at_zero(_ZeroBias, unscaled):
    pass


class none_below_zero(_Drawn):
    """no starting number is below 0

    `np.random.rand` gives numbers from 0 to 1. The bound counts on both sides of 0.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(0, 1, shape) / np.sqrt(ins)


class none_below_zero__weight_only(_RightBias, none_below_zero):
    pass


class none_below_zero__bias_at_zero(_ZeroBias, none_below_zero):
    pass


class normal_not_uniform(_Drawn):
    """the numbers are normally distributed, not uniform

    `np.random.randn` has no bound. Now and then it gives a number that is three times as large.
    """

    def draw(self, shape, outs, ins):
        return np.random.normal(0, 1, shape) / np.sqrt(ins)


class normal_not_uniform__weight_only(_RightBias, normal_not_uniform):
    pass


class normal_not_uniform__bias_at_zero(_ZeroBias, normal_not_uniform):
    pass


class for_in_plus_out(_Drawn):
    """the bound is Glorot's, sqrt(6 / (in + out))

    It is a good bound, and PyTorch has it too. But this layer has another one: see the docstring.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(6 / (ins + outs))


class for_in_plus_out__weight_only(_RightBias, for_in_plus_out):
    pass


class for_in_plus_out__bias_at_zero(_ZeroBias, for_in_plus_out):
    pass


class variance_for_bound(_Drawn):
    """the bound is sqrt(3 / in), not 1 / sqrt(in)

    A uniform number between -b and b has a standard deviation of b / sqrt(3). Here 1 / sqrt(in) is
    b itself, not the standard deviation.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(3 / ins)


class variance_for_bound__weight_only(_RightBias, variance_for_bound):
    pass


class variance_for_bound__bias_at_zero(_ZeroBias, variance_for_bound):
    pass


class half_the_bound(_Drawn):
    """the numbers reach only half of the bound

    `np.random.rand() - 0.5` goes from -0.5 to 0.5: a width of 1. From -1 to 1, the width is 2.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-0.5, 0.5, shape) / np.sqrt(ins)


class half_the_bound__weight_only(_RightBias, half_the_bound):
    pass


class half_the_bound__bias_at_zero(_ZeroBias, half_the_bound):
    pass


class for_relu(_Drawn):
    """the bound is He's, sqrt(6 / in)

    It is a good bound before a relu, and PyTorch has it too. But PyTorch's Linear starts with
    another one: see the docstring.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(6 / ins)


class for_relu__weight_only(_RightBias, for_relu):
    pass


class for_relu__bias_at_zero(_ZeroBias, for_relu):
    pass


class one_hundredth(_Drawn):
    """the numbers are normal, times 0.01, for any in_features

    Many courses start like that. But the outputs would get smaller from layer to layer. How large
    the numbers may be depends on how many of them are added up.
    """

    def draw(self, shape, outs, ins):
        return np.random.normal(0, 0.01, shape)


class one_hundredth__weight_only(_RightBias, one_hundredth):
    pass


class one_hundredth__bias_at_zero(_ZeroBias, one_hundredth):
    pass


@rewritten(
    "return out if self.bias is None else out + self.bias",
    "return (out if self.bias is None else out + self.bias).relu()",
)
def activated():
    """forward ends with a relu

    The layer is linear. The activation is a separate module, `nn.ReLU`.
    """
