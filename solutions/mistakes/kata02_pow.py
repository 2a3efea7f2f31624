"""Wrong answers that people give to kata 2. A docstring is the mistake's name, then a nudge."""

import functools

import numpy as np
import unbroadcast_slips as undo
from slips import (
    gradients_swapped,
    outside_the_graph,
    rewritten,
    second_outside,
    slip,
    upstream_ignored,
)
from unbroadcast_slips import undone_by

from minigrad import Tensor


def _silent(where):
    """A change to a mistake: it gives no answer for inputs with a True in where(x, y).

    People who make the mistake get different numbers there. Few of them get both gradients right at
    base 0, so the other cases must show what else is wrong.
    """

    def change(mistake):
        @functools.wraps(mistake)
        def wrong(self, exponent):
            if np.any(where(self, Tensor.wrap(exponent))):
                raise NotImplementedError
            return mistake(self, exponent)

        return wrong

    return change


_not_at_zero = _silent(lambda x, y: x.data == 0)
_base_alone = _silent(lambda x, y: (x.data == 0) & y.requires_grad)

ignored = _not_at_zero(slip(Tensor.pow, upstream_ignored))
swapped = _not_at_zero(slip(Tensor.pow, gradients_swapped))
outside = outside_the_graph(Tensor.pow)
exponent_outside = _not_at_zero(second_outside(Tensor.pow))

not_undone = _not_at_zero(undone_by(Tensor.pow, undo.not_undone))
leading_axes_only = _not_at_zero(undone_by(Tensor.pow, undo.leading_axes_only))
length_1_only = _not_at_zero(undone_by(Tensor.pow, undo.length_1_only))
from_the_left = _not_at_zero(undone_by(Tensor.pow, undo.from_the_left))


@_base_alone
@rewritten("np.where(power == 0, 0.0, power * base ** (power - 1))", "power * base ** (power - 1)")
def zero_times_infinity():
    """the base's gradient is NaN at 0 ** 0

    At 0 ** 0 the power rule computes 0 times infinity, which is NaN. But x ** 0 is the same number
    for every x, so its slope is 0 everywhere. Many people make this mistake.
    """


@rewritten("np.where((base == 0) & (power >= 0), 0.0, data * np.log(base))", "data * np.log(base)")
def zero_times_log_of_zero():
    """at 0 ** y with y > 0, the exponent's gradient is NaN

    At 0 ** 2 the formula computes 0 times minus infinity, which is NaN. But 0 ** 2 stays 0 when the
    2 moves a little. Many people make this mistake.
    """


@rewritten(
    "np.where(power == 0, 0.0, power * base ** (power - 1))",
    "power * base ** (power - 1)",
    "np.where((base == 0) & (power >= 0), 0.0, data * np.log(base))",
    "data * np.log(base)",
)
def neither_edge():
    """both formulas give NaN in some cases with base 0

    At 0 ** 0 the base's formula computes 0 times infinity. But x ** 0 is the same number for every
    x, so its slope is 0. At 0 ** 2 the exponent's formula computes 0 times minus infinity. But 0 **
    2 stays 0 when the 2 moves a little.
    """


@rewritten(
    "np.where((base == 0) & (power >= 0), 0.0, data * np.log(base))", "data * np.log(base + 1e-12)"
)
def epsilon_in_the_log():
    """a small epsilon is added inside the log

    It hides the log of 0 and gives a number that nobody asked for. You can see that number at 0 **
    0. Decide what should happen at base 0 instead.
    """


@rewritten(
    "np.where((base == 0) & (power >= 0), 0.0, data * np.log(base))", "data * np.log(base + 1e-8)"
)
def epsilon_in_the_log__1e_8(): ...


@rewritten("np.log(base)", "np.log(abs(base))")
def log_of_the_size():
    """log(abs(x)) is used instead of log(x)

    A negative base has no real log. A power of it is real for whole exponents only. So there is no
    slope to give, and the exponent's gradient is NaN.
    """


# The cases show the power rule's NaN first, so that is the mistake to name.


@_base_alone
@_silent(lambda x, y: (x.data == 0) & (y.data == 0))
@rewritten("base ** (power - 1)", "data / base")
def divided_by_the_base():
    """x**(p-1) is computed as x**p / x

    That is right for other bases, but not for base 0. There it computes 0 divided by 0, which is
    NaN. Lower the exponent instead.
    """


@rewritten("data = base**power", "data = np.exp(power * np.log(base))")
def through_the_logarithm():
    """x ** y is computed as exp(y * log(x))

    That is right for a positive base only. (-2) ** 2 is 4, but -2 has no real log.
    """


@_not_at_zero
@rewritten("np.where(power == 0, 0.0, power * base ** (power - 1))", "power * data")
def power_not_lowered():
    """the base's gradient uses x**p, not x**(p-1)

    Nudge the 3 in 3 ** 2 by hand. The slope is 6, not 18.
    """


@_not_at_zero
@_silent(lambda x, y: y.data == 0)
@rewritten("grad * to_base", "grad * power * data - 1")
def one_outside_the_power():
    """x**p - 1 is not x**(p-1)

    Python computes the power before it subtracts. Nudge the 3 in 3 ** 2 by hand. The slope is 6,
    not 17.
    """


@_not_at_zero
@rewritten("base ** (power - 1)", "(grad * base) ** (power - 1)", "grad * to_base", "to_base")
def upstream_in_the_power():
    """the upstream gradient is inside the power

    First compute the slope, from the base and the exponent alone. Then multiply it by the upstream
    gradient.
    """


@_not_at_zero
@rewritten(
    "np.where((base == 0) & (power >= 0), 0.0, data * np.log(base))", "base * power ** (base - 1)"
)
def power_rule_for_both():
    """the power rule is used for the exponent too

    In x * y you can swap x and y, but in x ** y you cannot. The power rule is for a base that
    moves. Here the exponent moves: 2 ** x doubles with every step of x.
    """


@rewritten("data = base**power", "data = base**power\n    self.data[...] = data")
def changed_in_place():
    """x is changed in place

    `**=` on `self.data` overwrites the array of the caller. It also overwrites what your VJP needs
    later. Make a new array.
    """
