"""Wrong answers that people give to kata 9. A docstring is the mistake's name, then a nudge."""

from slips import outside_the_graph, rewritten, slip, upstream_ignored, upstream_overwritten

from minigrad import Tensor

ignored = slip(Tensor.exp, upstream_ignored)
outside = outside_the_graph(Tensor.exp)
changed = slip(Tensor.exp, upstream_overwritten)


@rewritten("grad * data", "grad * self.data * np.exp(self.data - 1)")
def power_rule():
    """the power rule is used, but here the exponent moves

    `n * x ** (n - 1)` is for a base that moves and an exponent that stays. Here the base stays and
    the exponent moves.
    """


@rewritten("grad * data", "grad * np.exp(data)")
def slope_of_the_output():
    """exp is applied twice in the VJP

    You need the slope at x. But the output is no longer x. It is already exp(x).
    """


@rewritten("grad * data", "np.exp(self.data * grad)")
def upstream_in_the_exponent():
    """the upstream gradient is inside the exponent

    The chain rule multiplies the slope by the upstream gradient. The upstream gradient does not
    change the place where you take the slope.
    """


@rewritten("np.exp(self.data)", "2.718**self.data")
def e_rounded():
    """e is rounded to 2.718

    2.718 is not exactly e, and a power makes the error larger. `np.exp` has all the digits.
    """


@rewritten("np.exp(self.data)", "np.exp(self.data - self.data.max(initial=-np.inf))")
def largest_subtracted():
    """the largest element is subtracted from x first

    That trick belongs to softmax, where a common factor cancels. Here nothing cancels it.
    """


@rewritten("np.exp(self.data)", "np.exp(self.data, out=self.data)")
def input_overwritten():
    """the result is written over x

    `out=self.data` writes the result into x's own array. Others may still use x. Make a new array.
    """
