"""Wrong answers that people give to kata 4. A docstring is the mistake's name, then a nudge."""

from slips import outside_the_graph, rewritten, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.transpose, upstream_ignored)
changed = slip(Tensor.transpose, upstream_changed)
outside = outside_the_graph(Tensor.transpose)


@rewritten("grad.transpose(inverse)", "grad.transpose(order)")
def same_order_both_ways():
    """the VJP uses the same permutation, not the inverse one

    The VJP must undo the permutation. For two axes, doing the swap again undoes it. Take three
    axes, and follow one of them there and back.
    """


@rewritten("[axis % self.ndim for axis in order]", "order")
def sorted_with_minus_signs():
    """negative axes are sorted as they are, so -1 comes before 0

    -1 means the last axis, but as a number it is smaller than 0. Count every axis from the front
    first. Many people make this mistake.
    """


@rewritten("grad.transpose(inverse)", "grad.transpose(order[::-1])")
def order_read_backwards():
    """the order read backwards is used as the inverse

    Follow one axis. If axis 0 of x became axis 2 of the result, then axis 2 of the gradient must
    become axis 0 again.
    """


@rewritten("grad.transpose(inverse)", "grad.swapaxes(-1, -2) if grad.ndim > 1 else grad")
def last_two_swapped_back():
    """the VJP swaps only the last two axes

    That undoes the transpose of a matrix. With three axes, any of them may have moved.
    """


@rewritten(
    "transpose(order)",
    "reshape([self.shape[axis] for axis in order])",
    "transpose(inverse)",
    "reshape(self.shape)",
)
def reshaped():
    """x is reshaped, not permuted

    Take [[1, 2, 3], [4, 5, 6]] and swap rows and columns. Then write the same numbers, in reading
    order, into three rows of two. Compare the two results.
    """


@rewritten(
    "tuple(reversed(range(self.ndim)))", "(*range(self.ndim)[:-2], *range(self.ndim)[:-3:-1])"
)
def last_two_swapped():
    """transpose() swaps only the last two axes

    Without arguments, `x.transpose()` reverses all the axes. Shape (2, 3, 4) becomes (4, 3, 2).
    """


@rewritten(
    "data = self",
    "self.data.transpose(order)\n    order = (1, 0) if len(axes) == 2 else order\n    data = self",
)
def two_axes_swapped():
    """transpose(0, 1) swaps axis 0 and axis 1

    That is what PyTorch's `transpose` does. Here the axes are the whole new order, as in NumPy. So
    transpose(0, 1) leaves a matrix as it is.
    """


@rewritten(
    "data = self",
    "self.data.transpose(order)\n"
    "    order = np.argsort([axis % self.ndim for axis in order])\n"
    "    data = self",
)
def order_read_as_destinations():
    """axes[i] is read as the place where axis i goes

    Axis i of the result is axis axes[i] of x. So the numbers say where an axis comes from. After
    transpose(1, 2, 0), shape (2, 3, 4) is (3, 4, 2).
    """


@rewritten("transpose(order)", "transpose([axis % self.ndim for axis in order])")
def wrapped_round():
    """an out-of-range axis wraps around

    For a matrix, `axis % ndim` turns axis 2 into axis 0. But a matrix has no axis 2: refuse it.
    """


@rewritten("data = self.data.transpose(order)", "data = self.data = self.data.transpose(order)")
def turned_in_place():
    """x itself is permuted

    An operation must not change its inputs. Compute a new array, and do not assign to `self.data`.
    """
