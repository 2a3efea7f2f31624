"""Wrong answers that people give to kata 12. A docstring is the mistake's name, then a nudge."""

from slips import outside_the_graph, rewritten, slip, upstream_ignored, upstream_overwritten

from minigrad import Tensor

ignored = slip(Tensor.sigmoid, upstream_ignored)
outside = outside_the_graph(Tensor.sigmoid)
changed = slip(Tensor.sigmoid, upstream_overwritten)


@rewritten("grad * data * (1 - data)", "grad * self.data * (1 - self.data)")
def input_for_output():
    """the slope uses x where the output belongs

    The short formula for the slope uses the output of sigmoid, not its input. At x = 0 your slope
    is 0. But the curve is steepest there.
    """


@rewritten(
    "return (grad * data * (1 - data),)",
    "again = 1 / (1 + np.exp(-data))\n        return (grad * again * (1 - again),)",
)
def sigmoid_twice():
    """the VJP applies sigmoid to the output again

    The output is already a sigmoid, so your slope is taken at the output and not at x. Which value
    should the formula for the slope get at x = 0?
    """


@rewritten("grad * data * (1 - data)", "grad * data * 1 - data")
def no_parentheses_in_the_slope():
    """grad * out * 1 - out is not grad * out * (1 - out)

    Python multiplies before it subtracts. Far to the right the gradient should be 0, for every
    upstream gradient.
    """


@rewritten("(1 - data)", "(1 + data)")
def plus_for_minus():
    """the slope grows where the curve gets flat

    Far to the right sigmoid is 1, and the curve is flat. Your slope there is 2.
    """


@rewritten("grad * data * (1 - data)", "grad * data * (1 - grad * data)")
def upstream_in_the_slope():
    """the upstream gradient is inside the formula for the slope

    The slope belongs to this curve. It does not depend on what comes from downstream. Compute the
    slope first. Then multiply it by the upstream gradient, once.
    """


@rewritten("np.where(self.data >= 0, 1, small) / (1 + small)", "1 / 1 + np.exp(-self.data)")
def no_parentheses():
    """the output is 1 + e^-x, not 1 / (1 + e^-x)

    Python reads 1 / 1 + e^-x as (1 / 1) + e^-x. At x = 0 the result should be 1/2.
    """


@rewritten(
    "where(self.data >= 0, 1, small) / (1 + small)", "exp(self.data) / (1 + np.exp(self.data))"
)
def overflows():
    """e^x overflows, so the result is NaN for large x

    e^1000 is too large for a float64, so NumPy makes it infinite. Infinity divided by infinity is
    NaN. Divide the top and the bottom of your fraction by e^x. Then only the bottom can become
    infinite, and there it does no harm.
    """


@rewritten("grad * data * (1 - data)", "grad * np.exp(-self.data) / (1 + np.exp(-self.data)) ** 2")
def slope_overflows():
    """the output is right, but the gradient is NaN far to the left

    In the VJP infinity meets infinity, or it meets 0. This comes from e^-x in the formula, or from
    the operations that you composed. You already have the output, and it is never large. Can one
    VJP compute the slope from the output alone?
    """


@rewritten(
    "np.where(self.data >= 0, 1, small) / (1 + small)",
    "(1 + np.tanh(self.data)) / 2",
    "data * (1 - data)",
    "(1 - np.tanh(self.data) ** 2) / 2",
)
def not_halved():
    """the curve is twice as steep as it should be

    You can make sigmoid from tanh. The curve of tanh has the same form, but it goes from -1 to 1,
    and its width is different too. Correct both the height and the width.
    """
