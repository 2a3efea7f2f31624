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


class weight_the_other_way_round__bias_at_zero(weight_the_other_way_round):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        if bias:
            self.bias = _tensor(np.zeros(out_features))


class not_transposed(nn.Linear):
    """forward multiplies by the weight without transposing it

    x has its features along its last axis; where does the weight have them? In a square
    both ways fit, and one of them is wrong.
    """

    def forward(self, x):
        out = x @ self.weight
        return out if self.bias is None else out + self.bias


class weight_times_x(nn.Linear):
    """the product has the weight on its left, x on its right

    In a book x is a column, and the layer is W x. Here each row of x is one example: write
    the shapes beside each other, (N, in) and (out, in), and see in which order they fit.
    """

    def forward(self, x):
        out = self.weight @ x
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


class bias_added_twice(nn.Linear):
    """forward adds the bias twice

    Once to the weighted sum is enough. Is it added in two places, perhaps in a line of its own
    and again in the return?
    """

    def forward(self, x):
        out = x @ self.weight.T
        return out if self.bias is None else out + self.bias + self.bias


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


class new_tensor_of_arrays(nn.Linear):
    """forward makes a new Tensor, of a result computed on arrays

    A new Tensor is a leaf: it does not know what it was made from, so nothing goes back, even
    if it wants a gradient. Compute with Tensors, and the result knows.
    """

    def forward(self, x):
        out = x.data @ self.weight.data.T
        if self.bias is not None:
            out = out + self.bias.data
        return Tensor(out, requires_grad=True)


class new_tensor_of_arrays__but_the_bias(nn.Linear):
    def forward(self, x):
        out = Tensor(x.data @ self.weight.data.T)
        return out if self.bias is None else out + self.bias


class rows_cut_anew(nn.Linear):
    """x is cut into rows of in_features, whatever shape it has

    What does not fit should be refused, and what has further axes, or none but the features,
    should keep them. `@` takes x as it is.
    """

    def forward(self, x):
        return super().forward(x.reshape(-1, self.weight.shape[1]))


class one_feature_stretched(nn.Linear):
    """a single feature is stretched by broadcasting to in_features

    `x * weight` takes a 1 for any number, `@` does not.
    """

    def forward(self, x):
        out = (x.reshape(*x.shape[:-1], 1, x.shape[-1]) * self.weight).sum(axis=-1)
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


class no_gradient_wanted__weight_only(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight.requires_grad = False


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


class bias_false_kept(nn.Linear):
    """bias=False leaves the attribute False, not None

    The argument `bias` says whether there is to be one; the attribute `bias` is a Tensor, or
    None.
    """

    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.bias = self.bias or False

    def forward(self, x):
        out = x @ self.weight.T
        return out + self.bias if self.bias else out


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


class weight_all_alike__zeros(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        _starts(self, np.zeros((out_features, in_features)), np.zeros(out_features))


class weight_all_alike__ones(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        _starts(self, np.ones((out_features, in_features)), np.zeros(out_features))


class weight_all_alike__zero_bias(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        bound = 1 / np.sqrt(in_features)
        _starts(self, np.full((out_features, in_features), bound), np.zeros(out_features))


class weight_all_alike__zeros_right_bias(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight = _tensor(np.zeros((out_features, in_features)))


class weight_all_alike__ones_right_bias(nn.Linear):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__(in_features, out_features, bias)
        self.weight = _tensor(np.ones((out_features, in_features)))


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
        _starts(self, self.draw(shape, *shape), self.draw_bias(shape[:1], *shape))

    def draw_bias(self, shape, outs, ins):
        return self.draw(shape, outs, ins)


class _RightBias:
    def draw_bias(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / np.sqrt(ins)


class _ZeroBias:
    def draw_bias(self, shape, outs, ins):
        return np.zeros(shape)


class _BiasOnly:
    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / np.sqrt(ins)

    def draw_bias(self, shape, outs, ins):
        return super().draw(shape, outs, ins)


class no_square_root(_Drawn):
    """the bound is 1 / in, without the square root

    The sum of n random numbers grows like the square root of n, not like n: with this bound
    the outputs fade from layer to layer.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / ins


class no_square_root__weight_only(_RightBias, no_square_root):
    pass


class no_square_root__bias_at_zero(_ZeroBias, no_square_root):
    pass


class no_square_root__bias_only(_BiasOnly, no_square_root):
    pass


class bound_from_outputs(_Drawn):
    """the bound is made of out_features, not in_features

    As many numbers are added up as there are inputs: their count decides how large the sum
    gets.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) / np.sqrt(outs)


class bound_from_outputs__weight_only(_RightBias, bound_from_outputs):
    pass


class bound_from_outputs__bias_at_zero(_ZeroBias, bound_from_outputs):
    pass


class bound_from_outputs__bias_only(_BiasOnly, bound_from_outputs):
    pass


class unscaled(_Drawn):
    """the numbers are between -1 and 1, whatever in_features is

    With a hundred inputs the outputs would be about six times as large as they should be, and
    in the next layer again.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape)


class unscaled__weight_only(_RightBias, unscaled):
    pass


class unscaled__bias_at_zero(_ZeroBias, unscaled):
    pass


class unscaled__bias_only(_BiasOnly, unscaled):
    pass


class none_below_zero(_Drawn):
    """the numbers are between 0 and the bound, none below 0

    `np.random.rand` gives numbers from 0 to 1. The bound counts on both sides.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(0, 1, shape) / np.sqrt(ins)


class none_below_zero__weight_only(_RightBias, none_below_zero):
    pass


class none_below_zero__bias_at_zero(_ZeroBias, none_below_zero):
    pass


class none_below_zero__bias_only(_BiasOnly, none_below_zero):
    pass


class none_below_zero__unscaled(_Drawn):
    def draw(self, shape, outs, ins):
        return np.random.uniform(0, 1, shape)


class none_below_zero__unscaled_bias_at_zero(_ZeroBias, none_below_zero__unscaled):
    pass


class normal_not_uniform(_Drawn):
    """the numbers are normally distributed, not uniform

    `np.random.randn` has no bound: now and then a number is three times as large.
    """

    def draw(self, shape, outs, ins):
        return np.random.normal(0, 1, shape) / np.sqrt(ins)


class normal_not_uniform__weight_only(_RightBias, normal_not_uniform):
    pass


class normal_not_uniform__bias_at_zero(_ZeroBias, normal_not_uniform):
    pass


class normal_not_uniform__bias_only(_BiasOnly, normal_not_uniform):
    pass


class normal_not_uniform__unscaled_bias_at_zero(_ZeroBias, _Drawn):
    def draw(self, shape, outs, ins):
        return np.random.normal(0, 1, shape)


class for_in_plus_out(_Drawn):
    """the bound is that of Glorot, sqrt(6 / (in + out))

    A good one, and PyTorch has it too, but not here: see the docstring.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(6 / (ins + outs))


class for_in_plus_out__weight_only(_RightBias, for_in_plus_out):
    pass


class for_in_plus_out__bias_at_zero(_ZeroBias, for_in_plus_out):
    pass


class variance_for_bound(_Drawn):
    """the bound is sqrt(3 / in): 1 / sqrt(in) is taken for the spread

    A uniform number between -b and b has a standard deviation of b / sqrt(3). Here 1 /
    sqrt(in) is b itself.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(3 / ins)


class variance_for_bound__weight_only(_RightBias, variance_for_bound):
    pass


class variance_for_bound__bias_at_zero(_ZeroBias, variance_for_bound):
    pass


class half_the_bound(_Drawn):
    """the numbers reach half of the bound only

    `np.random.rand() - 0.5` goes from -0.5 to 0.5: a width of 1. From -1 to 1 it is 2.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-0.5, 0.5, shape) / np.sqrt(ins)


class half_the_bound__weight_only(_RightBias, half_the_bound):
    pass


class half_the_bound__bias_at_zero(_ZeroBias, half_the_bound):
    pass


class half_the_bound__bias_only(_BiasOnly, half_the_bound):
    pass


class for_relu(_Drawn):
    """the bound is that of He, sqrt(6 / in)

    A good one before a relu, and PyTorch has it too, but a Linear there starts with another:
    see the docstring.
    """

    def draw(self, shape, outs, ins):
        return np.random.uniform(-1, 1, shape) * np.sqrt(6 / ins)


class for_relu__weight_only(_RightBias, for_relu):
    pass


class for_relu__bias_at_zero(_ZeroBias, for_relu):
    pass


class one_hundredth(_Drawn):
    """the numbers are normal, times 0.01, whatever in_features is

    Many courses start so. The outputs would fade from layer to layer; how large the numbers
    may be depends on how many are added up.
    """

    def draw(self, shape, outs, ins):
        return np.random.normal(0, 0.01, shape)


class one_hundredth__weight_only(_RightBias, one_hundredth):
    pass


class one_hundredth__bias_at_zero(_ZeroBias, one_hundredth):
    pass


class activated(nn.Linear):
    """forward ends in a relu

    The layer is linear; the activation is a module of its own, `nn.ReLU`.
    """

    def forward(self, x):
        return super().forward(x).relu()
