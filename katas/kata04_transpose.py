import numpy as np

from minigrad import Tensor


def transpose(self, *axes):
    """Put the axes in another order: `x.transpose()`, `x.transpose(1, 2, 0)`.

    axes: a permutation of the axes, as several ints or as one tuple. Negative
        axes count from the end. Axis i of the result is axis axes[i] of x, as
        in `np.transpose`. Without arguments, `x.transpose()` reverses the axes.
    Returns a Tensor with the same elements: x of shape (2, 3, 4) gives
        (4, 3, 2) for transpose() and (3, 4, 2) for transpose(1, 2, 0).

    By hand: x of shape (2, 3) has a 7 at [0, 2]. x.transpose() has that 7 at
    [2, 0]. So the upstream gradient at [2, 0] is the gradient of the 7, and
    belongs at [0, 2].

    The elements change only their places. So does the gradient: each number in
    it must go back to the place that its element came from. With two axes, the
    way back is the same swap. With three axes, it may be another permutation:
    transpose(1, 2, 0) done twice does not give x again. After one
    transpose(1, 2, 0), which permutation brings x back?

    Watch out for: negative axes as in (-1, 0, 1), where -1 is the last axis,
    not one before axis 0; a tensor with one axis, or with none; axes that are
    not a permutation, which must raise an error.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: matrices, three axes, more axes,
# edges, in a graph, must raise.
