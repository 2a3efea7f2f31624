"""Wrong answers that people give to kata 11. A docstring is the mistake's name, then a nudge."""

from slips import outside_the_graph, rewritten, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.relu, upstream_ignored)
outside = outside_the_graph(Tensor.relu)


@rewritten("self.data > 0", "self.data >= 0")
def one_at_zero():
    """the slope at 0 is 1, not 0

    At 0 the line has a corner, and somebody must choose one of two slopes. Does your comparison
    count 0 among the elements that are let through? In PyTorch it is not let through.
    """


@rewritten("grad * (self.data > 0)", "np.maximum(grad, 0)")
def sign_of_the_upstream():
    """relu is applied to the upstream gradient

    The sign of x decides which gradients pass. The sign of the gradient does not. A negative
    gradient can pass just like a positive one.
    """


@rewritten("grad * (self.data > 0)", "grad * self.data > 0")
def compared_after_multiplying():
    """grad * x > 0 is not grad * (x > 0)

    Python multiplies before it compares. So your gradient is True or False. Compare first.
    """


@rewritten("np.maximum(self.data, 0)", "np.maximum(self.data, 0, out=self.data)")
def changed_x():
    """x is changed in place

    `self.data` belongs to x, and others may still need its negative numbers. Make a new array, and
    do not write zeros into this one. Many people make this mistake.
    """


@rewritten("return (grad * (self.data > 0),)", "grad[self.data <= 0] = 0\n        return (grad,)")
def changed_upstream():
    """zeros are written into the upstream gradient

    The array that your VJP receives is not yours. Other operations may still need it. Make a new
    array, or write into a copy.
    """


@rewritten("np.maximum(self.data, 0)", "self.data * (self.data > 0)")
def zero_times_infinity():
    """minus infinity is multiplied by 0

    You can multiply by a mask of zeros and ones if the numbers are finite. But 0 times infinity is
    NaN. Choose between two values, and do not multiply by 0 or 1.
    """


@rewritten("np.maximum(self.data, 0)", "np.max(self.data, 0)")
def largest_of_all():
    """np.max is used instead of np.maximum

    `np.max` looks for the largest element along an axis, and takes your 0 as the axis. `np.maximum`
    compares two arrays, element by element.
    """


@rewritten(
    "self.data, 0",
    "self.data, 0.01 * self.data",
    "(self.data > 0)",
    "np.where(self.data > 0, 1, 0.01)",
)
def leaky():
    """negative elements are multiplied by 0.01, not set to 0

    That is the leaky relu, a different function. This one is 0 wherever x is negative.
    """
