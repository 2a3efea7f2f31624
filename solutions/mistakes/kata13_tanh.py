"""Wrong answers that people give to kata 13. A docstring is the mistake's name, then a nudge."""

from slips import outside_the_graph, rewritten, slip, upstream_ignored, upstream_overwritten

from minigrad import Tensor

ignored = slip(Tensor.tanh, upstream_ignored)
outside = outside_the_graph(Tensor.tanh)
changed = slip(Tensor.tanh, upstream_overwritten)


@rewritten("grad * (1 - data**2)", "grad * (1 - self.data**2)")
def input_for_output():
    """the slope uses x where the output belongs

    The short formula for the slope uses the output of tanh, not its input. Far to the right the
    slope should be 0. Yours falls without end.
    """


@rewritten("grad * (1 - data**2)", "grad * (1 - np.tanh(data) ** 2)")
def tanh_twice():
    """the VJP applies tanh to the output again

    The output is already a tanh, so your slope is taken at the output and not at x. Which value
    should the formula for the slope get far to the right?
    """


@rewritten("grad * (1 - data**2)", "1 - (grad * data) ** 2")
def upstream_in_the_slope():
    """the upstream gradient is inside the formula for the slope

    The slope belongs to this curve. It does not depend on what comes from downstream. Compute the
    slope first. Then multiply it by the upstream gradient, once.
    """


@rewritten("grad * (1 - data**2)", "grad * 1 - data**2")
def no_parentheses():
    """the upstream gradient multiplies only one term of the slope

    The slope has two terms, and the chain rule multiplies both. Use parentheses.
    """


@rewritten(
    "np.tanh(self.data)", "2 / (1 + np.exp(-self.data)) - 1", "(1 - data**2)", "(1 - data**2) / 2"
)
def not_doubled():
    """the curve is half as steep as it should be

    2 * sigmoid(x) - 1 has the right height, but tanh is narrower. The slope of tanh at 0 is 1.
    """


@rewritten("data = np.tanh(self.data)", "data = np.sinh(self.data) / np.cosh(self.data)")
def overflows():
    """e^x overflows, so the result is NaN far from 0

    e^1000 is too large for a float64, so NumPy makes it infinite. Infinity divided by infinity is
    NaN. `np.tanh` avoids that. `np.sinh` divided by `np.cosh` does not.
    """


@rewritten("np.tanh(self.data)", "(np.exp(2 * self.data) - 1) / (np.exp(2 * self.data) + 1)")
def overflows_on_the_right():
    """e^(2x) overflows, so the result is NaN for large x

    With e^(2x) the left side is safe. With e^(-2x) the right side is safe. `np.tanh` is safe on
    both sides.
    """


@rewritten(
    "(1 - data**2)", "(np.cosh(self.data) ** 2 - np.sinh(self.data) ** 2) / np.cosh(self.data) ** 2"
)
def slope_overflows():
    """the output is right, but the gradient is NaN far from 0

    Your slope computes sinh, cosh or exponentials again, and there infinity meets infinity. You
    already have the output, and it is never large. Can you compute the slope from the output alone?
    """
