"""Wrong answers that people give to kata 2. A docstring is the mistake's name, then a nudge."""

import functools

import numpy as np
import unbroadcast_slips as undo
from slips import (
    first_gets_all,
    gradients_swapped,
    outside_the_graph,
    second_outside,
    sign_flipped,
    slip,
    upstream_changed,
    upstream_ignored,
)
from unbroadcast_slips import only_first_undone, undone_by

from minigrad import Tensor, unbroadcast


def _silent(where):
    """A change to a mistake: it gives no answer where(x, y), for those who make it differ there.

    Few get both gradients right at base 0, so what else is wrong must be told from the rest.
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
minus = _not_at_zero(slip(Tensor.pow, sign_flipped))
swapped = _not_at_zero(slip(Tensor.pow, gradients_swapped))
exponent_gets_zero = _not_at_zero(slip(Tensor.pow, first_gets_all))
changed = _not_at_zero(slip(Tensor.pow, upstream_changed))
outside = outside_the_graph(Tensor.pow)
exponent_outside = _not_at_zero(second_outside(Tensor.pow))

not_undone = _not_at_zero(undone_by(Tensor.pow, undo.not_undone))
only_the_base_undone = _not_at_zero(only_first_undone(Tensor.pow))
leading_axes_only = _not_at_zero(undone_by(Tensor.pow, undo.leading_axes_only))
length_1_only = _not_at_zero(undone_by(Tensor.pow, undo.length_1_only))
from_the_left = _not_at_zero(undone_by(Tensor.pow, undo.from_the_left))


def _base_slope(b, p):
    return np.where(p == 0, 0.0, p * b ** (p - 1))


def _exponent_slope(b, p):
    return np.where((b == 0) & (p >= 0), 0.0, b**p * np.log(b))


def _power_rule(b, p):
    return p * b ** (p - 1)


def _pow(x, y, base=_base_slope, exponent=_exponent_slope, data=np.power):
    """pow with some part of it replaced."""
    y = Tensor.wrap(y)
    b, p = x.data, y.data

    def vjp(grad):
        return (
            unbroadcast(grad * base(b, p), x.shape),
            unbroadcast(grad * exponent(b, p), y.shape),
        )

    return Tensor.from_op("pow", data(b, p), (x, y), vjp)


@_not_at_zero
def ignored__bare(self, exponent):
    y = Tensor.wrap(exponent)
    b, p = self.data, y.data
    slopes = _base_slope(b, p), _exponent_slope(b, p)
    return Tensor.from_op("pow", b**p, (self, y), lambda grad: slopes)


@_base_alone
def zero_times_infinity(self, exponent):
    """the power rule gives NaN at 0 to the power 0

    There it computes 0 times infinity. But a constant, such as x ** 0, has slope 0
    everywhere. A common one.
    """
    return _pow(self, exponent, base=_power_rule)


def zero_times_log_of_zero(self, exponent):
    """the exponent's gradient is NaN where the base is 0

    There it computes 0 times minus infinity. But 0 ** 2 stays 0 when the 2 moves a little.
    A common one.
    """
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(b))


def zero_times_log_of_zero__of_the_size(self, exponent):
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(abs(b)))


def neither_edge(self, exponent):
    """both gradients are NaN at base 0, as the formulas stand

    At x ** 0 the base's formula computes 0 times infinity, but a constant has slope 0
    everywhere. At 0 ** y the exponent's computes 0 times minus infinity, but 0 ** 2 stays 0
    when the 2 moves a little. A common one.
    """
    return _pow(self, exponent, base=_power_rule, exponent=lambda b, p: b**p * np.log(b))


def neither_edge__of_the_size(self, exponent):
    return _pow(self, exponent, base=_power_rule, exponent=lambda b, p: b**p * np.log(abs(b)))


def base_zero_always_flat(self, exponent):
    """the exponent's gradient is 0 at base 0, negative exponents too

    0 ** 2 stays 0 when the exponent moves a little. Does 0 ** -1 stay what it is?
    """
    return _pow(self, exponent, exponent=lambda b, p: np.where(b == 0, 0.0, _exponent_slope(b, p)))


def exponent_zero_only(self, exponent):
    """the exponent's gradient is infinite at 0 to the power 0

    PyTorch says 0 there, as for 0 to any power above 0.
    """
    return _pow(
        self,
        exponent,
        exponent=lambda b, p: np.where((b == 0) & (p > 0), 0.0, b**p * np.log(b)),
    )


def epsilon_in_the_log(self, exponent):
    """a little something is added inside the logarithm

    It hides the logarithm of 0 and gives a number that nobody asked for: at 0 ** 0 it shows.
    Say what shall happen at base 0 instead.
    """
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(b + 1e-12))


def epsilon_in_the_log__8(self, exponent):
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(b + 1e-8))


def epsilon_in_the_log__10(self, exponent):
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(b + 1e-10))


def log_of_the_size(self, exponent):
    """the logarithm is taken of the absolute value

    A negative base has no real logarithm, and a power of it is real for whole exponents
    only: there is no slope to give, so it is NaN.
    """
    return _pow(
        self,
        exponent,
        exponent=lambda b, p: np.where((b == 0) & (p >= 0), 0.0, b**p * np.log(abs(b))),
    )


def positive_bases_only(self, exponent):
    """the exponent's gradient is 0 wherever the base is not positive

    0 is one answer for base 0 and another for -2: look up in the docstring which of the
    three edges is 0, which infinite and which NaN.
    """
    return _pow(self, exponent, exponent=lambda b, p: np.where(b > 0, _exponent_slope(b, p), 0.0))


def log_zero_unless_positive(self, exponent):
    """the logarithm is 0 wherever the base is not positive

    0 is the slope that PyTorch gives for 0 ** 2. Of a negative base there is no logarithm, and
    0 ** -1 is infinite: look up in the docstring which edge is what.
    """
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(np.where(b > 0, b, 1.0)))


def _power_rule_too(out, vjp, grad):
    """Another mistake in the exponent's gradient, and the power rule as it stands."""
    base, exponent = out._prev
    slope = _power_rule(base.data, exponent.data)
    return unbroadcast(grad * slope, base.shape), vjp(grad)[1]


# The cases show the power rule's NaN first, so it is the one to name.
zero_times_infinity__1 = slip(base_zero_always_flat, _power_rule_too)
zero_times_infinity__2 = slip(exponent_zero_only, _power_rule_too)
zero_times_infinity__3 = slip(epsilon_in_the_log, _power_rule_too)
zero_times_infinity__4 = slip(epsilon_in_the_log__8, _power_rule_too)
zero_times_infinity__5 = slip(epsilon_in_the_log__10, _power_rule_too)
zero_times_infinity__6 = slip(log_of_the_size, _power_rule_too)
zero_times_infinity__7 = slip(positive_bases_only, _power_rule_too)
zero_times_infinity__8 = slip(log_zero_unless_positive, _power_rule_too)


@_base_alone
def base_zero_gets_nothing(self, exponent):
    """the base's gradient is 0 wherever the base is 0

    x ** 1 has slope 1 at 0 as everywhere, and x ** 0.5 is steep there. It is the exponent
    that decides where the slope is 0.
    """
    return _pow(self, exponent, base=lambda b, p: np.where(b == 0, 0.0, _base_slope(b, p)))


def swept_away(self, exponent):
    """NaN and infinite gradients are swept away

    Some of them are right: 0 ** -1 is infinite and infinitely steep. Mend only those
    places where the formula computes 0 times infinity.
    """

    def tidy(slope):
        return lambda b, p: np.nan_to_num(slope(b, p), nan=0.0, posinf=0.0, neginf=0.0)

    return _pow(self, exponent, base=tidy(_base_slope), exponent=tidy(_exponent_slope))


@_base_alone
@_silent(lambda x, y: (x.data == 0) & (y.data == 0))
def divided_by_the_base(self, exponent):
    """one power less is had by dividing by the base

    That is right but for base 0, where it is 0 divided by 0. Lower the exponent instead.
    """
    return _pow(self, exponent, base=lambda b, p: np.where(p == 0, 0.0, p * b**p / b))


def through_the_logarithm(self, exponent):
    """the power is computed by way of the logarithm

    exp(p log b) is b ** p for a positive base only: (-2) ** 2 is 4, though -2 has no
    logarithm.
    """
    return _pow(self, exponent, data=lambda b, p: np.exp(p * np.log(b)))


@_not_at_zero
@_silent(lambda x, y: y.data == 0)
def factor_forgotten(self, exponent):
    """the exponent is missing as a factor in the base's gradient

    Nudge the 3 in 3 ** 2 by hand: the slope is 6, not 3.
    """
    return _pow(self, exponent, base=lambda b, p: np.where(p == 0, 0.0, b ** (p - 1)))


@_not_at_zero
def power_not_lowered(self, exponent):
    """the power in the base's gradient is not lowered by one

    Nudge the 3 in 3 ** 2 by hand: the slope is 6, not 18.
    """
    return _pow(self, exponent, base=lambda b, p: p * b**p)


@_not_at_zero
@_silent(lambda x, y: y.data == 0)
def one_outside_the_power(self, exponent):
    """b ** p - 1 is not b ** (p - 1)

    Python raises to a power before it subtracts. Nudge the 3 in 3 ** 2 by hand: the slope is
    6, not 17.
    """
    exponent = Tensor.wrap(exponent)
    b, p = self.data, exponent.data

    def vjp(grad):
        return (
            unbroadcast(grad * p * b**p - 1, self.shape),
            unbroadcast(grad * _exponent_slope(b, p), exponent.shape),
        )

    return Tensor.from_op("pow", b**p, (self, exponent), vjp)


@_not_at_zero
@_silent(lambda x, y: y.data == 0)
def one_outside_the_power__in_the_slope(self, exponent):
    return _pow(self, exponent, base=lambda b, p: p * b**p - 1)


@_not_at_zero
def upstream_in_the_power(self, exponent):
    """the upstream gradient is raised to the power too

    First the slope, from base and exponent alone; then times the upstream gradient.
    """
    exponent = Tensor.wrap(exponent)
    b, p = self.data, exponent.data

    def vjp(grad):
        return (
            unbroadcast(np.where(p == 0, 0.0, p * (grad * b) ** (p - 1)), self.shape),
            unbroadcast(grad * _exponent_slope(b, p), exponent.shape),
        )

    return Tensor.from_op("pow", b**p, (self, exponent), vjp)


@_not_at_zero
def log_forgotten(self, exponent):
    """the logarithm is missing from the exponent's gradient

    That holds for one base only, e = 2.718..., whose logarithm is 1. Nudge the 2 in 3 ** 2
    by hand.
    """
    return _pow(self, exponent, exponent=lambda b, p: b**p)


@_not_at_zero
def result_forgotten(self, exponent):
    """the result is missing from the exponent's gradient

    The logarithm of the base alone is how fast the *logarithm* of the result moves. Nudge
    the 2 in 3 ** 2 by hand: the slope is about 10, and log 3 about 1.1.
    """
    return _pow(
        self,
        exponent,
        exponent=lambda b, p: np.where((b == 0) & (p >= 0), 0.0, np.log(b)),
    )


@_not_at_zero
def log_of_the_exponent(self, exponent):
    """the logarithm is taken of the exponent, not of the base

    Write the power as exp(p log b): which of the two stands inside the logarithm?
    """
    return _pow(self, exponent, exponent=lambda b, p: b**p * np.log(p))


@_not_at_zero
def power_rule_for_both(self, exponent):
    """the power rule is used for the exponent too

    The two sides of a power do not change places, as those of a product do: 2 ** x doubles
    with every step of x.
    """
    return _pow(self, exponent, exponent=lambda b, p: b * p ** (b - 1))


@_not_at_zero
def turned_round(self, exponent):
    """base and exponent have changed places

    In x ** y, which is `x.pow(y)`, the base is `self`.
    """
    return _pow(Tensor.wrap(exponent), self)


def changed_in_place(self, exponent):
    """x is changed in place

    `**=` on `self.data` overwrites what the caller holds, and what the VJP needs later.
    """
    out = _pow(self, exponent)
    self.data[...] = out.data
    return out
