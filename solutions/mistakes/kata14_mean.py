"""Wrong answers that people give to kata 14. A docstring is the mistake's name, then a nudge."""

from slips import outside_the_graph, rewritten, slip, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.mean, upstream_ignored)
outside = outside_the_graph(Tensor.mean)


@rewritten("np.full(self.shape, grad / max(count, 1))", "np.full(self.shape, grad)")
def not_divided():
    """the gradient is the gradient of the sum, not of the mean

    Each element has only a share in its mean. Nudge one element, and the mean moves by less than
    the nudge.
    """


@rewritten("max(count, 1)", "(self.size if axis is None else self.shape[np.ravel(axis)[0]])")
def first_of_the_axes():
    """with several axes, only the first one is counted

    A table of 2 rows and 4 columns has 8 elements. How do you get 8 from the two lengths?
    """


@rewritten(
    "max(count, 1)",
    "np.sum([self.shape[a] for a in np.ravel(range(self.ndim) if axis is None else axis)])",
)
def lengths_added():
    """the lengths of several axes are added, not multiplied

    A table of 2 rows and 4 columns has 8 elements, not 6. How do you get 8 from the two lengths?
    """


@rewritten(
    "count = self.size // max(total.size, 1)",
    "axes = range(self.ndim) if axis is None else np.ravel(axis)\n"
    "    count = np.prod([n for a, n in enumerate(self.shape) if a in axes])",
)
def negative_axis_not_counted():
    """a negative axis is left out of the count

    -1 means the last axis, but no number in range(x.ndim) equals -1. Make negative axes positive
    before you compare. Many people make this mistake.
    """


@rewritten("grad = np.expand_dims(grad, axis)", "pass")
def axis_lost():
    """the averaged axis is not put back

    The upstream gradient has one axis fewer than x. NumPy's broadcasting then adds an axis on the
    left. That is the right place for axis 0 only. Many people make this mistake.
    """


@rewritten(
    "if axis is not None and not keepdims and self.ndim > 0",
    "while grad.ndim < self.ndim",
    "np.expand_dims(grad, axis)",
    "grad[..., None]",
)
def axis_put_last():
    """the averaged axis is put back at the end

    The axis must come back to its old place. The end is right for the last axis only.
    """


@rewritten(
    "grad = np.expand_dims(grad, axis)",
    "for one in np.ravel(axis):\n                grad = np.expand_dims(grad, int(one) % self.ndim)",
)
def axes_in_the_order_given():
    """the axes are put back in the order in which they were given

    Each axis that comes back moves the axes behind it. Put the axes back from the smallest to the
    largest, or all at once.
    """


@rewritten("total = self.data.sum", "axis = axis or None\n    total = self.data.sum")
def zero_is_falsy():
    """axis=0 is treated like axis=None

    `if axis:` is false for 0, and it is false for None too. Ask what you mean: `axis is None`.
    """


@rewritten(
    "None and not keepdims and self.ndim > 0",
    "None",
    "np.full(self.shape, grad / max(count, 1))",
    "grad * np.ones(self.shape) / max(count, 1)",
)
def axis_restored_twice():
    """with keepdims=True, the axis is put back a second time

    With keepdims=True the averaged axis is still there. Put back again, it is one axis too many.
    """


@rewritten(
    "vjp(grad):", "vjp(grad):\n        grad /= max(count, 1)", "grad / max(count, 1)", "grad"
)
def upstream_divided_in_place():
    """the upstream gradient is divided in place

    `grad /= n` changes the array itself. What `expand_dims` or `reshape` gives is only another view
    of that array. The array that your VJP receives is not yours: write `grad / n`.
    """
