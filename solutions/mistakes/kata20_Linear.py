"""Wrong answers that people give to kata 20. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import rewritten

from minigrad import Tensor, nn


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
    "x @ self.weight",
    "x.data @ self.weight.data",
    "return out if self.bias is None else out + self.bias",
    "out = out if self.bias is None else out + self.bias.data\n"
    "        return Tensor(out, requires_grad=True)",
)
def new_tensor_of_arrays():
    """forward wraps a NumPy result in a new Tensor

    A new Tensor is a leaf: it does not know what it was made from. So no gradient goes back, even
    with `requires_grad=True`. Compute with Tensors, and the result knows.
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


@rewritten("parameter(out_features) if", "Tensor(np.zeros(out_features), requires_grad=True) if")
def bias_starts_at_zero():
    """the bias starts at 0

    Many libraries do that. torch.nn.Linear draws the bias like the weight, with the same bound.
    """


@rewritten(
    "parameter(out_features, in_features)",
    "Tensor(np.full((out_features, in_features), bound), requires_grad=True)",
)
def weight_all_alike():
    """all weights start with the same value

    Equal weights get equal gradients, so they stay equal for ever. All outputs of the layer would
    compute the same.
    """


@rewritten("Tensor(np.random", "Tensor(np.random.default_rng(0)")
def always_the_same_numbers():
    """every layer starts with the same numbers

    If you make a new generator with a fixed seed, it starts from the beginning again. Two layers of
    the same shape would be copies of each other.
    """


@rewritten("1 / np.sqrt(in_features)", "1 / in_features")
def no_square_root():
    """the bound is 1 / in_features, without the square root

    The sum of n random numbers grows like the square root of n, not like n. With your bound, the
    outputs get smaller from layer to layer.
    """


@rewritten("1 / np.sqrt(in_features)", "1 / np.sqrt(out_features)")
def bound_from_outputs():
    """the bound uses out_features, not in_features

    Each output is a sum with one number for each input. So the number of inputs decides how large
    the sum gets.
    """


@rewritten("1 / np.sqrt(in_features)", "1")
def unscaled():
    """the numbers are between -1 and 1 for any in_features

    With 100 inputs, the weighted sums would be ten times as large as they should be. In the next
    layer they would grow again.
    """


@rewritten("uniform(-bound", "uniform(0")
def none_below_zero():
    """no starting number is below 0

    `np.random.rand` gives numbers from 0 to 1. The bound counts on both sides of 0.
    """


@rewritten("uniform(-bound, bound", "normal(0, bound")
def normal_not_uniform():
    """the numbers are normally distributed, not uniform

    `np.random.randn` has no bound. Now and then it gives a number that is three times as large.
    """


@rewritten("1 / np.sqrt(in_features)", "np.sqrt(6 / (in_features + out_features))")
def for_in_plus_out():
    """the bound is Glorot's, sqrt(6 / (in + out))

    It is a good bound, and PyTorch has it too. But this layer has another one: see the docstring.
    """


@rewritten("1 / np.sqrt(in_features)", "np.sqrt(3 / in_features)")
def variance_for_bound():
    """the bound is sqrt(3 / in), not 1 / sqrt(in)

    A uniform number between -b and b has a standard deviation of b / sqrt(3). Here 1 / sqrt(in) is
    b itself, not the standard deviation.
    """


@rewritten("1 / np.sqrt(in_features)", "0.5 / np.sqrt(in_features)")
def half_the_bound():
    """the numbers reach only half of the bound

    `np.random.rand() - 0.5` goes from -0.5 to 0.5: a width of 1. From -1 to 1, the width is 2.
    """


@rewritten("1 / np.sqrt(in_features)", "np.sqrt(6 / in_features)")
def for_relu():
    """the bound is He's, sqrt(6 / in)

    It is a good bound before a relu, and PyTorch has it too. But PyTorch's Linear starts with
    another one: see the docstring.
    """


@rewritten("uniform(-bound, bound", "normal(0, 0.01")
def one_hundredth():
    """the numbers are normal, times 0.01, for any in_features

    Many courses start like that. But the outputs would get smaller from layer to layer. How large
    the numbers may be depends on how many of them are added up.
    """


_reference = nn.Linear  # because the mistake will stand in its place


def _bias_right(layer):
    """Another layer with the bias of the reference: only the weight is wrong."""

    class wrong(layer):
        def __init__(self, in_features, out_features, bias=True):
            super().__init__(in_features, out_features, bias)
            self.bias = _reference(in_features, out_features, bias).bias

    return wrong


def _bias_at_zero(layer):
    """Another layer with a bias of zeros."""

    class wrong(layer):
        def __init__(self, in_features, out_features, bias=True):
            super().__init__(in_features, out_features, bias)
            if bias:
                self.bias = Tensor(np.zeros(out_features), requires_grad=True)

    return wrong


_weights = "weight_all_alike no_square_root bound_from_outputs unscaled none_below_zero"
_weights += " normal_not_uniform for_in_plus_out variance_for_bound half_the_bound for_relu"
for _key in f"{_weights} one_hundredth".split():
    globals()[f"{_key}__weight_only"] = _bias_right(globals()[_key])
    globals()[f"{_key}__bias_at_zero"] = _bias_at_zero(globals()[_key])
